/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "troupe-values.h"

G_BEGIN_DECLS

/* What a call's body becomes with values: JSON, or the parts of a form */

/* A text or a file */
typedef struct
{
  char    *name;
  char    *text;
  GFile   *file;
  char    *filename;
  char    *media_type;
  guint64  size_bytes;
} TroupeBodyPart;

typedef struct
{
  JsonNode  *json;     /* NULL: a form or none */
  GPtrArray *parts;    /* of TroupeBodyPart; NULL: JSON or none */
} TroupeBody;

TroupeBody *troupe_body_new         (JsonObject    *call,
                                     TroupeValues  *values,
                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void        troupe_body_free        (TroupeBody    *self);
char       *troupe_body_expand_line (const char    *template,
                                     TroupeValues  *values,
                                     gboolean       is_segment) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeBody, troupe_body_free)

G_END_DECLS
