/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

G_BEGIN_DECLS

/* What the media library says, in the words of this module. Safe from any thread. */

typedef enum
{
  TROUPE_MEDIA_UNKNOWN,
  TROUPE_MEDIA_VIDEO,      /* or sound: a container may hold either */
  TROUPE_MEDIA_PICTURE,
  TROUPE_MEDIA_PAGE,       /* HTML, XML, text: what servers send to people */
  TROUPE_MEDIA_OTHER,
} TroupeMediaGuess;

/* How many bytes of the beginning are enough for troupe_media_guess() */
#define TROUPE_MEDIA_GUESS_BYTES 4096

TroupeMediaGuess troupe_media_guess          (const guint8  *data,
                                              gsize          size);
gboolean         troupe_media_is_remote      (const char    *uri);
GFile           *troupe_media_file_new       (const char    *text) G_GNUC_WARN_UNUSED_RESULT;
char            *troupe_media_dup_name       (const char    *uri) G_GNUC_WARN_UNUSED_RESULT;
const char      *troupe_media_plugin_for     (const char    *media_type);
GstElement      *troupe_media_make_element   (const char    *factory,
                                              GstBin        *bin,
                                              GError       **error);
void             troupe_media_tame_decoders  (GstBin        *pipeline);
gboolean         troupe_media_is_stalled     (GstBin        *pipeline);
GError          *troupe_media_error_new      (const GError  *gst_error,
                                              const char    *uri) G_GNUC_WARN_UNUSED_RESULT;
GError          *troupe_media_error_from_bus (GstMessage    *message,
                                              const char    *uri) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
