/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-name-index.h"
#include "troupe-prompt.h"

G_BEGIN_DECLS

/* Mentions as people write them: @name, or @{name} where it would be another one without the braces. */

/* One that is only text still. Plain data. */
typedef struct
{
  guint          position;    /* of the @ */
  guint          n_chars;     /* with the @, and the braces where there are any */
  char          *name;        /* as it is written */
  TroupeMention *mention;     /* what it is to become; NULL: there is no such character */
} TroupePromptWord;

void          troupe_prompt_word_free  (TroupePromptWord   *self);

/* Of TroupePromptWord, in the order of the text. A view leaves alone the one that the caret touches. */
GPtrArray    *troupe_prompt_find_words (const TroupePrompt *self,
                                        TroupeNameIndex    *names) G_GNUC_WARN_UNUSED_RESULT;
/* What is being typed behind an @, for TroupeCompletion; NULL where none is. position: of the @ */
char         *troupe_prompt_dup_query  (const TroupePrompt *self,
                                        guint               caret,
                                        guint              *position) G_GNUC_WARN_UNUSED_RESULT;
/* Makes mentions of all words that name somebody; how many */
guint         troupe_prompt_bind       (TroupePrompt       *self,
                                        TroupeNameIndex    *names);
TroupePrompt *troupe_prompt_parse      (const char         *text,
                                        TroupeNameIndex    *names) G_GNUC_WARN_UNUSED_RESULT;
/* What troupe_prompt_parse() makes the same prompt of */
char         *troupe_prompt_to_text    (const TroupePrompt *self,
                                        TroupeNameIndex    *names) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupePromptWord, troupe_prompt_word_free)

G_END_DECLS
