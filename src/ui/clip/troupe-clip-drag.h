/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A clip or a video, dragged to another program as a file. */

GdkContentProvider *troupe_clip_drag_prepare (GFile           *file) G_GNUC_WARN_UNUSED_RESULT;
void                troupe_clip_drag_begin   (GtkDragSource   *source,
                                              GtkWidget       *picture);

G_END_DECLS
