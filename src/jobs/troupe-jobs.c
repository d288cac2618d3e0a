/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-jobs.h"

#include "troupe-job-place.h"
#include "troupe-job-summary.h"
#include "troupe-library-error.h"
#include "troupe-library-private.h"

/* Rows that are read in one go */
#define PAGE_SIZE 50

/**
 * TroupeJobs:
 *
 * The jobs of a library as objects.
 *
 * Every writing of a job raises its revision; what is newer than the last known revision is read, and becomes
 * changed records and one signal.
 */
struct _TroupeJobs
{
  GObject        parent_instance;

  gint64         revision;       /* the newest that is known here, -1 before the first look */
  guint          n_live;
  guint          n_going;
  guint          n_waiting;
  guint          n_moving;
  guint          n_ended;        /* of the jobs that went on since there was none */
  double         progress;
  gboolean       looking;
  gboolean       look_again;

  /* Owned */
  TroupeLibrary *library;
  GHashTable    *records;        /* id to GWeakRef */
  GHashTable    *live;           /* of ids */
  GPtrArray     *wanted;         /* of char: ids to read */
  GCancellable  *cancellable;    /* of all reading */
  guint          load_source;
};

G_DEFINE_FINAL_TYPE (TroupeJobs, troupe_jobs, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_N_WAITING,
  PROP_PROGRESS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static guint changed_signal;

/* One thing to read on the owner thread */
typedef struct
{
  char           **ids;
  gint64           since;
  TroupeJobSummary summary;
  GPtrArray       *rows;    /* of TroupeJobRow */
} Read;

static void
read_free (Read *data)
{
  g_strfreev (data->ids);
  troupe_job_summary_clear (&data->summary);
  g_clear_pointer (&data->rows, g_ptr_array_unref);
  g_free (data);
}

static void
weak_ref_free (GWeakRef *weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}

static GTask *
make_task (TroupeJobs         *self,
           Read               *data,
           gpointer            tag,
           GCancellable       *cancellable,
           GAsyncReadyCallback callback,
           gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, data, (GDestroyNotify) read_free);
  return task;
}

static TroupeJobRecord *
find (TroupeJobs *self,
      const char *id)
{
  GWeakRef *weak = g_hash_table_lookup (self->records, id);

  return weak != NULL ? g_weak_ref_get (weak) : NULL;
}

static TroupeJobRecord *
create_record (TroupeJobs *self,
               const char *id)
{
  TroupeJobRecord *record = troupe_job_record_new (id);
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, record);
  g_hash_table_insert (self->records, g_strdup (id), weak);
  return record;
}

/* Takes what the rows hold, and returns their records. */
static GPtrArray *
take_rows (TroupeJobs *self,
           GPtrArray  *rows)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree gpointer *stolen = NULL;
  gsize n_rows;

  stolen = g_ptr_array_steal (rows, &n_rows);
  for (gsize i = 0; i < n_rows; i++)
    {
      TroupeJobRow *row = stolen[i];
      TroupeJobRecord *record = find (self, row->id);

      if (record == NULL)
        record = create_record (self, row->id);
      g_ptr_array_add (records, record);
      troupe_job_record_take_row (record, row);
    }
  return records;
}

static gboolean
load_in_owner (TroupeConnection *connection,
               gpointer          user_data,
               GError          **error)
{
  Read *data = user_data;

  data->rows = troupe_job_row_load (connection, (const char *const *) data->ids, error);
  return data->rows != NULL;
}

static gboolean
look_in_owner (TroupeConnection *connection,
               gpointer          user_data,
               GError          **error)
{
  Read *data = user_data;

  if (!troupe_job_summary_read (&data->summary, connection, error))
    return FALSE;
  if (data->since < 0)
    return troupe_connection_query_integer (connection, "SELECT ifnull (max (revision), 0) FROM jobs",
                                            &data->since, error);

  data->rows = troupe_job_row_load_changed (connection, data->since, error);
  if (data->rows != NULL && data->rows->len > 0)
    data->since = ((TroupeJobRow *) data->rows->pdata[data->rows->len - 1])->revision;
  return data->rows != NULL;
}

/* Those that ended meanwhile count as whole, until none goes on: so it never goes back while others end. */
static void
take_summary (TroupeJobs       *self,
              TroupeJobSummary *summary)
{
  GHashTableIter iter;
  gpointer id;
  double progress = -1;

  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    self->n_ended += !g_hash_table_contains (summary->live, id);
  if (summary->n_live == 0)
    self->n_ended = 0;
  else
    progress = (self->n_ended + summary->progress) / (self->n_ended + summary->n_live);

  g_hash_table_unref (self->live);
  self->live = g_steal_pointer (&summary->live);
  self->n_live = summary->n_live;
  self->n_going = summary->n_going;
  self->n_moving = summary->n_moving;
  if (self->n_waiting != summary->n_waiting)
    {
      self->n_waiting = summary->n_waiting;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WAITING]);
    }
  if (self->progress < progress || self->progress > progress)
    {
      self->progress = progress;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
    }
}

