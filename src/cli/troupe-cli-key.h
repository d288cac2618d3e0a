/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-keys.h"

G_BEGIN_DECLS

/* Keys come by standard input: a command line can be read by everybody on the computer. */

/* Keeps the first line of standard input as the key of the owner. */
void        troupe_cli_key_keep_async  (TroupeKeyOwner       *owner,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
/* What became of it, in a word for scripts */
const char *troupe_cli_key_keep_finish (GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
