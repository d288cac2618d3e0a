/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-library.h"
#include "troupe-range.h"

G_BEGIN_DECLS

/* Keeps a range of a clip for one scene: the cut alone, so that nothing else of it can leave this computer. Main
 * thread; the answer is its name below the media folder */
void  troupe_scene_clip_keep_async  (TroupeLibrary        *library,
                                     const char           *uri,
                                     const TroupeRange    *range,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
char *troupe_scene_clip_keep_finish (TroupeLibrary        *library,
                                     GAsyncResult         *result,
                                     GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
