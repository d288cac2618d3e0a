/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-reader.h"

#include <gst/gst.h>

#include "test-media.h"
#include "test-wait.h"
#include "troupe-clip-error.h"

#define N_POSITIONS 12

typedef struct
{
  const char *kind;
  guint       rate;
  guint       n_frames;
  guint       first;       /* number of the frame at 0 */
  gboolean    is_variable;
} Media;

static const Media exact_media[] = {
  { "h264.mp4", 30, 90, 0, FALSE },
  { "h264.mkv", 30, 90, 0, FALSE },
  { "long.mp4", 30, 600, 0, FALSE },
  { "b-frames.mp4", 30, 90, 0, FALSE },
  { "slow.mp4", 1, 60, 0, FALSE },
  { "no-sound.mp4", 30, 90, 0, FALSE },
  { "odd-size.mkv", 30, 90, 0, FALSE },
  { "variable-rate.mp4", 30, 90, 0, TRUE },
  { "edit-list.mp4", 30, 92, 45, FALSE },
  { "hevc.mp4", 30, 90, 0, FALSE },
  { "vp8.webm", 30, 90, 0, FALSE },
  { "vp9.webm", 30, 90, 0, FALSE },
  { "theora.ogv", 30, 90, 0, FALSE },
  { "cinepak.avi", 30, 60, 0, FALSE },
};

static char *
dup_uri (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return g_file_get_uri (file);
}

static TroupeFrameReader *
open_path (const char *path,
           int         short_edge,
           GError    **error)
{
  g_autofree char *uri = dup_uri (path);

  return troupe_frame_reader_new (uri, short_edge, NULL, error);
}

static TroupeFrameReader *
open_media (const char *kind,
            int         short_edge)
{
  g_autofree char *path = test_media_make (kind);
  g_autoptr (GError) error = NULL;
  TroupeFrameReader *reader;

  reader = open_path (path, short_edge, &error);
  g_assert_no_error (error);
  return reader;
}

static TroupeFrame *
seek (TroupeFrameReader *reader,
      guint64            time_ns,
      gboolean           exact)
{
  g_autoptr (GError) error = NULL;
  TroupeFrame *frame;

  frame = troupe_frame_reader_seek (reader, time_ns, exact, NULL, &error);
  g_assert_no_error (error);
  return frame;
}

static guint
read_number (TroupeFrame *frame)
{
  return test_media_read_number (g_bytes_get_data (troupe_frame_get_pixels (frame), NULL),
                                 troupe_frame_get_width (frame), troupe_frame_get_height (frame),
                                 troupe_frame_get_stride (frame), 4);
}

/* What media.py leaves out of variable-rate.mp4 */
static gboolean
is_dropped (const Media *media,
            guint        number)
{
  return media->is_variable && (number % 5 == 3 || number % 7 == 2);
}

static guint
frame_at (const Media *media,
          guint        index)
{
  guint number = MIN (index, media->n_frames - 1);

  while (is_dropped (media, number))
    number--;
  return media->first + number;
}

static void
test_frame_reader_finds_exact (gconstpointer user_data)
{
  const Media *media = user_data;
  g_autoptr (TroupeFrameReader) reader = open_media (media->kind, 0);
  guint64 half_ns = GST_SECOND / media->rate / 2;

  for (guint i = 0; i < N_POSITIONS; i++)
    {
      /* Scattered, so that the reader must go back and forth; now and then behind the end. */
      guint index = i * 7919 % (media->n_frames + 5);
      g_autoptr (TroupeFrame) frame = NULL;

      frame = seek (reader, index * GST_SECOND / media->rate + half_ns, TRUE);
      if (read_number (frame) != frame_at (media, index))
        g_error ("%s: frame %u instead of %u", media->kind, read_number (frame),
                 frame_at (media, index));
    }
}

