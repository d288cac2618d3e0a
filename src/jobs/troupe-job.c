/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job.h"

#include "troupe-library-error.h"

/* In the drafts of the database */
static const struct
{
  TroupeSource source;
  const char  *word;
} source_words[] = {
  { TROUPE_SOURCE_URL, "url" },
  { TROUPE_SOURCE_TASK, "task" },
  { TROUPE_SOURCE_FILE, "file" },
};

/**
 * troupe_job_new:
 *
 * Returns: (transfer full): a job of which nothing is known
 */
TroupeJob *
troupe_job_new (void)
{
  TroupeJob *self = g_new0 (TroupeJob, 1);

  self->uploads = troupe_upload_list_new ();
  return self;
}

/* In place of the empty list */
static void
read_uploads (TroupeJob  *self,
              const char *text)
{
  g_ptr_array_unref (self->uploads);
  self->uploads = troupe_upload_list_from_json (text);
}

/**
 * troupe_job_free:
 * @self: (transfer full): a job
 *
 * Frees a job; the journal keeps it.
 */
void
troupe_job_free (TroupeJob *self)
{
  g_free (self->id);
  g_free (self->character_id);
  g_free (self->video_id);
  g_clear_pointer (&self->video, troupe_video_draft_free);
  g_free (self->provider_id);
  g_free (self->base);
  g_clear_pointer (&self->problem, troupe_problem_free);
  g_free (self->clip_uri);
  g_free (self->media_uri);
  g_free (self->address);
  g_free (self->task_id);
  g_free (self->host_id);
  g_free (self->alias);
  g_free (self->clip_file);
  g_ptr_array_unref (self->uploads);
  g_free (self->published);
  g_free (self->key);
  g_free (self->remote_id);
  g_free (self->picture_url);
  g_free (self);
}

static void
add_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static char *
object_to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return json_to_string (node, FALSE);
}

/**
 * troupe_job_draft_to_json:
 * @self: a job
 *
 * Writes down what the person asked for, as far as the character does not hold it.
 *
 * Returns: (transfer full): a JSON object
 */
char *
troupe_job_draft_to_json (const TroupeJob *self)
{
  g_autoptr (JsonObject) object = NULL;

  if (self->video != NULL)
    return troupe_video_draft_to_json (self->video);

  object = json_object_new ();
  for (guint i = 0; i < G_N_ELEMENTS (source_words); i++)
    {
      if (source_words[i].source == self->source)
        add_text (object, "source", source_words[i].word);
    }
  add_text (object, "media", self->media_uri);
  add_text (object, "address", self->address);
  add_text (object, "task", self->task_id);
  add_text (object, "host", self->host_id);
  if (self->is_again)
    {
      json_object_set_int_member (object, "start", (gint64) self->range.start_ns);
      json_object_set_int_member (object, "end", (gint64) self->range.end_ns);
    }
  return object_to_text (object);
}

/* NULL where the text is no object */
static JsonObject *
parse_object (const char *text)
{
  g_autoptr (JsonNode) node = NULL;

  if (text != NULL)
    node = json_from_string (text, NULL);    /* what is no JSON says nothing */
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  return json_node_dup_object (node);
}

static char *
dup_text (JsonObject *object,
          const char *name)
{
  return g_strdup (json_object_get_string_member_with_default (object, name, NULL));
}

/* After the range of the character */
static void
read_draft (TroupeJob  *self,
            const char *text)
{
  g_autoptr (JsonObject) object = parse_object (text);
  const char *word;

  if (object == NULL)
    return;

  word = json_object_get_string_member_with_default (object, "source", "");
  for (guint i = 0; i < G_N_ELEMENTS (source_words); i++)
    {
      if (g_str_equal (source_words[i].word, word))
        self->source = source_words[i].source;
    }
  self->media_uri = dup_text (object, "media");
  self->address = dup_text (object, "address");
  self->task_id = dup_text (object, "task");
  self->host_id = dup_text (object, "host");
  self->kept_ns = self->range.end_ns - self->range.start_ns;
  self->is_again = json_object_has_member (object, "end");
  if (self->is_again)
    {
      self->range.start_ns = (guint64) json_object_get_int_member_with_default (object, "start", 0);
      self->range.end_ns = (guint64) json_object_get_int_member_with_default (object, "end", 0);
    }
}

/* The person told it to a process that is not there any more. */
static void
read_wish (TroupeJob  *self,
           const char *wish)
{
  self->is_unwanted = g_strcmp0 (wish, "cancel") == 0;
  if (g_strcmp0 (wish, "stop") == 0 && self->stop == TROUPE_JOB_STOP_NONE)
    self->stop = TROUPE_JOB_STOP_ASKED;
}

