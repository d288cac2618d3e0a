/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/gst.h>

#include "troupe-clip.h"

G_BEGIN_DECLS

/* What a container tells of its streams; nothing is decoded for that. NULL, or GST_CLOCK_TIME_NONE, where it
 * does not tell. */
typedef struct
{
  GstCaps    *container;
  GstCaps    *video;           /* of the first one */
  GstCaps    *audio;           /* of the first one */
  GstTagList *file_tags;
  GstTagList *video_tags;
  guint64     duration_ns;
} TroupeStreams;

void     troupe_streams_clear        (TroupeStreams       *self);
gboolean troupe_streams_fill         (const TroupeStreams *self,
                                      TroupeClipFacts     *facts);

char    *troupe_streams_dup_format   (const GstCaps       *caps) G_GNUC_WARN_UNUSED_RESULT;
int      troupe_streams_get_rotation (const GstTagList    *video_tags,
                                      const GstTagList    *file_tags);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TroupeStreams, troupe_streams_clear)

G_END_DECLS
