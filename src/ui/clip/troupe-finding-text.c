/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-finding-text.h"

#include <glib/gi18n.h>

#include "troupe-time.h"

#define DECIMALS 1

static char *
dup_cut (const TroupeFinding *cut)
{
  g_autofree char *at = troupe_time_format (cut->from_ns, DECIMALS);

  if (cut->n == 1)
    /* Translators: a time in a clip: “Another shot begins at 0:04.2; …” */
    return g_strdup_printf (_("Another shot begins at %s; the character would be made of both"), at);

  /* Translators: how many shots begin inside a range, and when the first of them does */
  return g_strdup_printf (ngettext ("%1$u other shot begins in the range, at %2$s",
                                    "%1$u other shots begin in the range, the first at %2$s", cut->n),
                          cut->n, at);
}

static char *
dup_silence (const TroupeFinding *silence,
             TroupeProvider      *provider,
             gboolean             is_needed)
{
  g_autofree char *from = troupe_time_format (silence->from_ns, DECIMALS);
  g_autofree char *to = troupe_time_format (silence->to_ns, DECIMALS);

  if (!is_needed)
    /* Translators: two times in a clip: “No sound is heard from 0:01.0 to 0:02.0” */
    return g_strdup_printf (_("No sound is heard from %1$s to %2$s"), from, to);

  /* Translators: two times in a clip, and a provider’s name */
  return g_strdup_printf (_("No sound is heard from %1$s to %2$s, and %3$s takes only clips with sound"), from, to,
                          troupe_provider_get_name (provider));
}

static char *
dup_sound (const TroupeFinding *finding,
           TroupeFindingKind    kind,
           TroupeProvider      *provider)
{
  TroupeAudio audio = TROUPE_AUDIO_ANY;
  g_autofree char *at = troupe_time_format (finding->from_ns, DECIMALS);

  if (provider != NULL)
    audio = troupe_profile_get_audio (troupe_provider_get_profile (provider));
  if (audio == TROUPE_AUDIO_DROPPED)
    return NULL;    /* it does not listen */
  if (kind == TROUPE_FINDING_SILENT)
    return dup_silence (finding, provider, audio == TROUPE_AUDIO_NEEDED);
  if (kind == TROUPE_FINDING_CLIPPED)
    /* Translators: a time in a clip: “The sound is too loud and distorted, first at 0:02.0” */
    return g_strdup_printf (_("The sound is too loud and distorted, first at %s"), at);
  if (audio == TROUPE_AUDIO_NEEDED)
    /* Translators: a provider’s name */
    return g_strdup_printf (_("The clip has no sound, and %s takes only clips with sound"),
                            troupe_provider_get_name (provider));

  return g_strdup (_("The clip has no sound"));
}

/**
 * troupe_finding_text_dup:
 * @findings: what was found in a range
 * @kind: which of that
 * @provider: (nullable): who is to make the character
 *
 * Says what may be wrong, with what it means for the provider where its profile tells.
 *
 * Returns: (transfer full) (nullable): a sentence without a full stop, or `NULL` when it is nothing to this
 *   provider
 */
char *
troupe_finding_text_dup (const TroupeRangeFindings *findings,
                         TroupeFindingKind          kind,
                         TroupeProvider            *provider)
{
  const TroupeFinding *finding = &findings->findings[kind];
  g_autofree char *from = troupe_time_format (finding->from_ns, DECIMALS);
  g_autofree char *to = troupe_time_format (finding->to_ns, DECIMALS);

  switch (kind)
    {
    case TROUPE_FINDING_CUT:
      return dup_cut (finding);
    case TROUPE_FINDING_BLACK:
      /* Translators: two times in a clip, as in those below */
      return g_strdup_printf (_("The picture is black from %1$s to %2$s"), from, to);
    case TROUPE_FINDING_STILL:
      return g_strdup_printf (_("The picture stands still from %1$s to %2$s"), from, to);
    case TROUPE_FINDING_BLURRED:
      return g_strdup_printf (_("The picture is blurred from %1$s to %2$s"), from, to);
    case TROUPE_FINDING_DARK:
      return g_strdup (_("The picture is very dark"));
    case TROUPE_FINDING_BRIGHT:
      return g_strdup (_("Much of the picture is too bright to show anything"));
    case TROUPE_FINDING_RESTLESS:
      return g_strdup (_("The picture changes a lot from frame to frame"));
    case TROUPE_FINDING_BARS:
      return g_strdup (_("The picture has black bars, which are sent along"));
    case TROUPE_FINDING_NO_SOUND:
    case TROUPE_FINDING_SILENT:
    case TROUPE_FINDING_CLIPPED:
      return dup_sound (finding, kind, provider);
    }

  g_assert_not_reached ();
}

/**
 * troupe_finding_text_dup_range:
 * @range: a range
 *
 * Returns: (transfer full): where it begins and ends, in seconds: `4.2–7.2 s`
 */
char *
troupe_finding_text_dup_range (const TroupeRange *range)
{
  g_autofree char *from = g_strdup_printf ("%.6g", (double) range->start_ns / TROUPE_TIME_SECOND);
  g_autofree char *to = g_strdup_printf ("%.6g", (double) range->end_ns / TROUPE_TIME_SECOND);

  /* Translators: from when to when, in seconds: “4.2–7.2 s” */
  return g_strdup_printf (_("%1$s–%2$s s"), from, to);
}

/**
 * troupe_finding_text_dup_merits:
 * @best: a range
 *
 * Says what speaks for a range.
 *
 * Returns: (transfer full): a list in words, empty when nothing does
 */
char *
troupe_finding_text_dup_merits (const TroupeBestRange *best)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  if (best->merits & TROUPE_MERIT_ONE_SHOT)
    /* Translators: why a range is a good one; a list of these words is joined by commas */
    g_strv_builder_add (builder, C_("range", "one shot"));
  if (best->merits & TROUPE_MERIT_SHARP)
    g_strv_builder_add (builder, C_("range", "sharp"));
  if (best->merits & TROUPE_MERIT_WELL_LIT)
    g_strv_builder_add (builder, C_("range", "well lit"));
  if (best->merits & TROUPE_MERIT_CALM)
    g_strv_builder_add (builder, C_("range", "calm"));
  if (best->merits & TROUPE_MERIT_SOUND)
    g_strv_builder_add (builder, C_("range", "with sound"));
  words = g_strv_builder_end (builder);

  /* Translators: what separates the words of such a list */
  return g_strjoinv (C_("range", ", "), words);
}
