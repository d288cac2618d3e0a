/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-host-kind.h"

G_BEGIN_DECLS

/* An upload by an HTTP form, as most upload services offer it. */

extern const TroupeHostKind troupe_host_form;

G_END_DECLS
