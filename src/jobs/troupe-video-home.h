/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-job.h"
#include "troupe-video-store.h"

G_BEGIN_DECLS

/* A video that came home: it was looked at, has a poster, and beside it lies its story. Plain data. */
typedef struct
{
  TroupeVideoResult  result;    /* its names are those below */
  char              *file;
  char              *poster;    /* or NULL */
} TroupeVideoHome;

void             troupe_video_home_free   (TroupeVideoHome      *self);
/* Its file is there already, named after it; job: borrowed until the callback; provider: its name */
void             troupe_video_home_async  (const TroupeJob      *job,
                                           const char           *provider,
                                           GFile                *media,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
TroupeVideoHome *troupe_video_home_finish (GAsyncResult         *result,
                                           GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeVideoHome, troupe_video_home_free)

G_END_DECLS
