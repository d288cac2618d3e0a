/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The decoded sound of a clip from its beginning: 16 bits, channels and rate as they are.
 * Blocks: worker threads only. */

typedef struct _TroupeSoundSource TroupeSoundSource;

/* samples are borrowed, and valid until the function returns. */
typedef void (*TroupeSoundFunc) (guint64       time_ns,
                                 const gint16 *samples,
                                 gsize         n_frames,
                                 guint         n_channels,
                                 guint         rate,
                                 gpointer      user_data);

TroupeSoundSource *troupe_sound_source_new  (const char         *uri,
                                             GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void               troupe_sound_source_free (TroupeSoundSource  *self);
gboolean           troupe_sound_source_pull (TroupeSoundSource  *self,
                                             TroupeSoundFunc     func,
                                             gpointer            user_data,
                                             GCancellable       *cancellable,
                                             gboolean           *is_at_end,
                                             GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeSoundSource, troupe_sound_source_free)

G_END_DECLS
