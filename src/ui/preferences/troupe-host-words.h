/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-host.h"

G_BEGIN_DECLS

/* What a person reads about hosts, their kinds and settings, translated. */

const char *troupe_host_words_get_kind    (const TroupeHostKind    *kind);
/* What the kind is, and for whom */
const char *troupe_host_words_get_summary (const TroupeHostKind    *kind);
/* How the settings work that may stay as they are; NULL where there is none */
const char *troupe_host_words_get_hint    (const TroupeHostKind    *kind);
const char *troupe_host_words_get_key     (const TroupeHostKind    *kind);
const char *troupe_host_words_get_setting (const TroupeHostKind    *kind,
                                           const char              *name);
/* One of the choices of a setting */
const char *troupe_host_words_get_choice  (const char              *choice);
/* What a setting takes, for one that was not taken */
const char *troupe_host_words_get_rule    (const TroupeHostSetting *setting);
/* Kind and place, for a list */
char       *troupe_host_words_dup_place   (TroupeHost              *host) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
