/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-character-drag.h"

#include "troupe-clip-drag.h"
#include "troupe-prompt-content.h"

static GdkContentProvider *
create_mention (TroupeCharacter *character)
{
  TroupeMention mention = {
    (char *) troupe_character_get_id (character), (char *) troupe_character_get_alias (character),
  };
  g_autoptr (TroupePrompt) prompt = troupe_prompt_new (NULL);

  troupe_prompt_insert_mention (prompt, 0, &mention);

  return troupe_prompt_content_new (prompt, NULL);
}

/**
 * troupe_character_drag_prepare:
 * @character: (nullable): a character
 *
 * Gets what a drag of a character gives.
 *
 * Returns: (transfer full) (nullable): the content of a drag, or `NULL` where there is nothing to drag yet
 */
GdkContentProvider *
troupe_character_drag_prepare (TroupeCharacter *character)
{
  GdkContentProvider *providers[3] = { NULL };
  GFile *file;

  if (character == NULL || troupe_character_get_alias (character) == NULL)
    return NULL;

  file = troupe_character_get_clip_file (character);
  providers[0] = create_mention (character);
  providers[1] = gdk_content_provider_new_typed (TROUPE_TYPE_CHARACTER, character);
  providers[2] = troupe_clip_drag_prepare (file);

  return gdk_content_provider_new_union (providers, file != NULL ? 3 : 2);
}
