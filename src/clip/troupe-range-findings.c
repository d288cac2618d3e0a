/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-range-findings.h"

#include <string.h>

#include "troupe-frame-shelf.h"
#include "troupe-time.h"

/* The limits are ours unless another source is named: from looking at clips that people would refuse. What the
 * subject is nobody knows here. Its size and steadiness are those of what moves; where much of the picture does, the
 * camera may, and nothing is said of either. */

#define MS (TROUPE_TIME_SECOND / 1000)

/* A shorter darkness is a flicker. */
#define LEAST_BLACK_NS (100 * MS)

/* The filter freezedetect of FFmpeg waits for 2 s, which is all of most ranges. */
#define LEAST_STILL_NS (500 * MS)

/* troupe_frame_facts_measure() gives sharp footage 0.2 to 0.4, soft one up to 0.5. */
#define BLURRED      0.6f
#define BLURRED_PART (1.0 / 3)

/* A night scene with lit faces has 0.15. */
#define DARK_BRIGHTNESS 0.12

#define BRIGHT_SHARE 0.25

/* A pan has 60 to 150 of 255 a second, a shaking camera or a time lapse 300 and more. */
#define RESTLESS_CHANGE 240.0

#define LEAST_BAR 0.04f

/* A head is 4 % of the picture when it is a third as high and an eighth as wide. */
#define SMALL_AREA 0.04

/* What stays where it is may be the mouth of a large face. Small is only what goes from its place, by so much of its
 * own size (as a standard deviation). */
#define SMALL_WAY 0.25

/* What crosses half of the picture evenly has 0.144 as the standard deviation of its place. */
#define WANDERING_SPREAD 0.144

/* Of one thing on its way it is next to nothing, of several that move in turn it is 2 (von Neumann's ratio). */
#define MOST_JUMPS 0.25

/* More of the picture than this does not move by itself. */
#define CAMERA_SHARE 0.5f
#define CAMERA_PART  0.1

/* For so much of the range something moves, or there is nothing to tell. */
#define MOVING_PART (1.0 / 3)

#define LEAST_SILENCE_NS (500 * MS)

/* A peak now and then is heard by nobody: so many moments in a second are, 0.1 % at 48 kHz. */
#define CLIPPED_A_SECOND 50

/* A part of the range where something is so, while the parts are walked over */
typedef struct
{
  guint64 from_ns;
  guint64 to_ns;
  guint64 longest_from_ns;
  guint64 longest_to_ns;
  guint64 sum_ns;
} Stretch;

typedef struct
{
  Stretch black;
  Stretch still;
  Stretch blurred;
  double  shown_ns;         /* of frames that are not black */
  double  detailed_ns;      /* of those that tell how sharp they are */
  double  brightness;       /* sums, each by time, as those below */
  double  white;
  double  blur;
  double  change;
  double  moving_ns;
  double  camera_ns;        /* of that, with most of the picture */
  double  area;
  double  x;
  double  y;
  double  xx;               /* squares */
  double  yy;
  double  jumps;            /* squares of the way from one place to the next */
  float   last_x;
  float   last_y;
  float   bars;             /* the least of all */
} Sums;

static void
stretch_add (Stretch *self,
             guint64  from_ns,
             guint64  to_ns,
             gboolean goes_on)
{
  if (!goes_on || self->to_ns != from_ns)
    self->from_ns = from_ns;
  self->to_ns = to_ns;
  self->sum_ns += to_ns - from_ns;
  if (to_ns - self->from_ns > self->longest_to_ns - self->longest_from_ns)
    {
      self->longest_from_ns = self->from_ns;
      self->longest_to_ns = to_ns;
    }
}

static guint64
stretch_length (const Stretch *self)
{
  return self->longest_to_ns - self->longest_from_ns;
}

static void
add (TroupeRangeFindings *self,
     TroupeFindingKind    kind,
     guint64              from_ns,
     guint64              to_ns,
     guint                n)
{
  self->kinds |= 1u << kind;
  self->findings[kind] = (TroupeFinding) { from_ns, to_ns, n };
}

static void
add_stretch (TroupeRangeFindings *self,
             TroupeFindingKind    kind,
             const Stretch       *stretch)
{
  add (self, kind, stretch->longest_from_ns, stretch->longest_to_ns, 1);
}

