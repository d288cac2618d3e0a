/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-candidate.h"
#include "troupe-library.h"

G_BEGIN_DECLS

/* The ranges of one clip that a person keeps, as a list of TroupeCandidate; the library remembers them by what is in
 * the file. Main thread. Signal "failed" (const GError *): they could not be read or kept. */

#define TROUPE_TYPE_CANDIDATES (troupe_candidates_get_type ())
G_DECLARE_FINAL_TYPE (TroupeCandidates, troupe_candidates, TROUPE, CANDIDATES, GObject)

/* How many there are at most of a clip */
#define TROUPE_CANDIDATES_MAX 20

TroupeCandidates *troupe_candidates_new     (void) G_GNUC_WARN_UNUSED_RESULT;
void              troupe_candidates_open    (TroupeCandidates  *self,
                                             TroupeLibrary     *library,
                                             const char        *hash);
TroupeCandidate  *troupe_candidates_find    (TroupeCandidates  *self,
                                             const TroupeRange *range);
gboolean          troupe_candidates_is_full (TroupeCandidates  *self);
void              troupe_candidates_insert  (TroupeCandidates  *self,
                                             guint              position,
                                             TroupeCandidate   *candidate);
void              troupe_candidates_rename  (TroupeCandidates  *self,
                                             TroupeCandidate   *candidate,
                                             const char        *name);
void              troupe_candidates_remove  (TroupeCandidates  *self,
                                             guint              position);

G_END_DECLS
