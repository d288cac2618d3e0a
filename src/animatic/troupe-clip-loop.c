/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-clip-loop.h"

#include <gst/gst.h>
#include <string.h>

#include "troupe-clip-sound.h"
#include "troupe-frame-reader.h"

#define NS_PER_S G_GUINT64_CONSTANT (1000000000)

struct _TroupeClipLoop
{
  TroupeFrameReader *reader;
  TroupeFrame       *shown;        /* NULL before the first one */
  TroupeFrame       *following;    /* NULL at the end of the clip */
  GByteArray        *sound;        /* as long as the clip, NULL when it is silent */
  guint64            length_ns;
  guint64            position_ns;  /* inside the clip */
};

/* What is too short is followed by silence, what is too long is cut off. */
static void
fit_sound (TroupeClipLoop *self)
{
  gsize n_samples = gst_util_uint64_scale_ceil (self->length_ns, TROUPE_CLIP_SOUND_RATE,
                                                NS_PER_S);
  guint old_size = self->sound->len;

  g_byte_array_set_size (self->sound, (guint) n_samples * TROUPE_CLIP_SOUND_FRAME_BYTES);
  if (self->sound->len > old_size)
    memset (self->sound->data + old_size, 0, self->sound->len - old_size);
}

static gboolean
advance (TroupeClipLoop *self,
         GCancellable   *cancellable,
         GError        **error)
{
  g_autoptr (GError) local_error = NULL;

  g_clear_pointer (&self->shown, troupe_frame_unref);
  self->shown = g_steal_pointer (&self->following);
  self->following = troupe_frame_reader_next (self->reader, cancellable, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
rewind_clip (TroupeClipLoop *self,
             GCancellable   *cancellable,
             GError        **error)
{
  g_clear_pointer (&self->shown, troupe_frame_unref);
  g_clear_pointer (&self->following, troupe_frame_unref);
  self->following = troupe_frame_reader_seek (self->reader, 0, TRUE, cancellable, error);
  return self->following != NULL && advance (self, cancellable, error);
}

/**
 * troupe_clip_loop_new:
 * @actor: a character whose files are there
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Opens the clip of a character.
 *
 * Fails with errors of the clip module, of GStreamer or `G_IO_ERROR_CANCELLED`.
 *
 * Returns: (transfer full): the loop
 */
TroupeClipLoop *
troupe_clip_loop_new (TroupeActor  *actor,
                      GCancellable *cancellable,
                      GError      **error)
{
  g_autoptr (TroupeClipLoop) self = g_new0 (TroupeClipLoop, 1);
  g_autofree char *uri = g_file_get_uri (actor->clip);

  self->length_ns = actor->length_ns;
  self->reader = troupe_frame_reader_new (uri, 0, cancellable, error);
  if (self->reader == NULL)
    return NULL;
  self->following = troupe_frame_reader_next (self->reader, cancellable, error);
  if (self->following == NULL || !advance (self, cancellable, error))
    return NULL;
  if (!actor->has_sound)
    return g_steal_pointer (&self);

  self->sound = troupe_clip_sound_read (uri, cancellable, error);
  if (self->sound == NULL)
    return NULL;
  fit_sound (self);
  return g_steal_pointer (&self);
}

/**
 * troupe_clip_loop_free:
 * @self: (transfer full): a loop
 *
 * Closes the clip.
 */
void
troupe_clip_loop_free (TroupeClipLoop *self)
{
  g_clear_pointer (&self->shown, troupe_frame_unref);
  g_clear_pointer (&self->following, troupe_frame_unref);
  g_clear_pointer (&self->sound, g_byte_array_unref);
  g_clear_object (&self->reader);
  g_free (self);
}

/**
 * troupe_clip_loop_get_frame:
 * @self: a loop
 * @time_ns: since the loop began, not before that of the last call
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Gets the picture on display at a time.
 *
 * Fails with errors of the clip module or `G_IO_ERROR_CANCELLED`.
 *
 * Returns: (transfer none): the picture, until the next call
 */
TroupeFrame *
troupe_clip_loop_get_frame (TroupeClipLoop *self,
                            guint64         time_ns,
                            GCancellable   *cancellable,
                            GError        **error)
{
  guint64 position_ns = time_ns % self->length_ns;

  if (position_ns < self->position_ns && !rewind_clip (self, cancellable, error))
    return NULL;
  self->position_ns = position_ns;
  while (self->following != NULL && troupe_frame_get_time_ns (self->following) <= position_ns)
    if (!advance (self, cancellable, error))
      return NULL;
  return self->shown;
}

/**
 * troupe_clip_loop_get_sound:
 * @self: a loop
 * @time_ns: since the loop began
 * @sound: (out): room for @n_samples
 * @n_samples: how many, of all channels together
 *
 * Gets the sound from a time on.
 */
void
troupe_clip_loop_get_sound (TroupeClipLoop *self,
                            guint64         time_ns,
                            guint8         *sound,
                            gsize           n_samples)
{
  gsize size = n_samples * TROUPE_CLIP_SOUND_FRAME_BYTES;
  gsize from;

  if (self->sound == NULL)
    {
      memset (sound, 0, size);
      return;
    }
  from = gst_util_uint64_scale (time_ns, TROUPE_CLIP_SOUND_RATE, NS_PER_S) *
         TROUPE_CLIP_SOUND_FRAME_BYTES % self->sound->len;
  while (size > 0)
    {
      gsize part = MIN (size, self->sound->len - from);

      memcpy (sound, self->sound->data + from, part);
      sound += part;
      size -= part;
      from = 0;
    }
}
