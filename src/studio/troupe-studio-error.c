/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-error.h"

G_DEFINE_QUARK (troupe-studio-error-quark, troupe_studio_error)
