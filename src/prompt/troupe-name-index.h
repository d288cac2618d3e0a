/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The names that mentions can have: of each character its alias and usernames. Names that differ in case or
 * compatibility forms only are the same one; it belongs to the character that has it as its alias, else to the one
 * that had it first. For one thread at a time. */

typedef enum
{
  TROUPE_NAME_ALIAS,
  TROUPE_NAME_USERNAME,
} TroupeNameKind;

typedef struct _TroupeNameIndex TroupeNameIndex;

/* What stands where a name was looked for */
typedef struct
{
  const char *character_id;
  const char *name;            /* as it was added; the index keeps both */
  gsize       n_bytes;         /* how much of the text it is */
} TroupeNameMatch;

TroupeNameIndex *troupe_name_index_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void             troupe_name_index_free         (TroupeNameIndex  *self);
void             troupe_name_index_add          (TroupeNameIndex  *self,
                                                 TroupeNameKind    kind,
                                                 const char       *name,
                                                 const char       *character_id);
/* The character of a whole name, or NULL */
const char      *troupe_name_index_find         (TroupeNameIndex  *self,
                                                 const char       *name);
/* The longest name that a text begins with */
gboolean         troupe_name_index_match        (TroupeNameIndex  *self,
                                                 const char       *text,
                                                 TroupeNameMatch  *match);
/* The longest name that is followed by } */
gboolean         troupe_name_index_match_braced (TroupeNameIndex  *self,
                                                 const char       *text,
                                                 TroupeNameMatch  *match);
/* Whether somebody who wrote so far may be writing on at a name */
gboolean         troupe_name_index_goes_on      (TroupeNameIndex  *self,
                                                 const char       *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeNameIndex, troupe_name_index_free)

G_END_DECLS
