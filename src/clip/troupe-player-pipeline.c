/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-player-private.h"

#include <gst/audio/streamvolume.h>
#include <gst/pbutils/pbutils.h>

#include "troupe-clip-error.h"
#include "troupe-media.h"

/* GstPlayFlags, which no header has: no subtitles, no colour balance in software */
#define PLAY_FLAGS (1 << 0 /* video */ | 1 << 1 /* audio */ | 1 << 4 /* volume in software */ | \
                    1 << 9 /* deinterlace */)

/* How much of decoded pictures a loop may have ahead of the one on display, and a clip otherwise. A new
 * round costs the decoder the way from the key frame before it; with these to show nobody sees that. */
#define LOOP_AHEAD_BYTES (128 * 1024 * 1024)
#define AHEAD_PICTURES 3

static GstElement *
make_element (TroupePlayer *self,
              const char   *factory,
              const char   *plugin)
{
  GstElement *element = gst_element_factory_make (factory, NULL);

  if (element == NULL)
    troupe_player_take_error (self, g_error_new (TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_CODEC,
                                                 "The element %s of GStreamer is not installed (%s)",
                                                 factory, plugin));
  return element;
}

/* A clip whose sound has no decoder is played without it. */
static void
missing_plugin (TroupePlayer *self,
                GstMessage   *message)
{
  const GstStructure *structure = gst_message_get_structure (message);
  g_autofree char *description = gst_missing_plugin_message_get_description (message);
  g_autofree char *name = troupe_media_dup_name (self->uri);
  g_autoptr (GstCaps) caps = NULL;
  const char *media_type;

  if (!gst_structure_get (structure, "detail", GST_TYPE_CAPS, &caps, NULL))
    return;

  media_type = gst_structure_get_name (gst_caps_get_structure (caps, 0));
  g_debug ("not installed: %s", description);
  if (g_str_has_prefix (media_type, "video/") || g_str_has_prefix (media_type, "image/"))
    troupe_player_take_error (self, g_error_new (TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_CODEC,
                                                 "%s: not installed: %s (%s)", name, description,
                                                 troupe_media_plugin_for (media_type)));
}

static void
buffering (TroupePlayer *self,
           GstMessage   *message)
{
  int percent;

  gst_message_parse_buffering (message, &percent);
  self->is_buffering = percent < 100;
  troupe_player_apply_state (self);
}

static void
async_done (TroupePlayer *self,
            GstMessage   *message)
{
  if (GST_MESSAGE_SRC (message) == GST_OBJECT (self->pipeline))
    troupe_player_prerolled (self);
}

static void
clock_lost (TroupePlayer *self)
{
  gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
  troupe_player_apply_state (self);
}

static gboolean
bus_cb (GstBus     *bus,
        GstMessage *message,
        gpointer    user_data)
{
  TroupePlayer *self = user_data;    /* alive: close() removes the watch */

  switch (GST_MESSAGE_TYPE (message))
    {
    case GST_MESSAGE_ERROR:
      troupe_player_take_error (self, troupe_media_error_from_bus (message, self->uri));
      break;

    case GST_MESSAGE_ELEMENT:
      if (gst_is_missing_plugin_message (message))
        missing_plugin (self, message);
      break;

    case GST_MESSAGE_ASYNC_DONE:
      async_done (self, message);
      break;

    case GST_MESSAGE_SEGMENT_DONE:
      troupe_player_go_on (self, gst_message_get_seqnum (message));
      break;

    case GST_MESSAGE_EOS:
      troupe_player_end (self);
      break;

    case GST_MESSAGE_BUFFERING:
      buffering (self, message);
      break;

    case GST_MESSAGE_CLOCK_LOST:
      clock_lost (self);
      break;

    case GST_MESSAGE_LATENCY:
      gst_bin_recalculate_latency (GST_BIN (self->pipeline));
      break;

    default:
      break;
    }

  return G_SOURCE_CONTINUE;
}

/**
 * troupe_player_make_sink:
 * @self: a new player
 *
 * Makes the sink that paints, unless a sink was given. The error is set when it is not installed.
 */
