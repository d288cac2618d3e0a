/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-library.h"

G_BEGIN_DECLS

/* What the last call of a kind cost at a provider, as it said itself. Plain data. */
typedef struct
{
  double  amount;    /* reported, or else reserved */
  char   *unit;      /* or NULL */
} TroupeLastCost;

void             troupe_last_cost_load_async  (TroupeLibrary        *library,
                                                const char           *provider_id,
                                                const char           *kind,    /* "create-video", ... */
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
/* NULL without an error where nobody told */
TroupeLastCost *troupe_last_cost_load_finish (TroupeLibrary        *library,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void             troupe_last_cost_free        (TroupeLastCost      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeLastCost, troupe_last_cost_free)

G_END_DECLS
