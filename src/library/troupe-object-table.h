/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The one object of each id, for as long as anybody holds it. Main thread. */

typedef struct _TroupeObjectTable TroupeObjectTable;

/* What the objects are */
typedef struct
{
  gpointer (*create)       (const char *id);
  /* Takes row */
  void     (*take_row)     (gpointer    object,
                            gpointer    row,
                            GFile      *media);
  void     (*free_row)     (gpointer    row);
  void     (*set_progress) (gpointer    object,
                            double      progress);
} TroupeObjectKind;

/* kind: static */
TroupeObjectTable *troupe_object_table_new          (const TroupeObjectKind *kind,
                                                     GFile                  *media) G_GNUC_WARN_UNUSED_RESULT;
void               troupe_object_table_free         (TroupeObjectTable      *self);
/* Not loaded when nobody has it yet */
gpointer           troupe_object_table_ref          (TroupeObjectTable      *self,
                                                     const char             *id) G_GNUC_WARN_UNUSED_RESULT;
void               troupe_object_table_take_row     (TroupeObjectTable      *self,
                                                     const char             *id,
                                                     gpointer                row);
/* From 0 to 1 while it is being made in this process, -1 afterwards */
void               troupe_object_table_set_progress (TroupeObjectTable      *self,
                                                     const char             *id,
                                                     double                  progress);

G_END_DECLS
