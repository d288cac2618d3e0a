/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cuts.h"

#include <gst/gst.h>

#include "test-playback.h"
#include "test-wait.h"
#include "troupe-range-report.h"

#define SECOND G_GUINT64_CONSTANT (1000000000)
#define TOLERANCE_NS 100000
#define MS (SECOND / 1000)

/* One second each of 30 frames */
#define N_FACTS 30
#define FRAME_NS (SECOND / N_FACTS)

static TroupeFrameReview *
review_all (TroupeClip        *clip,
            TroupeFrameStore **store)
{
  TroupeFrameReview *review;

  *store = troupe_frame_store_new (clip, TROUPE_FRAME_STORE_LIMIT_BYTES);
  review = troupe_frame_review_new (*store);
  troupe_frame_review_set_focus (review, troupe_clip_get_duration_ns (clip) / 2);
  test_wait_until (troupe_frame_review_is_done (review));

  return review;
}

/* The list of frames is made by a parser: it knows when the frame of that number is shown. */
static void
test_of_clip (gconstpointer data)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("cut.mp4");
  GArray *times = troupe_clip_get_frame_times (clip);
  g_autoptr (TroupeFrameStore) store = NULL;
  g_autoptr (TroupeFrameReview) review = review_all (clip, &store);
  GArray *cuts = troupe_frame_review_get_cuts (review);
  g_autoptr (GArray) facts = troupe_frame_review_dup_facts (review);
  guint64 expected_ns = g_array_index (times, guint64, 20);

  g_assert_cmpuint (facts->len, ==, times->len);
  g_assert_cmpuint (cuts->len, ==, 1);
  g_assert_cmpuint (g_array_index (cuts, guint64, 0), >=, expected_ns - TOLERANCE_NS);
  g_assert_cmpuint (g_array_index (cuts, guint64, 0), <=, expected_ns + TOLERANCE_NS);
}

static void
test_none (gconstpointer data)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip (data);
  g_autoptr (TroupeFrameStore) store = NULL;
  g_autoptr (TroupeFrameReview) review = review_all (clip, &store);
  g_autoptr (GArray) facts = troupe_frame_review_dup_facts (review);

  g_assert_cmpuint (facts->len, ==, troupe_clip_get_frame_times (clip)->len);
  g_assert_cmpuint (troupe_frame_review_get_cuts (review)->len, ==, 0);
}

