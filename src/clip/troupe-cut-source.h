/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "troupe-cut-target.h"
#include "troupe-cutter.h"
#include "troupe-range.h"

G_BEGIN_DECLS

/* Decodes a range of a clip, upright and at its final size. Belongs to the thread that made it. */

typedef struct _TroupeCutSource TroupeCutSource;

TroupeCutSource *troupe_cut_source_new       (const char           *uri,
                                              const TroupeRange    *range,
                                              const TroupeCutForm  *form,
                                              GCancellable         *cancellable,
                                              GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void             troupe_cut_source_free      (TroupeCutSource      *self);
gboolean         troupe_cut_source_has_sound (TroupeCutSource      *self);
void             troupe_cut_source_start     (TroupeCutSource      *self,
                                              TroupeCutTarget      *target);
GstBus          *troupe_cut_source_get_bus   (TroupeCutSource      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeCutSource, troupe_cut_source_free)

G_END_DECLS
