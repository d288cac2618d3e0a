/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "troupe-character.h"

G_BEGIN_DECLS

/* What a drag of a character gives: the file of its clip for other programs, itself for a prompt. */

GdkContentProvider *troupe_character_drag_prepare (TroupeCharacter *character) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
