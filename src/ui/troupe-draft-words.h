/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-character-draft.h"
#include "troupe-provider.h"

G_BEGIN_DECLS

/* What leaves the computer when a draft is sent, where it goes and for how long, in a few sentences */
char *troupe_draft_words_dup_leaves (const TroupeCharacterDraft *draft,
                                     TroupeProvider             *provider,
                                     TroupeHost                 *host) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
