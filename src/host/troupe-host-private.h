/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-host.h"

G_BEGIN_DECLS

/* Between the host and what it does, troupe-host-errand.c */
SoupSession *troupe_host_get_session (TroupeHost *self);

G_END_DECLS
