/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli-job.h"

#include <math.h>

static const char *const kinds[] = { "character", "video", "remix" };
static const char *const charges[] = { NULL, "none", "charged", "refunded" };

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static void
set_number (JsonObject *object,
            const char *name,
            double      number)
{
  if (isnan (number) || number < 0)
    json_object_set_null_member (object, name);
  else
    json_object_set_double_member (object, name, number);
}

static void
set_time (JsonObject *object,
          const char *name,
          gint64      time_us)
{
  g_autoptr (GDateTime) time = time_us > 0 ? g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

  set_text (object, name, text);
}

/**
 * troupe_cli_job_describe:
 * @row: a job
 * @is_whole: whether with the request and the last answer
 *
 * Returns: (transfer full): the job
 */
JsonObject *
troupe_cli_job_describe (const TroupeJobRow *row,
                         gboolean            is_whole)
{
  JsonObject *object = json_object_new ();
  g_autofree char *curl = is_whole ? troupe_job_row_dup_curl (row) : NULL;

  set_text (object, "id", row->id);
  set_text (object, "kind", kinds[row->kind]);
  set_text (object, "title", row->title);
  set_text (object, "provider", row->provider_id);
  set_text (object, "state", troupe_job_state_to_word (row->state));
  set_number (object, "progress", row->progress);
  set_text (object, "character", row->character_id);
  set_text (object, "video", row->video_id);
  set_text (object, "job", row->remote_id);
  set_text (object, "word", row->answer_word);
  set_time (object, "created", row->created_us);
  set_time (object, "answered", row->answered_us);
  set_time (object, "ended", row->ended_us);
  json_object_set_int_member (object, "paid_calls", row->attempts);
  set_number (object, "reserved", row->reserved);
  set_number (object, "reported", row->reported);
  set_text (object, "unit", row->unit);
  set_text (object, "charge", charges[row->charge]);
  set_text (object, "stop", row->state == TROUPE_JOB_STATE_CANCELLED && row->stop != TROUPE_JOB_STOP_NONE
                            ? "stopped" : troupe_job_stop_to_word (row->stop));
  set_text (object, "problem", row->problem != NULL ? row->problem->message : NULL);
  if (!is_whole)
    return object;
  json_object_set_int_member (object, "status", row->answer_status);
  set_text (object, "request", row->request);
  set_text (object, "curl", curl);
  set_text (object, "answer", row->answer);
  return object;
}

/**
 * troupe_cli_job_describe_candidate:
 * @candidate: one of a provider's list
 *
 * Returns: (transfer full): what the list tells of it
 */
JsonObject *
troupe_cli_job_describe_candidate (const TroupeJobCandidate *candidate)
{
  JsonObject *object = json_object_new ();

  set_text (object, "job", candidate->remote_id);
  set_text (object, "prompt", candidate->prompt);
  set_text (object, "model", candidate->model);
  set_text (object, "word", candidate->word);
  set_time (object, "created", candidate->created_us);
  return object;
}
