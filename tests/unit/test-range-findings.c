/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-range-findings.h"

#include <string.h>

#include "troupe-best-range.h"
#include "troupe-frame-packer.h"
#include "troupe-time.h"

#define SECOND TROUPE_TIME_SECOND
#define MS (SECOND / 1000)

#define WIDTH 320
#define HEIGHT 180
#define SQUARE 20

#define RATE 30
#define N_SECONDS 10
#define N_MOMENTS (N_SECONDS * RATE)
#define N_SLICES (N_SECONDS * SECOND / TROUPE_SOUND_SLICE_NS)

/* Pictures */

typedef struct
{
  guint8 luma[WIDTH * HEIGHT];
  guint8 chroma[WIDTH * HEIGHT / 4];
} Picture;

static void
measure (const Picture    *picture,
         TroupeFrameFacts *facts)
{
  TroupeFramePlanes planes = {
    .planes = { picture->luma, picture->chroma, picture->chroma },
    .strides = { WIDTH, WIDTH / 2, WIDTH / 2 },
    .width = WIDTH,
    .height = HEIGHT,
  };

  memset (facts, 0, sizeof *facts);
  troupe_frame_facts_measure (facts, &planes);
}

static void
draw_squares (Picture *picture,
              guint8   dark,
              guint8   bright)
{
  memset (picture->chroma, 128, sizeof picture->chroma);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      picture->luma[y * WIDTH + x] = (x / SQUARE + y / SQUARE) % 2 == 0 ? dark : bright;
}

static guint8
mean_near (const Picture *picture,
           int            x,
           int            y,
           int            radius)
{
  int sum = 0;
  int n = 0;

  for (int j = MAX (y - radius, 0); j <= MIN (y + radius, HEIGHT - 1); j++)
    for (int i = MAX (x - radius, 0); i <= MIN (x + radius, WIDTH - 1); i++, n++)
      sum += picture->luma[j * WIDTH + i];

  return sum / n;
}

static double
blur_of_radius (int radius)
{
  g_autofree Picture *sharp = g_new0 (Picture, 1);
  g_autofree Picture *blurred = g_new0 (Picture, 1);
  TroupeFrameFacts facts;

  draw_squares (sharp, 60, 200);
  *blurred = *sharp;
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      blurred->luma[y * WIDTH + x] = mean_near (sharp, x, y, radius);
  measure (blurred, &facts);

  return facts.blur;
}

/* The paper blurs once more over 9 pixels: of an edge of one pixel that leaves a ninth, of one as wide as
 * that hardly anything is lost. */
static void
test_blur (void)
{
  g_autofree Picture *flat = g_new0 (Picture, 1);
  TroupeFrameFacts facts;

  g_assert_cmpfloat_with_epsilon (blur_of_radius (0), 1.0 / 9, 0.01);
  g_assert_cmpfloat (blur_of_radius (1), >, 0.3);
  g_assert_cmpfloat (blur_of_radius (1), <, 0.4);
  g_assert_cmpfloat (blur_of_radius (4), >, 0.6);
  g_assert_cmpfloat (blur_of_radius (8), >, 0.8);

  measure (flat, &facts);
  g_assert_cmpfloat (facts.blur, <, 0);
}

static void
test_levels (void)
{
  g_autofree Picture *picture = g_new0 (Picture, 1);
  TroupeFrameFacts facts;

  memset (picture->luma, 255, sizeof picture->luma / 4);
  measure (picture, &facts);
  g_assert_cmpfloat_with_epsilon (facts.brightness, 0.25, 0.001);
  g_assert_cmpfloat_with_epsilon (facts.white_share, 0.25, 0.001);
  g_assert_cmpfloat_with_epsilon (facts.black_share, 0.75, 0.001);
  g_assert_false (troupe_frame_facts_is_black (&facts));

  memset (picture->luma, 25, sizeof picture->luma);
  measure (picture, &facts);
  g_assert_true (troupe_frame_facts_is_black (&facts));
}

/* 18 of 180 lines above and below; a dark ceiling alone is no bar. */
static void
test_bars (void)
{
  g_autofree Picture *picture = g_new0 (Picture, 1);
  TroupeFrameFacts facts;

  draw_squares (picture, 60, 200);
  memset (picture->luma, 16, WIDTH * 18);
  measure (picture, &facts);
  g_assert_cmpfloat (facts.bars_y, <=, 0);

  memset (picture->luma + WIDTH * (HEIGHT - 18), 16, WIDTH * 18);
  measure (picture, &facts);
  g_assert_cmpfloat_with_epsilon (facts.bars_y, 0.1, 0.001);
  g_assert_cmpfloat (facts.bars_x, <=, 0);
}

