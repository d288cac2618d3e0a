/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/video/video.h>
#include <libavcodec/avcodec.h>

G_BEGIN_DECLS

/* Decoded pictures of libavcodec as GStreamer knows them */

GstVideoFormat troupe_av_picture_get_format    (const AVFrame      *picture);
gboolean       troupe_av_picture_brings_fields (const AVFrame      *picture,
                                                GstCaps            *told,
                                                const GstVideoInfo *info);
void           troupe_av_picture_complete      (const AVFrame      *picture,
                                                GstCaps            *told,
                                                GstVideoInfo       *info);
GstBuffer     *troupe_av_picture_wrap          (const AVFrame      *picture,
                                                const GstVideoInfo *info);
gboolean       troupe_av_picture_copy          (const AVFrame      *picture,
                                                const GstVideoInfo *info,
                                                GstBuffer          *buffer);
void           troupe_av_picture_set_flags     (const AVFrame      *picture,
                                                GstBuffer          *buffer);

G_END_DECLS
