/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file of packed pictures that is open. Atomically counted. Blocks. */

typedef struct _TroupeFrameFile TroupeFrameFile;

TroupeFrameFile *troupe_frame_file_open     (const char       *path,
                                             GError          **error) G_GNUC_WARN_UNUSED_RESULT;
TroupeFrameFile *troupe_frame_file_new      (const char       *folder,
                                             GError          **error) G_GNUC_WARN_UNUSED_RESULT;
TroupeFrameFile *troupe_frame_file_ref      (TroupeFrameFile  *self);
void             troupe_frame_file_unref    (TroupeFrameFile  *self);
guint64          troupe_frame_file_get_size (TroupeFrameFile  *self);
GBytes          *troupe_frame_file_read     (TroupeFrameFile  *self,
                                             guint64           offset,
                                             gsize             size) G_GNUC_WARN_UNUSED_RESULT;
gboolean         troupe_frame_file_write    (TroupeFrameFile  *self,
                                             guint64           offset,
                                             GBytes           *content,
                                             GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeFrameFile, troupe_frame_file_unref)

G_END_DECLS
