/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cuts.h"

/* The rule and the numbers of the adaptive detector of PySceneDetect 0.6 (scenedetect.com, “Detection
 * Algorithms”): a cut changes so much of 255 at least, and so many times as much as the frames around it
 * do. That a fade, a pan and a shaking camera change all the while keeps them out. */
#define LEAST_CHANGE 15.0
#define LEAST_RATIO  3.0
#define WINDOW       2

/* Ours: when what was there before comes back within this time it was a flash, not another shot. */
#define FLASH_NS     G_GUINT64_CONSTANT (200000000)
#define RETURN_SHARE 0.5

typedef struct
{
  const TroupeFrameFacts *facts;
  guint                   n_facts;
  const double           *changes;    /* from the frame before, or -1 where that is not known */
} Search;

/* Of up to two frames on either side, as many as are known */
static double
mean_around (const Search *search,
             guint         n)
{
  double sum = 0;
  guint n_summed = 0;

  for (guint i = n; i-- > 0 && n - i <= WINDOW && search->changes[i] >= 0; n_summed++)
    sum += search->changes[i];
  for (guint i = n + 1; i < MIN (search->n_facts, n + WINDOW + 1) && search->changes[i] >= 0; i++)
    {
      sum += search->changes[i];
      n_summed++;
    }

  return n_summed > 0 ? sum / n_summed : 0;
}

static gboolean
is_back (const TroupeFrameFacts *a,
         const TroupeFrameFacts *b,
         double                  change)
{
  return troupe_frame_facts_get_change (a, b) < change * RETURN_SHARE;
}

/* Whether the shot that ends before n is back soon after it; if it cannot be told yet, it may be. */
static gboolean
may_return (const Search *search,
            guint         n)
{
  const TroupeFrameFacts *before = &search->facts[n - 1];
  const TroupeFrameFacts *now = &search->facts[n];
  guint i;

  for (i = n + 1; i < search->n_facts && search->changes[i] >= 0; i++)
    {
      if (search->facts[i].time_ns > now->time_ns + FLASH_NS)
        return FALSE;
      if (is_back (before, &search->facts[i], search->changes[n]))
        return TRUE;
    }

  return !search->facts[i - 1].is_last;
}

/* Whether the shot that begins at n was there shortly before; if it cannot be told yet, it may have been. */
static gboolean
may_have_been (const Search *search,
               guint         n)
{
  const TroupeFrameFacts *now = &search->facts[n];
  guint i;

  for (i = n - 1; i > 0 && search->changes[i] >= 0; i--)
    {
      if (search->facts[i - 1].time_ns + FLASH_NS < now->time_ns)
        return FALSE;
      if (is_back (now, &search->facts[i - 1], search->changes[n]))
        return TRUE;
    }

  return !search->facts[i].is_first;
}

static gboolean
is_cut (const Search *search,
        guint         n)
{
  double change = search->changes[n];

  return change >= LEAST_CHANGE && change >= LEAST_RATIO * mean_around (search, n) &&
         !may_return (search, n) && !may_have_been (search, n);
}

/**
 * troupe_cuts_find:
 * @facts: (array length=n_facts): what is known of the frames of a clip, by time
 * @n_facts: how many there are
 *
 * Finds where a shot follows another from one frame to the next.
 *
 * A cut is a change by 15 of 255 or more (troupe_frame_facts_get_change()), three times the mean of the
 * two changes before and after it, unless what was there before comes back within 0.2 s. Fades, dissolves
 * and shots of less than 0.2 s are not found. Where frames are missing nothing is found before they come.
 *
 * Returns: (transfer full) (element-type guint64): when the first frames of shots are shown, in
 *   nanoseconds, ascending
 */
GArray *
troupe_cuts_find (const TroupeFrameFacts *facts,
                  guint                   n_facts)
{
  GArray *cuts = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autofree double *changes = g_new (double, n_facts);
  Search search = { facts, n_facts, changes };

  for (guint i = 0; i < n_facts; i++)
    changes[i] = i > 0 && troupe_frame_facts_is_joined (&facts[i - 1], &facts[i])
      ? troupe_frame_facts_get_change (&facts[i - 1], &facts[i]) : -1;
  for (guint i = 1; i < n_facts; i++)
    if (is_cut (&search, i))
      g_array_append_val (cuts, facts[i].time_ns);

  return cuts;
}
