/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the state of a task means, whatever word stands for it */
typedef enum
{
  TROUPE_ANSWER_STATUS_NONE,       /* the answer tells of no state */
  TROUPE_ANSWER_STATUS_QUEUED,
  TROUPE_ANSWER_STATUS_RUNNING,
  TROUPE_ANSWER_STATUS_DONE,
  TROUPE_ANSWER_STATUS_FAILED,
  TROUPE_ANSWER_STATUS_OTHER,      /* a word nobody here knows: no end, ask again later */
} TroupeAnswerStatus;

/* The forms in which providers write the same thing. */

TroupeAnswerStatus troupe_answer_value_fold_status  (const char *word,
                                                     JsonObject *words);
double             troupe_answer_value_get_progress (JsonNode   *node);
GDateTime         *troupe_answer_value_dup_time     (JsonNode   *node) G_GNUC_WARN_UNUSED_RESULT;
char              *troupe_answer_value_dup_text     (JsonNode   *node) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
