/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-state-text.h"

#include <glib/gi18n.h>

/**
 * troupe_state_text_get:
 * @state: a state
 *
 * Gets the word for a state, translated.
 *
 * Returns: (transfer none): one or two words
 */
const char *
troupe_state_text_get (TroupeCharacterState state)
{
  switch (state)
    {
    case TROUPE_CHARACTER_STATE_MAKING:
      return C_("character state", "Making…");

    case TROUPE_CHARACTER_STATE_READY:
      return C_("character state", "Ready");

    case TROUPE_CHARACTER_STATE_FAILED:
      return C_("character state", "Failed");

    case TROUPE_CHARACTER_STATE_UNKNOWN:
      /* Translators: a paid request was sent and its answer was lost */
      return C_("character state", "Unknown");
    }

  g_return_val_if_reached ("");
}

/**
 * troupe_state_text_get_icon:
 * @state: a state
 *
 * Gets the name of the symbolic icon for a state.
 *
 * Returns: (transfer none): an icon name
 */
const char *
troupe_state_text_get_icon (TroupeCharacterState state)
{
  switch (state)
    {
    case TROUPE_CHARACTER_STATE_MAKING:
      return "content-loading-symbolic";

    case TROUPE_CHARACTER_STATE_READY:
      return "object-select-symbolic";

    case TROUPE_CHARACTER_STATE_FAILED:
      return "dialog-error-symbolic";

    case TROUPE_CHARACTER_STATE_UNKNOWN:
      return "dialog-question-symbolic";
    }

  g_return_val_if_reached ("");
}

/**
 * troupe_state_text_describe:
 * @character: a character
 *
 * Says in one line what a card shows: alias, username where there is one, state. For assistive technology.
 *
 * Returns: (transfer full): translated text
 */
char *
troupe_state_text_describe (TroupeCharacter *character)
{
  const char *state;

  g_return_val_if_fail (TROUPE_IS_CHARACTER (character), NULL);

  if (troupe_character_get_alias (character) == NULL)
    return g_strdup ("");    /* not read yet */

  state = troupe_state_text_get (troupe_character_get_state (character));
  if (troupe_character_get_username (character) == NULL)
    /* Translators: the name a person gave to a character, and its state */
    return g_strdup_printf (C_("card", "%1$s, %2$s"), troupe_character_get_alias (character), state);

  /* Translators: the name a person gave to a character, its name at the service, and its state */
  return g_strdup_printf (C_("card", "%1$s, @%2$s, %3$s"),
                          troupe_character_get_alias (character),
                          troupe_character_get_username (character),
                          state);
}
