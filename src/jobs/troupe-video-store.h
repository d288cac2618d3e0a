/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "troupe-job.h"

G_BEGIN_DECLS

/* Videos of the library. All of it on the owner thread. */

/* What the library knows of one; plain data */
typedef struct
{
  char           *id;
  char           *provider_id;
  char           *prompt;
  char           *file;         /* path, or NULL */
  guint64         size_bytes;
  gint64          created_us;
  TroupeJobState  state;        /* of the job that makes it */
  char           *remote_id;    /* what the provider calls it, or NULL */
  TroupeProblem  *problem;      /* or NULL */
} TroupeVideoRow;

void            troupe_video_row_free         (TroupeVideoRow    *self);
/* The video, its cast and its job; inside a transaction of the caller */
gboolean        troupe_video_store_add        (TroupeConnection  *connection,
                                               const TroupeJob   *job,
                                               GError           **error);
/* id: NULL for all; of TroupeVideoRow, the newest first */
GPtrArray      *troupe_video_store_load       (TroupeConnection  *connection,
                                               GFile             *media,
                                               const char        *id,
                                               GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeVideoRow, troupe_video_row_free)

G_END_DECLS
