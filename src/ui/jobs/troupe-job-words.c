/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "troupe-duration-text.h"
#include "troupe-job-error.h"

/* Of the state enum, in its order; context "job state" */
static const struct
{
  const char *word;
  const char *icon;
} states[TROUPE_JOB_N_STATES] = {
  [TROUPE_JOB_STATE_DRAFT] = { NC_("job state", "Waits for its turn"), "document-open-recent-symbolic" },
  [TROUPE_JOB_STATE_PREPARING] = { NC_("job state", "Being prepared"), "content-loading-symbolic" },
  [TROUPE_JOB_STATE_PUBLISHING] = { NC_("job state", "Being uploaded"), "content-loading-symbolic" },
  [TROUPE_JOB_STATE_SUBMITTING] = { NC_("job state", "Being sent"), "content-loading-symbolic" },
  [TROUPE_JOB_STATE_ACCEPTED] = { NC_("job state", "Accepted"), "content-loading-symbolic" },
  [TROUPE_JOB_STATE_RUNNING] = { NC_("job state", "Being made"), "content-loading-symbolic" },
  [TROUPE_JOB_STATE_FETCHING] = { NC_("job state", "Being downloaded"), "content-loading-symbolic" },
  [TROUPE_JOB_STATE_DONE] = { NC_("job state", "Done"), "object-select-symbolic" },
  [TROUPE_JOB_STATE_FAILED] = { NC_("job state", "Failed"), "dialog-error-symbolic" },
  [TROUPE_JOB_STATE_CANCELLED] = { NC_("job state", "Cancelled"), "process-stop-symbolic" },
  /* Translators: a paid request was sent and its answer was lost */
  [TROUPE_JOB_STATE_UNKNOWN] = { NC_("job state", "Answer lost"), "dialog-question-symbolic" },
};

static gboolean
is_moved (const TroupeJobRow *row)
{
  return troupe_job_state_is_live (row->state) &&
         troupe_problem_matches (row->problem, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_MOVED);
}

/**
 * troupe_job_words_get_state:
 * @row: a job
 *
 * Returns: (transfer none): how it stands, in a few words
 */
const char *
troupe_job_words_get_state (const TroupeJobRow *row)
{
  if (row->lacks_result)
    /* Translators: of a job: the provider made it, and not all of it could be downloaded */
    return C_("job state", "Done, not all is here");
  if (is_moved (row))
    /* Translators: of a job: the account has another address now than the one where it was ordered */
    return C_("job state", "Waits for its address");
  if (troupe_job_row_needs_person (row) && row->state != TROUPE_JOB_STATE_UNKNOWN)
    /* Translators: of a job: the provider is asked about it again when the person has entered the key */
    return C_("job state", "Waits for the key");
  if (row->state == TROUPE_JOB_STATE_RUNNING &&
      (row->stop == TROUPE_JOB_STOP_ASKED || row->stop == TROUPE_JOB_STOP_SENT))
    /* Translators: the provider, to end a job that it works on */
    return C_("job state", "Asked to stop");
  if (row->state == TROUPE_JOB_STATE_FETCHING && row->problem != NULL)
    /* Translators: of a job: the provider made it, and it cannot be downloaded at the moment */
    return C_("job state", "Waits to be downloaded");
  if (row->state == TROUPE_JOB_STATE_CANCELLED && row->stop != TROUPE_JOB_STOP_NONE)
    /* Translators: a job, by the provider that worked on it */
    return C_("job state", "Stopped");
  return g_dpgettext2 (NULL, "job state", states[row->state].word);
}

/**
 * troupe_job_words_get_icon:
 * @row: a job
 *
 * Returns: (transfer none): the name of an icon for its state
 */
const char *
troupe_job_words_get_icon (const TroupeJobRow *row)
{
  if (row->lacks_result || (troupe_job_row_needs_person (row) && row->state != TROUPE_JOB_STATE_UNKNOWN))
    return "dialog-warning-symbolic";
  return states[row->state].icon;
}

/**
 * troupe_job_words_get_charge:
 * @row: a job
 *
 * Returns: (transfer none): what became of its credits
 */
