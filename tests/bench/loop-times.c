/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Preloaded into Troupe: how long each turn of the main loop keeps it from polling, by the clock and in work of
 * the main thread. At SIGUSR1 it writes a line "CLOCK_US WORK_US DRAWN_US" for each turn since the last one to
 * BENCH_LOOP_FILE and starts over. DRAWN_US is when it drew, on the frame clock, or 0: such a turn waits for the
 * renderer and, without a GPU, for its threads. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <time.h>

#include <glib-unix.h>
#include <gtk/gtk.h>

int g_application_run (GApplication *app,
                       int           argc,
                       char        **argv);

static GString *turns;
static gint64 woke_us, worked_us, drawn_us;

/* The processor time of this thread: what other programs take is not in it. */
static gint64
get_work_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static int
timed_poll (GPollFD *fds,
            guint    n_fds,
            int      timeout_ms)
{
  int n_ready;

  if (woke_us != 0)
    g_string_append_printf (turns, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n",
                            g_get_monotonic_time () - woke_us, get_work_time () - worked_us,
                            drawn_us);

  n_ready = g_poll (fds, n_fds, timeout_ms);
  woke_us = g_get_monotonic_time ();
  worked_us = get_work_time ();
  drawn_us = 0;

  return n_ready;
}

static gboolean
paint_hook (GSignalInvocationHint *hint,
            guint                  n_values,
            const GValue          *values,
            gpointer               data)
{
  drawn_us = gdk_frame_clock_get_frame_time (g_value_get_object (values));
  return TRUE;
}

static gboolean
report_cb (gpointer user_data)
{
  static gulong hook = 0;
  g_autoptr (GError) error = NULL;

  if (hook == 0)
    hook = g_signal_add_emission_hook (g_signal_lookup ("paint", g_type_from_name ("GdkFrameClock")),
                                       0, paint_hook, NULL, NULL);
  if (!g_file_set_contents (g_getenv ("BENCH_LOOP_FILE"), turns->str, turns->len, &error))
    g_error ("%s", error->message);
  g_string_truncate (turns, 0);

  return G_SOURCE_CONTINUE;
}

int
g_application_run (GApplication *app,
                   int           argc,
                   char        **argv)
{
  int (*run) (GApplication *, int, char **) = dlsym (RTLD_NEXT, "g_application_run");

  turns = g_string_new (NULL);
  g_main_context_set_poll_func (NULL, timed_poll);
  g_unix_signal_add (SIGUSR1, report_cb, NULL);

  return run (app, argc, argv);
}
