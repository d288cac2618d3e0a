/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-answer.h"

#include <math.h>

#include "troupe-job-problem.h"

#define MAX_TEXT_BYTES (8 * 1024)

/**
 * troupe_job_answer_is_cancelled:
 * @answer: a good answer
 *
 * Returns: whether it says that the task was ended, in contrast to one that failed
 */
gboolean
troupe_job_answer_is_cancelled (TroupeAnswer *answer)
{
  g_autofree char *word = troupe_answer_dup_status_word (answer);

  return word != NULL && (g_ascii_strcasecmp (word, "cancelled") == 0 || g_ascii_strcasecmp (word, "canceled") == 0);
}

/* What the answer tells of the credits of a task that has ended; else what the provider documents */
static const char *
get_charge (TroupeProvider *provider,
            double          reported,
            TroupeAnswer   *answer)
{
  const TroupeAnswerStatus status = troupe_answer_get_status (answer);
  const gboolean has_failed = status == TROUPE_ANSWER_STATUS_FAILED;

  if (!has_failed && status != TROUPE_ANSWER_STATUS_DONE)
    return NULL;
  if (reported > 0)
    return "charged";
  if (!isnan (reported))
    return has_failed ? "refunded" : "none";
  return has_failed && !troupe_job_answer_is_cancelled (answer)
         ? troupe_profile_get_failed_charge (troupe_provider_get_profile (provider)) : NULL;
}

static void
read_answer (TroupeJobAnswer *self,
             TroupeProvider  *provider,
             TroupeAnswer    *answer)
{
  const char *unit = troupe_profile_get_credit_unit (troupe_provider_get_profile (provider));

  self->http_status = troupe_answer_get_http_status (answer);
  self->word = troupe_answer_dup_status_word (answer);
  self->text = g_strdup (troupe_answer_get_body (answer));
  self->progress = troupe_answer_get_progress (answer);
  self->stoppable = troupe_answer_can_cancel (answer);
  self->reserved = troupe_answer_get_number (answer, "credits.reserved");
  self->reported = troupe_answer_get_number (answer, "credits");
  if (!isnan (self->reserved) || !isnan (self->reported))
    self->unit = g_strdup (unit);
  self->charge = get_charge (provider, self->reported, answer);
}

static void
read_error (TroupeJobAnswer *self,
            const GError    *error)
{
  const char *raw = troupe_provider_error_get_raw (error);
  g_autofree char *start = NULL;

  self->http_status = troupe_provider_error_get_http_status (error);
  if (raw == NULL)
    return;
  start = g_strndup (raw, MAX_TEXT_BYTES);
  self->text = g_utf8_make_valid (start, -1);
}

/**
 * troupe_job_answer_new:
 * @provider: who answered
 * @answer: (nullable): a good answer
 * @error: (nullable): what another one meant
 *
 * Keeps an answer of this moment.
 *
 * Returns: (transfer full): what to keep
 */
TroupeJobAnswer *
troupe_job_answer_new (TroupeProvider *provider,
                       TroupeAnswer   *answer,
                       const GError   *error)
{
  TroupeJobAnswer *self = g_new0 (TroupeJobAnswer, 1);

  self->time_us = g_get_real_time ();
  self->progress = -1;
  self->stoppable = -1;
  self->reserved = NAN;
  self->reported = NAN;
  if (answer != NULL)
    read_answer (self, provider, answer);
  else if (error != NULL)
    read_error (self, error);
  return self;
}

/**
 * troupe_job_answer_new_to_call:
 * @provider: who answered
 * @answer: (nullable): a good answer
 * @error: (nullable): what another one meant
 *
 * Keeps the answer to a paid call. Whose call the provider refuses pays nothing.
 *
 * Returns: (transfer full): what to keep
 */
TroupeJobAnswer *
troupe_job_answer_new_to_call (TroupeProvider *provider,
                               TroupeAnswer   *answer,
                               const GError   *error)
{
  TroupeJobAnswer *self = troupe_job_answer_new (provider, answer, error);

  if (answer == NULL && error != NULL && !troupe_job_problem_is_loss (error))
    self->charge = "none";
  return self;
}

/**
 * troupe_job_answer_free:
 * @self: (transfer full): what was to be kept
 *
 * Frees it.
 */
void
troupe_job_answer_free (TroupeJobAnswer *self)
{
  g_free (self->word);
  g_free (self->text);
  g_free (self->unit);
  g_free (self);
}

/* A later answer stays. Only while the provider works on it there is a progress. Only a video can be stopped. */
static const char update_job[] =
  "UPDATE jobs SET answered_us = ?1, answer_status = ?2, answer_word = ?3, answer = ?4,"
  " progress = CASE WHEN state IN ('accepted', 'running') AND ?5 >= 0 THEN ?5 ELSE progress END,"
  " stoppable = CASE WHEN ?7 >= 0 AND video_id IS NOT NULL THEN ?7 ELSE stoppable END"
  " WHERE id = ?6 AND ifnull (answered_us, 0) < ?1";

static const char update_call[] =
  "UPDATE paid_calls SET reserved = ifnull (?1, reserved), reported = ifnull (?2, reported),"
  " unit = ifnull (?3, unit), charge = ifnull (?4, charge)"
  " WHERE seq = (SELECT max (seq) FROM paid_calls WHERE job_id = ?5)";

/**
 * troupe_job_answer_write:
 * @self: what to keep
 * @connection: a connection in a transaction
 * @job_id: the job it is about
 *
 * Writes down what a provider answered about a job, and what it told of the cost. Owner thread.
 *
 * Returns: whether it was written
 */
gboolean
troupe_job_answer_write (const TroupeJobAnswer *self,
                         TroupeConnection      *connection,
                         const char            *job_id,
                         GError               **error)
{
  if (self->http_status != 0 &&
      !troupe_connection_execute (connection, error, update_job, "iittdti", self->time_us,
                                  (gint64) self->http_status, self->word, self->text, self->progress,
                                  job_id, (gint64) self->stoppable))
    return FALSE;
  if (isnan (self->reserved) && isnan (self->reported) && self->charge == NULL)
    return TRUE;
  return troupe_connection_execute (connection, error, update_call, "ddttt", self->reserved,
                                    self->reported, self->unit, self->charge, job_id);
}

/**
 * troupe_job_answer_write_call:
 * @connection: a connection in a transaction
 * @job_id: a job
 *
 * Writes down that a paid call leaves: what was spent stays known whatever becomes of the job. Owner thread.
 *
 * Returns: whether it was written
 */
gboolean
troupe_job_answer_write_call (TroupeConnection *connection,
                              const char       *job_id,
                              GError          **error)
{
  return troupe_connection_execute (connection, error,
                                    "INSERT INTO paid_calls (job_id, key, kind, provider_id, who, sent_us)"
                                    " SELECT j.id, ifnull (j.key, j.id), j.kind, j.provider_id,"
                                    " CASE WHEN j.character_id IS NOT NULL"
                                    "  THEN (SELECT alias FROM characters WHERE id = j.character_id)"
                                    "  ELSE (SELECT group_concat (alias, ', ') FROM (SELECT alias FROM casts"
                                    "    WHERE video_id = j.video_id ORDER BY position)) END, ?1"
                                    " FROM jobs AS j WHERE j.id = ?2", "it", g_get_real_time (), job_id);
}
