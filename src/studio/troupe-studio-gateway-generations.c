/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-fields.h"
#include "troupe-studio-gateway-private.h"
#include "troupe-studio-jobs.h"
#include "troupe-studio-names.h"
#include "troupe-studio-pages.h"
#include "troupe-studio.h"

#define RESULT_LIFE_S (24 * 60 * 60)

/* Clips without sound are not taken. */
#define PERSONA_RULES "{\"needs_sound\": true}"

#define MODELS "sora-2|sora-2-pro|sora-2-vip"

static const TroupeStudioField persona_fields[] = {
  { "model", TROUPE_STUDIO_FIELD_TEXT, TRUE, 0, 0, MODELS },
  { "url", TROUPE_STUDIO_FIELD_ADDRESS, FALSE, 0, 0, NULL },
  { "from_task", TROUPE_STUDIO_FIELD_TEXT, FALSE, 0, 0, NULL },
  { "timestamps", TROUPE_STUDIO_FIELD_TEXT, TRUE, 0, 0, NULL },
};

static const TroupeStudioField video_fields[] = {
  { "model", TROUPE_STUDIO_FIELD_TEXT, TRUE, 0, 0, MODELS },
  { "prompt", TROUPE_STUDIO_FIELD_TEXT, TRUE, 1, 32000, NULL },
  { "duration", TROUPE_STUDIO_FIELD_INTEGER, FALSE, 0, 0, "4|8|10|12|15|25" },
  { "aspect_ratio", TROUPE_STUDIO_FIELD_TEXT, FALSE, 0, 0, "16:9|9:16" },
  { "character_url", TROUPE_STUDIO_FIELD_TEXT, FALSE, 1, 0, NULL },
  { "character_timestamps", TROUPE_STUDIO_FIELD_TEXT, FALSE, 0, 0, NULL },
};

static JsonObject *
describe_result (TroupeStudioCall  *call,
                 TroupeStudioVideo *video)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  JsonObject *result = json_object_new ();
  JsonObject *item = json_object_new ();
  JsonArray *data = json_array_new ();
  g_autofree char *link = NULL;

  link = troupe_studio_pages_dup_link (call, troupe_studio_get_store (studio), "videos",
                                       troupe_studio_video_get_id (video), "video.mp4",
                                       RESULT_LIFE_S);
  json_object_set_string_member (item, "url", link);
  json_array_add_object_element (data, item);
  json_object_set_string_member (result, "type", "video");
  json_object_set_array_member (result, "data", data);
  return result;
}

/* A character has no name here: it is called by the id of its task. */
static JsonObject *
describe (TroupeStudioCall  *call,
          TroupeStudioVideo *video)
{
  TroupeStudioVideoState state = troupe_studio_video_get_state (video);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", troupe_studio_video_get_id (video));
  json_object_set_string_member (object, "object", "generation.task");
  json_object_set_string_member (object, "model", troupe_studio_video_get_text (video, "model"));
  json_object_set_string_member (object, "status", troupe_studio_video_get_state_word (video));
  json_object_set_int_member (object, "progress", troupe_studio_video_get_per_cent (video));
  json_object_set_int_member (object, "created_at",
                              troupe_studio_video_get_created_us (video) / G_USEC_PER_SEC);
  if (state == TROUPE_STUDIO_VIDEO_COMPLETED)
    {
      json_object_set_int_member (object, "completed_at",
                                  troupe_studio_video_get_ended_s (video));
      if (!troupe_studio_video_is_character (video))
        json_object_set_object_member (object, "result", describe_result (call, video));
    }
  if (state == TROUPE_STUDIO_VIDEO_FAILED)
    json_object_set_object_member (object, "error",
                                   troupe_studio_gateway_describe_failure (video));
  return object;
}

