/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-mention.h"

G_BEGIN_DECLS

/* Whom somebody may have meant with a name that nobody has. For one thread at a time. */

typedef struct _TroupeNearNames TroupeNearNames;

TroupeNearNames *troupe_near_names_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void             troupe_near_names_free (TroupeNearNames *self);
void             troupe_near_names_add  (TroupeNearNames *self,
                                         const char      *name,
                                         const char      *character_id);
/* Of TroupeMention, the nearest first, each character once */
GPtrArray       *troupe_near_names_find (TroupeNearNames *self,
                                         const char      *name,
                                         guint            max) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeNearNames, troupe_near_names_free)

G_END_DECLS
