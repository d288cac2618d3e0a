/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-range-model.h"

#include "test-wait.h"
#include "troupe-clip-error.h"
#include "troupe-frame-boundary.h"
#include "troupe-time.h"

#define SECOND TROUPE_TIME_SECOND
#define MS (SECOND / 1000)

/* 1 to 3 s, lengths in milliseconds, edges free */
static const TroupeSpan file_span = { SECOND, 3 * SECOND, MS, 0 };

/* 1 to 3 s in whole seconds */
static const TroupeSpan whole_span = { SECOND, 3 * SECOND, SECOND, SECOND };

static TroupeClip *
new_clip (guint64 duration_ns,
          double  frame_rate)
{
  TroupeClipFacts facts = { .duration_ns = duration_ns, .width = 320, .height = 240,
                            .frame_rate = frame_rate };

  return troupe_clip_new ("file:///clip.mp4", TROUPE_CLIP_KIND_FILE, "clip", &facts);
}

static TroupeRangeModel *
new_model (const TroupeSpan *span)
{
  g_autoptr (TroupeClip) clip = new_clip (10 * SECOND, 25);
  TroupeRangeModel *model = troupe_range_model_new ();

  troupe_range_model_set_span (model, span);
  troupe_range_model_set_clip (model, clip);

  return model;
}

static void
assert_range (TroupeRangeModel *model,
              guint64           start_ms,
              guint64           end_ms)
{
  g_assert_cmpuint (troupe_range_model_get_range (model)->start_ns, ==, start_ms * MS);
  g_assert_cmpuint (troupe_range_model_get_range (model)->end_ns, ==, end_ms * MS);
}

static void
test_starts_with_three_seconds (void)
{
  g_autoptr (TroupeRangeModel) model = new_model (&file_span);

  assert_range (model, 0, 3000);
  g_assert_false (troupe_range_model_can_undo (model));
  g_assert_false (troupe_range_model_can_redo (model));
}

static void
test_is_finalized (void)
{
  test_assert_finalize (new_model (&file_span));
}

static void
test_without_clip (void)
{
  g_autoptr (TroupeRangeModel) model = troupe_range_model_new ();

  troupe_range_model_move (model, TROUPE_RANGE_PART_END, SECOND, TROUPE_RANGE_STOP);
  troupe_range_model_nudge (model, TROUPE_RANGE_PART_END, 1);
  troupe_range_model_fit (model);
  assert_range (model, 0, 0);
}

static void
test_drag_snaps_to_frames (void)
{
  g_autoptr (TroupeRangeModel) model = new_model (&file_span);

  troupe_range_model_drag (model, TROUPE_RANGE_PART_START, 1013 * MS);
  assert_range (model, 1000, 3000);
  troupe_range_model_drag (model, TROUPE_RANGE_PART_START, 1027 * MS);
  assert_range (model, 1040, 3000);
}

static void
test_drag_is_one_step (void)
{
  g_autoptr (TroupeRangeModel) model = new_model (&file_span);

  troupe_range_model_begin (model);
  for (guint i = 0; i < 50; i++)
    troupe_range_model_drag (model, TROUPE_RANGE_PART_BODY, i * 80 * MS);
  troupe_range_model_commit (model);
  assert_range (model, 3920, 6920);

  troupe_range_model_undo (model);
  assert_range (model, 0, 3000);
  g_assert_false (troupe_range_model_can_undo (model));
  troupe_range_model_redo (model);
  assert_range (model, 3920, 6920);
}

static void
test_drag_back_to_start_is_no_step (void)
{
  g_autoptr (TroupeRangeModel) model = new_model (&file_span);

  troupe_range_model_begin (model);
  troupe_range_model_drag (model, TROUPE_RANGE_PART_BODY, SECOND);
  troupe_range_model_drag (model, TROUPE_RANGE_PART_BODY, 0);
  troupe_range_model_commit (model);
  g_assert_false (troupe_range_model_can_undo (model));
}

static void
test_roll_back (void)
{
  g_autoptr (TroupeRangeModel) model = new_model (&file_span);

  troupe_range_model_begin (model);
  troupe_range_model_drag (model, TROUPE_RANGE_PART_END, SECOND);
  troupe_range_model_roll_back (model);
  assert_range (model, 0, 3000);
  g_assert_false (troupe_range_model_can_undo (model));
}

