/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "troupe-studio-fields.h"
#include "troupe-studio-gateway-private.h"
#include "troupe-studio-jobs.h"
#include "troupe-studio-names.h"
#include "troupe-studio-pages.h"
#include "troupe-studio.h"

#define MODELS "sora-2-character|sora-2-pro-character"
#define TRAINING_MODEL "character-training"

static const TroupeStudioField form_fields[] = {
  { "model", TROUPE_STUDIO_FIELD_TEXT, TRUE, 0, 0, MODELS },
  { "character_from_task", TROUPE_STUDIO_FIELD_TEXT, TRUE, 0, 0, NULL },
  { "character_timestamps", TROUPE_STUDIO_FIELD_TEXT, TRUE, 0, 0, NULL },
};

static const TroupeStudioField training_fields[] = {
  { "model", TROUPE_STUDIO_FIELD_TEXT, TRUE, 0, 0, TRAINING_MODEL },
  { "character", TROUPE_STUDIO_FIELD_TEXT, TRUE, 0, 0, NULL },
  { "timestamps", TROUPE_STUDIO_FIELD_TEXT, TRUE, 0, 0, NULL },
  { "prompt", TROUPE_STUDIO_FIELD_TEXT, TRUE, 1, 32000, NULL },
};

static char *
dup_model (TroupeStudioCall *call)
{
  TroupeStudioForm *form = troupe_studio_call_get_form (call);
  const TroupeStudioPart *part = form == NULL ? NULL : troupe_studio_form_find (form, "model");
  JsonObject *object = troupe_studio_call_get_object (call);
  const char *data;
  gsize size;

  if (object != NULL)
    return g_strdup (json_object_get_string_member_with_default (object, "model", NULL));
  if (part == NULL)
    return NULL;
  data = g_bytes_get_data (part->content, &size);
  return g_strndup (data, size);
}

/**
 * troupe_studio_gateway_is_casting:
 * @call: a call of `POST /v1/videos`
 *
 * Tells whether it asks for a character.
 *
 * Returns: whether this gateway takes it for that
 */
gboolean
troupe_studio_gateway_is_casting (TroupeStudioCall *call)
{
  g_autofree char *model = dup_model (call);

  switch (troupe_studio_gateway_get_accent (call)->casting)
    {
    case TROUPE_STUDIO_GATEWAY_CASTING_HIDDEN:
    case TROUPE_STUDIO_GATEWAY_CASTING_OBJECT:
      return model != NULL && g_str_has_suffix (model, "-character");
    case TROUPE_STUDIO_GATEWAY_CASTING_TRAINING:
      return g_strcmp0 (model, TRAINING_MODEL) == 0;
    case TROUPE_STUDIO_GATEWAY_CASTING_NONE:
      break;
    }
  return FALSE;
}

/* The call for a form comes as one, the call for JSON as that. */
static gboolean
read_body (TroupeStudioCall *call,
           JsonObject       *request,
           gboolean          is_training)
{
  if (is_training)
    return troupe_studio_fields_check_json (call) &&
           troupe_studio_fields_read (call, training_fields, G_N_ELEMENTS (training_fields),
                                      request);
  if (troupe_studio_call_get_form (call) == NULL)
    {
      troupe_studio_call_refuse (call, "", TROUPE_STUDIO_ERROR_BODY,
                                 "the body must be multipart/form-data");
      return FALSE;
    }
  return troupe_studio_fields_read (call, form_fields, G_N_ELEMENTS (form_fields), request);
}

/**
 * troupe_studio_gateway_cast:
 * @call: a call that asks for a character
 *
 * Takes up the task.
 */
void
troupe_studio_gateway_cast (TroupeStudioCall *call)
{
  TroupeStudioGatewayCasting casting = troupe_studio_gateway_get_accent (call)->casting;
  gboolean is_training = casting == TROUPE_STUDIO_GATEWAY_CASTING_TRAINING;
  const char *task_param = is_training ? "character" : "character_from_task";
  const char *range_param = is_training ? "timestamps" : "character_timestamps";
  const char * const cast[] = { NULL };
  g_autofree char *id = troupe_studio_names_dup_uuid (is_training ? "task_" : "char_");
  g_autoptr (JsonObject) request = json_object_new ();
  const char *timestamps;
  const char *task;

  if (!read_body (call, request, is_training))
    return;
  timestamps = json_object_get_string_member (request, range_param);
  task = json_object_get_string_member (request, task_param);
  if (!troupe_studio_gateway_check_range (call, range_param, timestamps) ||
      !troupe_studio_jobs_check_result (call, task_param, task))
    return;
  troupe_studio_gateway_add_clip (request, "task", task, timestamps);
  json_object_set_string_member (request, "makes", "character");
  troupe_studio_jobs_add (call,
                          troupe_studio_video_new (id, troupe_studio_call_get_base (call)->path,
                                                   request, cast, NULL),
                          SOUP_STATUS_OK, troupe_studio_gateway_describe_casting);
}

static void
describe_person (TroupeStudioCall  *call,
                 TroupeStudioVideo *video,
                 JsonObject        *object)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  GPtrArray *cast = troupe_studio_video_get_cast (video);
  TroupeStudioCharacter *character = NULL;
  g_autofree char *picture = NULL;

  if (cast->len > 0)
    character = troupe_studio_characters_find (troupe_studio_get_characters (studio),
                                               g_ptr_array_index (cast, 0));
  if (character == NULL)
    return;
  picture = troupe_studio_pages_dup_link (call, troupe_studio_get_store (studio), "pictures",
                                          character->id, "raw", TROUPE_STUDIO_PICTURE_LIFE_S);
  json_object_set_string_member (object, "username", character->username);
  json_object_set_string_member (object, "avatar_url", picture);
}

/**
 * troupe_studio_gateway_describe_casting:
 * @call: who asks
 * @video: a task that makes a character
 *
 * Tells how it stands.
 *
 * Returns: (transfer full): the object
 */
JsonObject *
troupe_studio_gateway_describe_casting (TroupeStudioCall  *call,
                                        TroupeStudioVideo *video)
{
  TroupeStudioGatewayCasting casting = troupe_studio_gateway_get_accent (call)->casting;
  gboolean is_object = casting == TROUPE_STUDIO_GATEWAY_CASTING_OBJECT;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", troupe_studio_video_get_id (video));
  /* Whoever hears of it before it is there hears nothing more. */
  if (casting == TROUPE_STUDIO_GATEWAY_CASTING_HIDDEN &&
      troupe_studio_video_get_state (video) == TROUPE_STUDIO_VIDEO_QUEUED)
    return object;
  json_object_set_string_member (object, "object", is_object ? "character" : "video");
  json_object_set_string_member (object, "model", troupe_studio_video_get_text (video, "model"));
  json_object_set_string_member (object, "status", troupe_studio_video_get_state_word (video));
  json_object_set_int_member (object, "progress", troupe_studio_video_get_per_cent (video));
  json_object_set_int_member (object, "created_at",
                              troupe_studio_video_get_created_us (video) / G_USEC_PER_SEC);
  if (is_object)
    {
      json_object_set_null_member (object, "username");
      json_object_set_null_member (object, "avatar_url");
      json_object_set_null_member (object, "video_url");
    }
  if (troupe_studio_video_get_state (video) == TROUPE_STUDIO_VIDEO_FAILED)
    json_object_set_object_member (object, "error",
                                   troupe_studio_gateway_describe_failure (video));
  else
    describe_person (call, video, object);
  return object;
}
