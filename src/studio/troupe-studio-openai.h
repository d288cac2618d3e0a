/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-dialect.h"

G_BEGIN_DECLS

/* OpenAI's own form of videos, which the library "openai" speaks. The user data of calls is a TroupeStudio. */

/* The accent of a base, NULL for OpenAI itself */
typedef struct
{
  gboolean has_mentions;    /* "@name" in a prompt counts, too */
} TroupeStudioOpenaiAccent;

extern const TroupeStudioDialect troupe_studio_openai_characters;    /* /v1/videos/characters */
extern const TroupeStudioDialect troupe_studio_openai_videos;        /* /v1/videos, /v1/models */

G_END_DECLS
