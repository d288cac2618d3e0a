/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Preloaded into Troupe: how long each turn of the main loop keeps it from polling, and how often it wakes.
 * At SIGUSR1 it writes "TURN_US..." of all turns since the last one to BENCH_LOOP_FILE and starts over. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>

#include <gio/gio.h>
#include <glib-unix.h>

int g_application_run (GApplication *app,
                       int           argc,
                       char        **argv);

static GString *turns;
static gint64 woke_us;

static int
timed_poll (GPollFD *fds,
            guint    n_fds,
            int      timeout_ms)
{
  int n_ready;

  if (woke_us != 0)
    g_string_append_printf (turns, "%" G_GINT64_FORMAT "\n", g_get_monotonic_time () - woke_us);

  n_ready = g_poll (fds, n_fds, timeout_ms);
  woke_us = g_get_monotonic_time ();

  return n_ready;
}

static gboolean
report_cb (gpointer user_data)
{
  g_autoptr (GError) error = NULL;

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
