/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-store.h"

G_BEGIN_DECLS

#define TROUPE_STUDIO_UPLOAD_LIFE_S (72 * 60 * 60)

/* A file that a client gave the studio for a while */
typedef struct
{
  char   *id;
  char   *base_path;     /* where it was given */
  char   *name;          /* fit for an address */
  char   *media_type;
  gint64  size_bytes;
  gint64  created_s;
} TroupeStudioUpload;

void                troupe_studio_uploads_remove_old (TroupeStudioStore       *store);
void                troupe_studio_uploads_add_async  (TroupeStudioStore       *store,
                                                      const char              *base_path,
                                                      const char              *file_name,
                                                      const char              *media_type,
                                                      GBytes                  *content,
                                                      GAsyncReadyCallback      callback,
                                                      gpointer                 user_data);
TroupeStudioUpload *troupe_studio_uploads_add_finish (GAsyncResult            *result,
                                                      GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray          *troupe_studio_uploads_list       (TroupeStudioStore       *store,
                                                      const char              *base_path) G_GNUC_WARN_UNUSED_RESULT;
TroupeStudioUpload *troupe_studio_uploads_find       (TroupeStudioStore       *store,
                                                      const char              *id) G_GNUC_WARN_UNUSED_RESULT;
void                troupe_studio_upload_free        (TroupeStudioUpload      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeStudioUpload, troupe_studio_upload_free)

G_END_DECLS
