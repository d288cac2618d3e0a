/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One process among those that carry out jobs of a library: a file in a folder, locked for as long as the process
 * lives, however it ends. */

typedef struct _TroupeJobOwner TroupeJobOwner;

TroupeJobOwner *troupe_job_owner_new      (GFile                *folder) G_GNUC_WARN_UNUSED_RESULT;
void            troupe_job_owner_free     (TroupeJobOwner       *self);
/* The name of the file */
const char     *troupe_job_owner_get_id   (const TroupeJobOwner *self);

/* Owner thread, in a transaction: so nobody sees a file that is not locked yet */
gboolean        troupe_job_owner_join     (TroupeJobOwner       *self,
                                           GError              **error);
/* Whether a process of that name lives; what a dead one left goes */
gboolean        troupe_job_owner_is_alive (TroupeJobOwner       *self,
                                           const char           *id);
/* A process of that name is ending: returns when it has. */
void            troupe_job_owner_await    (TroupeJobOwner       *self,
                                           const char           *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeJobOwner, troupe_job_owner_free)

G_END_DECLS