static void look (TroupeJobs *self);

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeJobs *self = g_task_get_source_object (task);
  Read *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  g_task_return_boolean (task, TRUE);    /* nobody waits for it */
  self->looking = FALSE;
  if (!troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    {
      if (troupe_library_is_open (self->library))
        g_warning ("Changes of jobs could not be read: %s", error->message);
      return;
    }

  self->revision = data->since;
  take_summary (self, &data->summary);
  if (data->rows != NULL && data->rows->len > 0)
    {
      g_autoptr (GPtrArray) places = troupe_job_place_list_new (data->rows);
      g_autoptr (GPtrArray) records = take_rows (self, data->rows);    /* there while others are told of them */

      g_signal_emit (self, changed_signal, 0, places);
    }
  if (self->look_again)
    look (self);
}

static void
look (TroupeJobs *self)
{
  Read *data;
  GTask *task;

  self->look_again = self->looking;
  if (self->looking)
    return;

  self->looking = TRUE;
  data = g_new0 (Read, 1);
  data->since = self->revision;
  task = make_task (self, data, look, NULL, NULL, NULL);
  troupe_database_run_async (troupe_library_get_database (self->library), look_in_owner, data, NULL,
                             looked_cb, task);
}

static void
rows_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Read *data = g_task_get_task_data (task);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  g_task_return_boolean (task, TRUE);    /* nobody waits for it */
  if (troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    records = take_rows (g_task_get_source_object (task), data->rows);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("Jobs could not be read: %s", error->message);
}

static void
load_page (TroupeJobs *self,
           guint       from)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  Read *data = g_new0 (Read, 1);
  GTask *task;

  for (guint i = from; i < MIN (from + PAGE_SIZE, self->wanted->len); i++)
    g_strv_builder_add (builder, self->wanted->pdata[i]);
  data->ids = g_strv_builder_end (builder);
  task = make_task (self, data, load_page, NULL, NULL, NULL);
  troupe_database_run_async (troupe_library_get_database (self->library), load_in_owner, data,
                             self->cancellable, rows_loaded_cb, task);
}

