/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* usage: scrub-troupe exact|warm|cold|step|open FILE : prints an empty line when all is ready, then reads positions in
 * seconds, a line each, seeks Troupe's player there in a real window, and prints the milliseconds from the request to
 * the new picture. So another program can be asked in turn, and what else the computer does is the same for both.
 *
 * exact: without a frame store. warm: all frames are stored. cold: the store has the first second of the clip, and
 * the picture counts that is of the key frame before the position, or nearer; a second column says when the
 * three seconds round the position were there, a third one when the exact frame was, in its full size.
 *
 * step: one frame on, or one back for a negative number. open: the clip is opened again, and a second column says
 * when the store had all of its frames. */

#include <gst/gst.h>
#include <gtk/gtk.h>

#include "troupe-frame-cache.h"
#include "troupe-frame-reader.h"
#include "troupe-frame-store.h"
#include "troupe-player.h"
#include "troupe-probe.h"
#include "troupe-screen.h"

#define REGION_NS (1500 * GST_MSECOND)

/* Pictures of 16:9 in a row, in a window of 1280 pixels */
#define N_CELLS 9

typedef struct
{
  GtkWindow         *window;
  TroupeScreen      *screen;
  TroupePlayer      *player;
  TroupeClip        *clip;
  TroupeFrameStore  *store;
  TroupeFrameReader *reader;
  gint64             asked_us;
  gint64             shown_us;
  guint64            from_ns;    /* which pictures count */
  guint64            to_ns;
} Bench;

static double
to_ms (gint64 us)
{
  return us / 1000.0;
}

#define wait_until(condition)                    \
        while (!(condition))                           \
        g_main_context_iteration (NULL, TRUE)

/* What the stage does */
static void
preview_cb (TroupePlayer *player,
            GParamSpec   *pspec,
            gpointer      user_data)
{
  Bench *bench = user_data;
  TroupeFrame *frame = troupe_player_get_preview (player);
  g_autoptr (GdkTexture) texture = NULL;
  guint64 time_ns;

  if (frame != NULL)
    texture = gdk_memory_texture_new (troupe_frame_get_width (frame),
                                      troupe_frame_get_height (frame), GDK_MEMORY_R8G8B8X8,
                                      troupe_frame_get_pixels (frame),
                                      troupe_frame_get_stride (frame));
  troupe_screen_set_preview (bench->screen, texture);
  if (frame == NULL)
    return;

  time_ns = troupe_frame_get_time_ns (frame);
  if (bench->shown_us == 0 && time_ns >= bench->from_ns && time_ns <= bench->to_ns)
    bench->shown_us = g_get_monotonic_time ();
}

static void
picture_cb (GdkPaintable *paintable,
            gpointer      user_data)
{
  Bench *bench = user_data;

  if (bench->shown_us == 0 && bench->store == NULL)
    bench->shown_us = g_get_monotonic_time ();
}

static void
ask (Bench  *bench,
     guint64 time_ns)
{
  bench->shown_us = 0;
  bench->asked_us = g_get_monotonic_time ();
  troupe_player_seek (bench->player, time_ns);
}

static void
seek_exact (Bench  *bench,
            guint64 time_ns)
{
  ask (bench, time_ns);
  wait_until (bench->shown_us != 0 && !troupe_player_is_seeking (bench->player));
  g_print ("%.2f\n", to_ms (bench->shown_us - bench->asked_us));
}

static void
seek_warm (Bench  *bench,
           guint64 time_ns)
{
  bench->from_ns = 0;
  bench->to_ns = G_MAXUINT64;
  ask (bench, time_ns);
  wait_until (bench->shown_us != 0);
  g_print ("%.3f\n", to_ms (bench->shown_us - bench->asked_us));
}

static void
step (Bench *bench,
      double n_frames)
{
  bench->from_ns = 0;
  bench->to_ns = G_MAXUINT64;
  bench->shown_us = 0;
  bench->asked_us = g_get_monotonic_time ();
  troupe_player_step (bench->player, n_frames < 0 ? -1 : 1);
  wait_until (bench->shown_us != 0);
  g_print ("%.3f %" G_GUINT64_FORMAT "\n", to_ms (bench->shown_us - bench->asked_us),
           troupe_player_get_position_ns (bench->player));
}

