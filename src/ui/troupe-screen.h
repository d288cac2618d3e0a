/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows a moving picture as large as there is room, on what lies behind it.
 * Signals "clicked": with the first button, or a touch; "resized". */

#define TROUPE_TYPE_SCREEN (troupe_screen_get_type ())
G_DECLARE_FINAL_TYPE (TroupeScreen, troupe_screen, TROUPE, SCREEN, GtkWidget)

void troupe_screen_set_paintable  (TroupeScreen *self,
                                   GdkPaintable *paintable);
void troupe_screen_set_preview    (TroupeScreen *self,
                                   GdkTexture   *preview);
int  troupe_screen_get_short_edge (TroupeScreen *self);

G_END_DECLS
