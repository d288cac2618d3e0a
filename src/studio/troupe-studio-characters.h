/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "troupe-range.h"
#include "troupe-studio-character.h"

G_BEGIN_DECLS

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
                                                                   const char              *uri,
                                                                   const TroupeRange       *range,
                                                                   JsonObject              *request,
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
