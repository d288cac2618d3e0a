/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Preloaded into any GTK 4 program: prints the milliseconds from BENCH_T0_US (monotonic clock) to the end of the
 * first frame of a mapped window, then ends the program. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

#include <gtk/gtk.h>

int g_application_run (GApplication *app,
                       int           argc,
                       char        **argv);

static gboolean
has_mapped_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (gtk_widget_get_mapped (window))
        return TRUE;
    }

  return FALSE;
}

static gboolean
after_paint_hook (GSignalInvocationHint *hint,
                  guint                  n_values,
                  const GValue          *values,
                  gpointer               user_data)
{
  gint64 start_us = g_ascii_strtoll (g_getenv ("BENCH_T0_US"), NULL, 10);

  if (!has_mapped_window ())
    return TRUE;

  dprintf (STDOUT_FILENO, "first-frame %.1f\n", (g_get_monotonic_time () - start_us) / 1000.0);
  _exit (0);
}

int
g_application_run (GApplication *app,
                   int           argc,
                   char        **argv)
{
  int (*run) (GApplication *, int, char **) = dlsym (RTLD_NEXT, "g_application_run");

  g_type_class_unref (g_type_class_ref (GDK_TYPE_FRAME_CLOCK));
  g_signal_add_emission_hook (g_signal_lookup ("after-paint", GDK_TYPE_FRAME_CLOCK), 0,
                              after_paint_hook, NULL, NULL);

  return run (app, argc, argv);
}
