/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-fields.h"
#include "troupe-studio-gateway-private.h"
#include "troupe-studio-jobs.h"
#include "troupe-studio-names.h"
#include "troupe-studio-pages.h"
#include "troupe-studio.h"

#define RESULT_LIFE_S (24 * 60 * 60)

/**
 * troupe_studio_gateway_describe_failure:
 * @video: a job that failed
 *
 * Tells why.
 *
 * Returns: (transfer full): the error object
 */
JsonObject *
troupe_studio_gateway_describe_failure (TroupeStudioVideo *video)
{
  JsonObject *error = json_object_new ();

  json_object_set_string_member (error, "code", "generation_failed");
  json_object_set_string_member (error, "message", troupe_studio_video_get_failure (video));
  return error;
}

/* A relay puts what it has no place for into a map. */
static void
add_link (TroupeStudioCall *call,
          JsonObject       *object,
          const char       *id,
          gboolean          is_relay)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  g_autofree char *link = NULL;
  JsonObject *metadata;

  link = troupe_studio_pages_dup_link (call, troupe_studio_get_store (studio), "videos", id,
                                       "video.mp4", RESULT_LIFE_S);
  if (!is_relay)
    {
      json_object_set_string_member (object, "video_url", link);
      return;
    }
  metadata = json_object_new ();
  json_object_set_string_member (metadata, "url", link);
  json_object_set_object_member (object, "metadata", metadata);
}

static char *
dup_new_id (TroupeStudioCall *call)
{
  return troupe_studio_gateway_get_accent (call)->is_relay
         ? troupe_studio_names_dup_hex ("task_") : troupe_studio_names_dup_uuid ("video_");
}

static JsonObject *
describe (TroupeStudioCall  *call,
          TroupeStudioVideo *video)
{
  const char *id = troupe_studio_video_get_id (video);
  const char * const echoed[] = { "model", "prompt", "seconds", "size" };
  gboolean is_relay = troupe_studio_gateway_get_accent (call)->is_relay;
  JsonObject *object;

  if (troupe_studio_video_is_character (video))
    return troupe_studio_gateway_describe_casting (call, video);
  object = json_object_new ();
  json_object_set_string_member (object, "id", id);
  if (is_relay)
    json_object_set_string_member (object, "task_id", id);
  json_object_set_string_member (object, "object", "video");
  json_object_set_string_member (object, "status", troupe_studio_video_get_state_word (video));
  json_object_set_int_member (object, "progress", troupe_studio_video_get_per_cent (video));
  json_object_set_int_member (object, "created_at",
                              troupe_studio_video_get_created_us (video) / G_USEC_PER_SEC);
  for (gsize i = 0; i < G_N_ELEMENTS (echoed); i++)
    json_object_set_string_member (object, echoed[i],
                                   troupe_studio_video_get_text (video, echoed[i]));
  if (troupe_studio_video_get_remixed_from (video) != NULL)
    json_object_set_string_member (object, "remixed_from_video_id",
                                   troupe_studio_video_get_remixed_from (video));
  if (troupe_studio_video_get_state (video) == TROUPE_STUDIO_VIDEO_COMPLETED)
    {
      add_link (call, object, id, is_relay);
      json_object_set_int_member (object, "completed_at",
                                  troupe_studio_video_get_ended_s (video));
    }
  if (troupe_studio_video_get_state (video) == TROUPE_STUDIO_VIDEO_FAILED)
    json_object_set_object_member (object, "error",
                                   troupe_studio_gateway_describe_failure (video));
  return object;
}

