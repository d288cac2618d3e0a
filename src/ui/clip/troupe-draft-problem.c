/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-draft-problem.h"

#include <glib/gi18n.h>

#include "troupe-clip-error.h"
#include "troupe-error-text.h"
#include "troupe-limit-text.h"
#include "troupe-time.h"

static TroupeDraftProblem *
problem_new (char             *text,
             TroupeDraftRemedy remedy,
             char             *remedy_label)
{
  TroupeDraftProblem *self = g_new0 (TroupeDraftProblem, 1);

  self->text = text;
  self->remedy = remedy;
  self->remedy_label = remedy_label;

  return self;
}

static TroupeDraftProblem *
problem_of_range (TroupeRangeModel *model,
                  const char       *name,
                  const GError     *error)
{
  const TroupeSpan *span = troupe_range_model_get_span (model);
  guint64 duration_ns = troupe_clip_get_duration_ns (troupe_range_model_get_clip (model));
  char *label;

  if (g_error_matches (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_TOO_SHORT))
    {
      g_autofree char *is = g_strdup_printf ("%.3g", (double) duration_ns / TROUPE_TIME_SECOND);
      g_autofree char *least = g_strdup_printf ("%g", (double) span->min_ns / TROUPE_TIME_SECOND);
      /* Translators: “The clip is 0.6 s long; Clipstage takes at least 1 s” */
      char *text = g_strdup_printf (_("The clip is %1$s s long; %2$s takes at least %3$s s"), is,
                                    name, least);

      return problem_new (text, TROUPE_DRAFT_REMEDY_NONE, NULL);
    }

  /* Translators: a button that makes the range one the provider takes: “Fit to Clipstage” */
  label = g_strdup_printf (_("Fit to %s"), name);

  return problem_new (troupe_limit_text_dup_span (span, name), TROUPE_DRAFT_REMEDY_FIT, label);
}

static TroupeDraftProblem *
problem_of_error (const GError *error)
{
  g_autoptr (TroupeErrorText) text = troupe_error_text_new (error);

  return problem_new (troupe_error_text_dup_paragraph (text), TROUPE_DRAFT_REMEDY_NONE, NULL);
}

static char *
dup_address_text (const char *name)
{
  /* Translators: a provider’s name */
  return g_strdup_printf (_("%s takes clips only from a public address; enter that of this clip"),
                          name);
}

static char *
dup_key_text (const char *name)
{
  /* Translators: a provider’s name */
  return g_strdup_printf (_("%s works only with a key of yours"), name);
}

static char *
dup_base_text (const char *name)
{
  /* Translators: a provider’s name */
  return g_strdup_printf (_("%s is set up without the address of its server"), name);
}

/**
 * troupe_draft_problem_find:
 * @draft: what is to be sent
 * @provider: to whom
 * @model: the range of @draft, with the span of @provider
 * @lacks_key: whether it is known that there is no key for @provider
 *
 * Looks for what stands in the way of sending, the range first.
 *
 * Returns: (transfer full) (nullable): the first problem, or `NULL` when @draft can be sent
 */
TroupeDraftProblem *
troupe_draft_problem_find (const TroupeCharacterDraft *draft,
                           TroupeProvider             *provider,
                           TroupeRangeModel           *model,
                           gboolean                    lacks_key)
{
  const char *name;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (draft != NULL, NULL);
  g_return_val_if_fail (TROUPE_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (TROUPE_IS_RANGE_MODEL (model), NULL);

  name = troupe_provider_get_name (provider);
  if (!troupe_range_model_check (model, &error))
    return problem_of_range (model, name, error);
  if (draft->source == TROUPE_SOURCE_URL && draft->address == NULL)
    return problem_new (dup_address_text (name), TROUPE_DRAFT_REMEDY_HOST, g_strdup (_("Set Up a Host…")));
  if (!troupe_character_draft_check (draft, provider, &error))
    return problem_of_error (error);
  if (troupe_provider_get_base (provider) == NULL &&
      !troupe_profile_is_builtin (troupe_provider_get_profile (provider)))
    return problem_new (dup_base_text (name), TROUPE_DRAFT_REMEDY_PROVIDER, g_strdup (_("Enter Address…")));
  if (lacks_key)
    return problem_new (dup_key_text (name), TROUPE_DRAFT_REMEDY_PROVIDER, g_strdup (_("Enter Key…")));

  return NULL;
}

/**
 * troupe_draft_problem_mend:
 * @self: a problem
 * @model: the range that it was found with
 * @provider: the same of the provider
 * @widget: in the window
 *
 * Mends a problem, or opens the place where it can be mended.
 */
void
troupe_draft_problem_mend (const TroupeDraftProblem *self,
                           TroupeRangeModel         *model,
                           TroupeProvider           *provider,
                           GtkWidget                *widget)
{
  switch (self->remedy)
    {
    case TROUPE_DRAFT_REMEDY_NONE:
      break;
    case TROUPE_DRAFT_REMEDY_FIT:
      troupe_range_model_fit (model);
      break;
    case TROUPE_DRAFT_REMEDY_HOST:
      gtk_widget_activate_action (widget, "app.hosts", NULL);
      break;
    case TROUPE_DRAFT_REMEDY_PROVIDER:
      gtk_widget_activate_action (widget, "app.provider", "s", troupe_provider_get_id (provider));
      break;
    }
}

/**
 * troupe_draft_problem_free:
 * @self: (transfer full): a problem
 *
 * Frees a problem.
 */
void
troupe_draft_problem_free (TroupeDraftProblem *self)
{
  g_free (self->text);
  g_free (self->remedy_label);
  g_free (self);
}
