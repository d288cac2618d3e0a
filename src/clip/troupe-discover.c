/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-discover.h"

#include <gst/pbutils/pbutils.h>
#include <string.h>

#include "troupe-clip-error.h"
#include "troupe-media.h"
#include "troupe-streams.h"

/* Long enough for a slow server; decodebin may also swallow an error and never end. */
#define TIMEOUT (20 * GST_SECOND)

typedef struct
{
  GMainLoop         *loop;
  GstElement        *pipeline; /* owned; the discoverer's */
  GstDiscovererInfo *info;     /* owned */
  GError            *error;    /* owned, in a domain of GStreamer */
} Discovery;

static void
discovery_clear (Discovery *discovery)
{
  g_clear_pointer (&discovery->loop, g_main_loop_unref);
  g_clear_object (&discovery->pipeline);
  g_clear_object (&discovery->info);
  g_clear_error (&discovery->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Discovery, discovery_clear)

static void
discovered_cb (GstDiscoverer     *discoverer,
               GstDiscovererInfo *info,
               const GError      *error,
               gpointer           user_data)
{
  Discovery *discovery = user_data;

  g_set_object (&discovery->info, info);
  if (error != NULL && discovery->error == NULL)
    discovery->error = g_error_copy (error);
  g_main_loop_quit (discovery->loop);
}

/* The pipeline belongs to the discoverer; its source leads to it before there are decoders. */
static void
source_setup_cb (GstDiscoverer *discoverer,
                 GstElement    *source,
                 gpointer       user_data)
{
  Discovery *discovery = user_data;
  g_autoptr (GstObject) top = gst_object_ref (GST_OBJECT (source));
  GstObject *parent;

  while ((parent = gst_object_get_parent (top)) != NULL)
    {
      gst_object_unref (top);
      top = parent;
    }
  if (GST_IS_BIN (top))
    troupe_media_tame_decoders (GST_BIN (top));
  g_set_object (&discovery->pipeline, GST_ELEMENT (top));
}

/* A discoverer stopped midway leaks what it has found so far, so an error makes it end by itself. */
static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  Discovery *discovery = user_data;

  if (discovery->pipeline != NULL)
    GST_ELEMENT_ERROR (discovery->pipeline, CORE, FAILED, ("cancelled"), (NULL));
  else
    g_main_loop_quit (discovery->loop);
  return G_SOURCE_REMOVE;
}

static void
attach_cancellable (GCancellable *cancellable,
                    GMainContext *context,
                    Discovery    *discovery)
{
  g_autoptr (GSource) source = NULL;

  if (cancellable == NULL)
    return;

  source = g_cancellable_source_new (cancellable);
  g_source_set_callback (source, G_SOURCE_FUNC (cancelled_cb), discovery, NULL);
  g_source_attach (source, context);
}

/* The discoverer works on the context of its thread; this is a worker's own, not the main one. */
static gboolean
discover (const char   *uri,
          Discovery    *discovery,
          GCancellable *cancellable,
          GError      **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMainContextPusher) pusher = g_main_context_pusher_new (context);
  g_autoptr (GstDiscoverer) discoverer = gst_discoverer_new (TIMEOUT, error);

  if (discoverer == NULL)
    return FALSE;

  discovery->loop = g_main_loop_new (context, FALSE);
  g_signal_connect (discoverer, "discovered", G_CALLBACK (discovered_cb), discovery);
  g_signal_connect (discoverer, "source-setup", G_CALLBACK (source_setup_cb), discovery);
  attach_cancellable (cancellable, context, discovery);
  gst_discoverer_start (discoverer);
  gst_discoverer_discover_uri_async (discoverer, uri);
  g_main_loop_run (discovery->loop);
  gst_discoverer_stop (discoverer);

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* A detail reads gstreamer|1.0|PROGRAM|WORDS|decoder-CAPS, see gst_missing_plugin_message_get_installer_detail(). */
static const char *
find_missing_video (GstDiscovererInfo *info)
{
  const char **details = gst_discoverer_info_get_missing_elements_installer_details (info);

  for (guint i = 0; details != NULL && details[i] != NULL; i++)
    if (strstr (details[i], "|decoder-audio/") == NULL &&
        strstr (details[i], "|decoder-text/") == NULL)
      return details[i];

  return NULL;
}

/* Demuxers call a codec that GStreamer does not know by the four letters of the container. */
static char *
dup_unknown_codec (const GstCaps *caps)
{
  const GstStructure *structure = gst_caps_get_structure (caps, 0);
  const char *name = gst_structure_get_name (structure);
  int fourcc;

  if (g_str_has_prefix (name, "video/x-gst-fourcc-"))
    return g_strdup (name + strlen ("video/x-gst-fourcc-"));
  if (gst_structure_get_int (structure, "fourcc", &fourcc))
    return g_strdup_printf ("%" GST_FOURCC_FORMAT, GST_FOURCC_ARGS ((guint32) fourcc));
  return g_str_has_suffix (name, "-unknown") ? g_strdup ("unknown") : NULL;
}

