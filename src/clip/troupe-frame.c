/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame.h"

#include <gst/video/video.h>

#include "troupe-clip-error.h"

#define BYTES_PER_PIXEL 4

/* Coding a 4K picture takes a tenth of this; a coder that hangs is not waited for longer. */
#define ENCODE_LIMIT (60 * GST_SECOND)

/**
 * TroupeFrame:
 *
 * One decoded picture and the time it stands for.
 *
 * It owns its pixels and never changes, so any number of threads may read it at once.
 */
struct _TroupeFrame
{
  gatomicrefcount ref_count;

  guint64         time_ns;
  int             width;
  int             height;
  gsize           stride;

  /* Owned */
  GBytes         *pixels;
};

G_DEFINE_BOXED_TYPE (TroupeFrame, troupe_frame, troupe_frame_ref, troupe_frame_unref)

static GstSample *
dup_sample (TroupeFrame *self)
{
  g_autoptr (GstBuffer) buffer = gst_buffer_new_wrapped_bytes (self->pixels);
  g_autoptr (GstCaps) caps = NULL;
  gsize offset[GST_VIDEO_MAX_PLANES] = { 0 };
  int stride[GST_VIDEO_MAX_PLANES] = { (int) self->stride };

  gst_buffer_add_video_meta_full (buffer, GST_VIDEO_FRAME_FLAG_NONE, GST_VIDEO_FORMAT_RGBA,
                                  self->width, self->height, 1, offset, stride);
  caps = gst_caps_new_simple ("video/x-raw",
                              "format", G_TYPE_STRING, "RGBA",
                              "width", G_TYPE_INT, self->width,
                              "height", G_TYPE_INT, self->height,
                              "framerate", GST_TYPE_FRACTION, 0, 1,
                              "pixel-aspect-ratio", GST_TYPE_FRACTION, 1, 1,
                              NULL);
  return gst_sample_new (buffer, caps, NULL, NULL);
}

/**
 * troupe_frame_new:
 * @time_ns: when the picture is shown, in nanoseconds
 * @width: in pixels
 * @height: in pixels
 * @stride: bytes from one row to the next
 * @pixels: R8G8B8A8 with straight alpha
 *
 * Makes a frame that shares @pixels. Safe from any thread.
 *
 * Returns: (transfer full): a frame
 */
TroupeFrame *
troupe_frame_new (guint64 time_ns,
                  int     width,
                  int     height,
                  gsize   stride,
                  GBytes *pixels)
{
  TroupeFrame *self;

  g_return_val_if_fail (width > 0, NULL);
  g_return_val_if_fail (height > 0, NULL);
  g_return_val_if_fail (stride >= (gsize) width * BYTES_PER_PIXEL && stride <= G_MAXINT, NULL);
  g_return_val_if_fail (pixels != NULL, NULL);
  g_return_val_if_fail (g_bytes_get_size (pixels) >=
                        stride * (height - 1) + (gsize) width * BYTES_PER_PIXEL, NULL);

  self = g_new0 (TroupeFrame, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->time_ns = time_ns;
  self->width = width;
  self->height = height;
  self->stride = stride;
  self->pixels = g_bytes_ref (pixels);

  return self;
}

/**
 * troupe_frame_ref:
 * @self: a frame
 *
 * Takes a reference. Safe from any thread.
 *
 * Returns: (transfer full): @self
 */
TroupeFrame *
troupe_frame_ref (TroupeFrame *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * troupe_frame_unref:
 * @self: (transfer full): a frame
 *
 * Drops a reference; the last one frees the pixels. Safe from any thread.
 */
void
troupe_frame_unref (TroupeFrame *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->pixels, g_bytes_unref);
  g_free (self);
}

/**
 * troupe_frame_get_time_ns:
 * @self: a frame
 *
 * Returns: when the picture begins to be shown, in nanoseconds from the start of the clip
 */
guint64
troupe_frame_get_time_ns (TroupeFrame *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->time_ns;
}

/**
 * troupe_frame_get_width:
 * @self: a frame
 *
 * Returns: the width in square pixels
 */
int
troupe_frame_get_width (TroupeFrame *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->width;
}

/**
 * troupe_frame_get_height:
 * @self: a frame
 *
 * Returns: the height in square pixels
 */
int
troupe_frame_get_height (TroupeFrame *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->height;
}

/**
 * troupe_frame_get_stride:
 * @self: a frame
 *
 * Returns: bytes from one row to the next
 */
gsize
troupe_frame_get_stride (TroupeFrame *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->stride;
}

/**
 * troupe_frame_get_pixels:
 * @self: a frame
 *
 * Returns: (transfer none): R8G8B8A8 with straight alpha, from the top row down
 */
GBytes *
troupe_frame_get_pixels (TroupeFrame *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->pixels;
}

/**
 * troupe_frame_encode:
 * @self: a frame
 * @media_type: `image/png`, `image/jpeg` or `image/webp`, whose pictures have 16 pixels or more
 * @error: return location for an error
 *
 * Codes the picture as a file of that type.
 *
 * Blocks: worker threads only. Fails with `TROUPE_CLIP_ERROR_CODEC` when the coder is not installed
 * or does not take the picture.
 *
 * Returns: (transfer full): the bytes of the file
 */
GBytes *
troupe_frame_encode (TroupeFrame *self,
                     const char  *media_type,
                     GError     **error)
{
  g_autoptr (GstSample) sample = NULL;
  g_autoptr (GstSample) coded = NULL;
  g_autoptr (GstCaps) caps = NULL;
  g_autoptr (GError) failure = NULL;
  gpointer data;
  gsize size;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (g_str_equal (media_type, "image/png") ||
                        g_str_equal (media_type, "image/jpeg") ||
                        g_str_equal (media_type, "image/webp"), NULL);

  sample = dup_sample (self);
  caps = gst_caps_new_empty_simple (media_type);
  coded = gst_video_convert_sample (sample, caps, ENCODE_LIMIT, &failure);
  if (coded == NULL)
    {
      g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_CODEC,
                   "a picture of %d × %d cannot be coded as %s with the plug-ins of "
                   "gstreamer1.0-plugins-%s: %s", self->width, self->height, media_type,
                   g_str_equal (media_type, "image/webp") ? "bad" : "good", failure->message);
      return NULL;
    }

  gst_buffer_extract_dup (gst_sample_get_buffer (coded), 0, -1, &data, &size);
  return g_bytes_new_take (data, size);
}
