/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-openai.h"

#include <string.h>

#include "troupe-studio-data-url.h"
#include "troupe-studio-fields.h"
#include "troupe-studio-jobs.h"
#include "troupe-studio-names.h"
#include "troupe-studio-openai-private.h"
#include "troupe-studio.h"

#define MAX_CHARACTERS 2

/* The guide says "best 2 to 4 seconds"; a real service is no more exact than that. */
#define CLIP_RULES "{\"min_s\": 2, \"max_s\": 4}"

/* A clip on its way to its character */
typedef struct
{
  TroupeStudioCall *call;
  JsonObject       *request;
  GFile            *clip;       /* removed at the end */
} Arrival;

static void
arrival_free (Arrival *arrival)
{
  /* Not there when it could not be written. */
  g_file_delete (arrival->clip, NULL, NULL);
  g_object_unref (arrival->call);
  json_object_unref (arrival->request);
  g_object_unref (arrival->clip);
  g_free (arrival);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Arrival, arrival_free)

static void
answer (TroupeStudioCall      *call,
        TroupeStudioCharacter *character)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", character->id);
  json_object_set_string_member (object, "name",
                                 json_object_get_string_member (character->request, "name"));
  json_object_set_int_member (object, "created_at", character->created_s);
  troupe_studio_call_answer_object (call, SOUP_STATUS_OK, object);
}

/* Only those that were made in this form have a name to be called by. */
static TroupeStudioCharacter *
find_character (TroupeStudioCall *call,
                const char       *id)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  TroupeStudioCharacter *character =
    troupe_studio_characters_find_by_id (troupe_studio_get_characters (studio), id);

  return character == NULL || !json_object_has_member (character->request, "name") ? NULL
                                                                                   : character;
}

static void
character_made_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (Arrival) arrival = user_data;
  g_autoptr (TroupeStudioCharacter) character = NULL;
  g_autoptr (GError) error = NULL;

  character = troupe_studio_characters_make_finish (TROUPE_STUDIO_CHARACTERS (source), result,
                                                    &error);
  if (character != NULL)
    answer (arrival->call, character);
  else
    troupe_studio_call_refuse_error (arrival->call, "video", error);
}

static void
clip_written_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (Arrival) arrival = user_data;
  TroupeStudio *studio = troupe_studio_call_get_user_data (arrival->call);
  g_autofree char *uri = g_file_get_uri (arrival->clip);
  g_autofree char *id = troupe_studio_names_dup_hex ("char_");
  g_autoptr (JsonNode) rules = json_from_string (CLIP_RULES, NULL);
  g_autoptr (GError) error = NULL;
  TroupeStudioCasting casting = {
    .uri = uri, .id = id, .request = arrival->request, .rules = json_node_get_object (rules),
  };

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    troupe_studio_characters_make_async (troupe_studio_get_characters (studio), &casting, NULL,
                                         character_made_cb, g_steal_pointer (&arrival));
  else
    troupe_studio_call_refuse_error (arrival->call, "", error);
}

static void
create_character (TroupeStudioCall *call)
{
  static const TroupeStudioField fields[] = {
    { "name", TROUPE_STUDIO_FIELD_TEXT, TRUE, 1, 80, NULL },
    { "video", TROUPE_STUDIO_FIELD_FILE, TRUE, 0, 0, NULL },
  };
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  g_autoptr (JsonObject) request = json_object_new ();
  g_autofree char *guess = NULL;
  const TroupeStudioPart *part;
  Arrival *arrival;

  if (!troupe_studio_fields_read (call, fields, G_N_ELEMENTS (fields), request))
    return;
  part = troupe_studio_form_find (troupe_studio_call_get_form (call), "video");
  guess = troupe_studio_data_url_guess_type (part->content);
  /* Clients that do not know the type of a file say that it is bytes. */
  if (g_strcmp0 (guess, "video/mp4") != 0 ||
      (g_strcmp0 (part->media_type, "video/mp4") != 0 &&
       g_strcmp0 (part->media_type, "application/octet-stream") != 0))
    {
      troupe_studio_call_refuse (call, "video", TROUPE_STUDIO_ERROR_FIELD,
                                 "video must be an MP4 file (video/mp4)");
      return;
    }
  arrival = g_new0 (Arrival, 1);
  arrival->call = g_object_ref (call);
  arrival->request = g_steal_pointer (&request);
  arrival->clip = troupe_studio_store_new_temporary (troupe_studio_get_store (studio));
  g_file_replace_contents_bytes_async (arrival->clip, part->content, NULL, FALSE,
                                       G_FILE_CREATE_PRIVATE, NULL, clip_written_cb, arrival);
}

static void
get_character (TroupeStudioCall *call)
{
  const char *id = troupe_studio_call_get_segment (call, "id");
  TroupeStudioCharacter *character = find_character (call, id);

  if (character != NULL)
    answer (call, character);
  else
    troupe_studio_call_refuse (call, "", TROUPE_STUDIO_ERROR_TASK_NOT_FOUND,
                               "Character with id '%s' not found.", id);
}

/**
 * troupe_studio_openai_read_cast:
 * @call: a call
 * @request: its body, with `prompt` and perhaps `characters`
 *
 * Lists who appears: those whose id is in the list and whose name stands in the prompt, neither alone
 * is enough; and before them, where characters are also made in the form of gateways, those whom
 * the prompt mentions.
 *
 * Returns: (transfer full) (nullable): usernames, `NULL` when the call is refused
 */
GStrv
troupe_studio_openai_read_cast (TroupeStudioCall *call,
                                JsonObject       *request)
{
  const char *prompt = json_object_get_string_member (request, "prompt");
  g_autoptr (GStrvBuilder) cast = g_strv_builder_new ();
  const TroupeStudioOpenaiAccent *accent = troupe_studio_call_get_accent (call);
  g_auto (GStrv) mentioned = NULL;
  JsonArray *list = NULL;

  if (accent != NULL && accent->has_mentions)
    {
      mentioned = troupe_studio_jobs_find_cast (call, prompt);
      if (mentioned == NULL)
        return NULL;
      g_strv_builder_addv (cast, (const char **) mentioned);
    }
  if (json_object_has_member (request, "characters"))
    list = json_object_get_array_member (request, "characters");
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *item = json_array_get_object_element (list, i);
      const char *id = json_object_get_string_member_with_default (item, "id", NULL);
      TroupeStudioCharacter *character = id == NULL ? NULL : find_character (call, id);

      if (character == NULL || json_object_get_size (item) != 1 ||
          json_array_get_length (list) > MAX_CHARACTERS)
        {
          troupe_studio_call_refuse (call, "characters", TROUPE_STUDIO_ERROR_FIELD,
                                     "characters must be at most %d objects with the id of a "
                                     "character", MAX_CHARACTERS);
          return NULL;
        }
      if (strstr (prompt, json_object_get_string_member (character->request, "name")) != NULL)
        g_strv_builder_add (cast, character->username);
    }
  return g_strv_builder_end (cast);
}

static const TroupeStudioRoute routes[] = {
  { "POST", "/v1/videos/characters", FALSE, TROUPE_STUDIO_OPENAI_BYTES, create_character },
  { "GET", "/v1/videos/characters/{id}", FALSE, 0, get_character },
};

const TroupeStudioDialect troupe_studio_openai_characters = {
  routes, G_N_ELEMENTS (routes), troupe_studio_openai_refuse,
};
