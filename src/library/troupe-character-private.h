/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-character-row.h"
#include "troupe-object-table.h"

G_BEGIN_DECLS

/* For the library, which is the only one to change a character. */

extern const TroupeObjectKind troupe_character_kind;

G_END_DECLS
