/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-scan.h"

#include <gst/gst.h>

#include "troupe-clip-error.h"
#include "troupe-frame-times.h"
#include "troupe-media.h"

#define SLICE (100 * GST_MSECOND)

typedef enum
{
  CODEC_OTHER,
  CODEC_VP8,
  CODEC_THEORA,
} Codec;

typedef struct
{
  const char    *uri;         /* borrowed */
  guint          max_frames;
  TroupeStreams *streams;     /* borrowed; NULL when nobody asks */
  GstElement    *pipeline;    /* owned */

  /* Written by one streaming thread; read when the pipeline has stopped */
  GstPad     *video_pad;   /* only compared, never used */
  GstSegment  segment;
  Codec       codec;
  GArray     *times;       /* owned, of guint64 */
  guint64     duration_ns;        /* of a frame, 0 when not told */
  gboolean    has_untimed;        /* frames without any time */
  gboolean    has_undisplayed;    /* frames with the time to decode, but not that to show them */
  gboolean    has_reordered;      /* frames for which the two differ */
} Scan;

static void
scan_clear (Scan *scan)
{
  if (scan->pipeline != NULL)
    gst_element_set_state (scan->pipeline, GST_STATE_NULL);
  gst_clear_object (&scan->pipeline);
  g_clear_pointer (&scan->times, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scan, scan_clear)

/* Packets that carry no picture of their own: the headers of Theora (its specification, 6.1), and
 * frames of VP8 that are only referred to (RFC 6386, 9.1). Of other codecs the parser tells. */
static gboolean
is_shown (Codec      codec,
          GstBuffer *buffer)
{
  guint8 first = 0;

  if (GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_DECODE_ONLY))
    return FALSE;
  if (codec == CODEC_OTHER || gst_buffer_extract (buffer, 0, &first, 1) == 0)
    return TRUE;

  return codec == CODEC_VP8 ? (first & 0x10) != 0 : (first & 0x80) == 0;
}

static void
add_frame (Scan      *scan,
           GstBuffer *buffer)
{
  guint64 start = GST_BUFFER_PTS (buffer);
  guint64 decode = GST_BUFFER_DTS (buffer);
  guint64 stop = GST_CLOCK_TIME_NONE;
  guint64 time;

  if (!is_shown (scan->codec, buffer))
    return;

  if (!GST_CLOCK_TIME_IS_VALID (start))
    {
      scan->has_undisplayed = TRUE;
      start = decode;
    }
  if (!GST_CLOCK_TIME_IS_VALID (start))
    {
      scan->has_untimed = TRUE;
      return;
    }
  if (GST_CLOCK_TIME_IS_VALID (decode) && start != decode)
    scan->has_reordered = TRUE;

  /* As decoders do: a frame that began before the segment is shown from where that starts. */
  if (GST_BUFFER_DURATION_IS_VALID (buffer))
    {
      stop = start + GST_BUFFER_DURATION (buffer);
      scan->duration_ns = GST_BUFFER_DURATION (buffer);
    }
  if (!gst_segment_clip (&scan->segment, GST_FORMAT_TIME, start, stop, &start, NULL))
    return;

  time = gst_segment_to_stream_time (&scan->segment, GST_FORMAT_TIME, start);
  g_array_append_val (scan->times, time);
}

/* Before the first frame comes all that is told of the stream. */
static void
note_event (TroupeStreams *streams,
            GstEvent      *event)
{
  GstTagList *tags;
  GstCaps *caps;

  if (GST_EVENT_TYPE (event) == GST_EVENT_CAPS)
    {
      gst_event_parse_caps (event, &caps);
      gst_caps_replace (&streams->video, caps);
    }
  else if (GST_EVENT_TYPE (event) == GST_EVENT_TAG)
    {
      gst_event_parse_tag (event, &tags);
      gst_tag_list_replace (gst_tag_list_get_scope (tags) == GST_TAG_SCOPE_STREAM ? &streams->video_tags
                                                                                  : &streams->file_tags,
                            tags);
    }
}

static void
post_enough (Scan *scan)
{
  gst_element_post_message (scan->pipeline,
                            gst_message_new_application (GST_OBJECT (scan->pipeline),
                                                         gst_structure_new_empty ("enough")));
}

