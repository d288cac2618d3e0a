/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-shot.h"

#include <math.h>
#include <string.h>

#include "troupe-clip-loop.h"
#include "troupe-clip-sound.h"
#include "troupe-lettering.h"

/* A clip whose shape is this near to the video's fills it; another one stands before a backdrop. */
#define SHAPE_TOLERANCE 0.15

/* Of the room before a picture that a character stands in front of */
#define BEFORE_PICTURE 0.75

/* A blur is a picture made this many times smaller and larger again. */
#define BLUR 80

/* A gradient is drawn this many times smaller. */
#define GRADIENT 8
#define BACKDROP_DARKNESS 0.45

#define ZOOM 1.18

struct _TroupeShot
{
  int                    width;
  int                    height;
  guint64                length_ns;    /* of the movement, for all but characters */

  /* Owned; which ones are there says what kind of shot it is */
  TroupeClipLoop      *loop;
  TroupeFrame           *backdrop;
  cairo_surface_t       *small;        /* what is drawn small, to be enlarged */
  cairo_surface_t       *picture;      /* larger than the video by ZOOM */
  TroupeLettering *lettering;
};

static TroupeShot *
new_shot (int width,
          int height)
{
  TroupeShot *self = g_new0 (TroupeShot, 1);

  self->width = width;
  self->height = height;
  return self;
}

static cairo_surface_t *
new_small (TroupeShot *self,
           int         times)
{
  return cairo_image_surface_create (CAIRO_FORMAT_RGB24, MAX (1, self->width / times),
                                     MAX (1, self->height / times));
}

static void
draw_cover (TroupeCanvas *canvas,
            TroupeFrame  *frame,
            int           width,
            int           height)
{
  TroupeBox whole = { 0, 0, width, height };
  TroupeBox part = troupe_box_crop (troupe_frame_get_width (frame),
                                    troupe_frame_get_height (frame), width, height);

  troupe_canvas_draw (canvas, frame, &part, &whole);
}

/* The mean colour of a part of a picture, darkened, as cairo stores it */
static guint32
average (TroupeFrame     *frame,
         const TroupeBox *part)
{
  gsize stride = troupe_frame_get_stride (frame);
  const guint8 *pixels = g_bytes_get_data (troupe_frame_get_pixels (frame), NULL);
  guint64 sums[3] = { 0, };
  double share = (1 - BACKDROP_DARKNESS) / (part->width * part->height);

  for (int y = part->y; y < part->y + part->height; y++)
    for (int x = part->x; x < part->x + part->width; x++)
      {
        const guint8 *pixel = pixels + (gsize) y * stride + (gsize) x * 4;

        sums[0] += pixel[0];
        sums[1] += pixel[1];
        sums[2] += pixel[2];
      }
  return (guint32) (sums[0] * share) << 16 | (guint32) (sums[1] * share) << 8 |
         (guint32) (sums[2] * share);
}

/* Fills the small picture with the means of the same shape out of the middle of a large one. */
static void
shrink (TroupeShot  *self,
        TroupeFrame *frame)
{
  int width = cairo_image_surface_get_width (self->small);
  int height = cairo_image_surface_get_height (self->small);
  int stride = cairo_image_surface_get_stride (self->small);
  guint8 *data = cairo_image_surface_get_data (self->small);
  TroupeBox shape = troupe_box_crop (troupe_frame_get_width (frame),
                                     troupe_frame_get_height (frame), self->width,
                                     self->height);

  cairo_surface_flush (self->small);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        TroupeBox part = {
          shape.x + shape.width * x / width, shape.y + shape.height * y / height,
          MAX (1, shape.width / width), MAX (1, shape.height / height),
        };
        guint32 colour = average (frame, &part);

        memcpy (data + y * stride + x * 4, &colour, sizeof colour);
      }
  cairo_surface_mark_dirty (self->small);
}

/* Fills the video with the small picture, softly. */
static void
enlarge (TroupeShot *self,
         cairo_t    *cairo)
{
  cairo_save (cairo);
  cairo_scale (cairo, (double) self->width / cairo_image_surface_get_width (self->small),
               (double) self->height / cairo_image_surface_get_height (self->small));
  cairo_set_source_surface (cairo, self->small, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cairo), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (cairo), CAIRO_EXTEND_PAD);
  cairo_paint (cairo);
  cairo_restore (cairo);
}

