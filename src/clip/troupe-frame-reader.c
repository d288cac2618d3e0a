/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-reader.h"

#include "troupe-clip-error.h"
#include "troupe-frame-converter.h"
#include "troupe-frame-packer.h"
#include "troupe-frame-source.h"
#include "troupe-media.h"

/* Decoding this far ahead is quicker than a seek, which begins again at a key frame. */
#define WALK_NS (500 * GST_MSECOND)

/* The decoder hurries to this long before the wanted time; few frames are on display for longer. */
#define HURRY_NS (500 * GST_MSECOND)

/* How far before the wanted time a second seek goes when the first one came down behind it. */
#define BACK_OFF_NS GST_SECOND

/* The time of a frame comes out a few nanoseconds apart, depending on where a seek began. */
#define TOLERANCE_NS GST_USECOND

/* What an MP4 file may round the time a frame is shown for */
#define ROUNDING_NS (100 * GST_USECOND)

/**
 * TroupeFrameReader:
 *
 * Decodes pictures of one clip, without its sound.
 *
 * Only the buffers that are handed out are converted. All calls block, the last unref too: use it
 * in worker threads, one at a time.
 */
struct _TroupeFrameReader
{
  GObject               parent_instance;

  int                   short_edge;
  guint64               seek_ns;      /* where the source was told to begin */
  gboolean              is_alone;     /* it gives a key frame only */

  /* Owned */
  char                 *uri;
  TroupeFrameSource    *source;
  TroupeFrameConverter *converter;    /* NULL before the first frame */
  TroupeFramePacker    *packer;       /* NULL before the first packed picture */
  GstSample            *current;      /* handed out last */
  GstSample            *following;    /* already decoded, shown after current */
};

G_DEFINE_FINAL_TYPE (TroupeFrameReader, troupe_frame_reader, G_TYPE_OBJECT)

static gboolean
advance (TroupeFrameReader *self,
         GCancellable      *cancellable,
         GError           **error)
{
  g_clear_pointer (&self->current, gst_sample_unref);
  if (self->following != NULL)
    self->current = g_steal_pointer (&self->following);
  else if (!troupe_frame_source_pull (self->source, cancellable, &self->current, error))
    return FALSE;

  return TRUE;
}

/* Goes on until the buffer after current is shown later than time_ns. */
static gboolean
walk (TroupeFrameReader *self,
      guint64            time_ns,
      GCancellable      *cancellable,
      GError           **error)
{
  while (TRUE)
    {
      if (self->following == NULL &&
          !troupe_frame_source_pull (self->source, cancellable, &self->following, error))
        return FALSE;
      if (self->following == NULL ||
          troupe_frame_source_get_time (self->following) > time_ns + TOLERANCE_NS)
        return TRUE;

      g_clear_pointer (&self->current, gst_sample_unref);
      self->current = g_steal_pointer (&self->following);
    }
}

static gboolean
start_at (TroupeFrameReader *self,
          guint64            time_ns,
          gboolean           is_alone,
          GError           **error)
{
  g_clear_pointer (&self->current, gst_sample_unref);
  g_clear_pointer (&self->following, gst_sample_unref);
  self->seek_ns = time_ns;
  self->is_alone = is_alone;

  return troupe_frame_source_seek (self->source, time_ns, is_alone, error);
}

static gboolean
can_walk (TroupeFrameReader *self,
          guint64            time_ns)
{
  GstSample *from = self->current != NULL ? self->current : self->following;
  guint64 from_ns;

  if (from == NULL || self->is_alone)
    return FALSE;

  from_ns = troupe_frame_source_get_time (from);
  return from_ns <= time_ns && time_ns - from_ns <= WALK_NS;
}

/* A decoder sets the time of a frame that began before the segment to the start of that. Key frames
 * start segments by themselves, so only a frame that is then too short was cut. */
static gboolean
may_be_cut (TroupeFrameReader *self)
{
  GstBuffer *buffer = gst_sample_get_buffer (self->current);
  GstStructure *format = gst_caps_get_structure (gst_sample_get_caps (self->current), 0);
  guint64 shown_ns = GST_BUFFER_DURATION (buffer);
  int rate_n = 0;
  int rate_d = 1;

  if (GST_BUFFER_PTS (buffer) != gst_sample_get_segment (self->current)->start)
    return FALSE;
  if (self->following != NULL)
    shown_ns = troupe_frame_source_get_time (self->following) -
               troupe_frame_source_get_time (self->current);

  gst_structure_get_fraction (format, "framerate", &rate_n, &rate_d);
  return rate_n > 0 &&
         shown_ns + ROUNDING_NS < gst_util_uint64_scale (GST_SECOND, rate_d, rate_n);
}

