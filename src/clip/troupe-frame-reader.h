/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-frame.h"

G_BEGIN_DECLS

/* Decodes pictures of one clip, upright and at most as large as asked. Blocks: worker threads only. */

#define TROUPE_TYPE_FRAME_READER (troupe_frame_reader_get_type ())
G_DECLARE_FINAL_TYPE (TroupeFrameReader, troupe_frame_reader, TROUPE, FRAME_READER, GObject)

TroupeFrameReader *troupe_frame_reader_new         (const char         *uri,
                                                    int                 short_edge,
                                                    GCancellable       *cancellable,
                                                    GError            **error) G_GNUC_WARN_UNUSED_RESULT;
TroupeFrameReader *troupe_frame_reader_new_to_seek (const char         *uri,
                                                    int                 short_edge,
                                                    GCancellable       *cancellable,
                                                    GError            **error) G_GNUC_WARN_UNUSED_RESULT;
TroupeFrame       *troupe_frame_reader_seek        (TroupeFrameReader  *self,
                                                    guint64             time_ns,
                                                    gboolean            exact,
                                                    GCancellable       *cancellable,
                                                    GError            **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes            *troupe_frame_reader_seek_packed (TroupeFrameReader  *self,
                                                    guint64             time_ns,
                                                    gboolean            exact,
                                                    guint64            *shown_ns,
                                                    GCancellable       *cancellable,
                                                    GError            **error) G_GNUC_WARN_UNUSED_RESULT;
TroupeFrame       *troupe_frame_reader_next        (TroupeFrameReader  *self,
                                                    GCancellable       *cancellable,
                                                    GError            **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes            *troupe_frame_reader_next_packed (TroupeFrameReader  *self,
                                                    guint64            *shown_ns,
                                                    GCancellable       *cancellable,
                                                    GError            **error) G_GNUC_WARN_UNUSED_RESULT;

void               troupe_frame_grab_async         (const char         *uri,
                                                    guint64             time_ns,
                                                    int                 short_edge,
                                                    GCancellable       *cancellable,
                                                    GAsyncReadyCallback callback,
                                                    gpointer            user_data);
TroupeFrame       *troupe_frame_grab_finish        (GAsyncResult       *result,
                                                    GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
