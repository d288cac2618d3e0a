/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-decoder.h"

#include <gst/app/app.h>

#include "test-media.h"

typedef struct
{
  const char *kind;
  const char *peer;      /* a decoder of GStreamer's */
} Case;

static const Case cases[] = {
  { "h264.mp4", "avdec_h264" },
  { "b-frames.mp4", "avdec_h264" },
  { "fragmented.mp4", "avdec_h264" },
  { "variable-rate.mp4", "avdec_h264" },
  { "interlaced.mp4", "avdec_h264" },
  { "bt709.mp4", "avdec_h264" },
  { "odd-size.mkv", "avdec_h264" },
  { "hevc.mp4", "avdec_h265" },
  { "vp8.webm", "avdec_vp8" },
  { "vp9.webm", "avdec_vp9" },
  { "av1.webm", "av1dec" },
};

static gboolean
propose_allocation_cb (GstAppSink *sink,
                       GstQuery   *query,
                       gpointer    user_data)
{
  gst_query_add_allocation_meta (query, GST_VIDEO_META_API_TYPE, NULL);
  return TRUE;
}

static GstElement *
open_pipeline (const char *kind,
               const char *decoder,
               gboolean    takes_meta)
{
  GstAppSinkCallbacks callbacks = { .propose_allocation = takes_meta ? propose_allocation_cb : NULL };
  g_autofree char *path = test_media_make (kind);
  g_autofree char *text = g_strdup_printf ("filesrc location=%s ! parsebin ! %s name=decoder ! "
                                           "appsink name=sink sync=false", path, decoder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_parse_launch (text, &error);
  g_autoptr (GstElement) sink = NULL;

  g_assert_no_error (error);
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, NULL, NULL);

  return g_steal_pointer (&pipeline);
}

/* When it is shown, how it looks, and what is told of it */
static char *
describe (GstSample *sample)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_MD5);
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  GstVideoInfo info;
  GstVideoFrame frame;
  g_autofree char *colours = NULL;

  g_assert_true (gst_video_info_from_caps (&info, gst_sample_get_caps (sample)));
  g_assert_true (gst_video_frame_map (&frame, &info, buffer, GST_MAP_READ));
  for (guint i = 0; i < GST_VIDEO_FRAME_N_PLANES (&frame); i++)
    for (int y = 0; y < GST_VIDEO_FRAME_COMP_HEIGHT (&frame, i); y++)
      g_checksum_update (sum, (guchar *) GST_VIDEO_FRAME_PLANE_DATA (&frame, i) +
                         (gsize) y * (gsize) GST_VIDEO_FRAME_PLANE_STRIDE (&frame, i),
                         GST_VIDEO_FRAME_COMP_WIDTH (&frame, i));
  gst_video_frame_unmap (&frame);
  colours = gst_video_colorimetry_to_string (&info.colorimetry);

  return g_strdup_printf ("%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %dx%d %d/%d %s %s %x %s",
                          GST_BUFFER_PTS (buffer), GST_BUFFER_DURATION (buffer), info.width, info.height,
                          info.par_n, info.par_d, gst_video_format_to_string (GST_VIDEO_INFO_FORMAT (&info)),
                          colours,
                          GST_BUFFER_FLAGS (buffer) & (GST_VIDEO_BUFFER_FLAG_INTERLACED | GST_VIDEO_BUFFER_FLAG_TFF),
                          g_checksum_get_string (sum));
}

static GPtrArray *
run (GstElement *pipeline)
{
  g_autoptr (GPtrArray) frames = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  GstSample *sample;

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  while ((sample = gst_app_sink_pull_sample (GST_APP_SINK (sink))) != NULL)
    {
      g_ptr_array_add (frames, describe (sample));
      gst_sample_unref (sample);
    }
  g_assert_true (gst_app_sink_is_eos (GST_APP_SINK (sink)));
  gst_element_set_state (pipeline, GST_STATE_NULL);

  return g_steal_pointer (&frames);
}

static GPtrArray *
decode (const char *kind,
        const char *decoder,
        gboolean    takes_meta)
{
  g_autoptr (GstElement) pipeline = open_pipeline (kind, decoder, takes_meta);

  return run (pipeline);
}

static void
test_pictures (gconstpointer data)
{
  const Case *the = data;
  g_autoptr (GPtrArray) theirs = decode (the->kind, the->peer, FALSE);
  g_autoptr (GPtrArray) lent = decode (the->kind, "troupedecoder", TRUE);
  g_autoptr (GPtrArray) copied = decode (the->kind, "troupedecoder", FALSE);

  g_assert_cmpuint (theirs->len, >, 30);
  g_assert_cmpuint (lent->len, ==, theirs->len);
  g_assert_cmpuint (copied->len, ==, theirs->len);
  for (guint i = 0; i < theirs->len; i++)
    {
      g_assert_cmpstr (lent->pdata[i], ==, theirs->pdata[i]);
      g_assert_cmpstr (copied->pdata[i], ==, theirs->pdata[i]);
    }
}

