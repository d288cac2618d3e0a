/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-character.h"

G_BEGIN_DECLS

/* The state of a character in a word and a picture. */

const char *troupe_state_text_get      (TroupeCharacterState  state);
const char *troupe_state_text_get_icon (TroupeCharacterState  state);
char       *troupe_state_text_describe (TroupeCharacter      *character) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
