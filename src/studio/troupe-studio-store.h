/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define TROUPE_STUDIO_FOLDER_UPLOADS "uploads"
#define TROUPE_STUDIO_FOLDER_CHARACTERS "characters"
#define TROUPE_STUDIO_FOLDER_VIDEOS "videos"

/* The folder that outlives the studio: for each thing ID.json and its media files beside it. Files
 * appear whole or not at all. Several studios may share a folder. */

#define TROUPE_TYPE_STUDIO_STORE (troupe_studio_store_get_type ())
G_DECLARE_FINAL_TYPE (TroupeStudioStore, troupe_studio_store, TROUPE, STUDIO_STORE, GObject)

TroupeStudioStore *troupe_studio_store_new           (const char           *path,
                                                      GError              **error) G_GNUC_WARN_UNUSED_RESULT;
const char        *troupe_studio_store_get_secret    (TroupeStudioStore    *self);
GFile             *troupe_studio_store_get_file      (TroupeStudioStore    *self,
                                                      const char           *folder,
                                                      const char           *id,
                                                      const char           *suffix) G_GNUC_WARN_UNUSED_RESULT;
GFile             *troupe_studio_store_new_temporary (TroupeStudioStore    *self) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray         *troupe_studio_store_load_all      (TroupeStudioStore    *self,
                                                      const char           *folder) G_GNUC_WARN_UNUSED_RESULT;
JsonObject        *troupe_studio_store_load          (TroupeStudioStore    *self,
                                                      const char           *folder,
                                                      const char           *id) G_GNUC_WARN_UNUSED_RESULT;
void               troupe_studio_store_save_async    (TroupeStudioStore    *self,
                                                      const char           *folder,
                                                      const char           *id,
                                                      JsonObject           *object,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gboolean           troupe_studio_store_save_finish   (TroupeStudioStore    *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);
int                troupe_studio_store_lock          (TroupeStudioStore    *self,
                                                      const char           *folder,
                                                      const char           *id) G_GNUC_WARN_UNUSED_RESULT;
void               troupe_studio_store_unlock        (TroupeStudioStore    *self,
                                                      const char           *folder,
                                                      const char           *id,
                                                      int                   fd);
void               troupe_studio_store_remove        (TroupeStudioStore    *self,
                                                      const char           *folder,
                                                      const char           *id);

G_END_DECLS