static void
draw_backdrop (TroupeShot  *self,
               cairo_t     *cairo,
               TroupeFrame *frame)
{
  shrink (self, self->backdrop == NULL ? frame : self->backdrop);
  enlarge (self, cairo);
}

/* In the middle, but higher than that in a tall video: below stands the caption. */
static TroupeBox
fit_before_backdrop (TroupeShot  *self,
                     TroupeFrame *frame,
                     double       share)
{
  int width = troupe_frame_get_width (frame);
  int height = troupe_frame_get_height (frame);
  double scale = share * MIN ((double) self->width / width, (double) self->height / height);
  TroupeBox box;

  box.width = CLAMP ((int) lround (width * scale), 1, self->width);
  box.height = CLAMP ((int) lround (height * scale), 1, self->height);
  box.x = (self->width - box.width) / 2;
  box.y = (self->height - box.height) * 2 / 5;
  return box;
}

static void
draw_character (TroupeShot   *self,
                TroupeCanvas *canvas,
                TroupeFrame  *frame)
{
  TroupeBox whole = { 0, 0, troupe_frame_get_width (frame),
                      troupe_frame_get_height (frame) };
  double shape = (double) whole.width * self->height / ((double) whole.height * self->width);
  gboolean fills = fabs (log (shape)) < SHAPE_TOLERANCE;
  TroupeBox box;

  if (self->backdrop == NULL && fills)
    {
      draw_cover (canvas, frame, self->width, self->height);
      return;
    }
  draw_backdrop (self, troupe_canvas_get_cairo (canvas), frame);
  box = fit_before_backdrop (self, frame, self->backdrop == NULL ? 1 : BEFORE_PICTURE);
  troupe_canvas_draw (canvas, frame, &whole, &box);
}

static void
draw_picture (TroupeShot *self,
              cairo_t    *cairo,
              double      share)
{
  double scale = (1 + (ZOOM - 1) * share) / ZOOM;

  cairo_save (cairo);
  cairo_translate (cairo, self->width / 2.0, self->height / 2.0);
  cairo_scale (cairo, scale, scale);
  cairo_translate (cairo, -cairo_image_surface_get_width (self->picture) / 2.0,
                   -cairo_image_surface_get_height (self->picture) / 2.0);
  cairo_set_source_surface (cairo, self->picture, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cairo), CAIRO_FILTER_BILINEAR);
  cairo_paint (cairo);
  cairo_restore (cairo);
}

/* Two colours of the GNOME palette, the light of a lamp wandering over them. Drawn large, such a
 * gradient would take longer than all the rest. */
static void
draw_card (TroupeShot *self,
           cairo_t    *cairo,
           double      share)
{
  int width = cairo_image_surface_get_width (self->small);
  int height = cairo_image_surface_get_height (self->small);
  double x = width * (0.2 + 0.6 * share);
  cairo_pattern_t *light = cairo_pattern_create_radial (x, 0, 0, x, 0, hypot (width, height));
  cairo_t *small = cairo_create (self->small);

  cairo_pattern_add_color_stop_rgb (light, 0, 0.38, 0.21, 0.51);
  cairo_pattern_add_color_stop_rgb (light, 1, 0.06, 0.14, 0.30);
  cairo_set_source (small, light);
  cairo_paint (small);
  cairo_destroy (small);
  cairo_pattern_destroy (light);
  enlarge (self, cairo);
  troupe_lettering_paint (self->lettering, cairo);
}

/**
 * troupe_shot_new_actor:
 * @width: of the video
 * @height: of the video
 * @actor: who appears
 * @backdrop: (nullable): what is behind, blurred
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Makes a shot in which a character appears, for as long as it is drawn.
 *
 * Fails with errors of the clip module, of GStreamer or `G_IO_ERROR_CANCELLED`.
 *
 * Returns: (transfer full): the shot
 */