/* Takes up a job, with the picture that came with it. */
static void
add (TroupeStudioCall *call,
     JsonObject       *request,
     GStrv             cast,
     GBytes           *picture)
{
  const char *base_path = troupe_studio_call_get_base (call)->path;
  const char *url = json_object_get_string_member_with_default (request, "input_reference", NULL);
  g_autofree char *id = dup_new_id (call);
  TroupeStudioVideo *video;

  if (url != NULL || picture != NULL)
    {
      JsonArray *pictures = json_array_new ();

      json_array_add_string_element (pictures, url == NULL ? "" : url);
      json_object_set_array_member (request, "pictures", pictures);
    }
  video = troupe_studio_video_new (id, base_path, request, (const char * const *) cast, NULL);
  if (picture != NULL)
    troupe_studio_video_attach (video, TROUPE_STUDIO_PICTURE, 0, picture);
  troupe_studio_jobs_add (call, video, SOUP_STATUS_OK, describe);
}

static void
create_video (TroupeStudioCall *call)
{
  TroupeStudioForm *form = troupe_studio_call_get_form (call);
  g_autoptr (JsonObject) request = NULL;
  const TroupeStudioPart *picture = NULL;
  g_auto (GStrv) cast = NULL;

  if (troupe_studio_gateway_is_casting (call))
    {
      troupe_studio_gateway_cast (call);
      return;
    }
  request = troupe_studio_gateway_read_order (call);
  if (request != NULL)
    cast = troupe_studio_jobs_find_cast (call, json_object_get_string_member (request, "prompt"));
  if (cast == NULL)
    return;
  if (form != NULL && !json_object_has_member (request, "input_reference"))
    picture = troupe_studio_form_find (form, "input_reference");
  add (call, request, cast, picture == NULL ? NULL : picture->content);
}

static void
get_video (TroupeStudioCall *call)
{
  TroupeStudioVideo *video = troupe_studio_jobs_require (call);

  if (video == NULL)
    return;
  if (troupe_studio_gateway_get_accent (call)->casting == TROUPE_STUDIO_GATEWAY_CASTING_HIDDEN &&
      troupe_studio_video_is_character (video) && troupe_studio_video_get_ended_s (video) == 0)
    troupe_studio_call_refuse (call, "", TROUPE_STUDIO_ERROR_TASK_NOT_FOUND, "Task not found");
  else
    troupe_studio_call_answer_object (call, SOUP_STATUS_OK, describe (call, video));
}

static void
get_content (TroupeStudioCall *call)
{
  TroupeStudioVideo *video = troupe_studio_jobs_require (call);

  if (video != NULL)
    troupe_studio_jobs_answer_content (call, video);
}

static void
list_videos (TroupeStudioCall *call)
{
  JsonObject *page = troupe_studio_jobs_list_page (call, describe);

  if (page != NULL)
    troupe_studio_call_answer_object (call, SOUP_STATUS_OK, page);
}

static void
delete_video (TroupeStudioCall *call)
{
  TroupeStudioVideo *video = troupe_studio_jobs_require (call);

  if (video != NULL)
    troupe_studio_jobs_delete (call, video);
}

static void
remix_video (TroupeStudioCall *call)
{
  TroupeStudioVideo *video = troupe_studio_jobs_require (call);
  g_autofree char *id = dup_new_id (call);

  if (video != NULL)
    troupe_studio_jobs_remix (call, video, id, describe);
}

static const TroupeStudioRoute routes[] = {
  { "POST", "/v1/videos", FALSE, TROUPE_STUDIO_VIDEO_BYTES, create_video },
  { "GET", "/v1/videos/{id}", FALSE, 0, get_video },
  { "GET", "/v1/videos/{id}/content", FALSE, 0, get_content },
  { "POST", "/v1/videos/{id}/remix", FALSE, TROUPE_STUDIO_JSON_BYTES, remix_video },
};

const TroupeStudioDialect troupe_studio_gateway_videos = {
  routes, G_N_ELEMENTS (routes), troupe_studio_gateway_refuse,
};

static const TroupeStudioRoute shelf_routes[] = {
  { "GET", "/v1/videos", FALSE, 0, list_videos },
  { "DELETE", "/v1/videos/{id}", FALSE, 0, delete_video },
};

const TroupeStudioDialect troupe_studio_gateway_shelf = {
  shelf_routes, G_N_ELEMENTS (shelf_routes), troupe_studio_gateway_refuse,
};
