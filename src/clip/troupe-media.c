/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-media.h"

#include <gio/gio.h>
#include <gst/base/gsttypefindhelper.h>

#include "troupe-clip-error.h"
#include "troupe-decoder.h"
#include "troupe-mp4-index.h"
#include "troupe-redact.h"

typedef struct
{
  int             code;
  TroupeClipError local;
  TroupeClipError remote;    /* for http: and https: addresses */
  const char     *what;
} Translation;

static const Translation resource_errors[] = {
  { GST_RESOURCE_ERROR_NOT_FOUND, TROUPE_CLIP_ERROR_NOT_FOUND, TROUPE_CLIP_ERROR_UNREACHABLE,
    "there is no such file" },
  { GST_RESOURCE_ERROR_OPEN_READ, TROUPE_CLIP_ERROR_FAILED, TROUPE_CLIP_ERROR_UNREACHABLE,
    "it cannot be opened" },
  { GST_RESOURCE_ERROR_READ, TROUPE_CLIP_ERROR_FAILED, TROUPE_CLIP_ERROR_UNREACHABLE,
    "it cannot be read" },
  { GST_RESOURCE_ERROR_NOT_AUTHORIZED, TROUPE_CLIP_ERROR_FAILED, TROUPE_CLIP_ERROR_UNREACHABLE,
    "access is denied" },
};

static const Translation stream_errors[] = {
  { GST_STREAM_ERROR_TYPE_NOT_FOUND, TROUPE_CLIP_ERROR_NOT_MEDIA, TROUPE_CLIP_ERROR_NOT_MEDIA,
    "the content is no video" },
  { GST_STREAM_ERROR_WRONG_TYPE, TROUPE_CLIP_ERROR_NOT_MEDIA, TROUPE_CLIP_ERROR_NOT_MEDIA,
    "the content is no video" },
  { GST_STREAM_ERROR_CODEC_NOT_FOUND, TROUPE_CLIP_ERROR_CODEC, TROUPE_CLIP_ERROR_CODEC,
    "no decoder for it is installed" },
  { GST_STREAM_ERROR_DEMUX, TROUPE_CLIP_ERROR_TRUNCATED, TROUPE_CLIP_ERROR_TRUNCATED,
    "the file is damaged or incomplete" },
  { GST_STREAM_ERROR_DECODE, TROUPE_CLIP_ERROR_TRUNCATED, TROUPE_CLIP_ERROR_TRUNCATED,
    "the file is damaged or incomplete" },
  { GST_STREAM_ERROR_FORMAT, TROUPE_CLIP_ERROR_TRUNCATED, TROUPE_CLIP_ERROR_TRUNCATED,
    "the file is damaged or incomplete" },
};

static const Translation core_errors[] = {
  { GST_CORE_ERROR_MISSING_PLUGIN, TROUPE_CLIP_ERROR_CODEC, TROUPE_CLIP_ERROR_CODEC,
    "no decoder for it is installed" },
};

