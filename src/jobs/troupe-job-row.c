/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-row.h"

#include <math.h>

#include "troupe-curl.h"
#include "troupe-job.h"
#include "troupe-job-error.h"
#include "troupe-provider-error.h"
#include "troupe-redact.h"
#include "troupe-shown.h"

#define MAX_REQUEST_LETTERS "65536"

/**
 * troupe_job_row_free:
 * @self: (transfer full): a row
 *
 * Frees a row. Safe from any thread.
 */
void
troupe_job_row_free (TroupeJobRow *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->character_id);
  g_free (self->video_id);
  g_free (self->provider_id);
  g_clear_pointer (&self->problem, troupe_problem_free);
  g_free (self->remote_id);
  g_free (self->answer_word);
  g_free (self->answer);
  g_free (self->request);
  g_free (self->unit);
  g_free (self->last_unit);
  g_free (self);
}

static TroupeJobKind
read_kind (const char *word)
{
  if (g_str_equal (word, "create-character"))
    return TROUPE_JOB_KIND_CHARACTER;
  return g_str_equal (word, "remix-video") ? TROUPE_JOB_KIND_REMIX : TROUPE_JOB_KIND_VIDEO;
}

static TroupeJobCharge
read_charge (const TroupeJobRow *self,
             const char         *word)
{
  if (self->attempts == 0 || (g_strcmp0 (word, "none") == 0 && !self->is_doubted))
    return TROUPE_JOB_CHARGE_NONE;
  if (g_strcmp0 (word, "charged") == 0)
    return TROUPE_JOB_CHARGE_CHARGED;
  return g_strcmp0 (word, "refunded") == 0 ? TROUPE_JOB_CHARGE_REFUNDED : TROUPE_JOB_CHARGE_UNKNOWN;
}

/* Without the blank lines before it */
static char *
dup_first_line (const char *text)
{
  const char *start = text != NULL ? text + strspn (text, " \t\r\n") : "";

  return g_strndup (start, strcspn (start, "\r\n"));
}

/* A picture that could not be fetched is all that a character can lack. */
static gboolean
lacks_result (const TroupeJobRow *self)
{
  if (self->state != TROUPE_JOB_STATE_DONE || self->problem == NULL)
    return FALSE;
  return self->video_id != NULL || troupe_problem_matches (self->problem, TROUPE_PROVIDER_ERROR,
                                                           TROUPE_PROVIDER_ERROR_PICTURE);
}

/* The median of the last ones of the same kind at the same provider that were done: one that had to wait for the
 * person counts as little as one that failed. Only asked of a job that goes on. */
#define USUAL_TIME \
        "CASE WHEN j.state NOT IN ('draft', 'done', 'failed', 'cancelled', 'unknown') THEN" \
        " (SELECT took FROM (SELECT took, row_number() OVER (ORDER BY took) AS place, count(*) OVER () AS n FROM" \
        "   (SELECT ended_us - started_us AS took FROM jobs WHERE state = 'done' AND provider_id = j.provider_id" \
        "    AND kind = j.kind AND started_us IS NOT NULL ORDER BY ended_us DESC LIMIT 9))" \
        "  WHERE place = (n + 1) / 2) END"

/* What is to be sent again, forgotten or not, was never answered, so only an earlier one tells. */
#define LAST_COST(what) \
        "CASE WHEN j.state IN ('unknown', 'failed') THEN (SELECT " what " FROM paid_calls WHERE provider_id = j.provider_id" \
        " AND kind = j.kind AND ifnull (reported, reserved) IS NOT NULL ORDER BY seq DESC LIMIT 1) END"