static void
test_frame_reader_keeps_edges (gconstpointer user_data)
{
  const Media *media = user_data;
  g_autoptr (TroupeFrameReader) reader = open_media (media->kind, 0);
  guint64 half_ns = GST_SECOND / media->rate / 2;

  for (guint i = 1; i < 8; i++)
    {
      guint index = i * 31 % media->n_frames;
      guint64 middle_ns = index * GST_SECOND / media->rate + half_ns;
      g_autoptr (TroupeFrame) frame = seek (reader, middle_ns, TRUE);
      guint64 time_ns = troupe_frame_get_time_ns (frame);
      g_autoptr (TroupeFrame) before = NULL;
      g_autoptr (TroupeFrame) same = NULL;

      if (frame_at (media, index) == media->first)
        continue;

      g_assert_cmpuint (time_ns, <=, middle_ns);
      before = seek (reader, time_ns - 2 * GST_USECOND, TRUE);
      g_assert_cmpuint (read_number (before), ==,
                        frame_at (media, frame_at (media, index) - media->first - 1));
      g_assert_cmpuint (troupe_frame_get_time_ns (before), <, time_ns);
      same = seek (reader, time_ns, TRUE);
      g_assert_cmpuint (read_number (same), ==, frame_at (media, index));
      g_assert_cmpuint (troupe_frame_get_time_ns (same) / GST_USECOND, ==,
                        time_ns / GST_USECOND);
    }
}

static void
test_frame_reader_walks (gconstpointer user_data)
{
  const Media *media = user_data;
  g_autoptr (TroupeFrameReader) reader = open_media (media->kind, 60);
  guint64 last_ns = 0;
  guint n_frames = 0;

  for (guint number = 0; number < media->n_frames; number++)
    {
      g_autoptr (TroupeFrame) frame = NULL;
      g_autoptr (GError) error = NULL;

      if (is_dropped (media, number))
        continue;
      frame = troupe_frame_reader_next (reader, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (frame);
      g_assert_cmpuint (read_number (frame), ==, media->first + number);
      g_assert_true (n_frames == 0 || troupe_frame_get_time_ns (frame) > last_ns);
      last_ns = troupe_frame_get_time_ns (frame);
      n_frames++;
    }
  g_assert_null (troupe_frame_reader_next (reader, NULL, NULL));
  g_assert_null (troupe_frame_reader_next (reader, NULL, NULL));
}

static void
test_frame_reader_goes_on_after_seek (void)
{
  g_autoptr (TroupeFrameReader) reader = open_media ("long.mp4", 60);
  g_autoptr (TroupeFrame) frame = seek (reader, 10 * GST_SECOND, TRUE);
  g_autoptr (TroupeFrame) after_end = NULL;

  for (guint number = 301; number < 310; number++)
    {
      g_autoptr (TroupeFrame) next = troupe_frame_reader_next (reader, NULL, NULL);

      g_assert_cmpuint (read_number (next), ==, number);
    }
  g_clear_pointer (&frame, troupe_frame_unref);
  frame = seek (reader, G_MAXINT64, TRUE);
  g_assert_cmpuint (read_number (frame), ==, 599);
  g_assert_null (troupe_frame_reader_next (reader, NULL, NULL));
  after_end = seek (reader, 0, TRUE);
  g_assert_cmpuint (read_number (after_end), ==, 0);
}

static void
test_frame_reader_finds_key_frame (void)
{
  g_autoptr (TroupeFrameReader) reader = open_media ("long.mp4", 60);
  const guint wanted[] = { 40, 200, 300, 420, 599 };
  const guint found[] = { 0, 0, 250, 250, 500 };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      guint64 time_ns = wanted[i] * GST_SECOND / 30 + GST_MSECOND;
      g_autoptr (TroupeFrame) key_frame = seek (reader, time_ns, FALSE);
      g_autoptr (TroupeFrame) frame = seek (reader, time_ns, TRUE);

      g_assert_cmpuint (read_number (key_frame), ==, found[i]);
      g_assert_cmpuint (read_number (frame), ==, wanted[i]);
    }
}

typedef struct
{
  const char *kind;
  int         short_edge;
  int         width;
  int         height;
} Size;

