/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-cutter.h"
#include "troupe-values.h"
#include "troupe-way.h"

G_BEGIN_DECLS

/* What travels of a kept cut: the cut itself where the provider takes it as it is, else a copy in the form
 * that it takes, and a still where it takes only that. */
typedef struct _TroupeExport TroupeExport;

/* part: NULL for the whole; folder: for what has to be made; names in it begin with a dot */
void          troupe_export_async      (GFile                *cut,
                                        guint64               length_ns,
                                        const TroupeRange    *part,
                                        TroupeProfile        *profile,
                                        TroupeWay             way,
                                        GFile                *folder,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
TroupeExport *troupe_export_finish     (GAsyncResult         *result,
                                        GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Removes what was made for it */
void          troupe_export_free       (TroupeExport         *self);
GFile        *troupe_export_get_clip   (TroupeExport         *self);
/* clip.file, clip.data, picture.file, picture.data: what the way has of them */
void          troupe_export_set_values (TroupeExport         *self,
                                        TroupeValues         *values);
/* How the cut has to be for a provider that gets it */
void          troupe_export_get_form   (TroupeProfile        *profile,
                                        TroupeCutForm        *form);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeExport, troupe_export_free)

G_END_DECLS
