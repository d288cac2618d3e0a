/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-character-menu.h"

#include <glib/gi18n.h>

static void
append (GMenu           *section,
        const char      *label,
        const char      *action,
        TroupeCharacter *character)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", troupe_character_get_id (character));
  g_menu_append_item (section, item);
}

static GMenu *
append_section (GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();

  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));

  return section;    /* the menu holds it */
}

static gboolean
has_permalink (TroupeCharacter *character)
{
  GListModel *identities = troupe_character_get_identities (character);

  for (guint i = 0; i < g_list_model_get_n_items (identities); i++)
    {
      g_autoptr (TroupeIdentity) identity = g_list_model_get_item (identities, i);

      if (troupe_identity_get_permalink (identity) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
append_retry (GMenu           *menu,
              TroupeCharacter *character)
{
  switch (troupe_character_get_state (character))
    {
    case TROUPE_CHARACTER_STATE_MAKING:
      if (troupe_character_get_problem (character) != NULL)
        append (append_section (menu), _("_Ask Again"), "character.retry", character);
      else
        append (append_section (menu), _("_Stop"), "character.stop", character);
      break;

    case TROUPE_CHARACTER_STATE_FAILED:
      append (append_section (menu), _("_Try Again"), "character.retry", character);
      break;

    case TROUPE_CHARACTER_STATE_UNKNOWN:
      append (append_section (menu), _("_Send Again…"), "character.retry", character);
      break;

    case TROUPE_CHARACTER_STATE_READY:
      if (troupe_character_get_problem (character) != NULL)
        append (append_section (menu), _("_Try Again"), "character.retry", character);
      break;
    }
}

static void
append_identity (GMenu           *menu,
                 TroupeCharacter *character)
{
  GMenu *section;

  if (troupe_character_get_username (character) == NULL)
    return;

  section = append_section (menu);
  append (section, _("_Copy @username"), "character.copy-mention", character);
  if (has_permalink (character))
    {
      append (section, _("Open _Link"), "character.open-permalink", character);
      append (section, _("Copy L_ink"), "character.copy-permalink", character);
    }
}

/**
 * troupe_character_menu_new:
 * @character: a character that has been read
 * @place: where the menu stands
 *
 * Makes the menu of a character as it is now.
 *
 * Returns: (transfer full): a menu
 */
GMenuModel *
troupe_character_menu_new (TroupeCharacter         *character,
                           TroupeCharacterMenuPlace place)
{
  GMenu *menu = g_menu_new ();
  GMenu *section;

  g_return_val_if_fail (TROUPE_IS_CHARACTER (character), NULL);

  if (place == TROUPE_CHARACTER_MENU_CARD)
    append (append_section (menu), _("_Open"), "character.open", character);
  append (append_section (menu), _("_Use in Scene"), "character.use-in-scene", character);
  append_retry (menu, character);
  append_identity (menu, character);

  if (troupe_character_get_clip_file (character) != NULL &&
      troupe_character_get_state (character) != TROUPE_CHARACTER_STATE_MAKING &&
      troupe_character_get_state (character) != TROUPE_CHARACTER_STATE_UNKNOWN)    /* it may be there already */
    append (append_section (menu), _("Recreate on _Another Provider…"), "character.recreate", character);

  section = append_section (menu);
  append (section, _("_Rename…"), "character.rename", character);
  if (place == TROUPE_CHARACTER_MENU_PAGE && troupe_character_get_clip_file (character) != NULL)
    g_menu_append (section, _("Use This Frame as _Picture"), "page.use-frame");
  if (place == TROUPE_CHARACTER_MENU_CARD)
    append (section,
            troupe_character_is_favourite (character) ? _("Remove From _Favourites") : _("Add to _Favourites"),
            "character.favourite", character);

  if (troupe_character_get_state (character) != TROUPE_CHARACTER_STATE_MAKING)
    append (append_section (menu), _("_Delete"), "character.delete", character);

  return G_MENU_MODEL (menu);
}
