/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A picture, and the part of it that is sent: bright, and moved by the pointer or the arrow keys. Signal: moved. */

#define TROUPE_TYPE_CROP_VIEW (troupe_crop_view_get_type ())
G_DECLARE_FINAL_TYPE (TroupeCropView, troupe_crop_view, TROUPE, CROP_VIEW, GtkWidget)

/* ratio: width divided by height of the part, 0 for all of the picture; x, y: its place, from 0 to 1 */
void troupe_crop_view_show      (TroupeCropView *self,
                                 GdkTexture     *texture,
                                 double          ratio,
                                 double          x,
                                 double          y);
void troupe_crop_view_get_place (TroupeCropView *self,
                                 double         *x,
                                 double         *y);

G_END_DECLS
