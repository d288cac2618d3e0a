/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-screen.h"

#include <gst/app/app.h>
#include <gst/video/video.h>

#include "test-media.h"

struct _TestScreen
{
  GstElement *sink;

  GMutex      lock;
  GArray     *played;            /* of TestShown */
  guint       number;            /* on display, played or paused */
  guint       n_jumps;           /* flushes */
  guint       n_in_flight;       /* of those no picture has come */
  guint       most_in_flight;
};

static void
read_sample (GstSample *sample,
             TestShown *shown)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  GstVideoFrame frame;
  GstVideoInfo info;

  g_assert_true (gst_video_info_from_caps (&info, gst_sample_get_caps (sample)));
  g_assert_true (gst_video_frame_map (&frame, &info, buffer, GST_MAP_READ));
  shown->number = test_media_read_number (GST_VIDEO_FRAME_PLANE_DATA (&frame, 0), info.width,
                                          info.height, GST_VIDEO_FRAME_PLANE_STRIDE (&frame, 0), 1);
  gst_video_frame_unmap (&frame);
  shown->running_ns = gst_segment_to_running_time (gst_sample_get_segment (sample), GST_FORMAT_TIME,
                                                   GST_BUFFER_PTS (buffer));
}

static GstFlowReturn
preroll_cb (GstAppSink *sink,    /* streaming thread */
            gpointer    user_data)
{
  TestScreen *self = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_try_pull_preroll (sink, 0);
  TestShown shown;

  if (sample == NULL)
    return GST_FLOW_OK;

  read_sample (sample, &shown);
  g_mutex_lock (&self->lock);
  self->number = shown.number;
  g_mutex_unlock (&self->lock);

  return GST_FLOW_OK;
}

static GstFlowReturn
sample_cb (GstAppSink *sink,    /* streaming thread */
           gpointer    user_data)
{
  TestScreen *self = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_try_pull_sample (sink, 0);
  TestShown shown;

  if (sample == NULL)
    return GST_FLOW_OK;

  read_sample (sample, &shown);
  g_mutex_lock (&self->lock);
  self->number = shown.number;
  g_array_append_val (self->played, shown);
  g_mutex_unlock (&self->lock);
  g_main_context_wakeup (NULL);

  return GST_FLOW_OK;
}

static GstPadProbeReturn
pad_cb (GstPad          *pad,    /* streaming thread, or the one that seeks */
        GstPadProbeInfo *info,
        gpointer         user_data)
{
  TestScreen *self = user_data;

  g_mutex_lock (&self->lock);
  if (GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_BUFFER)
    {
      self->n_in_flight = 0;
    }
  else if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_FLUSH_START)
    {
      self->n_jumps++;
      self->n_in_flight++;
      self->most_in_flight = MAX (self->most_in_flight, self->n_in_flight);
    }
  g_mutex_unlock (&self->lock);

  return GST_PAD_PROBE_OK;
}

/**
 * test_screen_new:
 *
 * Makes a screen for one player. It takes what test_media_make() makes.
 *
 * Returns: (transfer full): a screen that was shown nothing
 */
TestScreen *
test_screen_new (void)
{
  GstAppSinkCallbacks callbacks = { .new_preroll = preroll_cb, .new_sample = sample_cb };
  TestScreen *self = g_new0 (TestScreen, 1);
  g_autoptr (GstCaps) caps = gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "GRAY8",
                                                  NULL);
  g_autoptr (GstPad) pad = NULL;

  g_mutex_init (&self->lock);
  self->played = g_array_new (FALSE, FALSE, sizeof (TestShown));
  self->sink = gst_object_ref_sink (gst_element_factory_make ("appsink", NULL));
  g_object_set (self->sink, "caps", caps, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (self->sink), &callbacks, self, NULL);
  pad = gst_element_get_static_pad (self->sink, "sink");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_FLUSH, pad_cb, self,
                     NULL);

  return self;
}

/**
 * test_screen_free:
 * @self: (transfer full): a screen whose player is gone
 *
 * Frees the screen.
 */
void
test_screen_free (TestScreen *self)
{
  g_assert_finalize_object (self->sink);
  g_array_unref (self->played);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * test_screen_get_sink:
 * @self: a screen
 *
 * Returns: (transfer none): the sink to give to a player
 */
GstElement *
test_screen_get_sink (TestScreen *self)
{
  return self->sink;
}

/**
 * test_screen_forget:
 * @self: a screen
 *
 * Counts from 0 again.
 */
void
test_screen_forget (TestScreen *self)
{
  g_mutex_lock (&self->lock);
  g_array_set_size (self->played, 0);
  self->n_jumps = self->most_in_flight = 0;
  g_mutex_unlock (&self->lock);
}

/**
 * test_screen_get_number:
 * @self: a screen that was shown a picture
 *
 * Returns: the number of the frame on display, played or paused
 */
guint
test_screen_get_number (TestScreen *self)
{
  guint number;

  g_mutex_lock (&self->lock);
  number = self->number;
  g_mutex_unlock (&self->lock);

  return number;
}

/**
 * test_screen_is_still:
 * @self: a screen
 *
 * Returns: whether it is paused on a picture
 */
gboolean
test_screen_is_still (TestScreen *self)
{
  GstState state, pending;

  return gst_element_get_state (self->sink, &state, &pending, 0) == GST_STATE_CHANGE_SUCCESS &&
         state == GST_STATE_PAUSED;
}

/**
 * test_screen_get_n_played:
 * @self: a screen
 *
 * Returns: how many frames were played; those shown while paused do not count
 */
guint
test_screen_get_n_played (TestScreen *self)
{
  guint n_played;

  g_mutex_lock (&self->lock);
  n_played = self->played->len;
  g_mutex_unlock (&self->lock);

  return n_played;
}

/**
 * test_screen_get_played:
 * @self: a screen
 * @n: less than how many frames were played
 *
 * Returns: one of them
 */
TestShown
test_screen_get_played (TestScreen *self,
                        guint       n)
{
  TestShown shown;

  g_mutex_lock (&self->lock);
  g_assert_cmpuint (n, <, self->played->len);
  shown = g_array_index (self->played, TestShown, n);
  g_mutex_unlock (&self->lock);

  return shown;
}

/**
 * test_screen_get_n_jumps:
 * @self: a screen
 *
 * Returns: how many seeks reached it
 */
guint
test_screen_get_n_jumps (TestScreen *self)
{
  guint n_jumps;

  g_mutex_lock (&self->lock);
  n_jumps = self->n_jumps;
  g_mutex_unlock (&self->lock);

  return n_jumps;
}

/**
 * test_screen_get_most_in_flight:
 * @self: a screen
 *
 * Returns: how many seeks followed each other before a picture came, at most
 */
guint
test_screen_get_most_in_flight (TestScreen *self)
{
  guint most_in_flight;

  g_mutex_lock (&self->lock);
  most_in_flight = self->most_in_flight;
  g_mutex_unlock (&self->lock);

  return most_in_flight;
}
