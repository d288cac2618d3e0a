/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* A part of a picture, in its pixels */
typedef struct
{
  int x;
  int y;
  int width;
  int height;
} TroupePictureCrop;

/* The largest part of that shape (0: all), at a place from 0 to 1 of what it leaves over */
TroupePictureCrop troupe_picture_crop_find  (int               width,
                                             int               height,
                                             double            ratio,
                                             double            x,
                                             double            y);
/* The part as a PNG of that size; any thread */
GBytes           *troupe_picture_crop_write (const char       *path,
                                             double            x,
                                             double            y,
                                             int               width,
                                             int               height,
                                             GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
