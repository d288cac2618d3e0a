/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-call.h"

G_BEGIN_DECLS

typedef enum
{
  TROUPE_STUDIO_FIELD_TEXT,         /* of min to max characters */
  TROUPE_STUDIO_FIELD_INTEGER,      /* from min to max */
  TROUPE_STUDIO_FIELD_NUMBER,       /* from min to max */
  TROUPE_STUDIO_FIELD_BOOLEAN,
  TROUPE_STUDIO_FIELD_ADDRESS,      /* http or https */
  TROUPE_STUDIO_FIELD_ADDRESSES,    /* a list of min to max of them; JSON only */
  TROUPE_STUDIO_FIELD_OBJECT,       /* in a form a text with JSON in it */
  TROUPE_STUDIO_FIELD_LIST,         /* of min to max objects; in a form parts "list[][member]" */
  TROUPE_STUDIO_FIELD_FILE,         /* a file of a form, which stays there */
  TROUPE_STUDIO_FIELD_PICTURE,      /* a file of a form, else an address */
} TroupeStudioFieldKind;

/* A parameter that a call takes */
typedef struct
{
  const char            *name;
  TroupeStudioFieldKind  kind;
  gboolean               is_required;
  gint64                 min;
  gint64                 max;       /* 0: no limit */
  const char            *values;    /* "16:9|9:16", NULL for any */
} TroupeStudioField;

/* Reads the body of a call, form or JSON, strictly: what is not in the table is refused. */
gboolean troupe_studio_fields_read      (TroupeStudioCall         *call,
                                         const TroupeStudioField  *fields,
                                         gsize                     n_fields,
                                         JsonObject               *request);
gboolean troupe_studio_fields_check_json (TroupeStudioCall        *call);
gboolean troupe_studio_fields_check_url (TroupeStudioCall         *call,
                                         const char               *param,
                                         const char               *url);

G_END_DECLS