static void
end_store (Bench *bench)
{
  troupe_player_set_store (bench->player, NULL);
  if (bench->store != NULL)
    {
      g_signal_handlers_disconnect_by_data (bench->store, bench);
      troupe_frame_store_stop (bench->store);
    }
  g_clear_object (&bench->store);
}

/* As the timeline does, of a clip that is seen from end to end */
static void
store_changed_cb (Bench *bench)
{
  if (bench->store != NULL)
    troupe_frame_store_show (bench->store, 0, troupe_clip_get_duration_ns (bench->clip), N_CELLS);
}

static void
renew_store (Bench *bench)
{
  end_store (bench);
  troupe_player_seek (bench->player, 0);
  wait_until (!troupe_player_is_seeking (bench->player));
  bench->store = troupe_frame_store_new (bench->clip, TROUPE_FRAME_STORE_LIMIT_BYTES);
  troupe_player_set_store (bench->player, bench->store);
  g_signal_connect_swapped (bench->store, "changed", G_CALLBACK (store_changed_cb), bench);
  store_changed_cb (bench);
  wait_until (troupe_frame_store_is_covered (bench->store, 0, GST_SECOND));    /* no hand is quicker */
}

/* The pipeline's picture of what was asked for, or the store's */
static gboolean
shows_full (Bench *bench)
{
  TroupeFrame *preview = troupe_player_get_preview (bench->player);

  if (preview == NULL)
    return !troupe_player_is_seeking (bench->player);

  return troupe_frame_get_width (preview) == troupe_clip_get_width (bench->clip);
}