static TroupeRangeReport *
make_report (TroupeClip        *clip,
             TroupeFrameReview *review,
             TroupeSound       *sound,
             guint64            start_ms,
             guint64            end_ms)
{
  TroupeRange range = { start_ms * MS, end_ms * MS };
  TroupeSpan span = { MS, 3 * SECOND, MS, 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  TroupeRangeReport *report;

  troupe_range_report_async (clip, review, sound, &range, &span, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  report = troupe_range_report_finish (result, &error);
  g_assert_no_error (error);
  g_assert_true (report->is_known);

  return report;
}

/* A second of tone, one of silence, one that is cut off; a range is moved to the nearest place. */
static void
test_report (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("levels.mov");
  g_autoptr (TroupeFrameStore) store = NULL;
  g_autoptr (TroupeFrameReview) review = review_all (clip, &store);
  g_autoptr (TroupeSound) sound = troupe_sound_new (clip);
  g_autoptr (TroupeRangeReport) report = NULL;
  g_autoptr (TroupeRangeReport) clipped = NULL;
  const TroupeFinding *silence;

  troupe_sound_set_paused (sound, FALSE);
  test_wait_until (troupe_sound_get_state (sound) == TROUPE_SOUND_READ);
  report = make_report (clip, review, sound, 300, 1700);
  g_assert_cmpuint (report->findings.kinds, ==, 1u << TROUPE_FINDING_SILENT);
  silence = &report->findings.findings[TROUPE_FINDING_SILENT];
  g_assert_cmpuint (silence->from_ns, ==, SECOND);
  g_assert_cmpuint (silence->to_ns, ==, 1700 * MS);
  g_assert_cmpuint (report->mendable, ==, 1u << TROUPE_FINDING_SILENT);
  g_assert_cmpuint (report->mended[TROUPE_FINDING_SILENT].start_ns, ==, 0);
  g_assert_cmpuint (report->mended[TROUPE_FINDING_SILENT].end_ns, ==, 1400 * MS);
  g_assert_cmpuint (report->best->len, >, 0);
  g_assert_cmpuint (g_array_index (report->best, TroupeBestRange, 0).range.start_ns, ==, 0);

  clipped = make_report (clip, review, sound, 2000, 2900);
  g_assert_cmpuint (clipped->findings.kinds, ==, 1u << TROUPE_FINDING_CLIPPED);
}

/* One second after the other, and what is wrong with it; all of it is without sound */
static const struct
{
  const char *name;
  guint       kinds;
} faults[] = {
  { "nothing", 0 },
  { "blurred", 1u << TROUPE_FINDING_BLURRED },
  { "dark", 1u << TROUPE_FINDING_DARK },
  { "bright", 1u << TROUPE_FINDING_BRIGHT },
  { "black", 1u << TROUPE_FINDING_BLACK | 1u << TROUPE_FINDING_STILL },
  { "bars", 1u << TROUPE_FINDING_BARS },
  { "still", 1u << TROUPE_FINDING_STILL },
  { "restless", 1u << TROUPE_FINDING_RESTLESS },
};

static void
test_faults (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("faults.mp4");
  g_autoptr (TroupeFrameStore) store = NULL;
  g_autoptr (TroupeFrameReview) review = review_all (clip, &store);
  g_autoptr (TroupeSound) sound = troupe_sound_new (clip);
  g_autoptr (TroupeRangeReport) over = make_report (clip, review, sound, 5500, 6500);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (TroupeRangeReport) report = make_report (clip, review, sound, i * 1000 + 100, i * 1000 + 900);
      guint expected = faults[i].kinds | 1u << TROUPE_FINDING_NO_SOUND;

      if (report->findings.kinds != expected)
        g_error ("%s: found 0x%x instead of 0x%x", faults[i].name, report->findings.kinds, expected);
    }
  g_assert_true (troupe_range_findings_have (&over->findings, TROUPE_FINDING_CUT));
  g_assert_cmpuint (over->findings.findings[TROUPE_FINDING_CUT].from_ns / MS, ==, 6000);
}

#define SUBJECT (1u << TROUPE_FINDING_SMALL | 1u << TROUPE_FINDING_WANDERING)

/* Of something small, of something large, of something that goes by, where the camera may move, and of something small
 * that stays, as a mouth does */
static void
test_subject (void)
{
  static const guint expected[] = { 1u << TROUPE_FINDING_SMALL, 0, 1u << TROUPE_FINDING_WANDERING, 0, 0 };
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("subject.mp4");
  g_autoptr (TroupeFrameStore) store = NULL;
  g_autoptr (TroupeFrameReview) review = review_all (clip, &store);
  g_autoptr (TroupeSound) sound = troupe_sound_new (clip);

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (TroupeRangeReport) report = make_report (clip, review, sound, i * 1000 + 50, i * 1000 + 950);

      g_assert_cmphex (report->findings.kinds & SUBJECT, ==, expected[i]);
    }
}

/* What lies before the focus is not looked at one by one. */
static void
test_before_focus (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("long.mp4");
  g_autoptr (TroupeFrameStore) store = troupe_frame_store_new (clip, TROUPE_FRAME_STORE_LIMIT_BYTES);
  g_autoptr (TroupeFrameReview) review = NULL;
  guint n_frames = troupe_clip_get_frame_times (clip)->len;
  guint n_changes = 0;

  test_wait_until (troupe_frame_store_is_covered (store, 0, G_MAXUINT64) && troupe_frame_store_is_idle (store));
  review = troupe_frame_review_new (store);
  g_signal_connect_swapped (review, "changed", G_CALLBACK (test_count_cb), &n_changes);
  troupe_frame_review_set_focus (review, troupe_clip_get_duration_ns (clip));
  test_wait_until (troupe_frame_review_is_done (review));
  g_assert_cmpuint (n_changes, <, n_frames / 10);
}