static GBytes *
pack_grey (guint8 level)
{
  gsize stride = WIDTH * 4;
  guint8 *pixels = g_malloc (stride * HEIGHT);
  g_autoptr (TroupeFramePacker) packer = troupe_frame_packer_new (HEIGHT);
  g_autoptr (GstBuffer) buffer = gst_buffer_new_wrapped (pixels, stride * HEIGHT);
  g_autoptr (GstCaps) caps = NULL;
  g_autoptr (GstSample) sample = NULL;

  memset (pixels, level, stride * HEIGHT);
  caps = gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "RGBA", "width", G_TYPE_INT, WIDTH,
                              "height", G_TYPE_INT, HEIGHT, NULL);
  sample = gst_sample_new (buffer, caps, NULL, NULL);

  return troupe_frame_packer_pack (packer, sample, GST_VIDEO_ORIENTATION_IDENTITY, NULL);
}

static void
test_packed (void)
{
  g_autoptr (GBytes) packed = pack_grey (100);
  g_autoptr (GBytes) other = pack_grey (120);
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (packed, 0, g_bytes_get_size (packed) / 2);
  TroupeFrameFacts facts = { 0 };
  TroupeFrameFacts others = { 0 };

  g_assert_true (troupe_frame_facts_read (&facts, packed));
  g_assert_true (troupe_frame_facts_read (&others, other));
  g_assert_cmpfloat_with_epsilon (facts.brightness, 100 / 255.0, 0.01);
  g_assert_cmpfloat_with_epsilon (troupe_frame_facts_get_change (&facts, &others), 20, 1.5);
  g_assert_true (troupe_frame_facts_is_same (&facts, &facts));
  g_assert_false (troupe_frame_facts_is_same (&facts, &others));

  g_assert_false (troupe_frame_facts_read (&others, half));
  g_assert_true (others.is_damaged);
}

/* Ranges of a clip of 10 s about which there is nothing to say, but for what a test changes */
typedef struct
{
  TroupeEvidence    evidence;
  TroupeMoment      moments[N_MOMENTS];
  TroupeSoundLevels slices[N_SLICES];
  guint64           cut_ns;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  for (guint i = 0; i < N_MOMENTS; i++)
    self->moments[i] = (TroupeMoment) {
      .time_ns = i * SECOND / RATE,
      .end_ns = (i + 1) * SECOND / RATE,
      .is_first = i == 0,
      .is_joined = i > 0,
      .change = 2,
      .brightness = 0.5,
      .blur = 0.3,
    }
  ;
  for (guint i = 0; i < N_SLICES; i++)
    self->slices[i] = (TroupeSoundLevels) { .low = -0.1, .high = 0.1, .rms = 0.05 }
  ;
  self->evidence = (TroupeEvidence) {
    .duration_ns = N_SECONDS * SECOND,
    .moments = self->moments,
    .n_moments = N_MOMENTS,
    .cuts = &self->cut_ns,
    .has_sound = TRUE,
    .slices = self->slices,
    .n_slices = N_SLICES,
  };
}

static guint
find (Fixture             *self,
      guint64              start_ms,
      guint64              end_ms,
      TroupeRangeFindings *findings)
{
  TroupeRange range = { start_ms * MS, end_ms * MS };

  g_assert_true (troupe_range_findings_make (findings, &self->evidence, &range));

  return findings->kinds;
}

static void
assert_found (const TroupeRangeFindings *findings,
              TroupeFindingKind          kind,
              guint64                    from_ms,
              guint64                    to_ms)
{
  g_assert_cmpuint (findings->kinds, ==, 1u << kind);
  g_assert_cmpuint (findings->findings[kind].from_ns / MS, ==, from_ms);
  g_assert_cmpuint (findings->findings[kind].to_ns / MS, ==, to_ms);
}

