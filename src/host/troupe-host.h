/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-host-kind.h"

G_BEGIN_DECLS

/* A place that gives a local file a public address. Properties (notify): id, name. "changed" when a setting
 * is another one. It owns a key, see troupe-keys.h. */

#define TROUPE_TYPE_HOST (troupe_host_get_type ())
G_DECLARE_FINAL_TYPE (TroupeHost, troupe_host, TROUPE, HOST, GObject)

TroupeHost           *troupe_host_new            (const char            *id,
                                                  const char            *name,
                                                  const TroupeHostKind  *kind) G_GNUC_WARN_UNUSED_RESULT;
const char           *troupe_host_get_id         (TroupeHost            *self);
const char           *troupe_host_get_name       (TroupeHost            *self);
void                  troupe_host_set_name       (TroupeHost            *self,
                                                  const char            *name);
const TroupeHostKind *troupe_host_get_kind       (TroupeHost            *self);
/* What was set or else holds; NULL where neither */
const char           *troupe_host_get_setting    (TroupeHost            *self,
                                                  const char            *name);
/* NULL or an empty text: back to what holds without it */
gboolean              troupe_host_set_setting    (TroupeHost            *self,
                                                  const char            *name,
                                                  const char            *text,
                                                  GError               **error);
gboolean              troupe_host_has_setting    (TroupeHost            *self,
                                                  const char            *name);
/* Whether all that is needed is set (the key apart) */
gboolean              troupe_host_check          (TroupeHost            *self,
                                                  GError               **error);
/* Whether what was published can be deleted after use */
gboolean              troupe_host_can_delete     (TroupeHost            *self);
/* How long an address holds at most; 0 where nothing is known */
guint                 troupe_host_get_hours      (TroupeHost            *self);
/* Origin that the key is for; NULL where there is none */
char                 *troupe_host_dup_origin     (TroupeHost            *self) G_GNUC_WARN_UNUSED_RESULT;

/* Brings a file to the host under a name that cannot be guessed and tells nothing. */
void                  troupe_host_publish_async  (TroupeHost            *self,
                                                  GFile                 *file,
                                                  const char            *media_type,
                                                  TroupeProgressFunc     progress,
                                                  gpointer               progress_data,
                                                  GCancellable          *cancellable,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               user_data);
TroupePublished      *troupe_host_publish_finish (TroupeHost            *self,
                                                  GAsyncResult          *result,
                                                  GError               **error) G_GNUC_WARN_UNUSED_RESULT;
/* handle: of a TroupePublished. Fine, too, when the file is not there any more. */
void                  troupe_host_delete_async   (TroupeHost            *self,
                                                  const char            *handle,
                                                  GCancellable          *cancellable,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               user_data);
gboolean              troupe_host_delete_finish  (TroupeHost            *self,
                                                  GAsyncResult          *result,
                                                  GError               **error);

G_END_DECLS