static void
seek_cold (Bench  *bench,
           guint64 time_ns)
{
  g_autoptr (TroupeFrame) key = troupe_frame_reader_seek (bench->reader, time_ns, FALSE, NULL, NULL);
  gint64 region_us = 0;
  gint64 full_us = 0;

  renew_store (bench);
  bench->from_ns = troupe_frame_get_time_ns (key);
  bench->to_ns = 2 * time_ns - bench->from_ns;
  ask (bench, time_ns);
  if (bench->from_ns == 0)
    bench->shown_us = bench->asked_us;    /* that picture is on display already */
  while (region_us == 0 || bench->shown_us == 0 || full_us == 0)
    {
      g_main_context_iteration (NULL, TRUE);
      if (full_us == 0 && shows_full (bench))
        full_us = g_get_monotonic_time ();
      if (bench->shown_us == 0 && full_us != 0)
        bench->shown_us = full_us;
      if (region_us == 0 &&
          troupe_frame_store_is_covered (bench->store, time_ns - MIN (time_ns, REGION_NS),
                                         MIN (time_ns + REGION_NS,
                                              troupe_clip_get_duration_ns (bench->clip))))
        region_us = g_get_monotonic_time ();
    }
  wait_until (!troupe_player_is_seeking (bench->player));    /* what is asked next has the computer for itself */
  g_print ("%.2f %.2f %.2f\n", to_ms (bench->shown_us - bench->asked_us),
           to_ms (region_us - bench->asked_us), to_ms (full_us - bench->asked_us));
  end_store (bench);
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static TroupeClip *
probe (const char *path)
{
  g_autoptr (GAsyncResult) result = NULL;
  TroupeClip *clip;

  troupe_probe_async (path, NULL, result_cb, &result);
  wait_until (result != NULL);
  clip = troupe_probe_finish (result, NULL);
  g_assert_nonnull (clip);

  return clip;
}

static TroupeClip *
open_clip (const char *path)
{
  g_autoptr (GAsyncResult) times_result = NULL;
  TroupeClip *clip = probe (path);

  troupe_probe_frame_times_async (clip, NULL, result_cb, &times_result);
  wait_until (times_result != NULL);
  g_assert_true (troupe_probe_frame_times_finish (times_result, NULL));

  return clip;
}

static void
open_again (Bench      *bench,
            const char *path)
{
  g_autoptr (TroupeClip) clip = NULL;
  g_autoptr (TroupeFrameStore) store = NULL;
  gint64 probed_us;
  gint64 start_us;

  troupe_player_set_clip (bench->player, NULL);
  g_clear_object (&bench->store);
  bench->shown_us = 0;
  bench->asked_us = g_get_monotonic_time ();
  troupe_player_prepare (bench->player, troupe_clip_get_media_uri (bench->clip));    /* as the page does */
  clip = probe (path);
  probed_us = g_get_monotonic_time ();
  troupe_player_set_clip (bench->player, clip);
  wait_until (bench->shown_us != 0);
  if (bench->shown_us < probed_us)
    bench->shown_us = probed_us;    /* the page is not there before */

  start_us = g_get_monotonic_time ();
  store = troupe_frame_store_new (clip, TROUPE_FRAME_STORE_LIMIT_BYTES);
  wait_until (troupe_frame_store_is_covered (store, 0, G_MAXUINT64));
  g_print ("%.2f %.2f\n", to_ms (bench->shown_us - bench->asked_us),
           to_ms (g_get_monotonic_time () - start_us));
}

static void
open_window (Bench *bench)
{
  GdkPaintable *paintable = GDK_PAINTABLE (troupe_player_get_paintable (bench->player));

  bench->window = GTK_WINDOW (gtk_window_new ());
  bench->screen = g_object_new (TROUPE_TYPE_SCREEN, NULL);
  troupe_screen_set_paintable (bench->screen, paintable);
  gtk_window_set_child (bench->window, GTK_WIDGET (bench->screen));
  gtk_window_set_default_size (bench->window, 1280, 800);
  gtk_window_present (bench->window);
  g_signal_connect (paintable, "invalidate-contents", G_CALLBACK (picture_cb), bench);
  g_signal_connect (bench->player, "notify::preview", G_CALLBACK (preview_cb), bench);
}

/* Until they are on disk, too */
static void
store_all (Bench *bench)
{
  g_autofree char *path = troupe_frame_cache_dup_path (troupe_clip_get_hash (bench->clip));

  renew_store (bench);
  wait_until (troupe_frame_store_is_idle (bench->store) && g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
seek (Bench      *bench,
      const char *mode,
      const char *path,
      double      number)
{
  if (g_str_equal (mode, "exact"))
    seek_exact (bench, (guint64) (number * 1e9));
  else if (g_str_equal (mode, "warm"))
    seek_warm (bench, (guint64) (number * 1e9));
  else if (g_str_equal (mode, "cold"))
    seek_cold (bench, (guint64) (number * 1e9));
  else if (g_str_equal (mode, "step"))
    step (bench, number);
  else
    open_again (bench, path);
}

int
main (int    argc,
      char **argv)
{
  Bench bench = { 0 };
  const char *mode = argv[1];
  char line[64];

  gst_init (NULL, NULL);
  gtk_init ();
  bench.player = troupe_player_new ();
  open_window (&bench);
  bench.clip = open_clip (argv[2]);
  troupe_player_set_clip (bench.player, bench.clip);
  troupe_player_seek (bench.player, 0);
  wait_until (!troupe_player_is_seeking (bench.player));

  if (g_str_equal (mode, "cold"))
    bench.reader = troupe_frame_reader_new (troupe_clip_get_media_uri (bench.clip), 90, NULL, NULL);
  else if (!g_str_equal (mode, "exact"))
    store_all (&bench);
  puts ("");
  while (fflush (stdout) == 0 && fgets (line, sizeof line, stdin) != NULL)
    seek (&bench, mode, argv[2], g_ascii_strtod (line, NULL));

  g_clear_object (&bench.reader);
  g_clear_object (&bench.player);
  g_clear_object (&bench.store);
  g_clear_object (&bench.clip);
  return 0;
}