#define SELECT_JOB \
        "SELECT j.id, j.character_id, j.provider_id, j.state, j.problem, j.draft, j.published," \
        " c.start_ns, c.end_ns, c.alias, c.clip_uri, c.clip_file," \
        " (SELECT count (*) FROM pictures WHERE character_id = c.id AND kind = 'still')," \
        " (SELECT picture_url FROM identities WHERE character_id = c.id" \
        "   AND provider_id = j.provider_id ORDER BY seq DESC LIMIT 1)," \
        " ifnull (j.key, j.id), j.remote_id," \
        " EXISTS (SELECT 1 FROM identities WHERE character_id = c.id" \
        "   AND provider_id = j.provider_id AND remote_id = j.remote_id), j.position, j.wish," \
        " " TROUPE_JOB_HAS_OPEN_CALL ", j.base" \
        " FROM jobs AS j JOIN characters AS c ON c.id = j.character_id"

static TroupeJob *
read_job (TroupeRows *rows,
          GError    **error)
{
  g_autoptr (TroupeJob) self = troupe_job_new ();
  const char *problem = troupe_rows_get_text (rows, 4);

  self->id = g_strdup (troupe_rows_get_text (rows, 0));
  self->character_id = g_strdup (troupe_rows_get_text (rows, 1));
  self->provider_id = g_strdup (troupe_rows_get_text (rows, 2));
  self->problem = problem != NULL ? troupe_problem_from_json (problem) : NULL;
  self->range.start_ns = (guint64) troupe_rows_get_integer (rows, 7);
  self->range.end_ns = (guint64) troupe_rows_get_integer (rows, 8);
  self->alias = g_strdup (troupe_rows_get_text (rows, 9));
  self->clip_uri = g_strdup (troupe_rows_get_text (rows, 10));
  self->clip_file = g_strdup (troupe_rows_get_text (rows, 11));
  self->n_stills = (guint) troupe_rows_get_integer (rows, 12);
  self->picture_url = g_strdup (troupe_rows_get_text (rows, 13));
  self->key = g_strdup (troupe_rows_get_text (rows, 14));
  self->remote_id = g_strdup (troupe_rows_get_text (rows, 15));
  self->has_identity = troupe_rows_get_integer (rows, 16) != 0;
  self->position = troupe_rows_get_double (rows, 17);
  self->is_doubted = troupe_rows_get_integer (rows, 19) != 0;
  self->base = g_strdup (troupe_rows_get_text (rows, 20));
  read_wish (self, troupe_rows_get_text (rows, 18));
  read_uploads (self, troupe_rows_get_text (rows, 6));
  read_draft (self, troupe_rows_get_text (rows, 5));

  if (troupe_job_state_from_word (troupe_rows_get_text (rows, 3), &self->state) &&
      self->source != 0 && self->media_uri != NULL)
    return g_steal_pointer (&self);

  g_set_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_DAMAGED,
               "job %s: cannot be understood", self->id);
  return NULL;
}

#define SELECT_VIDEO_JOB \
        "SELECT j.id, j.video_id, j.provider_id, j.state, j.problem, j.draft, ifnull (j.key, j.id)," \
        " j.remote_id, j.published, j.position, j.stop, j.wish, " TROUPE_JOB_HAS_OPEN_CALL ", j.base FROM jobs AS j"

static TroupeJob *
read_video_job (TroupeRows *rows,
                GError    **error)
{
  g_autoptr (TroupeJob) self = troupe_job_new ();
  const char *problem = troupe_rows_get_text (rows, 4);

  self->id = g_strdup (troupe_rows_get_text (rows, 0));
  self->video_id = g_strdup (troupe_rows_get_text (rows, 1));
  self->provider_id = g_strdup (troupe_rows_get_text (rows, 2));
  self->problem = problem != NULL ? troupe_problem_from_json (problem) : NULL;
  self->video = troupe_video_draft_from_json (troupe_rows_get_text (rows, 5));
  self->key = g_strdup (troupe_rows_get_text (rows, 6));
  self->remote_id = g_strdup (troupe_rows_get_text (rows, 7));
  read_uploads (self, troupe_rows_get_text (rows, 8));
  self->position = troupe_rows_get_double (rows, 9);
  self->stop = troupe_job_stop_from_word (troupe_rows_get_text (rows, 10));
  self->is_doubted = troupe_rows_get_integer (rows, 12) != 0;
  self->base = g_strdup (troupe_rows_get_text (rows, 13));
  read_wish (self, troupe_rows_get_text (rows, 11));

  if (troupe_job_state_from_word (troupe_rows_get_text (rows, 3), &self->state) &&
      self->video != NULL)
    return g_steal_pointer (&self);

  g_set_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_DAMAGED,
               "job %s: cannot be understood", self->id);
  return NULL;
}

