/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-waker.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/timerfd.h>
#include <unistd.h>

/* So many are woken before others have their turn in the main loop. */
#define MAX_AT_ONCE 8

/**
 * TroupeWaker:
 *
 * All who wait until they ask a provider again.
 *
 * Each may be woken a little later than it wants, by a share of its delay that is different each time; so one timer
 * wakes many of them at once, the computer sleeps in between, and not all computers ask at the same moment. The time
 * while the computer is suspended counts. Whoever needs the network waits on while there is none, and while it is
 * metered if the person wants that.
 */
struct _TroupeWaker
{
  GObject          parent_instance;

  gboolean         pauses_on_metered;
  int              timer_fd;
  guint            timer_id;

  /* Owned */
  GNetworkMonitor *network;
  GPtrArray       *waits;             /* of GTask */
};

G_DEFINE_FINAL_TYPE (TroupeWaker, troupe_waker, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_PAUSES_ON_METERED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* Who waits; the data of the task */
typedef struct
{
  gint64   earliest_us;    /* of the clock that goes on while the computer is suspended */
  gint64   latest_us;
  gboolean is_remote;
  GSource *cancelled;      /* or NULL */
} Wait;

static void
wait_free (Wait *wait)
{
  if (wait->cancelled != NULL)
    g_source_destroy (wait->cancelled);
  g_clear_pointer (&wait->cancelled, g_source_unref);
  g_free (wait);
}

static gint64
get_now_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gboolean
has_network (TroupeWaker *self)
{
  return g_network_monitor_get_network_available (self->network) &&
         !(self->pauses_on_metered && g_network_monitor_get_network_metered (self->network));
}

/* Sets the timer to the first moment at which somebody has to be woken. */
static void
set_timer (TroupeWaker *self)
{
  const gboolean is_online = has_network (self);
  struct itimerspec at = { 0 };
  gint64 first_us = G_MAXINT64;

  for (guint i = 0; i < self->waits->len; i++)
    {
      const Wait *wait = g_task_get_task_data (self->waits->pdata[i]);

      if (is_online || !wait->is_remote)
        first_us = MIN (first_us, wait->latest_us);
    }
  if (first_us != G_MAXINT64)
    {
      at.it_value.tv_sec = first_us / G_USEC_PER_SEC;
      at.it_value.tv_nsec = first_us % G_USEC_PER_SEC * 1000 + 1;    /* never 0, which would stop it */
    }
  timerfd_settime (self->timer_fd, TFD_TIMER_ABSTIME, &at, NULL);
}

/* Those who may be woken now, at most MAX_AT_ONCE; of GTask */
static GPtrArray *
steal_due (TroupeWaker *self)
{
  GPtrArray *due = g_ptr_array_new_with_free_func (g_object_unref);
  const gboolean is_online = has_network (self);
  const gint64 now_us = get_now_us ();

  for (guint i = 0; i < self->waits->len && due->len < MAX_AT_ONCE;)
    {
      const Wait *wait = g_task_get_task_data (self->waits->pdata[i]);

      if (wait->earliest_us <= now_us && (is_online || !wait->is_remote))
        g_ptr_array_add (due, g_ptr_array_steal_index (self->waits, i));
      else
        i++;
    }
  return due;
}

static gboolean
timer_cb (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  g_autoptr (TroupeWaker) self = g_object_ref (user_data);
  g_autoptr (GPtrArray) due = NULL;
  guint64 n_times;

  /* Nobody else reads it; what it would say is known. */
  if (read (fd, &n_times, sizeof n_times) < 0)
    g_debug ("The timer was read too early");
  due = steal_due (self);
  for (guint i = 0; i < due->len; i++)
    g_task_return_boolean (due->pdata[i], TRUE);
  set_timer (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  TroupeWaker *self = g_task_get_source_object (task);

  if (g_ptr_array_remove (self->waits, task))
    {
      g_task_return_error_if_cancelled (task);
      set_timer (self);
    }
  return G_SOURCE_REMOVE;
}

static void
troupe_waker_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  TroupeWaker *self = TROUPE_WAKER (object);

  switch (prop_id)
    {
    case PROP_PAUSES_ON_METERED:
      g_value_set_boolean (value, self->pauses_on_metered);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_waker_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_PAUSES_ON_METERED:
      troupe_waker_set_pauses_on_metered (TROUPE_WAKER (object), g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_waker_dispose (GObject *object)
{
  TroupeWaker *self = TROUPE_WAKER (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_object (&self->network);
  G_OBJECT_CLASS (troupe_waker_parent_class)->dispose (object);
}

static void
troupe_waker_finalize (GObject *object)
{
  TroupeWaker *self = TROUPE_WAKER (object);

  g_clear_pointer (&self->waits, g_ptr_array_unref);
  close (self->timer_fd);
  G_OBJECT_CLASS (troupe_waker_parent_class)->finalize (object);
}

static void
troupe_waker_class_init (TroupeWakerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = troupe_waker_get_property;
  object_class->set_property = troupe_waker_set_property;
  object_class->dispose = troupe_waker_dispose;
  object_class->finalize = troupe_waker_finalize;

  properties[PROP_PAUSES_ON_METERED] = g_param_spec_boolean ("pauses-on-metered", NULL, NULL, FALSE,
                                                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                             G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
troupe_waker_init (TroupeWaker *self)
{
  self->waits = g_ptr_array_new_with_free_func (g_object_unref);
  self->timer_fd = timerfd_create (CLOCK_BOOTTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (self->timer_fd < 0)
    g_error ("No timer: %s", g_strerror (errno));    /* as g_main_context_new() does without its file descriptor */
  self->timer_id = g_unix_fd_add (self->timer_fd, G_IO_IN, timer_cb, self);
}

/**
 * troupe_waker_new:
 * @network: (nullable): what tells whether there is a network, `NULL` for the computer's own
 *
 * Returns: (transfer full): a waker of which nobody wants anything
 */
TroupeWaker *
troupe_waker_new (GNetworkMonitor *network)
{
  TroupeWaker *self;

  g_return_val_if_fail (network == NULL || G_IS_NETWORK_MONITOR (network), NULL);

  self = g_object_new (TROUPE_TYPE_WAKER, NULL);
  self->network = g_object_ref (network != NULL ? network : g_network_monitor_get_default ());
  g_signal_connect_object (self->network, "network-changed", G_CALLBACK (set_timer), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->network, "notify::network-metered", G_CALLBACK (set_timer), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * troupe_waker_set_pauses_on_metered:
 * @self: a waker
 * @pauses: whether a network that is paid by the byte is like none
 *
 * Says what the person wants.
 */
void
troupe_waker_set_pauses_on_metered (TroupeWaker *self,
                                    gboolean     pauses)
{
  g_return_if_fail (TROUPE_IS_WAKER (self));

  if (self->pauses_on_metered == pauses)
    return;
  self->pauses_on_metered = pauses;
  set_timer (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSES_ON_METERED]);
}

/**
 * troupe_waker_wait_async:
 * @self: a waker
 * @delay_ms: how long at least
 * @is_remote: whether what comes then needs the network
 * @cancellable: (nullable): ends the wait
 * @callback: called when the time has come
 * @user_data: for @callback
 *
 * Waits @delay_ms, and up to a fifth longer to be woken together with others.
 */
void
troupe_waker_wait_async (TroupeWaker        *self,
                         guint               delay_ms,
                         gboolean            is_remote,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  GTask *task;
  Wait *wait;

  g_return_if_fail (TROUPE_IS_WAKER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_waker_wait_async);
  wait = g_new0 (Wait, 1);
  wait->earliest_us = get_now_us () + delay_ms * G_GINT64_CONSTANT (1000);
  wait->latest_us = wait->earliest_us + (gint64) (delay_ms * g_random_double_range (50, 200));
  wait->is_remote = is_remote;
  g_task_set_task_data (task, wait, (GDestroyNotify) wait_free);
  if (cancellable != NULL)
    {
      wait->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (wait->cancelled, G_SOURCE_FUNC (cancelled_cb), task, NULL);
      g_source_attach (wait->cancelled, NULL);
    }
  g_ptr_array_add (self->waits, task);
  set_timer (self);
}

/**
 * troupe_waker_wait_finish:
 * @self: a waker
 * @result: the result
 *
 * Fails with `G_IO_ERROR_CANCELLED` only.
 *
 * Returns: whether the time has come
 */
gboolean
troupe_waker_wait_finish (TroupeWaker  *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_waker_wait_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
