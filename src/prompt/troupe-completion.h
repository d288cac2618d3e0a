/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which characters somebody may mean who types @ and some letters. For one thread at a time. */

typedef struct _TroupeCompletion TroupeCompletion;

TroupeCompletion *troupe_completion_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void              troupe_completion_free (TroupeCompletion   *self);
/* usernames and tags may be NULL; used_us: when it was last mentioned or made, 0: never */
void              troupe_completion_add  (TroupeCompletion   *self,
                                          const char         *character_id,
                                          const char         *alias,
                                          const char *const  *usernames,
                                          const char *const  *tags,
                                          gint64              used_us);
/* Ids, of const char that belong to self, the best first */
GPtrArray        *troupe_completion_rank (TroupeCompletion   *self,
                                          const char         *query,
                                          guint               max) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeCompletion, troupe_completion_free)

G_END_DECLS
