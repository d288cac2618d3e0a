/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-store.h"

G_BEGIN_DECLS

/* A character of the studio. Never changes once it is made; counted atomically. */
typedef struct
{
  char       *id;
  char       *username;
  gint64      created_s;
  JsonObject *request;      /* what made it */
  guint64     length_ns;    /* of the clip */
  gboolean    has_sound;
  GFile      *clip;         /* the range as an MP4 of its own */
  GFile      *picture;
} TroupeStudioCharacter;

TroupeStudioCharacter *troupe_studio_character_new           (TroupeStudioStore     *store,
                                                              const char            *id,
                                                              const char            *username,
                                                              JsonObject            *request,
                                                              guint64                length_ns,
                                                              gboolean               has_sound) G_GNUC_WARN_UNUSED_RESULT;
TroupeStudioCharacter *troupe_studio_character_new_from_json (TroupeStudioStore     *store,
                                                              JsonObject            *object) G_GNUC_WARN_UNUSED_RESULT;
TroupeStudioCharacter *troupe_studio_character_ref           (TroupeStudioCharacter *self);
void                   troupe_studio_character_unref         (TroupeStudioCharacter *self);
JsonObject            *troupe_studio_character_to_json       (TroupeStudioCharacter *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeStudioCharacter, troupe_studio_character_unref)

G_END_DECLS
