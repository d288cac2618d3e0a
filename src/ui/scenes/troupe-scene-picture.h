/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "troupe-library.h"
#include "troupe-scene.h"

G_BEGIN_DECLS

/* The picture of a scene: kept in the library, shown, and cut to what is sent. Main thread. */

/* file: any picture; the answer is its name below the media folder */
void        troupe_scene_picture_keep_async     (TroupeLibrary        *library,
                                                 GFile                *file,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
/* The same of what was on the clipboard */
void        troupe_scene_picture_keep_texture_async
                                                (TroupeLibrary        *library,
                                                 GdkTexture           *texture,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
char       *troupe_scene_picture_keep_finish    (TroupeLibrary        *library,
                                                 GAsyncResult         *result,
                                                 GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void        troupe_scene_picture_load_async     (TroupeLibrary        *library,
                                                 const char           *name,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GdkTexture *troupe_scene_picture_load_finish    (TroupeLibrary        *library,
                                                 GAsyncResult         *result,
                                                 GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* The answer is what is sent: a path, an address; NULL without an error where there is no picture */
void        troupe_scene_picture_prepare_async  (TroupeLibrary        *library,
                                                 const TroupeScene    *scene,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
char       *troupe_scene_picture_prepare_finish (TroupeLibrary        *library,
                                                 GAsyncResult         *result,
                                                 GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
