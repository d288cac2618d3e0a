/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A lock between processes on a file of its own, gone with the process that held it. */

typedef struct _TroupeLock TroupeLock;

TroupeLock *troupe_lock_new  (GFile       *file,
                              GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void        troupe_lock_free (TroupeLock  *self);
/* The only holder, or FALSE at once when there is another one */
gboolean    troupe_lock_try  (TroupeLock  *self);
/* One of several holders; waits for one that is alone. Gives up being alone. Worker threads only. */
gboolean    troupe_lock_join (TroupeLock  *self,
                              GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeLock, troupe_lock_free)

G_END_DECLS
