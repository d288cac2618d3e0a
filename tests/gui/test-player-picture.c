/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gst/gst.h>
#include <gtk/gtk.h>

#include "test-media.h"
#include "test-playback.h"
#include "test-wait.h"
#include "troupe-frame-reader.h"
#include "troupe-frame.h"
#include "troupe-player-group.h"
#include "troupe-screen.h"

/* Mean difference of a channel; what two converters make of the same colours differs by a few. */
#define TOLERANCE 6

static TroupeFrame *
read_frame (TroupeClip *clip,
            int         short_edge)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  TroupeFrame *frame;

  troupe_frame_grab_async (troupe_clip_get_media_uri (clip), GST_SECOND, short_edge, NULL,
                           test_result_cb, &result);
  test_wait_until (result != NULL);
  frame = troupe_frame_grab_finish (result, &error);
  g_assert_no_error (error);

  return frame;
}

static GBytes *
render (GtkSnapshot *snapshot,    /* (transfer full) */
        int          width,
        int          height)
{
  g_autoptr (GskRenderer) renderer = gsk_cairo_renderer_new ();
  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (snapshot);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;
  guint8 *pixels = g_malloc ((gsize) width * height * 4);
  GdkTextureDownloader *downloader;

  gsk_renderer_realize_for_display (renderer, gdk_display_get_default (), &error);
  g_assert_no_error (error);
  texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gsk_renderer_unrealize (renderer);
  downloader = gdk_texture_downloader_new (texture);
  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_R8G8B8A8);
  gdk_texture_downloader_download_into (downloader, pixels, (gsize) width * 4);
  gdk_texture_downloader_free (downloader);

  return g_bytes_new_take (pixels, (gsize) width * height * 4);
}

static GBytes *
draw (GdkPaintable *paintable,
      int           width,
      int           height)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);

  return render (snapshot, width, height);
}

static GBytes *
draw_widget (GtkWidget *widget)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);

  return render (snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
}

static void
assert_like (GBytes *drawn,
             GBytes *read)
{
  gsize size;
  const guint8 *ours = g_bytes_get_data (drawn, &size);
  const guint8 *theirs = g_bytes_get_data (read, NULL);
  guint64 difference = 0;

  g_assert_cmpuint (size, ==, g_bytes_get_size (read));
  for (gsize i = 0; i < size; i++)
    difference += (guint64) ABS (ours[i] - theirs[i]);
  g_assert_cmpuint (difference / size, <, TOLERANCE);
}

static void
show (TroupePlayer *player,
      guint64       time_ns)
{
  GObject *paintable = troupe_player_get_paintable (player);
  guint n_drawn = 0;
  gulong id;

  troupe_player_seek (player, 0);
  test_wait_until (!troupe_player_is_seeking (player));
  id = g_signal_connect_swapped (paintable, "invalidate-contents", G_CALLBACK (test_count_cb),
                                 &n_drawn);
  troupe_player_seek (player, time_ns);
  test_wait_until (!troupe_player_is_seeking (player) && n_drawn > 0);
  g_signal_handler_disconnect (paintable, id);
}

/* What the paintable shows is what the frame reader makes of the clip, which has tests of its own. */
static void
test_upright (gconstpointer data)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip (data);
  g_autoptr (TroupeFrame) frame = read_frame (clip, 0);
  g_autoptr (TroupePlayer) player = troupe_player_new ();
  GdkPaintable *paintable = GDK_PAINTABLE (troupe_player_get_paintable (player));
  int width = troupe_frame_get_width (frame);
  int height = troupe_frame_get_height (frame);
  g_autoptr (GBytes) drawn = NULL;

  troupe_player_set_clip (player, clip);
  show (player, GST_SECOND);
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (paintable), ==, width);
  g_assert_cmpint (gdk_paintable_get_intrinsic_height (paintable), ==, height);
  drawn = draw (paintable, width, height);
  assert_like (drawn, troupe_frame_get_pixels (frame));
}

