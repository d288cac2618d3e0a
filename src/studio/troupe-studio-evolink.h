/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-dialect.h"

G_BEGIN_DECLS

/* One asynchronous call for every creation, one task object. The user data of calls is a TroupeStudio. */

extern const TroupeStudioDialect troupe_studio_evolink;          /* /v1/videos/generations, /v1/tasks, the account */
extern const TroupeStudioDialect troupe_studio_evolink_files;    /* /api/v1/files */

G_END_DECLS
