/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-address-probe.h"
#include "troupe-host.h"

G_BEGIN_DECLS

/* Tries a host out with a few bytes that look like a video: publishes, looks at the address, deletes. */

typedef struct
{
  TroupeAddressProbe *probe;
  gint64              expires;        /* of the address, 0 where nothing is known */
  gboolean            can_delete;
  GError             *delete_error;   /* why it could not be deleted, or NULL */
} TroupeHostTrial;

void             troupe_host_trial_async  (TroupeHost           *host,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
TroupeHostTrial *troupe_host_trial_finish (TroupeHost           *host,
                                           GAsyncResult         *result,
                                           GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void             troupe_host_trial_free   (TroupeHostTrial      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeHostTrial, troupe_host_trial_free)

G_END_DECLS
