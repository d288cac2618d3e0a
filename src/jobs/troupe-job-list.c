/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-list.h"

#include "troupe-job-place.h"
#include "troupe-library-private.h"

/**
 * TroupeJobList:
 *
 * The jobs of a library, in the order in which people want to see them.
 *
 * It holds where each of them stands; the record of one is made, and its row read, when somebody asks for the
 * item. A job that changes and stays where it is costs nothing here.
 */
struct _TroupeJobList
{
  GObject       parent_instance;

  gboolean      live_only;
  gboolean      busy;

  /* Owned */
  TroupeJobs   *jobs;
  GPtrArray    *places;          /* of TroupeJobPlace */
  GHashTable   *by_id;           /* id to TroupeJobPlace, borrowed from places */
  GCancellable *query;           /* of the newest query, NULL when it is answered */
  guint         query_source;
};

static void troupe_job_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TroupeJobList, troupe_job_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, troupe_job_list_model_init))

enum
{
  PROP_0,
  PROP_BUSY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* One query; the data of its task */
typedef struct
{
  gboolean   live_only;
  GPtrArray *places;    /* of TroupeJobPlace */
} Query;

static void
query_free (Query *query)
{
  g_clear_pointer (&query->places, g_ptr_array_unref);
  g_free (query);
}

static GType
troupe_job_list_get_item_type (GListModel *model)
{
  return TROUPE_TYPE_JOB_RECORD;
}

static guint
troupe_job_list_get_n_items (GListModel *model)
{
  return TROUPE_JOB_LIST (model)->places->len;
}

static gpointer
troupe_job_list_get_item (GListModel *model,
                          guint       position)
{
  TroupeJobList *self = TROUPE_JOB_LIST (model);
  const TroupeJobPlace *place;

  if (position >= self->places->len)
    return NULL;

  place = g_ptr_array_index (self->places, position);
  return troupe_jobs_ref_record (self->jobs, place->id);
}

static void
troupe_job_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = troupe_job_list_get_item_type;
  iface->get_n_items = troupe_job_list_get_n_items;
  iface->get_item = troupe_job_list_get_item;
}

static gboolean
is_same (GPtrArray *a,
         guint      at_a,
         GPtrArray *b,
         guint      at_b)
{
  return g_str_equal (((TroupeJobPlace *) a->pdata[at_a])->id, ((TroupeJobPlace *) b->pdata[at_b])->id);
}

/* Takes places. What is the same at the beginning and at the end does not change. */
static void
replace_places (TroupeJobList *self,
                GPtrArray     *places)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->places);
  guint shorter = MIN (old->len, places->len);
  guint n_before = 0, n_after = 0;

  self->places = places;
  g_hash_table_remove_all (self->by_id);
  for (guint i = 0; i < places->len; i++)
    g_hash_table_insert (self->by_id, ((TroupeJobPlace *) places->pdata[i])->id, places->pdata[i]);

  while (n_before < shorter && is_same (old, n_before, places, n_before))
    n_before++;
  while (n_after < shorter - n_before &&
         is_same (old, old->len - 1 - n_after, places, places->len - 1 - n_after))
    n_after++;

  if (n_before + n_after < MAX (old->len, places->len))
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, old->len - n_before - n_after,
                                places->len - n_before - n_after);
}

static gboolean
query_in_owner (TroupeConnection *connection,
                gpointer          data,
                GError          **error)
{
  Query *query = data;

  query->places = troupe_job_place_load (connection, query->live_only, error);
  return query->places != NULL;
}

static void
queried_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeJobList *self = g_task_get_source_object (task);
  Query *query = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  const gboolean is_read = troupe_database_run_finish (TROUPE_DATABASE (source), result, &error);

  g_task_return_boolean (task, TRUE);    /* nobody waits for it */
  /* Of a query that a newer one took over from, even when its answer was on the way. */
  if (g_task_get_cancellable (task) != self->query)
    return;

  g_clear_object (&self->query);
  if (!is_read)
    {
      g_warning ("Jobs could not be looked up: %s", error->message);
      return;
    }

  replace_places (self, g_steal_pointer (&query->places));
  if (self->busy)
    {
      self->busy = FALSE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
    }
}

