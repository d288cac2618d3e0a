/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/gst.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* Writes pictures and sound into an MP4 (H.264, AAC, fast start). Blocks: worker threads only. */
typedef struct _TroupeEncoder TroupeEncoder;

/* Called on a streaming thread after each picture */
typedef void (*TroupeEncoderFunc) (guint     n_pictures,
                                   gpointer  user_data);

TroupeEncoder *troupe_encoder_new    (const char          *path,
                                      GstCaps             *picture_caps,
                                      const char          *comment,
                                      TroupeEncoderFunc    progress,
                                      gpointer             user_data,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void           troupe_encoder_free   (TroupeEncoder       *self);
gboolean       troupe_encoder_push   (TroupeEncoder       *self,
                                      GstBuffer           *picture,
                                      GstBuffer           *sound,
                                      GError             **error);
gboolean       troupe_encoder_finish (TroupeEncoder       *self,
                                      GCancellable        *cancellable,
                                      GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeEncoder, troupe_encoder_free)

G_END_DECLS