typedef TroupeJob *(*ReadFunc) (TroupeRows *rows,
                                GError    **error);

/* One that cannot be understood is left out and logged. */
static gboolean
load_jobs (TroupeConnection *connection,
           const char       *sql,
           const char       *owner,
           ReadFunc          read,
           GPtrArray        *jobs,
           GError          **error)
{
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  rows = troupe_connection_query (connection, error, sql, "t", owner);
  if (rows == NULL)
    return FALSE;

  while (troupe_rows_next (rows, &failure))
    {
      g_autoptr (GError) strange = NULL;
      TroupeJob *job = read (rows, &strange);

      if (job != NULL)
        g_ptr_array_add (jobs, job);
      else
        g_warning ("%s", strange->message);
    }
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

#define IS_LIVE \
        "(j.state NOT IN ('done', 'failed', 'cancelled', 'unknown') OR" \
        " (j.state != 'unknown' AND j.published LIKE '%\"handle\"%'))"

static int
compare_positions (gconstpointer a,
                   gconstpointer b)
{
  const double difference = ((const TroupeJob *) a)->position - ((const TroupeJob *) b)->position;

  return (difference > 0) - (difference < 0);
}

/**
 * troupe_job_load_live:
 * @connection: a connection
 * @owner: (nullable): the name of a process, `NULL` for jobs that none carries out
 *
 * Reads the jobs that go on by themselves, and those that ended and left something at an address. One that cannot
 * be understood is left out and logged.
 *
 * Returns: (transfer container) (element-type TroupeJob): jobs in the order in which they go out
 */
GPtrArray *
troupe_job_load_live (TroupeConnection *connection,
                      const char       *owner,
                      GError          **error)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_job_free);

  if (!load_jobs (connection, SELECT_JOB " WHERE j.owner IS ?1 AND " IS_LIVE, owner, read_job, jobs, error) ||
      !load_jobs (connection, SELECT_VIDEO_JOB " WHERE j.owner IS ?1 AND j.video_id IS NOT NULL AND " IS_LIVE,
                  owner, read_video_job, jobs, error))
    return NULL;

  g_ptr_array_sort_values (jobs, compare_positions);
  return g_steal_pointer (&jobs);
}

/* Takes rows, which may be NULL; the first of them */
static TroupeJob *
read_only_job (TroupeRows *rows,
               ReadFunc    read,
               const char *whose,
               GError    **error)
{
  g_autoptr (TroupeRows) owned = rows;
  g_autoptr (GError) failure = NULL;

  if (rows == NULL)
    return NULL;
  if (troupe_rows_next (rows, &failure))
    return read (rows, error);

  if (failure == NULL)
    g_set_error (&failure, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND,
                 "%s has no job", whose);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * troupe_job_load:
 * @connection: a connection
 * @id: a job
 *
 * Reads a job, whatever it makes.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND` when there is none.
 *
 * Returns: (transfer full): the job
 */
TroupeJob *
troupe_job_load (TroupeConnection *connection,
                 const char       *id,
                 GError          **error)
{
  g_autoptr (GError) missing = NULL;
  TroupeJob *job;

  job = read_only_job (troupe_connection_query (connection, &missing, SELECT_JOB " WHERE j.id = ?1", "t", id),
                       read_job, id, &missing);
  if (g_error_matches (missing, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND))
    return read_only_job (troupe_connection_query (connection, error, SELECT_VIDEO_JOB " WHERE j.id = ?1",
                                                   "t", id), read_video_job, id, error);
  if (missing != NULL)
    g_propagate_error (error, g_steal_pointer (&missing));
  return job;
}

/**
 * troupe_job_load_video:
 * @connection: a connection
 * @video_id: a video
 *
 * Reads the job that makes a video.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND` when there is none.
 *
 * Returns: (transfer full): the job
 */
TroupeJob *
troupe_job_load_video (TroupeConnection *connection,
                       const char       *video_id,
                       GError          **error)
{
  return read_only_job (troupe_connection_query (connection, error,
                                                 SELECT_VIDEO_JOB " WHERE video_id = ?1"
                                                 " ORDER BY seq DESC LIMIT 1", "t", video_id),
                        read_video_job, video_id, error);
}

/**
 * troupe_job_load_newest:
 * @connection: a connection
 * @character_id: a character
 *
 * Reads the job that decides the state of a character.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND` when it has none.
 *
 * Returns: (transfer full): the job
 */
TroupeJob *
troupe_job_load_newest (TroupeConnection *connection,
                        const char       *character_id,
                        GError          **error)
{
  return read_only_job (troupe_connection_query (connection, error,
                                                 SELECT_JOB " WHERE j.character_id = ?1"
                                                 " ORDER BY j.seq DESC LIMIT 1", "t", character_id),
                        read_job, character_id, error);
}
