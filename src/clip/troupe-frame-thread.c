/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-thread.h"

#include <stdlib.h>

/* What a decoder uses is gone when the program has ended, so that waits for them, but not for ever. */
#define EXIT_WAIT_US (2 * G_USEC_PER_SEC)

typedef struct
{
  GThreadFunc func;
  gpointer    user_data;
} Start;

static GMutex lock;
static GCond cond;
static guint n_running;    /* under the lock */

static void
wait_at_exit (void)
{
  gint64 end_us = g_get_monotonic_time () + EXIT_WAIT_US;

  g_mutex_lock (&lock);
  while (n_running > 0 && g_cond_wait_until (&cond, &lock, end_us))
    ;
  g_mutex_unlock (&lock);
}

static gpointer
run (gpointer user_data)
{
  g_autofree Start *start = user_data;

  start->func (start->user_data);
  g_mutex_lock (&lock);
  n_running--;
  g_cond_signal (&cond);
  g_mutex_unlock (&lock);

  return NULL;
}

/**
 * troupe_frame_thread_start:
 * @name: what debuggers call it
 * @func: what it does; its result is not used
 * @user_data: (transfer full): data for @func
 *
 * Starts a thread that nobody joins. The program waits up to two seconds for it before it exits.
 */
void
troupe_frame_thread_start (const char *name,
                           GThreadFunc func,
                           gpointer    user_data)
{
  static gsize is_registered = 0;
  Start *start = g_new0 (Start, 1);

  if (g_once_init_enter (&is_registered))
    {
      atexit (wait_at_exit);
      g_once_init_leave (&is_registered, 1);
    }

  start->func = func;
  start->user_data = user_data;
  g_mutex_lock (&lock);
  n_running++;
  g_mutex_unlock (&lock);
  g_thread_unref (g_thread_new (name, run, start));
}
