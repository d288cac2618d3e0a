/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* What is written into a picture of width x height. For worker threads. */
typedef struct _TroupeLettering TroupeLettering;

GStrv            troupe_lettering_split_caption (int               width,
                                                 int               height,
                                                 const char       *text,
                                                 guint             max_pages) G_GNUC_WARN_UNUSED_RESULT;
TroupeLettering *troupe_lettering_new_caption   (int               width,
                                                 int               height,
                                                 const char       *text) G_GNUC_WARN_UNUSED_RESULT;
TroupeLettering *troupe_lettering_new_title     (int               width,
                                                 int               height,
                                                 const char       *text) G_GNUC_WARN_UNUSED_RESULT;
TroupeLettering *troupe_lettering_new_label     (int               width,
                                                 int               height,
                                                 const char       *text) G_GNUC_WARN_UNUSED_RESULT;
TroupeLettering *troupe_lettering_new_mark      (int               width,
                                                 int               height,
                                                 const char       *text) G_GNUC_WARN_UNUSED_RESULT;
void             troupe_lettering_free          (TroupeLettering  *self);
void             troupe_lettering_paint         (TroupeLettering  *self,
                                                 cairo_t          *cairo);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeLettering, troupe_lettering_free)

G_END_DECLS
