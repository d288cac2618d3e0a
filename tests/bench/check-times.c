/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Preloaded into Troupe: for each time the range comes to rest, a line in BENCH_CHECKS_FILE with the microseconds
 * from its last change until its findings have been drawn. */

#define _GNU_SOURCE
#include <dlfcn.h>

#include <gtk/gtk.h>

void gtk_label_set_label (GtkLabel   *label,
                          const char *text);

static gint64 changed_us;
static gboolean is_told;

static gboolean
changed_hook (GSignalInvocationHint *hint,
              guint                  n_values,
              const GValue          *values,
              gpointer               data)
{
  changed_us = g_get_monotonic_time ();
  is_told = FALSE;
  return TRUE;
}

static gboolean
painted_hook (GSignalInvocationHint *hint,
              guint                  n_values,
              const GValue          *values,
              gpointer               data)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  if (!is_told || changed_us == 0)
    return TRUE;

  file = g_file_new_for_path (g_getenv ("BENCH_CHECKS_FILE"));
  stream = g_file_append_to (file, G_FILE_CREATE_NONE, NULL, &error);
  if (stream == NULL ||
      !g_output_stream_printf (G_OUTPUT_STREAM (stream), NULL, NULL, &error, "%" G_GINT64_FORMAT "\n",
                               g_get_monotonic_time () - changed_us))
    g_error ("%s", error->message);
  changed_us = 0;
  return TRUE;
}

static void
watch (void)
{
  static gboolean is_watching = FALSE;

  if (is_watching)
    return;

  is_watching = TRUE;
  g_signal_add_emission_hook (g_signal_lookup ("changed", g_type_from_name ("TroupeRangeModel")), 0,
                              changed_hook, NULL, NULL);
  g_signal_add_emission_hook (g_signal_lookup ("after-paint", GDK_TYPE_FRAME_CLOCK), 0,
                              painted_hook, NULL, NULL);
}

/* What the checks tell is drawn anew, even where the words are the same. A check that was overtaken tells nothing. */
void
gtk_label_set_label (GtkLabel   *label,
                     const char *text)
{
  void (*set_label) (GtkLabel *, const char *) = dlsym (RTLD_NEXT, "gtk_label_set_label");
  GType type = g_type_from_name ("TroupeRangeChecks");

  set_label (label, text);
  if (type == 0 || gtk_widget_get_ancestor (GTK_WIDGET (label), type) == NULL)
    return;

  watch ();
  is_told = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (label));
}
