/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-canvas.h"

/* Draws parts of one size into places of one size; most videos need only one of these. */
typedef struct
{
  GstVideoConverter *converter;    /* NULL before the first picture */
  GstVideoInfo       in;
  GstVideoInfo       out;
  TroupeBox    source;
  GstBuffer         *scaled;
} Scaler;

struct _TroupeCanvas
{
  GstVideoInfo     info;       /* BGRx, which is what cairo calls RGB24 */
  GstBuffer       *buffer;
  GstMapInfo       map;
  cairo_surface_t *surface;    /* the same memory */
  cairo_t         *cairo;
  Scaler           scaler;
  GstBufferPool   *copies;     /* large ones, of which every picture of a video needs one */
};

static GstBuffer *
wrap_frame (TroupeFrame *frame)
{
  gsize offsets[GST_VIDEO_MAX_PLANES] = { 0, };
  int strides[GST_VIDEO_MAX_PLANES] = { (int) troupe_frame_get_stride (frame), };
  GstBuffer *buffer = gst_buffer_new_wrapped_bytes (troupe_frame_get_pixels (frame));

  gst_buffer_add_video_meta_full (buffer, GST_VIDEO_FRAME_FLAG_NONE, GST_VIDEO_FORMAT_RGBA,
                                  (guint) troupe_frame_get_width (frame),
                                  (guint) troupe_frame_get_height (frame), 1, offsets, strides);
  return buffer;
}

static GstStructure *
new_options (const TroupeBox *source)
{
  return gst_structure_new ("options",
                            GST_VIDEO_CONVERTER_OPT_SRC_X, G_TYPE_INT, source->x,
                            GST_VIDEO_CONVERTER_OPT_SRC_Y, G_TYPE_INT, source->y,
                            GST_VIDEO_CONVERTER_OPT_SRC_WIDTH, G_TYPE_INT, source->width,
                            GST_VIDEO_CONVERTER_OPT_SRC_HEIGHT, G_TYPE_INT, source->height,
                            GST_VIDEO_CONVERTER_OPT_RESAMPLER_METHOD,
                            GST_TYPE_VIDEO_RESAMPLER_METHOD, GST_VIDEO_RESAMPLER_METHOD_LINEAR,
                            NULL);
}

static void
scaler_clear (Scaler *self)
{
  g_clear_pointer (&self->converter, gst_video_converter_free);
  g_clear_pointer (&self->scaled, gst_buffer_unref);
}

static void
scaler_set (Scaler             *self,
            const GstVideoInfo *in,
            const TroupeBox    *source,
            const GstVideoInfo *out)
{
  if (self->converter != NULL && gst_video_info_is_equal (&self->in, in) &&
      gst_video_info_is_equal (&self->out, out) &&
      memcmp (&self->source, source, sizeof *source) == 0)
    return;
  scaler_clear (self);
  self->in = *in;
  self->out = *out;
  self->source = *source;
  self->converter = gst_video_converter_new (in, out, new_options (source));
  self->scaled = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (out), NULL);
}

/* The part of a picture in the size it is drawn in. The converter could draw it in its place, but
 * what is left and right of that does not survive it. */
static void
scale (Scaler             *self,
       TroupeFrame        *frame,
       const TroupeBox    *source,
       const GstVideoInfo *out)
{
  g_autoptr (GstBuffer) wrapped = wrap_frame (frame);
  GstVideoInfo in;
  GstVideoFrame from;
  GstVideoFrame to;

  gst_video_info_set_format (&in, GST_VIDEO_FORMAT_RGBA, (guint) troupe_frame_get_width (frame),
                             (guint) troupe_frame_get_height (frame));
  scaler_set (self, &in, source, out);
  g_assert (gst_video_frame_map (&from, &in, wrapped, GST_MAP_READ));
  g_assert (gst_video_frame_map (&to, out, self->scaled, GST_MAP_WRITE));
  gst_video_converter_frame (self->converter, &from, &to);
  gst_video_frame_unmap (&to);
  gst_video_frame_unmap (&from);
}

static GstBufferPool *
new_pool (const GstVideoInfo *info)
{
  GstBufferPool *pool = gst_buffer_pool_new ();
  GstStructure *config = gst_buffer_pool_get_config (pool);

  gst_buffer_pool_config_set_params (config, NULL, (guint) GST_VIDEO_INFO_SIZE (info), 0, 0);
  gst_buffer_pool_set_config (pool, config);
  gst_buffer_pool_set_active (pool, TRUE);
  return pool;
}

/**
 * troupe_canvas_new:
 * @width: in pixels
 * @height: in pixels
 *
 * Makes a black canvas.
 *
 * Returns: (transfer full): the canvas
 */
TroupeCanvas *
troupe_canvas_new (int width,
                   int height)
{
  TroupeCanvas *self = g_new0 (TroupeCanvas, 1);

  gst_video_info_set_format (&self->info, GST_VIDEO_FORMAT_BGRx, (guint) width, (guint) height);
  self->buffer = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (&self->info), NULL);
  gst_buffer_memset (self->buffer, 0, 0, GST_VIDEO_INFO_SIZE (&self->info));
  g_assert (gst_buffer_map (self->buffer, &self->map, GST_MAP_READWRITE));
  self->surface =
    cairo_image_surface_create_for_data (self->map.data, CAIRO_FORMAT_RGB24, width, height,
                                         GST_VIDEO_INFO_PLANE_STRIDE (&self->info, 0));
  self->cairo = cairo_create (self->surface);
  self->copies = new_pool (&self->info);
  return self;
}

/**
 * troupe_canvas_free:
 * @self: (transfer full): a canvas
 *
 * Frees a canvas.
 */
