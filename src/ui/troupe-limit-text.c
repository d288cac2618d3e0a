/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-limit-text.h"

#include <glib/gi18n.h>

#include "troupe-time.h"

static char *
format_seconds (guint64 time_ns)
{
  return g_strdup_printf ("%g", (double) time_ns / TROUPE_TIME_SECOND);
}

static char *
dup_least (const TroupeSpan *span,
           const char       *provider_name)
{
  g_autofree char *seconds = format_seconds (span->min_ns);

  /* Translators: a provider’s name, then a number: “Clipstage takes at least 1 s” */
  return g_strdup_printf (_("%1$s takes at least %2$s s"), provider_name, seconds);
}

static char *
dup_most (const TroupeSpan *span,
          const char       *provider_name)
{
  g_autofree char *seconds = format_seconds (span->max_ns);

  /* Translators: a provider’s name, then a number: “Clipstage takes at most 3 s” */
  return g_strdup_printf (_("%1$s takes at most %2$s s"), provider_name, seconds);
}

/**
 * troupe_limit_text_dup:
 * @model: a range
 * @provider_name: who sets its limits
 *
 * Says what kept the last edit of a range from going where it was wanted.
 *
 * Returns: (transfer full) (nullable): a sentence without a full stop, or `NULL` when nothing did
 */
char *
troupe_limit_text_dup (TroupeRangeModel *model,
                       const char       *provider_name)
{
  const TroupeSpan *span;

  g_return_val_if_fail (TROUPE_IS_RANGE_MODEL (model), NULL);

  span = troupe_range_model_get_span (model);
  switch (troupe_range_model_get_limit (model))
    {
    case TROUPE_RANGE_LIMIT_NONE:
      return NULL;
    case TROUPE_RANGE_LIMIT_CLIP:
      return g_strdup (_("The clip ends here"));
    case TROUPE_RANGE_LIMIT_MIN:
      return dup_least (span, provider_name);
    case TROUPE_RANGE_LIMIT_MAX:
      return dup_most (span, provider_name);
    }

  g_assert_not_reached ();
}

/**
 * troupe_limit_text_dup_span:
 * @span: what the provider accepts
 * @provider_name: the provider
 *
 * Says what ranges a provider takes.
 *
 * Returns: (transfer full): a sentence without a full stop
 */
char *
troupe_limit_text_dup_span (const TroupeSpan *span,
                            const char       *provider_name)
{
  g_autofree char *min = NULL;
  g_autofree char *max = NULL;
  g_autofree char *step = NULL;

  g_return_val_if_fail (span != NULL, NULL);

  min = format_seconds (span->min_ns);
  max = format_seconds (span->max_ns);
  if (span->step_ns < TROUPE_TIME_SECOND / 10)
    /* Translators: a provider’s name, then two numbers: “Clipstage takes 1 to 3 s” */
    return g_strdup_printf (_("%1$s takes %2$s to %3$s s"), provider_name, min, max);

  step = format_seconds (span->step_ns);
  /* Translators: a provider’s name, then three numbers: “Clipstage takes 1 to 3 s in steps of 1 s” */
  return g_strdup_printf (_("%1$s takes %2$s to %3$s s in steps of %4$s s"), provider_name, min, max, step);
}

/**
 * troupe_limit_text_dup_any:
 * @model: a range
 * @provider_name: the provider
 *
 * Says what kept the last edit of a range from going where it was wanted, or else what ranges the provider takes.
 *
 * Returns: (transfer full): a sentence without a full stop
 */
char *
troupe_limit_text_dup_any (TroupeRangeModel *model,
                           const char       *provider_name)
{
  char *text = troupe_limit_text_dup (model, provider_name);

  return text != NULL ? text : troupe_limit_text_dup_span (troupe_range_model_get_span (model), provider_name);
}

/**
 * troupe_limit_text_dup_misfit:
 * @range: a range that @span does not allow
 * @span: what the provider accepts
 * @provider_name: the provider
 *
 * Says why a provider does not take a range.
 *
 * Returns: (transfer full): a sentence without a full stop
 */
char *
troupe_limit_text_dup_misfit (const TroupeRange *range,
                              const TroupeSpan  *span,
                              const char        *provider_name)
{
  guint64 length_ns;

  g_return_val_if_fail (range != NULL, NULL);
  g_return_val_if_fail (span != NULL, NULL);

  length_ns = range->end_ns - range->start_ns;
  if (length_ns < span->min_ns)
    return dup_least (span, provider_name);
  if (length_ns > span->max_ns)
    return dup_most (span, provider_name);

  return troupe_limit_text_dup_span (span, provider_name);
}
