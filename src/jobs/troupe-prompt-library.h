/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-completion.h"
#include "troupe-connection.h"
#include "troupe-library.h"
#include "troupe-name-index.h"
#include "troupe-near-names.h"
#include "troupe-prompt-rendering.h"
#include "troupe-provider.h"
#include "troupe-video-draft.h"

G_BEGIN_DECLS

/* What prompts need to know of the library: who can be mentioned, under which names, and what a provider calls
 * them. As it was when it was loaded; another provider needs another one. For one thread at a time. */

typedef struct _TroupePromptLibrary TroupePromptLibrary;

TroupePromptLibrary    *troupe_prompt_library_new            (TroupeProfile        *profile) G_GNUC_WARN_UNUSED_RESULT;
void                    troupe_prompt_library_free           (TroupePromptLibrary  *self);
/* Takes member; usernames and tags: with line breaks between them, or NULL */
void                    troupe_prompt_library_add            (TroupePromptLibrary  *self,
                                                              TroupeCastMember     *member,
                                                              const char           *usernames,
                                                              const char           *tags,
                                                              gint64                used_us);
/* picture: path, or NULL */
void                    troupe_prompt_library_set_picture    (TroupePromptLibrary  *self,
                                                              const char           *character_id,
                                                              const char           *picture);
/* Owner thread */
TroupePromptLibrary    *troupe_prompt_library_load           (TroupeConnection     *connection,
                                                              GFile                *media,
                                                              TroupeProvider       *provider,
                                                              const char           *base,
                                                              GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void                    troupe_prompt_library_load_async     (TroupeLibrary        *library,
                                                              TroupeProvider       *provider,
                                                              GCancellable         *cancellable,
                                                              GAsyncReadyCallback   callback,
                                                              gpointer              user_data);
TroupePromptLibrary    *troupe_prompt_library_load_finish    (TroupeLibrary        *library,
                                                              GAsyncResult         *result,
                                                              GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* NULL where there is no such character */
const TroupeCastMember *troupe_prompt_library_find           (TroupePromptLibrary  *self,
                                                              const char           *character_id);
/* Its path, NULL where there is none */
const char             *troupe_prompt_library_get_picture    (TroupePromptLibrary  *self,
                                                              const char           *character_id);
/* Whether the provider can be told of the character */
gboolean                troupe_prompt_library_can_mention    (TroupePromptLibrary  *self,
                                                              const char           *character_id);
TroupeNameIndex        *troupe_prompt_library_get_names      (TroupePromptLibrary  *self);
TroupeCompletion       *troupe_prompt_library_get_completion (TroupePromptLibrary  *self);
TroupeNearNames        *troupe_prompt_library_get_near_names (TroupePromptLibrary  *self);
/* What the provider says of prompts; for as long as self is there. model: or NULL */
TroupePromptRules       troupe_prompt_library_get_rules      (TroupePromptLibrary  *self,
                                                              const char           *model);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupePromptLibrary, troupe_prompt_library_free)

G_END_DECLS
