/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-rules.h"

#include "troupe-studio-error.h"

#define NS_PER_S 1e9

/* Containers and cameras round: a clip of two seconds may say 1.97. */
#define TOLERANCE 0.05

static gboolean
check_limit (JsonObject *rules,
             const char *min_name,
             const char *max_name,
             const char *what,
             double      value,
             GError    **error)
{
  double min = json_object_get_double_member_with_default (rules, min_name, 0);
  double max = json_object_get_double_member_with_default (rules, max_name, G_MAXDOUBLE);

  if (value >= min && value <= max)
    return TRUE;
  g_set_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_SOURCE,
               "the video has %.10g %s, it must have %s %.10g", value, what,
               value < min ? "at least" : "at most", value < min ? min : max);
  return FALSE;
}

static gboolean
check_length (JsonObject *rules,
              double      length_s,
              GError    **error)
{
  double min = json_object_get_double_member_with_default (rules, "min_s", 0);
  double max = json_object_get_double_member_with_default (rules, "max_s", G_MAXDOUBLE);

  if (length_s >= min - TOLERANCE && length_s <= max + TOLERANCE)
    return TRUE;
  g_set_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_SOURCE,
               "the video is %.2f seconds long, it must be %s %g", length_s,
               length_s < min ? "at least" : "at most", length_s < min ? min : max);
  return FALSE;
}

/**
 * troupe_studio_rules_check:
 * @rules: the rules
 * @clip: what a request brings
 * @range: the part of it that is used, shortened where a rule says so
 * @error: return location for an error
 *
 * Checks a clip. Fails with `TROUPE_STUDIO_ERROR_SOURCE`.
 *
 * Returns: whether it obeys all rules
 */
gboolean
troupe_studio_rules_check (JsonObject  *rules,
                           TroupeClip  *clip,
                           TroupeRange *range,
                           GError     **error)
{
  double pixels = (double) troupe_clip_get_width (clip) * troupe_clip_get_height (clip);
  guint64 first_ns =
    (guint64) (json_object_get_double_member_with_default (rules, "first_s", 0) * NS_PER_S);

  if (first_ns > 0)
    range->end_ns = MIN (range->end_ns, range->start_ns + first_ns);
  if (json_object_get_boolean_member_with_default (rules, "needs_sound", FALSE) &&
      troupe_clip_get_audio_codec (clip) == NULL)
    {
      g_set_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_SOURCE,
                   "the video has no audio track");
      return FALSE;
    }
  return check_length (rules, (double) troupe_clip_get_duration_ns (clip) / NS_PER_S, error) &&
         check_limit (rules, "min_rate", "max_rate", "frames a second",
                      troupe_clip_get_frame_rate (clip), error) &&
         check_limit (rules, "min_pixels", "max_pixels", "pixels in a frame", pixels, error) &&
         check_limit (rules, "min_bytes", "max_bytes", "bytes",
                      (double) troupe_clip_get_size_bytes (clip), error);
}