static const Translation *
find_translation (const GError *error)
{
  const struct
  {
    GQuark             domain;
    const Translation *translations;
    guint              n_translations;
  } domains[] = {
    { GST_RESOURCE_ERROR, resource_errors, G_N_ELEMENTS (resource_errors) },
    { GST_STREAM_ERROR, stream_errors, G_N_ELEMENTS (stream_errors) },
    { GST_CORE_ERROR, core_errors, G_N_ELEMENTS (core_errors) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    for (guint j = 0; j < domains[i].n_translations; j++)
      if (g_error_matches (error, domains[i].domain, domains[i].translations[j].code))
        return &domains[i].translations[j];

  return NULL;
}

static TroupeMediaGuess
guess_of (const char *media_type)
{
  static const struct
  {
    const char      *prefix;
    TroupeMediaGuess guess;
  } guesses[] = {
    { "video/", TROUPE_MEDIA_VIDEO },
    { "audio/", TROUPE_MEDIA_VIDEO },
    { "application/ogg", TROUPE_MEDIA_VIDEO },
    { "application/x-id3", TROUPE_MEDIA_VIDEO },
    { "application/x-apetag", TROUPE_MEDIA_VIDEO },
    { "application/mxf", TROUPE_MEDIA_VIDEO },
    { "application/vnd.rn-realmedia", TROUPE_MEDIA_VIDEO },
    { "image/", TROUPE_MEDIA_PICTURE },
    { "text/", TROUPE_MEDIA_PAGE },
    { "application/xml", TROUPE_MEDIA_PAGE },
    { "application/xhtml", TROUPE_MEDIA_PAGE },
    { "application/json", TROUPE_MEDIA_PAGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (guesses); i++)
    if (g_str_has_prefix (media_type, guesses[i].prefix))
      return guesses[i].guess;

  return TROUPE_MEDIA_OTHER;
}

/**
 * troupe_media_guess:
 * @data: (array length=size): the beginning of a file, `TROUPE_MEDIA_GUESS_BYTES` of it if there
 *   are so many
 * @size: how many bytes there are
 *
 * Looks at content, whatever its name or its server says.
 *
 * Returns: what it seems to be
 */
TroupeMediaGuess
troupe_media_guess (const guint8 *data,
                    gsize         size)
{
  g_autoptr (GstCaps) caps = NULL;

  if (size == 0)
    return TROUPE_MEDIA_UNKNOWN;

  caps = gst_type_find_helper_for_data (NULL, data, size, NULL);
  return caps == NULL ? TROUPE_MEDIA_UNKNOWN
                      : guess_of (gst_structure_get_name (gst_caps_get_structure (caps, 0)));
}

/**
 * troupe_media_is_remote:
 * @uri: an address
 *
 * Returns: whether @uri is an `http:` or `https:` address
 */
gboolean
troupe_media_is_remote (const char *uri)
{
  g_autofree char *scheme = g_uri_parse_scheme (uri);

  return scheme != NULL && (g_ascii_strcasecmp (scheme, "http") == 0 ||
                            g_ascii_strcasecmp (scheme, "https") == 0);
}

/**
 * troupe_media_file_new:
 * @text: a path, or an address such as `file:///a%20b.mp4`
 *
 * Names a file as people do. A name such as `intro:1.mp4` only looks like an address.
 *
 * Returns: (transfer full): the file
 */
GFile *
troupe_media_file_new (const char *text)
{
  const char *const *known = g_vfs_get_supported_uri_schemes (g_vfs_get_default ());
  g_autofree char *scheme = g_uri_parse_scheme (text);

  return scheme != NULL && (g_strv_contains (known, scheme) || strstr (text, "://") != NULL)
         ? g_file_new_for_uri (text) : g_file_new_for_path (text);
}

static char *
dup_remote_name (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED,
                                         NULL);

  if (parsed == NULL)
    return g_strdup ("the address");

  return g_uri_to_string_partial (parsed, G_URI_HIDE_USERINFO | G_URI_HIDE_QUERY |
                                  G_URI_HIDE_FRAGMENT);
}

/**
 * troupe_media_dup_name:
 * @uri: an address
 *
 * Names a source in a message: the name of a file, or an address without what might be secret in it
 * (user, query, fragment).
 *
 * Returns: (transfer full): the name
 */
char *
troupe_media_dup_name (const char *uri)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *base = NULL;

  if (troupe_media_is_remote (uri))
    return dup_remote_name (uri);

  file = g_file_new_for_uri (uri);
  base = g_file_get_basename (file);
  return base == NULL ? g_strdup ("the file") : g_filename_display_name (base);
}

/**
 * troupe_media_plugin_for:
 * @media_type: (nullable): the media type of a codec, for example `video/x-h265`
 *
 * Tells what to install for a codec.
 *
 * Returns: the names of modules of GStreamer, which systems name their packages after
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
    { "video/x-vp8", "gst-plugins-good (vpx) or gst-libav" },
    { "video/x-vp9", "gst-plugins-good (vpx) or gst-libav" },
    { "video/x-theora", "gst-plugins-base (theora) or gst-libav" },
    { "image/jpeg", "gst-plugins-good (jpeg) or gst-libav" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (plugins); i++)
    if (g_strcmp0 (media_type, plugins[i].media_type) == 0)
      return plugins[i].plugin;

  return "gst-libav";
}

static void
turn_off_direct_rendering (GstElement *decoder)
{
  GstElementFactory *factory = gst_element_get_factory (decoder);

  /* Cinepak is coded in blocks of 4 pixels and not in danger; without direct rendering its decoder
   * gives nothing any more after a seek. */
  if (!g_str_equal (GST_OBJECT_NAME (factory), "avdec_cinepak"))
    g_object_set (decoder, "direct-rendering", FALSE, NULL);
}

