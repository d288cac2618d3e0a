/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* usage: scrub-troupe FILE SECONDS... : seeks Troupe's player to each position in turn, in a real window, and
 * prints the milliseconds from the request to the new picture, a line each. */

#include <gst/gst.h>
#include <gtk/gtk.h>

#include "troupe-player.h"
#include "troupe-probe.h"

typedef struct
{
  GtkWindow    *window;
  TroupePlayer *player;
  GdkPaintable *paintable;
  char        **positions;
  gint64        asked_us;
  gboolean      done;
} Bench;

static void
ask_next (Bench *bench)
{
  if (*bench->positions == NULL)
    {
      bench->done = TRUE;
      return;
    }

  bench->asked_us = g_get_monotonic_time ();
  troupe_player_seek (bench->player, g_ascii_strtod (*bench->positions++, NULL) * 1e9);
}

static void
picture_cb (GdkPaintable *paintable,
            gpointer      user_data)
{
  Bench *bench = user_data;

  if (bench->asked_us == 0)
    return;

  g_print ("%.2f\n", (g_get_monotonic_time () - bench->asked_us) / 1000.0);
  bench->asked_us = 0;
}

static void
seeking_cb (TroupePlayer *player,
            GParamSpec   *pspec,
            gpointer      user_data)
{
  Bench *bench = user_data;
  gboolean seeking = TRUE;

  g_object_get (player, "seeking", &seeking, NULL);
  if (!seeking && bench->asked_us == 0)
    ask_next (bench);
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Bench *bench = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeClip) clip = troupe_probe_finish (result, &error);

  if (clip == NULL)
    g_error ("%s", error->message);

  bench->player = troupe_player_new ();
  troupe_player_set_clip (bench->player, clip);
  bench->paintable = GDK_PAINTABLE (troupe_player_get_paintable (bench->player));
  gtk_window_set_child (bench->window, gtk_picture_new_for_paintable (bench->paintable));
  g_signal_connect (bench->paintable, "invalidate-contents", G_CALLBACK (picture_cb), bench);
  g_signal_connect_after (bench->player, "notify::seeking", G_CALLBACK (seeking_cb), bench);
  troupe_player_seek (bench->player, 0);
}

int
main (int    argc,
      char **argv)
{
  Bench bench = { .positions = argv + 2 };

  gst_init (NULL, NULL);
  gtk_init ();
  bench.window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (bench.window, 1280, 800);
  gtk_window_present (bench.window);
  troupe_probe_async (argv[1], NULL, probed_cb, &bench);

  while (!bench.done)
    g_main_context_iteration (NULL, TRUE);

  g_clear_object (&bench.player);
  return 0;
}
