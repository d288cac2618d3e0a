/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TROUPE_STUDIO_PORTRAIT_SIZE 512

/* The picture of a character. */
void     troupe_studio_portrait_make_async  (GFile                *clip,
                                             GFile                *destination,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean troupe_studio_portrait_make_finish (GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
