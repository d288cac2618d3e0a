/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-lettering.h"

#include <math.h>
#include <pango/pangocairo.h>

/* All measures are shares of the shorter edge, so that a caption looks the same in every size. */
#define MARGIN 0.05
#define PADDING 0.025
#define CAPTION_SIZE 0.045
#define CAPTION_LINES 4
#define TITLE_SIZE 0.075
#define TITLE_LINES 9
#define LABEL_SIZE 0.035
#define LABEL_WIDTH 0.7    /* of the width, beside the watermark */
#define MARK_SIZE 0.03
#define BOX_OPACITY 0.6

/* More would not be read, and laying out a novel takes its time. */
#define MAX_CHARACTERS 2000

struct _TroupeLettering
{
  cairo_surface_t *surface;
  double           x;
  double           y;
};

/* With max_lines 0 there is no limit. */
static PangoLayout *
new_layout (cairo_t    *cairo,
            const char *text,
            double      size,
            double      max_width,
            int         max_lines)
{
  PangoLayout *layout = pango_cairo_create_layout (cairo);
  PangoFontDescription *font = pango_font_description_from_string ("Sans Bold");
  g_autofree char *start = g_utf8_substring (text, 0, MIN (MAX_CHARACTERS,
                                                           g_utf8_strlen (text, -1)));

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, start, -1);
  pango_layout_set_width (layout, (int) (max_width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (max_lines > 0)
    {
      pango_layout_set_height (layout, -max_lines);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  return layout;
}

static void
trace_rounded_box (cairo_t *cairo,
                   double   width,
                   double   height,
                   double   radius)
{
  cairo_new_path (cairo);
  cairo_arc (cairo, width - radius, radius, radius, -G_PI_2, 0);
  cairo_arc (cairo, width - radius, height - radius, radius, 0, G_PI_2);
  cairo_arc (cairo, radius, height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cairo, radius, radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cairo);
}

/* White text, on a dark box unless its opacity is 0. */
static TroupeLettering *
new_boxed (const char *text,
           double      size,
           double      padding,
           double      max_width,
           int         max_lines,
           double      box_opacity,
           double     *box_width,
           double     *box_height)
{
  TroupeLettering *self = g_new0 (TroupeLettering, 1);
  cairo_surface_t *scratch = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 1, 1);
  cairo_t *measure = cairo_create (scratch);
  g_autoptr (PangoLayout) layout = new_layout (measure, text, size, max_width - 2 * padding,
                                               max_lines);
  PangoRectangle ink;
  PangoRectangle logical;
  cairo_t *cairo;

  pango_layout_get_pixel_extents (layout, &ink, &logical);
  *box_width = logical.width + 2 * padding;
  *box_height = logical.height + 2 * padding;
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) ceil (*box_width),
                                              (int) ceil (*box_height));
  cairo = cairo_create (self->surface);
  trace_rounded_box (cairo, *box_width, *box_height, padding);
  cairo_set_source_rgba (cairo, 0, 0, 0, box_opacity);
  cairo_fill (cairo);
  cairo_set_source_rgba (cairo, 1, 1, 1, 0.95);
  cairo_move_to (cairo, padding - logical.x, padding - logical.y);
  pango_cairo_update_layout (cairo, layout);
  pango_cairo_show_layout (cairo, layout);
  cairo_destroy (cairo);
  cairo_destroy (measure);
  cairo_surface_destroy (scratch);
  return self;
}

/* Cuts a layout into texts of a few lines each. */
static GStrv
cut_pages (PangoLayout *layout,
           int          n_lines,
           guint        max_pages)
{
  g_autoptr (GStrvBuilder) pages = g_strv_builder_new ();
  const char *text = pango_layout_get_text (layout);
  int n_all = pango_layout_get_line_count (layout);

  for (guint i = 0; i < max_pages && (int) i * n_lines < n_all; i++)
    {
      int first = (int) i * n_lines;
      const char *start = text + pango_layout_get_line_readonly (layout, first)->start_index;
      gboolean is_last = i + 1 == max_pages || first + n_lines >= n_all;

      if (is_last)
        g_strv_builder_take (pages, g_strstrip (g_strdup (start)));
      else
        {
          PangoLayoutLine *next = pango_layout_get_line_readonly (layout, first + n_lines);
          char *page = g_strndup (start, (gsize) (text + next->start_index - start));

          g_strv_builder_take (pages, g_strstrip (page));
        }
    }
  return g_strv_builder_end (pages);
}

/**
 * troupe_lettering_split_caption:
 * @width: of the picture, in pixels
 * @height: of the picture, in pixels
 * @text: plain text
 * @max_pages: at least 1
 *
 * Cuts a text into parts that fit into a caption, one after the other. Only the last one may be too
 * long, when there would be more than @max_pages.
 *
 * Returns: (transfer full): the parts
 */
