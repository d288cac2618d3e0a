/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-fastapi.h"

#include "troupe-studio-fastapi-private.h"
#include "troupe-studio-jobs.h"
#include "troupe-studio-names.h"
#include "troupe-studio.h"

#define BODY_BYTES (200 * 1024 * 1024)

/**
 * troupe_studio_fastapi_get_accent:
 * @call: a call
 *
 * Tells in what this server differs from others.
 *
 * Returns: (transfer none): the accent
 */
const TroupeStudioFastapiAccent *
troupe_studio_fastapi_get_accent (TroupeStudioCall *call)
{
  return troupe_studio_call_get_accent (call);
}

/**
 * troupe_studio_fastapi_answer_detail:
 * @call: a call
 * @status: an HTTP status
 * @detail: a sentence
 *
 * Answers with an error.
 */
void
troupe_studio_fastapi_answer_detail (TroupeStudioCall *call,
                                     guint             status,
                                     const char       *detail)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "detail", detail);
  troupe_studio_call_answer_object (call, status, object);
}

static void
refuse_field (TroupeStudioCall *call,
              const char       *param,
              const char       *message)
{
  JsonObject *object = json_object_new ();
  JsonObject *item = json_object_new ();
  JsonArray *detail = json_array_new ();
  JsonArray *loc = json_array_new ();

  json_array_add_string_element (loc, "body");
  if (*param != '\0')
    json_array_add_string_element (loc, param);
  json_object_set_string_member (item, "type", "value_error");
  json_object_set_array_member (item, "loc", loc);
  json_object_set_string_member (item, "msg", message);
  json_array_add_object_element (detail, item);
  json_object_set_array_member (object, "detail", detail);
  troupe_studio_call_answer_object (call, SOUP_STATUS_UNPROCESSABLE_ENTITY, object);
}

static void
refuse (TroupeStudioCall *call,
        const char       *param,
        const GError     *error)
{
  if (g_error_matches (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_KEY))
    troupe_studio_fastapi_answer_detail (call, SOUP_STATUS_UNAUTHORIZED, "Unauthorized");
  else if (g_error_matches (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_ROUTE))
    troupe_studio_fastapi_answer_detail (call, SOUP_STATUS_NOT_FOUND, "Not Found");
  else if (g_error_matches (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_TASK_NOT_FOUND))
    troupe_studio_fastapi_answer_detail (call, SOUP_STATUS_NOT_FOUND, "Video not found");
  else if (g_error_matches (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_TASK_UNFINISHED))
    troupe_studio_fastapi_answer_detail (call,
                                         troupe_studio_fastapi_get_accent (call)->early_status,
                                         "Video generation is still in progress");
  else if (g_error_matches (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_TOO_LARGE))
    troupe_studio_fastapi_answer_detail (call, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE,
                                         error->message);
  else if (error->domain != TROUPE_STUDIO_ERROR || error->code == TROUPE_STUDIO_ERROR_RENDER)
    troupe_studio_fastapi_answer_detail (call, SOUP_STATUS_INTERNAL_SERVER_ERROR, error->message);
  else
    refuse_field (call, param, error->message);
}

/* Part of the way to the end is not told by who goes there at once. */
static void
describe_state (TroupeStudioVideo *video,
                JsonObject        *object,
                gboolean           is_sudden)
{
  gboolean has_ended = troupe_studio_video_get_ended_s (video) != 0;

  json_object_set_string_member (object, "status", is_sudden && !has_ended
                                                   ? "queued"
                                                   : troupe_studio_video_get_state_word (video));
  json_object_set_int_member (object, "progress",
                              is_sudden && !has_ended ? 0
                                                      : troupe_studio_video_get_per_cent (video));
}

static void
describe_end (TroupeStudioVideo *video,
              JsonObject        *object,
              gboolean           is_sudden)
{
  const char *id = troupe_studio_video_get_id (video);
  gint64 created_us = troupe_studio_video_get_created_us (video);
  gint64 ended_s = troupe_studio_video_get_ended_s (video);
  g_autofree char *file_name = g_strconcat (id, ".mp4", NULL);
  g_autofree char *path = g_strconcat ("/outputs/", file_name, NULL);

  json_object_set_int_member (object, "completed_at", ended_s);
  json_object_set_double_member (object, "inference_time_s",
                                 (double) ended_s - (double) (created_us / G_USEC_PER_SEC));
  if (is_sudden)
    {
      json_object_set_string_member (object, "file_path", path);
      return;
    }
  json_object_set_string_member (object, "media_type", "video/mp4");
  json_object_set_string_member (object, "file_name", file_name);
}

