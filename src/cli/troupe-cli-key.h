/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-hosts.h"
#include "troupe-keys.h"
#include "troupe-library.h"
#include "troupe-providers.h"

G_BEGIN_DECLS

/* Keys come by standard input: a command line can be read by everybody on the computer. */

/* Keeps the first line of standard input as the key of the owner. */
void        troupe_cli_key_keep_async  (TroupeKeyOwner       *owner,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
/* What became of it, in a word for scripts */
const char *troupe_cli_key_keep_finish (GAsyncResult         *result,
                                        GError              **error);
/* The key of the environment is that of the provider from now on; none where there is no such provider. */
void        troupe_cli_key_name        (TroupeProviders      *providers,
                                        const char           *id);
/* The same of a host; without one of the host that is taken by itself. */
void        troupe_cli_key_name_host   (TroupeHosts          *hosts,
                                        const char           *id);
/* Opens the library; the key is that of the provider that was given, else of the one that has to do with a job, a
 * character or a video. */
void        troupe_cli_key_open_async  (TroupeLibrary        *library,
                                        TroupeProviders      *providers,
                                        const char           *provider_id,
                                        const char           *thing,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean    troupe_cli_key_open_finish (TroupeLibrary        *library,
                                        GAsyncResult         *result,
                                        GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
