/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "test-dir.h"
#include "test-media.h"
#include "test-playback.h"
#include "test-wait.h"
#include "troupe-clip-error.h"
#include "troupe-time.h"

#define SECOND TROUPE_TIME_SECOND
#define RATE 30

static void
test_clips_change (TestPlayback *self,
                   gconstpointer data)
{
  TroupeClip *other = test_playback_open_clip ("vp8.webm");

  troupe_player_play (self->player);
  test_wait_until (test_screen_get_n_played (self->screen) > 5);
  troupe_player_set_clip (self->player, other);
  g_assert_true (troupe_player_get_clip (self->player) == other);
  g_assert_false (troupe_player_is_playing (self->player));
  g_assert_cmpuint (troupe_player_get_position_ns (self->player), ==, 0);
  test_playback_seek (self, troupe_clip_find_frame (other, 0, 30));
  g_assert_cmpuint (test_screen_get_number (self->screen), ==, 30);

  troupe_player_set_clip (self->player, NULL);
  g_assert_finalize_object (other);
  troupe_player_set_clip (self->player, self->clip);
  test_playback_seek (self, SECOND);
  test_playback_assert_shown (self, 30);
}

/* What was prepared is not opened once more: its picture stays on the screen. */
static void
test_prepared (TestPlayback *self,
               gconstpointer data)
{
  const char *uri = troupe_clip_get_media_uri (self->clip);

  troupe_player_set_clip (self->player, NULL);
  troupe_player_prepare (self->player, uri);
  troupe_player_seek (self->player, SECOND);    /* there is no clip to seek in */
  g_assert_false (troupe_player_is_seeking (self->player));
  test_wait_until (test_screen_is_still (self->screen));
  test_playback_assert_shown (self, 0);

  troupe_player_set_clip (self->player, self->clip);
  g_assert_true (test_screen_is_still (self->screen));
  test_playback_seek (self, SECOND);
  test_playback_assert_shown (self, 30);

  /* While there is a clip it stays. */
  troupe_player_prepare (self->player, "file:///nonexistent/clip.mp4");
  test_playback_seek (self, 2 * SECOND);
  test_playback_assert_shown (self, 60);
}

static void
test_prepared_for_nothing (TestPlayback *self,
                           gconstpointer data)
{
  g_autofree char *path = test_media_make ("text.mp4");
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  troupe_player_set_clip (self->player, NULL);
  troupe_player_prepare (self->player, uri);
  troupe_player_prepare (self->player, NULL);
  troupe_player_prepare (self->player, uri);
  troupe_player_set_clip (self->player, self->clip);
  test_playback_seek (self, SECOND);
  test_playback_assert_shown (self, 30);
  g_assert_null (troupe_player_get_error (self->player));
}

static void
test_local_file_arrives (void)
{
  g_autofree char *first = test_media_make ("h264.mkv");
  g_autofree char *second = test_media_make ("h264.mp4");
  g_autofree char *uri = g_filename_to_uri (first, NULL, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (second);
  g_autoptr (TestScreen) screen = test_screen_new ();
  g_autoptr (TroupePlayer) player = test_playback_new_player (screen);
  g_autoptr (TroupeClip) clip = NULL;

  clip = troupe_clip_new (uri, TROUPE_CLIP_KIND_REMOTE, "Clip",
                          &(TroupeClipFacts) { .duration_ns = 3 * SECOND, .frame_rate = RATE });
  troupe_player_set_clip (player, clip);
  troupe_player_seek (player, 40 * SECOND / RATE + SECOND / RATE / 2);
  test_wait_until (!troupe_player_is_seeking (player));
  g_assert_cmpuint (test_screen_get_number (screen), ==, 40);

  test_screen_forget (screen);
  troupe_clip_set_local_file (clip, file, NULL);
  g_assert_true (troupe_player_is_seeking (player));
  test_wait_until (!troupe_player_is_seeking (player));
  g_assert_cmpuint (test_screen_get_number (screen), ==, 40);
  g_assert_cmpuint (troupe_player_get_position_ns (player) * RATE / SECOND, ==, 40);
}

typedef struct
{
  const char *name;
  const char *kind;
  int         code;
} ErrorCase;

static const ErrorCase error_cases[] = {
  { "text", "text.mp4", TROUPE_CLIP_ERROR_NOT_MEDIA },
  { "truncated", "truncated.mp4", TROUPE_CLIP_ERROR_TRUNCATED },
  { "missing-file", NULL, TROUPE_CLIP_ERROR_NOT_FOUND },
};

static TroupeClip *
unprobed_clip (const char *path)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  return troupe_clip_new (uri, TROUPE_CLIP_KIND_FILE, "Clip",
                          &(TroupeClipFacts) { .duration_ns = 3 * SECOND, .frame_rate = RATE });
}

