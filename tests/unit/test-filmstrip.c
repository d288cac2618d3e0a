/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-filmstrip.h"

#include <gst/gst.h>

#include "test-media.h"
#include "test-wait.h"
#include "troupe-probe.h"

#define SECOND G_GUINT64_CONSTANT (1000000000)
#define RATE 30

#define N_AT_ONCE 8
#define N_ROUNDS 20

static TroupeClip *
open_clip (const char *kind)
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

static guint
read_number (TroupeFrame *frame)
{
  return test_media_read_number (g_bytes_get_data (troupe_frame_get_pixels (frame), NULL),
                                 troupe_frame_get_width (frame), troupe_frame_get_height (frame),
                                 troupe_frame_get_stride (frame), 4);
}

static gboolean
is_exact_at (TroupeFilmstrip *filmstrip,
             guint64          time_ns)
{
  TroupeFrame *frame = troupe_filmstrip_get_frame (filmstrip, time_ns);

  return frame != NULL && read_number (frame) == (guint) (time_ns * RATE / SECOND);
}

static void
test_cells (void)
{
  g_autoptr (TroupeClip) clip = open_clip ("long.mp4");
  g_autoptr (TroupeFilmstrip) filmstrip = troupe_filmstrip_new (clip, 240);
  guint64 width_ns = SECOND / RATE;

  g_assert_null (troupe_filmstrip_get_frame (filmstrip, 0));

  /* Cells as narrow as a frame, far from any key frame */
  troupe_filmstrip_request (filmstrip, 5 * SECOND, 5 * SECOND + 6 * width_ns, 6);
  for (guint i = 0; i < 6; i++)
    test_wait_until (is_exact_at (filmstrip, 5 * SECOND + width_ns * i + width_ns / 2));
}

static void
test_newest_request_wins (void)
{
  g_autoptr (TroupeClip) clip = open_clip ("long.mp4");
  g_autoptr (TroupeFilmstrip) filmstrip = troupe_filmstrip_new (clip, 240);
  guint n_changed = 0;

  g_signal_connect_swapped (filmstrip, "changed", G_CALLBACK (test_count_cb), &n_changed);
  troupe_filmstrip_request (filmstrip, 0, 20 * SECOND, 500);
  troupe_filmstrip_request (filmstrip, 15 * SECOND, 15 * SECOND + SECOND / RATE, 1);
  test_wait_until (is_exact_at (filmstrip, 15 * SECOND + SECOND / RATE / 2));

  /* The 500 would have needed as many turns. */
  g_assert_cmpuint (n_changed, <, 20);
}

/* The first seek of a decoder may come while its pipeline is still on its way to play. On the way both
 * once waited for each other, now and then: hence so many at the same time. */
static void
test_many_at_once (void)
{
  g_autoptr (TroupeClip) clip = open_clip ("theora.ogv");
  TroupeFilmstrip *filmstrips[N_AT_ONCE];

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      for (guint i = 0; i < N_AT_ONCE; i++)
        {
          filmstrips[i] = troupe_filmstrip_new (clip, 45);
          troupe_filmstrip_request (filmstrips[i], 0, 3 * SECOND, 1);
        }
      for (guint i = 0; i < N_AT_ONCE; i++)
        {
          test_wait_until (troupe_filmstrip_get_frame (filmstrips[i], SECOND) != NULL);
          troupe_filmstrip_stop (filmstrips[i]);
          g_object_unref (filmstrips[i]);
        }
    }
}

static void
test_stop (void)
{
  TroupeClip *clip = open_clip ("h264.mp4");
  TroupeFilmstrip *filmstrip = troupe_filmstrip_new (clip, 180);
  guint n_changed = 0;

  g_signal_connect_swapped (filmstrip, "changed", G_CALLBACK (test_count_cb), &n_changed);
  troupe_filmstrip_request (filmstrip, 0, 3 * SECOND, 100);
  troupe_filmstrip_stop (filmstrip);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_changed, ==, 0);

  g_assert_finalize_object (filmstrip);
  g_object_unref (clip);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (&argc, &argv);

  g_test_add_func ("/filmstrip/request/fills-every-cell-exactly", test_cells);
  g_test_add_func ("/filmstrip/request/newest-wins", test_newest_request_wins);
  g_test_add_func ("/filmstrip/request/many-at-once", test_many_at_once);
  g_test_add_func ("/filmstrip/stop/nothing-arrives-after", test_stop);

  return g_test_run ();
}
