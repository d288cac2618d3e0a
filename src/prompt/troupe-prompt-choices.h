/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-prompt.h"

G_BEGIN_DECLS

/* Templates: {a|b} in a prompt stands for one of several texts. */

/* More than these are no template any more, but a mistake. */
#define TROUPE_PROMPT_MAX_CHOICES 64

/* All the texts, of TroupePrompt, at least one */
GPtrArray *troupe_prompt_expand_choices (const TroupePrompt  *self,
                                         guint                max,
                                         GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
