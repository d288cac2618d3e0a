/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-connection.h"
#include "troupe-video.h"

G_BEGIN_DECLS

/* All that the database knows of one video, on its way from the owner thread to the main one. */
typedef struct
{
  char              *id;
  char              *prompt;
  char              *provider_id;
  char             **cast;           /* what they were called */
  gboolean           is_starred;
  char              *file;           /* below the media folder, or NULL */
  char              *poster;         /* the same */
  guint64            size_bytes;
  guint64            duration_ns;
  int                width;
  int                height;
  char              *scene;          /* JSON, or NULL */
  gint64             created_us;
  gboolean           is_deleted;
  gint64             revision;
  gint64             listed_revision;
  char              *job_id;
  char              *job_state;      /* the journal's word */
  char              *remote_id;      /* or NULL */
  TroupeVideoState   state;
  TroupeProblem     *problem;        /* or NULL */
} TroupeVideoRow;

TroupeVideoRow *troupe_video_row_new          (const char         *id) G_GNUC_WARN_UNUSED_RESULT;
void            troupe_video_row_free         (TroupeVideoRow     *self);
GPtrArray      *troupe_video_row_load         (TroupeConnection   *connection,
                                               const char *const  *ids,
                                               GError            **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray      *troupe_video_row_load_changed (TroupeConnection   *connection,
                                               gint64              revision,
                                               GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeVideoRow, troupe_video_row_free)

G_END_DECLS