static GstPadProbeReturn
video_cb (GstPad          *pad,    /* streaming thread */
          GstPadProbeInfo *info,
          gpointer         user_data)
{
  Scan *scan = user_data;    /* alive: scan_clear() stops the streaming threads first */
  GstEvent *event;

  if (GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_BUFFER)
    {
      if (scan->max_frames == 0 || scan->times->len < scan->max_frames)
        add_frame (scan, GST_PAD_PROBE_INFO_BUFFER (info));
      else
        post_enough (scan);
      return GST_PAD_PROBE_OK;
    }

  event = GST_PAD_PROBE_INFO_EVENT (info);
  if (GST_EVENT_TYPE (event) == GST_EVENT_SEGMENT)
    gst_event_copy_segment (event, &scan->segment);
  else if (scan->streams != NULL)
    note_event (scan->streams, event);
  return GST_PAD_PROBE_OK;
}

static gboolean
is_video (const GstCaps *caps)
{
  const char *name = gst_structure_get_name (gst_caps_get_structure (caps, 0));

  return g_str_has_prefix (name, "video/") || g_str_has_prefix (name, "image/");
}

static Codec
codec_of (const GstCaps *caps)
{
  const GstStructure *structure = gst_caps_get_structure (caps, 0);

  return gst_structure_has_name (structure, "video/x-vp8") ? CODEC_VP8
         : gst_structure_has_name (structure, "video/x-theora") ? CODEC_THEORA
         : CODEC_OTHER;
}

static void
note_sound (TroupeStreams *streams,
            GstCaps       *caps)
{
  if (streams->audio == NULL &&
      g_str_has_prefix (gst_structure_get_name (gst_caps_get_structure (caps, 0)), "audio/"))
    streams->audio = gst_caps_ref (caps);
}

/* Every pad needs a sink, or the demuxer stops; only the first video is looked at. */
static void
add_sink (Scan    *scan,
          GstPad  *pad,
          GstCaps *caps)
{
  GstElement *sink = gst_element_factory_make ("fakesink", NULL);
  g_autoptr (GstPad) sink_pad = gst_element_get_static_pad (sink, "sink");

  g_object_set (sink, "sync", FALSE, "async", FALSE, NULL);
  gst_bin_add (GST_BIN (scan->pipeline), sink);
  gst_pad_link (pad, sink_pad);
  if (scan->streams != NULL)
    note_sound (scan->streams, caps);
  if (scan->video_pad == NULL && is_video (caps))
    {
      scan->video_pad = pad;
      scan->codec = codec_of (caps);
      gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM,
                         video_cb, scan, NULL);
    }
  gst_element_sync_state_with_parent (sink);
}

static GstCaps *
dup_caps (GstPad *pad)
{
  GstCaps *caps = gst_pad_get_current_caps (pad);

  return caps != NULL ? caps : gst_pad_query_caps (pad, NULL);
}

static void
decoded_pad_added_cb (GstElement *decoder,    /* streaming thread */
                      GstPad     *pad,
                      gpointer    user_data)
{
  g_autoptr (GstCaps) caps = dup_caps (pad);

  add_sink (user_data, pad, caps);
}

/* The best installed element of a type for what a pad gives, linked to it. */
static GstElement *
plug (Scan                     *scan,
      GstElementFactoryListType type,
      GstPad                   *pad,
      GstCaps                  *caps)
{
  GList *all = gst_element_factory_list_get_elements (type, GST_RANK_MARGINAL);
  GList *fitting = gst_element_factory_list_filter (all, caps, GST_PAD_SINK, FALSE);
  GstElement *element = fitting == NULL ? NULL : gst_element_factory_create (fitting->data, NULL);
  g_autoptr (GstPad) sink_pad = NULL;

  gst_plugin_feature_list_free (fitting);
  gst_plugin_feature_list_free (all);
  if (element == NULL)
    return NULL;

  gst_bin_add (GST_BIN (scan->pipeline), element);
  sink_pad = gst_element_get_static_pad (element, "sink");
  gst_pad_link (pad, sink_pad);
  return element;
}

/* Parsers tell where frames begin, and which of them are hidden. */
static void
demuxed_pad_added_cb (GstElement *demuxer,    /* streaming thread */
                      GstPad     *pad,
                      gpointer    user_data)
{
  Scan *scan = user_data;
  g_autoptr (GstCaps) caps = dup_caps (pad);
  g_autoptr (GstPad) parsed_pad = NULL;
  GstElement *parser = NULL;

  if (scan->video_pad == NULL && is_video (caps))
    parser = plug (scan, GST_ELEMENT_FACTORY_TYPE_PARSER, pad, caps);
  if (parser == NULL)
    {
      add_sink (scan, pad, caps);
      return;
    }

  parsed_pad = gst_element_get_static_pad (parser, "src");
  add_sink (scan, parsed_pad, caps);
  gst_element_sync_state_with_parent (parser);
}