static gboolean
read_persona (TroupeStudioCall *call,
              JsonObject       *request)
{
  const char *timestamps;
  const char *url;
  const char *task;
  JsonObject *clip;

  if (!troupe_studio_fields_read (call, persona_fields, G_N_ELEMENTS (persona_fields), request))
    return FALSE;
  timestamps = json_object_get_string_member (request, "timestamps");
  url = json_object_get_string_member_with_default (request, "url", NULL);
  task = json_object_get_string_member_with_default (request, "from_task", NULL);
  if (!troupe_studio_gateway_check_range (call, "timestamps", timestamps))
    return FALSE;
  if ((url == NULL) == (task == NULL))
    {
      troupe_studio_call_refuse (call, "url", TROUPE_STUDIO_ERROR_FIELD,
                                 "exactly one of url and from_task is required");
      return FALSE;
    }
  if (task != NULL && !troupe_studio_jobs_check_result (call, "from_task", task))
    return FALSE;
  troupe_studio_gateway_add_clip (request, task == NULL ? "url" : "task",
                                  task == NULL ? url : task, timestamps);
  clip = json_array_get_object_element (json_object_get_array_member (request, "clips"), 0);
  json_object_set_member (clip, "rules", json_from_string (PERSONA_RULES, NULL));
  json_object_set_string_member (request, "makes", "character");
  return TRUE;
}

/* Who is meant by the id of a task that made a character */
static GStrv
read_cast (TroupeStudioCall *call,
           JsonObject       *request)
{
  const char *id = json_object_get_string_member_with_default (request, "character_url", NULL);
  TroupeStudioVideo *persona = id == NULL ? NULL : troupe_studio_jobs_find (call, id);

  if (id == NULL)
    return g_new0 (char *, 1);
  if (persona != NULL && troupe_studio_video_is_character (persona) &&
      troupe_studio_video_get_state (persona) == TROUPE_STUDIO_VIDEO_COMPLETED)
    return troupe_studio_jobs_dup_cast (persona);
  troupe_studio_call_refuse (call, "character_url", TROUPE_STUDIO_ERROR_FIELD,
                             "character_url must be the id of a completed character task");
  return NULL;
}

static GStrv
read_video (TroupeStudioCall *call,
            JsonObject       *request)
{
  g_autofree char *seconds = NULL;
  const char *aspect;

  if (!troupe_studio_fields_read (call, video_fields, G_N_ELEMENTS (video_fields), request))
    return NULL;
  aspect = json_object_get_string_member_with_default (request, "aspect_ratio", "9:16");
  seconds = g_strdup_printf ("%" G_GINT64_FORMAT,
                             json_object_get_int_member_with_default (request, "duration", 4));
  json_object_set_string_member (request, "seconds", seconds);
  json_object_set_string_member (request, "size",
                                 g_str_equal (aspect, "16:9") ? "1280x720" : "720x1280");
  return read_cast (call, request);
}

/* What has a range and no prompt is to become a character. */
static void
generate (TroupeStudioCall *call)
{
  g_autoptr (JsonObject) request = json_object_new ();
  g_autofree char *id = troupe_studio_names_dup_hex ("task_");
  g_auto (GStrv) cast = NULL;

  if (!troupe_studio_fields_check_json (call))
    return;
  if (!json_object_has_member (troupe_studio_call_get_object (call), "timestamps"))
    cast = read_video (call, request);
  else if (read_persona (call, request))
    cast = g_new0 (char *, 1);
  if (cast != NULL)
    troupe_studio_jobs_add (call,
                            troupe_studio_video_new (id, troupe_studio_call_get_base (call)->path,
                                                     request, (const char * const *) cast, NULL),
                            SOUP_STATUS_OK, describe);
}

static void
get_generation (TroupeStudioCall *call)
{
  TroupeStudioVideo *video = troupe_studio_jobs_require (call);

  if (video != NULL)
    troupe_studio_call_answer_object (call, SOUP_STATUS_OK, describe (call, video));
}

static const TroupeStudioRoute routes[] = {
  { "POST", "/v1/videos/generations", FALSE, TROUPE_STUDIO_JSON_BYTES, generate },
  { "GET", "/v1/videos/generations/{id}", FALSE, 0, get_generation },
};

const TroupeStudioDialect troupe_studio_gateway_generations = {
  routes, G_N_ELEMENTS (routes), troupe_studio_gateway_refuse,
};
