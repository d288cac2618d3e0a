/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-server.h"

G_BEGIN_DECLS

/* The form that gateways to video models share: /sora/v1/characters, /v1/videos, /v1/models and an
 * upload call. */
const TroupeStudioDialect *troupe_studio_gateway_get_dialect (void);

G_END_DECLS
