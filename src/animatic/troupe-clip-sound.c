/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-clip-sound.h"

#include <gst/app/app.h>
#include <gst/audio/audio.h>

#define WAIT_NS (100 * GST_MSECOND)

/* Clips of characters are this long at most; what says otherwise is not followed. */
#define MAX_BYTES (10 * TROUPE_CLIP_SOUND_RATE * TROUPE_CLIP_SOUND_FRAME_BYTES)

static GstElement *
new_sink (void)
{
  g_autoptr (GstCaps) caps = NULL;
  GstAudioInfo info;
  GstElement *sink = gst_element_factory_make ("appsink", "sink");

  gst_audio_info_set_format (&info, GST_AUDIO_FORMAT_S16, TROUPE_CLIP_SOUND_RATE,
                             TROUPE_CLIP_SOUND_CHANNELS, NULL);
  caps = gst_audio_info_to_caps (&info);
  g_object_set (sink, "caps", caps, "sync", FALSE, "max-buffers", 16u, NULL);
  return sink;
}

static void
pad_added_cb (GstElement *decoder,    /* streaming thread */
              GstPad     *pad,
              gpointer    user_data)
{
  g_autoptr (GstPad) target = gst_element_get_static_pad (user_data, "sink");

  if (!gst_pad_is_linked (target))
    gst_pad_link (pad, target);
}

static GstElement *
new_pipeline (const char *uri)
{
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple ("audio/x-raw");
  GstElement *pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  GstElement *decoder = gst_element_factory_make ("uridecodebin", NULL);
  GstElement *convert = gst_element_factory_make ("audioconvert", NULL);
  GstElement *resample = gst_element_factory_make ("audioresample", NULL);
  GstElement *sink = new_sink ();

  g_object_set (decoder, "uri", uri, "caps", caps, "expose-all-streams", FALSE, NULL);
  gst_bin_add_many (GST_BIN (pipeline), decoder, convert, resample, sink, NULL);
  gst_element_link_many (convert, resample, sink, NULL);
  g_signal_connect (decoder, "pad-added", G_CALLBACK (pad_added_cb), convert);
  return pipeline;
}

static gboolean
check_bus (GstElement *pipeline,
           GError    **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);

  if (message == NULL)
    return TRUE;
  gst_message_parse_error (message, error, NULL);
  return FALSE;
}

static gboolean
read_all (GstElement   *pipeline,
          GByteArray   *sound,
          GCancellable *cancellable,
          GError      **error)
{
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");

  while (!gst_app_sink_is_eos (GST_APP_SINK (sink)) && sound->len < MAX_BYTES)
    {
      g_autoptr (GstSample) sample = gst_app_sink_try_pull_sample (GST_APP_SINK (sink), WAIT_NS);
      GstMapInfo map;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !check_bus (pipeline, error))
        return FALSE;
      if (sample == NULL || !gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ))
        continue;
      g_byte_array_append (sound, map.data, (guint) map.size);
      gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
    }
  return TRUE;
}

/**
 * troupe_clip_sound_read:
 * @uri: a file that has sound
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Decodes all sound of a clip.
 *
 * Fails with `GST_STREAM_ERROR`, `GST_CORE_ERROR` or `G_IO_ERROR_CANCELLED`.
 *
 * Returns: (transfer full): the samples
 */
GByteArray *
troupe_clip_sound_read (const char   *uri,
                        GCancellable *cancellable,
                        GError      **error)
{
  g_autoptr (GByteArray) sound = g_byte_array_new ();
  g_autoptr (GstElement) pipeline = new_pipeline (uri);
  gboolean is_read;

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  is_read = read_all (pipeline, sound, cancellable, error);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return is_read ? g_steal_pointer (&sound) : NULL;
}
