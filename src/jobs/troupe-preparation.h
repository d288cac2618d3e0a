/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-job.h"

G_BEGIN_DECLS

/* What a character keeps of its clip: the range cut out, and pictures of it. */

/* short_edge: that the provider takes; no less than TROUPE_CUTTER_SHORT_EDGE is kept. job must live until the callback. */
void     troupe_preparation_run_async  (const TroupeJob      *job,
                                        int                   short_edge,
                                        GFile                *media,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
/* clip_file: below media. stills: of TroupePicture */
gboolean troupe_preparation_run_finish (GAsyncResult         *result,
                                        char                **clip_file,
                                        GPtrArray           **stills,
                                        GError              **error);

G_END_DECLS
