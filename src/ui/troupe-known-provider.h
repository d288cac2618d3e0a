/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-provider.h"

G_BEGIN_DECLS

/* Providers of the program by their id. NULL for one that the person removed */
TroupeProvider *troupe_known_provider_find     (const char *id);
/* What it is called; the id of one that was removed */
char           *troupe_known_provider_dup_name (const char *id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
