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
#define LIST_DEFAULT 20
#define LIST_MAX 100

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

static TroupeStudioVideo *
find_video (TroupeStudioCall *call)
{
  TroupeStudioVideo *video =
    troupe_studio_jobs_find (call, troupe_studio_call_get_segment (call, "id"));

  if (video == NULL)
    troupe_studio_call_refuse (call, "", TROUPE_STUDIO_ERROR_TASK_NOT_FOUND, "Task not found");
  return video;
}

/* Takes up a job, with the picture that came with it. */
static void
add (TroupeStudioCall *call,
     JsonObject       *request,
     GStrv             cast,
     const char       *remixed_from,
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
  video = troupe_studio_video_new (id, base_path, request, (const char * const *) cast,
                                   remixed_from);
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
  add (call, request, cast, NULL, picture == NULL ? NULL : picture->content);
}

static void
get_video (TroupeStudioCall *call)
{
  TroupeStudioVideo *video = find_video (call);

  if (video != NULL)
    troupe_studio_call_answer_object (call, SOUP_STATUS_OK, describe (call, video));
}

static void
get_content (TroupeStudioCall *call)
{
  TroupeStudioVideo *video = find_video (call);

  if (video != NULL)
    troupe_studio_jobs_answer_content (call, video);
}

static guint
get_limit (TroupeStudioCall *call)
{
  g_autofree char *text = troupe_studio_call_dup_argument (call, "limit");
  guint64 limit;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, LIST_MAX, &limit, NULL))
    return LIST_DEFAULT;
  return (guint) limit;
}

/* The jobs after the one with that id, all of them when there is no such job. */
static void
keep_after (GPtrArray  *jobs,
            const char *id)
{
  for (guint i = 0; id != NULL && i < jobs->len; i++)
    if (g_str_equal (troupe_studio_video_get_id (g_ptr_array_index (jobs, i)), id))
      {
        g_ptr_array_remove_range (jobs, 0, i + 1);
        return;
      }
}

/* A page of jobs, the newest first unless "order" is "asc" */
static void
list_videos (TroupeStudioCall *call)
{
  g_autoptr (GPtrArray) all = troupe_studio_jobs_list (call);
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();
  g_autofree char *order = troupe_studio_call_dup_argument (call, "order");
  g_autofree char *after = troupe_studio_call_dup_argument (call, "after");
  guint limit = get_limit (call);
  JsonObject *object = json_object_new ();
  JsonArray *data = json_array_new ();

  for (guint i = 0; i < all->len; i++)
    g_ptr_array_insert (jobs, g_strcmp0 (order, "asc") == 0 ? -1 : 0, g_ptr_array_index (all, i));
  keep_after (jobs, after);
  for (guint i = 0; i < MIN (limit, jobs->len); i++)
    json_array_add_object_element (data, describe (call, g_ptr_array_index (jobs, i)));
  json_object_set_string_member (object, "object", "list");
  if (json_array_get_length (data) > 0)
    {
      TroupeStudioVideo *last = g_ptr_array_index (jobs, MIN (limit, jobs->len) - 1);

      json_object_set_string_member (object, "first_id",
                                     troupe_studio_video_get_id (g_ptr_array_index (jobs, 0)));
      json_object_set_string_member (object, "last_id", troupe_studio_video_get_id (last));
    }
  json_object_set_boolean_member (object, "has_more", jobs->len > limit);
  json_object_set_array_member (object, "data", data);
  troupe_studio_call_answer_object (call, SOUP_STATUS_OK, object);
}

/* At work or not */
static void
delete_video (TroupeStudioCall *call)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  TroupeStudioVideo *video = find_video (call);
  JsonObject *object;

  if (video == NULL)
    return;
  object = json_object_new ();
  json_object_set_string_member (object, "id", troupe_studio_video_get_id (video));
  json_object_set_string_member (object, "object", "video.deleted");
  json_object_set_boolean_member (object, "deleted", TRUE);
  troupe_studio_videos_remove (troupe_studio_get_videos (studio), video);
  troupe_studio_call_answer_object (call, SOUP_STATUS_OK, object);
}

