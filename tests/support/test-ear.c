/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-ear.h"

#include <gst/audio/audio.h>

struct _TestEar
{
  GstElement *sink;
  GstPad     *pad;
  gulong      probe_id;

  GMutex      lock;
  GstSegment  segment;
  gboolean    was_low;
  guint       n_waves;
  double      peak;
  guint64     first_ns;    /* running time of what was heard, GST_CLOCK_TIME_NONE: nothing */
  guint64     last_ns;
};

static gboolean
is_sound_sink (GstElement *element)
{
  GstElementFactory *factory = gst_element_get_factory (element);

  return factory != NULL && g_str_equal (GST_OBJECT_NAME (factory), "fakeaudiosink");
}

static GstElement *
find_sound_sink (GstBin *pipeline)
{
  GstIterator *elements = gst_bin_iterate_recurse (pipeline);
  g_auto (GValue) item = G_VALUE_INIT;
  GstElement *found = NULL;

  while (found == NULL && gst_iterator_next (elements, &item) == GST_ITERATOR_OK)
    {
      if (is_sound_sink (g_value_get_object (&item)))
        found = g_value_dup_object (&item);
      g_value_reset (&item);
    }
  gst_iterator_free (elements);

  return found;
}

static double
sample_at (const GstAudioInfo *info,
           gconstpointer       samples,
           gsize               n)
{
  return info->finfo->unpack_format == GST_AUDIO_FORMAT_F64
         ? ((const double *) samples)[n] : ((const gint32 *) samples)[n] / 2147483648.0;
}

/* Under the lock. Channels do not differ. */
static void
count_waves (TestEar            *self,
             const GstAudioInfo *info,
             GstBuffer          *buffer)
{
  gsize n_samples = gst_buffer_get_size (buffer) / (GST_AUDIO_INFO_WIDTH (info) / 8);
  g_autofree double *samples = g_new (double, n_samples);
  GstMapInfo map;

  g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_READ));
  info->finfo->unpack_func (info->finfo, GST_AUDIO_PACK_FLAG_NONE, samples, map.data,
                            (int) n_samples);
  gst_buffer_unmap (buffer, &map);
  for (gsize n = 0; n < n_samples; n += GST_AUDIO_INFO_CHANNELS (info))
    {
      double sample = sample_at (info, samples, n);

      if (sample < 0 && !self->was_low)
        self->n_waves++;
      self->was_low = sample < 0;
      self->peak = MAX (self->peak, sample);
    }
}

static void
forget (TestEar *self)
{
  self->n_waves = 0;
  self->peak = 0;
  self->first_ns = GST_CLOCK_TIME_NONE;
}

static void
hear (TestEar   *self,
      GstPad    *pad,
      GstBuffer *buffer)
{
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  guint64 start_ns = gst_segment_to_running_time (&self->segment, GST_FORMAT_TIME,
                                                  GST_BUFFER_PTS (buffer));
  GstAudioInfo info;

  g_assert_true (gst_audio_info_from_caps (&info, caps));
  if (!GST_CLOCK_TIME_IS_VALID (start_ns))
    return;

  if (!GST_CLOCK_TIME_IS_VALID (self->first_ns))
    self->first_ns = start_ns;
  count_waves (self, &info, buffer);
  self->last_ns = start_ns + gst_util_uint64_scale (gst_buffer_get_size (buffer) /
                                                    GST_AUDIO_INFO_BPF (&info), GST_SECOND,
                                                    GST_AUDIO_INFO_RATE (&info));
}

static GstPadProbeReturn
pad_cb (GstPad          *pad,    /* streaming thread */
        GstPadProbeInfo *info,
        gpointer         user_data)
{
  TestEar *self = user_data;

  g_mutex_lock (&self->lock);
  if (GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_BUFFER)
    hear (self, pad, GST_PAD_PROBE_INFO_BUFFER (info));
  else if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_SEGMENT)
    {
      gst_event_copy_segment (GST_PAD_PROBE_INFO_EVENT (info), &self->segment);
      forget (self);
    }
  g_mutex_unlock (&self->lock);

  return GST_PAD_PROBE_OK;
}

/**
 * test_ear_new:
 * @video_sink: the sink of a player that has shown a picture of a clip with sound
 *
 * Listens beside a screen. Tests are run so that all sound goes to a `fakeaudiosink`.
 *
 * Returns: (transfer full): an ear that has heard nothing; it hears whole from the next seek on
 */
TestEar *
test_ear_new (GstElement *video_sink)
{
  TestEar *self = g_new0 (TestEar, 1);
  g_autoptr (GstObject) top = gst_object_ref (GST_OBJECT (video_sink));
  GstObject *parent;

  while ((parent = gst_object_get_parent (top)) != NULL)
    {
      gst_object_unref (top);
      top = parent;
    }

  g_mutex_init (&self->lock);
  gst_segment_init (&self->segment, GST_FORMAT_TIME);
  forget (self);
  self->sink = find_sound_sink (GST_BIN (top));
  g_assert_nonnull (self->sink);
  self->pad = gst_element_get_static_pad (self->sink, "sink");
  self->probe_id = gst_pad_add_probe (self->pad, GST_PAD_PROBE_TYPE_BUFFER |
                                      GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, pad_cb, self, NULL);

  return self;
}

/**
 * test_ear_free:
 * @self: (transfer full): an ear whose player is paused
 *
 * Stops listening.
 */
void
test_ear_free (TestEar *self)
{
  gst_pad_remove_probe (self->pad, self->probe_id);
  gst_object_unref (self->pad);
  gst_object_unref (self->sink);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * test_ear_get_heard_ns:
 * @self: an ear
 *
 * Returns: how much was heard since the last seek, in nanoseconds as they pass for a listener
 */
guint64
test_ear_get_heard_ns (TestEar *self)
{
  guint64 heard_ns;

  g_mutex_lock (&self->lock);
  heard_ns = GST_CLOCK_TIME_IS_VALID (self->first_ns) ? self->last_ns - self->first_ns : 0;
  g_mutex_unlock (&self->lock);

  return heard_ns;
}

/**
 * test_ear_get_pitch:
 * @self: an ear that has heard a tone
 *
 * Returns: the waves in a second of a listener's time
 */
double
test_ear_get_pitch (TestEar *self)
{
  double pitch;

  g_mutex_lock (&self->lock);
  pitch = self->n_waves * (double) GST_SECOND / (self->last_ns - self->first_ns);
  g_mutex_unlock (&self->lock);

  return pitch;
}

/**
 * test_ear_get_peak:
 * @self: an ear
 *
 * Returns: the greatest amplitude since the last seek, from 0 to 1
 */
double
test_ear_get_peak (TestEar *self)
{
  double peak;

  g_mutex_lock (&self->lock);
  peak = self->peak;
  g_mutex_unlock (&self->lock);

  return peak;
}
