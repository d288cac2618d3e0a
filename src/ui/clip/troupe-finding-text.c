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
    /* Translators: a time in a clip: “Another shot begins at 0:04.2” */
    return g_strdup_printf (_("Another shot begins at %s"), at);

  /* Translators: how many shots begin inside a range, and when the first of them does */
  return g_strdup_printf (ngettext ("%1$u other shot begins in the range, at %2$s",
                                    "%1$u other shots begin in the range, the first at %2$s", cut->n),
                          cut->n, at);
}

/* What was found, whoever is to get it */
static char *
dup_fact (const TroupeFinding *finding,
          TroupeFindingKind    kind)
{
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
      return g_strdup (_("The picture has black bars"));
    case TROUPE_FINDING_SMALL:
      return g_strdup (_("What moves is small in the picture"));
    case TROUPE_FINDING_WANDERING:
      return g_strdup (_("What moves goes far across the picture"));
    case TROUPE_FINDING_NO_SOUND:
      return g_strdup (_("The clip has no sound"));
    case TROUPE_FINDING_SILENT:
      /* Translators: two times in a clip: “No sound is heard from 0:01.0 to 0:02.0” */
      return g_strdup_printf (_("No sound is heard from %1$s to %2$s"), from, to);
    case TROUPE_FINDING_CLIPPED:
      /* Translators: a time in a clip: “The sound is too loud and distorted, first at 0:02.0” */
      return g_strdup_printf (_("The sound is too loud and distorted, first at %s"), from);
    }

  g_assert_not_reached ();
}

/* Of a provider that takes pictures a still goes out, which has neither movement nor sound. */
static gboolean
takes_picture_only (TroupeProfile *profile)
{
  return troupe_profile_get_transports (profile) == TROUPE_TRANSPORT_PICTURE;
}

static gboolean
is_nothing_to (TroupeProfile    *profile,
               TroupeFindingKind kind)
{
  switch (kind)
    {
    case TROUPE_FINDING_CUT:
    case TROUPE_FINDING_STILL:
    case TROUPE_FINDING_RESTLESS:
    case TROUPE_FINDING_WANDERING:
      return takes_picture_only (profile);
    case TROUPE_FINDING_NO_SOUND:
    case TROUPE_FINDING_SILENT:
    case TROUPE_FINDING_CLIPPED:
      return takes_picture_only (profile) || troupe_profile_get_audio (profile) == TROUPE_AUDIO_DROPPED;
    case TROUPE_FINDING_BLACK:
    case TROUPE_FINDING_BLURRED:
    case TROUPE_FINDING_DARK:
    case TROUPE_FINDING_BRIGHT:
    case TROUPE_FINDING_BARS:
    case TROUPE_FINDING_SMALL:
      return FALSE;
    }

  g_assert_not_reached ();
}

static char *
dup_meaning_of_sound (TroupeFindingKind kind,
                      TroupeProfile    *profile,
                      const char       *name)
{
  if (kind == TROUPE_FINDING_CLIPPED)
    return g_strdup_printf (_("%s gets it as it is"), name);
  if (troupe_profile_get_audio (profile) == TROUPE_AUDIO_NEEDED)
    return g_strdup_printf (_("%s takes only clips with sound"), name);

  return g_strdup_printf (_("%s takes such clips, too"), name);
}

/* Said of a provider by its name, as its profile tells */
static char *
dup_meaning (TroupeFindingKind kind,
             TroupeProfile    *profile,
             const char       *name)
{
  if (takes_picture_only (profile))
    return g_strdup_printf (_("%s gets one picture, from the middle of the range"), name);

  switch (kind)
    {
    case TROUPE_FINDING_CUT:
      /* Translators: %s is a provider, here and in those around it */
      return g_strdup_printf (_("%s would make the character of all shots"), name);
    case TROUPE_FINDING_BLACK:
      return g_strdup_printf (_("%s gets nothing to see there"), name);
    case TROUPE_FINDING_STILL:
      return g_strdup_printf (_("%s gets no movement there"), name);
    case TROUPE_FINDING_BLURRED:
      return g_strdup_printf (_("%s gets no clear picture there"), name);
    case TROUPE_FINDING_DARK:
      return g_strdup_printf (_("%s gets little to see"), name);
    case TROUPE_FINDING_BRIGHT:
      return g_strdup_printf (_("%s gets few details"), name);
    case TROUPE_FINDING_RESTLESS:
      return g_strdup_printf (_("%s may not tell what belongs to the character"), name);
    case TROUPE_FINDING_BARS:
      return g_strdup_printf (_("%s gets them, too"), name);
    case TROUPE_FINDING_SMALL:
      return g_strdup_printf (_("%s gets little of it to see"), name);
    case TROUPE_FINDING_WANDERING:
      return g_strdup_printf (_("%s gets it in many places"), name);
    case TROUPE_FINDING_NO_SOUND:
    case TROUPE_FINDING_SILENT:
    case TROUPE_FINDING_CLIPPED:
      return dup_meaning_of_sound (kind, profile, name);
    }

  g_assert_not_reached ();
}

/**
 * troupe_finding_text_dup:
 * @findings: what was found in a range
 * @kind: which of that
 * @provider: (nullable): who is to make the character
 *
 * Says what may be wrong, and what it means for the provider as its profile tells.
 *
 * Returns: (transfer full) (nullable): a sentence without a full stop, or `NULL` when it is nothing to this
 *   provider
 */
char *
troupe_finding_text_dup (const TroupeRangeFindings *findings,
                         TroupeFindingKind          kind,
                         TroupeProvider            *provider)
{
  TroupeProfile *profile = provider != NULL ? troupe_provider_get_profile (provider) : NULL;
  g_autofree char *fact = NULL;
  g_autofree char *meaning = NULL;

  if (profile != NULL && is_nothing_to (profile, kind))
    return NULL;

  fact = dup_fact (&findings->findings[kind], kind);
  if (profile == NULL)
    return g_steal_pointer (&fact);

  meaning = dup_meaning (kind, profile, troupe_provider_get_name (provider));
  /* Translators: what may be wrong with a range, and what that means for a provider */
  return g_strdup_printf (C_("finding", "%1$s; %2$s"), fact, meaning);
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