static GstElement *
make_source (const char *uri,
             GstBin     *bin,
             GError    **error)
{
  g_autoptr (GError) gst_error = NULL;
  GstElement *source = gst_element_make_from_uri (GST_URI_SRC, uri, NULL, &gst_error);

  if (source == NULL)
    {
      g_propagate_error (error, troupe_media_error_new (gst_error, uri));
      return NULL;
    }

  gst_bin_add (bin, source);
  return source;
}

static GstMessage *
wait_for (GstElement    *pipeline,
          GstMessageType types,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  GstMessage *message = NULL;

  while (message == NULL)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      message = gst_bus_timed_pop_filtered (bus, SLICE, types | GST_MESSAGE_ERROR);
    }
  return message;
}

static GstCaps *
read_type (GstElement   *pipeline,
           const char   *uri,
           GCancellable *cancellable,
           GError      **error)
{
  GstBin *bin = GST_BIN (pipeline);
  GstElement *source = make_source (uri, bin, error);
  GstElement *typefind = source == NULL ? NULL : troupe_media_make_element ("typefind", bin, error);
  GstElement *sink = typefind == NULL ? NULL : troupe_media_make_element ("fakesink", bin, error);
  g_autoptr (GstMessage) message = NULL;
  GstCaps *caps = NULL;

  if (sink == NULL)
    return NULL;

  gst_element_link_many (source, typefind, sink, NULL);
  gst_element_set_state (pipeline, GST_STATE_PAUSED);
  message = wait_for (pipeline, GST_MESSAGE_ASYNC_DONE, cancellable, error);
  if (message == NULL)
    return NULL;
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    {
      g_propagate_error (error, troupe_media_error_from_bus (message, uri));
      return NULL;
    }

  g_object_get (typefind, "caps", &caps, NULL);
  return caps;
}

/* In a pipeline of its own: an element that is plugged in while its pipeline starts may be started
 * from two threads that wait for each other. */
static GstCaps *
find_type (const char   *uri,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr (GstElement) pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  GstCaps *caps = read_type (pipeline, uri, cancellable, error);

  gst_element_set_state (pipeline, GST_STATE_NULL);
  return caps;
}

/* Takes the streams out of the container without decoding them. This is what parsebin does, which in
 * GStreamer 1.26 loses the error of a demuxer that fails at once and then waits for ever. */
static gboolean
build_demuxer (Scan         *scan,
               GCancellable *cancellable,
               GError      **error)
{
  g_autoptr (GstCaps) caps = find_type (scan->uri, cancellable, error);
  g_autoptr (GstPad) pad = NULL;
  GstElement *source;
  GstElement *demuxer;

  if (caps == NULL)
    return FALSE;
  source = make_source (scan->uri, GST_BIN (scan->pipeline), error);
  if (source == NULL)
    return FALSE;

  pad = gst_element_get_static_pad (source, "src");
  demuxer = plug (scan, GST_ELEMENT_FACTORY_TYPE_DEMUXER, pad, caps);
  if (demuxer == NULL)
    {
      g_autofree char *name = troupe_media_dup_name (scan->uri);

      g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_NOT_MEDIA,
                   "%s: the content is no video", name);
      return FALSE;
    }

  g_signal_connect (demuxer, "pad-added", G_CALLBACK (demuxed_pad_added_cb), scan);
  if (scan->streams != NULL)
    scan->streams->container = g_steal_pointer (&caps);
  return TRUE;
}

static gboolean
build_decoder (Scan         *scan,
               GCancellable *cancellable,
               GError      **error)
{
  GstElement *decoder = troupe_media_make_element ("uridecodebin", GST_BIN (scan->pipeline),
                                                   error);
  g_autoptr (GstCaps) caps = gst_caps_from_string ("video/x-raw(ANY)");

  if (decoder == NULL)
    return FALSE;

  g_object_set (decoder, "uri", scan->uri, "caps", caps, "expose-all-streams", FALSE,
                "force-sw-decoders", TRUE, NULL);
  g_signal_connect (decoder, "pad-added", G_CALLBACK (decoded_pad_added_cb), scan);
  return TRUE;
}

