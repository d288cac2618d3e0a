/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-converter.h"

#include "troupe-clip-error.h"

struct _TroupeFrameConverter
{
  GstVideoInfo              in;
  GstVideoInfo              out;    /* before the turn */
  GstVideoOrientationMethod orientation;

  /* Owned */
  GstCaps                  *caps;
  GstVideoConverter        *converter;
};

/* How to read the stored picture to get the upright one. */
typedef struct
{
  gboolean swaps_axes;
  gboolean from_right;
  gboolean from_bottom;
} Turn;

static const Turn turns[] = {
  [GST_VIDEO_ORIENTATION_IDENTITY] = { FALSE, FALSE, FALSE },
  [GST_VIDEO_ORIENTATION_90R] = { TRUE, FALSE, TRUE },
  [GST_VIDEO_ORIENTATION_180] = { FALSE, TRUE, TRUE },
  [GST_VIDEO_ORIENTATION_90L] = { TRUE, TRUE, FALSE },
  [GST_VIDEO_ORIENTATION_HORIZ] = { FALSE, TRUE, FALSE },
  [GST_VIDEO_ORIENTATION_VERT] = { FALSE, FALSE, TRUE },
  [GST_VIDEO_ORIENTATION_UL_LR] = { TRUE, FALSE, FALSE },
  [GST_VIDEO_ORIENTATION_UR_LL] = { TRUE, TRUE, TRUE },
};

static void
turn_pixels (const Turn    *turn,
             const guint32 *in,
             int            in_width,
             int            in_height,
             guint32       *out)
{
  gssize step_x = turn->from_right ? -1 : 1;
  gssize step_y = turn->from_bottom ? -in_width : in_width;
  gssize start = (turn->from_right ? in_width - 1 : 0) +
                 (turn->from_bottom ? (gssize) in_width * (in_height - 1) : 0);
  int out_width = turn->swaps_axes ? in_height : in_width;
  int out_height = turn->swaps_axes ? in_width : in_height;
  gssize step_column = turn->swaps_axes ? step_y : step_x;
  gssize step_row = turn->swaps_axes ? step_x : step_y;

  for (int y = 0; y < out_height; y++)
    {
      const guint32 *pixel = in + start + y * step_row;

      for (int x = 0; x < out_width; x++)
        out[(gsize) y * out_width + x] = pixel[x * step_column];
    }
}

/* The size on square pixels, made smaller until the short edge fits. */
static void
choose_size (const GstVideoInfo *in,
             int                 short_edge,
             int                *width,
             int                *height)
{
  double scale = 1;
  double shown_width = (double) in->width * in->par_n / in->par_d;
  double edge = MIN (shown_width, in->height);

  if (short_edge > 0 && edge > short_edge)
    scale = short_edge / edge;

  *width = MAX ((int) (shown_width * scale + 0.5), 1);
  *height = MAX ((int) (in->height * scale + 0.5), 1);
}

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
  self->orientation = (guint) orientation < G_N_ELEMENTS (turns) ? orientation
                                                                 : GST_VIDEO_ORIENTATION_IDENTITY;
  if (gst_video_info_from_caps (&self->in, caps))
    {
      choose_size (&self->in, short_edge, &width, &height);
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
  const Turn *turn = &turns[self->orientation];
  int width = GST_VIDEO_INFO_WIDTH (&self->out);
  int height = GST_VIDEO_INFO_HEIGHT (&self->out);
  gsize size = (gsize) width * height * 4;
  g_autoptr (GBytes) bytes = NULL;

  if (self->orientation != GST_VIDEO_ORIENTATION_IDENTITY)
    {
      guint8 *turned = g_malloc (size);

      turn_pixels (turn, (const guint32 *) (gpointer) pixels, width, height,
                   (guint32 *) (gpointer) turned);
      g_free (pixels);
      pixels = turned;
    }
  bytes = g_bytes_new_take (pixels, size);
  if (turn->swaps_axes)
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
