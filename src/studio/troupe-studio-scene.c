/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-scene.h"

#include <math.h>
#include <string.h>

#include "troupe-studio-lettering.h"
#include "troupe-studio-loop.h"
#include "troupe-studio-sound.h"

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

struct _TroupeStudioScene
{
  int                    width;
  int                    height;
  guint64                length_ns;    /* of the movement, for all but characters */

  /* Owned; which ones are there says what kind of scene it is */
  TroupeStudioLoop      *loop;
  TroupeFrame           *backdrop;
  cairo_surface_t       *small;        /* what is drawn small, to be enlarged */
  cairo_surface_t       *picture;      /* larger than the video by ZOOM */
  TroupeStudioLettering *lettering;
};

static TroupeStudioScene *
new_scene (int width,
           int height)
{
  TroupeStudioScene *self = g_new0 (TroupeStudioScene, 1);

  self->width = width;
  self->height = height;
  return self;
}

static cairo_surface_t *
new_small (TroupeStudioScene *self,
           int                times)
{
  return cairo_image_surface_create (CAIRO_FORMAT_RGB24, MAX (1, self->width / times),
                                     MAX (1, self->height / times));
}

static void
draw_cover (TroupeStudioCanvas *canvas,
            TroupeFrame        *frame,
            int                 width,
            int                 height)
{
  TroupeStudioBox whole = { 0, 0, width, height };
  TroupeStudioBox part = troupe_studio_box_crop (troupe_frame_get_width (frame),
                                                 troupe_frame_get_height (frame), width, height);

  troupe_studio_canvas_draw (canvas, frame, &part, &whole);
}