static gboolean
load_idle (gpointer user_data)
{
  TroupeJobs *self = user_data;

  self->load_source = 0;
  for (guint from = 0; from < self->wanted->len; from += PAGE_SIZE)
    load_page (self, from);
  g_ptr_array_set_size (self->wanted, 0);
  return G_SOURCE_REMOVE;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeJobs *self = g_task_get_source_object (task);
  Read *data = g_task_get_task_data (task);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  if (!troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (data->rows->len == 0)
    {
      g_task_return_new_error (task, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND,
                               "there is no job %s", data->ids[0]);
      return;
    }

  records = take_rows (self, data->rows);
  g_task_return_pointer (task, g_object_ref (records->pdata[0]), g_object_unref);
}

static void
troupe_jobs_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  TroupeJobs *self = TROUPE_JOBS (object);

  switch (prop_id)
    {
    case PROP_N_WAITING:
      g_value_set_uint (value, troupe_jobs_get_n_waiting (self));
      break;

    case PROP_PROGRESS:
      g_value_set_double (value, troupe_jobs_get_progress (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_jobs_dispose (GObject *object)
{
  TroupeJobs *self = TROUPE_JOBS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->load_source, g_source_remove);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (troupe_jobs_parent_class)->dispose (object);
}

static void
troupe_jobs_finalize (GObject *object)
{
  TroupeJobs *self = TROUPE_JOBS (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->records, g_hash_table_unref);
  g_clear_pointer (&self->live, g_hash_table_unref);
  g_clear_pointer (&self->wanted, g_ptr_array_unref);
  G_OBJECT_CLASS (troupe_jobs_parent_class)->finalize (object);
}

static void
troupe_jobs_class_init (TroupeJobsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = troupe_jobs_get_property;
  object_class->dispose = troupe_jobs_dispose;
  object_class->finalize = troupe_jobs_finalize;

  properties[PROP_N_WAITING] = g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, -1, 1, -1,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * TroupeJobs::changed:
   * @self: the jobs
   * @places: (element-type TroupeJobPlace): those that changed or are new
   *
   * Somebody wrote something about jobs. Their records are up to date already.
   */
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_PTR_ARRAY | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
troupe_jobs_init (TroupeJobs *self)
{
  self->revision = -1;
  self->progress = -1;
  self->cancellable = g_cancellable_new ();
  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) weak_ref_free);
  self->live = g_hash_table_new (g_str_hash, g_str_equal);
  self->wanted = g_ptr_array_new_with_free_func (g_free);
}

/**
 * troupe_jobs_new:
 * @library: an open library
 *
 * Returns: (transfer full): its jobs
 */
TroupeJobs *
troupe_jobs_new (TroupeLibrary *library)
{
  TroupeJobs *self;

  g_return_val_if_fail (TROUPE_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (troupe_library_is_open (library), NULL);

  self = g_object_new (TROUPE_TYPE_JOBS, NULL);
  self->library = g_object_ref (library);
  g_signal_connect_object (library, "jobs-changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  look (self);
  return self;
}

/**
 * troupe_jobs_get_library:
 * @self: the jobs
 *
 * Returns: (transfer none): the library they are part of
 */
TroupeLibrary *
troupe_jobs_get_library (TroupeJobs *self)
{
  g_return_val_if_fail (TROUPE_IS_JOBS (self), NULL);

  return self->library;
}

/**
 * troupe_jobs_get_n_live:
 * @self: the jobs
 *
 * Returns: how many go on
 */
guint
troupe_jobs_get_n_live (TroupeJobs *self)
{
  g_return_val_if_fail (TROUPE_IS_JOBS (self), 0);

  return self->n_live;
}

/**
 * troupe_jobs_get_n_going:
 * @self: the jobs
 *
 * Returns: how many go on without the person
 */
guint
troupe_jobs_get_n_going (TroupeJobs *self)
{
  g_return_val_if_fail (TROUPE_IS_JOBS (self), 0);

  return self->n_going;
}

/**
 * troupe_jobs_get_n_waiting:
 * @self: the jobs
 *
 * Returns: how many cannot go on without the person
 */
guint
troupe_jobs_get_n_waiting (TroupeJobs *self)
{
  g_return_val_if_fail (TROUPE_IS_JOBS (self), 0);

  return self->n_waiting;
}

/**
 * troupe_jobs_get_n_moving:
 * @self: the jobs
 *
 * Returns: of how many bytes move: they are prepared, sent or fetched
 */
guint
troupe_jobs_get_n_moving (TroupeJobs *self)
{
  g_return_val_if_fail (TROUPE_IS_JOBS (self), 0);

  return self->n_moving;
}

/**
 * troupe_jobs_get_progress:
 * @self: the jobs
 *
 * Returns: how much of all that goes on is done, from 0 to 1, or -1 while nothing does
 */
double
troupe_jobs_get_progress (TroupeJobs *self)
{
  g_return_val_if_fail (TROUPE_IS_JOBS (self), -1);

  return self->progress;
}

/**
 * troupe_jobs_ref_record:
 * @self: the jobs
 * @id: a job
 *
 * Gets the one object of a job, and reads it when it was not read yet.
 *
 * Returns: (transfer full): its record
 */
TroupeJobRecord *
troupe_jobs_ref_record (TroupeJobs *self,
                        const char *id)
{
  TroupeJobRecord *record;

  g_return_val_if_fail (TROUPE_IS_JOBS (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  record = find (self, id);
  if (record != NULL)
    return record;

  record = create_record (self, id);
  g_ptr_array_add (self->wanted, g_strdup (id));
  if (self->load_source == 0)
    self->load_source = g_idle_add_full (G_PRIORITY_DEFAULT, load_idle, self, NULL);
  return record;
}

/**
 * troupe_jobs_load_async:
 * @self: the jobs
 * @id: a job
 * @cancellable: (nullable): a cancellable
 * @callback: called with the record
 * @user_data: for @callback
 *
 * Reads one job.
 */
void
troupe_jobs_load_async (TroupeJobs         *self,
                        const char         *id,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  Read *data;

  g_return_if_fail (TROUPE_IS_JOBS (self));
  g_return_if_fail (id != NULL);

  data = g_new0 (Read, 1);
  data->ids = g_strdupv ((char *[]) { (char *) id, NULL });
  troupe_database_run_async (troupe_library_get_database (self->library), load_in_owner, data, cancellable,
                             loaded_cb, make_task (self, data, troupe_jobs_load_async, cancellable,
                                                   callback, user_data));
}

/**
 * troupe_jobs_load_finish:
 * @self: the jobs
 * @result: the result
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND`.
 *
 * Returns: (transfer full): the record, with its row
 */
TroupeJobRecord *
troupe_jobs_load_finish (TroupeJobs   *self,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_jobs_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
