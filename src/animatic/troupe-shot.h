/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-animatic-script.h"
#include "troupe-canvas.h"

G_BEGIN_DECLS

/* One shot of a video, without what is written over all shots. Blocks: worker threads only. */
typedef struct _TroupeShot TroupeShot;

/* A character through its own clip, before a picture or a blur of itself */
TroupeShot *troupe_shot_new_actor   (int             width,
                                     int             height,
                                     TroupeActor    *actor,
                                     TroupeFrame    *backdrop,
                                     GCancellable   *cancellable,
                                     GError        **error) G_GNUC_WARN_UNUSED_RESULT;
/* A picture that the camera slowly moves up to */
TroupeShot *troupe_shot_new_picture (int             width,
                                     int             height,
                                     TroupeFrame    *picture,
                                     guint64         length_ns) G_GNUC_WARN_UNUSED_RESULT;
/* A card with a text */
TroupeShot *troupe_shot_new_card    (int             width,
                                     int             height,
                                     const char     *text,
                                     guint64         length_ns) G_GNUC_WARN_UNUSED_RESULT;
void        troupe_shot_free        (TroupeShot     *self);
gboolean    troupe_shot_draw        (TroupeShot     *self,
                                     TroupeCanvas   *canvas,
                                     guint64         time_ns,
                                     GCancellable   *cancellable,
                                     GError        **error);
void        troupe_shot_get_sound   (TroupeShot     *self,
                                     guint64         time_ns,
                                     guint8         *sound,
                                     gsize           n_samples);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeShot, troupe_shot_free)

G_END_DECLS
