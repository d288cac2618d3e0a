/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-scene-menu.h"

#include <glib/gi18n.h>

static void
append (GMenu            *section,
        const char       *label,
        const char       *action,
        TroupeSceneEntry *entry)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", troupe_scene_entry_get_id (entry));
  g_menu_append_item (section, item);
}

/**
 * troupe_scene_menu_new:
 * @entry: a scene
 *
 * Returns: (transfer full): its menu
 */
GMenuModel *
troupe_scene_menu_new (TroupeSceneEntry *entry)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) make = g_menu_new ();
  g_autoptr (GMenu) end = g_menu_new ();

  g_return_val_if_fail (TROUPE_IS_SCENE_ENTRY (entry), NULL);

  append (make, _("_Rename…"), "scene.rename", entry);
  append (make, _("D_uplicate"), "scene.duplicate", entry);
  append (end, _("_Delete"), "scene.delete", entry);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (make));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));
  return G_MENU_MODEL (menu);
}