static gboolean
is_joined (const TroupeFrameFacts *facts,
           guint                   n)
{
  return n > 0 && troupe_frame_facts_is_joined (&facts[n - 1], &facts[n]);
}

static TroupeMoment
make_moment (const TroupeFrameFacts *facts,
             guint                   n)
{
  const TroupeFrameFacts *now = &facts[n];
  TroupeMoment moment = {
    .time_ns = now->time_ns,
    .end_ns = now->end_ns,
    .is_first = now->is_first,
    .is_joined = is_joined (facts, n),
    .is_black = troupe_frame_facts_is_black (now),
    .brightness = now->brightness,
    .white_share = now->white_share,
    .blur = now->blur,
    .bars = MAX (now->bars_x, now->bars_y),
  };

  if (moment.is_joined)
    {
      moment.change = troupe_frame_facts_get_change (now - 1, now);
      troupe_frame_facts_get_movement (now - 1, now, &moment.movement);
      moment.is_same = troupe_frame_facts_is_same (now - 1, now);
    }

  return moment;
}

/**
 * troupe_moments_new:
 * @facts: (element-type TroupeFrameFacts): what is known of the frames of a clip, by time
 *
 * Compares each frame with the one before it. Damaged ones are left out.
 *
 * Returns: (transfer full) (element-type TroupeMoment): what checks of ranges need
 */
GArray *
troupe_moments_new (GArray *facts)
{
  const TroupeFrameFacts *all = (const TroupeFrameFacts *) (gpointer) facts->data;
  GArray *moments = g_array_sized_new (FALSE, FALSE, sizeof (TroupeMoment), facts->len);

  for (guint n = 0; n < facts->len; n++)
    {
      TroupeMoment moment = make_moment (all, n);

      if (!all[n].is_damaged)
        g_array_append_val (moments, moment);
    }

  return moments;
}

/* The last one that begins until then, else the first of all */
static guint
find_moment (const TroupeEvidence *evidence,
             guint64               time_ns)
{
  guint low = 0;
  guint high = evidence->n_moments;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (evidence->moments[middle].time_ns <= time_ns + TROUPE_FRAME_SHELF_TOLERANCE_NS)
        low = middle + 1;
      else
        high = middle;
    }

  return low > 0 ? low - 1 : 0;
}

static void
sum_moment (Sums               *sums,
            const TroupeMoment *moment,
            guint64             from_ns,
            guint64             to_ns,
            gboolean            is_inside)
{
  double length_ns = to_ns - from_ns;

  stretch_add (&sums->still, from_ns, to_ns, is_inside && moment->is_same);
  if (moment->is_black)
    {
      stretch_add (&sums->black, from_ns, to_ns, TRUE);
      return;
    }

  sums->shown_ns += length_ns;
  sums->brightness += moment->brightness * length_ns;
  sums->white += moment->white_share * length_ns;
  sums->bars = MIN (sums->bars, moment->bars);
  if (moment->blur >= 0)
    {
      sums->detailed_ns += length_ns;
      sums->blur += moment->blur * length_ns;
    }
  if (moment->blur >= BLURRED)
    stretch_add (&sums->blurred, from_ns, to_ns, TRUE);
}

static void
sum_movement (Sums                 *sums,
              const TroupeMovement *movement,
              double                length_ns)
{
  if (movement->share <= 0)
    return;

  sums->moving_ns += length_ns;
  sums->camera_ns += movement->share > CAMERA_SHARE ? length_ns : 0;
  sums->area += movement->area * length_ns;
  sums->x += movement->x * length_ns;
  sums->y += movement->y * length_ns;
  sums->xx += movement->x * movement->x * length_ns;
  sums->yy += movement->y * movement->y * length_ns;
  if (sums->moving_ns > length_ns)
    sums->jumps += ((movement->x - sums->last_x) * (movement->x - sums->last_x) +
                    (movement->y - sums->last_y) * (movement->y - sums->last_y)) * length_ns;
  sums->last_x = movement->x;
  sums->last_y = movement->y;
}

static gboolean
is_cut (const TroupeEvidence *evidence,
        guint64               time_ns)
{
  for (guint i = 0; i < evidence->n_cuts && evidence->cuts[i] <= time_ns; i++)
    if (evidence->cuts[i] == time_ns)
      return TRUE;

  return FALSE;
}

