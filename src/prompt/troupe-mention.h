/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A reference to a character inside a prompt. Plain data. */
typedef struct
{
  char *character_id;    /* of the library */
  char *name;            /* what stands behind an @ where there are only texts: an alias or a username */
} TroupeMention;

TroupeMention *troupe_mention_new   (const char          *character_id,
                                     const char          *name) G_GNUC_WARN_UNUSED_RESULT;
TroupeMention *troupe_mention_copy  (const TroupeMention *self) G_GNUC_WARN_UNUSED_RESULT;
void           troupe_mention_free  (TroupeMention       *self);
gboolean       troupe_mention_equal (const TroupeMention *self,
                                     const TroupeMention *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeMention, troupe_mention_free)

G_END_DECLS