static void
test_nothing (Fixture      *self,
              gconstpointer data)
{
  TroupeRangeFindings findings;

  g_assert_cmpuint (find (self, 0, 3000, &findings), ==, 0);
  g_assert_cmpfloat_with_epsilon (findings.change, 2 * RATE, 1);
  g_assert_cmpfloat_with_epsilon (findings.blur, 0.3, 0.001);
  g_assert_true (findings.is_heard);
  g_assert_cmpuint (find (self, 7000, 10000, &findings), ==, 0);
}

/* Inside, and not where a range begins or ends */
static void
test_cut (Fixture      *self,
          gconstpointer data)
{
  TroupeRangeFindings findings;

  self->cut_ns = 4 * SECOND;
  self->evidence.n_cuts = 1;
  self->moments[4 * RATE].change = 1000;
  find (self, 3000, 6000, &findings);
  assert_found (&findings, TROUPE_FINDING_CUT, 4000, 4000);
  g_assert_cmpuint (find (self, 4000, 6000, &findings), ==, 0);
  g_assert_cmpuint (find (self, 2000, 4000, &findings), ==, 0);
}

static void
test_pictures (Fixture      *self,
               gconstpointer data)
{
  TroupeRangeFindings findings;

  for (guint i = RATE; i < 2 * RATE; i++)
    {
      self->moments[i].is_black = i < RATE + 6;
      self->moments[i + RATE].is_same = i > RATE && i < RATE + 21;
      self->moments[i + 2 * RATE].blur = i < RATE + 12 ? 0.7 : 0.3;
      self->moments[i + 3 * RATE].brightness = 0.1;
      self->moments[i + 4 * RATE].white_share = 0.3;
      self->moments[i + 5 * RATE].bars = 0.1;
      self->moments[i + 6 * RATE].change = 9;
    }

  find (self, 1000, 2000, &findings);
  assert_found (&findings, TROUPE_FINDING_BLACK, 1000, 1200);
  find (self, 2000, 3000, &findings);
  assert_found (&findings, TROUPE_FINDING_STILL, 2000, 2700);
  find (self, 3000, 4000, &findings);
  assert_found (&findings, TROUPE_FINDING_BLURRED, 3000, 3400);
  find (self, 4000, 5000, &findings);
  assert_found (&findings, TROUPE_FINDING_DARK, 4000, 5000);
  find (self, 5000, 6000, &findings);
  assert_found (&findings, TROUPE_FINDING_BRIGHT, 5000, 6000);
  find (self, 6000, 7000, &findings);
  assert_found (&findings, TROUPE_FINDING_BARS, 6000, 7000);
  g_assert_cmpuint (find (self, 6000, 7033, &findings), ==, 0);
  find (self, 7000, 8000, &findings);
  assert_found (&findings, TROUPE_FINDING_RESTLESS, 7000, 8000);
}

static void
test_sound (Fixture      *self,
            gconstpointer data)
{
  TroupeRangeFindings findings;

  memset (&self->slices[12], 0, 7 * sizeof self->slices[0]);
  self->slices[50].n_clipped = 150;
  find (self, 1000, 4000, &findings);
  assert_found (&findings, TROUPE_FINDING_SILENT, 1200, 1900);
  g_assert_cmpuint (find (self, 1500, 4000, &findings), ==, 0);
  find (self, 4500, 7500, &findings);
  assert_found (&findings, TROUPE_FINDING_CLIPPED, 5000, 5100);
  g_assert_cmpuint (find (self, 4500, 7700, &findings), ==, 0);

  self->evidence.n_slices = 20;
  g_assert_cmpuint (find (self, 4500, 7500, &findings), ==, 0);
  g_assert_false (findings.is_heard);
  self->evidence.has_sound = FALSE;
  find (self, 4500, 7500, &findings);
  assert_found (&findings, TROUPE_FINDING_NO_SOUND, 4500, 7500);
}

/* Of what is not there nothing is said. */
static void
test_unknown (Fixture      *self,
              gconstpointer data)
{
  TroupeRangeFindings findings;
  TroupeRange before = { 0, 2 * SECOND };
  TroupeRange over = { 2 * SECOND, 5 * SECOND };

  self->moments[3 * RATE].is_joined = FALSE;
  g_assert_true (troupe_range_findings_make (&findings, &self->evidence, &before));
  g_assert_false (troupe_range_findings_make (&findings, &self->evidence, &over));
  self->moments[0].is_first = FALSE;
  self->evidence.moments++;
  self->evidence.n_moments--;
  g_assert_false (troupe_range_findings_make (&findings, &self->evidence, &before));
}