#define SELECT_ROW \
        "SELECT j.id, j.kind, j.character_id, j.video_id, j.provider_id, j.state, j.problem," \
        " j.remote_id, j.attempts, j.created_us, j.changed_us, j.started_us, j.ended_us, j.answered_us," \
        " ifnull (j.progress, -1), j.answer_status, j.answer_word, j.answer," \
        " substr (j.request, 1, " MAX_REQUEST_LETTERS "), j.position, j.revision," \
        " ifnull (c.alias, v.prompt), ifnull (c.deleted_us, v.deleted_us) IS NOT NULL, p.reserved, p.reported, p.unit," \
        " p.charge, j.wish IS NOT NULL, ifnull (j.stoppable, 0), j.stop, " USUAL_TIME "," \
        " " TROUPE_JOB_HAS_OPEN_CALL ", " LAST_COST ("ifnull (reported, reserved)") ", " LAST_COST ("unit") \
        " FROM jobs AS j LEFT JOIN characters AS c ON c.id = j.character_id" \
        " LEFT JOIN videos AS v ON v.id = j.video_id" \
        " LEFT JOIN paid_calls AS p ON p.seq =" \
        "  (SELECT max (seq) FROM paid_calls WHERE job_id = j.id)"

/* Older ones were kept with their addresses whole; what they are sent to is no secret. */
static char *
dup_request (const char *text)
{
  g_autoptr (JsonNode) node = NULL;
  JsonNode *body = NULL;

  if (text == NULL || strchr (text, '?') == NULL)
    return g_strdup (text);
  node = json_from_string (text, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return troupe_redact (text, NULL);    /* cut off */
  body = json_object_get_member (json_node_get_object (node), "body");
  if (body == NULL)
    return g_strdup (text);
  json_object_set_member (json_node_get_object (node), "body", troupe_shown_new (body));
  return json_to_string (node, FALSE);
}

static void
read_times (TroupeJobRow *self,
            TroupeRows   *rows)
{
  self->created_us = troupe_rows_get_integer (rows, 9);
  self->changed_us = troupe_rows_get_integer (rows, 10);
  self->started_us = troupe_rows_get_integer (rows, 11);
  self->ended_us = troupe_rows_get_integer (rows, 12);
  self->answered_us = troupe_rows_get_integer (rows, 13);
  self->usual_us = troupe_rows_get_integer (rows, 30);
}

static void
read_answer (TroupeJobRow *self,
             TroupeRows   *rows)
{
  self->progress = troupe_rows_get_double (rows, 14);
  self->answer_status = (guint) troupe_rows_get_integer (rows, 15);
  self->answer_word = g_strdup (troupe_rows_get_text (rows, 16));
  self->answer = g_strdup (troupe_rows_get_text (rows, 17));
  self->reserved = troupe_rows_get_double (rows, 23);
  self->reported = troupe_rows_get_double (rows, 24);
  self->unit = g_strdup (troupe_rows_get_text (rows, 25));
  self->charge = read_charge (self, troupe_rows_get_text (rows, 26));
  self->last_cost = troupe_rows_get_double (rows, 32);
  self->last_unit = g_strdup (troupe_rows_get_text (rows, 33));
}

static TroupeJobRow *
read_row (TroupeRows *rows)
{
  TroupeJobRow *self = g_new0 (TroupeJobRow, 1);
  const char *problem = troupe_rows_get_text (rows, 6);

  self->id = g_strdup (troupe_rows_get_text (rows, 0));
  self->kind = read_kind (troupe_rows_get_text (rows, 1));
  self->character_id = g_strdup (troupe_rows_get_text (rows, 2));
  self->video_id = g_strdup (troupe_rows_get_text (rows, 3));
  self->provider_id = g_strdup (troupe_rows_get_text (rows, 4));
  if (!troupe_job_state_from_word (troupe_rows_get_text (rows, 5), &self->state))
    self->state = TROUPE_JOB_STATE_UNKNOWN;    /* of a newer Troupe */
  self->problem = problem != NULL ? troupe_problem_from_json (problem) : NULL;
  self->remote_id = g_strdup (troupe_rows_get_text (rows, 7));
  self->attempts = (guint) troupe_rows_get_integer (rows, 8);
  self->is_doubted = troupe_rows_get_integer (rows, 31) != 0;
  read_times (self, rows);
  read_answer (self, rows);
  self->request = dup_request (troupe_rows_get_text (rows, 18));
  self->position = troupe_rows_get_double (rows, 19);
  self->revision = troupe_rows_get_integer (rows, 20);
  self->title = dup_first_line (troupe_rows_get_text (rows, 21));
  self->is_in_trash = troupe_rows_get_integer (rows, 22) != 0;
  self->has_wish = troupe_rows_get_integer (rows, 27) != 0;
  self->is_stoppable = troupe_rows_get_integer (rows, 28) != 0;
  self->stop = troupe_job_stop_from_word (troupe_rows_get_text (rows, 29));
  self->lacks_result = lacks_result (self);
  return self;
}

/* Takes rows, which may be NULL */
static GPtrArray *
read_rows (TroupeRows *rows,
           GError    **error)
{
  g_autoptr (TroupeRows) owned = rows;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) failure = NULL;

  if (rows == NULL)
    return NULL;

  list = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_job_row_free);
  while (troupe_rows_next (rows, &failure))
    g_ptr_array_add (list, read_row (rows));
  if (failure == NULL)
    return g_steal_pointer (&list);

  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * troupe_job_row_load:
 * @connection: a connection
 * @ids: (array zero-terminated=1): jobs
 *
 * Reads jobs; those that do not exist are left out. Owner thread.
 *
 * Returns: (transfer container) (element-type TroupeJobRow): the rows
 */