/* A small picture stands where the large one does, to the pixel and with the same colours. */
static void
test_preview (gconstpointer data)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip (data);
  g_autoptr (TroupeFrame) frame = read_frame (clip, 200);
  g_autoptr (TroupePlayer) player = troupe_player_new ();
  GtkWidget *screen = g_object_new (TROUPE_TYPE_SCREEN, NULL);
  GtkWidget *window = gtk_window_new ();
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) large = NULL;
  g_autoptr (GBytes) small = NULL;

  texture = gdk_memory_texture_new (troupe_frame_get_width (frame), troupe_frame_get_height (frame),
                                    GDK_MEMORY_R8G8B8A8, troupe_frame_get_pixels (frame),
                                    troupe_frame_get_stride (frame));
  troupe_screen_set_paintable (TROUPE_SCREEN (screen),
                               GDK_PAINTABLE (troupe_player_get_paintable (player)));
  gtk_window_set_child (GTK_WINDOW (window), screen);
  gtk_window_set_default_size (GTK_WINDOW (window), 411, 333);
  gtk_window_present (GTK_WINDOW (window));
  test_wait_until (gtk_widget_get_width (screen) > 0);

  troupe_player_set_clip (player, clip);
  show (player, GST_SECOND);
  large = draw_widget (screen);
  troupe_screen_set_preview (TROUPE_SCREEN (screen), texture);
  small = draw_widget (screen);
  g_assert_false (g_bytes_equal (large, small));
  assert_like (small, large);

  troupe_screen_set_preview (TROUPE_SCREEN (screen), NULL);
  g_clear_pointer (&small, g_bytes_unref);
  small = draw_widget (screen);
  g_assert_true (g_bytes_equal (large, small));
  gtk_window_destroy (GTK_WINDOW (window));
}

typedef struct
{
  TroupePlayerGroup *group;
  TroupePlayer      *first;
  TroupePlayer      *second;
} Pair;

static void
pair_set_up (Pair         *self,
             gconstpointer data)
{
  g_autoptr (TroupeClip) longer = test_playback_open_clip ("h264.mp4");
  g_autoptr (TroupeClip) shorter = test_playback_open_clip (data);

  self->group = troupe_player_group_new ();
  self->first = troupe_player_group_add (self->group, longer, NULL);
  self->second = troupe_player_group_add (self->group, shorter, NULL);
  g_assert_cmpuint (troupe_player_group_get_duration_ns (self->group), ==, troupe_clip_get_duration_ns (longer));
}

static void
pair_tear_down (Pair         *self,
                gconstpointer data)
{
  g_assert_finalize_object (self->group);
}

static gboolean
is_at_rest (Pair *self)
{
  return !troupe_player_is_seeking (self->first) && !troupe_player_is_seeking (self->second);
}

/* Paused they show the same moment, whatever each had reached. */
static void
test_together (Pair         *self,
               gconstpointer data)
{
  troupe_player_group_play (self->group);
  g_assert_true (troupe_player_group_is_playing (self->group));
  test_wait_until (troupe_player_get_position_ns (self->first) > GST_SECOND / 5 &&
                   troupe_player_get_position_ns (self->second) > GST_SECOND / 5);
  troupe_player_group_pause (self->group);
  g_assert_false (troupe_player_is_playing (self->first) || troupe_player_is_playing (self->second));
  test_wait_until (is_at_rest (self));
  g_assert_cmpuint (troupe_player_get_position_ns (self->first), ==, troupe_player_get_position_ns (self->second));
}

