/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where names and words end, in any script. */

/* A letter, digit or underscore */
gboolean    troupe_letters_is_word        (gunichar    character);
/* Of a script that puts no blanks between words, such as Han or Thai */
gboolean    troupe_letters_is_unspaced    (gunichar    character);
/* Behind the letter at text with all that belongs to it: accents, joined emoji */
const char *troupe_letters_skip_cluster   (const char *text);
/* Whether a name that ends before text, with the character last, is over there */
gboolean    troupe_letters_ends_name      (gunichar    last,
                                           const char *text);
/* Behind what looks like a name, which may be nothing */
const char *troupe_letters_skip_name      (const char *text);

G_END_DECLS
