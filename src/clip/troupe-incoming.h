/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file that is on its way, for pipelines that read what is there of it and wait for the rest. Any thread. */

typedef struct _TroupeIncoming TroupeIncoming;

TroupeIncoming *troupe_incoming_new     (const char     *path,
                                         const char     *part_path) G_GNUC_WARN_UNUSED_RESULT;
TroupeIncoming *troupe_incoming_ref     (TroupeIncoming *self);
void            troupe_incoming_unref   (TroupeIncoming *self);
const char     *troupe_incoming_get_uri (TroupeIncoming *self);
void            troupe_incoming_advance (TroupeIncoming *self,
                                         guint64         received_bytes,
                                         guint64         total_bytes);
void            troupe_incoming_end     (TroupeIncoming *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeIncoming, troupe_incoming_unref)

G_END_DECLS