/* The shorter one waits at its end for the longer one, then both begin anew. */
static void
test_next_round (Pair         *self,
                 gconstpointer data)
{
  const guint64 longer_ns = troupe_player_group_get_duration_ns (self->group);
  const guint64 shorter_ns = troupe_clip_get_duration_ns (troupe_player_get_clip (self->second));

  g_assert_cmpuint (shorter_ns, <, longer_ns);
  troupe_player_group_play (self->group);
  troupe_player_group_seek (self->group, shorter_ns);
  test_wait_until (troupe_player_is_playing (self->first) &&
                   troupe_player_get_position_ns (self->first) > shorter_ns + GST_SECOND / 5);
  g_assert_false (troupe_player_is_playing (self->second));
  test_wait_until (troupe_player_is_playing (self->second));
  g_assert_true (troupe_player_is_playing (self->first));
  g_assert_cmpuint (troupe_player_group_get_position_ns (self->group), <, GST_SECOND / 2);
}

/* Ranges of a clip go round by themselves, the shorter one more often. */
static void
test_ranges (void)
{
  static const TroupeRange longer = { GST_SECOND, GST_SECOND * 9 / 5 }, shorter = { GST_SECOND / 5, GST_SECOND * 3 / 5 };
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("h264.mp4");
  TroupePlayerGroup *group = troupe_player_group_new ();
  TroupePlayer *first = troupe_player_group_add (group, clip, &longer);
  TroupePlayer *second = troupe_player_group_add (group, clip, &shorter);

  g_assert_cmpuint (troupe_player_group_get_duration_ns (group), ==, GST_SECOND * 4 / 5);
  troupe_player_group_play (group);
  troupe_player_group_seek (group, GST_SECOND / 2);
  g_assert_cmpuint (troupe_player_get_position_ns (first), ==, GST_SECOND * 3 / 2);
  g_assert_cmpuint (troupe_player_get_position_ns (second), ==, GST_SECOND * 3 / 10);
  test_wait_until (troupe_player_is_playing (first) && troupe_player_get_position_ns (first) > GST_SECOND * 8 / 5);
  test_wait_until (troupe_player_get_position_ns (first) < GST_SECOND * 6 / 5);
  g_assert_cmpuint (troupe_player_get_position_ns (first), >=, longer.start_ns);
  g_assert_cmpuint (troupe_player_group_get_position_ns (group), <, GST_SECOND / 5);
  g_assert_true (troupe_player_is_playing (second));
  g_assert_cmpuint (troupe_player_get_position_ns (second), <, shorter.end_ns);
  g_assert_finalize_object (group);
}

static void
test_one_is_heard (Pair         *self,
                   gconstpointer data)
{
  guint n_changes = 0;

  g_signal_connect_swapped (self->group, "notify::audible", G_CALLBACK (test_count_cb), &n_changes);
  g_assert_true (troupe_player_is_muted (self->first) && troupe_player_is_muted (self->second));
  troupe_player_group_set_audible (self->group, 1);
  troupe_player_group_set_audible (self->group, 1);
  g_assert_true (troupe_player_is_muted (self->first));
  g_assert_false (troupe_player_is_muted (self->second));
  troupe_player_group_set_audible (self->group, TROUPE_PLAYER_GROUP_NONE);
  g_assert_true (troupe_player_is_muted (self->first) && troupe_player_is_muted (self->second));
  g_assert_cmpuint (n_changes, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  static const char *kinds[] = { "h264.mp4", "rotated-90.mp4", "rotated-180.mp4", "rotated-270.mp4" };

  gtk_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strdup_printf ("/player-picture/upright/%s", kinds[i]);

      g_test_add_data_func (path, kinds[i], test_upright);
    }
  g_test_add_data_func ("/player-picture/preview/wide", "bt709.mp4", test_preview);
  g_test_add_data_func ("/player-picture/preview/upright", "rotated-90.mp4", test_preview);

#define ADD(path, kind, test) g_test_add ("/player-group/" path, Pair, kind, pair_set_up, test, pair_tear_down)
  ADD ("together", "h264.mp4", test_together);
  ADD ("next-round", "still.mp4", test_next_round);
  ADD ("one-is-heard", "h264.mp4", test_one_is_heard);
  g_test_add_func ("/player-group/ranges", test_ranges);

  return g_test_run ();
}