/* Blurred until 2 s, another shot from 4 s on, silent after 8 s */
static void
test_best (Fixture      *self,
           gconstpointer data)
{
  TroupeSpan span = { SECOND, 3 * SECOND, 100 * MS, 0 };
  TroupeRange wanted = { 3 * SECOND, 5 * SECOND };
  TroupeRange mended;
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) best = NULL;
  const TroupeBestRange *first;
  const TroupeBestRange *second;

  self->cut_ns = 4 * SECOND;
  self->evidence.n_cuts = 1;
  for (guint i = 0; i < 2 * RATE; i++)
    self->moments[i].blur = 0.8;
  for (guint i = 5 * RATE; i < N_MOMENTS; i++)
    self->moments[i].blur = 0.2;
  memset (&self->slices[80], 0, 20 * sizeof self->slices[0]);

  all = troupe_best_ranges_new (&self->evidence, &wanted, &span, NULL);
  g_assert_cmpuint (all->len, ==, 81);
  best = troupe_best_ranges_pick (all, 2);
  first = &g_array_index (best, TroupeBestRange, 0);
  second = &g_array_index (best, TroupeBestRange, 1);
  g_assert_cmpuint (first->range.start_ns, >=, 5 * SECOND);
  g_assert_cmpuint (first->range.end_ns, <=, 8400 * MS);
  g_assert_cmpuint (first->range.end_ns - first->range.start_ns, ==, 2 * SECOND);
  g_assert_cmpuint (first->kinds, ==, 0);
  g_assert_cmpuint (first->merits, ==, TROUPE_MERIT_ONE_SHOT | TROUPE_MERIT_SHARP | TROUPE_MERIT_WELL_LIT |
                    TROUPE_MERIT_CALM | TROUPE_MERIT_SOUND);
  g_assert_cmpuint (MAX (first->range.start_ns, second->range.start_ns) -
                    MIN (first->range.start_ns, second->range.start_ns), >=, SECOND);

  g_assert_true (troupe_best_ranges_mend (all, &wanted, 1u << TROUPE_FINDING_CUT, TROUPE_FINDING_CUT, &mended));
  g_assert_cmpuint (mended.end_ns - mended.start_ns, ==, 2 * SECOND);
  g_assert_true (mended.start_ns == 2 * SECOND || mended.start_ns == 4 * SECOND);
}

/* The nearer side, and none at all where no range is better */
static void
test_mend (Fixture      *self,
           gconstpointer data)
{
  TroupeSpan span = { SECOND, 3 * SECOND, SECOND, SECOND };
  TroupeRange wanted = { 3 * SECOND, 6 * SECOND };
  TroupeRange mended;
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) none = NULL;

  self->cut_ns = 4 * SECOND;
  self->evidence.n_cuts = 1;
  all = troupe_best_ranges_new (&self->evidence, &wanted, &span, NULL);
  g_assert_true (troupe_best_ranges_mend (all, &wanted, 1u << TROUPE_FINDING_CUT, TROUPE_FINDING_CUT, &mended));
  g_assert_cmpuint (mended.start_ns, ==, 4 * SECOND);
  g_assert_cmpuint (mended.end_ns, ==, 7 * SECOND);

  for (guint i = 0; i < N_MOMENTS; i++)
    self->moments[i].brightness = 0.05;
  none = troupe_best_ranges_new (&self->evidence, &wanted, &span, NULL);
  g_assert_false (troupe_best_ranges_mend (none, &wanted, 1u << TROUPE_FINDING_DARK, TROUPE_FINDING_DARK, &mended));
}

#define add(path, test) g_test_add ((path), Fixture, NULL, set_up, (test), NULL)

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/frame-facts/blur", test_blur);
  g_test_add_func ("/frame-facts/levels", test_levels);
  g_test_add_func ("/frame-facts/bars", test_bars);
  g_test_add_func ("/frame-facts/packed", test_packed);
  add ("/range-findings/nothing", test_nothing);
  add ("/range-findings/cut", test_cut);
  add ("/range-findings/pictures", test_pictures);
  add ("/range-findings/sound", test_sound);
  add ("/range-findings/unknown", test_unknown);
  add ("/best-range/pick", test_best);
  add ("/best-range/mend", test_mend);

  return g_test_run ();
}