static gboolean
run (Scan         *scan,
     GCancellable *cancellable,
     GError      **error)
{
  g_autoptr (GstMessage) message = NULL;

  gst_element_set_state (scan->pipeline, GST_STATE_PLAYING);
  message = wait_for (scan->pipeline, GST_MESSAGE_EOS | GST_MESSAGE_APPLICATION, cancellable,
                      error);
  if (scan->streams != NULL &&
      !gst_element_query_duration (scan->pipeline, GST_FORMAT_TIME, (gint64 *) &scan->streams->duration_ns))
    scan->streams->duration_ns = GST_CLOCK_TIME_NONE;
  gst_element_set_state (scan->pipeline, GST_STATE_NULL);
  if (message == NULL)
    return FALSE;

  /* A file that is cut short has frames all the same. */
  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_ERROR || scan->times->len > 0)
    return TRUE;

  g_propagate_error (error, troupe_media_error_from_bus (message, scan->uri));
  return FALSE;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const guint64 *time_a = a;
  const guint64 *time_b = b;

  return (*time_a > *time_b) - (*time_a < *time_b);
}

/* Takes the times out of a stopped scan. */
static GArray *
scan_with (gboolean     (*build) (Scan *scan, GCancellable *cancellable, GError **error),
           Scan          *scan,
           GCancellable  *cancellable,
           GError       **error)
{
  scan->times = g_array_new (FALSE, FALSE, sizeof (guint64));
  scan->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  gst_segment_init (&scan->segment, GST_FORMAT_TIME);
  troupe_media_tame_decoders (GST_BIN (scan->pipeline));
  if (!build (scan, cancellable, error) || !run (scan, cancellable, error))
    return NULL;

  g_array_sort (scan->times, compare_times);
  return g_array_ref (scan->times);
}

/* AVI counts frames in the order of decoding and knows no other; shown in another order they
 * appear at the same times all the same. */
static gboolean
is_complete (Scan *scan)
{
  if (scan->has_untimed)
    return FALSE;

  return !scan->has_undisplayed ||
         !(scan->has_reordered || troupe_frame_times_have_twins (scan->times));
}

static GArray *
scan_decoded (const char   *uri,
              guint         max_frames,
              GCancellable *cancellable,
              GError      **error)
{
  g_auto (Scan) scan = { .uri = uri, .max_frames = max_frames };
  g_autoptr (GArray) times = scan_with (build_decoder, &scan, cancellable, error);

  if (times != NULL && troupe_frame_times_have_twins (times) && scan.duration_ns > 0)
    troupe_frame_times_even_out (times, scan.duration_ns);
  return g_steal_pointer (&times);
}

/**
 * troupe_frame_scan:
 * @uri: what to read
 * @max_frames: how many frames to read at most, in their order in the file, or 0 for all
 * @is_timed: (out) (optional): whether the container tells when each frame is shown; where it does
 *   not, decoders guess, and only the frame's number counts
 * @streams: (out caller-allocates) (optional): what the container tells of its streams besides; it is
 *   empty before, and to be cleared
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Reads the presentation time of the frames on display. Worker threads only.
 *
 * Times are those of the container after edit lists (ISO/IEC 14496-12, 8.6.6), hidden frames left
 * out. Nothing is decoded unless the container tells too little. Fails with
 * `TROUPE_CLIP_ERROR_NO_VIDEO` and what troupe_media_error_new() gives.
 *
 * Returns: (transfer full) (element-type guint64): ascending times in nanoseconds
 */
GArray *
troupe_frame_scan (const char    *uri,
                   guint          max_frames,
                   gboolean      *is_timed,
                   TroupeStreams *streams,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_auto (Scan) scan = { .uri = uri, .max_frames = max_frames, .streams = streams };
  g_autoptr (GArray) times = scan_with (build_demuxer, &scan, cancellable, error);

  if (times == NULL)
    return NULL;
  if (is_timed != NULL)
    *is_timed = !scan.has_undisplayed && is_complete (&scan);
  if (!is_complete (&scan))
    {
      g_clear_pointer (&times, g_array_unref);
      times = scan_decoded (uri, max_frames, cancellable, error);
      if (times == NULL)
        return NULL;
    }
  if (times->len == 0)
    {
      g_autofree char *name = troupe_media_dup_name (uri);

      g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_NO_VIDEO,
                   "%s: there is no picture in it", name);
      return NULL;
    }

  troupe_frame_times_drop_twins (times);
  return g_steal_pointer (&times);
}
