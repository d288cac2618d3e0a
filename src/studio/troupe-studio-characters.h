/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "troupe-range.h"
#include "troupe-studio-character.h"

G_BEGIN_DECLS

/* What a character is to be made of */
typedef struct
{
  const char        *uri;         /* an http or https address, or a file of the studio's own */
  const TroupeRange *range;       /* NULL: all of the video */
  JsonObject        *rules;       /* of TroupeStudioRules, NULL for none */
  const char        *id;          /* NULL: made up */
  const char        *username;    /* that no other character has, NULL: made up */
  JsonObject        *request;     /* what was asked for, kept for the ledger */
} TroupeStudioCasting;

/* All characters of the studio, and the workshop that makes them, one after the other. Main thread. */

#define TROUPE_TYPE_STUDIO_CHARACTERS (troupe_studio_characters_get_type ())
G_DECLARE_FINAL_TYPE (TroupeStudioCharacters, troupe_studio_characters, TROUPE, STUDIO_CHARACTERS, GObject)

TroupeStudioCharacters *troupe_studio_characters_new              (TroupeStudioStore       *store) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray              *troupe_studio_characters_get_all          (TroupeStudioCharacters  *self);
TroupeStudioCharacter  *troupe_studio_characters_find             (TroupeStudioCharacters  *self,
                                                                   const char              *username);
TroupeStudioCharacter  *troupe_studio_characters_find_by_id       (TroupeStudioCharacters  *self,
                                                                   const char              *id);
void                    troupe_studio_characters_make_async       (TroupeStudioCharacters  *self,
                                                                   const TroupeStudioCasting *casting,
                                                                   GCancellable            *cancellable,
                                                                   GAsyncReadyCallback      callback,
                                                                   gpointer                 user_data);
TroupeStudioCharacter  *troupe_studio_characters_make_finish      (TroupeStudioCharacters  *self,
                                                                   GAsyncResult            *result,
                                                                   GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
SoupSession            *troupe_studio_characters_get_session      (TroupeStudioCharacters  *self);
void                    troupe_studio_characters_stop             (TroupeStudioCharacters  *self);
gboolean                troupe_studio_characters_is_busy          (TroupeStudioCharacters  *self);

G_END_DECLS
