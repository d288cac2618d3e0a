/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-library.h"
#include "troupe-scene.h"

G_BEGIN_DECLS

/* A scene from elsewhere or of long ago, without those of its files that are not in the library (any more) */
void         troupe_scene_files_find_async  (TroupeLibrary        *library,
                                             const TroupeScene    *scene,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
TroupeScene *troupe_scene_files_find_finish (TroupeLibrary        *library,
                                             GAsyncResult         *result,
                                             GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