static JsonObject *
describe (TroupeStudioCall  *call,
          TroupeStudioVideo *video)
{
  const TroupeStudioFastapiAccent *accent = troupe_studio_fastapi_get_accent (call);
  const char * const echoed[] = { "model", "seconds", "size" };
  TroupeStudioVideoState state = troupe_studio_video_get_state (video);
  JsonObject *object = json_object_new ();
  JsonObject *error;

  json_object_set_string_member (object, "id", troupe_studio_video_get_id (video));
  json_object_set_string_member (object, "object", "video");
  describe_state (video, object, accent->is_sudden);
  json_object_set_int_member (object, "created_at",
                              troupe_studio_video_get_created_us (video) / G_USEC_PER_SEC);
  for (gsize i = 0; i < G_N_ELEMENTS (echoed); i++)
    json_object_set_string_member (object, echoed[i],
                                   troupe_studio_video_get_text (video, echoed[i]));
  json_object_set_string_member (object, "quality", "standard");
  if (state == TROUPE_STUDIO_VIDEO_COMPLETED)
    describe_end (video, object, accent->is_sudden);
  if (state == TROUPE_STUDIO_VIDEO_FAILED)
    {
      error = json_object_new ();
      if (!accent->is_sudden)
        json_object_set_int_member (error, "code", troupe_studio_video_is_input_at_fault (video)
                                                   ? 400 : 500);
      json_object_set_string_member (error, "message", troupe_studio_video_get_failure (video));
      json_object_set_object_member (object, "error", error);
    }
  return object;
}

static void
create_video (TroupeStudioCall *call)
{
  const TroupeStudioFastapiAccent *accent = troupe_studio_fastapi_get_accent (call);
  g_autofree char *id = troupe_studio_names_dup_hex (accent->id_prefix);
  g_autoptr (TroupeStudioReferences) references = troupe_studio_references_new ();
  g_autoptr (JsonObject) request = json_object_new ();
  const char * const cast[] = { NULL };
  TroupeStudioVideo *video;

  if (!troupe_studio_fastapi_read_order (call, request, references))
    return;
  video = troupe_studio_video_new (id, troupe_studio_call_get_base (call)->path, request, cast,
                                   NULL);
  troupe_studio_references_attach (references, video);
  troupe_studio_jobs_add (call, video, SOUP_STATUS_OK, describe);
}

static void
list_videos (TroupeStudioCall *call)
{
  const char * const ends[] = { "first_id", "last_id", "has_more" };
  gboolean is_short = troupe_studio_fastapi_get_accent (call)->is_short;
  JsonObject *page = troupe_studio_jobs_list_page (call, describe);

  if (page == NULL)
    return;
  for (gsize i = 0; is_short && i < G_N_ELEMENTS (ends); i++)
    json_object_remove_member (page, ends[i]);
  troupe_studio_call_answer_object (call, SOUP_STATUS_OK, page);
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
delete_video (TroupeStudioCall *call)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  TroupeStudioVideo *video = troupe_studio_jobs_require (call);
  JsonObject *object;

  if (video == NULL)
    return;
  if (!troupe_studio_fastapi_get_accent (call)->is_short)
    {
      troupe_studio_jobs_delete (call, video);
      return;
    }
  object = describe (call, video);
  json_object_set_string_member (object, "status", "deleted");
  troupe_studio_videos_remove (troupe_studio_get_videos (studio), video);
  troupe_studio_call_answer_object (call, SOUP_STATUS_OK, object);
}

static const TroupeStudioRoute routes[] = {
  { "POST", "/v1/videos", FALSE, BODY_BYTES, create_video },
  { "GET", "/v1/videos", FALSE, 0, list_videos },
  { "GET", "/v1/videos/{id}", FALSE, 0, get_video },
  { "DELETE", "/v1/videos/{id}", FALSE, 0, delete_video },
  { "GET", "/v1/videos/{id}/content", FALSE, 0, get_content },
};

const TroupeStudioDialect troupe_studio_fastapi = { routes, G_N_ELEMENTS (routes), refuse };

static void
get_model (TroupeStudioCall *call)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "model_path", troupe_studio_fastapi_sglang.model);
  json_object_set_string_member (object, "task_type", "TI2V");
  troupe_studio_call_answer_object (call, SOUP_STATUS_OK, object);
}

static const TroupeStudioRoute sglang_routes[] = {
  { "GET", "/models", FALSE, 0, get_model },
};

const TroupeStudioDialect troupe_studio_sglang = {
  sglang_routes, G_N_ELEMENTS (sglang_routes), refuse,
};

static void
list_models (TroupeStudioCall *call)
{
  JsonObject *object = json_object_new ();
  JsonObject *model = json_object_new ();
  JsonArray *data = json_array_new ();

  json_object_set_string_member (model, "id", troupe_studio_fastapi_vllm_omni.model);
  json_object_set_string_member (model, "object", "model");
  json_array_add_object_element (data, model);
  json_object_set_string_member (object, "object", "list");
  json_object_set_array_member (object, "data", data);
  troupe_studio_call_answer_object (call, SOUP_STATUS_OK, object);
}

static const TroupeStudioRoute vllm_routes[] = {
  { "GET", "/v1/models", FALSE, 0, list_models },
};

const TroupeStudioDialect troupe_studio_vllm = {
  vllm_routes, G_N_ELEMENTS (vllm_routes), refuse,
};
