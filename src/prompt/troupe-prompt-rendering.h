/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-prompt.h"

G_BEGIN_DECLS

/* A prompt as one provider is to get it. */

/* In what a provider counts the length of a prompt */
typedef enum
{
  TROUPE_PROMPT_UNIT_CHARACTERS,    /* Unicode code points */
  TROUPE_PROMPT_UNIT_UTF16,         /* as JavaScript and Java count: two for most emoji */
  TROUPE_PROMPT_UNIT_BYTES,         /* of UTF-8 */
} TroupePromptUnit;

/* Writes how a provider names a character, or NULL where it does not know it; index: its place in the cast */
typedef char *(*TroupeMentionFormat) (const TroupeMention *mention,
                                      guint                index,
                                      gpointer             user_data);

/* What a provider says of prompts */
typedef struct
{
  TroupeMentionFormat format;
  gpointer            user_data;      /* for format */
  guint               max_mentions;   /* how many characters one prompt may name */
  guint               max_length;     /* 0: no limit is known */
  TroupePromptUnit    unit;           /* of max_length */
} TroupePromptRules;

typedef enum
{
  TROUPE_PROMPT_PROBLEM_UNKNOWN       = 1 << 0,    /* the provider does not know somebody; see missing */
  TROUPE_PROMPT_PROBLEM_MANY_MENTIONS = 1 << 1,
  TROUPE_PROMPT_PROBLEM_LONG          = 1 << 2,
} TroupePromptProblem;

/* Where a mention stands in the text of a rendering, in code points */
typedef struct
{
  guint position;
  guint n_chars;
  guint mention;     /* its index in the prompt */
} TroupeRenderedMention;

/* Plain data */
typedef struct
{
  char               *text;           /* exactly what is sent */
  GPtrArray          *cast;           /* of TroupeMention, each character once, as they first appear; the
                                       * order of a list beside the prompt */
  GPtrArray          *missing;        /* of TroupeMention, each once: the provider does not know them; the
                                       * text has their names */
  GArray             *mentions;       /* of TroupeRenderedMention */
  guint               length;         /* in the provider's unit */
  TroupePromptProblem problems;
} TroupePromptRendering;

TroupePromptRendering *troupe_prompt_render         (const TroupePrompt      *self,
                                                     const TroupePromptRules *rules) G_GNUC_WARN_UNUSED_RESULT;
void                   troupe_prompt_rendering_free (TroupePromptRendering   *self);
guint                  troupe_prompt_unit_measure   (TroupePromptUnit         unit,
                                                     const char              *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupePromptRendering, troupe_prompt_rendering_free)

G_END_DECLS
