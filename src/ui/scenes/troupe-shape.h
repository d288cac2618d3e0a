/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The outline of a video: how wide it is for its height. Decorative. */

#define TROUPE_TYPE_SHAPE (troupe_shape_get_type ())
G_DECLARE_FINAL_TYPE (TroupeShape, troupe_shape, TROUPE, SHAPE, GtkWidget)

/* ratio: width divided by height, more than 0 */
GtkWidget *troupe_shape_new (double ratio) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