/* Sets current to the frame on display at time_ns. After hurrying, only a frame counts that was not
 * in danger of being left out. */
static gboolean
walk_from (TroupeFrameReader *self,
           guint64            from_ns,
           guint64            time_ns,
           gboolean           hurries,
           GCancellable      *cancellable,
           GError           **error)
{
  guint64 safe_ns = time_ns - MIN (time_ns, HURRY_NS);

  if (!start_at (self, from_ns, FALSE, error) ||
      !troupe_frame_source_pull (self->source, cancellable, &self->following, error))
    return FALSE;

  hurries = hurries && self->following != NULL &&
            troupe_frame_source_get_time (self->following) < safe_ns;
  if (hurries)
    troupe_frame_source_hurry (self->source, self->following, safe_ns);
  if (!walk (self, time_ns, cancellable, error))
    return FALSE;
  if (hurries && troupe_frame_source_get_time (self->current) <= safe_ns + TOLERANCE_NS)
    return walk_from (self, from_ns, time_ns, FALSE, cancellable, error);

  return TRUE;
}

/* An index may lie, and some containers have none: go back until a frame before time_ns comes. */
static gboolean
find_exact (TroupeFrameReader *self,
            guint64            time_ns,
            GCancellable      *cancellable,
            GError           **error)
{
  guint64 from_ns = MIN (time_ns, troupe_frame_source_get_duration (self->source));
  guint64 back_ns = 0;

  if (can_walk (self, time_ns))
    return walk (self, time_ns, cancellable, error);

  do
    {
      if (!walk_from (self, from_ns - MIN (back_ns, from_ns), time_ns, TRUE, cancellable, error))
        return FALSE;
      back_ns = MAX (2 * back_ns, BACK_OFF_NS);
    }
  while (self->seek_ns > 0 && (self->current == NULL || may_be_cut (self)));

  if (self->current == NULL)
    self->current = g_steal_pointer (&self->following);

  return TRUE;
}

static gboolean
find_key_frame (TroupeFrameReader *self,
                guint64            time_ns,
                GCancellable      *cancellable,
                GError           **error)
{
  if (!start_at (self, time_ns, TRUE, error) || !advance (self, cancellable, error))
    return FALSE;
  if (self->current == NULL)
    return find_exact (self, time_ns, cancellable, error);

  return TRUE;
}

static TroupeFrame *
convert_current (TroupeFrameReader *self,
                 GError           **error)
{
  GstVideoOrientationMethod orientation = troupe_frame_source_get_orientation (self->source);
  GstCaps *caps = gst_sample_get_caps (self->current);

  if (self->converter != NULL && !troupe_frame_converter_fits (self->converter, caps, orientation))
    g_clear_pointer (&self->converter, troupe_frame_converter_free);
  if (self->converter == NULL)
    self->converter = troupe_frame_converter_new (caps, orientation, self->short_edge, error);
  if (self->converter == NULL)
    return NULL;

  return troupe_frame_converter_convert (self->converter, gst_sample_get_buffer (self->current),
                                         troupe_frame_source_get_time (self->current), error);
}

static GBytes *
pack_current (TroupeFrameReader *self,
              guint64           *shown_ns,
              GError           **error)
{
  *shown_ns = troupe_frame_source_get_time (self->current);
  if (self->packer == NULL)
    self->packer = troupe_frame_packer_new (self->short_edge);

  return troupe_frame_packer_pack (self->packer, self->current,
                                   troupe_frame_source_get_orientation (self->source), error);
}

static void
troupe_frame_reader_dispose (GObject *object)
{
  TroupeFrameReader *self = TROUPE_FRAME_READER (object);

  g_clear_pointer (&self->current, gst_sample_unref);
  g_clear_pointer (&self->following, gst_sample_unref);
  g_clear_pointer (&self->source, troupe_frame_source_free);
  G_OBJECT_CLASS (troupe_frame_reader_parent_class)->dispose (object);
}

static void
troupe_frame_reader_finalize (GObject *object)
{
  TroupeFrameReader *self = TROUPE_FRAME_READER (object);

  g_clear_pointer (&self->converter, troupe_frame_converter_free);
  g_clear_pointer (&self->packer, troupe_frame_packer_free);
  g_clear_pointer (&self->uri, g_free);
  G_OBJECT_CLASS (troupe_frame_reader_parent_class)->finalize (object);
}

static void
troupe_frame_reader_class_init (TroupeFrameReaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = troupe_frame_reader_dispose;
  object_class->finalize = troupe_frame_reader_finalize;
}

