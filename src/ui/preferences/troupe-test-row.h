/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-client.h"

G_BEGIN_DECLS

/* Tries a provider, and says in a sentence what came of it. */

#define TROUPE_TYPE_TEST_ROW (troupe_test_row_get_type ())
G_DECLARE_FINAL_TYPE (TroupeTestRow, troupe_test_row, TROUPE, TEST_ROW, AdwActionRow)

void troupe_test_row_set_provider (TroupeTestRow  *self,
                                   TroupeClient   *client,
                                   TroupeProvider *provider);

G_END_DECLS
