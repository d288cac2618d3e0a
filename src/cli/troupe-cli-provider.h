/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-providers.h"

G_BEGIN_DECLS

/* The provider that a command line names */
TroupeProvider *troupe_cli_provider_find (TroupeProviders  *providers,
                                          const char       *id,
                                          GError          **error);

G_END_DECLS
