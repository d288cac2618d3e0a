/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-dialect.h"

G_BEGIN_DECLS

/* The path of OpenAI with other words: JSON only, pictures only. The user data of calls is a TroupeStudio. */

extern const TroupeStudioDialect troupe_studio_openrouter;    /* /v1/videos, /v1/key */

G_END_DECLS
