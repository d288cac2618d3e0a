/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-problem.h"

G_BEGIN_DECLS

/* What a person reads about an error, translated: the one place that knows the words. */
typedef struct
{
  char *title;      /* what happened, in a few words */
  char *body;       /* the reason */
  char *next;       /* what can be done about it */
  char *said_by;    /* who says what comes next */
  char *said;       /* the provider's own sentence, or NULL */
  char *details;    /* for the curious and for reports: untranslated, several lines */
} TroupeErrorText;

TroupeErrorText *troupe_error_text_new             (const GError          *error) G_GNUC_WARN_UNUSED_RESULT;
TroupeErrorText *troupe_error_text_new_for_problem (const TroupeProblem   *problem) G_GNUC_WARN_UNUSED_RESULT;
void             troupe_error_text_free            (TroupeErrorText       *self);
char            *troupe_error_text_dup_paragraph   (const TroupeErrorText *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeErrorText, troupe_error_text_free)

G_END_DECLS