/* The thread that plugs a demuxer in holds the stream lock of what is before it until that is done. */
static GstPadProbeReturn
first_pull_cb (GstPad          *pad,    /* streaming thread of the demuxer */
               GstPadProbeInfo *info,
               gpointer         user_data)
{
  g_autoptr (GstPad) peer = gst_pad_get_peer (pad);
  g_autoptr (GstElement) before = peer != NULL ? gst_pad_get_parent_element (peer) : NULL;
  g_autoptr (GstPad) before_sink = before != NULL ? gst_element_get_static_pad (before, "sink") : NULL;

  if (before_sink != NULL)
    {
      GST_PAD_STREAM_LOCK (before_sink);
      GST_PAD_STREAM_UNLOCK (before_sink);
    }

  return GST_PAD_PROBE_REMOVE;
}

static void
delay_demuxer (GstElement *demuxer)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (demuxer, "sink");

  if (pad != NULL)
    gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_PULL | GST_PAD_PROBE_TYPE_BUFFER, first_pull_cb, NULL,
                       NULL);
}

static void
deep_element_added_cb (GstBin     *pipeline,    /* streaming thread */
                       GstBin     *bin,
                       GstElement *element,
                       gpointer    user_data)
{
  GstElementFactory *factory = gst_element_get_factory (element);

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (element), "direct-rendering") != NULL)
    turn_off_direct_rendering (element);
  if (factory != NULL &&
      gst_element_factory_list_is_type (factory, GST_ELEMENT_FACTORY_TYPE_DEMUXER))
    {
      delay_demuxer (element);
      troupe_mp4_index_mend (element);
    }
}

/**
 * troupe_media_tame_decoders:
 * @pipeline: a pipeline that decodes video, still empty
 *
 * Keeps the pipeline from faults of GStreamer that are there up to 1.26.
 *
 * The decoders of gst-libav no longer write into buffers of the element behind them: that ends the
 * program at times when a width is no multiple of 16 ("video meta uses 416x720 instead of 406x720").
 * Demuxers do not read before they are plugged in: decodebin drops the error of one that is so quick,
 * and then nothing ever comes. After a seek in a file of fragments times stay true: troupe_mp4_index_mend().
 */
void
troupe_media_tame_decoders (GstBin *pipeline)
{
  troupe_decoder_register ();
  g_signal_connect (pipeline, "deep-element-added", G_CALLBACK (deep_element_added_cb), NULL);
}

static gboolean
has_running_task (GstElement *element,
                  GstPad     *pad,
                  gpointer    user_data)
{
  gboolean *is_running = user_data;
  g_autoptr (GstTask) task = NULL;

  GST_OBJECT_LOCK (pad);
  if (GST_PAD_TASK (pad) != NULL)
    task = gst_object_ref (GST_PAD_TASK (pad));
  GST_OBJECT_UNLOCK (pad);

  if (task == NULL)
    return TRUE;

  /* One that has been told to pause holds the lock until it does; it may start another one before. */
  *is_running = gst_task_get_state (task) == GST_TASK_STARTED ||
                !g_rec_mutex_trylock (GST_PAD_GET_STREAM_LOCK (pad));
  if (!*is_running)
    g_rec_mutex_unlock (GST_PAD_GET_STREAM_LOCK (pad));

  return !*is_running;
}