static void
test_edit_after_undo_drops_redo (void)
{
  g_autoptr (TroupeRangeModel) model = new_model (&file_span);

  troupe_range_model_move (model, TROUPE_RANGE_PART_BODY, SECOND, TROUPE_RANGE_STOP);
  troupe_range_model_move (model, TROUPE_RANGE_PART_BODY, 2 * SECOND, TROUPE_RANGE_STOP);
  troupe_range_model_undo (model);
  g_assert_true (troupe_range_model_can_redo (model));
  troupe_range_model_set_length (model, 2 * SECOND);
  assert_range (model, 1000, 3000);
  g_assert_false (troupe_range_model_can_redo (model));
  troupe_range_model_undo (model);
  assert_range (model, 1000, 4000);
}

static void
test_undo_survives_span (void)
{
  g_autoptr (TroupeRangeModel) model = new_model (&file_span);

  troupe_range_model_move (model, TROUPE_RANGE_PART_START, 500 * MS, TROUPE_RANGE_STOP);
  troupe_range_model_set_span (model, &whole_span);
  troupe_range_model_fit (model);
  troupe_range_model_undo (model);
  assert_range (model, 500, 3000);
  g_assert_false (troupe_range_model_check (model, NULL));
  troupe_range_model_undo (model);
  assert_range (model, 0, 3000);
}

static void
test_span_moves_nothing (void)
{
  g_autoptr (TroupeRangeModel) model = new_model (&file_span);
  g_autoptr (GError) error = NULL;

  troupe_range_model_move (model, TROUPE_RANGE_PART_START, 500 * MS, TROUPE_RANGE_STOP);
  troupe_range_model_set_span (model, &whole_span);
  assert_range (model, 500, 3000);
  g_assert_false (troupe_range_model_check (model, &error));
  g_assert_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_RANGE);

  troupe_range_model_fit (model);
  g_assert_true (troupe_range_model_check (model, NULL));
}

static void
test_limits (void)
{
  g_autoptr (TroupeRangeModel) model = new_model (&file_span);

  troupe_range_model_move (model, TROUPE_RANGE_PART_END, 5 * SECOND, TROUPE_RANGE_STOP);
  g_assert_cmpint (troupe_range_model_get_limit (model), ==, TROUPE_RANGE_LIMIT_MAX);
  assert_range (model, 0, 3000);
  troupe_range_model_move (model, TROUPE_RANGE_PART_END, 100 * MS, TROUPE_RANGE_STOP);
  g_assert_cmpint (troupe_range_model_get_limit (model), ==, TROUPE_RANGE_LIMIT_MIN);
  assert_range (model, 0, 1000);
  troupe_range_model_move (model, TROUPE_RANGE_PART_END, 2 * SECOND, TROUPE_RANGE_STOP);
  g_assert_cmpint (troupe_range_model_get_limit (model), ==, TROUPE_RANGE_LIMIT_NONE);
  troupe_range_model_move (model, TROUPE_RANGE_PART_BODY, 9 * SECOND, TROUPE_RANGE_STOP);
  g_assert_cmpint (troupe_range_model_get_limit (model), ==, TROUPE_RANGE_LIMIT_CLIP);
  assert_range (model, 8000, 10000);
  troupe_range_model_move (model, TROUPE_RANGE_PART_START, 2 * SECOND, TROUPE_RANGE_STOP);
  g_assert_cmpint (troupe_range_model_get_limit (model), ==, TROUPE_RANGE_LIMIT_MAX);
  assert_range (model, 7000, 10000);
  troupe_range_model_move (model, TROUPE_RANGE_PART_START, 9900 * MS, TROUPE_RANGE_STOP);
  g_assert_cmpint (troupe_range_model_get_limit (model), ==, TROUPE_RANGE_LIMIT_MIN);
  assert_range (model, 9000, 10000);
}

static void
test_commit_clears_limit (void)
{
  g_autoptr (TroupeRangeModel) model = new_model (&file_span);

  troupe_range_model_begin (model);
  troupe_range_model_drag (model, TROUPE_RANGE_PART_END, 5 * SECOND);
  g_assert_cmpint (troupe_range_model_get_limit (model), ==, TROUPE_RANGE_LIMIT_MAX);
  troupe_range_model_commit (model);
  g_assert_cmpint (troupe_range_model_get_limit (model), ==, TROUPE_RANGE_LIMIT_NONE);
}

