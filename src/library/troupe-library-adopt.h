/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-library.h"

G_BEGIN_DECLS

/* A character that a provider knows already and nobody here made: it has a name there, perhaps a picture, no clip.
 * base: the address of who knows it, or NULL; alias: what it is called here; picture: or NULL */

void     troupe_library_adopt_async  (TroupeLibrary       *self,
                                      const char          *provider_id,
                                      const char          *base,
                                      const char          *username,
                                      const char          *alias,
                                      GFile               *picture,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
gboolean troupe_library_adopt_finish (TroupeLibrary       *self,
                                      GAsyncResult        *result,
                                      GError             **error);

G_END_DECLS