GPtrArray *
troupe_job_row_load (TroupeConnection  *connection,
                     const char *const *ids,
                     GError           **error)
{
  g_autofree char *json = troupe_connection_format_list (ids);

  return read_rows (troupe_connection_query (connection, error,
                                             SELECT_ROW " WHERE j.id IN"
                                             " (SELECT value FROM json_each (?1))", "t", json),
                    error);
}

/**
 * troupe_job_row_load_changed:
 * @connection: a connection
 * @since: a revision
 *
 * Reads the jobs that anybody changed after a revision. Owner thread.
 *
 * Returns: (transfer container) (element-type TroupeJobRow): the rows, the last change last
 */
GPtrArray *
troupe_job_row_load_changed (TroupeConnection *connection,
                             gint64            since,
                             GError          **error)
{
  return read_rows (troupe_connection_query (connection, error,
                                             SELECT_ROW " WHERE j.revision > ?1 ORDER BY j.revision",
                                             "i", since),
                    error);
}

/**
 * troupe_job_row_get_group:
 * @self: a row
 *
 * Returns: among which jobs it is shown
 */
TroupeJobGroup
troupe_job_row_get_group (const TroupeJobRow *self)
{
  switch (self->state)
    {
    case TROUPE_JOB_STATE_DRAFT:
      return TROUPE_JOB_GROUP_WAITING;

    case TROUPE_JOB_STATE_DONE:
    case TROUPE_JOB_STATE_FAILED:
    case TROUPE_JOB_STATE_CANCELLED:
      return TROUPE_JOB_GROUP_ENDED;

    case TROUPE_JOB_STATE_PREPARING:
    case TROUPE_JOB_STATE_PUBLISHING:
    case TROUPE_JOB_STATE_SUBMITTING:
    case TROUPE_JOB_STATE_ACCEPTED:
    case TROUPE_JOB_STATE_RUNNING:
    case TROUPE_JOB_STATE_FETCHING:
    case TROUPE_JOB_STATE_UNKNOWN:
      return TROUPE_JOB_GROUP_LIVE;
    }
  g_return_val_if_reached (TROUPE_JOB_GROUP_LIVE);
}

/**
 * troupe_job_row_get_place:
 * @self: a row
 *
 * Returns: what jobs of its group are sorted by
 */
double
troupe_job_row_get_place (const TroupeJobRow *self)
{
  switch (troupe_job_row_get_group (self))
    {
    case TROUPE_JOB_GROUP_LIVE:
      return (double) -self->created_us;

    case TROUPE_JOB_GROUP_WAITING:
      return self->position;

    case TROUPE_JOB_GROUP_ENDED:
      return (double) -self->ended_us;
    }
  g_return_val_if_reached (0);
}

