/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-queue.h"

#include "troupe-job-error.h"

/* Cutting takes a processor. How many go out at the same time is for each account to say. */
#define MAX_PREPARING 2

/**
 * TroupeJobQueue:
 *
 * The jobs that this process carries out: some run, the others wait for their turn. A job whose provider
 * refuses the key is kept until the account changes or the person asks.
 */
struct _TroupeJobQueue
{
  GObject    parent_instance;

  /* Owned */
  GPtrArray *running;    /* of TroupeJobRun */
  GPtrArray *stopped;    /* of TroupeJobRun */
  GQueue     waiting;    /* of TroupeJobRun */
  GHashTable *full;      /* of TroupeProvider: other processes have as many as it takes */

  gboolean   is_busy;    /* as it was told */
};

G_DEFINE_FINAL_TYPE (TroupeJobQueue, troupe_job_queue, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_BUSY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static guint unwritten_signal;

static void start_waiting (TroupeJobQueue *self);

static void
update_busy (TroupeJobQueue *self)
{
  const gboolean is_busy = troupe_job_queue_is_busy (self);

  if (self->is_busy == is_busy)
    return;
  self->is_busy = is_busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
changed_cb (TroupeJobQueue *self)
{
  start_waiting (self);
  update_busy (self);
}

static void
wake_at (TroupeJobQueue *self,
         guint           position)
{
  g_queue_push_tail (&self->waiting, g_ptr_array_steal_index (self->stopped, position));
}

/* With another key or at another address the provider may answer. */
static void
wake_all_of (TroupeJobQueue *self,
             TroupeProvider *provider)
{
  g_signal_handlers_disconnect_by_data (provider, self);
  for (guint i = self->stopped->len; i > 0; i--)
    {
      if (troupe_job_run_get_provider (g_ptr_array_index (self->stopped, i - 1)) == provider)
        wake_at (self, i - 1);
    }
  changed_cb (self);
}

static void
key_changed_cb (TroupeProvider *provider,
                TroupeJobQueue *self)
{
  wake_all_of (self, provider);
}

static void
base_changed_cb (TroupeProvider *provider,
                 GParamSpec     *pspec,
                 TroupeJobQueue *self)
{
  wake_all_of (self, provider);
}

static void
keep_stopped (TroupeJobQueue *self,
              TroupeJobRun   *run)
{
  TroupeProvider *provider = troupe_job_run_get_provider (run);
  const gboolean is_moved = troupe_problem_matches (troupe_job_run_get_job (run)->problem, TROUPE_JOB_ERROR,
                                                    TROUPE_JOB_ERROR_MOVED);

  g_ptr_array_add (self->stopped, g_object_ref (run));
  if (provider == NULL)
    return;
  for (guint i = 0; i < self->running->len; i++)
    {
      TroupeJobRun *other = g_ptr_array_index (self->running, i);

      if (other != run && !is_moved && troupe_job_run_get_provider (other) == provider)
        troupe_job_run_refuse (other, troupe_job_run_get_job (run)->problem);
    }
  g_signal_handlers_disconnect_by_data (provider, self);    /* of another one of the same account */
  g_signal_connect_object (provider, "key-changed", G_CALLBACK (key_changed_cb), self, 0);
  g_signal_connect_object (provider, "notify::base", G_CALLBACK (base_changed_cb), self, 0);
}

/* In front, where it was */
static void
keep_waiting (TroupeJobQueue *self,
              TroupeJobRun   *run)
{
  g_queue_push_head (&self->waiting, g_object_ref (run));
  g_hash_table_add (self->full, g_object_ref (troupe_job_run_get_provider (run)));
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (TroupeJobQueue) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!troupe_job_run_start_finish (TROUPE_JOB_RUN (source), result, &error))
    {
      g_warning ("A job could not be written down: %s", error->message);
      g_signal_emit (self, unwritten_signal, 0, error);
    }

  if (troupe_job_run_is_stopped (TROUPE_JOB_RUN (source)))
    keep_stopped (self, TROUPE_JOB_RUN (source));
  if (troupe_job_run_is_full (TROUPE_JOB_RUN (source)))
    keep_waiting (self, TROUPE_JOB_RUN (source));
  g_signal_handlers_disconnect_by_data (source, self);
  g_ptr_array_remove (self->running, source);
  changed_cb (self);
}

/* Those that wait for their provider keep nobody from anything, whether it answers or not. */
static guint
count_preparing (TroupeJobQueue *self)
{
  guint n_preparing = 0;

  for (guint i = 0; i < self->running->len; i++)
    n_preparing += troupe_job_run_is_preparing (g_ptr_array_index (self->running, i));
  return n_preparing;
}

/* What is made and only has to be fetched does not count there any more. */
static guint
count_of (TroupeJobQueue *self,
          TroupeProvider *provider)
{
  guint n_running = 0;

  for (guint i = 0; i < self->running->len; i++)
    {
      TroupeJobRun *run = g_ptr_array_index (self->running, i);

      n_running += troupe_job_run_get_provider (run) == provider &&
                   troupe_job_run_get_job (run)->state <= TROUPE_JOB_STATE_RUNNING;
    }
  return n_running;
}

/* The first one of the account that has the fewest going on, and may have one more. What a provider has already is
 * brought home however many there are; what is to be cut waits until there is a processor for it. */
static TroupeJobRun *
take_next (TroupeJobQueue *self)
{
  const gboolean may_prepare = count_preparing (self) < MAX_PREPARING;
  TroupeJobRun *run;
  GList *best = NULL;
  guint fewest = G_MAXUINT;

  for (GList *l = self->waiting.head; l != NULL && fewest > 0; l = l->next)
    {
      TroupeProvider *provider = troupe_job_run_get_provider (l->data);
      const gboolean is_unpaid = provider != NULL &&
                                 troupe_job_state_is_unpaid (troupe_job_run_get_job (l->data)->state);
      const guint n_running = is_unpaid ? count_of (self, provider) : 0;

      if (is_unpaid && !may_prepare && troupe_job_run_is_preparing (l->data))
        continue;
      if (is_unpaid && g_hash_table_contains (self->full, provider))
        continue;
      if (n_running >= fewest || (is_unpaid && n_running >= troupe_provider_get_jobs_at_once (provider)))
        continue;
      best = l;
      fewest = n_running;
    }
  if (best == NULL)
    return NULL;

  run = best->data;
  g_queue_delete_link (&self->waiting, best);
  return run;
}

/* Takes run */
static void
start (TroupeJobQueue *self,
       TroupeJobRun   *run)
{
  TroupeProvider *provider = troupe_job_run_get_provider (run);

  if (provider != NULL)
    troupe_job_run_set_room (run, MAX (troupe_provider_get_jobs_at_once (provider), count_of (self, provider) + 1) -
                             count_of (self, provider));
  g_ptr_array_add (self->running, run);
  g_signal_connect_object (run, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  troupe_job_run_start_async (run, ended_cb, g_object_ref (self));
}

static void
start_waiting (TroupeJobQueue *self)
{
  TroupeJobRun *run;

  while ((run = take_next (self)) != NULL)
    start (self, run);
}

static void
troupe_job_queue_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  TroupeJobQueue *self = TROUPE_JOB_QUEUE (object);

  switch (prop_id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, troupe_job_queue_is_busy (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_job_queue_finalize (GObject *object)
{
  TroupeJobQueue *self = TROUPE_JOB_QUEUE (object);

  g_clear_pointer (&self->running, g_ptr_array_unref);
  g_clear_pointer (&self->stopped, g_ptr_array_unref);
  g_clear_pointer (&self->full, g_hash_table_unref);
  g_queue_clear_full (&self->waiting, g_object_unref);
  G_OBJECT_CLASS (troupe_job_queue_parent_class)->finalize (object);
}

static void
troupe_job_queue_class_init (TroupeJobQueueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = troupe_job_queue_get_property;
  object_class->finalize = troupe_job_queue_finalize;

  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  unwritten_signal = g_signal_new ("unwritten", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
troupe_job_queue_init (TroupeJobQueue *self)
{
  self->running = g_ptr_array_new_with_free_func (g_object_unref);
  self->stopped = g_ptr_array_new_with_free_func (g_object_unref);
  self->full = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  g_queue_init (&self->waiting);
}

/**
 * troupe_job_queue_new:
 *
 * Returns: (transfer full): a queue without jobs
 */
TroupeJobQueue *
troupe_job_queue_new (void)
{
  return g_object_new (TROUPE_TYPE_JOB_QUEUE, NULL);
}

/**
 * troupe_job_queue_add:
 * @self: a queue
 * @run: (transfer full): a run that has not started
 *
 * Starts a run when it is its turn.
 */
void
troupe_job_queue_add (TroupeJobQueue *self,
                      TroupeJobRun   *run)
{
  g_return_if_fail (TROUPE_IS_JOB_QUEUE (self));
  g_return_if_fail (TROUPE_IS_JOB_RUN (run));

  g_queue_push_tail (&self->waiting, run);
  changed_cb (self);
}

/**
 * troupe_job_queue_find:
 * @self: a queue
 * @id: a character or a video
 *
 * Returns: (transfer none) (nullable): the run that makes it, or `NULL` when none does or it was stopped
 */
TroupeJobRun *
troupe_job_queue_find (TroupeJobQueue *self,
                       const char     *id)
{
  g_return_val_if_fail (TROUPE_IS_JOB_QUEUE (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < self->running->len; i++)
    {
      TroupeJobRun *run = g_ptr_array_index (self->running, i);

      if (troupe_job_run_makes (run, id))
        return run;
    }
  for (GList *l = self->waiting.head; l != NULL; l = l->next)
    {
      if (troupe_job_run_makes (l->data, id))
        return l->data;
    }
  return NULL;
}

/**
 * troupe_job_queue_cancel:
 * @self: a queue
 * @id: a job, a character or a video
 *
 * Stops a job before anything is paid, one where several make the same. One that waits does not wait for its turn to
 * be stopped.
 *
 * Returns: `FALSE` when it is too late, or when it is not carried out here
 */
gboolean
troupe_job_queue_cancel (TroupeJobQueue *self,
                         const char     *id)
{
  g_return_val_if_fail (TROUPE_IS_JOB_QUEUE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  for (guint i = 0; i < self->running->len; i++)
    {
      TroupeJobRun *run = g_ptr_array_index (self->running, i);

      if (troupe_job_run_makes (run, id) && troupe_job_run_cancel (run))
        return TRUE;
    }
  for (GList *l = self->waiting.head; l != NULL; l = l->next)
    {
      TroupeJobRun *run = l->data;

      if (!troupe_job_run_makes (run, id) || !troupe_job_run_cancel (run))
        continue;
      g_queue_delete_link (&self->waiting, l);
      start (self, run);
      return TRUE;
    }
  for (guint i = 0; i < self->stopped->len; i++)
    {
      TroupeJobRun *run = g_ptr_array_index (self->stopped, i);

      if (!troupe_job_run_makes (run, id) || !troupe_job_run_cancel (run))
        continue;
      start (self, g_ptr_array_steal_index (self->stopped, i));
      return TRUE;
    }
  return FALSE;
}

/**
 * troupe_job_queue_forget:
 * @self: a queue
 * @id: a job
 *
 * Keeps a job no longer whose provider is not asked about it any more.
 */
void
troupe_job_queue_forget (TroupeJobQueue *self,
                         const char     *id)
{
  g_return_if_fail (TROUPE_IS_JOB_QUEUE (self));
  g_return_if_fail (id != NULL);

  for (guint i = self->stopped->len; i > 0; i--)
    {
      if (g_str_equal (troupe_job_run_get_job (g_ptr_array_index (self->stopped, i - 1))->id, id))
        g_ptr_array_remove_index (self->stopped, i - 1);
    }
}

/**
 * troupe_job_queue_ask:
 * @self: a queue
 * @id: a character or a video
 *
 * Asks the provider about a job, where it is asked only seldom or not at all by now.
 *
 * Returns: whether a job makes it here
 */
gboolean
troupe_job_queue_ask (TroupeJobQueue *self,
                      const char     *id)
{
  TroupeJobRun *run;

  g_return_val_if_fail (TROUPE_IS_JOB_QUEUE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  run = troupe_job_queue_find (self, id);
  if (run != NULL)
    {
      troupe_job_run_ask (run);
      return TRUE;
    }
  for (guint i = 0; i < self->stopped->len; i++)
    {
      if (!troupe_job_run_makes (g_ptr_array_index (self->stopped, i), id))
        continue;
      wake_at (self, i);
      changed_cb (self);
      return TRUE;
    }
  return FALSE;
}

static int
compare_positions (gconstpointer a,
                   gconstpointer b,
                   gpointer      user_data)
{
  const double difference = troupe_job_run_get_job ((TroupeJobRun *) a)->position -
                            troupe_job_run_get_job ((TroupeJobRun *) b)->position;

  return (difference > 0) - (difference < 0);
}

/**
 * troupe_job_queue_sort:
 * @self: a queue
 * @positions: (element-type utf8 gdouble): places of jobs that wait, by id
 *
 * Takes up the order that the journal has now.
 */
void
troupe_job_queue_sort (TroupeJobQueue *self,
                       GHashTable     *positions)
{
  g_return_if_fail (TROUPE_IS_JOB_QUEUE (self));

  for (GList *l = self->waiting.head; l != NULL; l = l->next)
    {
      const double *position = g_hash_table_lookup (positions, troupe_job_run_get_job (l->data)->id);

      if (position != NULL)
        troupe_job_run_set_position (l->data, *position);
    }
  g_queue_sort (&self->waiting, compare_positions, NULL);
}

/**
 * troupe_job_queue_find_accounts:
 * @self: a queue
 * @providers: the accounts that there are now
 *
 * Goes on with jobs whose account was removed and is there again.
 */
void
troupe_job_queue_find_accounts (TroupeJobQueue  *self,
                                TroupeProviders *providers)
{
  g_return_if_fail (TROUPE_IS_JOB_QUEUE (self));

  for (guint i = self->stopped->len; i > 0; i--)
    {
      TroupeJobRun *run = g_ptr_array_index (self->stopped, i - 1);
      TroupeProvider *provider = troupe_providers_find (providers, troupe_job_run_get_job (run)->provider_id);

      if (provider == NULL || provider == troupe_job_run_get_provider (run))
        continue;
      troupe_job_run_set_provider (run, provider);
      wake_at (self, i - 1);
    }
  changed_cb (self);
}

/**
 * troupe_job_queue_look_again:
 * @self: a queue
 *
 * Tries once more to begin what waited for other processes: something in the journal has changed.
 */
void
troupe_job_queue_look_again (TroupeJobQueue *self)
{
  g_return_if_fail (TROUPE_IS_JOB_QUEUE (self));

  if (g_hash_table_size (self->full) == 0)
    return;
  g_hash_table_remove_all (self->full);
  changed_cb (self);
}

/**
 * troupe_job_queue_leave:
 * @self: a queue
 *
 * Stops asking providers, because nobody is there any more to be told. The jobs stay where they are.
 */
void
troupe_job_queue_leave (TroupeJobQueue *self)
{
  g_return_if_fail (TROUPE_IS_JOB_QUEUE (self));

  for (guint i = 0; i < self->running->len; i++)
    troupe_job_run_leave (g_ptr_array_index (self->running, i));
}

/**
 * troupe_job_queue_is_busy:
 * @self: a queue
 *
 * Returns: whether any job goes on here of which more is to be expected
 */
gboolean
troupe_job_queue_is_busy (TroupeJobQueue *self)
{
  g_return_val_if_fail (TROUPE_IS_JOB_QUEUE (self), FALSE);

  for (guint i = 0; i < self->running->len; i++)
    {
      if (!troupe_job_run_is_doubtful (g_ptr_array_index (self->running, i)))
        return TRUE;
    }
  return !g_queue_is_empty (&self->waiting);
}

/**
 * troupe_job_queue_is_empty:
 * @self: a queue
 *
 * Returns: whether no job is carried out or kept here
 */
gboolean
troupe_job_queue_is_empty (TroupeJobQueue *self)
{
  g_return_val_if_fail (TROUPE_IS_JOB_QUEUE (self), TRUE);

  return self->running->len == 0 && self->stopped->len == 0 && g_queue_is_empty (&self->waiting);
}