/* FALSE: not all frames of the range are known. */
static gboolean
sum_up (const TroupeEvidence *evidence,
        const TroupeRange    *range,
        Sums                 *sums)
{
  guint first = find_moment (evidence, range->start_ns);
  guint64 known_ns = 0;

  for (guint i = first; i < evidence->n_moments; i++)
    {
      const TroupeMoment *moment = &evidence->moments[i];
      guint64 from_ns = MAX (moment->time_ns, range->start_ns);
      guint64 to_ns = MIN (moment->end_ns, range->end_ns);

      if (moment->time_ns + TROUPE_FRAME_SHELF_TOLERANCE_NS >= range->end_ns)
        break;
      if (i == first && !moment->is_first && moment->time_ns > range->start_ns + TROUPE_FRAME_SHELF_TOLERANCE_NS)
        return FALSE;
      if (i > first && !moment->is_joined)
        return FALSE;

      known_ns = moment->end_ns;
      if (to_ns > from_ns)
        sum_moment (sums, moment, from_ns, to_ns, i > first);
      if (i > first && !is_cut (evidence, moment->time_ns))
        {
          sums->change += moment->change;
          sum_movement (sums, &moment->movement, to_ns - from_ns);
        }
    }

  return known_ns + TROUPE_FRAME_SHELF_TOLERANCE_NS >= MIN (range->end_ns, evidence->duration_ns);
}

static void
find_cuts (TroupeRangeFindings  *self,
           const TroupeEvidence *evidence,
           const TroupeRange    *range)
{
  guint64 first_ns = 0;
  guint n = 0;

  for (guint i = 0; i < evidence->n_cuts; i++)
    if (evidence->cuts[i] > range->start_ns + TROUPE_FRAME_SHELF_TOLERANCE_NS &&
        evidence->cuts[i] + TROUPE_FRAME_SHELF_TOLERANCE_NS < range->end_ns)
      {
        first_ns = n == 0 ? evidence->cuts[i] : first_ns;
        n++;
      }
  if (n > 0)
    add (self, TROUPE_FINDING_CUT, first_ns, first_ns, n);
}

static void
judge_movement (TroupeRangeFindings *self,
                const TroupeRange   *range,
                const Sums          *sums)
{
  double length_ns = range->end_ns - range->start_ns;
  double n = sums->moving_ns;
  double variance_x;
  double variance_y;
  gboolean is_one;

  if (n < length_ns * MOVING_PART || sums->camera_ns > length_ns * CAMERA_PART)
    return;

  variance_x = sums->xx / n - sums->x / n * (sums->x / n);
  variance_y = sums->yy / n - sums->y / n * (sums->y / n);
  is_one = sums->jumps / n < MOST_JUMPS * (variance_x + variance_y);
  if (is_one && sums->area / n < SMALL_AREA &&
      variance_x + variance_y > SMALL_WAY * SMALL_WAY * sums->area / n)
    add (self, TROUPE_FINDING_SMALL, range->start_ns, range->end_ns, 1);
  if (is_one && MAX (variance_x, variance_y) > WANDERING_SPREAD * WANDERING_SPREAD)
    add (self, TROUPE_FINDING_WANDERING, range->start_ns, range->end_ns, 1);
}

static void
judge (TroupeRangeFindings *self,
       const TroupeRange   *range,
       const Sums          *sums)
{
  double length_ns = range->end_ns - range->start_ns;
  double shown_ns = MAX (sums->shown_ns, 1);

  self->brightness = sums->brightness / shown_ns;
  self->white_share = sums->white / shown_ns;
  self->blur = sums->detailed_ns > 0 ? sums->blur / sums->detailed_ns : TROUPE_FRAME_FACTS_NO_DETAIL;
  self->change = sums->change / length_ns * TROUPE_TIME_SECOND;

  if (stretch_length (&sums->black) >= LEAST_BLACK_NS)
    add_stretch (self, TROUPE_FINDING_BLACK, &sums->black);
  if (stretch_length (&sums->still) >= LEAST_STILL_NS)
    add_stretch (self, TROUPE_FINDING_STILL, &sums->still);
  if (sums->blurred.sum_ns >= length_ns * BLURRED_PART)
    add_stretch (self, TROUPE_FINDING_BLURRED, &sums->blurred);
  if (self->change > RESTLESS_CHANGE)
    add (self, TROUPE_FINDING_RESTLESS, range->start_ns, range->end_ns, 1);
  if (sums->shown_ns <= 0)
    return;    /* all black, which says it all */

  if (self->brightness < DARK_BRIGHTNESS)
    add (self, TROUPE_FINDING_DARK, range->start_ns, range->end_ns, 1);
  if (self->white_share > BRIGHT_SHARE)
    add (self, TROUPE_FINDING_BRIGHT, range->start_ns, range->end_ns, 1);
  if (sums->bars >= LEAST_BAR)
    add (self, TROUPE_FINDING_BARS, range->start_ns, range->end_ns, 1);
}

