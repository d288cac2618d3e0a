/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file that grows beside its place and goes there when it is whole. Until then what there is of it is kept beside that
 * place, too, for tries that come later, also after a restart. Main thread; must live until the callbacks. */
typedef struct _TroupePartial TroupePartial;

TroupePartial *troupe_partial_new           (GFile                *destination,
                                             GUri                 *uri) G_GNUC_WARN_UNUSED_RESULT;
/* What did not go to its place is deleted, unless another try can go on with it. */
void           troupe_partial_free          (TroupePartial        *self);
GFile         *troupe_partial_get_file      (TroupePartial        *self);    /* NULL before it is opened */
GOutputStream *troupe_partial_get_output    (TroupePartial        *self);    /* NULL while it is not open */
/* What earlier tries left; of no version that is not known for certain */
void           troupe_partial_recall_async  (TroupePartial        *self,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean       troupe_partial_recall_finish (GAsyncResult         *result,
                                             char                **validator,
                                             guint64              *whole_bytes,
                                             guint64              *start_bytes);
/* validator: NULL where nothing tells versions apart; start_bytes: goes on with so much of it, 0 begins anew */
void           troupe_partial_open_async    (TroupePartial        *self,
                                             const char           *validator,
                                             guint64               whole_bytes,
                                             guint64               start_bytes,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean       troupe_partial_open_finish   (GAsyncResult         *result,
                                             GError              **error);
/* Nobody will go on with it. */
void           troupe_partial_forget_async  (TroupePartial        *self,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
/* Keeps what was written for the next open */
void           troupe_partial_shut          (TroupePartial        *self);
/* Flushed, then renamed */
void           troupe_partial_keep_async    (TroupePartial        *self,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean       troupe_partial_keep_finish   (GAsyncResult         *result,
                                             GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupePartial, troupe_partial_free)

G_END_DECLS
