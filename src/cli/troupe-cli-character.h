/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "troupe-character.h"

G_BEGIN_DECLS

/* As documents show a character */
JsonObject *troupe_cli_character_describe (TroupeCharacter *character) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