const char *
troupe_job_words_get_charge (const TroupeJobRow *row)
{
  switch (row->charge)
    {
    case TROUPE_JOB_CHARGE_UNKNOWN:
      /* Translators: whether the provider took credits for a job */
      return C_("charge", "Not known");

    case TROUPE_JOB_CHARGE_NONE:
      return C_("charge", "Nothing was charged");

    case TROUPE_JOB_CHARGE_CHARGED:
      return C_("charge", "Charged");

    case TROUPE_JOB_CHARGE_REFUNDED:
      return C_("charge", "Charged and refunded");
    }
  g_return_val_if_reached ("");
}

/**
 * troupe_job_words_get_note:
 * @row: a job
 *
 * Returns: (transfer none) (nullable): what happened to one that needs the person or was to be stopped, and what can
 *   be done
 */
const char *
troupe_job_words_get_note (const TroupeJobRow *row)
{
  if (row->state == TROUPE_JOB_STATE_UNKNOWN)
    return _("The request was sent and no answer came back. The provider may have carried it out and charged "
             "for it. Troupe sends nothing again by itself.");
  if (row->stop == TROUPE_JOB_STOP_LATE && row->state == TROUPE_JOB_STATE_RUNNING)
    return _("It is too late to stop it: the provider goes on.");
  if (is_moved (row))
    return _("The account has another address now. Troupe sends nothing of this order there, and goes on with it when "
             "the address is put back.");
  if (!troupe_job_row_needs_person (row))
    return NULL;
  if (row->state == TROUPE_JOB_STATE_FETCHING)
    return _("The provider made it but refuses the key, so Troupe cannot download it.");
  return _("The provider works on it but refuses the key, so Troupe cannot ask how it stands.");
}

/**
 * troupe_job_words_dup_title:
 * @row: a job
 *
 * Returns: (transfer full): the alias or the beginning of the prompt, or else what kind of job it is
 */
char *
troupe_job_words_dup_title (const TroupeJobRow *row)
{
  if (row->title != NULL && *row->title != '\0')
    return g_strdup (row->title);
  return g_strdup (row->kind == TROUPE_JOB_KIND_CHARACTER ? C_("job", "Character") : C_("job", "Video"));
}

/**
 * troupe_job_words_get_provider:
 * @providers: the providers there are
 * @id: the id of one
 *
 * Returns: (transfer none): its name, or the id of one that is gone
 */
const char *
troupe_job_words_get_provider (TroupeProviders *providers,
                               const char      *id)
{
  TroupeProvider *provider = troupe_providers_find (providers, id);

  return provider != NULL ? troupe_provider_get_name (provider) : id;
}

/**
 * troupe_job_words_dup_state:
 * @row: a job
 * @providers: the providers there are
 *
 * Returns: (transfer full): the state, the provider's name and, while it works, its own word and percentage
 */
char *
troupe_job_words_dup_state (const TroupeJobRow *row,
                            TroupeProviders    *providers)
{
  const char *state = troupe_job_words_get_state (row);
  const char *provider = troupe_job_words_get_provider (providers, row->provider_id);

  if (row->state != TROUPE_JOB_STATE_RUNNING && row->state != TROUPE_JOB_STATE_FETCHING)
    /* Translators: how a job stands, and the provider that it is given to */
    return g_strdup_printf (C_("job", "%1$s · %2$s"), state, provider);
  if (row->progress >= 0)
    /* Translators: how a job stands, the provider, and how much of it is done */
    return g_strdup_printf (C_("job", "%1$s · %2$s · %3$.0f %%"), state, provider, row->progress * 100);
  if (row->answer_word != NULL)
    /* Translators: how a job stands, the provider, and the provider's own word for that, untranslated */
    return g_strdup_printf (C_("job", "%1$s · %2$s · “%3$s”"), state, provider, row->answer_word);
  return g_strdup_printf (C_("job", "%1$s · %2$s"), state, provider);
}

static char *
dup_ended (const TroupeJobRow *row)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local_usec (row->ended_us);

  if (time == NULL || row->ended_us == 0)
    return g_strdup ("");
  /* Translators: when a job ended, as of g_date_time_format(): %-d is the day, %B the month, %H:%M the time */
  return g_date_time_format (time, C_("job", "%-d %B, %H:%M"));
}

