/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-media-error.h"

#include <gio/gio.h>

#include "troupe-clip-error.h"

typedef struct
{
  GQuark           domain;
  int              code;
  TroupeClipError  local;
  TroupeClipError  remote;    /* for http: and https: addresses */
  const char      *what;
} Translation;

static gboolean
is_remote (const char *uri)
{
  return g_str_has_prefix (uri, "http://") || g_str_has_prefix (uri, "https://");
}

/**
 * troupe_media_dup_name:
 * @uri: an address
 *
 * Names a source in a message: the name of a local file, or the address of a remote one without
 * what might be secret in it (user, query, fragment). Safe from any thread.
 *
 * Returns: (transfer full): the name
 */
char *
troupe_media_dup_name (const char *uri)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *base = NULL;

  if (is_remote (uri))
    {
      g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_PARSE_RELAXED, NULL);

      return parsed == NULL ? g_strdup ("the address")
                            : g_uri_to_string_partial (parsed, G_URI_HIDE_USERINFO |
                                                       G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT);
    }

  file = g_file_new_for_uri (uri);
  base = g_file_get_basename (file);
  return base == NULL ? g_strdup (uri) : g_filename_display_name (base);
}

/**
 * troupe_media_plugin_for:
 * @media_type: the media type of a codec, for example `video/x-h265`
 *
 * Names the GStreamer plug-ins that decode a codec. Safe from any thread.
 *
 * Returns: the name of a package of GStreamer
 */
const char *
troupe_media_plugin_for (const char *media_type)
{
  static const struct
  {
    const char *media_type;
    const char *plugin;
  } plugins[] = {
    { "video/x-av1", "gst-plugins-bad (dav1d or aom) or gst-libav" },
    { "video/x-vp8", "gst-plugins-good (vpx)" },
    { "video/x-vp9", "gst-plugins-good (vpx)" },
    { "video/x-theora", "gst-plugins-base (theora)" },
    { "video/x-dirac", "gst-plugins-bad or gst-libav" },
    { "image/jpeg", "gst-plugins-good (jpeg)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (plugins); i++)
    if (g_strcmp0 (media_type, plugins[i].media_type) == 0)
      return plugins[i].plugin;

  return "gst-libav";
}

static const Translation *
translation_of (const GError *error)
{
  static Translation translations[] = {
    { 0, GST_RESOURCE_ERROR_NOT_FOUND, TROUPE_CLIP_ERROR_NOT_FOUND,
      TROUPE_CLIP_ERROR_UNREACHABLE, "there is nothing" },
    { 0, GST_RESOURCE_ERROR_OPEN_READ, TROUPE_CLIP_ERROR_FAILED,
      TROUPE_CLIP_ERROR_UNREACHABLE, "cannot be opened" },
    { 0, GST_RESOURCE_ERROR_READ, TROUPE_CLIP_ERROR_FAILED,
      TROUPE_CLIP_ERROR_UNREACHABLE, "cannot be read" },
    { 0, GST_RESOURCE_ERROR_NOT_AUTHORIZED, TROUPE_CLIP_ERROR_FAILED,
      TROUPE_CLIP_ERROR_UNREACHABLE, "access is denied" },
    { 1, GST_STREAM_ERROR_TYPE_NOT_FOUND, TROUPE_CLIP_ERROR_NOT_MEDIA,
      TROUPE_CLIP_ERROR_NOT_MEDIA, "the content is no video" },
    { 1, GST_STREAM_ERROR_WRONG_TYPE, TROUPE_CLIP_ERROR_NOT_MEDIA,
      TROUPE_CLIP_ERROR_NOT_MEDIA, "the content is no video" },
    { 1, GST_STREAM_ERROR_CODEC_NOT_FOUND, TROUPE_CLIP_ERROR_CODEC,
      TROUPE_CLIP_ERROR_CODEC, "no decoder for it is installed" },
    { 1, GST_STREAM_ERROR_DEMUX, TROUPE_CLIP_ERROR_TRUNCATED,
      TROUPE_CLIP_ERROR_TRUNCATED, "the file is damaged or incomplete" },
    { 1, GST_STREAM_ERROR_DECODE, TROUPE_CLIP_ERROR_TRUNCATED,
      TROUPE_CLIP_ERROR_TRUNCATED, "the file is damaged or incomplete" },
    { 1, GST_STREAM_ERROR_FORMAT, TROUPE_CLIP_ERROR_TRUNCATED,
      TROUPE_CLIP_ERROR_TRUNCATED, "the file is damaged or incomplete" },
    { 2, GST_CORE_ERROR_MISSING_PLUGIN, TROUPE_CLIP_ERROR_CODEC,
      TROUPE_CLIP_ERROR_CODEC, "no decoder for it is installed" },
  };
  const GQuark domains[] = { GST_RESOURCE_ERROR, GST_STREAM_ERROR, GST_CORE_ERROR };

  for (guint i = 0; i < G_N_ELEMENTS (translations); i++)
    if (g_error_matches (error, domains[translations[i].domain], translations[i].code))
      return &translations[i];

  return NULL;
}

/**
 * troupe_media_error_new:
 * @gst_error: an error in a domain of GStreamer
 * @uri: what was read
 *
 * Says what an error of the media library means for a source. Safe from any thread.
 *
 * Returns: (transfer full): an error in `TROUPE_CLIP_ERROR`, or `G_IO_ERROR_NO_SPACE`
 */
GError *
troupe_media_error_new (const GError *gst_error,
                        const char   *uri)
{
  const Translation *translation = translation_of (gst_error);
  g_autofree char *name = troupe_media_dup_name (uri);

  if (g_error_matches (gst_error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NO_SPACE_LEFT))
    return g_error_new (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "%s: no space is left on the disk", name);
  if (translation == NULL)
    return g_error_new (TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_FAILED, "%s: %s", name,
                        gst_error->message);

  return g_error_new (TROUPE_CLIP_ERROR,
                      is_remote (uri) ? translation->remote : translation->local,
                      "%s: %s (%s)", name, translation->what, gst_error->message);
}

/**
 * troupe_media_error_from_bus:
 * @message: an error message
 * @uri: what was read
 *
 * Does the same as troupe_media_error_new() for a message of a pipeline. Safe from any thread.
 *
 * Returns: (transfer full): an error
 */
GError *
troupe_media_error_from_bus (GstMessage *message,
                             const char *uri)
{
  g_autoptr (GError) gst_error = NULL;
  g_autofree char *details = NULL;

  gst_message_parse_error (message, &gst_error, &details);
  g_debug ("%s: %s", gst_error->message, details);
  return troupe_media_error_new (gst_error, uri);
}

