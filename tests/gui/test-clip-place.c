/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page takes a clip up where a person left off in it. */

#include <gst/gst.h>

#include "clip-page-fixture.h"
#include "test-media.h"
#include "test-wait.h"
#include "troupe-clip-place.h"
#include "troupe-library-error.h"
#include "troupe-library-private.h"

/* It is known by its content, whatever it is called. */
static char *
copy_clip (Fixture    *self,
           const char *kind)
{
  g_autofree char *path = test_media_make (kind);
  g_autoptr (GFile) from = g_file_new_for_path (path);
  g_autofree char *copy = test_dir_build (self->dir, "renamed");
  g_autoptr (GFile) to = g_file_new_for_path (copy);
  g_autoptr (GError) error = NULL;

  g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&copy);
}

static void
test_left_off (Fixture      *self,
               gconstpointer data)
{
  TroupeTimeline *timeline = troupe_stage_get_timeline (self->stage);
  TroupePlayer *player = troupe_stage_get_player (self->stage);
  TroupeRange range = { 5 * SECOND, 7 * SECOND }, seen;
  g_autofree char *copy = copy_clip (self, "long.mp4");

  open_clip (self);
  g_autoptr (TroupeClip) first = g_object_ref (troupe_range_model_get_clip (self->model));
  troupe_range_model_set_range (self->model, &range);
  troupe_timeline_show (timeline, 4 * SECOND, 8 * SECOND);
  troupe_player_seek (player, 6 * SECOND);
  troupe_clip_page_open (TROUPE_CLIP_PAGE (self->page), copy);
  test_wait_until (troupe_range_model_get_clip (self->model) != first &&
                   troupe_range_equal (troupe_range_model_get_range (self->model), &range));
  troupe_timeline_get_visible (timeline, &seen.start_ns, &seen.end_ns);
  g_assert_true (troupe_range_equal (&seen, &(TroupeRange) { 4 * SECOND, 8 * SECOND }));
  g_assert_cmpuint (troupe_player_get_position_ns (player), ==, 6 * SECOND);
}

/* Until its first picture is there, which is not at its beginning, and all of its frames are known */
static void
open_late_picture (Fixture    *self,
                   const char *path)
{
  TroupeClip *before = troupe_range_model_get_clip (self->model);

  troupe_clip_page_open (TROUPE_CLIP_PAGE (self->page), path);
  test_wait_until (troupe_range_model_get_clip (self->model) != before &&
                   troupe_clip_get_frame_times (troupe_range_model_get_clip (self->model)) != NULL &&
                   troupe_player_get_position_ns (troupe_stage_get_player (self->stage)) > 0);
}

static gboolean
hold_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  GMutex *hold = data;

  g_mutex_lock (hold);
  g_mutex_unlock (hold);

  return TRUE;
}

/* What was asked of the library when the clip is open is not answered before release(). */
static void
hold (Fixture       *self,
      GMutex        *mutex,
      GAsyncResult **result)
{
  g_mutex_init (mutex);
  g_mutex_lock (mutex);
  troupe_library_write_async (self->library, hold_in_owner, mutex, NULL, test_result_cb, result);
}

static void
release (GMutex        *mutex,
         GAsyncResult **result)
{
  g_mutex_unlock (mutex);
  test_wait_until (*result != NULL);
  g_mutex_clear (mutex);
}

/* What is found out of a clip before the library has answered, no person has done. */
static void
test_late_answer (Fixture      *self,
                  gconstpointer data)
{
  TroupeRange range = { SECOND, 3 * SECOND };
  g_autofree char *path = test_media_make ("late-picture.mkv");
  g_autofree char *copy = copy_clip (self, "late-picture.mkv");
  g_autoptr (GAsyncResult) result = NULL;
  GMutex mutex;

  open_late_picture (self, path);
  troupe_range_model_set_range (self->model, &range);
  hold (self, &mutex, &result);
  open_late_picture (self, copy);
  g_assert_false (troupe_range_equal (troupe_range_model_get_range (self->model), &range));
  release (&mutex, &result);
  test_wait_until (troupe_range_equal (troupe_range_model_get_range (self->model), &range));
}

/* Nothing moves under the hands of a person who was quicker. */
static void
test_quick_person (Fixture      *self,
                   gconstpointer data)
{
  TroupePlayer *player = troupe_stage_get_player (self->stage);
  g_autofree char *path = test_media_make ("late-picture.mkv");
  g_autofree char *copy = copy_clip (self, "late-picture.mkv");
  g_autoptr (GAsyncResult) result = NULL, answer = NULL;
  TroupeClipPlace place;
  GMutex mutex;

  open_late_picture (self, path);
  troupe_range_model_set_range (self->model, &(TroupeRange) { SECOND, 3 * SECOND });
  hold (self, &mutex, &result);
  open_late_picture (self, copy);
  troupe_player_seek (player, 2 * SECOND);
  troupe_clip_place_load_async (self->library, troupe_clip_get_hash (troupe_range_model_get_clip (self->model)), NULL,
                                test_result_cb, &answer);
  release (&mutex, &result);
  test_wait_until (answer != NULL);    /* after that of the page */
  g_assert_true (troupe_clip_place_load_finish (self->library, answer, &place, NULL));
  g_assert_cmpuint (place.range.start_ns, ==, SECOND);
  g_assert_cmpuint (troupe_range_model_get_range (self->model)->start_ns, ==, 0);
  g_assert_cmpuint (troupe_player_get_position_ns (player), ==, 2 * SECOND);
}

/* A clip in which nobody did anything was not left anywhere. */
static void
test_only_looked_at (Fixture      *self,
                     gconstpointer data)
{
  g_autofree char *path = test_media_make ("late-picture.mkv");
  g_autofree char *copy = copy_clip (self, "late-picture.mkv");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  TroupeClipPlace place;

  open_late_picture (self, path);
  open_late_picture (self, copy);
  troupe_clip_place_load_async (self->library, troupe_clip_get_hash (troupe_range_model_get_clip (self->model)), NULL,
                                test_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_false (troupe_clip_place_load_finish (self->library, result, &place, &error));
  g_assert_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND);
}

#define ADD(path, test) g_test_add ("/clip-place/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gst_init (&argc, &argv);
  /* Not with isolated directories: GTK would not find the loader of its own icons. */
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("is-taken-up", test_left_off);
  ADD ("is-taken-up-late", test_late_answer);
  ADD ("not-under-a-persons-hands", test_quick_person);
  ADD ("only-looked-at-is-not-kept", test_only_looked_at);

  return g_test_run ();
}
