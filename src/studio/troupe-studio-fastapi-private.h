/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-fastapi.h"
#include "troupe-studio-fields.h"
#include "troupe-studio-references.h"

G_BEGIN_DECLS

/* In what one server differs from another */
struct _TroupeStudioFastapiAccent
{
  const TroupeStudioField   *form_fields;
  gsize                      n_form_fields;
  const TroupeStudioField   *json_fields;       /* NULL: forms only */
  gsize                      n_json_fields;
  TroupeStudioReferenceKind  kinds;             /* that a file may be */
  const char                *model;             /* the one that is served */
  const char                *id_prefix;
  int                        seconds;           /* when nothing else is asked for */
  guint                      early_status;      /* of the content of a job that has not ended */
  gboolean                   needs_file;        /* a form without one is refused */
  gboolean                   is_sudden;         /* a job is queued until it has ended */
  gboolean                   is_short;          /* lists have no ends, what is deleted is told once more */
};

const TroupeStudioFastapiAccent *
         troupe_studio_fastapi_get_accent    (TroupeStudioCall        *call);
void     troupe_studio_fastapi_answer_detail (TroupeStudioCall        *call,
                                              guint                    status,
                                              const char              *detail);
/* FALSE when the call is refused */
gboolean troupe_studio_fastapi_read_order    (TroupeStudioCall        *call,
                                              JsonObject              *request,
                                              TroupeStudioReferences  *references);

G_END_DECLS