static gboolean
is_moved (const TroupeJobRow *self)
{
  return troupe_problem_matches (self->problem, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_MOVED);
}

/* Its address may be gone for good. What a character lacks when it is fetched is no more than a picture. */
static TroupeJobAction
get_forget (const TroupeJobRow *self)
{
  return is_moved (self) && (self->state == TROUPE_JOB_STATE_RUNNING || self->video_id != NULL) ? TROUPE_JOB_ACTION_FORGET : 0;
}

/* What may have been carried out already is not composed anew. */
static TroupeJobAction
get_edit (const TroupeJobRow *self)
{
  return self->is_doubted ? 0 : TROUPE_JOB_ACTION_EDIT;
}

/**
 * troupe_job_row_get_actions:
 * @self: a row
 *
 * Tells what a person can do about a job. Whether its provider has a list to look for it in, only its profile
 * knows.
 *
 * Returns: any of them
 */
TroupeJobAction
troupe_job_row_get_actions (const TroupeJobRow *self)
{
  switch (self->state)
    {
    case TROUPE_JOB_STATE_DRAFT:
      return TROUPE_JOB_ACTION_CANCEL | TROUPE_JOB_ACTION_MOVE | get_edit (self);

    case TROUPE_JOB_STATE_PREPARING:
    case TROUPE_JOB_STATE_PUBLISHING:
      return TROUPE_JOB_ACTION_CANCEL | get_edit (self);

    case TROUPE_JOB_STATE_SUBMITTING:
      return 0;

    case TROUPE_JOB_STATE_FETCHING:
      return self->problem != NULL ? TROUPE_JOB_ACTION_ASK | get_forget (self) : 0;    /* it waits */

    case TROUPE_JOB_STATE_ACCEPTED:
      return TROUPE_JOB_ACTION_ASK;

    case TROUPE_JOB_STATE_RUNNING:
      return TROUPE_JOB_ACTION_ASK | get_forget (self) |
             (self->is_stoppable && self->stop == TROUPE_JOB_STOP_NONE ? TROUPE_JOB_ACTION_STOP : 0);

    case TROUPE_JOB_STATE_DONE:
      return self->lacks_result ? TROUPE_JOB_ACTION_REFETCH : 0;

    case TROUPE_JOB_STATE_FAILED:
    case TROUPE_JOB_STATE_CANCELLED:
      return self->is_in_trash ? 0 : TROUPE_JOB_ACTION_RETRY | TROUPE_JOB_ACTION_EDIT;

    case TROUPE_JOB_STATE_UNKNOWN:
      return TROUPE_JOB_ACTION_SEND_AGAIN | TROUPE_JOB_ACTION_LOOK_FOR | TROUPE_JOB_ACTION_FORGET;
    }
  g_return_val_if_reached (0);
}

/**
 * troupe_job_row_needs_person:
 * @self: a row
 *
 * Returns: whether nobody knows what became of it, the provider refuses the key to ask about it, or its account has
 *   another address
 */
gboolean
troupe_job_row_needs_person (const TroupeJobRow *self)
{
  if (self->state == TROUPE_JOB_STATE_UNKNOWN)
    return TRUE;
  return troupe_job_state_is_live (self->state) &&
         (is_moved (self) || troupe_problem_matches (self->problem, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_KEY) ||
          troupe_problem_matches (self->problem, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_NO_KEY));
}

/**
 * troupe_job_row_dup_curl:
 * @self: a row
 *
 * Writes the paid call as a command line, with the key masked and without what signs addresses.
 *
 * Returns: (transfer full) (nullable): the command line, `NULL` before the call was built
 */
char *
troupe_job_row_dup_curl (const TroupeJobRow *self)
{
  g_autoptr (JsonNode) node = NULL;

  if (self->request != NULL)
    node = json_from_string (self->request, NULL);    /* one that was cut off is no request */
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? troupe_curl_write (json_node_get_object (node)) : NULL;
}
