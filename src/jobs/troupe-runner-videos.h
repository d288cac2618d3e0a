/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-runner.h"
#include "troupe-video-draft.h"

G_BEGIN_DECLS

/* Videos of a runner. Main thread. */

/* Takes draft, whose cast holds whom the person chose; the answer is the video's id. It goes on by itself:
 * watch the runner's "busy". */
void       troupe_runner_create_video_async   (TroupeRunner         *self,
                                               TroupeVideoDraft     *draft,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
char      *troupe_runner_create_video_finish  (TroupeRunner         *self,
                                               GAsyncResult         *result,
                                               GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Takes draft. The exact request; nothing is sent: {"request":{...}} */
void       troupe_runner_dry_run_video_async  (TroupeRunner         *self,
                                               TroupeVideoDraft     *draft,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
JsonNode  *troupe_runner_dry_run_video_finish (TroupeRunner         *self,
                                               GAsyncResult         *result,
                                               GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Fetches once more what was made and is not here; nothing is paid. Others go on by themselves. */
void       troupe_runner_refetch_video_async  (TroupeRunner         *self,
                                               const char           *id,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean   troupe_runner_refetch_video_finish (TroupeRunner         *self,
                                               GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS
