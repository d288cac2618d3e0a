/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-packer.h"

#include <turbojpeg.h>

#include "troupe-clip-error.h"
#include "troupe-frame-colours.h"
#include "troupe-frame-shrink.h"
#include "troupe-frame-turn.h"

/* Of 640 x 360 it makes some 30 kB, in which no person sees a difference while the pointer moves. */
#define QUALITY 80

#define BYTES_PER_PIXEL 4

/* Larger ones are damage: no picture that was packed comes near. */
#define MAX_EDGE 8192

/**
 * TroupeFramePacker:
 *
 * Makes decoded pictures small and codes them, each on its own.
 *
 * The planes of the decoder are shrunk as far as whole samples go and scaled from there, then brought to
 * the colours of JPEG.
 */
struct _TroupeFramePacker
{
  int                       short_edge;
  GstVideoInfo              in;
  GstVideoInfo              shrunk;
  GstVideoInfo              out;       /* before the turn */
  TroupeFrameShrink         shrink;
  GstVideoOrientationMethod orientation;
  TroupeFrameColours        colours;

  /* Owned */
  GstCaps                  *caps;      /* NULL before the first buffer */
  GstBuffer                *between;   /* shrunk; NULL where that would be the picture itself */
  GstVideoConverter        *scaler;    /* NULL where shrinking is enough */
  GstBuffer                *buffer;
  guint8                   *turned;
  tjhandle                  coder;
};

static gboolean
set_up_scaler (TroupeFramePacker *self)
{
  gboolean is_shrunk;
  GstStructure *options;
  int width;
  int height;

  if (!gst_video_info_from_caps (&self->in, self->caps))
    return FALSE;

  /* One picture is made of both fields: GstVideoConverter does not leave out one of them. */
  self->in.interlace_mode = GST_VIDEO_INTERLACE_MODE_PROGRESSIVE;
  troupe_frame_turn_fit (&self->in, self->short_edge, &width, &height);
  /* The coder takes as many rows and columns of luma as there are of chroma, times two. */
  width = MAX (width / 2 * 2, 2);
  height = MAX (height / 2 * 2, 2);
  gst_video_info_set_format (&self->out, GST_VIDEO_FORMAT_I420, width, height);
  if (GST_VIDEO_INFO_IS_YUV (&self->in))
    self->out.colorimetry = self->in.colorimetry;
  self->out.fps_n = self->in.fps_n;
  self->out.fps_d = self->in.fps_d;
  troupe_frame_colours_init (&self->colours, &self->out.colorimetry);

  is_shrunk = troupe_frame_shrink_init (&self->shrink, &self->in, width, height, &self->shrunk);
  if (is_shrunk && self->shrunk.width == width && self->shrunk.height == height)
    return TRUE;

  if (is_shrunk)
    self->between = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (&self->shrunk), NULL);
  options = gst_structure_new ("options", GST_VIDEO_CONVERTER_OPT_RESAMPLER_METHOD,
                               GST_TYPE_VIDEO_RESAMPLER_METHOD, GST_VIDEO_RESAMPLER_METHOD_LINEAR,
                               NULL);
  self->scaler = gst_video_converter_new (is_shrunk ? &self->shrunk : &self->in, &self->out,
                                          options);

  return self->scaler != NULL;
}

/**
 * troupe_frame_packer_new:
 * @short_edge: the largest short edge in pixels; pictures never grow
 *
 * Returns: (transfer full): a packer for one clip
 */
TroupeFramePacker *
troupe_frame_packer_new (int short_edge)
{
  TroupeFramePacker *self = g_new0 (TroupeFramePacker, 1);

  self->short_edge = short_edge;
  self->coder = tjInitCompress ();
  return self;
}

static void
clear (TroupeFramePacker *self)
{
  g_clear_pointer (&self->turned, g_free);
  gst_clear_buffer (&self->buffer);
  g_clear_pointer (&self->scaler, gst_video_converter_free);
  gst_clear_buffer (&self->between);
  gst_clear_caps (&self->caps);
}

