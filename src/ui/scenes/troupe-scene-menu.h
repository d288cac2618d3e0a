/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "troupe-scene-entry.h"

G_BEGIN_DECLS

/* What can be done with a scene of the list: actions of the window, which take the id. */

GMenuModel *troupe_scene_menu_new (TroupeSceneEntry *entry) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
