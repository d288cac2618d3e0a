/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-prompt-library.h"

G_BEGIN_DECLS

/* Puts the mentions of a provider into a prompt. */

/* Makes members of the library of those that the cast only has a word for: an alias, a username, an id */
gboolean troupe_video_prompt_resolve (TroupeVideoDraft     *draft,
                                      TroupePromptLibrary  *library,
                                      GError              **error);
/* Adds those whom draft's prompt mentions to its cast, in the order of their mentions and before those that are
 * there already, and writes draft's text. */
void     troupe_video_prompt_render  (TroupeVideoDraft     *draft,
                                      TroupePromptLibrary  *library);

G_END_DECLS
