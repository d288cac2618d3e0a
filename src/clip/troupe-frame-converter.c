/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-converter.h"

#include "troupe-clip-error.h"
#include "troupe-frame-turn.h"

struct _TroupeFrameConverter
{
  GstVideoInfo              in;
  GstVideoInfo              out;    /* before the turn */
  GstVideoOrientationMethod orientation;

  /* Owned */
  GstCaps                  *caps;
  GstVideoConverter        *converter;
};

/**
 * troupe_frame_converter_new:
 * @caps: the format of the decoded buffers
 * @orientation: how they are turned to stand upright
 * @short_edge: the largest short edge in pixels, or 0 for the full size; pictures never grow
 * @error: return location for an error
 *
 * Makes a converter. Worker threads. Fails with `TROUPE_CLIP_ERROR_FAILED` for a format that cannot
 * be converted.
 *
 * Returns: (transfer full): a converter
 */
TroupeFrameConverter *
troupe_frame_converter_new (GstCaps                  *caps,
                            GstVideoOrientationMethod orientation,
                            int                       short_edge,
                            GError                  **error)
{
  g_autoptr (TroupeFrameConverter) self = g_new0 (TroupeFrameConverter, 1);
  g_autofree char *text = NULL;
  GstStructure *options;
  int width;
  int height;

  self->caps = gst_caps_ref (caps);
  self->orientation = orientation;
  if (gst_video_info_from_caps (&self->in, caps))
    {
      /* One picture is made of both fields: GstVideoConverter does not leave out one of them. */
      self->in.interlace_mode = GST_VIDEO_INTERLACE_MODE_PROGRESSIVE;
      troupe_frame_turn_fit (&self->in, short_edge, &width, &height);
      gst_video_info_set_format (&self->out, GST_VIDEO_FORMAT_RGBA, width, height);
      self->out.fps_n = self->in.fps_n;
      self->out.fps_d = self->in.fps_d;
      options = gst_structure_new ("options", GST_VIDEO_CONVERTER_OPT_RESAMPLER_METHOD,
                                   GST_TYPE_VIDEO_RESAMPLER_METHOD,
                                   GST_VIDEO_RESAMPLER_METHOD_LINEAR, NULL);
      self->converter = gst_video_converter_new (&self->in, &self->out, options);
    }
  if (self->converter != NULL)
    return g_steal_pointer (&self);

  text = gst_caps_to_string (caps);
  g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_FAILED,
               "decoded pictures of a format that cannot be converted: %s", text);
  return NULL;
}

/**
 * troupe_frame_converter_free:
 * @self: (transfer full): a converter
 */
void
troupe_frame_converter_free (TroupeFrameConverter *self)
{
  g_clear_pointer (&self->converter, gst_video_converter_free);
  g_clear_pointer (&self->caps, gst_caps_unref);
  g_free (self);
}

/**
 * troupe_frame_converter_fits:
 * @self: a converter
 * @caps: the format of a buffer
 * @orientation: how it is turned to stand upright
 *
 * Returns: whether the converter takes that buffer; some streams change in the middle
 */
gboolean
troupe_frame_converter_fits (TroupeFrameConverter     *self,
                             GstCaps                  *caps,
                             GstVideoOrientationMethod orientation)
{
  return self->orientation == orientation && gst_caps_is_equal (self->caps, caps);
}

static TroupeFrame *
new_upright (TroupeFrameConverter *self,
             guint8               *pixels,
             guint64               time_ns)
{
  int width = GST_VIDEO_INFO_WIDTH (&self->out);
  int height = GST_VIDEO_INFO_HEIGHT (&self->out);
  gsize size = (gsize) width * height * 4;
  g_autoptr (GBytes) bytes = NULL;

  if (self->orientation != GST_VIDEO_ORIENTATION_IDENTITY)
    {
      guint8 *turned = g_malloc (size);

      troupe_frame_turn_pixels (self->orientation, (const guint32 *) (gpointer) pixels, width, height,
                                (guint32 *) (gpointer) turned);
      g_free (pixels);
      pixels = turned;
    }
  bytes = g_bytes_new_take (pixels, size);
  if (troupe_frame_turn_swaps (self->orientation))
    return troupe_frame_new (time_ns, height, width, (gsize) height * 4, bytes);

  return troupe_frame_new (time_ns, width, height, (gsize) width * 4, bytes);
}

/**
 * troupe_frame_converter_convert:
 * @self: a converter
 * @buffer: a decoded buffer that fits
 * @time_ns: when it is shown, in nanoseconds
 * @error: return location for an error
 *
 * Converts one buffer. Fails with `TROUPE_CLIP_ERROR_FAILED` when its memory cannot be read.
 *
 * Returns: (transfer full): a frame
 */
TroupeFrame *
troupe_frame_converter_convert (TroupeFrameConverter *self,
                                GstBuffer            *buffer,
                                guint64               time_ns,
                                GError              **error)
{
  g_autoptr (GstBuffer) wrapped = NULL;
  GstVideoFrame in;
  GstVideoFrame out;
  guint8 *pixels;

  if (!gst_video_frame_map (&in, &self->in, buffer, GST_MAP_READ))
    {
      g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_FAILED,
                   "the decoded picture at %" G_GUINT64_FORMAT " ns cannot be read", time_ns);
      return NULL;
    }

  pixels = g_malloc (GST_VIDEO_INFO_SIZE (&self->out));
  wrapped = gst_buffer_new_wrapped_full (0, pixels, GST_VIDEO_INFO_SIZE (&self->out), 0,
                                         GST_VIDEO_INFO_SIZE (&self->out), NULL, NULL);
  gst_video_frame_map (&out, &self->out, wrapped, GST_MAP_WRITE);
  gst_video_converter_frame (self->converter, &in, &out);
  gst_video_frame_unmap (&out);
  gst_video_frame_unmap (&in);

  return new_upright (self, pixels, time_ns);
}
