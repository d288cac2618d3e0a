/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-fields.h"
#include "troupe-studio-gateway-private.h"
#include "troupe-studio-gateway.h"
#include "troupe-studio-jobs.h"
#include "troupe-studio-names.h"
#include "troupe-studio-pages.h"
#include "troupe-studio.h"

#define RESULT_LIFE_S (24 * 60 * 60)

static JsonObject *
describe_failure (TroupeStudioVideo *video)
{
  JsonObject *error = json_object_new ();

  json_object_set_string_member (error, "code", "generation_failed");
  json_object_set_string_member (error, "message", troupe_studio_video_get_failure (video));
  return error;
}

static JsonObject *
describe (TroupeStudioCall  *call,
          TroupeStudioVideo *video)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  const char *id = troupe_studio_video_get_id (video);
  const char * const echoed[] = { "model", "prompt", "seconds", "size" };
  JsonObject *object = json_object_new ();
  g_autofree char *link = NULL;

  json_object_set_string_member (object, "id", id);
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
      link = troupe_studio_pages_dup_link (call, troupe_studio_get_store (studio), "videos", id,
                                           "video.mp4", RESULT_LIFE_S);
      json_object_set_string_member (object, "video_url", link);
      json_object_set_int_member (object, "completed_at",
                                  troupe_studio_video_get_ended_s (video));
    }
  if (troupe_studio_video_get_state (video) == TROUPE_STUDIO_VIDEO_FAILED)
    json_object_set_object_member (object, "error", describe_failure (video));
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
  g_autofree char *id = troupe_studio_names_dup_uuid ("video_");
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
  g_autoptr (JsonObject) request = troupe_studio_gateway_read_order (call);
  const TroupeStudioPart *picture = NULL;
  g_auto (GStrv) cast = NULL;

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

  if (video != NULL)
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
  g_autofree char *id = troupe_studio_names_dup_uuid ("video_");

  if (video != NULL)
    troupe_studio_jobs_remix (call, video, id, describe);
}

static const TroupeStudioRoute routes[] = {
  { "POST", "/v1/videos", FALSE, TROUPE_STUDIO_VIDEO_BYTES, create_video },
  { "GET", "/v1/videos", FALSE, 0, list_videos },
  { "GET", "/v1/videos/{id}", FALSE, 0, get_video },
  { "DELETE", "/v1/videos/{id}", FALSE, 0, delete_video },
  { "GET", "/v1/videos/{id}/content", FALSE, 0, get_content },
  { "POST", "/v1/videos/{id}/remix", FALSE, TROUPE_STUDIO_JSON_BYTES, remix_video },
};

const TroupeStudioDialect troupe_studio_gateway_videos = {
  routes, G_N_ELEMENTS (routes), troupe_studio_gateway_refuse,
};