static void
set_missing_error (GError    **error,
                   const char *uri,
                   const char *detail)
{
  g_autofree char *name = troupe_media_dup_name (uri);
  g_auto (GStrv) parts = g_strsplit (detail, "|", 5);
  const char *what = g_strv_length (parts) == 5 ? parts[4] : "";
  g_autoptr (GstCaps) caps = NULL;
  g_autofree char *unknown = NULL;

  if (g_str_has_prefix (what, "decoder-"))
    caps = gst_caps_from_string (what + strlen ("decoder-"));
  if (caps != NULL)
    unknown = dup_unknown_codec (caps);

  if (unknown != NULL)
    g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_CODEC,
                 "%s: GStreamer has no decoder for the codec “%s” in this container; convert the "
                 "video to H.264 or VP9 in MP4 or WebM", name, unknown);
  else
    g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_CODEC,
                 "%s: it needs “%s”, which is not installed; install %s", name,
                 *what != '\0' ? parts[3] : "a decoder",
                 troupe_media_plugin_for (caps == NULL ? NULL
                   : gst_structure_get_name (gst_caps_get_structure (caps, 0))));
}

static gboolean
check_result (Discovery  *discovery,
              const char *uri,
              GError    **error)
{
  g_autofree char *name = troupe_media_dup_name (uri);
  const char *missing;

  if (discovery->info == NULL ||
      gst_discoverer_info_get_result (discovery->info) == GST_DISCOVERER_TIMEOUT)
    {
      g_set_error (error, TROUPE_CLIP_ERROR,
                   troupe_media_is_remote (uri) ? TROUPE_CLIP_ERROR_UNREACHABLE
                                                : TROUPE_CLIP_ERROR_FAILED,
                   "%s: it cannot be read in time", name);
      return FALSE;
    }

  missing = find_missing_video (discovery->info);
  if (missing != NULL)
    {
      set_missing_error (error, uri, missing);
      return FALSE;
    }
  if (discovery->error != NULL)
    {
      g_propagate_error (error, troupe_media_error_new (discovery->error, uri));
      return FALSE;
    }
  return TRUE;
}

static char *
describe (GstDiscovererStreamInfo *stream)
{
  g_autoptr (GstCaps) caps = gst_discoverer_stream_info_get_caps (stream);

  return caps == NULL ? NULL : troupe_streams_dup_format (caps);
}

static void
fill_video (TroupeClipFacts        *facts,
            GstDiscovererInfo      *info,
            GstDiscovererVideoInfo *video)
{
  int width = gst_discoverer_video_info_get_width (video);
  int height = gst_discoverer_video_info_get_height (video);
  guint par_n = gst_discoverer_video_info_get_par_num (video);
  guint par_d = gst_discoverer_video_info_get_par_denom (video);
  guint fps_n = gst_discoverer_video_info_get_framerate_num (video);
  guint fps_d = gst_discoverer_video_info_get_framerate_denom (video);

  if (par_n > 0 && par_d > 0)
    width = (int) gst_util_uint64_scale_int_round (width, par_n, par_d);

  facts->rotation =
    troupe_streams_get_rotation (gst_discoverer_stream_info_get_tags (GST_DISCOVERER_STREAM_INFO (video)),
                                 gst_discoverer_info_get_tags (info));
  facts->width = facts->rotation % 180 == 0 ? width : height;
  facts->height = facts->rotation % 180 == 0 ? height : width;
  facts->frame_rate = fps_n > 0 && fps_d > 0 ? (double) fps_n / fps_d : 0;
  facts->video_codec = describe (GST_DISCOVERER_STREAM_INFO (video));
}

static void
fill (TroupeClipFacts        *facts,
      GstDiscovererInfo      *info,
      GstDiscovererVideoInfo *video)
{
  g_autoptr (GstDiscovererStreamInfo) top = gst_discoverer_info_get_stream_info (info);
  GList *sounds = gst_discoverer_info_get_audio_streams (info);
  GstClockTime duration = gst_discoverer_info_get_duration (info);

  facts->duration_ns = GST_CLOCK_TIME_IS_VALID (duration) ? duration : 0;
  if (top != NULL)
    facts->container = describe (top);
  fill_video (facts, info, video);
  if (sounds != NULL)
    facts->audio_codec = describe (sounds->data);
  gst_discoverer_stream_info_list_free (sounds);
}

/**
 * troupe_discover:
 * @uri: a source
 * @facts: where to put duration, sizes, rotation, rate, container and codecs
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Finds out what GStreamer makes of a source. Worker threads only.
 *
 * The duration and the rate are 0 where the container does not tell. Fails with
 * `TROUPE_CLIP_ERROR_CODEC`, `_NO_VIDEO` and what troupe_media_error_new() gives.
 *
 * Returns: whether there is a video that can be decoded
 */
gboolean
troupe_discover (const char      *uri,
                 TroupeClipFacts *facts,
                 GCancellable    *cancellable,
                 GError         **error)
{
  g_auto (Discovery) discovery = { NULL };
  g_autofree char *name = troupe_media_dup_name (uri);
  GList *videos;

  if (!discover (uri, &discovery, cancellable, error) || !check_result (&discovery, uri, error))
    return FALSE;

  videos = gst_discoverer_info_get_video_streams (discovery.info);
  if (videos == NULL)
    {
      g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_NO_VIDEO,
                   "%s: there is no picture in it, only sound", name);
      return FALSE;
    }

  fill (facts, discovery.info, videos->data);
  gst_discoverer_stream_info_list_free (videos);
  return TRUE;
}
