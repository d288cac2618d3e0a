/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a person typed to find something, as the full text index takes it. Plain data; any thread. */
typedef struct
{
  char **words;         /* folded; all have to stand in a text */
  char  *expression;    /* those that the index knows: "anna" AND "smi"; NULL when there are none */
  char  *rest;          /* the others, which are looked for in the texts: JSON array; NULL when there are none */
} TroupeSearch;

TroupeSearch *troupe_search_new  (const char         *text) G_GNUC_WARN_UNUSED_RESULT;
void          troupe_search_free (TroupeSearch       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeSearch, troupe_search_free)

G_END_DECLS