static void
test_error (gconstpointer data)
{
  const ErrorCase *test = data;
  g_autofree char *path = test->kind != NULL ? test_media_make (test->kind)
                                             : g_strdup ("/nonexistent/clip.mp4");
  g_autoptr (TestScreen) screen = test_screen_new ();
  g_autoptr (TroupeClip) clip = unprobed_clip (path);
  g_autofree char *name = g_path_get_basename (path);
  TroupePlayer *player = test_playback_new_player (screen);

  troupe_player_prepare (player, troupe_clip_get_media_uri (clip));    /* tells nothing */
  troupe_player_set_clip (player, clip);
  troupe_player_play (player);
  troupe_player_seek (player, SECOND);
  test_wait_until (troupe_player_get_error (player) != NULL);
  g_assert_error (troupe_player_get_error (player), TROUPE_CLIP_ERROR, test->code);
  g_assert_nonnull (strstr (troupe_player_get_error (player)->message, name));
  g_assert_false (troupe_player_is_playing (player));
  g_assert_false (troupe_player_is_seeking (player));

  /* It can be used again. */
  troupe_player_set_clip (player, NULL);
  g_assert_null (troupe_player_get_error (player));
  g_assert_finalize_object (player);
}

static GList *
set_decoder_ranks (const char *media_type,
                   GList      *decoders,
                   guint       rank)
{
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple (media_type);
  g_autolist (GstPluginFeature) all = NULL;

  if (decoders == NULL)
    {
      all = gst_element_factory_list_get_elements (GST_ELEMENT_FACTORY_TYPE_DECODER, GST_RANK_MARGINAL);
      decoders = gst_element_factory_list_filter (all, caps, GST_PAD_SINK, FALSE);
    }
  for (GList *l = decoders; l != NULL; l = l->next)
    gst_plugin_feature_set_rank (l->data, rank);

  return decoders;
}

static void
test_missing_decoder (void)
{
  g_autofree char *path = test_media_make ("theora.ogv");
  g_autoptr (TestScreen) screen = test_screen_new ();
  g_autoptr (TroupeClip) clip = unprobed_clip (path);
  g_autoptr (TroupePlayer) player = test_playback_new_player (screen);
  g_autolist (GstPluginFeature) decoders = NULL;

  decoders = set_decoder_ranks ("video/x-theora", NULL, GST_RANK_NONE);
  troupe_player_set_clip (player, clip);
  test_wait_until (troupe_player_get_error (player) != NULL);
  g_assert_error (troupe_player_get_error (player), TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_CODEC);
  g_assert_nonnull (strstr (troupe_player_get_error (player)->message, "gst-plugins-base"));

  /* Installed meanwhile: playing tries again. */
  set_decoder_ranks ("video/x-theora", decoders, GST_RANK_PRIMARY);
  troupe_player_play (player);
  g_assert_null (troupe_player_get_error (player));
  test_wait_until (test_screen_get_n_played (screen) > 3);
}

