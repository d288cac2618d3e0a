/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-animatic-error.h"

G_DEFINE_QUARK (troupe-animatic-error-quark, troupe_animatic_error)
