/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "troupe-identity.h"
#include "troupe-problem.h"
#include "troupe-range.h"

G_BEGIN_DECLS

typedef enum
{
  TROUPE_CHARACTER_STATE_MAKING,
  TROUPE_CHARACTER_STATE_READY,
  TROUPE_CHARACTER_STATE_FAILED,     /* has a problem; may be tried again */
  TROUPE_CHARACTER_STATE_UNKNOWN,    /* a paid call went out and no answer came */
} TroupeCharacterState;

GType troupe_character_state_get_type (void);
#define TROUPE_TYPE_CHARACTER_STATE (troupe_character_state_get_type ())

/* The person's own entry. Main thread; every property notifies:
 * id, alias, notes, favourite, username, state, progress, problem, picture, clip-file, loaded. */

#define TROUPE_TYPE_CHARACTER (troupe_character_get_type ())
G_DECLARE_FINAL_TYPE (TroupeCharacter, troupe_character, TROUPE, CHARACTER, GObject)

const char           *troupe_character_get_id               (TroupeCharacter *self);
const char           *troupe_character_get_alias            (TroupeCharacter *self);
const char           *troupe_character_get_notes            (TroupeCharacter *self);
gboolean              troupe_character_is_favourite         (TroupeCharacter *self);
TroupeCharacterState  troupe_character_get_state            (TroupeCharacter *self);
double                troupe_character_get_progress         (TroupeCharacter *self);    /* 0 to 1, -1 when not known */
const TroupeProblem  *troupe_character_get_problem          (TroupeCharacter *self);
const char           *troupe_character_get_job_id           (TroupeCharacter *self);    /* newest, or NULL: adopted */
GFile                *troupe_character_get_picture          (TroupeCharacter *self);    /* avatar, else the first still */
GFile                *troupe_character_get_clip_file        (TroupeCharacter *self);    /* the kept cut of the range */
GListModel           *troupe_character_get_stills           (TroupeCharacter *self);    /* of GFile */
GListModel           *troupe_character_get_identities       (TroupeCharacter *self);    /* of TroupeIdentity */
const char           *troupe_character_get_username         (TroupeCharacter *self);    /* of the newest identity, or NULL */
const char           *troupe_character_get_clip_title       (TroupeCharacter *self);
const char           *troupe_character_get_clip_uri         (TroupeCharacter *self);
const char           *troupe_character_get_clip_hash        (TroupeCharacter *self);
guint64               troupe_character_get_clip_duration_ns (TroupeCharacter *self);
const TroupeRange    *troupe_character_get_range            (TroupeCharacter *self);    /* in the source clip */
gint64                troupe_character_get_created_us       (TroupeCharacter *self);
gboolean              troupe_character_is_loaded            (TroupeCharacter *self);

G_END_DECLS
