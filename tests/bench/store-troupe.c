/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* usage: store-troupe FILE : stores all frames of a clip and prints the milliseconds until the first one was
 * there and until the last was, their number, their bytes, and the milliseconds of processor time that a
 * second of rest took after that. */

#include <gst/gst.h>
#include <time.h>

#include "troupe-frame-store.h"
#include "troupe-probe.h"

#define REST_MS 1000

#define wait_until(condition)                    \
        while (!(condition))                           \
        g_main_context_iteration (NULL, TRUE)

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
rested_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static double
processor_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);

  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TroupeClip) clip = NULL;
  g_autoptr (TroupeFrameStore) store = NULL;
  gboolean is_rested = FALSE;
  gint64 start_us, first_us, last_us;
  double rest_ms;

  gst_init (NULL, NULL);
  troupe_probe_async (argv[1], NULL, result_cb, &result);
  wait_until (result != NULL);
  clip = troupe_probe_finish (result, NULL);
  g_assert_nonnull (clip);

  start_us = g_get_monotonic_time ();
  store = troupe_frame_store_new (clip, TROUPE_FRAME_STORE_LIMIT_BYTES);
  wait_until (troupe_frame_store_get_n_frames (store) > 0);
  first_us = g_get_monotonic_time ();
  wait_until (troupe_frame_store_is_idle (store));
  last_us = g_get_monotonic_time ();

  rest_ms = processor_ms ();
  g_timeout_add (REST_MS, rested_cb, &is_rested);
  wait_until (is_rested);
  rest_ms = processor_ms () - rest_ms;

  g_print ("%.1f %.1f %u %" G_GSIZE_FORMAT " %.1f\n", (first_us - start_us) / 1000.0,
           (last_us - start_us) / 1000.0, troupe_frame_store_get_n_frames (store),
           troupe_frame_store_get_size_bytes (store), rest_ms);
  return 0;
}
