/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* Codes pictures and sound into an MP4. Belongs to the thread that made it, but for the pushing. */

typedef struct _TroupeCutTarget TroupeCutTarget;

typedef enum
{
  TROUPE_CUT_VIDEO,
  TROUPE_CUT_AUDIO,
  TROUPE_CUT_N_STREAMS,
} TroupeCutStream;

TroupeCutTarget *troupe_cut_target_new     (const char       *path,
                                            guint64           length_ns,
                                            gboolean          has_sound,
                                            guint64           max_bytes,
                                            GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void             troupe_cut_target_free    (TroupeCutTarget  *self);
void             troupe_cut_target_start   (TroupeCutTarget  *self);
void             troupe_cut_target_stop    (TroupeCutTarget  *self);
GstBus          *troupe_cut_target_get_bus (TroupeCutTarget  *self);
guint64          troupe_cut_target_get_sound_delay_ns
                                           (TroupeCutTarget  *self);
void             troupe_cut_target_push    (TroupeCutTarget  *self,
                                            TroupeCutStream   stream,
                                            GstCaps          *caps,
                                            GstBuffer        *buffer);
void             troupe_cut_target_end     (TroupeCutTarget  *self,
                                            TroupeCutStream   stream);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeCutTarget, troupe_cut_target_free)

G_END_DECLS