TroupeShot *
troupe_shot_new_actor (int           width,
                       int           height,
                       TroupeActor  *actor,
                       TroupeFrame  *backdrop,
                       GCancellable *cancellable,
                       GError      **error)
{
  g_autoptr (TroupeShot) self = new_shot (width, height);

  self->loop = troupe_clip_loop_new (actor, cancellable, error);
  if (self->loop == NULL)
    return NULL;
  self->backdrop = backdrop == NULL ? NULL : troupe_frame_ref (backdrop);
  self->small = new_small (self, BLUR);
  self->lettering = troupe_lettering_new_label (width, height, actor->name);
  return g_steal_pointer (&self);
}

/**
 * troupe_shot_new_picture:
 * @width: of the video
 * @height: of the video
 * @picture: what is shown
 * @length_ns: how long the camera moves, in nanoseconds
 *
 * Makes a shot of a still picture.
 *
 * Returns: (transfer full): the shot
 */
TroupeShot *
troupe_shot_new_picture (int          width,
                         int          height,
                         TroupeFrame *picture,
                         guint64      length_ns)
{
  TroupeShot *self = new_shot (width, height);
  int large_width = (int) (width * ZOOM);
  int large_height = (int) (height * ZOOM);
  g_autoptr (TroupeCanvas) large = troupe_canvas_new (large_width, large_height);

  draw_cover (large, picture, large_width, large_height);
  self->picture = troupe_canvas_dup_surface (large);
  self->length_ns = length_ns;
  return self;
}

/**
 * troupe_shot_new_card:
 * @width: of the video
 * @height: of the video
 * @text: what stands on it
 * @length_ns: how long it is shown, in nanoseconds
 *
 * Makes a title card.
 *
 * Returns: (transfer full): the shot
 */
TroupeShot *
troupe_shot_new_card (int         width,
                      int         height,
                      const char *text,
                      guint64     length_ns)
{
  TroupeShot *self = new_shot (width, height);

  self->small = new_small (self, GRADIENT);
  self->lettering = troupe_lettering_new_title (width, height, text);
  self->length_ns = length_ns;
  return self;
}

/**
 * troupe_shot_free:
 * @self: (transfer full): a shot
 *
 * Frees a shot.
 */
void
troupe_shot_free (TroupeShot *self)
{
  g_clear_pointer (&self->loop, troupe_clip_loop_free);
  g_clear_pointer (&self->backdrop, troupe_frame_unref);
  g_clear_pointer (&self->small, cairo_surface_destroy);
  g_clear_pointer (&self->picture, cairo_surface_destroy);
  g_clear_pointer (&self->lettering, troupe_lettering_free);
  g_free (self);
}

/**
 * troupe_shot_draw:
 * @self: a shot
 * @canvas: of the size of the video
 * @time_ns: since the shot began, not before that of the last call
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Draws the shot as it is at a time.
 *
 * Fails with errors of the clip module or `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether it is drawn
 */
gboolean
troupe_shot_draw (TroupeShot   *self,
                  TroupeCanvas *canvas,
                  guint64       time_ns,
                  GCancellable *cancellable,
                  GError      **error)
{
  cairo_t *cairo = troupe_canvas_get_cairo (canvas);

  if (self->loop != NULL)
    {
      TroupeFrame *frame = troupe_clip_loop_get_frame (self->loop, time_ns, cancellable, error);

      if (frame == NULL)
        return FALSE;
      draw_character (self, canvas, frame);
      troupe_lettering_paint (self->lettering, cairo);
    }
  else if (self->picture != NULL)
    draw_picture (self, cairo, (double) time_ns / self->length_ns);
  else
    draw_card (self, cairo, (double) time_ns / self->length_ns);
  return TRUE;
}

/**
 * troupe_shot_get_sound:
 * @self: a shot
 * @time_ns: since the shot began
 * @sound: (out): room for @n_samples
 * @n_samples: how many, of all channels together
 *
 * Gets what is heard from a time on: the clip of the character, or nothing.
 */
void
troupe_shot_get_sound (TroupeShot *self,
                       guint64     time_ns,
                       guint8     *sound,
                       gsize       n_samples)
{
  if (self->loop != NULL)
    troupe_clip_loop_get_sound (self->loop, time_ns, sound, n_samples);
  else
    memset (sound, 0, n_samples * TROUPE_CLIP_SOUND_FRAME_BYTES);
}
