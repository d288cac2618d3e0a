/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One part of a form; file_name is NULL for a plain value */
typedef struct
{
  char   *name;
  char   *file_name;
  char   *media_type;
  GBytes *content;
} TroupeStudioPart;

/* multipart/form-data (RFC 7578); the parts share the bytes they were read from. */
typedef struct _TroupeStudioForm TroupeStudioForm;

TroupeStudioForm       *troupe_studio_form_new          (const char        *content_type,
                                                         GBytes            *body,
                                                         GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void                    troupe_studio_form_free         (TroupeStudioForm  *self);
guint                   troupe_studio_form_get_n_parts  (TroupeStudioForm  *self);
const TroupeStudioPart *troupe_studio_form_get_part     (TroupeStudioForm  *self,
                                                         guint              position);
const TroupeStudioPart *troupe_studio_form_find         (TroupeStudioForm  *self,
                                                         const char        *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeStudioForm, troupe_studio_form_free)

G_END_DECLS