static void
listen (TroupeRangeFindings  *self,
        const TroupeEvidence *evidence,
        const TroupeRange    *range)
{
  guint first = (range->start_ns + TROUPE_SOUND_SLICE_NS - 1) / TROUPE_SOUND_SLICE_NS;
  guint end = range->end_ns / TROUPE_SOUND_SLICE_NS;
  Stretch silent = { 0 };
  Stretch clipped = { 0 };
  guint64 n_clipped = 0;

  self->is_heard = !evidence->has_sound || evidence->n_slices >= end;
  if (!evidence->has_sound)
    add (self, TROUPE_FINDING_NO_SOUND, range->start_ns, range->end_ns, 1);
  if (!evidence->has_sound || !self->is_heard)
    return;

  for (guint i = first; i < end; i++)
    {
      const TroupeSoundLevels *levels = &evidence->slices[i];
      guint64 from_ns = i * TROUPE_SOUND_SLICE_NS;

      if (troupe_sound_levels_are_silent (levels))
        stretch_add (&silent, from_ns, from_ns + TROUPE_SOUND_SLICE_NS, TRUE);
      if (levels->n_clipped > 0)
        stretch_add (&clipped, from_ns, from_ns + TROUPE_SOUND_SLICE_NS, TRUE);
      n_clipped += levels->n_clipped;
    }
  if (stretch_length (&silent) >= LEAST_SILENCE_NS)
    add_stretch (self, TROUPE_FINDING_SILENT, &silent);
  if ((double) n_clipped * TROUPE_TIME_SECOND >= (double) CLIPPED_A_SECOND * (range->end_ns - range->start_ns))
    add_stretch (self, TROUPE_FINDING_CLIPPED, &clipped);
}

/**
 * troupe_range_findings_make:
 * @self: (out caller-allocates): what is found
 * @evidence: what is known of the clip
 * @range: a part of it
 *
 * Looks for what may be wrong with a range, and measures how good it is otherwise.
 *
 * Cuts are those inside, not at its edges. Black: 98 % of the pixels for 0.1 s (FFmpeg's blackdetect). Still:
 * no cell of the picture changes for 0.5 s. Blurred: at least 0.6 by Crété and others for a third of the
 * time. Dark: a mean brightness below 0.12 of 1; bright: a quarter of the pixels at 250 of 255. Restless: a
 * change by 240 of 255 a second besides cuts. Bars: at least 4 % at two edges of every frame. Small: what moves takes
 * up less than 4 %, and its place has a standard deviation above a quarter of its size; wandering: one above 0.144 of
 * the width or height; both where that place does not jump, unless more than half of the picture changes for a tenth
 * of the time. Silent: nothing above -60 dB for 0.5 s; clipped: 50 moments a second at full scale.
 *
 * Returns: whether all frames of the range are known; if not, @self says nothing
 */
gboolean
troupe_range_findings_make (TroupeRangeFindings  *self,
                            const TroupeEvidence *evidence,
                            const TroupeRange    *range)
{
  Sums sums = { .bars = 1 };

  memset (self, 0, sizeof *self);
  if (range->end_ns <= range->start_ns || !sum_up (evidence, range, &sums))
    return FALSE;

  find_cuts (self, evidence, range);
  judge (self, range, &sums);
  judge_movement (self, range, &sums);
  listen (self, evidence, range);

  return TRUE;
}

/**
 * troupe_range_findings_have:
 * @self: what was found
 * @kind: what may be wrong
 *
 * Returns: whether it is
 */
gboolean
troupe_range_findings_have (const TroupeRangeFindings *self,
                            TroupeFindingKind          kind)
{
  return (self->kinds & (1u << kind)) != 0;
}
