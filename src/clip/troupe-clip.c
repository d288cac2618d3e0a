/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-clip.h"

#include <glib/gstdio.h>
#include <math.h>

#include "troupe-frame-times.h"
#include "troupe-held-file.h"
#include "troupe-time.h"

/* Where not even the average frame rate is known, until the frame times are. */
#define GUESSED_FRAME_RATE 25.0

/* A file cut short claims its old duration; ends of sound and picture differ by less than this. */
#define DURATION_TOLERANCE_NS (TROUPE_TIME_SECOND / 2)

/**
 * TroupeClip:
 *
 * A source video: where it is, what the probe found in it, and the time of every frame.
 *
 * It owns plain facts only and no pipeline. Its file in the cache it holds, so that what is cut later
 * is there whoever clears the cache meanwhile.
 */
struct _TroupeClip
{
  GObject         parent_instance;

  TroupeClipKind  kind;

  /* Owned */
  char           *uri;
  char           *title;
  TroupeClipFacts facts;
  GFile          *local_file;
  char           *media_uri;      /* of local_file, NULL without one */
  int             held_fd;        /* of local_file in the cache, or -1 */
  GArray         *frame_times;    /* of guint64, ascending, NULL until they are read */
};

G_DEFINE_FINAL_TYPE (TroupeClip, troupe_clip, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_FRAME_TIMES,
  PROP_LOCAL_FILE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static guint64
frame_time (TroupeClip *self,
            guint       n)
{
  return g_array_index (self->frame_times, guint64, n);
}

static gboolean
has_frame_times (TroupeClip *self)
{
  return self->frame_times != NULL && self->frame_times->len > 0;
}

static double
estimated_rate (TroupeClip *self)
{
  return self->facts.frame_rate > 0 ? self->facts.frame_rate : GUESSED_FRAME_RATE;
}

static gint64
estimated_number (TroupeClip *self,
                  guint64     time_ns)
{
  /* Times are whole nanoseconds, so that of a frame may lie a little before n / rate. */
  return (gint64) floor ((time_ns + 1) * estimated_rate (self) / TROUPE_TIME_SECOND);
}

static guint64
estimated_time (TroupeClip *self,
                gint64      number)
{
  gint64 last = (gint64) ceil (self->facts.duration_ns * estimated_rate (self) /
                               TROUPE_TIME_SECOND) - 1;

  number = CLAMP (number, 0, MAX (last, 0));
  return (guint64) (number * (double) TROUPE_TIME_SECOND / estimated_rate (self));
}

/* The probe looked at the headers and the first frames; the whole list knows better. */
static void
correct_facts (TroupeClip *self)
{
  guint64 last_ns = frame_time (self, self->frame_times->len - 1);
  guint64 end_ns = last_ns + troupe_frame_times_mean_ns (self->frame_times);

  self->facts.is_variable_rate = troupe_frame_times_are_uneven (self->frame_times);
  self->facts.frame_rate = troupe_frame_times_rate (self->frame_times, self->facts.frame_rate);

  if (end_ns + DURATION_TOLERANCE_NS < self->facts.duration_ns ||
      last_ns >= self->facts.duration_ns)
    self->facts.duration_ns = end_ns;
}

static void
troupe_clip_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  TroupeClip *self = TROUPE_CLIP (object);

  switch (prop_id)
    {
    case PROP_FRAME_TIMES:
      g_value_set_boxed (value, self->frame_times);
      break;

    case PROP_LOCAL_FILE:
      g_value_set_object (value, self->local_file);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_clip_dispose (GObject *object)
{
  TroupeClip *self = TROUPE_CLIP (object);

  g_clear_object (&self->local_file);
  G_OBJECT_CLASS (troupe_clip_parent_class)->dispose (object);
}

static void
troupe_clip_finalize (GObject *object)
{
  TroupeClip *self = TROUPE_CLIP (object);

  g_clear_pointer (&self->uri, g_free);
  g_clear_pointer (&self->title, g_free);
  troupe_clip_facts_clear (&self->facts);
  g_clear_pointer (&self->media_uri, g_free);
  g_clear_fd (&self->held_fd, NULL);
  g_clear_pointer (&self->frame_times, g_array_unref);
  G_OBJECT_CLASS (troupe_clip_parent_class)->finalize (object);
}

static void
troupe_clip_class_init (TroupeClipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = troupe_clip_get_property;
  object_class->dispose = troupe_clip_dispose;
  object_class->finalize = troupe_clip_finalize;

  /**
   * TroupeClip:frame-times: (type GArray(guint64))
   *
   * The presentation time of every frame in nanoseconds, ascending; `NULL` until they are read.
   */
  properties[PROP_FRAME_TIMES] = g_param_spec_boxed ("frame-times", NULL, NULL, G_TYPE_ARRAY,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * TroupeClip:local-file:
   *
   * The file that holds the clip; `NULL` for a remote one that is not in the cache.
   */
  properties[PROP_LOCAL_FILE] = g_param_spec_object ("local-file", NULL, NULL, G_TYPE_FILE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
troupe_clip_init (TroupeClip *self)
{
  self->held_fd = -1;
}

/**
 * troupe_clip_facts_clear:
 * @facts: facts
 *
 * Frees what the facts own and sets all of them to 0. Safe from any thread.
 */
void
troupe_clip_facts_clear (TroupeClipFacts *facts)
{
  g_clear_pointer (&facts->hash, g_free);
  g_clear_pointer (&facts->container, g_free);
  g_clear_pointer (&facts->video_codec, g_free);
  g_clear_pointer (&facts->audio_codec, g_free);
  *facts = (TroupeClipFacts) { 0 };
}

/**
 * troupe_clip_new:
 * @uri: where the clip is
 * @kind: what it is
 * @title: a name for people
 * @facts: what is known of it; copied
 *
 * Makes a clip from what a probe found. A clip of a file has that file as its local one.
 *
 * Returns: (transfer full): a clip
 */
TroupeClip *
troupe_clip_new (const char            *uri,
                 TroupeClipKind         kind,
                 const char            *title,
                 const TroupeClipFacts *facts)
{
  TroupeClip *self;

  g_return_val_if_fail (uri != NULL, NULL);
  g_return_val_if_fail (title != NULL, NULL);
  g_return_val_if_fail (facts != NULL, NULL);

  self = g_object_new (TROUPE_TYPE_CLIP, NULL);
  self->uri = g_strdup (uri);
  self->kind = kind;
  self->title = g_strdup (title);
  self->facts = *facts;
  self->facts.hash = g_strdup (facts->hash);
  self->facts.container = g_strdup (facts->container);
  self->facts.video_codec = g_strdup (facts->video_codec);
  self->facts.audio_codec = g_strdup (facts->audio_codec);
  if (kind != TROUPE_CLIP_KIND_REMOTE)
    self->local_file = g_file_new_for_uri (uri);

  return self;
}

/**
 * troupe_clip_get_uri:
 * @self: a clip
 *
 * Returns: where the clip came from
 */
const char *
troupe_clip_get_uri (TroupeClip *self)
{
  g_return_val_if_fail (TROUPE_IS_CLIP (self), NULL);

  return self->uri;
}

/**
 * troupe_clip_get_media_uri:
 * @self: a clip
 *
 * Tells where to read the clip from: the local file where there is one, else its address.
 *
 * Returns: a URI
 */
const char *
troupe_clip_get_media_uri (TroupeClip *self)
{
  g_return_val_if_fail (TROUPE_IS_CLIP (self), NULL);

  return self->media_uri != NULL ? self->media_uri : self->uri;
}

/**
 * troupe_clip_get_kind:
 * @self: a clip
 *
 * Returns: what kind of source it is
 */
TroupeClipKind
troupe_clip_get_kind (TroupeClip *self)
{
  g_return_val_if_fail (TROUPE_IS_CLIP (self), TROUPE_CLIP_KIND_FILE);

  return self->kind;
}

/**
 * troupe_clip_get_title:
 * @self: a clip
 *
 * Returns: its name for people, without an extension
 */
const char *
troupe_clip_get_title (TroupeClip *self)
{
  g_return_val_if_fail (TROUPE_IS_CLIP (self), NULL);

  return self->title;
}

/**
 * troupe_clip_set_title:
 * @self: a clip
 * @title: what people call it
 *
 * Names a clip otherwise than its file. To be called before anybody else has the clip.
 */
void
troupe_clip_set_title (TroupeClip *self,
                       const char *title)
{
  g_set_str (&self->title, title);
}

/**
 * troupe_clip_get_local_file:
 * @self: a clip
 *
 * Returns: (nullable) (transfer none): the file that holds the clip, or `NULL` for a remote one
 *   that is not in the cache
 */
GFile *
troupe_clip_get_local_file (TroupeClip *self)
{
  g_return_val_if_fail (TROUPE_IS_CLIP (self), NULL);

  return self->local_file;
}

/**
 * troupe_clip_set_local_file:
 * @self: a remote clip
 * @file: the file it was fetched into
 * @hash: (nullable): the hash of its content, or `NULL` to keep the one of the address
 *
 * Tells that the clip is in the cache now, and keeps it there for as long as the clip lives.
 */
void
troupe_clip_set_local_file (TroupeClip *self,
                            GFile      *file,
                            const char *hash)
{
  g_return_if_fail (TROUPE_IS_CLIP (self));
  g_return_if_fail (G_IS_FILE (file));

  if (hash != NULL)
    g_set_str (&self->facts.hash, hash);
  if (self->local_file != NULL && g_file_equal (self->local_file, file))
    return;

  g_set_object (&self->local_file, file);
  g_free (self->media_uri);
  self->media_uri = g_file_get_uri (file);
  g_clear_fd (&self->held_fd, NULL);
  if (self->kind == TROUPE_CLIP_KIND_REMOTE)
    self->held_fd = troupe_held_file_hold (g_file_peek_path (file));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOCAL_FILE]);
}

/**
 * troupe_clip_get_hash:
 * @self: a clip
 *
 * Returns: what identifies the content, or for a remote clip outside the cache its address, length
 *   and validators; hexadecimal SHA-256
 */
const char *
troupe_clip_get_hash (TroupeClip *self)
{
  g_return_val_if_fail (TROUPE_IS_CLIP (self), NULL);

  return self->facts.hash;
}

/**
 * troupe_clip_get_size_bytes:
 * @self: a clip
 *
 * Returns: the size of the file in bytes, 0 when a server does not tell
 */
guint64
troupe_clip_get_size_bytes (TroupeClip *self)
{
  g_return_val_if_fail (TROUPE_IS_CLIP (self), 0);

  return self->facts.size_bytes;
}

/**
 * troupe_clip_get_duration_ns:
 * @self: a clip
 *
 * Returns: how long it plays, in nanoseconds; what the file claims until the frame times are read
 */
guint64
troupe_clip_get_duration_ns (TroupeClip *self)
{
  g_return_val_if_fail (TROUPE_IS_CLIP (self), 0);

  return self->facts.duration_ns;
}

/**
 * troupe_clip_get_width:
 * @self: a clip
 *
 * Returns: the width as displayed, upright and in square pixels
 */
int
troupe_clip_get_width (TroupeClip *self)
{
  g_return_val_if_fail (TROUPE_IS_CLIP (self), 0);

  return self->facts.width;
}

/**
 * troupe_clip_get_height:
 * @self: a clip
 *
 * Returns: the height as displayed, upright and in square pixels
 */
int
troupe_clip_get_height (TroupeClip *self)
{
  g_return_val_if_fail (TROUPE_IS_CLIP (self), 0);

  return self->facts.height;
}

/**
 * troupe_clip_get_rotation:
 * @self: a clip
 *
 * Returns: the degrees the stored picture is turned clockwise for display: 0, 90, 180 or 270
 */
int
troupe_clip_get_rotation (TroupeClip *self)
{
  g_return_val_if_fail (TROUPE_IS_CLIP (self), 0);

  return self->facts.rotation;
}

/**
 * troupe_clip_get_frame_rate:
 * @self: a clip
 *
 * Returns: frames a second on average, 0 when not known
 */
double
troupe_clip_get_frame_rate (TroupeClip *self)
{
  g_return_val_if_fail (TROUPE_IS_CLIP (self), 0);

  return self->facts.frame_rate;
}

/**
 * troupe_clip_is_variable_rate:
 * @self: a clip
 *
 * Returns: whether frames are shown for unequal times
 */
gboolean
troupe_clip_is_variable_rate (TroupeClip *self)
{
  g_return_val_if_fail (TROUPE_IS_CLIP (self), FALSE);

  return self->facts.is_variable_rate;
}

/**
 * troupe_clip_get_container:
 * @self: a clip
 *
 * Returns: the container in words
 */
const char *
troupe_clip_get_container (TroupeClip *self)
{
  g_return_val_if_fail (TROUPE_IS_CLIP (self), NULL);

  return self->facts.container;
}

/**
 * troupe_clip_get_video_codec:
 * @self: a clip
 *
 * Returns: the video codec in words
 */
const char *
troupe_clip_get_video_codec (TroupeClip *self)
{
  g_return_val_if_fail (TROUPE_IS_CLIP (self), NULL);

  return self->facts.video_codec;
}

/**
 * troupe_clip_get_audio_codec:
 * @self: a clip
 *
 * Returns: (nullable): the audio codec in words, or `NULL` without sound
 */
const char *
troupe_clip_get_audio_codec (TroupeClip *self)
{
  g_return_val_if_fail (TROUPE_IS_CLIP (self), NULL);

  return self->facts.audio_codec;
}

/**
 * troupe_clip_get_frame_times:
 * @self: a clip
 *
 * Returns: (nullable) (transfer none) (element-type guint64): the presentation time of every frame
 *   in nanoseconds, ascending, never changed; or `NULL` until they are read
 */
GArray *
troupe_clip_get_frame_times (TroupeClip *self)
{
  g_return_val_if_fail (TROUPE_IS_CLIP (self), NULL);

  return self->frame_times;
}

/**
 * troupe_clip_set_frame_times:
 * @self: a clip
 * @frame_times: (element-type guint64): times in nanoseconds, ascending; not changed any more
 *
 * Takes the list of frames; the average rate, whether it varies, and the duration of a file that
 * ends early follow from it.
 */
void
troupe_clip_set_frame_times (TroupeClip *self,
                             GArray     *frame_times)
{
  g_return_if_fail (TROUPE_IS_CLIP (self));
  g_return_if_fail (frame_times != NULL);

  if (self->frame_times == frame_times)
    return;

  g_clear_pointer (&self->frame_times, g_array_unref);
  self->frame_times = g_array_ref (frame_times);
  if (has_frame_times (self))
    correct_facts (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRAME_TIMES]);
}

/**
 * troupe_clip_find_frame:
 * @self: a clip
 * @time_ns: a time in nanoseconds
 * @n_frames: how many frames to go on, or back when negative
 *
 * Finds a frame from the one on display at @time_ns; at the ends it stops at the first or last one.
 * Until the frame times are read the answer follows the average rate.
 *
 * Returns: when that frame appears, in nanoseconds
 */
guint64
troupe_clip_find_frame (TroupeClip *self,
                        guint64     time_ns,
                        int         n_frames)
{
  gint64 number;

  g_return_val_if_fail (TROUPE_IS_CLIP (self), 0);

  if (!has_frame_times (self))
    return estimated_time (self, estimated_number (self, time_ns) + n_frames);

  number = (gint64) troupe_frame_times_find (self->frame_times, time_ns) + n_frames;
  return frame_time (self, CLAMP (number, 0, (gint64) self->frame_times->len - 1));
}

/**
 * troupe_clip_get_frame_number:
 * @self: a clip
 * @time_ns: a time in nanoseconds
 *
 * Counts from 0. Until the frame times are read the answer follows the average rate.
 *
 * Returns: the number of the frame on display at @time_ns
 */
guint
troupe_clip_get_frame_number (TroupeClip *self,
                              guint64     time_ns)
{
  g_return_val_if_fail (TROUPE_IS_CLIP (self), 0);

  if (!has_frame_times (self))
    return (guint) estimated_number (self, MIN (time_ns, self->facts.duration_ns));

  return troupe_frame_times_find (self->frame_times, time_ns);
}
