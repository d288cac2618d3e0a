/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-fetch-queue.h"

#define AT_ONCE 4    /* of an account; more share the same line */

struct _TroupeFetchQueue
{
  GPtrArray  *waiting;    /* of Entry, whose address ends first first */
  GHashTable *running;    /* account to how many */
};

typedef struct
{
  TroupeFetchQueue *queue;        /* not owned */
  GTask            *task;
  char             *account;
  gint64            end_us;
  TroupeFetchStart  start;
  GSource          *cancelled;    /* or NULL */
} Entry;

static void
entry_free (Entry *entry)
{
  if (entry->cancelled != NULL)
    g_source_destroy (entry->cancelled);
  g_clear_pointer (&entry->cancelled, g_source_unref);
  g_clear_object (&entry->task);
  g_free (entry->account);
  g_free (entry);
}

static void
queue_clear (TroupeFetchQueue *self)
{
  g_ptr_array_unref (self->waiting);
  g_hash_table_unref (self->running);
}

/**
 * troupe_fetch_queue_new:
 *
 * Returns: (transfer full): a queue in which nobody waits
 */
TroupeFetchQueue *
troupe_fetch_queue_new (void)
{
  TroupeFetchQueue *self = g_rc_box_new0 (TroupeFetchQueue);

  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  self->running = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * troupe_fetch_queue_ref:
 * @self: a queue
 *
 * Returns: (transfer full): the same queue
 */
TroupeFetchQueue *
troupe_fetch_queue_ref (TroupeFetchQueue *self)
{
  return g_rc_box_acquire (self);
}

/**
 * troupe_fetch_queue_unref:
 * @self: (transfer full): a queue
 *
 * Lets the queue go.
 */
void
troupe_fetch_queue_unref (TroupeFetchQueue *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) queue_clear);
}

static guint
get_running (TroupeFetchQueue *self,
             const char       *account)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->running, account));
}

static void
set_running (TroupeFetchQueue *self,
             const char       *account,
             guint             n_running)
{
  g_hash_table_replace (self->running, g_strdup (account), GUINT_TO_POINTER (n_running));
}

static void start_next (TroupeFetchQueue *self,
                        const char       *account);

/* A fetch on its way; the data of its signal */
typedef struct
{
  TroupeFetchQueue *queue;
  char             *account;
} Turn;

static void
turn_free (gpointer  data,
           GClosure *closure)
{
  Turn *turn = data;

  troupe_fetch_queue_unref (turn->queue);
  g_free (turn->account);
  g_free (turn);
}

static void
completed_cb (GTask      *task,
              GParamSpec *pspec,
              gpointer    user_data)
{
  Turn *turn = user_data;

  set_running (turn->queue, turn->account, get_running (turn->queue, turn->account) - 1);
  start_next (turn->queue, turn->account);
}

/* Takes entry, which waits no more. */
static void
give_turn (TroupeFetchQueue *self,
           Entry            *entry)
{
  Turn *turn = g_new0 (Turn, 1);

  turn->queue = troupe_fetch_queue_ref (self);
  turn->account = g_strdup (entry->account);
  set_running (self, entry->account, get_running (self, entry->account) + 1);
  g_signal_connect_data (entry->task, "notify::completed", G_CALLBACK (completed_cb), turn, turn_free, 0);
  entry->start (g_steal_pointer (&entry->task));
  entry_free (entry);
}

static void
start_next (TroupeFetchQueue *self,
            const char       *account)
{
  for (guint i = 0; i < self->waiting->len && get_running (self, account) < AT_ONCE;)
    {
      Entry *entry = self->waiting->pdata[i];

      if (!g_str_equal (entry->account, account))
        {
          i++;
          continue;
        }
      give_turn (self, g_ptr_array_steal_index (self->waiting, i));
    }
}

/* It ends at once when it is its turn, and that is now. */
static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  Entry *entry = user_data;
  TroupeFetchQueue *self = entry->queue;
  guint position;

  if (g_ptr_array_find (self->waiting, entry, &position))
    give_turn (self, g_ptr_array_steal_index (self->waiting, position));
  return G_SOURCE_REMOVE;
}

static guint
find_place (TroupeFetchQueue *self,
            gint64            end_us)
{
  guint position = self->waiting->len;

  while (position > 0 && ((Entry *) self->waiting->pdata[position - 1])->end_us > end_us)
    position--;
  return position;
}

/**
 * troupe_fetch_queue_enter:
 * @self: a queue
 * @task: (transfer full): a fetch
 * @account: whose results it fetches
 * @end_us: when its address ends, microseconds since 1970; `G_MAXINT64` where nobody knows
 * @start: takes @task and begins. Also called, at once, when @task is cancelled
 *
 * Waits for the turn of a fetch. The next one has its turn when @task is completed.
 */
void
troupe_fetch_queue_enter (TroupeFetchQueue *self,
                          GTask            *task,
                          const char       *account,
                          gint64            end_us,
                          TroupeFetchStart  start)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Entry *entry = g_new0 (Entry, 1);

  entry->queue = self;
  entry->task = task;
  entry->account = g_strdup (account);
  entry->end_us = end_us;
  entry->start = start;
  if (cancellable != NULL)
    {
      entry->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (entry->cancelled, G_SOURCE_FUNC (cancelled_cb), entry, NULL);
      g_source_attach (entry->cancelled, NULL);
    }
  g_ptr_array_insert (self->waiting, (int) find_place (self, end_us), entry);
  start_next (self, account);
}
