/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "test-wait.h"
#include "troupe-pace.h"
#include "troupe-waker.h"

/* The clock that goes on while the computer is suspended, as the waker sees it: ahead by what the test says. */
static gint64 suspended_us;
static gint64 timer_us;    /* what the timer was set to last */

int
clock_gettime (clockid_t        clock,
               struct timespec *now)
{
  const int status = (int) syscall (SYS_clock_gettime, clock, now);

  if (clock == CLOCK_BOOTTIME)
    now->tv_sec += suspended_us / G_USEC_PER_SEC;
  return status;
}

int
timerfd_settime (int                      fd,
                 int                      flags,
                 const struct itimerspec *at,
                 struct itimerspec       *old)
{
  struct itimerspec real = *at;
  const gint64 at_us = at->it_value.tv_sec * G_USEC_PER_SEC + at->it_value.tv_nsec / 1000;

  if (at_us > 0)
    {
      timer_us = at_us;
      real.it_value.tv_sec = MAX (at->it_value.tv_sec - suspended_us / G_USEC_PER_SEC, 0);
    }
  return (int) syscall (SYS_timerfd_settime, fd, flags, &real, old);
}

static gint64
get_boot_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
begin (TroupePace *pace,
       double      first_s,
       double      growth,
       double      max_s)
{
  const TroupePoll poll = { .first_s = first_s, .growth = growth, .max_s = max_s };

  troupe_pace_init (pace, &poll);
}

static void
test_grows_to_maximum (void)
{
  TroupePace pace;

  begin (&pace, 3, 2, 10);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, -1), ==, 3000);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, -1), ==, 6000);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, -1), ==, 10000);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, -1), ==, 10000);
}

static void
test_doubles_when_busy (void)
{
  TroupePace pace;

  begin (&pace, 10, 1, 10);
  g_assert_cmpuint (troupe_pace_next (&pace, TRUE, -1), ==, 20000);
  g_assert_cmpuint (troupe_pace_next (&pace, TRUE, -1), ==, 40000);
  g_assert_cmpuint (troupe_pace_next (&pace, TRUE, -1), ==, 80000);
  g_assert_cmpuint (troupe_pace_next (&pace, TRUE, -1), ==, 120000);
  g_assert_cmpuint (troupe_pace_next (&pace, TRUE, -1), ==, 120000);
}

static void
test_waits_as_long_as_asked (void)
{
  TroupePace pace;

  begin (&pace, 3, 1, 3);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, 20), ==, 20000);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, 1), ==, 3000);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, -5), ==, 3000);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, G_MAXINT), ==, 3600000);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, -1), ==, 3000);
}

/* A network that the test switches off and on */

#define TEST_TYPE_NETWORK (test_network_get_type ())
G_DECLARE_FINAL_TYPE (TestNetwork, test_network, TEST, NETWORK, GObject)

struct _TestNetwork
{
  GObject  parent_instance;

  gboolean is_available;
  gboolean is_metered;
};

G_DEFINE_FINAL_TYPE_WITH_CODE (TestNetwork, test_network, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, NULL)
                               G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, NULL))

enum { PROP_0, PROP_AVAILABLE, PROP_METERED, PROP_CONNECTIVITY };

static void
test_network_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  if (prop_id == PROP_CONNECTIVITY)
    g_value_set_enum (value, G_NETWORK_CONNECTIVITY_FULL);
  else
    g_value_set_boolean (value, prop_id == PROP_AVAILABLE ? TEST_NETWORK (object)->is_available
                                                          : TEST_NETWORK (object)->is_metered);
}

static void
test_network_class_init (TestNetworkClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = test_network_get_property;
  g_object_class_override_property (G_OBJECT_CLASS (klass), PROP_AVAILABLE, "network-available");
  g_object_class_override_property (G_OBJECT_CLASS (klass), PROP_METERED, "network-metered");
  g_object_class_override_property (G_OBJECT_CLASS (klass), PROP_CONNECTIVITY, "connectivity");
}

static void
test_network_init (TestNetwork *self)
{
  self->is_available = TRUE;
}

static void
woken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_assert_true (troupe_waker_wait_finish (TROUPE_WAKER (source), result, NULL));
  *(gint64 *) user_data = g_get_monotonic_time ();
}

