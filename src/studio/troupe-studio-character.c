/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-character.h"

#include "troupe-studio-names.h"

static void
clear (gpointer data)
{
  TroupeStudioCharacter *self = data;

  g_free (self->id);
  g_free (self->username);
  g_clear_pointer (&self->request, json_object_unref);
  g_clear_object (&self->clip);
  g_clear_object (&self->picture);
}

static TroupeStudioCharacter *
new_full (TroupeStudioStore *store,
          const char        *id,
          const char        *username,
          gint64             created_s,
          JsonObject        *request,
          guint64            length_ns,
          gboolean           has_sound)
{
  TroupeStudioCharacter *self = g_atomic_rc_box_new0 (TroupeStudioCharacter);

  self->id = g_strdup (id);
  self->username = g_strdup (username);
  self->created_s = created_s;
  self->request = json_object_ref (request);
  self->length_ns = length_ns;
  self->has_sound = has_sound;
  self->clip = troupe_studio_store_get_file (store, TROUPE_STUDIO_FOLDER_CHARACTERS, username,
                                             ".mp4");
  self->picture = troupe_studio_store_get_file (store, TROUPE_STUDIO_FOLDER_CHARACTERS, username,
                                                ".png");
  return self;
}

/**
 * troupe_studio_character_new:
 * @store: has room for its files
 * @id: (nullable): its id, made up when `NULL`
 * @username: a name that no other character has
 * @request: what makes it
 * @length_ns: of its clip, in nanoseconds
 * @has_sound: whether its clip can be heard
 *
 * Makes a character whose files are still to come.
 *
 * Returns: (transfer full): the character
 */
TroupeStudioCharacter *
troupe_studio_character_new (TroupeStudioStore *store,
                             const char        *id,
                             const char        *username,
                             JsonObject        *request,
                             guint64            length_ns,
                             gboolean           has_sound)
{
  g_autofree char *new_id = id == NULL ? troupe_studio_names_dup_hex ("ch_") : g_strdup (id);

  return new_full (store, new_id, username, g_get_real_time () / G_USEC_PER_SEC, request, length_ns,
                   has_sound);
}

/**
 * troupe_studio_character_new_from_json:
 * @store: has its files
 * @object: what troupe_studio_character_to_json() wrote
 *
 * Brings a character back.
 *
 * Returns: (transfer full) (nullable): the character, `NULL` when @object is none
 */
TroupeStudioCharacter *
troupe_studio_character_new_from_json (TroupeStudioStore *store,
                                       JsonObject        *object)
{
  const char *id = json_object_get_string_member_with_default (object, "id", NULL);
  const char *username = json_object_get_string_member_with_default (object, "username", NULL);
  gint64 length_ns = json_object_get_int_member_with_default (object, "length_ns", 0);
  JsonNode *request = json_object_get_member (object, "request");

  if (id == NULL || username == NULL || length_ns <= 0 || request == NULL ||
      !JSON_NODE_HOLDS_OBJECT (request))
    return NULL;
  return new_full (store, id, username,
                   json_object_get_int_member_with_default (object, "created_at", 0),
                   json_node_get_object (request), (guint64) length_ns,
                   json_object_get_boolean_member_with_default (object, "has_sound", FALSE));
}

/**
 * troupe_studio_character_ref:
 * @self: a character
 *
 * Takes a reference. Safe from any thread.
 *
 * Returns: (transfer full): the same character
 */
TroupeStudioCharacter *
troupe_studio_character_ref (TroupeStudioCharacter *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * troupe_studio_character_unref:
 * @self: (transfer full): a character
 *
 * Drops a reference. Safe from any thread.
 */
void
troupe_studio_character_unref (TroupeStudioCharacter *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * troupe_studio_character_to_json:
 * @self: a character
 *
 * Writes what is kept of a character, beside its files.
 *
 * Returns: (transfer full): the object
 */
JsonObject *
troupe_studio_character_to_json (TroupeStudioCharacter *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "username", self->username);
  json_object_set_int_member (object, "created_at", self->created_s);
  json_object_set_object_member (object, "request", json_object_ref (self->request));
  json_object_set_int_member (object, "length_ns", (gint64) self->length_ns);
  json_object_set_boolean_member (object, "has_sound", self->has_sound);
  return object;
}
