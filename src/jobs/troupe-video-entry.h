/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-job.h"

G_BEGIN_DECLS

/* The video, its cast and the job that makes it; owner thread, inside a transaction of the caller */
gboolean troupe_video_entry_add (TroupeConnection  *connection,
                                 const TroupeJob   *job,
                                 GError           **error);

G_END_DECLS