/* Those who wait about as long are woken together, nobody too early. */
static void
test_wakes_many_at_once (void)
{
  g_autoptr (TroupeWaker) waker = troupe_waker_new (NULL);
  const gint64 start_us = g_get_monotonic_time ();
  gint64 woken_us[7] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (woken_us); i++)
    troupe_waker_wait_async (waker, 400 + i, FALSE, NULL, woken_cb, &woken_us[i]);
  test_wait_until (woken_us[0] != 0);
  for (guint i = 0; i < G_N_ELEMENTS (woken_us); i++)
    g_assert_cmpint (woken_us[i] - start_us, >=, (400 + i) * 1000);
}

/* Later than was asked for by a twentieth to a fifth, not by the same each time. */
static void
test_jitter (void)
{
  g_autoptr (GHashTable) delays = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (TroupeWaker) waker = troupe_waker_new (NULL);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      const gint64 from_us = get_boot_us ();
      gint64 to_us;

      troupe_waker_wait_async (waker, 1000000, FALSE, cancellable, test_result_cb, &result);
      to_us = get_boot_us ();
      g_assert_cmpint (timer_us, >=, from_us + 1050 * G_USEC_PER_SEC);
      g_assert_cmpint (timer_us, <=, to_us + 1200 * G_USEC_PER_SEC);
      g_hash_table_add (delays, GSIZE_TO_POINTER ((gsize) (timer_us - from_us) / G_USEC_PER_SEC));
      g_cancellable_cancel (cancellable);
      test_wait_until (result != NULL);
    }
  g_assert_cmpuint (g_hash_table_size (delays), >, 5);
}

/* A minute of which the computer slept for most */
static void
test_suspended_time_counts (void)
{
  g_autoptr (TroupeWaker) waker = troupe_waker_new (NULL);
  gint64 woken_us = 0, soon_us = 0;

  troupe_waker_wait_async (waker, 60000, FALSE, NULL, woken_cb, &woken_us);
  suspended_us = 100 * G_USEC_PER_SEC;
  troupe_waker_wait_async (waker, 1, FALSE, NULL, woken_cb, &soon_us);    /* the kernel's timer would wake up by itself */
  test_wait_until (woken_us != 0 && soon_us != 0);
  suspended_us = 0;
}

static void
test_waits_for_network (void)
{
  g_autoptr (TestNetwork) network = g_object_new (TEST_TYPE_NETWORK, NULL);
  g_autoptr (TroupeWaker) waker = troupe_waker_new (G_NETWORK_MONITOR (network));
  gint64 far_us = 0, near_us = 0;

  network->is_available = FALSE;
  troupe_waker_wait_async (waker, 10, TRUE, NULL, woken_cb, &far_us);
  troupe_waker_wait_async (waker, 40, FALSE, NULL, woken_cb, &near_us);
  test_wait_until (near_us != 0);
  g_assert_cmpint (far_us, ==, 0);

  network->is_available = network->is_metered = TRUE;
  troupe_waker_set_pauses_on_metered (waker, TRUE);
  g_signal_emit_by_name (network, "network-changed", TRUE);
  near_us = 0;
  troupe_waker_wait_async (waker, 40, FALSE, NULL, woken_cb, &near_us);
  test_wait_until (near_us != 0);
  g_assert_cmpint (far_us, ==, 0);

  network->is_metered = FALSE;
  g_object_notify (G_OBJECT (network), "network-metered");
  test_wait_until (far_us != 0);
}

static void
test_stops_waiting (void)
{
  g_autoptr (TroupeWaker) waker = troupe_waker_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  troupe_waker_wait_async (waker, 60000, FALSE, cancellable, test_result_cb, &result);
  g_cancellable_cancel (cancellable);
  test_wait_until (result != NULL);
  g_assert_false (troupe_waker_wait_finish (waker, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  g_assert_finalize_object (g_steal_pointer (&waker));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/pace/grows-to-maximum", test_grows_to_maximum);
  g_test_add_func ("/pace/doubles-when-busy", test_doubles_when_busy);
  g_test_add_func ("/pace/waits-as-long-as-asked", test_waits_as_long_as_asked);
  g_test_add_func ("/waker/wakes-many-at-once", test_wakes_many_at_once);
  g_test_add_func ("/waker/jitter", test_jitter);
  g_test_add_func ("/waker/suspended-time-counts", test_suspended_time_counts);
  g_test_add_func ("/waker/waits-for-network", test_waits_for_network);
  g_test_add_func ("/waker/stops-waiting", test_stops_waiting);
  return g_test_run ();
}