/**
 * troupe_media_is_stalled:
 * @pipeline: a pipeline that should be decoding
 *
 * Finds out whether every thread of it has stopped. decodebin 1.26 drops the error of a demuxer that fails
 * while it is being plugged in: then nothing ever comes, and this is all that can be seen of it.
 *
 * One look sees one thread after the other; while one starts the next it may miss both. Worker threads.
 *
 * Returns: whether none was seen to run
 */
gboolean
troupe_media_is_stalled (GstBin *pipeline)
{
  GstIterator *elements = gst_bin_iterate_recurse (pipeline);
  g_auto (GValue) item = G_VALUE_INIT;
  gboolean is_running = FALSE;
  GstIteratorResult result;

  do
    {
      result = gst_iterator_next (elements, &item);
      if (result == GST_ITERATOR_OK)
        gst_element_foreach_pad (g_value_get_object (&item), has_running_task, &is_running);
      g_value_reset (&item);
    }
  while (result == GST_ITERATOR_OK && !is_running);
  gst_iterator_free (elements);

  return result == GST_ITERATOR_DONE && !is_running;
}

/**
 * troupe_media_make_element:
 * @factory: the kind of element
 * @bin: where to put it
 * @error: return location for an error
 *
 * Makes a part of a pipeline. Fails with `TROUPE_CLIP_ERROR_CODEC` when it is not installed.
 *
 * Returns: (transfer none) (nullable): the element, owned by @bin
 */
GstElement *
troupe_media_make_element (const char *factory,
                           GstBin     *bin,
                           GError    **error)
{
  GstElement *element = gst_element_factory_make (factory, NULL);

  if (element == NULL)
    {
      g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_CODEC,
                   "The element %s of GStreamer is not installed", factory);
      return NULL;
    }

  gst_bin_add (bin, element);
  return element;
}

/**
 * troupe_media_error_new:
 * @gst_error: an error in a domain of GStreamer
 * @uri: what was read
 *
 * Says what an error of the media library means for a source.
 *
 * Returns: (transfer full): an error in `TROUPE_CLIP_ERROR`, `G_IO_ERROR_NO_SPACE`, or
 *   `G_IO_ERROR_NOT_SUPPORTED` where a server only sends from the beginning
 */
GError *
troupe_media_error_new (const GError *gst_error,
                        const char   *uri)
{
  const Translation *translation = find_translation (gst_error);
  g_autofree char *name = troupe_media_dup_name (uri);

  if (g_error_matches (gst_error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NO_SPACE_LEFT))
    return g_error_new (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "%s: no space is left on the disk", name);
  if (g_error_matches (gst_error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_SEEK))
    return g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                        "%s: it can only be read from the beginning", name);
  if (translation == NULL)
    return g_error_new (TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_FAILED, "%s: %s", name,
                        gst_error->message);

  return g_error_new (TROUPE_CLIP_ERROR,
                      troupe_media_is_remote (uri) ? translation->remote : translation->local,
                      "%s: %s (%s)", name, translation->what, gst_error->message);
}

/**
 * troupe_media_error_from_bus:
 * @message: an error message of a pipeline
 * @uri: what was read
 *
 * Does for a message what troupe_media_error_new() does for an error.
 *
 * Returns: (transfer full): an error
 */
GError *
troupe_media_error_from_bus (GstMessage *message,
                             const char *uri)
{
  g_autoptr (GError) gst_error = NULL;
  g_autofree char *details = NULL;
  g_autofree char *shown = NULL;

  gst_message_parse_error (message, &gst_error, &details);
  shown = troupe_redact (details != NULL ? details : "", NULL);    /* it holds the address */
  g_debug ("%s (%s)", gst_error->message, shown);
  return troupe_media_error_new (gst_error, uri);
}
