/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-prompt.h"

G_BEGIN_DECLS

/* A prompt in a draft, in the history, beside a video */
char         *troupe_prompt_to_json   (const TroupePrompt  *self) G_GNUC_WARN_UNUSED_RESULT;
TroupePrompt *troupe_prompt_from_json (const char          *json,
                                       GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
