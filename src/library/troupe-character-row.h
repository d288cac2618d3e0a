/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-character.h"
#include "troupe-connection.h"

G_BEGIN_DECLS

/* All that the database knows of one character, on its way from the owner thread to the main one. */
typedef struct
{
  char                 *id;
  char                 *alias;
  char                 *notes;
  gboolean              is_favourite;
  char                 *clip_title;
  char                 *clip_uri;
  char                 *clip_hash;     /* or NULL */
  guint64               clip_duration_ns;
  TroupeRange           range;
  char                 *clip_file;     /* below the media folder, or NULL */
  char                 *avatar;        /* the same */
  GPtrArray            *stills;        /* of char, the same */
  GPtrArray            *identities;    /* of TroupeIdentity, the newest first */
  gint64                created_us;
  gboolean              is_deleted;
  gint64                revision;
  gint64                listed_revision;
  TroupeCharacterState  state;
  TroupeProblem        *problem;       /* or NULL */
  char                 *job_id;        /* of its newest job; or NULL */
} TroupeCharacterRow;

TroupeCharacterRow *troupe_character_row_new          (const char          *id) G_GNUC_WARN_UNUSED_RESULT;
void                troupe_character_row_free         (TroupeCharacterRow  *self);
GPtrArray          *troupe_character_row_load         (TroupeConnection    *connection,
                                                       const char *const   *ids,
                                                       GError             **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray          *troupe_character_row_load_changed (TroupeConnection    *connection,
                                                       gint64               revision,
                                                       GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeCharacterRow, troupe_character_row_free)

G_END_DECLS
