/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "troupe-range.h"

G_BEGIN_DECLS

/* A range of a clip that a person keeps under a name. Main thread. Property (notify): name. */

#define TROUPE_TYPE_CANDIDATE (troupe_candidate_get_type ())
G_DECLARE_FINAL_TYPE (TroupeCandidate, troupe_candidate, TROUPE, CANDIDATE, GObject)

TroupeCandidate   *troupe_candidate_new       (const TroupeRange *range,
                                               const char        *name,
                                               const char        *note) G_GNUC_WARN_UNUSED_RESULT;
const TroupeRange *troupe_candidate_get_range (TroupeCandidate   *self);
const char        *troupe_candidate_get_name  (TroupeCandidate   *self);
/* For TroupeCandidates only, which keeps it */
void               troupe_candidate_set_name  (TroupeCandidate   *self,
                                               const char        *name);
/* What speaks for it; empty when nobody said */
const char        *troupe_candidate_get_note  (TroupeCandidate   *self);

G_END_DECLS