void
troupe_canvas_free (TroupeCanvas *self)
{
  cairo_destroy (self->cairo);
  cairo_surface_destroy (self->surface);
  gst_buffer_unmap (self->buffer, &self->map);
  gst_buffer_unref (self->buffer);
  scaler_clear (&self->scaler);
  /* Copies that are still on their way keep it until they are back. */
  gst_buffer_pool_set_active (self->copies, FALSE);
  gst_object_unref (self->copies);
  g_free (self);
}

/**
 * troupe_canvas_draw:
 * @self: a canvas
 * @frame: a picture
 * @source: which part of @frame
 * @destination: where on the canvas, inside of it
 *
 * Draws a picture, scaled.
 */
void
troupe_canvas_draw (TroupeCanvas    *self,
                    TroupeFrame     *frame,
                    const TroupeBox *source,
                    const TroupeBox *destination)
{
  GstVideoInfo out;
  gsize row = (gsize) destination->width * 4;

  gst_video_info_set_format (&out, GST_VIDEO_FORMAT_BGRx, (guint) destination->width,
                             (guint) destination->height);
  scale (&self->scaler, frame, source, &out);
  cairo_surface_flush (self->surface);
  for (int y = 0; y < destination->height; y++)
    gst_buffer_extract (self->scaler.scaled, (gsize) y * row,
                        self->map.data + (gsize) destination->x * 4 +
                        (gsize) (destination->y + y) *
                        (gsize) GST_VIDEO_INFO_PLANE_STRIDE (&self->info, 0), row);
  cairo_surface_mark_dirty (self->surface);
}

/**
 * troupe_canvas_get_cairo:
 * @self: a canvas
 *
 * Gets what draws lines, text and colours onto the canvas.
 *
 * Returns: (transfer none): a context whose state the caller leaves as it was
 */
cairo_t *
troupe_canvas_get_cairo (TroupeCanvas *self)
{
  return self->cairo;
}

/**
 * troupe_canvas_dup_frame:
 * @self: a canvas
 *
 * Copies what is drawn.
 *
 * Returns: (transfer full): a picture at time 0
 */
TroupeFrame *
troupe_canvas_dup_frame (TroupeCanvas *self)
{
  gsize size = GST_VIDEO_INFO_SIZE (&self->info);
  guint8 *copy = g_malloc (size);
  g_autoptr (GBytes) pixels = NULL;

  cairo_surface_flush (self->surface);
  for (gsize i = 0; i < size; i += 4)
    {
      copy[i] = self->map.data[i + 2];
      copy[i + 1] = self->map.data[i + 1];
      copy[i + 2] = self->map.data[i];
      copy[i + 3] = G_MAXUINT8;
    }
  pixels = g_bytes_new_take (copy, size);
  return troupe_frame_new (0, GST_VIDEO_INFO_WIDTH (&self->info),
                           GST_VIDEO_INFO_HEIGHT (&self->info),
                           (gsize) GST_VIDEO_INFO_PLANE_STRIDE (&self->info, 0), pixels);
}

/**
 * troupe_canvas_dup_surface:
 * @self: a canvas
 *
 * Copies what is drawn, to be drawn again by cairo.
 *
 * Returns: (transfer full): an image surface
 */
cairo_surface_t *
troupe_canvas_dup_surface (TroupeCanvas *self)
{
  cairo_surface_t *surface =
    cairo_image_surface_create (CAIRO_FORMAT_RGB24, GST_VIDEO_INFO_WIDTH (&self->info),
                                GST_VIDEO_INFO_HEIGHT (&self->info));
  cairo_t *cairo = cairo_create (surface);

  cairo_set_source_surface (cairo, self->surface, 0, 0);
  cairo_paint (cairo);
  cairo_destroy (cairo);
  return surface;
}

/**
 * troupe_canvas_dup_buffer:
 * @self: a canvas
 *
 * Copies what is drawn for a pipeline, in the form of troupe_canvas_dup_caps().
 *
 * Returns: (transfer full): the buffer, without times
 */
GstBuffer *
troupe_canvas_dup_buffer (TroupeCanvas *self)
{
  GstBuffer *buffer;

  cairo_surface_flush (self->surface);
  g_assert (gst_buffer_pool_acquire_buffer (self->copies, &buffer, NULL) == GST_FLOW_OK);
  gst_buffer_fill (buffer, 0, self->map.data, GST_VIDEO_INFO_SIZE (&self->info));
  return buffer;
}

/**
 * troupe_canvas_dup_caps:
 * @self: a canvas
 * @frame_rate: pictures a second
 *
 * Describes the buffers of troupe_canvas_dup_buffer().
 *
 * Returns: (transfer full): the caps
 */
GstCaps *
troupe_canvas_dup_caps (TroupeCanvas *self,
                        int           frame_rate)
{
  GstVideoInfo info = self->info;

  GST_VIDEO_INFO_FPS_N (&info) = frame_rate;
  GST_VIDEO_INFO_FPS_D (&info) = 1;
  return gst_video_info_to_caps (&info);
}

/**
 * troupe_box_crop:
 * @width: of a picture
 * @height: of a picture
 * @shape_width: of a shape
 * @shape_height: of a shape
 *
 * Finds the largest part in the middle of a picture that has a shape.
 *
 * Returns: the part
 */
TroupeBox
troupe_box_crop (int width,
                 int height,
                 int shape_width,
                 int shape_height)
{
  TroupeBox box = { 0, 0, width, height };

  if ((gint64) width * shape_height > (gint64) height * shape_width)
    box.width = MAX (1, (int) ((gint64) height * shape_width / shape_height));
  else
    box.height = MAX (1, (int) ((gint64) width * shape_height / shape_width));
  box.x = (width - box.width) / 2;
  box.y = (height - box.height) / 2;
  return box;
}
