/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-dialect.h"

G_BEGIN_DECLS

/* The form that gateways to video models share. The user data of calls is a TroupeStudio. */

extern const TroupeStudioDialect troupe_studio_gateway_characters;    /* /sora/v1/characters */
extern const TroupeStudioDialect troupe_studio_gateway_videos;        /* /v1/videos */
extern const TroupeStudioDialect troupe_studio_gateway_models;        /* /v1/models */
extern const TroupeStudioDialect troupe_studio_gateway_uploads;       /* /api/common/upload/stream */

G_END_DECLS
