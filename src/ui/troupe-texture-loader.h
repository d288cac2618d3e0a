/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Decodes pictures in worker threads and keeps those used last. */

#define TROUPE_TYPE_TEXTURE_LOADER (troupe_texture_loader_get_type ())
G_DECLARE_FINAL_TYPE (TroupeTextureLoader, troupe_texture_loader, TROUPE, TEXTURE_LOADER, GObject)

TroupeTextureLoader *troupe_texture_loader_new         (gsize                limit_bytes) G_GNUC_WARN_UNUSED_RESULT;
TroupeTextureLoader *troupe_texture_loader_get_default (void);
GdkTexture          *troupe_texture_loader_lookup      (TroupeTextureLoader *self,
                                                        GFile               *file,
                                                        int                  short_edge);
void                 troupe_texture_loader_load_async  (TroupeTextureLoader *self,
                                                        GFile               *file,
                                                        int                  short_edge,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
GdkTexture          *troupe_texture_loader_load_finish (TroupeTextureLoader *self,
                                                        GAsyncResult        *result,
                                                        GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
