/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-characters.h"
#include "troupe-studio-video.h"

G_BEGIN_DECLS

/* One video on its way, in two steps: first all that it needs is brought together, then, when it is its
 * turn, it is rendered. Main thread. */

#define TROUPE_TYPE_STUDIO_PRODUCTION (troupe_studio_production_get_type ())
G_DECLARE_FINAL_TYPE (TroupeStudioProduction, troupe_studio_production, TROUPE, STUDIO_PRODUCTION, GObject)

/* NULL when another studio is at work on the video */
TroupeStudioProduction *troupe_studio_production_new            (TroupeStudioStore       *store,
                                                                 TroupeStudioCharacters  *characters,
                                                                 TroupeStudioVideo       *video) G_GNUC_WARN_UNUSED_RESULT;
TroupeStudioVideo      *troupe_studio_production_get_video      (TroupeStudioProduction  *self);
void                    troupe_studio_production_cancel         (TroupeStudioProduction  *self);
void                    troupe_studio_production_prepare_async  (TroupeStudioProduction  *self,
                                                                 GAsyncReadyCallback      callback,
                                                                 gpointer                 user_data);
gboolean                troupe_studio_production_prepare_finish (TroupeStudioProduction  *self,
                                                                 GAsyncResult            *result,
                                                                 GError                 **error);
void                    troupe_studio_production_render_async   (TroupeStudioProduction  *self,
                                                                 GAsyncReadyCallback      callback,
                                                                 gpointer                 user_data);
gboolean                troupe_studio_production_render_finish  (TroupeStudioProduction  *self,
                                                                 GAsyncResult            *result,
                                                                 GError                 **error);

G_END_DECLS