static void
test_nudge_by_frames (void)
{
  g_autoptr (TroupeRangeModel) model = new_model (&file_span);

  troupe_range_model_nudge (model, TROUPE_RANGE_PART_START, 1);
  assert_range (model, 40, 3000);
  troupe_range_model_nudge (model, TROUPE_RANGE_PART_START, 10);
  assert_range (model, 440, 3000);
  troupe_range_model_nudge (model, TROUPE_RANGE_PART_START, -1);
  assert_range (model, 400, 3000);
  troupe_range_model_nudge (model, TROUPE_RANGE_PART_END, -10);
  assert_range (model, 400, 2600);
  troupe_range_model_nudge (model, TROUPE_RANGE_PART_BODY, 1);
  assert_range (model, 440, 2640);
}

static void
test_nudge_reaches_end (void)
{
  g_autoptr (TroupeRangeModel) model = new_model (&file_span);

  troupe_range_model_move (model, TROUPE_RANGE_PART_BODY, 6960 * MS, TROUPE_RANGE_STOP);
  troupe_range_model_nudge (model, TROUPE_RANGE_PART_BODY, 1);
  assert_range (model, 7000, 10000);
  troupe_range_model_nudge (model, TROUPE_RANGE_PART_END, -1);
  assert_range (model, 7000, 9960);
  troupe_range_model_nudge (model, TROUPE_RANGE_PART_END, 1);
  assert_range (model, 7000, 10000);
}

/* 30 frames a second lie between milliseconds: each press goes on all the same. */
static void
test_nudge_between_steps (void)
{
  g_autoptr (TroupeRangeModel) model = troupe_range_model_new ();
  g_autoptr (TroupeClip) clip = new_clip (10 * SECOND, 30);

  troupe_range_model_set_span (model, &(TroupeSpan) { SECOND, 3 * SECOND, MS, MS });
  troupe_range_model_set_clip (model, clip);
  for (guint i = 1; i <= 30; i++)
    {
      troupe_range_model_nudge (model, TROUPE_RANGE_PART_START, 1);
      g_assert_cmpuint (troupe_range_model_get_range (model)->start_ns, ==, i * SECOND / 30 / MS * MS);
    }
  for (guint i = 29; i > 0; i--)
    {
      troupe_range_model_nudge (model, TROUPE_RANGE_PART_START, -1);
      g_assert_cmpuint (troupe_range_model_get_range (model)->start_ns, ==, i * SECOND / 30 / MS * MS);
    }
}

/* A step that is longer than a frame is what the key moves by. */
static void
test_nudge_by_long_steps (void)
{
  g_autoptr (TroupeRangeModel) model = new_model (&whole_span);

  troupe_range_model_nudge (model, TROUPE_RANGE_PART_START, 1);
  assert_range (model, 1000, 3000);
  troupe_range_model_nudge (model, TROUPE_RANGE_PART_END, -1);
  assert_range (model, 1000, 2000);
  troupe_range_model_nudge (model, TROUPE_RANGE_PART_BODY, 1);
  assert_range (model, 2000, 3000);
  troupe_range_model_nudge (model, TROUPE_RANGE_PART_START, -1);
  assert_range (model, 1000, 3000);
}

static void
test_push (void)
{
  g_autoptr (TroupeRangeModel) model = new_model (&file_span);

  troupe_range_model_move (model, TROUPE_RANGE_PART_START, 5 * SECOND, TROUPE_RANGE_PUSH);
  assert_range (model, 5000, 6000);
  troupe_range_model_move (model, TROUPE_RANGE_PART_END, 9 * SECOND, TROUPE_RANGE_PUSH);
  assert_range (model, 6000, 9000);
}

/* An end between two steps of the span must not move the start, or the first frame would be lost. */
static void
test_end_leaves_start (void)
{
  g_autoptr (TroupeRangeModel) model = troupe_range_model_new ();
  g_autoptr (TroupeClip) clip = new_clip (10 * SECOND, 30);
  guint64 wanted_ns = 7 * SECOND / 3;

  troupe_range_model_set_span (model, &(TroupeSpan) { SECOND, 3 * SECOND, 10 * MS, 0 });
  troupe_range_model_set_clip (model, clip);
  troupe_range_model_move (model, TROUPE_RANGE_PART_END, wanted_ns, TROUPE_RANGE_PUSH);
  assert_range (model, 0, 2330);
}

