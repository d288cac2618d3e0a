/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-media-error.h"

#include <gio/gio.h>

#include "troupe-clip-error.h"
#include "troupe-media.h"

#define DECODER_PACKAGES "gstreamer1.0-libav, gstreamer1.0-plugins-good, gstreamer1.0-plugins-bad"

typedef struct
{
  GQuark          (*domain) (void);
  int             code;
  TroupeClipError own;
} Translation;

static const Translation translations[] = {
  { gst_core_error_quark, GST_CORE_ERROR_MISSING_PLUGIN, TROUPE_CLIP_ERROR_CODEC },
  { gst_stream_error_quark, GST_STREAM_ERROR_CODEC_NOT_FOUND, TROUPE_CLIP_ERROR_CODEC },
  { gst_stream_error_quark, GST_STREAM_ERROR_TYPE_NOT_FOUND, TROUPE_CLIP_ERROR_NOT_MEDIA },
  { gst_stream_error_quark, GST_STREAM_ERROR_WRONG_TYPE, TROUPE_CLIP_ERROR_NOT_MEDIA },
  { gst_stream_error_quark, GST_STREAM_ERROR_DEMUX, TROUPE_CLIP_ERROR_TRUNCATED },
  { gst_stream_error_quark, GST_STREAM_ERROR_DECODE, TROUPE_CLIP_ERROR_TRUNCATED },
  { gst_resource_error_quark, GST_RESOURCE_ERROR_NOT_FOUND, TROUPE_CLIP_ERROR_NOT_FOUND },
};

static gboolean
is_remote (const char *uri)
{
  g_autofree char *scheme = g_uri_parse_scheme (uri);

  return scheme != NULL && !g_str_equal (scheme, "file");
}

static TroupeClipError
translate (const char   *uri,
           const GError *error)
{
  if (error->domain == GST_RESOURCE_ERROR && is_remote (uri))
    return TROUPE_CLIP_ERROR_UNREACHABLE;

  for (guint i = 0; i < G_N_ELEMENTS (translations); i++)
    {
      if (g_error_matches (error, translations[i].domain (), translations[i].code))
        return translations[i].own;
    }

  return TROUPE_CLIP_ERROR_FAILED;
}

/**
 * troupe_media_error_new_decoding:
 * @uri: the address of the source
 * @message: an error message of a pipeline
 * @missing: (nullable): what kind of plug-in an earlier message missed
 *
 * Turns the error of a pipeline into one of `TROUPE_CLIP_ERROR` that names the source.
 *
 * Safe from any thread.
 *
 * Returns: (transfer full): an error
 */
GError *
troupe_media_error_new_decoding (const char *uri,
                                 GstMessage *message,
                                 const char *missing)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = troupe_media_dup_name (uri);
  TroupeClipError code;

  gst_message_parse_error (message, &error, NULL);
  code = missing != NULL ? TROUPE_CLIP_ERROR_CODEC : translate (uri, error);
  if (code == TROUPE_CLIP_ERROR_CODEC)
    return g_error_new (TROUPE_CLIP_ERROR, code,
                        "%s: not installed: %s (a GStreamer plug-in; packages %s)",
                        name, missing != NULL ? missing : error->message, DECODER_PACKAGES);

  return g_error_new (TROUPE_CLIP_ERROR, code, "%s: %s", name, error->message);
}

/**
 * troupe_media_error_new_plugin:
 * @factory: the name of an element
 * @package: the Debian package that has it
 *
 * Says that an element which Troupe cannot do without is not installed. Safe from any thread.
 *
 * Returns: (transfer full): an error
 */
GError *
troupe_media_error_new_plugin (const char *factory,
                               const char *package)
{
  return g_error_new (TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_CODEC,
                      "not installed: the GStreamer element %s (package %s)", factory, package);
}
