/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-host.h"

G_BEGIN_DECLS

/* Tries a host out, and says in a sentence what came of it. */

#define TROUPE_TYPE_HOST_TEST_ROW (troupe_host_test_row_get_type ())
G_DECLARE_FINAL_TYPE (TroupeHostTestRow, troupe_host_test_row, TROUPE, HOST_TEST_ROW, AdwActionRow)

void troupe_host_test_row_set_host (TroupeHostTestRow *self,
                                    TroupeHost        *host);
/* Forgets what came of it: something is different now */
void troupe_host_test_row_reset    (TroupeHostTestRow *self);

G_END_DECLS