static void
troupe_frame_reader_init (TroupeFrameReader *self)
{
}

static TroupeFrameReader *
open_reader (const char   *uri,
             int           short_edge,
             gboolean      is_alone,
             GCancellable *cancellable,
             GError      **error)
{
  g_autoptr (TroupeFrameReader) self = g_object_new (TROUPE_TYPE_FRAME_READER, NULL);
  g_autofree char *name = NULL;

  self->uri = g_strdup (uri);
  self->short_edge = short_edge;
  self->is_alone = is_alone;
  self->source = troupe_frame_source_new (uri, is_alone, error);
  if (self->source == NULL ||
      !troupe_frame_source_pull (self->source, cancellable, &self->following, error))
    return NULL;
  if (self->following != NULL)
    return g_steal_pointer (&self);

  name = troupe_media_dup_name (uri);
  g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_TRUNCATED, "%s ends before its first frame",
               name);
  return NULL;
}

/**
 * troupe_frame_reader_new:
 * @uri: the address of a clip
 * @short_edge: the largest short edge of the pictures in pixels, or 0 for their full size
 * @cancellable: (nullable): ends the call within 100 ms
 * @error: return location for an error
 *
 * Opens a clip and decodes its first frame.
 *
 * Blocks: worker threads only. Fails with `TROUPE_CLIP_ERROR_NOT_FOUND`, `_NOT_MEDIA`, `_NO_VIDEO`,
 * `_TRUNCATED`, `_CODEC` (naming what is not installed), `_UNREACHABLE` or `_FAILED`.
 *
 * Returns: (transfer full): a reader that stands before the first frame
 */
TroupeFrameReader *
troupe_frame_reader_new (const char   *uri,
                         int           short_edge,
                         GCancellable *cancellable,
                         GError      **error)
{
  g_return_val_if_fail (uri != NULL, NULL);
  g_return_val_if_fail (short_edge >= 0, NULL);

  return open_reader (uri, short_edge, FALSE, cancellable, error);
}

/**
 * troupe_frame_reader_new_to_seek:
 * @uri: the address of a clip
 * @short_edge: the largest short edge of the pictures in pixels, or 0 for their full size
 * @cancellable: (nullable): ends the call within 100 ms
 * @error: return location for an error
 *
 * Opens a clip of which single pictures are wanted: nothing is decoded but the first frame before a
 * seek, so that the first seek need not wait for more.
 *
 * Blocks: worker threads only. Fails like troupe_frame_reader_new().
 *
 * Returns: (transfer full): a reader that has to seek before troupe_frame_reader_next()
 */
TroupeFrameReader *
troupe_frame_reader_new_to_seek (const char   *uri,
                                 int           short_edge,
                                 GCancellable *cancellable,
                                 GError      **error)
{
  g_return_val_if_fail (uri != NULL, NULL);
  g_return_val_if_fail (short_edge >= 0, NULL);

  return open_reader (uri, short_edge, TRUE, cancellable, error);
}

static gboolean
find (TroupeFrameReader *self,
      guint64            time_ns,
      gboolean           is_exact,
      GCancellable      *cancellable,
      GError           **error)
{
  g_autofree char *name = NULL;

  time_ns = MIN (time_ns, G_MAXINT64);
  if (is_exact ? !find_exact (self, time_ns, cancellable, error)
               : !find_key_frame (self, time_ns, cancellable, error))
    return FALSE;
  if (self->current != NULL)
    return TRUE;

  name = troupe_media_dup_name (self->uri);
  g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_TRUNCATED,
               "%s has no frame at %" GST_TIME_FORMAT, name, GST_TIME_ARGS (time_ns));
  return FALSE;
}

/**
 * troupe_frame_reader_seek:
 * @self: a reader
 * @time_ns: a time in nanoseconds
 * @exact: whether it must be the frame that is on display then
 * @cancellable: (nullable): ends the call within 100 ms
 * @error: return location for an error
 *
 * Decodes the last frame that is not after @time_ns; before the first frame that is the first one,
 * behind the end the last one. With @exact `FALSE` it is the key frame at or before that, which is
 * there much sooner; the reader has to seek again before troupe_frame_reader_next() goes on.
 *
 * Blocks: worker threads only. Fails like troupe_frame_reader_new().
 *
 * Returns: (transfer full): a frame
 */
TroupeFrame *
troupe_frame_reader_seek (TroupeFrameReader *self,
                          guint64            time_ns,
                          gboolean           exact,
                          GCancellable      *cancellable,
                          GError           **error)
{
  g_return_val_if_fail (TROUPE_IS_FRAME_READER (self), NULL);

  return find (self, time_ns, exact, cancellable, error) ? convert_current (self, error) : NULL;
}