static const Size sizes[] = {
  { "h264.mp4", 0, 320, 240 },
  { "h264.mp4", 1000, 320, 240 },
  { "h264.mp4", 90, 120, 90 },
  { "odd-size.mkv", 0, 321, 241 },
  { "odd-size.mkv", 50, 67, 50 },
  { "rotated-90.mp4", 0, 240, 320 },
  { "rotated-90.mp4", 90, 90, 120 },
  { "4k.mp4", 108, 192, 108 },
};

static void
test_frame_reader_scales (gconstpointer user_data)
{
  const Size *size = user_data;
  g_autoptr (TroupeFrameReader) reader = open_media (size->kind, size->short_edge);
  g_autoptr (TroupeFrame) frame = troupe_frame_reader_next (reader, NULL, NULL);

  g_assert_cmpint (troupe_frame_get_width (frame), ==, size->width);
  g_assert_cmpint (troupe_frame_get_height (frame), ==, size->height);
}

/* The picture of the turned clip, turned back, is the picture of the clip. */
static void
test_frame_reader_turns (gconstpointer user_data)
{
  int degrees = GPOINTER_TO_INT (user_data);
  g_autofree char *kind = g_strdup_printf ("rotated-%d.mp4", degrees);
  g_autoptr (TroupeFrameReader) plain_reader = open_media ("h264.mp4", 0);
  g_autoptr (TroupeFrameReader) turned_reader = open_media (kind, 0);
  g_autoptr (TroupeFrame) plain = seek (plain_reader, GST_SECOND, TRUE);
  g_autoptr (TroupeFrame) turned = seek (turned_reader, GST_SECOND, TRUE);
  const guint32 *in = g_bytes_get_data (troupe_frame_get_pixels (turned), NULL);
  const guint32 *expected = g_bytes_get_data (troupe_frame_get_pixels (plain), NULL);
  int width = troupe_frame_get_width (turned);
  int height = troupe_frame_get_height (turned);

  g_assert_cmpint (width, ==, degrees == 180 ? 320 : 240);
  for (int y = 0; y < height; y++)
    {
      for (int x = 0; x < width; x++)
        {
          /* ffmpeg counts the degrees against the clock. */
          int plain_x = degrees == 180 ? width - 1 - x : degrees == 90 ? height - 1 - y : y;
          int plain_y = degrees == 180 ? height - 1 - y : degrees == 90 ? x : width - 1 - x;

          g_assert_cmphex (in[y * width + x], ==, expected[plain_y * 320 + plain_x]);
        }
    }
}

typedef struct
{
  const char      *kind;
  TroupeClipError  code;
} Refusal;

static const Refusal refusals[] = {
  { "empty.mp4", TROUPE_CLIP_ERROR_NOT_MEDIA },
  { "text.mp4", TROUPE_CLIP_ERROR_NOT_MEDIA },
  { "audio.mp4", TROUPE_CLIP_ERROR_NO_VIDEO },
  { "truncated.mp4", TROUPE_CLIP_ERROR_TRUNCATED },
};

