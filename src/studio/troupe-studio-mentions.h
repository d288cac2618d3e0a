/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-characters.h"

G_BEGIN_DECLS

/* Who is mentioned in a prompt: the names, each once, in order. */
GStrv troupe_studio_mentions_find (TroupeStudioCharacters  *characters,
                                   const char              *prompt,
                                   GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

/* Which of the things that came along are mentioned by their places, such as "video 2": counted from 0,
 * each once, in order. */
GArray *troupe_studio_mentions_find_places (const char  *prompt,
                                            const char  *word,
                                            guint        n_places,
                                            GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