void
troupe_player_make_sink (TroupePlayer *self)
{
  if (self->video_sink == NULL)
    {
      self->video_sink = make_element (self, "gtk4paintablesink", "gst-plugin-gtk4");
      if (self->video_sink == NULL)
        return;

      gst_object_ref_sink (self->video_sink);
      g_object_get (self->video_sink, "paintable", &self->paintable, NULL);
    }
  troupe_player_watch_frames (self);
}

/**
 * troupe_player_open:
 * @self: a player without a pipeline
 * @uri: where its clip is
 *
 * Builds the pipeline and lets it get the first picture; the error is set when that is impossible.
 */
void
troupe_player_open (TroupePlayer *self,
                    const char   *uri)
{
  GstElement *pipeline, *tempo;
  g_autoptr (GstBus) bus = NULL;

  if (self->video_sink == NULL)
    troupe_player_make_sink (self);
  if (self->video_sink == NULL)
    return;

  /* Not playbin3 (tried with 1.26): it waits for ever after a seek in an Ogg file, and when it is
   * closed while it opens a file it leaks, complains or hangs. */
  pipeline = make_element (self, "playbin", "gst-plugins-base");
  tempo = pipeline != NULL ? make_element (self, "scaletempo", "gst-plugins-good") : NULL;
  if (tempo == NULL)
    {
      gst_clear_object (&pipeline);
      return;
    }

  self->uri = g_strdup (uri);
  self->pipeline = gst_object_ref_sink (pipeline);
  troupe_media_tame_decoders (GST_BIN (pipeline));
  troupe_player_skip_unseen (self);
  g_object_set (pipeline, "uri", self->uri, "video-sink", self->video_sink, "audio-filter", tempo,
                "flags", PLAY_FLAGS, NULL);
  troupe_player_apply_volume (self);
  bus = gst_element_get_bus (pipeline);
  self->bus_watch_id = gst_bus_add_watch (bus, bus_cb, self);
  self->state = TROUPE_PLAYER_OPENING;
  troupe_player_apply_state (self);
}

/**
 * troupe_player_close:
 * @self: a player
 *
 * Stops the streaming threads and frees the pipeline. The sink and what it shows stay.
 */
void
troupe_player_close (TroupePlayer *self)
{
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);    /* returns when no callback runs */
  g_clear_handle_id (&self->bus_watch_id, g_source_remove);
  g_clear_handle_id (&self->notify_id, g_source_remove);
  gst_clear_object (&self->pipeline);
  g_clear_pointer (&self->uri, g_free);
  self->state = TROUPE_PLAYER_CLOSED;
  self->is_buffering = FALSE;
  self->has_wanted = FALSE;
  troupe_player_drop_preview (self);
}

/* Seeks show their picture sooner while the decoder does not run ahead. */
static void
apply_look_ahead (TroupePlayer *self,
                  gboolean      plays)
{
  gboolean is_far = plays && self->has_loop;
  g_autoptr (GstElement) queue = gst_bin_get_by_name (GST_BIN (self->pipeline), "vqueue");

  if (queue != NULL)
    g_object_set (queue,
                  "max-size-buffers", is_far ? 0 : AHEAD_PICTURES,
                  "max-size-bytes", is_far ? LOOP_AHEAD_BYTES : 0,
                  NULL);
}

/**
 * troupe_player_apply_state:
 * @self: a player
 *
 * Lets the pipeline play or wait, as is asked for and as the network permits.
 */
void
troupe_player_apply_state (TroupePlayer *self)
{
  gboolean plays = self->is_playing && self->shuttle_rate >= 0 && !self->is_buffering &&
                   self->state != TROUPE_PLAYER_OPENING;

  if (self->pipeline == NULL)
    return;

  apply_look_ahead (self, plays);
  /* Failure is told on the bus. */
  gst_element_set_state (self->pipeline, plays ? GST_STATE_PLAYING : GST_STATE_PAUSED);
}

/**
 * troupe_player_apply_volume:
 * @self: a player
 *
 * Hands the volume to the pipeline.
 */
void
troupe_player_apply_volume (TroupePlayer *self)
{
  if (self->pipeline == NULL)
    return;

  gst_stream_volume_set_volume (GST_STREAM_VOLUME (self->pipeline), GST_STREAM_VOLUME_FORMAT_CUBIC,
                                self->volume);
  gst_stream_volume_set_mute (GST_STREAM_VOLUME (self->pipeline), self->is_muted);
}