/**
 * troupe_frame_packer_free:
 * @self: (transfer full): a packer
 */
void
troupe_frame_packer_free (TroupeFramePacker *self)
{
  clear (self);
  g_clear_pointer (&self->coder, tjDestroy);
  g_free (self);
}

/* Some streams change in the middle. */
static gboolean
set_up (TroupeFramePacker        *self,
        GstCaps                  *caps,
        GstVideoOrientationMethod orientation,
        GError                  **error)
{
  g_autofree char *text = NULL;

  if (self->caps != NULL && self->orientation == orientation && gst_caps_is_equal (self->caps, caps))
    return TRUE;

  clear (self);
  self->caps = gst_caps_ref (caps);
  self->orientation = orientation;
  if (!set_up_scaler (self))
    {
      clear (self);
      text = gst_caps_to_string (caps);
      g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_FAILED,
                   "decoded pictures of a format that cannot be converted: %s", text);
      return FALSE;
    }

  self->buffer = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (&self->out), NULL);
  if (orientation != GST_VIDEO_ORIENTATION_IDENTITY)
    self->turned = g_malloc (GST_VIDEO_INFO_SIZE (&self->out));
  return TRUE;
}

static void
scale (TroupeFramePacker   *self,
       const GstVideoFrame *in,
       GstVideoFrame       *out)
{
  GstVideoFrame shrunk;

  if (self->scaler == NULL)
    {
      troupe_frame_shrink_apply (&self->shrink, in, out);
      return;
    }
  if (self->between == NULL)
    {
      gst_video_converter_frame (self->scaler, in, out);
      return;
    }

  gst_video_frame_map (&shrunk, &self->shrunk, self->between, GST_MAP_READWRITE);
  troupe_frame_shrink_apply (&self->shrink, in, &shrunk);
  gst_video_converter_frame (self->scaler, &shrunk, out);
  gst_video_frame_unmap (&shrunk);
}

/* Lets planes and strides be those of the upright picture. */
static void
turn_planes (TroupeFramePacker *self,
             GstVideoFrame     *frame,
             const guint8     **planes,
             int               *strides)
{
  guint8 *out = self->turned;

  for (guint i = 0; i < 3; i++)
    {
      int width = GST_VIDEO_FRAME_COMP_WIDTH (frame, i);
      int height = GST_VIDEO_FRAME_COMP_HEIGHT (frame, i);

      troupe_frame_turn_plane (self->orientation, planes[i], strides[i], width, height, out);
      planes[i] = out;
      strides[i] = troupe_frame_turn_swaps (self->orientation) ? height : width;
      out += (gsize) width * height;
    }
}

static GBytes *
code (TroupeFramePacker *self,
      GstVideoFrame     *frame)
{
  gboolean is_swapped = troupe_frame_turn_swaps (self->orientation);
  int width = is_swapped ? GST_VIDEO_FRAME_HEIGHT (frame) : GST_VIDEO_FRAME_WIDTH (frame);
  int height = is_swapped ? GST_VIDEO_FRAME_WIDTH (frame) : GST_VIDEO_FRAME_HEIGHT (frame);
  const guint8 *planes[3];
  int strides[3];
  guchar *data = NULL;
  gulong size = 0;
  GBytes *packed = NULL;

  for (guint i = 0; i < 3; i++)
    {
      planes[i] = GST_VIDEO_FRAME_PLANE_DATA (frame, i);
      strides[i] = GST_VIDEO_FRAME_PLANE_STRIDE (frame, i);
    }
  if (self->turned != NULL)
    turn_planes (self, frame, planes, strides);
  if (tjCompressFromYUVPlanes (self->coder, planes, width, strides, height, TJSAMP_420, &data, &size,
                               QUALITY, TJFLAG_FASTDCT) == 0)
    packed = g_bytes_new (data, size);
  tjFree (data);

  return packed;
}

