/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-prompt-error.h"

G_DEFINE_QUARK (troupe-prompt-error-quark, troupe_prompt_error)