/* Neither the thread nor what it still tells may outlive it. */
static void
test_stop (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("cut.mp4");
  TroupeFrameStore *store = troupe_frame_store_new (clip, TROUPE_FRAME_STORE_LIMIT_BYTES);
  TroupeFrameReview *review = troupe_frame_review_new (store);
  guint n_changes = 0;

  g_signal_connect_swapped (review, "changed", G_CALLBACK (test_count_cb), &n_changes);
  test_wait_until (n_changes > 0);
  troupe_frame_review_stop (review);
  test_assert_finalize (review);
  test_assert_finalize (store);
}

/* Pictures of one grey each */
static void
make_facts (TroupeFrameFacts *facts,
            const char       *levels)
{
  memset (facts, 0, N_FACTS * sizeof *facts);
  for (guint i = 0; i < N_FACTS; i++)
    {
      memset (facts[i].luma, levels[i] - 'a', sizeof facts[i].luma);
      for (guint j = 0; j < sizeof facts[i].luma; j++)
        facts[i].luma[j] *= 10;
      facts[i].time_ns = i * FRAME_NS;
      facts[i].end_ns = (i + 1) * FRAME_NS;
    }
  facts[0].is_first = TRUE;
  facts[N_FACTS - 1].is_last = TRUE;
}

static const struct
{
  const char *name;
  const char *levels;    /* of 30 frames, 10 of 255 from one letter to the next */
  int         cut;       /* the number of the first frame after it, or -1 */
} cases[] = {
  { "at-once", "aaaaaaaaaaaaeeeeeeeeeeeeeeeeee", 12 },
  { "too-small", "aaaaaaaaaaaabbbbbbbbbbbbbbbbbb", -1 },
  { "fade", "aaaaabbcdeefghijkklmnopqrrstuu", -1 },
  { "flash", "aaaaaaaaaaaazzaaaaaaaaaaaaaaaa", -1 },
  { "flash-at-the-end", "aaaaaaaaaaaaaaaaaaaaaaaaaaazza", -1 },
  { "quick-pan", "adgjmpsvyvspmjgdadgjmpsvyvspmj", -1 },
  { "second-frame", "azzzzzzzzzzzzzzzzzzzzzzzzzzzzz", 1 },
};

static void
test_rule (gconstpointer data)
{
  guint n = GPOINTER_TO_UINT (data);
  TroupeFrameFacts facts[N_FACTS];
  g_autoptr (GArray) cuts = NULL;

  make_facts (facts, cases[n].levels);
  cuts = troupe_cuts_find (facts, N_FACTS);
  g_assert_cmpuint (cuts->len, ==, cases[n].cut < 0 ? 0 : 1);
  if (cases[n].cut >= 0)
    g_assert_cmpuint (g_array_index (cuts, guint64, 0), ==, facts[cases[n].cut].time_ns);
}

/* A frame that is missing may be all that was between. */
static void
test_gap (void)
{
  TroupeFrameFacts facts[N_FACTS];
  g_autoptr (GArray) cuts = NULL;

  make_facts (facts, cases[0].levels);
  facts[11].end_ns = 0;
  cuts = troupe_cuts_find (facts, N_FACTS);
  g_assert_cmpuint (cuts->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cuts/rule/%s", cases[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_rule);
    }
  g_test_add_func ("/cuts/gap", test_gap);
  g_test_add_data_func ("/frame-review/cut", NULL, test_of_clip);
  g_test_add_data_func ("/frame-review/fade", "fade.mp4", test_none);
  g_test_add_data_func ("/frame-review/still", "still.mp4", test_none);
  g_test_add_data_func ("/frame-review/flash", "flash.mp4", test_none);
  g_test_add_func ("/frame-review/stop", test_stop);
  g_test_add_func ("/frame-review/before-focus", test_before_focus);
  g_test_add_func ("/range-report/sound", test_report);
  g_test_add_func ("/range-report/pictures", test_faults);
  g_test_add_func ("/range-report/subject", test_subject);

  return g_test_run ();
}
