/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-dialect.h"

G_BEGIN_DECLS

/* Servers that people run themselves, with the routes of OpenAI and the errors of FastAPI. The user data
 * of calls is a TroupeStudio. */

typedef struct _TroupeStudioFastapiAccent TroupeStudioFastapiAccent;

extern const TroupeStudioDialect troupe_studio_fastapi;    /* /v1/videos */
extern const TroupeStudioDialect troupe_studio_sglang;     /* /models */
extern const TroupeStudioDialect troupe_studio_vllm;       /* /v1/models */

/* Accents of troupe_studio_fastapi, never NULL */
extern const TroupeStudioFastapiAccent troupe_studio_fastapi_sglang;
extern const TroupeStudioFastapiAccent troupe_studio_fastapi_vllm_omni;

G_END_DECLS
