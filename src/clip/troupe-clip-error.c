/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-clip-error.h"

G_DEFINE_QUARK (troupe-clip-error-quark, troupe_clip_error)