GStrv
troupe_lettering_split_caption (int         width,
                                int         height,
                                const char *text,
                                guint       max_pages)
{
  double unit = MIN (width, height);
  cairo_surface_t *scratch = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 1, 1);
  cairo_t *cairo = cairo_create (scratch);
  g_autoptr (PangoLayout) layout = new_layout (cairo, text, CAPTION_SIZE * unit,
                                               width - 2 * (MARGIN + PADDING) * unit, 0);
  GStrv pages = cut_pages (layout, CAPTION_LINES, max_pages);

  cairo_destroy (cairo);
  cairo_surface_destroy (scratch);
  return pages;
}

/**
 * troupe_lettering_new_caption:
 * @width: of the picture, in pixels
 * @height: of the picture, in pixels
 * @text: plain text
 *
 * Sets a text at the bottom of a picture, wrapped, and cut off where it would fill it.
 *
 * Returns: (transfer full): the lettering
 */
TroupeLettering *
troupe_lettering_new_caption (int         width,
                              int         height,
                              const char *text)
{
  double unit = MIN (width, height);
  double box_width;
  double box_height;
  TroupeLettering *self = new_boxed (text, CAPTION_SIZE * unit, PADDING * unit,
                                     width - 2 * MARGIN * unit, CAPTION_LINES, BOX_OPACITY,
                                     &box_width, &box_height);

  self->x = floor ((width - box_width) / 2);
  self->y = floor (height - MARGIN * unit - box_height);
  return self;
}

/**
 * troupe_lettering_new_title:
 * @width: of the picture, in pixels
 * @height: of the picture, in pixels
 * @text: plain text
 *
 * Sets a text in the middle of a picture.
 *
 * Returns: (transfer full): the lettering
 */
TroupeLettering *
troupe_lettering_new_title (int         width,
                            int         height,
                            const char *text)
{
  double unit = MIN (width, height);
  double box_width;
  double box_height;
  TroupeLettering *self = new_boxed (text, TITLE_SIZE * unit, PADDING * unit,
                                     width - 4 * MARGIN * unit, TITLE_LINES, 0,
                                     &box_width, &box_height);

  self->x = floor ((width - box_width) / 2);
  self->y = floor ((height - box_height) / 2);
  return self;
}

/**
 * troupe_lettering_new_label:
 * @width: of the picture, in pixels
 * @height: of the picture, in pixels
 * @text: plain text
 *
 * Sets a name in the upper left corner of a picture.
 *
 * Returns: (transfer full): the lettering
 */
TroupeLettering *
troupe_lettering_new_label (int         width,
                            int         height,
                            const char *text)
{
  double unit = MIN (width, height);
  double box_width;
  double box_height;
  TroupeLettering *self = new_boxed (text, LABEL_SIZE * unit, PADDING * unit / 2,
                                     LABEL_WIDTH * width, 1, BOX_OPACITY, &box_width,
                                     &box_height);

  self->x = floor (MARGIN * unit);
  self->y = floor (MARGIN * unit);
  return self;
}

/**
 * troupe_lettering_new_mark:
 * @width: of the picture, in pixels
 * @height: of the picture, in pixels
 * @text: plain text
 *
 * Sets a mark in the upper right corner of a picture.
 *
 * Returns: (transfer full): the lettering
 */
TroupeLettering *
troupe_lettering_new_mark (int         width,
                           int         height,
                           const char *text)
{
  double unit = MIN (width, height);
  double box_width;
  double box_height;
  TroupeLettering *self = new_boxed (text, MARK_SIZE * unit, PADDING * unit / 2,
                                     width / 2.0, 1, BOX_OPACITY / 2, &box_width,
                                     &box_height);

  self->x = floor (width - MARGIN * unit - box_width);
  self->y = floor (MARGIN * unit);
  return self;
}

/**
 * troupe_lettering_free:
 * @self: (transfer full): a lettering
 *
 * Frees a lettering.
 */
void
troupe_lettering_free (TroupeLettering *self)
{
  cairo_surface_destroy (self->surface);
  g_free (self);
}

/**
 * troupe_lettering_paint:
 * @self: a lettering
 * @cairo: draws onto a picture of the size it was made for
 *
 * Paints it.
 */
void
troupe_lettering_paint (TroupeLettering *self,
                        cairo_t         *cairo)
{
  cairo_set_source_surface (cairo, self->surface, self->x, self->y);
  cairo_rectangle (cairo, self->x, self->y, cairo_image_surface_get_width (self->surface),
                   cairo_image_surface_get_height (self->surface));
  cairo_fill (cairo);
}
