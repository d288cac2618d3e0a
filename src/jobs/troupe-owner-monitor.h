/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Tells when another process that carries out jobs ends, however it ends. Main thread. */

typedef struct _TroupeOwnerMonitor TroupeOwnerMonitor;

typedef void (*TroupeOwnerMonitorFunc) (const char *id,
                                        gpointer    user_data);

/* folder: as of troupe_job_owner_new (), there already */
TroupeOwnerMonitor *troupe_owner_monitor_new  (GFile                  *folder,
                                               TroupeOwnerMonitorFunc  gone,
                                               gpointer                user_data,
                                               GError                **error) G_GNUC_WARN_UNUSED_RESULT;
void                troupe_owner_monitor_free (TroupeOwnerMonitor     *self);

G_END_DECLS