/**
 * troupe_frame_reader_seek_packed:
 * @self: a reader
 * @time_ns: a time in nanoseconds
 * @exact: whether it must be the frame that is on display then
 * @shown_ns: (out): when the picture is shown, in nanoseconds
 * @cancellable: (nullable): ends the call within 100 ms
 * @error: return location for an error
 *
 * Does as troupe_frame_reader_seek(), but packs the picture for a store, as troupe_frame_packer_pack()
 * does, which is sooner done than to convert it.
 *
 * Returns: (transfer full): a JPEG picture
 */
GBytes *
troupe_frame_reader_seek_packed (TroupeFrameReader *self,
                                 guint64            time_ns,
                                 gboolean           exact,
                                 guint64           *shown_ns,
                                 GCancellable      *cancellable,
                                 GError           **error)
{
  g_return_val_if_fail (TROUPE_IS_FRAME_READER (self), NULL);
  g_return_val_if_fail (shown_ns != NULL, NULL);

  if (!find (self, time_ns, exact, cancellable, error))
    return NULL;

  return pack_current (self, shown_ns, error);
}

/**
 * troupe_frame_reader_next:
 * @self: a reader
 * @cancellable: (nullable): ends the call within 100 ms
 * @error: return location for an error
 *
 * Decodes the frame after the last one; in a new reader that is the first.
 *
 * Blocks: worker threads only. Fails like troupe_frame_reader_new().
 *
 * Returns: (transfer full) (nullable): a frame, or `NULL` without an error at the end
 */
TroupeFrame *
troupe_frame_reader_next (TroupeFrameReader *self,
                          GCancellable      *cancellable,
                          GError           **error)
{
  g_return_val_if_fail (TROUPE_IS_FRAME_READER (self), NULL);

  if (!advance (self, cancellable, error) || self->current == NULL)
    return NULL;

  return convert_current (self, error);
}

/**
 * troupe_frame_reader_next_packed:
 * @self: a reader
 * @shown_ns: (out): when the picture is shown, in nanoseconds
 * @cancellable: (nullable): ends the call within 100 ms
 * @error: return location for an error
 *
 * Does as troupe_frame_reader_next(), but packs the picture.
 *
 * Returns: (transfer full) (nullable): a JPEG picture, or `NULL` without an error at the end
 */
GBytes *
troupe_frame_reader_next_packed (TroupeFrameReader *self,
                                 guint64           *shown_ns,
                                 GCancellable      *cancellable,
                                 GError           **error)
{
  g_return_val_if_fail (TROUPE_IS_FRAME_READER (self), NULL);
  g_return_val_if_fail (shown_ns != NULL, NULL);

  if (!advance (self, cancellable, error) || self->current == NULL)
    return NULL;

  return pack_current (self, shown_ns, error);
}

typedef struct
{
  char    *uri;
  guint64  time_ns;
  int      short_edge;
} Grab;

static void
grab_free (gpointer data)
{
  Grab *grab = data;

  g_free (grab->uri);
  g_free (grab);
}

static void
grab_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const Grab *grab = task_data;
  g_autoptr (TroupeFrameReader) reader = NULL;
  g_autoptr (TroupeFrame) frame = NULL;
  GError *error = NULL;

  reader = troupe_frame_reader_new (grab->uri, grab->short_edge, cancellable, &error);
  if (reader != NULL)
    frame = troupe_frame_reader_seek (reader, grab->time_ns, TRUE, cancellable, &error);
  if (frame == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&frame), (GDestroyNotify) troupe_frame_unref);
}

/**
 * troupe_frame_grab_async:
 * @uri: the address of a clip
 * @time_ns: a time in nanoseconds
 * @short_edge: the largest short edge in pixels, or 0 for the full size
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Decodes the frame that is on display at one time, with a reader of its own in a worker thread.
 */
void
troupe_frame_grab_async (const char         *uri,
                         guint64             time_ns,
                         int                 short_edge,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Grab *grab;

  g_return_if_fail (uri != NULL);
  g_return_if_fail (short_edge >= 0);

  grab = g_new0 (Grab, 1);
  grab->uri = g_strdup (uri);
  grab->time_ns = time_ns;
  grab->short_edge = short_edge;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_frame_grab_async);
  g_task_set_task_data (task, grab, grab_free);
  g_task_run_in_thread (task, grab_thread);
}

/**
 * troupe_frame_grab_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends troupe_frame_grab_async(). Fails like troupe_frame_reader_new().
 *
 * Returns: (transfer full): a frame
 */
TroupeFrame *
troupe_frame_grab_finish (GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_frame_grab_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
