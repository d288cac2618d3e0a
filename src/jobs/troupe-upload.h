/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Where a file stands for a while, and who put it there. Plain data, kept in the journal. */
typedef struct
{
  char    *address;
  char    *base;        /* of the provider whose upload call it was, or NULL */
  char    *host_id;     /* of the person's host, or NULL */
  char    *handle;      /* by which it can be deleted, or NULL */
  gint64   expires;     /* seconds since 1970, 0 where nothing is known */
  char    *what;        /* the file, where a job has several; or NULL */
  gboolean is_stale;    /* only there to be deleted */
} TroupeUpload;

TroupeUpload *troupe_upload_new       (const char         *address,
                                       const char         *base,
                                       const char         *host_id,
                                       const char         *handle,
                                       gint64              expires) G_GNUC_WARN_UNUSED_RESULT;
void          troupe_upload_free      (TroupeUpload       *self);
JsonNode     *troupe_upload_to_node   (const TroupeUpload *self) G_GNUC_WARN_UNUSED_RESULT;
/* NULL where it is no upload */
TroupeUpload *troupe_upload_from_node (JsonNode           *node) G_GNUC_WARN_UNUSED_RESULT;
/* Whether it can serve once more: the same file, for the same base or host, and there for a while yet */
gboolean      troupe_upload_fits      (const TroupeUpload *self,
                                       const char         *what,
                                       const char         *base,
                                       const char         *host_id,
                                       gint64              now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeUpload, troupe_upload_free)

G_END_DECLS
