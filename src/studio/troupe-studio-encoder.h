/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/gst.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* Writes pictures and sound into an MP4 (H.264, AAC, fast start). Blocks: worker threads only. */
typedef struct _TroupeStudioEncoder TroupeStudioEncoder;

/* Called on a streaming thread after each picture */
typedef void (*TroupeStudioEncoderFunc) (guint     n_pictures,
                                         gpointer  user_data);

TroupeStudioEncoder *troupe_studio_encoder_new    (GFile                    *destination,
                                                   GstCaps                  *picture_caps,
                                                   TroupeStudioEncoderFunc   progress,
                                                   gpointer                  user_data,
                                                   GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
void                 troupe_studio_encoder_free   (TroupeStudioEncoder      *self);
gboolean             troupe_studio_encoder_push   (TroupeStudioEncoder      *self,
                                                   GstBuffer                *picture,
                                                   GstBuffer                *sound,
                                                   GError                  **error);
gboolean             troupe_studio_encoder_finish (TroupeStudioEncoder      *self,
                                                   GCancellable             *cancellable,
                                                   GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeStudioEncoder, troupe_studio_encoder_free)

G_END_DECLS
