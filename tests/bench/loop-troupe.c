/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* usage: loop-troupe FILE START END TURNS : Troupe's player plays a range over and over, with sound. For each
 * turn it prints "picture MS", from the last picture of a turn to the first of the next, and "sound MS", from
 * the end of the last sample of a turn to the first of the next, each at the time when its sink gives it out. */

#include <gst/app/app.h>

#include "troupe-player.h"
#include "troupe-probe.h"

typedef struct
{
  gint64  us;
  guint64 start_ns;
  guint64 length_ns;
} Given;

typedef struct
{
  TroupePlayer *player;
  GstElement   *screen;
  TroupeRange   range;
  GArray       *pictures;    /* of Given; each of the two belongs to one streaming thread */
  GArray       *sounds;
  gint          n_turns;
} Bench;

static void
give (GArray    *given,
      GstBuffer *buffer)
{
  Given now = { g_get_monotonic_time (), GST_BUFFER_PTS (buffer), GST_BUFFER_DURATION (buffer) };

  g_array_append_val (given, now);
}

static GstFlowReturn
picture_cb (GstAppSink *screen,
            gpointer    user_data)
{
  Bench *bench = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (screen);
  guint n = bench->pictures->len;

  if (sample == NULL)
    return GST_FLOW_EOS;

  give (bench->pictures, gst_sample_get_buffer (sample));
  if (n > 0 && g_array_index (bench->pictures, Given, n).start_ns <
      g_array_index (bench->pictures, Given, n - 1).start_ns)
    g_atomic_int_inc (&bench->n_turns);
  g_main_context_wakeup (NULL);

  return GST_FLOW_OK;
}

static void
sound_cb (GstElement *sink,
          GstBuffer  *buffer,
          GstPad     *pad,
          gpointer    user_data)
{
  Bench *bench = user_data;

  give (bench->sounds, buffer);
}

static void
listen_to (const GValue *item,
           gpointer      user_data)
{
  GstElement *element = g_value_get_object (item);
  GstElementFactory *factory = gst_element_get_factory (element);

  if (factory == NULL || !g_str_equal (GST_OBJECT_NAME (factory), "fakesink"))
    return;

  g_object_set (element, "signal-handoffs", TRUE, NULL);
  g_signal_connect (element, "handoff", G_CALLBACK (sound_cb), user_data);
}

static void
listen_to_sound (Bench *bench)
{
  g_autoptr (GstObject) top = gst_object_ref (GST_OBJECT (bench->screen));
  GstObject *parent;
  GstIterator *elements;

  while ((parent = gst_object_get_parent (top)) != NULL)
    {
      gst_object_unref (top);
      top = parent;
    }
  elements = gst_bin_iterate_recurse (GST_BIN (top));
  while (gst_iterator_foreach (elements, listen_to, bench) == GST_ITERATOR_RESYNC)
    gst_iterator_resync (elements);
  gst_iterator_free (elements);
}

static void
seeking_cb (Bench *bench)
{
  if (troupe_player_is_playing (bench->player) || troupe_player_is_seeking (bench->player))
    return;

  listen_to_sound (bench);
  troupe_player_set_loop_range (bench->player, &bench->range);
  troupe_player_play (bench->player);
}

static void
scanned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Bench *bench = user_data;
  g_autoptr (GError) error = NULL;

  if (!troupe_probe_frame_times_finish (result, &error))
    g_error ("%s", error->message);

  g_signal_connect_swapped (bench->player, "notify::seeking", G_CALLBACK (seeking_cb), bench);
  troupe_player_seek (bench->player, 0);
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

  troupe_player_set_clip (bench->player, clip);
  troupe_probe_frame_times_async (clip, NULL, scanned_cb, bench);
}

static void
print_gaps (const char *name,
            GArray     *given,
            gboolean    from_end)
{
  for (guint i = 1; i < given->len; i++)
    {
      const Given *before = &g_array_index (given, Given, i - 1);
      const Given *now = &g_array_index (given, Given, i);
      guint64 length_ns = from_end ? before->length_ns : 0;

      if (now->start_ns < before->start_ns)
        g_print ("%s %.2f\n", name, (now->us - before->us) / 1e3 - length_ns / 1e6);
    }
}

int
main (int    argc,
      char **argv)
{
  GstAppSinkCallbacks callbacks = { .new_sample = picture_cb };
  Bench bench = { 0 };
  int n_turns;

  gst_init (NULL, NULL);
  if (argc != 5)
    g_error ("usage: loop-troupe FILE START END TURNS");

  bench.range = (TroupeRange) { (guint64) (g_ascii_strtod (argv[2], NULL) * 1e9),
                                (guint64) (g_ascii_strtod (argv[3], NULL) * 1e9) };
  n_turns = (int) g_ascii_strtoll (argv[4], NULL, 10);
  bench.pictures = g_array_new (FALSE, FALSE, sizeof (Given));
  bench.sounds = g_array_new (FALSE, FALSE, sizeof (Given));
  bench.screen = gst_object_ref_sink (gst_element_factory_make ("appsink", NULL));
  gst_app_sink_set_callbacks (GST_APP_SINK (bench.screen), &callbacks, &bench, NULL);
  bench.player = g_object_new (TROUPE_TYPE_PLAYER, "video-sink", bench.screen, NULL);
  troupe_probe_async (argv[1], NULL, probed_cb, &bench);

  while (g_atomic_int_get (&bench.n_turns) < n_turns)
    g_main_context_iteration (NULL, TRUE);

  g_clear_object (&bench.player);    /* ends the streaming threads */
  print_gaps ("picture", bench.pictures, FALSE);
  print_gaps ("sound", bench.sounds, TRUE);

  return 0;
}
