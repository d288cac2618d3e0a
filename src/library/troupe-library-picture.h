/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-library.h"

G_BEGIN_DECLS

/* A frame that the person chose becomes the picture of a character, whatever its providers make. */

void     troupe_library_use_frame_async  (TroupeLibrary       *self,
                                          const char          *id,
                                          const char          *media_uri,
                                          guint64              time_ns,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
gboolean troupe_library_use_frame_finish (TroupeLibrary       *self,
                                          GAsyncResult        *result,
                                          GError             **error);

G_END_DECLS
