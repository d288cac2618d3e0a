/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-queue.h"

/* Cutting takes a processor, and providers do not like crowds. */
#define MAX_WORKING 2

/**
 * TroupeJobQueue:
 *
 * The jobs that this process carries out: some run, the others wait for their turn.
 */
struct _TroupeJobQueue
{
  GObject    parent_instance;

  /* Owned */
  GPtrArray *running;    /* of TroupeJobRun */
  GQueue     waiting;    /* of TroupeJobRun */
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

  g_ptr_array_remove (self->running, source);
  start_waiting (self);
  if (!troupe_job_queue_is_busy (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

/* Those that only wait for their provider keep nobody from anything. */
static guint
count_working (TroupeJobQueue *self)
{
  guint n_working = 0;

  for (guint i = 0; i < self->running->len; i++)
    n_working += !troupe_job_run_is_following (g_ptr_array_index (self->running, i));
  return n_working;
}

static void
start_waiting (TroupeJobQueue *self)
{
  while (count_working (self) < MAX_WORKING && !g_queue_is_empty (&self->waiting))
    {
      TroupeJobRun *run = g_queue_pop_head (&self->waiting);

      g_ptr_array_add (self->running, run);
      g_signal_connect_object (run, "following", G_CALLBACK (start_waiting), self,
                               G_CONNECT_SWAPPED);
      troupe_job_run_start_async (run, ended_cb, g_object_ref (self));
    }
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
  gboolean was_busy;

  g_return_if_fail (TROUPE_IS_JOB_QUEUE (self));
  g_return_if_fail (TROUPE_IS_JOB_RUN (run));

  was_busy = troupe_job_queue_is_busy (self);
  g_queue_push_tail (&self->waiting, run);
  start_waiting (self);
  if (!was_busy)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static gboolean
makes (TroupeJobRun *run,
       const char   *character_id)
{
  return g_strcmp0 (troupe_job_run_get_character_id (run), character_id) == 0;
}

/**
 * troupe_job_queue_find:
 * @self: a queue
 * @character_id: a character
 *
 * Returns: (transfer none) (nullable): the run that makes it, or `NULL` when none does
 */
TroupeJobRun *
troupe_job_queue_find (TroupeJobQueue *self,
                       const char     *character_id)
{
  g_return_val_if_fail (TROUPE_IS_JOB_QUEUE (self), NULL);
  g_return_val_if_fail (character_id != NULL, NULL);

  for (guint i = 0; i < self->running->len; i++)
    {
      TroupeJobRun *run = g_ptr_array_index (self->running, i);

      if (makes (run, character_id))
        return run;
    }
  for (GList *l = self->waiting.head; l != NULL; l = l->next)
    {
      if (makes (l->data, character_id))
        return l->data;
    }
  return NULL;
}

/**
 * troupe_job_queue_is_busy:
 * @self: a queue
 *
 * Returns: whether any job goes on here
 */
gboolean
troupe_job_queue_is_busy (TroupeJobQueue *self)
{
  g_return_val_if_fail (TROUPE_IS_JOB_QUEUE (self), FALSE);

  return self->running->len > 0 || !g_queue_is_empty (&self->waiting);
}
