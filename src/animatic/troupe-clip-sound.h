/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TROUPE_CLIP_SOUND_RATE 48000
#define TROUPE_CLIP_SOUND_CHANNELS 2
#define TROUPE_CLIP_SOUND_FRAME_BYTES (TROUPE_CLIP_SOUND_CHANNELS * (int) sizeof (gint16))

/* All the sound of a short clip: 48 kHz, stereo, 16 bits, interleaved. Blocks: worker threads only. */
GByteArray *troupe_clip_sound_read (const char     *uri,
                                    GCancellable   *cancellable,
                                    GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
