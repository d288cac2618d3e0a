/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-canvas.h"
#include "troupe-studio-character.h"

G_BEGIN_DECLS

/* One shot of a video, without what is written over all shots. Blocks: worker threads only. */
typedef struct _TroupeStudioScene TroupeStudioScene;

/* A character through its own clip, before a picture or a blur of itself */
TroupeStudioScene *troupe_studio_scene_new_character (int                     width,
                                                      int                     height,
                                                      TroupeStudioCharacter  *character,
                                                      TroupeFrame            *backdrop,
                                                      GCancellable           *cancellable,
                                                      GError                **error) G_GNUC_WARN_UNUSED_RESULT;
/* A picture that the camera slowly moves up to */
TroupeStudioScene *troupe_studio_scene_new_picture   (int                     width,
                                                      int                     height,
                                                      TroupeFrame            *picture,
                                                      guint64                 length_ns) G_GNUC_WARN_UNUSED_RESULT;
/* A card with a text */
TroupeStudioScene *troupe_studio_scene_new_card      (int                     width,
                                                      int                     height,
                                                      const char             *text,
                                                      guint64                 length_ns) G_GNUC_WARN_UNUSED_RESULT;
void               troupe_studio_scene_free          (TroupeStudioScene      *self);
gboolean           troupe_studio_scene_draw          (TroupeStudioScene      *self,
                                                      TroupeStudioCanvas     *canvas,
                                                      guint64                 time_ns,
                                                      GCancellable           *cancellable,
                                                      GError                **error);
void               troupe_studio_scene_get_sound     (TroupeStudioScene      *self,
                                                      guint64                 time_ns,
                                                      guint8                 *sound,
                                                      gsize                   n_samples);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeStudioScene, troupe_studio_scene_free)

G_END_DECLS
