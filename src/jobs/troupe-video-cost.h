/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-library.h"

G_BEGIN_DECLS

/* What the last video at a provider cost, as it said itself. Plain data. */
typedef struct
{
  double  amount;    /* reported, or else reserved */
  char   *unit;      /* or NULL */
} TroupeVideoCost;

void             troupe_video_cost_load_async  (TroupeLibrary        *library,
                                                const char           *provider_id,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
/* NULL without an error where nobody told */
TroupeVideoCost *troupe_video_cost_load_finish (TroupeLibrary        *library,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void             troupe_video_cost_free        (TroupeVideoCost      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeVideoCost, troupe_video_cost_free)

G_END_DECLS