/* A file that goes while it plays is played on; only opening it again fails. */
static void
test_removed_while_playing (void)
{
  const TroupeRange range = { SECOND, 4 * SECOND / 3 };
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *made = test_media_make ("h264.mp4");
  g_autofree char *path = test_dir_build (dir, "clip.mp4");
  g_autoptr (GFile) original = g_file_new_for_path (made);
  g_autoptr (GFile) copy = g_file_new_for_path (path);
  g_autoptr (TestScreen) screen = test_screen_new ();
  g_autoptr (TroupePlayer) player = test_playback_new_player (screen);
  g_autoptr (TroupeClip) clip = unprobed_clip (path);
  g_autoptr (GError) error = NULL;

  g_file_copy (original, copy, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  troupe_player_set_clip (player, clip);
  troupe_player_set_loop_range (player, &range);
  troupe_player_play (player);
  test_wait_until (test_screen_get_n_played (screen) > 3);
  g_assert_cmpint (g_unlink (path), ==, 0);
  test_wait_until (test_screen_get_n_played (screen) > 15);
  g_assert_null (troupe_player_get_error (player));

  troupe_player_set_clip (player, NULL);
  troupe_player_set_clip (player, clip);
  test_wait_until (troupe_player_get_error (player) != NULL);
  g_assert_error (troupe_player_get_error (player), TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_NOT_FOUND);
}

/* Sound that cannot be decoded does not keep the pictures from playing. */
static void
test_missing_sound_decoder (void)
{
  g_autofree char *path = test_media_make ("vp8.webm");
  g_autoptr (TestScreen) screen = test_screen_new ();
  g_autoptr (TroupeClip) clip = unprobed_clip (path);
  g_autoptr (TroupePlayer) player = test_playback_new_player (screen);
  g_autolist (GstPluginFeature) decoders = NULL;

  decoders = set_decoder_ranks ("audio/x-vorbis", NULL, GST_RANK_NONE);
  troupe_player_set_clip (player, clip);
  troupe_player_play (player);
  test_wait_until (test_screen_get_n_played (screen) > 3);
  g_assert_null (troupe_player_get_error (player));
  set_decoder_ranks ("audio/x-vorbis", decoders, GST_RANK_PRIMARY);
}

static void
test_teardown (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("h264.mp4");
  const TroupeRange range = { SECOND / 2, SECOND };

  for (guint i = 0; i < 42; i++)
    {
      g_autoptr (TestScreen) screen = test_screen_new ();
      TroupePlayer *player = test_playback_new_player (screen);

      troupe_player_set_clip (player, clip);
      troupe_player_play (player);
      if (i % 3 == 1)
        troupe_player_seek (player, i * SECOND / 20);
      if (i % 3 == 2)
        troupe_player_set_loop_range (player, &range);
      if (i % 4 > 0)
        test_wait_until (test_screen_get_n_played (screen) >= i % 7);
      if (i % 5 == 0)
        troupe_player_set_clip (player, NULL);
      g_assert_null (troupe_player_get_error (player));
      g_assert_finalize_object (player);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (&argc, &argv);

  test_playback_add ("/player/clip/changes", "h264.mp4", test_clips_change);
  test_playback_add ("/player/clip/prepared", "h264.mp4", test_prepared);
  test_playback_add ("/player/clip/prepared-for-nothing", "h264.mp4", test_prepared_for_nothing);
  g_test_add_func ("/player/clip/local-file-arrives", test_local_file_arrives);
  for (guint i = 0; i < G_N_ELEMENTS (error_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/player/error/%s", error_cases[i].name);

      g_test_add_data_func (path, &error_cases[i], test_error);
    }
  g_test_add_func ("/player/error/missing-decoder", test_missing_decoder);
  g_test_add_func ("/player/error/missing-sound-decoder", test_missing_sound_decoder);
  g_test_add_func ("/player/error/removed-while-playing", test_removed_while_playing);
  g_test_add_func ("/player/teardown/while-playing", test_teardown);

  return g_test_run ();
}
