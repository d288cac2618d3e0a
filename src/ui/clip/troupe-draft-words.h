/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-travel.h"

G_BEGIN_DECLS

/* What the form of a draft says about it, translated. host: the one the draft names, or NULL */

/* What leaves this computer, in a sentence or two */
char *troupe_draft_words_dup_leaves   (const TroupeTravel *travel,
                                       TroupeProvider     *provider,
                                       TroupeHost         *host) G_GNUC_WARN_UNUSED_RESULT;
/* The same, point by point; NULL where there is nothing to say */
char *troupe_draft_words_dup_what     (const TroupeTravel *travel) G_GNUC_WARN_UNUSED_RESULT;
char *troupe_draft_words_dup_where    (const TroupeTravel *travel,
                                       TroupeProvider     *provider,
                                       TroupeHost         *host) G_GNUC_WARN_UNUSED_RESULT;
char *troupe_draft_words_dup_duration (const TroupeTravel *travel,
                                       TroupeProvider     *provider,
                                       TroupeHost         *host) G_GNUC_WARN_UNUSED_RESULT;
char *troupe_draft_words_dup_people   (const TroupeTravel *travel,
                                       TroupeProvider     *provider) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