/**
 * troupe_frame_packer_pack:
 * @self: a packer
 * @sample: a decoded buffer
 * @orientation: how it is turned to stand upright
 * @error: return location for an error
 *
 * Packs one buffer. Fails with `TROUPE_CLIP_ERROR_FAILED` for a format that cannot be converted, or when
 * its memory cannot be read.
 *
 * Returns: (transfer full): a JPEG picture
 */
GBytes *
troupe_frame_packer_pack (TroupeFramePacker        *self,
                          GstSample                *sample,
                          GstVideoOrientationMethod orientation,
                          GError                  **error)
{
  GBytes *packed;
  GstVideoFrame in;
  GstVideoFrame out;

  if (!set_up (self, gst_sample_get_caps (sample), orientation, error))
    return NULL;
  if (!gst_video_frame_map (&in, &self->in, gst_sample_get_buffer (sample), GST_MAP_READ))
    {
      g_set_error_literal (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_FAILED,
                           "a decoded picture cannot be read");
      return NULL;
    }

  gst_video_frame_map (&out, &self->out, self->buffer, GST_MAP_READWRITE);
  scale (self, &in, &out);
  gst_video_frame_unmap (&in);
  troupe_frame_colours_apply (&self->colours, &out);
  packed = code (self, &out);
  gst_video_frame_unmap (&out);
  if (packed == NULL)
    g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_FAILED,
                 "a small picture cannot be coded: %s", tjGetErrorStr2 (self->coder));

  return packed;
}

/* JPEG can be decoded at some fractions of its size, in as much less time. */
static void
scale_down (int  short_edge,
            int *width,
            int *height)
{
  int n_factors;
  const tjscalingfactor *factors = tjGetScalingFactors (&n_factors);
  int full_width = *width;
  int full_height = *height;

  for (int i = 0; i < n_factors; i++)
    {
      int scaled_width = TJSCALED (full_width, factors[i]);
      int scaled_height = TJSCALED (full_height, factors[i]);

      if (MIN (scaled_width, scaled_height) >= short_edge && scaled_width < *width)
        {
          *width = scaled_width;
          *height = scaled_height;
        }
    }
}

/**
 * troupe_frame_unpack:
 * @packed: a picture that was packed here, perhaps damaged since
 * @time_ns: when it is shown, in nanoseconds
 * @short_edge: how small it may become, in pixels of its short edge
 *
 * Decodes a packed picture, which takes half a millisecond at 640 x 360. Any thread.
 *
 * Returns: (transfer full) (nullable): a frame, or `NULL` when the picture is damaged
 */
TroupeFrame *
troupe_frame_unpack (GBytes *packed,
                     guint64 time_ns,
                     int     short_edge)
{
  tjhandle decoder = tjInitDecompress ();
  gsize size;
  const guint8 *data = g_bytes_get_data (packed, &size);
  TroupeFrame *frame = NULL;
  int width, height, subsampling, colours;

  if (tjDecompressHeader3 (decoder, data, size, &width, &height, &subsampling, &colours) == 0 &&
      width > 0 && height > 0 && width <= MAX_EDGE && height <= MAX_EDGE)
    {
      int stride;
      gsize n_bytes;
      guint8 *pixels;
      g_autoptr (GBytes) bytes = NULL;

      scale_down (short_edge, &width, &height);
      stride = width * BYTES_PER_PIXEL;
      n_bytes = (gsize) stride * height;
      pixels = g_malloc (n_bytes);
      bytes = g_bytes_new_take (pixels, n_bytes);
      if (tjDecompress2 (decoder, data, size, pixels, width, stride, height, TJPF_RGBA,
                         TJFLAG_FASTDCT | TJFLAG_STOPONWARNING) == 0)
        frame = troupe_frame_new (time_ns, width, height, stride, bytes);
    }
  tjDestroy (decoder);

  return frame;
}