/* The mean colour of a part of a picture, darkened, as cairo stores it */
static guint32
average (TroupeFrame           *frame,
         const TroupeStudioBox *part)
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
shrink (TroupeStudioScene *self,
        TroupeFrame       *frame)
{
  int width = cairo_image_surface_get_width (self->small);
  int height = cairo_image_surface_get_height (self->small);
  int stride = cairo_image_surface_get_stride (self->small);
  guint8 *data = cairo_image_surface_get_data (self->small);
  TroupeStudioBox shape = troupe_studio_box_crop (troupe_frame_get_width (frame),
                                                  troupe_frame_get_height (frame), self->width,
                                                  self->height);

  cairo_surface_flush (self->small);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        TroupeStudioBox part = {
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
enlarge (TroupeStudioScene *self,
         cairo_t           *cairo)
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
draw_backdrop (TroupeStudioScene *self,
               cairo_t           *cairo,
               TroupeFrame       *frame)
{
  shrink (self, self->backdrop == NULL ? frame : self->backdrop);
  enlarge (self, cairo);
}

/* In the middle, but higher than that in a tall video: below stands the caption. */
static TroupeStudioBox
fit_before_backdrop (TroupeStudioScene *self,
                     TroupeFrame       *frame,
                     double             share)
{
  int width = troupe_frame_get_width (frame);
  int height = troupe_frame_get_height (frame);
  double scale = share * MIN ((double) self->width / width, (double) self->height / height);
  TroupeStudioBox box;

  box.width = CLAMP ((int) lround (width * scale), 1, self->width);
  box.height = CLAMP ((int) lround (height * scale), 1, self->height);
  box.x = (self->width - box.width) / 2;
  box.y = (self->height - box.height) * 2 / 5;
  return box;
}

static void
draw_character (TroupeStudioScene  *self,
                TroupeStudioCanvas *canvas,
                TroupeFrame        *frame)
{
  TroupeStudioBox whole = { 0, 0, troupe_frame_get_width (frame),
                            troupe_frame_get_height (frame) };
  double shape = (double) whole.width * self->height / ((double) whole.height * self->width);
  gboolean fills = fabs (log (shape)) < SHAPE_TOLERANCE;
  TroupeStudioBox box;

  if (self->backdrop == NULL && fills)
    {
      draw_cover (canvas, frame, self->width, self->height);
      return;
    }
  draw_backdrop (self, troupe_studio_canvas_get_cairo (canvas), frame);
  box = fit_before_backdrop (self, frame, self->backdrop == NULL ? 1 : BEFORE_PICTURE);
  troupe_studio_canvas_draw (canvas, frame, &whole, &box);
}

static void
draw_picture (TroupeStudioScene *self,
              cairo_t           *cairo,
              double             share)
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
draw_card (TroupeStudioScene *self,
           cairo_t           *cairo,
           double             share)
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
  troupe_studio_lettering_paint (self->lettering, cairo);
}

/**
 * troupe_studio_scene_new_character:
 * @width: of the video
 * @height: of the video
 * @character: who appears
 * @backdrop: (nullable): what is behind, blurred
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Makes a scene in which a character appears, for as long as it is drawn.
 *
 * Fails with errors of the clip module, of GStreamer or `G_IO_ERROR_CANCELLED`.
 *
 * Returns: (transfer full): the scene
 */
TroupeStudioScene *
troupe_studio_scene_new_character (int                    width,
                                   int                    height,
                                   TroupeStudioCharacter *character,
                                   TroupeFrame           *backdrop,
                                   GCancellable          *cancellable,
                                   GError               **error)
{
  g_autoptr (TroupeStudioScene) self = new_scene (width, height);
  g_autofree char *name = g_strconcat ("@", character->username, NULL);

  self->loop = troupe_studio_loop_new (character, cancellable, error);
  if (self->loop == NULL)
    return NULL;
  self->backdrop = backdrop == NULL ? NULL : troupe_frame_ref (backdrop);
  self->small = new_small (self, BLUR);
  self->lettering = troupe_studio_lettering_new_label (width, height, name);
  return g_steal_pointer (&self);
}

/**
 * troupe_studio_scene_new_picture:
 * @width: of the video
 * @height: of the video
 * @picture: what is shown
 * @length_ns: how long the camera moves, in nanoseconds
 *
 * Makes a scene of a still picture.
 *
 * Returns: (transfer full): the scene
 */
TroupeStudioScene *
troupe_studio_scene_new_picture (int          width,
                                 int          height,
                                 TroupeFrame *picture,
                                 guint64      length_ns)
{
  TroupeStudioScene *self = new_scene (width, height);
  int large_width = (int) (width * ZOOM);
  int large_height = (int) (height * ZOOM);
  g_autoptr (TroupeStudioCanvas) large = troupe_studio_canvas_new (large_width, large_height);

  draw_cover (large, picture, large_width, large_height);
  self->picture = troupe_studio_canvas_dup_surface (large);
  self->length_ns = length_ns;
  return self;
}

/**
 * troupe_studio_scene_new_card:
 * @width: of the video
 * @height: of the video
 * @text: what stands on it
 * @length_ns: how long it is shown, in nanoseconds
 *
 * Makes a title card.
 *
 * Returns: (transfer full): the scene
 */
TroupeStudioScene *
troupe_studio_scene_new_card (int         width,
                              int         height,
                              const char *text,
                              guint64     length_ns)
{
  TroupeStudioScene *self = new_scene (width, height);

  self->small = new_small (self, GRADIENT);
  self->lettering = troupe_studio_lettering_new_title (width, height, text);
  self->length_ns = length_ns;
  return self;
}

/**
 * troupe_studio_scene_free:
 * @self: (transfer full): a scene
 *
 * Frees a scene.
 */
void
troupe_studio_scene_free (TroupeStudioScene *self)
{
  g_clear_pointer (&self->loop, troupe_studio_loop_free);
  g_clear_pointer (&self->backdrop, troupe_frame_unref);
  g_clear_pointer (&self->small, cairo_surface_destroy);
  g_clear_pointer (&self->picture, cairo_surface_destroy);
  g_clear_pointer (&self->lettering, troupe_studio_lettering_free);
  g_free (self);
}

/**
 * troupe_studio_scene_draw:
 * @self: a scene
 * @canvas: of the size of the video
 * @time_ns: since the scene began, not before that of the last call
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Draws the scene as it is at a time.
 *
 * Fails with errors of the clip module or `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether it is drawn
 */
gboolean
troupe_studio_scene_draw (TroupeStudioScene  *self,
                          TroupeStudioCanvas *canvas,
                          guint64             time_ns,
                          GCancellable       *cancellable,
                          GError            **error)
{
  cairo_t *cairo = troupe_studio_canvas_get_cairo (canvas);

  if (self->loop != NULL)
    {
      TroupeFrame *frame = troupe_studio_loop_get_frame (self->loop, time_ns, cancellable, error);

      if (frame == NULL)
        return FALSE;
      draw_character (self, canvas, frame);
      troupe_studio_lettering_paint (self->lettering, cairo);
    }
  else if (self->picture != NULL)
    draw_picture (self, cairo, (double) time_ns / self->length_ns);
  else
    draw_card (self, cairo, (double) time_ns / self->length_ns);
  return TRUE;
}

/**
 * troupe_studio_scene_get_sound:
 * @self: a scene
 * @time_ns: since the scene began
 * @sound: (out): room for @n_samples
 * @n_samples: how many, of all channels together
 *
 * Gets what is heard from a time on: the clip of the character, or nothing.
 */
void
troupe_studio_scene_get_sound (TroupeStudioScene *self,
                               guint64            time_ns,
                               guint8            *sound,
                               gsize              n_samples)
{
  if (self->loop != NULL)
    troupe_studio_loop_get_sound (self->loop, time_ns, sound, n_samples);
  else
    memset (sound, 0, n_samples * TROUPE_STUDIO_SOUND_FRAME_BYTES);
}