static gboolean
check_source (TroupeStudioCall  *call,
              TroupeStudioVideo *video)
{
  JsonObject *request = troupe_studio_video_get_request (video);

  if (json_object_get_boolean_member_with_default (request, "private", FALSE))
    troupe_studio_call_refuse (call, "", TROUPE_STUDIO_ERROR_FIELD,
                               "a private video cannot be remixed");
  else if (troupe_studio_video_get_state (video) != TROUPE_STUDIO_VIDEO_COMPLETED)
    troupe_studio_call_refuse (call, "", TROUPE_STUDIO_ERROR_TASK_UNFINISHED,
                               "Task is not completed yet, current status: %s",
                               troupe_studio_video_get_state_word (video));
  else
    return TRUE;
  return FALSE;
}

/* The same video but for its prompt. Its cast is there already, its picture is given along. */
static JsonObject *
vary (TroupeStudioVideo *video,
      const char        *prompt)
{
  const char * const kept[] = { "model", "seconds", "size", "watermark", "private" };
  JsonObject *old = troupe_studio_video_get_request (video);
  JsonObject *request = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    if (json_object_has_member (old, kept[i]))
      json_object_set_member (request, kept[i], json_object_dup_member (old, kept[i]));
  json_object_set_string_member (request, "prompt", prompt);
  return request;
}

static GStrv
dup_cast (TroupeStudioVideo *video)
{
  GPtrArray *cast = troupe_studio_video_get_cast (video);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < cast->len; i++)
    g_strv_builder_add (names, g_ptr_array_index (cast, i));
  return g_strv_builder_end (names);
}

/* A variation on its way: the picture of the first video is being read */
typedef struct
{
  TroupeStudioCall *call;
  JsonObject       *request;
  GStrv             cast;
  char             *remixed_from;
} Remix;

static void
picture_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Remix *remix = user_data;
  /* Most videos were made without a picture. */
  g_autoptr (GBytes) picture = g_file_load_bytes_finish (G_FILE (source), result, NULL, NULL);

  add (remix->call, remix->request, remix->cast, remix->remixed_from, picture);
  g_object_unref (remix->call);
  json_object_unref (remix->request);
  g_strfreev (remix->cast);
  g_free (remix->remixed_from);
  g_free (remix);
}

/* The same video with another prompt. It keeps the cast unless the prompt mentions somebody. */
static void
remix_video (TroupeStudioCall *call)
{
  static const TroupeStudioField fields[] = {
    { "prompt", TROUPE_STUDIO_FIELD_TEXT, TRUE, 0, 32000, NULL },
  };
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  TroupeStudioVideo *video = find_video (call);
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (GFile) picture = NULL;
  g_auto (GStrv) cast = NULL;
  const char *prompt;
  Remix *remix;

  if (video == NULL || !check_source (call, video) ||
      !troupe_studio_fields_check_json (call) ||
      !troupe_studio_fields_read (call, fields, G_N_ELEMENTS (fields), body))
    return;
  prompt = json_object_get_string_member (body, "prompt");
  cast = troupe_studio_jobs_find_cast (call, prompt);
  if (cast == NULL)
    return;
  remix = g_new0 (Remix, 1);
  remix->call = g_object_ref (call);
  remix->request = vary (video, prompt);
  remix->cast = g_strv_length (cast) > 0 ? g_steal_pointer (&cast) : dup_cast (video);
  remix->remixed_from = g_strdup (troupe_studio_video_get_id (video));
  picture = troupe_studio_store_get_file (troupe_studio_get_store (studio),
                                          TROUPE_STUDIO_FOLDER_VIDEOS, remix->remixed_from,
                                          TROUPE_STUDIO_PICTURE "0");
  g_file_load_bytes_async (picture, NULL, picture_read_cb, remix);
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
