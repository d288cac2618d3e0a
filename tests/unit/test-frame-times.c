/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gst/gst.h>

#include "test-media.h"
#include "test-wait.h"
#include "troupe-clip-error.h"
#include "troupe-frame-scan.h"
#include "troupe-probe.h"

#define MS G_GUINT64_CONSTANT (1000000)

typedef struct
{
  const char *name;
  gboolean    is_offset;    /* ffprobe counts from the decoder's delay, or from the stream's own zero */
} Media;

static const Media made[] = {
  { "h264.mp4", FALSE },
  { "h264.mkv", FALSE },
  { "long.mp4", FALSE },
  { "b-frames.mp4", FALSE },
  { "variable-rate.mp4", FALSE },
  { "edit-list.mp4", FALSE },
  { "rotated-90.mp4", FALSE },
  { "odd-size.mkv", FALSE },
  { "short.mp4", FALSE },
  { "hevc.mp4", FALSE },
  { "vp8.webm", FALSE },
  { "vp9.webm", FALSE },
  { "av1.webm", FALSE },
  { "theora.ogv", FALSE },
  { "mpeg4.avi", FALSE },
  { "cinepak.avi", FALSE },
  { "bt709.mp4", FALSE },
  { "slow.mp4", FALSE },
  { "fragmented.mp4", FALSE },
  { "truncated.mkv", FALSE },
};

static const Media footage[] = {
  { "balle-jbart.mp4", FALSE },
  { "kpy_uno.mp4", FALSE },
  { "robot.mp4", FALSE },
  { "joystick.webm", FALSE },
  { "stepper.webm", FALSE },
  { "vtest.avi", FALSE },
  { "tree.avi", FALSE },
  { "g1.avi", FALSE },
  { "Megamind.avi", TRUE },
  { "Megamind_bugy.avi", TRUE },
  { "Force_constante.avi", TRUE },
  { "Effet_force_magnetique.ogv", FALSE },
};

static GArray *
scan (const char *path,
      guint       max_frames,
      gboolean   *is_timed)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  GArray *times = troupe_frame_scan (uri, max_frames, is_timed, NULL, NULL, &error);

  g_assert_no_error (error);
  return times;
}

static void
assert_like_ffprobe (const char  *path,
                     const Media *media)
{
  g_autoptr (GArray) times = scan (path, 0, NULL);
  g_autoptr (GArray) expected = test_media_ask_ffprobe (path);
  double offset = 0;

  g_assert_cmpuint (times->len, ==, expected->len);
  if (media->is_offset)
    offset = g_array_index (expected, double, 0) - g_array_index (times, guint64, 0) / 1e9;
  g_assert_cmpfloat (offset, <, 0.1);

  for (guint i = 0; i < times->len; i++)
    if (g_array_index (expected, double, i) >= 0)
      g_assert_cmpfloat_with_epsilon (g_array_index (times, guint64, i) / 1e9 + offset,
                                      g_array_index (expected, double, i), 0.00001);
}

static void
test_made (gconstpointer data)
{
  const Media *media = data;
  g_autofree char *path = test_media_make (media->name);

  assert_like_ffprobe (path, media);
}

static void
test_footage (gconstpointer data)
{
  const Media *media = data;
  g_autofree char *path = test_media_footage (media->name);

  if (path != NULL)
    assert_like_ffprobe (path, media);
}

static void
test_limited (void)
{
  g_autofree char *path = test_media_make ("long.mp4");
  g_autoptr (GArray) times = NULL;
  gboolean is_timed;

  times = scan (path, 50, &is_timed);
  g_assert_cmpuint (times->len, ==, 50);
  g_assert_true (is_timed);
}

static void
test_untimed (void)
{
  g_autofree char *path = test_media_footage ("Megamind.avi");
  g_autoptr (GArray) times = NULL;
  gboolean is_timed;

  if (path == NULL)
    return;

  times = scan (path, 100, &is_timed);
  g_assert_false (is_timed);
}

static void
test_refused (void)
{
  static const struct
  {
    const char     *kind;
    TroupeClipError code;
  } cases[] = {
    { "audio.mp4", TROUPE_CLIP_ERROR_NO_VIDEO },
    { "text.mp4", TROUPE_CLIP_ERROR_NOT_MEDIA },
    { "truncated.mp4", TROUPE_CLIP_ERROR_TRUNCATED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = test_media_make (cases[i].kind);
      g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (troupe_frame_scan (uri, 0, NULL, NULL, NULL, &error));
      g_assert_error (error, TROUPE_CLIP_ERROR, (int) cases[i].code);
    }
}

static TroupeClip *
probe (const char *kind)
{
  g_autofree char *path = test_media_make (kind);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  TroupeClip *clip;

  troupe_probe_async (path, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  clip = troupe_probe_finish (result, &error);
  g_assert_no_error (error);
  return clip;
}

static gboolean
load_frame_times (TroupeClip   *clip,
                  GCancellable *cancellable,
                  GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  troupe_probe_frame_times_async (clip, cancellable, test_result_cb, &result);
  test_wait_until (result != NULL);
  return troupe_probe_frame_times_finish (result, error);
}

static void
assert_steps (TroupeClip *clip)
{
  guint64 start_ns = troupe_clip_find_frame (clip, 500 * MS, 0);
  guint64 time_ns = start_ns;

  for (guint i = 0; i < 30; i++)
    {
      guint64 next_ns = troupe_clip_find_frame (clip, time_ns, 1);

      g_assert_cmpuint (next_ns, >, time_ns);
      time_ns = next_ns;
    }
  for (guint i = 0; i < 30; i++)
    time_ns = troupe_clip_find_frame (clip, time_ns, -1);
  g_assert_cmpuint (time_ns, ==, start_ns);
}

static void
test_steps_return (void)
{
  static const char *const kinds[] = { "variable-rate.mp4", "b-frames.mp4", "edit-list.mp4",
                                       "mpeg4.avi", "vp8.webm" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      TroupeClip *clip = probe (kinds[i]);
      g_autoptr (GError) error = NULL;

      load_frame_times (clip, NULL, &error);
      g_assert_no_error (error);
      assert_steps (clip);
      test_assert_finalize (clip);
    }
}

static void
test_truncated_ends_early (void)
{
  g_autoptr (TroupeClip) clip = probe ("truncated.mkv");
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (troupe_clip_get_duration_ns (clip), >, 3000 * MS);
  load_frame_times (clip, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (troupe_clip_get_duration_ns (clip), <, 1700 * MS);
}

static void
test_cancelled (void)
{
  g_autoptr (TroupeClip) clip = probe ("long.mp4");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (load_frame_times (clip, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (troupe_clip_get_frame_times (clip));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    {
      g_autofree char *path = g_strconcat ("/frame-times/made/", made[i].name, NULL);

      g_test_add_data_func (path, &made[i], test_made);
    }
  for (guint i = 0; i < G_N_ELEMENTS (footage); i++)
    {
      g_autofree char *path = g_strconcat ("/frame-times/footage/", footage[i].name, NULL);

      g_test_add_data_func (path, &footage[i], test_footage);
    }
  g_test_add_func ("/frame-times/limit/stops-early", test_limited);
  g_test_add_func ("/frame-times/untimed/is-told", test_untimed);
  g_test_add_func ("/frame-times/refused/names-the-reason", test_refused);
  g_test_add_func ("/frame-times/steps/return-to-the-same-frame", test_steps_return);
  g_test_add_func ("/frame-times/truncated/shortens-the-clip", test_truncated_ends_early);
  g_test_add_func ("/frame-times/cancel/leaves-the-clip", test_cancelled);

  return g_test_run ();
}
