/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli-character.h"

#include "troupe-redact.h"

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

/* Providers that keep no characters give no names either. */
static const char *
text_or_null (const char *text)
{
  return *text != '\0' ? text : NULL;
}

static JsonArray *
describe_identities (TroupeCharacter *character)
{
  GListModel *identities = troupe_character_get_identities (character);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (identities); i++)
    {
      g_autoptr (TroupeIdentity) identity = g_list_model_get_item (identities, i);
      JsonObject *object = json_object_new ();

      set_text (object, "provider", troupe_identity_get_provider_id (identity));
      set_text (object, "id", text_or_null (troupe_identity_get_remote_id (identity)));
      set_text (object, "username", text_or_null (troupe_identity_get_username (identity)));
      set_text (object, "permalink", troupe_identity_get_permalink (identity));
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
describe_stills (TroupeCharacter *character)
{
  GListModel *stills = troupe_character_get_stills (character);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (stills); i++)
    {
      g_autoptr (GFile) still = g_list_model_get_item (stills, i);

      json_array_add_string_element (array, g_file_peek_path (still));
    }
  return array;
}

static const char *
get_permalink (TroupeCharacter *character)
{
  g_autoptr (TroupeIdentity) newest = NULL;

  /* The list keeps it alive. */
  newest = g_list_model_get_item (troupe_character_get_identities (character), 0);
  return newest != NULL ? troupe_identity_get_permalink (newest) : NULL;
}

/**
 * troupe_cli_character_describe:
 * @character: a loaded character
 *
 * Returns: (transfer full): the character, with absolute paths
 */
JsonObject *
troupe_cli_character_describe (TroupeCharacter *character)
{
  g_autoptr (GEnumClass) states = g_type_class_ref (TROUPE_TYPE_CHARACTER_STATE);
  g_autofree char *range = troupe_range_format (troupe_character_get_range (character), NULL);
  g_autofree char *source = troupe_redact (troupe_character_get_clip_uri (character), NULL);
  GFile *picture = troupe_character_get_picture (character);
  GFile *clip = troupe_character_get_clip_file (character);
  const TroupeProblem *problem = troupe_character_get_problem (character);
  JsonObject *object = json_object_new ();

  set_text (object, "id", troupe_character_get_id (character));
  set_text (object, "alias", troupe_character_get_alias (character));
  set_text (object, "username", troupe_character_get_username (character));
  set_text (object, "permalink", get_permalink (character));
  set_text (object, "state",
            g_enum_get_value (states, troupe_character_get_state (character))->value_nick);
  set_text (object, "picture", picture != NULL ? g_file_peek_path (picture) : NULL);
  set_text (object, "clip", clip != NULL ? g_file_peek_path (clip) : NULL);
  set_text (object, "range", range);
  set_text (object, "source", source);
  set_text (object, "notes", troupe_character_get_notes (character));
  json_object_set_boolean_member (object, "favourite", troupe_character_is_favourite (character));
  json_object_set_array_member (object, "stills", describe_stills (character));
  json_object_set_array_member (object, "identities", describe_identities (character));
  set_text (object, "problem", problem != NULL ? problem->message : NULL);
  return object;
}
