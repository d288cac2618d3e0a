/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-answer-value.h"
#include "troupe-provider.h"
#include "troupe-refusal.h"

G_BEGIN_DECLS

/* An answer that was good JSON with a good status, read through the JSONPath lists of the call. */

#define TROUPE_TYPE_ANSWER (troupe_answer_get_type ())
G_DECLARE_FINAL_TYPE (TroupeAnswer, troupe_answer, TROUPE, ANSWER, GObject)

/* Turns a reply to a call of the provider's profile into an answer or into the TROUPE_PROVIDER_ERROR it means. */
TroupeAnswer      *troupe_answer_new             (TroupeProvider     *provider,
                                                  const TroupeReply  *reply,
                                                  GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* First match of the field's paths that is present and not empty, NULL otherwise */
char              *troupe_answer_dup_text        (TroupeAnswer       *self,
                                                  const char         *field) G_GNUC_WARN_UNUSED_RESULT;
GDateTime         *troupe_answer_dup_time        (TroupeAnswer       *self,
                                                  const char         *field) G_GNUC_WARN_UNUSED_RESULT;
/* Those of a list; of TroupeAnswer */
GPtrArray         *troupe_answer_dup_items       (TroupeAnswer       *self) G_GNUC_WARN_UNUSED_RESULT;
/* Of the task the answer tells about */
TroupeAnswerStatus troupe_answer_get_status      (TroupeAnswer       *self);
char              *troupe_answer_dup_status_word (TroupeAnswer       *self) G_GNUC_WARN_UNUSED_RESULT;
double             troupe_answer_get_progress    (TroupeAnswer       *self);    /* 0 to 1, -1 unknown */
GError            *troupe_answer_dup_failure     (TroupeAnswer       *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean           troupe_answer_can_cancel      (TroupeAnswer       *self);    /* whether the provider would end the task */
int                troupe_answer_get_retry_after (TroupeAnswer       *self);    /* seconds, or -1 */
double             troupe_answer_get_number      (TroupeAnswer       *self,
                                                  const char         *field);    /* NAN unknown */
/* What came, to be kept: without the key and signed addresses, capped; not of an item of a list */
guint              troupe_answer_get_http_status (TroupeAnswer       *self);
const char        *troupe_answer_get_body        (TroupeAnswer       *self);

G_END_DECLS
