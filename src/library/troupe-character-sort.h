/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  TROUPE_CHARACTER_SORT_NEWEST,
  TROUPE_CHARACTER_SORT_ALIAS,    /* as the person's language sorts, 2 before 10 */
} TroupeCharacterSort;

GType troupe_character_sort_get_type (void);
#define TROUPE_TYPE_CHARACTER_SORT (troupe_character_sort_get_type ())

G_END_DECLS