static void
test_length_at_end (void)
{
  g_autoptr (TroupeRangeModel) model = new_model (&file_span);

  troupe_range_model_move (model, TROUPE_RANGE_PART_START, 2 * SECOND, TROUPE_RANGE_STOP);
  troupe_range_model_move (model, TROUPE_RANGE_PART_BODY, 9 * SECOND, TROUPE_RANGE_STOP);
  assert_range (model, 9000, 10000);
  troupe_range_model_set_length (model, 2 * SECOND);
  assert_range (model, 8000, 10000);
  troupe_range_model_set_length (model, 20 * SECOND);
  assert_range (model, 7000, 10000);
  g_assert_cmpint (troupe_range_model_get_limit (model), ==, TROUPE_RANGE_LIMIT_MAX);
}

static void
test_set_range (void)
{
  g_autoptr (TroupeRangeModel) model = new_model (&file_span);

  troupe_range_model_set_range (model, &(TroupeRange) { SECOND, 3 * SECOND });
  assert_range (model, 1000, 3000);
  troupe_range_model_undo (model);
  assert_range (model, 0, 3000);
}

static void
test_changed_once (void)
{
  g_autoptr (TroupeRangeModel) model = new_model (&file_span);
  guint count = 0;

  g_signal_connect_swapped (model, "changed", G_CALLBACK (test_count_cb), &count);
  troupe_range_model_move (model, TROUPE_RANGE_PART_START, SECOND, TROUPE_RANGE_STOP);
  g_assert_cmpuint (count, ==, 1);
  troupe_range_model_move (model, TROUPE_RANGE_PART_START, SECOND, TROUPE_RANGE_STOP);
  g_assert_cmpuint (count, ==, 1);
}

static void
test_pictures_of_range (void)
{
  g_autoptr (TroupeClip) clip = new_clip (10 * SECOND, 25);
  TroupeRange between = { 1010 * MS, 2010 * MS };
  TroupeRange on = { 1000 * MS, 2000 * MS };

  g_assert_cmpuint (troupe_frame_boundary_first (clip, &on), ==, 1000 * MS);
  g_assert_cmpuint (troupe_frame_boundary_last (clip, &on), ==, 1960 * MS);
  g_assert_cmpuint (troupe_frame_boundary_first (clip, &between), ==, 1040 * MS);
  g_assert_cmpuint (troupe_frame_boundary_last (clip, &between), ==, 2000 * MS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/range-model/clip/starts-with-three-seconds", test_starts_with_three_seconds);
  g_test_add_func ("/range-model/clip/is-finalized", test_is_finalized);
  g_test_add_func ("/range-model/clip/none-moves-nothing", test_without_clip);
  g_test_add_func ("/range-model/drag/snaps-to-frames", test_drag_snaps_to_frames);
  g_test_add_func ("/range-model/drag/is-one-step", test_drag_is_one_step);
  g_test_add_func ("/range-model/drag/back-is-no-step", test_drag_back_to_start_is_no_step);
  g_test_add_func ("/range-model/drag/rolls-back", test_roll_back);
  g_test_add_func ("/range-model/undo/edit-drops-redo", test_edit_after_undo_drops_redo);
  g_test_add_func ("/range-model/undo/survives-span", test_undo_survives_span);
  g_test_add_func ("/range-model/span/moves-nothing", test_span_moves_nothing);
  g_test_add_func ("/range-model/limit/says-which", test_limits);
  g_test_add_func ("/range-model/limit/goes-with-the-drag", test_commit_clears_limit);
  g_test_add_func ("/range-model/nudge/by-frames", test_nudge_by_frames);
  g_test_add_func ("/range-model/nudge/reaches-end", test_nudge_reaches_end);
  g_test_add_func ("/range-model/nudge/between-steps", test_nudge_between_steps);
  g_test_add_func ("/range-model/nudge/by-long-steps", test_nudge_by_long_steps);
  g_test_add_func ("/range-model/move/pushes", test_push);
  g_test_add_func ("/range-model/move/end-leaves-start", test_end_leaves_start);
  g_test_add_func ("/range-model/length/at-end", test_length_at_end);
  g_test_add_func ("/range-model/range/set", test_set_range);
  g_test_add_func ("/range-model/changed/once", test_changed_once);
  g_test_add_func ("/range-model/pictures/first-and-last", test_pictures_of_range);

  return g_test_run ();
}