static void
start_query (TroupeJobList *self)
{
  TroupeLibrary *library = troupe_jobs_get_library (self->jobs);
  Query *query;
  GTask *task;

  if (!troupe_library_is_open (library))
    return;

  g_cancellable_cancel (self->query);
  g_clear_object (&self->query);
  self->query = g_cancellable_new ();
  query = g_new0 (Query, 1);
  query->live_only = self->live_only;
  task = g_task_new (self, self->query, NULL, NULL);
  g_task_set_source_tag (task, start_query);
  g_task_set_task_data (task, query, (GDestroyNotify) query_free);
  troupe_database_run_async (troupe_library_get_database (library), query_in_owner, query, self->query,
                             queried_cb, task);
}

static gboolean
query_idle (gpointer user_data)
{
  TroupeJobList *self = user_data;

  self->query_source = 0;
  start_query (self);
  return G_SOURCE_REMOVE;
}

static gboolean
has_moved (TroupeJobList        *self,
           const TroupeJobPlace *place)
{
  const TroupeJobPlace *known = g_hash_table_lookup (self->by_id, place->id);

  if (known == NULL)
    return !self->live_only || place->group != TROUPE_JOB_GROUP_ENDED;
  return known->group != place->group || known->place < place->place || known->place > place->place;
}

/* Many changes that come together are one. */
static void
changed_cb (TroupeJobList *self,
            GPtrArray     *places)
{
  for (guint i = 0; self->query_source == 0 && i < places->len; i++)
    {
      if (has_moved (self, g_ptr_array_index (places, i)))
        self->query_source = g_idle_add_full (G_PRIORITY_DEFAULT, query_idle, self, NULL);
    }
}

static void
troupe_job_list_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  TroupeJobList *self = TROUPE_JOB_LIST (object);

  switch (prop_id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, troupe_job_list_is_busy (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_job_list_dispose (GObject *object)
{
  TroupeJobList *self = TROUPE_JOB_LIST (object);

  g_clear_handle_id (&self->query_source, g_source_remove);
  g_clear_object (&self->query);
  g_clear_object (&self->jobs);
  G_OBJECT_CLASS (troupe_job_list_parent_class)->dispose (object);
}

static void
troupe_job_list_finalize (GObject *object)
{
  TroupeJobList *self = TROUPE_JOB_LIST (object);

  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  G_OBJECT_CLASS (troupe_job_list_parent_class)->finalize (object);
}

static void
troupe_job_list_class_init (TroupeJobListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = troupe_job_list_get_property;
  object_class->dispose = troupe_job_list_dispose;
  object_class->finalize = troupe_job_list_finalize;

  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, TRUE,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
troupe_job_list_init (TroupeJobList *self)
{
  self->busy = TRUE;
  self->places = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_job_place_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
}

/**
 * troupe_job_list_new:
 * @jobs: the jobs of an open library
 * @live_only: whether those that ended are left out
 *
 * Returns: (transfer full): the list; busy until it was looked up
 */
TroupeJobList *
troupe_job_list_new (TroupeJobs *jobs,
                     gboolean    live_only)
{
  TroupeJobList *self;

  g_return_val_if_fail (TROUPE_IS_JOBS (jobs), NULL);

  self = g_object_new (TROUPE_TYPE_JOB_LIST, NULL);
  self->live_only = live_only;
  self->jobs = g_object_ref (jobs);
  g_signal_connect_object (jobs, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  start_query (self);
  return self;
}

/**
 * troupe_job_list_is_busy:
 * @self: a list
 *
 * Returns: whether it was not looked up yet
 */
gboolean
troupe_job_list_is_busy (TroupeJobList *self)
{
  g_return_val_if_fail (TROUPE_IS_JOB_LIST (self), FALSE);

  return self->busy;
}