static void
test_frame_reader_refuses (gconstpointer user_data)
{
  const Refusal *refusal = user_data;
  g_autofree char *path = test_media_make (refusal->kind);
  g_autoptr (TroupeFrameReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  reader = open_path (path, 0, &error);
  g_assert_null (reader);
  g_assert_error (error, TROUPE_CLIP_ERROR, (int) refusal->code);
  g_assert_nonnull (strstr (error->message, refusal->kind));
}

static void
test_frame_reader_refuses_missing (void)
{
  g_autoptr (TroupeFrameReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  reader = open_path ("/nonexistent/clip.mp4", 0, &error);
  g_assert_null (reader);
  g_assert_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_NOT_FOUND);
}

static gboolean
is_vp8_decoder (GstPluginFeature *feature,
                gpointer          user_data)
{
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple ("video/x-vp8");

  return GST_IS_ELEMENT_FACTORY (feature) &&
         gst_element_factory_list_is_type (GST_ELEMENT_FACTORY (feature),
                                           GST_ELEMENT_FACTORY_TYPE_DECODER |
                                           GST_ELEMENT_FACTORY_TYPE_MEDIA_VIDEO) &&
         gst_element_factory_can_sink_any_caps (GST_ELEMENT_FACTORY (feature), caps);
}

static void
test_frame_reader_names_missing_decoder (void)
{
  GstRegistry *registry = gst_registry_get ();
  g_autofree char *path = test_media_make ("vp8.webm");
  g_autoptr (TroupeFrameReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  GList *decoders;

  decoders = gst_registry_feature_filter (registry, is_vp8_decoder, FALSE, NULL);
  for (GList *l = decoders; l != NULL; l = l->next)
    gst_registry_remove_feature (registry, l->data);
  reader = open_path (path, 0, &error);
  for (GList *l = decoders; l != NULL; l = l->next)
    gst_registry_add_feature (registry, l->data);
  gst_plugin_feature_list_free (decoders);

  g_assert_null (reader);
  g_assert_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_CODEC);
  g_assert_nonnull (strstr (error->message, "VP8"));
  g_assert_nonnull (strstr (error->message, "gst-plugins-good"));
}

static void
test_frame_reader_stops_when_cancelled (void)
{
  g_autofree char *path = test_media_make ("long.mp4");
  g_autofree char *uri = dup_uri (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (TroupeFrameReader) reader = open_media ("long.mp4", 0);
  g_autoptr (TroupeFrame) frame = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  frame = troupe_frame_reader_seek (reader, 9 * GST_SECOND, TRUE, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (troupe_frame_reader_next (reader, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (troupe_frame_reader_new (uri, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  frame = seek (reader, 9 * GST_SECOND, TRUE);
  g_assert_cmpuint (read_number (frame), ==, 270);
}

typedef struct
{
  GSocketListener *listener;
  GCancellable    *cancellable;
} SilentServer;

/* Takes a connection, gives no answer, cancels the reader that waits for one. */
static gpointer
silent_server_thread (gpointer data)
{
  SilentServer *server = data;
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;

  connection = g_socket_listener_accept (server->listener, NULL, NULL, &error);
  g_assert_no_error (error);
  g_cancellable_cancel (server->cancellable);
  return connection;
}

static void
test_frame_reader_stops_while_waiting (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (TroupeFrameReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = NULL;
  SilentServer server = { listener, cancellable };
  GThread *thread;

  uri = g_strdup_printf ("http://127.0.0.1:%u/clip.mp4",
                         g_socket_listener_add_any_inet_port (listener, NULL, &error));
  g_assert_no_error (error);
  thread = g_thread_new ("server", silent_server_thread, &server);
  reader = troupe_frame_reader_new (uri, 0, cancellable, &error);
  connection = g_thread_join (thread);
  g_assert_null (reader);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_frame_reader_grabs (void)
{
  g_autofree char *path = test_media_make ("b-frames.mp4");
  g_autofree char *uri = dup_uri (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TroupeFrame) frame = NULL;
  g_autoptr (GError) error = NULL;

  troupe_frame_grab_async (uri, 2 * GST_SECOND, 120, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  frame = troupe_frame_grab_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read_number (frame), ==, 60);
  g_assert_cmpint (troupe_frame_get_height (frame), ==, 120);

  g_clear_object (&result);
  troupe_frame_grab_async ("file:///nonexistent", 0, 0, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_null (troupe_frame_grab_finish (result, &error));
  g_assert_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_NOT_FOUND);
}

/* Pictures found by seeking are those found by decoding everything from the start. */
static void
compare_ways (const char *path)
{
  g_autoptr (TroupeFrameReader) walker = NULL;
  g_autoptr (TroupeFrameReader) seeker = NULL;
  g_autoptr (GPtrArray) frames = NULL;
  g_autoptr (GError) error = NULL;
  TroupeFrame *frame;

  walker = open_path (path, 48, &error);
  g_assert_no_error (error);
  seeker = open_path (path, 48, &error);
  g_assert_no_error (error);
  frames = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_frame_unref);
  while ((frame = troupe_frame_reader_next (walker, NULL, &error)) != NULL)
    g_ptr_array_add (frames, frame);
  g_assert_no_error (error);
  g_assert_cmpuint (frames->len, >, 10);

  for (guint i = 0; i < N_POSITIONS; i++)
    {
      TroupeFrame *expected = frames->pdata[i * 7919 % frames->len];
      g_autoptr (TroupeFrame) found = seek (seeker, troupe_frame_get_time_ns (expected), TRUE);

      g_assert_cmpuint (troupe_frame_get_time_ns (found), ==, troupe_frame_get_time_ns (expected));
      g_assert_true (g_bytes_equal (troupe_frame_get_pixels (found),
                                    troupe_frame_get_pixels (expected)));
    }
}

static void
test_frame_reader_agrees (gconstpointer user_data)
{
  g_autofree char *path = test_media_make (user_data);

  compare_ways (path);
}

static void
test_frame_reader_reads_footage (gconstpointer user_data)
{
  g_autofree char *path = test_media_footage (user_data);

  if (path != NULL)
    compare_ways (path);
}

static void
add_cases (void)
{
  const char *footage[] = { "robot.mp4", "stepper.webm", "tree.avi", "kpy_uno.mp4",
                            "Effet_force_magnetique.ogv", "lasercut.mp4", "joystick.webm" };

  for (guint i = 0; i < G_N_ELEMENTS (exact_media); i++)
    {
      const Media *media = &exact_media[i];
      g_autofree char *finds = g_strconcat ("/frame-reader/finds-exact/", media->kind, NULL);
      g_autofree char *edges = g_strconcat ("/frame-reader/keeps-edges/", media->kind, NULL);
      g_autofree char *walks = g_strconcat ("/frame-reader/walks/", media->kind, NULL);

      g_test_add_data_func (finds, media, test_frame_reader_finds_exact);
      g_test_add_data_func (edges, media, test_frame_reader_keeps_edges);
      g_test_add_data_func (walks, media, test_frame_reader_walks);
    }
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/frame-reader/scales/%s/%d", sizes[i].kind,
                                               sizes[i].short_edge);

      g_test_add_data_func (path, &sizes[i], test_frame_reader_scales);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/frame-reader/refuses/", refusals[i].kind, NULL);

      g_test_add_data_func (path, &refusals[i], test_frame_reader_refuses);
    }
  for (guint i = 0; i < G_N_ELEMENTS (footage); i++)
    {
      g_autofree char *path = g_strconcat ("/frame-reader/reads-footage/", footage[i], NULL);

      g_test_add_data_func (path, footage[i], test_frame_reader_reads_footage);
    }
}

int
main (int   argc,
      char *argv[])
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add_cases ();
  g_test_add_data_func ("/frame-reader/agrees/mpeg4.avi", "mpeg4.avi", test_frame_reader_agrees);
  g_test_add_data_func ("/frame-reader/agrees/av1.webm", "av1.webm", test_frame_reader_agrees);
  g_test_add_func ("/frame-reader/goes-on-after-seek", test_frame_reader_goes_on_after_seek);
  g_test_add_func ("/frame-reader/finds-key-frame", test_frame_reader_finds_key_frame);
  g_test_add_data_func ("/frame-reader/turns/90", GINT_TO_POINTER (90), test_frame_reader_turns);
  g_test_add_data_func ("/frame-reader/turns/180", GINT_TO_POINTER (180), test_frame_reader_turns);
  g_test_add_data_func ("/frame-reader/turns/270", GINT_TO_POINTER (270), test_frame_reader_turns);
  g_test_add_func ("/frame-reader/refuses/missing", test_frame_reader_refuses_missing);
  g_test_add_func ("/frame-reader/names-missing-decoder", test_frame_reader_names_missing_decoder);
  g_test_add_func ("/frame-reader/stops-when-cancelled", test_frame_reader_stops_when_cancelled);
  g_test_add_func ("/frame-reader/stops-while-waiting", test_frame_reader_stops_while_waiting);
  g_test_add_func ("/frame-reader/grabs", test_frame_reader_grabs);
  return g_test_run ();
}
