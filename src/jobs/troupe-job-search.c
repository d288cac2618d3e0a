/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-search.h"

/* Clocks differ, and a job may have waited before it was written down. */
#define EARLIEST_US (5 * 60 * G_GINT64_CONSTANT (1000000))
#define LATEST_US (60 * 60 * G_GINT64_CONSTANT (1000000))

/**
 * troupe_job_candidate_free:
 * @self: (transfer full): a candidate
 *
 * Frees a candidate.
 */
void
troupe_job_candidate_free (TroupeJobCandidate *self)
{
  g_free (self->remote_id);
  g_free (self->prompt);
  g_free (self->model);
  g_free (self->word);
  g_free (self);
}

/**
 * troupe_job_search_get_list:
 * @provider: the provider of a job
 * @makes_character: whether the job makes a character, in contrast to a video
 *
 * Returns: (nullable): the call that lists such jobs, `NULL` where there is none
 */
const char *
troupe_job_search_get_list (TroupeProvider *provider,
                            gboolean        makes_character)
{
  const char *name = makes_character ? "list-characters" : "list-videos";

  return troupe_profile_get_call (troupe_provider_get_profile (provider), name) != NULL ? name : NULL;
}

/**
 * troupe_job_search_is_possible:
 * @provider: (nullable): the provider of the job, `NULL` when it is not known any more
 * @row: a job
 *
 * Returns: whether nobody knows what became of the job, and the provider has a list in which it can be looked for
 */
gboolean
troupe_job_search_is_possible (TroupeProvider     *provider,
                               const TroupeJobRow *row)
{
  g_return_val_if_fail (row != NULL, FALSE);

  return provider != NULL && (troupe_job_row_get_actions (row) & TROUPE_JOB_ACTION_LOOK_FOR) != 0 &&
         troupe_job_search_get_list (provider, row->kind == TROUPE_JOB_KIND_CHARACTER) != NULL;
}

static TroupeJobCandidate *
candidate_new (TroupeAnswer *item)
{
  TroupeJobCandidate *self = g_new0 (TroupeJobCandidate, 1);
  g_autoptr (GDateTime) created = troupe_answer_dup_time (item, "created");

  self->remote_id = troupe_answer_dup_text (item, "job");
  self->prompt = troupe_answer_dup_text (item, "prompt");
  self->model = troupe_answer_dup_text (item, "model");
  self->word = troupe_answer_dup_status_word (item);
  self->created_us = created != NULL ? g_date_time_to_unix_usec (created) : 0;
  return self;
}

static gboolean
is_same_prompt (const char *a,
                const char *b)
{
  g_autofree char *here = g_strstrip (g_strdup (a));
  g_autofree char *there = g_strstrip (g_strdup (b));

  return g_str_equal (here, there);
}

/* Where the prompt is told it decides: some servers have a name of their own for the model. */
static gboolean
may_be (TroupeJobCandidate    *self,
        const TroupeJobSought *sought)
{
  const gint64 after_us = self->created_us - sought->sent_us;
  const gboolean is_model = sought->model == NULL || self->model == NULL || g_str_equal (self->model, sought->model);

  if (self->remote_id == NULL || g_hash_table_contains (sought->known, self->remote_id))
    return FALSE;
  if (self->created_us != 0 && (after_us < -EARLIEST_US || after_us > LATEST_US))
    return FALSE;
  if (self->prompt == NULL || sought->prompt == NULL)
    return is_model;

  self->is_certain = is_model && self->created_us != 0;
  return is_same_prompt (self->prompt, sought->prompt);
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      user_data)
{
  const TroupeJobCandidate *one = *(TroupeJobCandidate *const *) a, *other = *(TroupeJobCandidate *const *) b;
  const gint64 sent_us = *(const gint64 *) user_data;
  const gint64 distance = ABS (one->created_us - sent_us) - ABS (other->created_us - sent_us);

  if (one->is_certain != other->is_certain)
    return other->is_certain - one->is_certain;
  return (distance > 0) - (distance < 0);
}

/**
 * troupe_job_search_filter:
 * @sought: what is looked for
 * @items: (element-type TroupeAnswer): the provider's list of its jobs
 *
 * Finds those that may be the job whose answer was lost: nobody else's in the journal, made about when it was sent,
 * with the same prompt or, where the list does not tell prompts, of the same model.
 *
 * Returns: (transfer container) (element-type TroupeJobCandidate): the likeliest first
 */
GPtrArray *
troupe_job_search_filter (const TroupeJobSought *sought,
                          GPtrArray             *items)
{
  GPtrArray *candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_job_candidate_free);
  gint64 sent_us;

  g_return_val_if_fail (sought != NULL, candidates);

  for (guint i = 0; i < items->len; i++)
    {
      TroupeJobCandidate *candidate = candidate_new (g_ptr_array_index (items, i));

      if (may_be (candidate, sought))
        g_ptr_array_add (candidates, candidate);
      else
        troupe_job_candidate_free (candidate);
    }
  sent_us = sought->sent_us;
  g_ptr_array_sort_with_data (candidates, compare, &sent_us);
  return candidates;
}

/**
 * troupe_job_search_get_certain:
 * @candidates: (element-type TroupeJobCandidate): what troupe_job_search_filter() found
 *
 * Returns: (transfer none) (nullable): the one that needs no person to choose it, or `NULL`
 */
const TroupeJobCandidate *
troupe_job_search_get_certain (GPtrArray *candidates)
{
  const TroupeJobCandidate *first = candidates->len > 0 ? g_ptr_array_index (candidates, 0) : NULL;
  const TroupeJobCandidate *second = candidates->len > 1 ? g_ptr_array_index (candidates, 1) : NULL;

  return first != NULL && first->is_certain && (second == NULL || !second->is_certain) ? first : NULL;
}
