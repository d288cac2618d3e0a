/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-best-range.h"

#include "troupe-time.h"

/* From one range that is looked at to the next */
#define STRIDE_NS (TROUPE_TIME_SECOND / 10)

/* What each finding costs, in the order of their kinds; all that is good weighs 1 together. */
static const double costs[TROUPE_N_FINDINGS] = { 4, 4, 3, 2, 2, 1, 1, 0, 0.25, 0.5, 0, 1, 0.5 };

#define SHARP_BLUR     0.45
#define DIM_BRIGHTNESS 0.25
#define PALE_SHARE     0.1
#define CALM_CHANGE    120.0

static TroupeMerits
merits_of (const TroupeRangeFindings *findings,
           const TroupeEvidence      *evidence)
{
  TroupeMerits merits = 0;

  if (evidence->n_cuts > 0 && !troupe_range_findings_have (findings, TROUPE_FINDING_CUT))
    merits |= TROUPE_MERIT_ONE_SHOT;
  if (findings->blur >= 0 && findings->blur < SHARP_BLUR)
    merits |= TROUPE_MERIT_SHARP;
  if (findings->brightness > DIM_BRIGHTNESS && findings->white_share < PALE_SHARE)
    merits |= TROUPE_MERIT_WELL_LIT;
  if (findings->change < CALM_CHANGE && !troupe_range_findings_have (findings, TROUPE_FINDING_STILL))
    merits |= TROUPE_MERIT_CALM;
  if (evidence->has_sound && findings->is_heard && !troupe_range_findings_have (findings, TROUPE_FINDING_SILENT))
    merits |= TROUPE_MERIT_SOUND;

  return merits;
}

/* Sharpness first, then light, then that not too much moves */
static double
score_of (const TroupeRangeFindings *findings)
{
  double score = 0.5 * (1 - MAX (findings->blur, 0)) +
                 0.25 * (1 - ABS (2 * findings->brightness - 1)) +
                 0.25 * (1 - MIN (findings->change / (2 * CALM_CHANGE), 1));

  for (guint kind = 0; kind < TROUPE_N_FINDINGS; kind++)
    if (troupe_range_findings_have (findings, kind))
      score -= costs[kind];

  return score;
}

/**
 * troupe_best_ranges_new:
 * @evidence: what is known of a clip
 * @wanted: a range as long as the ones that are looked for
 * @span: what the provider accepts
 * @cancellable: (nullable): ends it early, with some of them
 *
 * Judges the range at every tenth of a second, as the span allows it, where all frames are known.
 *
 * Each finding costs as its kind says, a cut or blackness most; sharpness, light and calm count for as much
 * as a brightness finding together.
 *
 * Returns: (transfer full) (element-type TroupeBestRange): the ranges, by time
 */
GArray *
troupe_best_ranges_new (const TroupeEvidence *evidence,
                        const TroupeRange    *wanted,
                        const TroupeSpan     *span,
                        GCancellable         *cancellable)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (TroupeBestRange));
  guint64 last_ns = G_MAXUINT64;
  guint64 end_ns = evidence->n_moments > 0 ? evidence->moments[evidence->n_moments - 1].end_ns : 0;
  guint64 start_ns = evidence->n_moments > 0 ? evidence->moments[0].time_ns : 0;

  for (start_ns -= start_ns % STRIDE_NS; start_ns < end_ns; start_ns += STRIDE_NS)
    {
      TroupeBestRange best = { troupe_range_moved_to (wanted, start_ns, span, evidence->duration_ns) };
      TroupeRangeFindings findings;

      if (g_cancellable_is_cancelled (cancellable))
        break;
      if (best.range.start_ns == last_ns || !troupe_range_findings_make (&findings, evidence, &best.range))
        continue;

      last_ns = best.range.start_ns;
      best.kinds = findings.kinds;
      best.merits = merits_of (&findings, evidence);
      best.score = score_of (&findings);
      g_array_append_val (all, best);
    }

  return all;
}

static gboolean
is_apart (GArray            *picked,
          const TroupeRange *range)
{
  guint64 length_ns = range->end_ns - range->start_ns;

  for (guint i = 0; i < picked->len; i++)
    {
      guint64 other_ns = g_array_index (picked, TroupeBestRange, i).range.start_ns;
      guint64 distance_ns = MAX (other_ns, range->start_ns) - MIN (other_ns, range->start_ns);

      if (2 * distance_ns < length_ns)
        return FALSE;
    }

  return TRUE;
}

/**
 * troupe_best_ranges_pick:
 * @all: (element-type TroupeBestRange): judged ranges
 * @n_ranges: how many are wanted
 *
 * Picks the best ones that share no more than half of their time.
 *
 * Returns: (transfer full) (element-type TroupeBestRange): at most so many, the best first
 */
GArray *
troupe_best_ranges_pick (GArray *all,
                         guint   n_ranges)
{
  GArray *picked = g_array_new (FALSE, FALSE, sizeof (TroupeBestRange));

  while (picked->len < n_ranges)
    {
      const TroupeBestRange *best = NULL;

      for (guint i = 0; i < all->len; i++)
        {
          const TroupeBestRange *other = &g_array_index (all, TroupeBestRange, i);

          if ((best == NULL || other->score > best->score) && is_apart (picked, &other->range))
            best = other;
        }
      if (best == NULL)
        break;

      g_array_append_vals (picked, best, 1);
    }

  return picked;
}

/**
 * troupe_best_ranges_mend:
 * @all: (element-type TroupeBestRange): judged ranges
 * @range: a range that is not among the good ones
 * @kinds: what may be wrong with it, as bits
 * @kind: which of that is to be mended
 * @mended: (out): the range instead
 *
 * Looks for the nearest range in which a finding is gone and no other comes.
 *
 * Returns: whether there is one
 */
gboolean
troupe_best_ranges_mend (GArray            *all,
                         const TroupeRange *range,
                         guint              kinds,
                         TroupeFindingKind  kind,
                         TroupeRange       *mended)
{
  guint allowed = kinds & ~(1u << kind);
  guint64 nearest_ns = G_MAXUINT64;

  for (guint i = 0; i < all->len; i++)
    {
      const TroupeBestRange *other = &g_array_index (all, TroupeBestRange, i);
      guint64 distance_ns = MAX (other->range.start_ns, range->start_ns) -
                            MIN (other->range.start_ns, range->start_ns);

      if ((other->kinds & ~allowed) == 0 && distance_ns < nearest_ns)
        {
          nearest_ns = distance_ns;
          *mended = other->range;
        }
    }

  return nearest_ns != G_MAXUINT64;
}
