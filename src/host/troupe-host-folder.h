/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-host-kind.h"

G_BEGIN_DECLS

/* A folder that somebody serves: synced, mounted or on this computer, with the address that stands for it. */

extern const TroupeHostKind troupe_host_folder;

G_END_DECLS
