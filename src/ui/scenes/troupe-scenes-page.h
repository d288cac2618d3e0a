/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-scenes.h"

G_BEGIN_DECLS

/* The list of scenes: search, rows, what to do when there are none. Its commands on a scene are the actions of the
 * window. Properties: empty, search-mode. Signal: scene-activated (TroupeSceneEntry). */

#define TROUPE_TYPE_SCENES_PAGE (troupe_scenes_page_get_type ())
G_DECLARE_FINAL_TYPE (TroupeScenesPage, troupe_scenes_page, TROUPE, SCENES_PAGE, AdwBin)

void     troupe_scenes_page_set_scenes      (TroupeScenesPage *self,
                                             TroupeScenes     *scenes);
gboolean troupe_scenes_page_is_empty        (TroupeScenesPage *self);
gboolean troupe_scenes_page_get_search_mode (TroupeScenesPage *self);
void     troupe_scenes_page_set_search_mode (TroupeScenesPage *self,
                                             gboolean          search_mode);
void     troupe_scenes_page_set_key_capture (TroupeScenesPage *self,
                                             GtkWidget        *widget);

G_END_DECLS