/* As good as nobody needs it: to 5 seconds, of minutes to 30 */
static char *
dup_left (const TroupeJobRow *row,
          gint64              now_us)
{
  const gint64 left_us = row->started_us + row->usual_us - now_us;
  const gint64 step_us = (left_us > G_USEC_PER_SEC * 60 ? 30 : 5) * G_USEC_PER_SEC;

  if (row->usual_us <= 0 || left_us <= 0)
    return NULL;    /* nobody knows, or it takes longer than usual */
  return troupe_duration_text_format ((left_us + step_us - 1) / step_us * step_us);
}

static char *
dup_elapsed (const TroupeJobRow *row,
             gint64              now_us)
{
  g_autofree char *elapsed = troupe_duration_text_format (now_us - row->started_us);
  g_autofree char *since = NULL;

  if (row->answered_us == 0)
    /* Translators: for how long a job goes on */
    return g_strdup_printf (C_("job", "For %s"), elapsed);
  since = troupe_duration_text_format (now_us - row->answered_us);
  /* Translators: for how long a job goes on, and how long ago its provider answered */
  return g_strdup_printf (C_("job", "For %1$s, last answer %2$s ago"), elapsed, since);
}

/**
 * troupe_job_words_dup_times:
 * @row: a job
 * @now_us: the time, microseconds since 1970
 *
 * Returns: (transfer full): for how long a job goes on, when its provider last answered, and how much longer it takes
 *   as others did; or when it ended
 */
char *
troupe_job_words_dup_times (const TroupeJobRow *row,
                            gint64              now_us)
{
  g_autofree char *elapsed = NULL;
  g_autofree char *left = NULL;

  if (!troupe_job_state_is_live (row->state))
    return dup_ended (row);
  if (row->started_us == 0)
    return g_strdup ("");

  elapsed = dup_elapsed (row, now_us);
  left = dup_left (row, now_us);
  if (left == NULL)
    return g_steal_pointer (&elapsed);
  /* Translators: for how long a job goes on, and for how long it probably still will: “For 12 s · about 40 s left” */
  return g_strdup_printf (C_("job", "%1$s · about %2$s left"), elapsed, left);
}

/**
 * troupe_job_words_describe:
 * @row: a job
 * @providers: the providers there are
 *
 * Returns: (transfer full): title and state in one line
 */
char *
troupe_job_words_describe (const TroupeJobRow *row,
                           TroupeProviders    *providers)
{
  g_autofree char *title = troupe_job_words_dup_title (row);

  /* Translators: what a job makes, the provider, and how it stands */
  return g_strdup_printf (C_("job", "%1$s, %2$s, %3$s"), title,
                          troupe_job_words_get_provider (providers, row->provider_id),
                          troupe_job_words_get_state (row));
}

/**
 * troupe_job_words_dup_credits:
 * @credits: an amount, not a number where nobody told
 * @unit: (nullable): what it is counted in
 *
 * Returns: (transfer full) (nullable): the amount, or `NULL`
 */
char *
troupe_job_words_dup_credits (double      credits,
                              const char *unit)
{
  if (isnan (credits))
    return NULL;
  /* Translators: an amount, and the provider's name for what it counts, untranslated */
  return g_strdup_printf (C_("credits", "%1$g %2$s"), credits, unit != NULL ? unit : _("credits"));
}

/**
 * troupe_job_words_dup_summary:
 * @jobs: the jobs
 *
 * Returns: (transfer full): how many there are, how far they are, and whether one needs the person
 */
char *
troupe_job_words_dup_summary (TroupeJobs *jobs)
{
  const guint n_live = troupe_jobs_get_n_live (jobs), n_waiting = troupe_jobs_get_n_waiting (jobs);
  g_autofree char *live = NULL;
  g_autofree char *waiting = NULL;

  if (n_live > 0)
    /* Translators: how many jobs go on, and how much of all of them is done */
    live = g_strdup_printf (ngettext ("%1$u job, %2$.0f %%", "%1$u jobs, %2$.0f %%", n_live), n_live,
                            troupe_jobs_get_progress (jobs) * 100);
  if (n_waiting > 0)
    /* Translators: how many jobs cannot go on without the person */
    waiting = g_strdup_printf (ngettext ("%u job needs you", "%u jobs need you", n_waiting), n_waiting);
  if (live != NULL && waiting != NULL)
    /* Translators: two statements on jobs */
    return g_strdup_printf (C_("jobs", "%1$s; %2$s"), live, waiting);
  if (live != NULL || waiting != NULL)
    return g_strdup (live != NULL ? live : waiting);
  return g_strdup (_("Jobs"));
}
