/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-character.h"
#include "troupe-character-sort.h"

G_BEGIN_DECLS

/* The database and the media files of one person. SQLite runs on one owner thread; all calls here are for
 * the main thread. There is one TroupeCharacter object per id while anybody holds it.
 * Property (notify): open. Signals: character-added (id), character-removed (id), character-changed (id),
 * video-added (id), video-removed (id), video-changed (id), jobs-changed. */

#define TROUPE_TYPE_LIBRARY (troupe_library_get_type ())
G_DECLARE_FINAL_TYPE (TroupeLibrary, troupe_library, TROUPE, LIBRARY, GObject)

/* directory: NULL for $XDG_DATA_HOME/troupe */
TroupeLibrary   *troupe_library_new                     (GFile                 *directory) G_GNUC_WARN_UNUSED_RESULT;
void             troupe_library_open_async              (TroupeLibrary         *self,
                                                         GCancellable          *cancellable,
                                                         GAsyncReadyCallback    callback,
                                                         gpointer               user_data);
gboolean         troupe_library_open_finish             (TroupeLibrary         *self,
                                                         GAsyncResult          *result,
                                                         GError               **error);
gboolean         troupe_library_is_open                 (TroupeLibrary         *self);
/* Waits until all is on the disk, then closes. Blocks; for the end of a program. */
void             troupe_library_close                   (TroupeLibrary         *self);
/* The ids that match, in order; see TroupeCharacterList */
void             troupe_library_find_async              (TroupeLibrary         *self,
                                                         const char            *search,
                                                         TroupeCharacterSort    sort,
                                                         GCancellable          *cancellable,
                                                         GAsyncReadyCallback    callback,
                                                         gpointer               user_data);
GPtrArray       *troupe_library_find_finish             (TroupeLibrary         *self,
                                                         GAsyncResult          *result,
                                                         GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void             troupe_library_load_character_async    (TroupeLibrary         *self,
                                                         const char            *id,
                                                         GCancellable          *cancellable,
                                                         GAsyncReadyCallback    callback,
                                                         gpointer               user_data);
TroupeCharacter *troupe_library_load_character_finish   (TroupeLibrary         *self,
                                                         GAsyncResult          *result,
                                                         GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void             troupe_library_set_alias_async         (TroupeLibrary         *self,
                                                         TroupeCharacter       *character,
                                                         const char            *alias,
                                                         GCancellable          *cancellable,
                                                         GAsyncReadyCallback    callback,
                                                         gpointer               user_data);
gboolean         troupe_library_set_alias_finish        (TroupeLibrary         *self,
                                                         GAsyncResult          *result,
                                                         GError               **error);
void             troupe_library_set_notes_async         (TroupeLibrary         *self,
                                                         TroupeCharacter       *character,
                                                         const char            *notes,
                                                         GCancellable          *cancellable,
                                                         GAsyncReadyCallback    callback,
                                                         gpointer               user_data);
gboolean         troupe_library_set_notes_finish        (TroupeLibrary         *self,
                                                         GAsyncResult          *result,
                                                         GError               **error);
void             troupe_library_set_favourite_async     (TroupeLibrary         *self,
                                                         TroupeCharacter       *character,
                                                         gboolean               favourite,
                                                         GCancellable          *cancellable,
                                                         GAsyncReadyCallback    callback,
                                                         gpointer               user_data);
gboolean         troupe_library_set_favourite_finish    (TroupeLibrary         *self,
                                                         GAsyncResult          *result,
                                                         GError               **error);
/* Into the trash (30 days), and back out of it: undo */
void             troupe_library_delete_character_async  (TroupeLibrary         *self,
                                                         const char            *id,
                                                         GCancellable          *cancellable,
                                                         GAsyncReadyCallback    callback,
                                                         gpointer               user_data);
gboolean         troupe_library_delete_character_finish (TroupeLibrary         *self,
                                                         GAsyncResult          *result,
                                                         GError               **error);
void             troupe_library_restore_character_async  (TroupeLibrary        *self,
                                                          const char           *id,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
gboolean         troupe_library_restore_character_finish (TroupeLibrary        *self,
                                                          GAsyncResult         *result,
                                                          GError              **error);

G_END_DECLS
