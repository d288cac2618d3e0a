/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "troupe-provider-error.h"

G_BEGIN_DECLS

/* What came back over HTTP, and for what */
typedef struct
{
  const char *provider_id;
  const char *call;
  guint       http_status;
  GBytes     *body;
  const char *key;              /* taken out of everything that is kept; or NULL */

  /* Of the headers */
  const char *content_type;     /* without its parameters; or NULL */
  const char *request_id;       /* or NULL */
  int         retry_after_s;    /* -1 without */
} TroupeReply;

/* What came, redacted and cut; NULL where nothing did */
char    *troupe_refusal_dup_body       (const TroupeReply *reply,
                                        gsize              max_bytes) G_GNUC_WARN_UNUSED_RESULT;
gboolean troupe_refusal_is_one         (const TroupeReply *reply,
                                        JsonNode          *root);
gboolean troupe_refusal_is_not_offered (const TroupeReply *reply,
                                        JsonNode          *root);
GError  *troupe_refusal_new            (const TroupeReply *reply,
                                        JsonNode          *root,
                                        const char        *fault) G_GNUC_WARN_UNUSED_RESULT;
GError  *troupe_refusal_new_failure    (const TroupeReply *reply,
                                        JsonNode          *root,
                                        const char        *text,
                                        const char        *code) G_GNUC_WARN_UNUSED_RESULT;
/* What is wrong with one that is no JSON object; root: what else it is, problem: why it is no JSON, or NULL */
char    *troupe_refusal_dup_fault      (const TroupeReply *reply,
                                        JsonNode          *root,
                                        const GError      *problem) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
