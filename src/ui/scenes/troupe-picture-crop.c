/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-picture-crop.h"

#include <math.h>

/**
 * troupe_picture_crop_find:
 * @width: of the picture, in pixels
 * @height: the same
 * @ratio: width divided by height of the part, 0 for all of the picture
 * @x: where the part lies in what it leaves over, from 0 to 1
 * @y: the same downwards
 *
 * Returns: the largest part of that shape
 */
TroupePictureCrop
troupe_picture_crop_find (int    width,
                          int    height,
                          double ratio,
                          double x,
                          double y)
{
  TroupePictureCrop crop = { 0, 0, width, height };

  if (ratio <= 0)
    return crop;
  if (width > height * ratio)
    crop.width = MAX ((int) lround (height * ratio), 1);
  else
    crop.height = MAX ((int) lround (width / ratio), 1);
  crop.x = (int) lround ((width - crop.width) * x);
  crop.y = (int) lround ((height - crop.height) * y);
  return crop;
}

/* In the kind that it has, or it might become too large to be sent */
static GBytes *
write_whole (GdkPixbuf  *picture,
             const char *path,
             GError    **error)
{
  const gboolean is_jpeg = g_str_has_suffix (path, ".jpg");
  char *buffer;
  gsize size;

  if (!gdk_pixbuf_save_to_buffer (picture, &buffer, &size, is_jpeg ? "jpeg" : "png", error,
                                  is_jpeg ? "quality" : NULL, "95", NULL))
    return NULL;
  return g_bytes_new_take (buffer, size);
}

/**
 * troupe_picture_crop_write:
 * @path: a picture
 * @x: where the part lies in what it leaves over, from 0 to 1
 * @y: the same downwards
 * @width: of what is written, in pixels; 0 for all of the picture as it is
 * @height: the same
 * @error: return location for an error
 *
 * Cuts and scales a picture to an exact size. Of what its file tells besides, such as where it was taken, nothing is
 * left. Blocks; safe from any thread.
 *
 * Returns: (transfer full): a PNG, or a JPEG of a whole JPEG
 */
GBytes *
troupe_picture_crop_write (const char *path,
                           double      x,
                           double      y,
                           int         width,
                           int         height,
                           GError    **error)
{
  g_autoptr (GdkPixbuf) read = gdk_pixbuf_new_from_file (path, error);
  g_autoptr (GdkPixbuf) turned = NULL;
  g_autoptr (GdkPixbuf) part = NULL;
  g_autoptr (GdkPixbuf) scaled = NULL;
  TroupePictureCrop crop;
  char *buffer;
  gsize size;

  if (read == NULL)
    return NULL;

  turned = gdk_pixbuf_apply_embedded_orientation (read);
  if (width == 0)
    return write_whole (turned, path, error);
  crop = troupe_picture_crop_find (gdk_pixbuf_get_width (turned), gdk_pixbuf_get_height (turned),
                                   (double) width / height, x, y);
  part = gdk_pixbuf_new_subpixbuf (turned, crop.x, crop.y, crop.width, crop.height);
  scaled = gdk_pixbuf_scale_simple (part, width, height, GDK_INTERP_BILINEAR);
  if (!gdk_pixbuf_save_to_buffer (scaled, &buffer, &size, "png", error, NULL))
    return NULL;
  return g_bytes_new_take (buffer, size);
}
