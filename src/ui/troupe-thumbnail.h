/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A picture that fills its place, a square unless ratio says otherwise, with a figure instead until it is there.
 * Decorative: the widget around it says in words what it shows. Properties: file, icon-name, ratio. */

#define TROUPE_TYPE_THUMBNAIL (troupe_thumbnail_get_type ())
G_DECLARE_FINAL_TYPE (TroupeThumbnail, troupe_thumbnail, TROUPE, THUMBNAIL, GtkWidget)

GtkWidget *troupe_thumbnail_new      (void) G_GNUC_WARN_UNUSED_RESULT;
GFile     *troupe_thumbnail_get_file (TroupeThumbnail *self);
void       troupe_thumbnail_set_file (TroupeThumbnail *self,
                                      GFile           *file);

G_END_DECLS