static GPtrArray *
decode_from (const char *kind,
             guint64     first)
{
  g_autoptr (GstElement) pipeline = open_pipeline (kind, "troupedecoder", TRUE);
  g_autoptr (GstElement) decoder = gst_bin_get_by_name (GST_BIN (pipeline), "decoder");

  troupe_decoder_pass_over (TROUPE_DECODER (decoder), first);
  return run (pipeline);
}

/* The same pictures as those of all of the clip, from the first one on that is wanted */
static void
test_passes_over (gconstpointer data)
{
  const char *kind = data;
  g_autoptr (GPtrArray) all = decode (kind, "troupedecoder", TRUE);
  g_autoptr (GPtrArray) rest = decode_from (kind, g_ascii_strtoull (all->pdata[60], NULL, 10));

  g_assert_cmpuint (rest->len, ==, all->len - 60);
  for (guint i = 0; i < rest->len; i++)
    g_assert_cmpstr (rest->pdata[i], ==, all->pdata[60 + i]);
}

/* What a seek is for may be damaged, and at the end. */
static void
test_passes_all (void)
{
  g_autoptr (GPtrArray) all = decode ("h264.mp4", "troupedecoder", TRUE);
  g_autoptr (GPtrArray) rest = decode_from ("h264.mp4", GST_SECOND * 1000);

  g_assert_cmpuint (rest->len, ==, 1);
  g_assert_cmpstr (rest->pdata[0], ==, all->pdata[all->len - 1]);
}

/* A header that promises more than there is, as the decoder sees when it is opened; then what a seek does */
static void
test_damaged_header (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline =
    gst_parse_launch ("appsrc name=source format=time caps=\"video/x-h265, stream-format=hvc1, alignment=au, width=320, "
                      "height=240, framerate=30/1, codec_data=(buffer)01" "0000000000000000000000000000000000000000" "0301200001ffff\" ! "
                      "troupedecoder name=decoder ! fakesink", &error);
  g_autoptr (GstElement) source = NULL;
  g_autoptr (GstElement) decoder = NULL;
  g_autoptr (GstPad) pad = NULL;
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GstMessage) message = NULL;

  g_assert_no_error (error);
  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  bus = gst_element_get_bus (pipeline);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  gst_app_src_push_buffer (GST_APP_SRC (source), gst_buffer_new_allocate (NULL, 16, NULL));
  gst_app_src_end_of_stream (GST_APP_SRC (source));
  message = gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE, GST_MESSAGE_ERROR | GST_MESSAGE_EOS);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_ERROR);

  decoder = gst_bin_get_by_name (GST_BIN (pipeline), "decoder");
  pad = gst_element_get_static_pad (decoder, "sink");
  gst_pad_send_event (pad, gst_event_new_flush_start ());
  gst_pad_send_event (pad, gst_event_new_flush_stop (TRUE));
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

static gboolean
has_space_between_rows (GstSample *sample)
{
  const GstVideoMeta *meta = gst_buffer_get_video_meta (gst_sample_get_buffer (sample));
  GstVideoInfo info;

  g_assert_true (gst_video_info_from_caps (&info, gst_sample_get_caps (sample)));
  return meta != NULL && meta->stride[0] != info.stride[0];
}

/* Another sink in the middle, which does not know rows with space between them */
static void
test_follows_sink (void)
{
  GstAppSinkCallbacks none = { NULL };
  g_autoptr (GstElement) pipeline = open_pipeline ("h264.mp4", "troupedecoder", TRUE);
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  g_autoptr (GstPad) pad = gst_element_get_static_pad (sink, "sink");
  g_autoptr (GstSample) first = NULL;
  g_autoptr (GstSample) last = NULL;
  GstSample *sample;

  g_object_set (sink, "max-buffers", 1, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  first = gst_app_sink_pull_sample (GST_APP_SINK (sink));
  g_assert_true (has_space_between_rows (first));

  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &none, NULL, NULL);
  gst_pad_push_event (pad, gst_event_new_reconfigure ());
  while ((sample = gst_app_sink_pull_sample (GST_APP_SINK (sink))) != NULL)
    {
      g_clear_pointer (&last, gst_sample_unref);
      last = sample;
    }
  g_assert_false (has_space_between_rows (last));
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (&argc, &argv);
  troupe_decoder_register ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/decoder/pictures/", cases[i].kind, NULL);

      g_test_add_data_func (path, &cases[i], test_pictures);
    }
  g_test_add_data_func ("/decoder/passes-over/h264", "b-frames.mp4", test_passes_over);
  g_test_add_data_func ("/decoder/passes-over/hevc", "hevc.mp4", test_passes_over);
  g_test_add_data_func ("/decoder/passes-over/hevc-layers", "hevc-layers.mp4", test_passes_over);
  g_test_add_data_func ("/decoder/passes-over/av1", "av1.webm", test_passes_over);
  g_test_add_func ("/decoder/passes-over/all", test_passes_all);
  g_test_add_func ("/decoder/damaged-header", test_damaged_header);
  g_test_add_func ("/decoder/follows-sink", test_follows_sink);

  return g_test_run ();
}
