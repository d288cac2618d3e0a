/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-library.h"

G_BEGIN_DECLS

/* The characters side by side, to click or to drag into a prompt. Signal: character-activated (TroupeCharacter). */

#define TROUPE_TYPE_CAST_STRIP (troupe_cast_strip_get_type ())
G_DECLARE_FINAL_TYPE (TroupeCastStrip, troupe_cast_strip, TROUPE, CAST_STRIP, AdwBin)

void troupe_cast_strip_set_library (TroupeCastStrip *self,
                                    TroupeLibrary   *library);

G_END_DECLS
