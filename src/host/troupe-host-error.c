/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-host-error.h"

G_DEFINE_QUARK (troupe-host-error-quark, troupe_host_error)
