/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-gateway-private.h"
#include "troupe-studio-mentions.h"
#include "troupe-studio-pages.h"
#include "troupe-studio.h"

#define RESULT_LIFE_S (24 * 60 * 60)
#define LIST_DEFAULT 20
#define LIST_MAX 100

/* The new job of a call */
#define JOB "troupe-job"

static GStrv
find_cast (TroupeStudioCall *call,
           const char       *prompt)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  g_autoptr (GError) error = NULL;
  GStrv cast;

  if (prompt == NULL || *prompt == '\0')
    {
      troupe_studio_gateway_refuse_field (call, "prompt", "invalid_parameter",
                                          "prompt is required");
      return NULL;
    }
  cast = troupe_studio_mentions_find (troupe_studio_get_characters (studio), prompt, &error);
  if (cast == NULL)
    troupe_studio_gateway_refuse_field (call, "prompt", "cameo_not_found", "%s", error->message);
  return cast;
}

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
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  TroupeStudioVideo *video =
    troupe_studio_videos_find (troupe_studio_get_videos (studio),
                               troupe_studio_call_get_segment (call, "id"));

  if (video == NULL)
    troupe_studio_gateway_refuse_unknown_task (call);
  return video;
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  TroupeStudioVideos *videos = TROUPE_STUDIO_VIDEOS (source);
  g_autoptr (TroupeStudioCall) call = user_data;
  g_autoptr (GError) error = NULL;
  TroupeStudioVideo *video = g_object_get_data (G_OBJECT (call), JOB);

  if (troupe_studio_videos_add_finish (videos, result, &error))
    troupe_studio_call_answer_object (call, SOUP_STATUS_OK, describe (call, video));
  else
    troupe_studio_gateway_refuse (call, error);
}

static void
set_job (TroupeStudioCall *call,
         JsonObject       *request,
         GStrv             cast,
         const char       *remixed_from)
{
  g_object_set_data_full (G_OBJECT (call), JOB,
                          troupe_studio_video_new (request, (const char * const *) cast,
                                                   remixed_from),
                          g_object_unref);
}

/* Takes up the job of a call and answers it. */
static void
add (TroupeStudioCall *call,
     GBytes           *reference)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);

  troupe_studio_videos_add_async (troupe_studio_get_videos (studio),
                                  g_object_get_data (G_OBJECT (call), JOB), reference, added_cb,
                                  g_object_ref (call));
}

/**
 * troupe_studio_gateway_create_video:
 * @call: `POST /v1/videos`
 *
 * Takes up a video job.
 */
void
troupe_studio_gateway_create_video (TroupeStudioCall *call)
{
  TroupeStudioForm *form = troupe_studio_call_get_form (call);
  g_autoptr (JsonObject) request = troupe_studio_gateway_read_order (call);
  const TroupeStudioPart *reference = NULL;
  g_auto (GStrv) cast = NULL;

  if (request == NULL)
    return;
  cast = find_cast (call, json_object_get_string_member_with_default (request, "prompt", NULL));
  if (cast == NULL)
    return;
  if (form != NULL && !json_object_has_member (request, "input_reference"))
    reference = troupe_studio_form_find (form, "input_reference");
  set_job (call, request, cast, NULL);
  add (call, reference == NULL ? NULL : reference->content);
}

/**
 * troupe_studio_gateway_get_video:
 * @call: `GET /v1/videos/{id}`
 *
 * Tells how a video job stands.
 */
void
troupe_studio_gateway_get_video (TroupeStudioCall *call)
{
  TroupeStudioVideo *video = find_video (call);

  if (video != NULL)
    troupe_studio_call_answer_object (call, SOUP_STATUS_OK, describe (call, video));
}

/**
 * troupe_studio_gateway_get_content:
 * @call: `GET /v1/videos/{id}/content`
 *
 * Answers with the video, or the part of it that is asked for.
 */
void
troupe_studio_gateway_get_content (TroupeStudioCall *call)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  TroupeStudioVideo *video = find_video (call);
  g_autoptr (GFile) file = NULL;

  if (video == NULL)
    return;
  if (troupe_studio_video_get_state (video) != TROUPE_STUDIO_VIDEO_COMPLETED)
    {
      troupe_studio_gateway_refuse_field (call, "", "",
                                          "Task is not completed yet, current status: %s",
                                          troupe_studio_video_get_state_word (video));
      return;
    }
  file = troupe_studio_videos_get_file (troupe_studio_get_videos (studio), video);
  if (!troupe_studio_call_answer_file (call, file, "video/mp4"))
    troupe_studio_gateway_refuse_unknown_task (call);
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

/**
 * troupe_studio_gateway_list_videos:
 * @call: `GET /v1/videos`
 *
 * Lists jobs a page at a time, the newest first unless `order` is `asc`.
 */
void
troupe_studio_gateway_list_videos (TroupeStudioCall *call)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  GPtrArray *all = troupe_studio_videos_get_all (troupe_studio_get_videos (studio));
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

/**
 * troupe_studio_gateway_delete_video:
 * @call: `DELETE /v1/videos/{id}`
 *
 * Deletes a job, at work or not.
 */
void
troupe_studio_gateway_delete_video (TroupeStudioCall *call)
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
    troupe_studio_gateway_refuse_field (call, "", "invalid_parameter",
                                        "a private video cannot be remixed");
  else if (troupe_studio_video_get_state (video) != TROUPE_STUDIO_VIDEO_COMPLETED)
    troupe_studio_gateway_refuse_field (call, "", "",
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

static void
reference_read_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (TroupeStudioCall) call = user_data;
  /* Most videos were made without a picture. */
  g_autoptr (GBytes) reference = g_file_load_bytes_finish (G_FILE (source), result, NULL, NULL);

  add (call, reference);
}

/**
 * troupe_studio_gateway_remix_video:
 * @call: `POST /v1/videos/{id}/remix`
 *
 * Takes up a job for the same video with another prompt. It keeps the cast unless the prompt
 * mentions somebody.
 */
void
troupe_studio_gateway_remix_video (TroupeStudioCall *call)
{
  static const char * const known[] = { "prompt", NULL };
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  TroupeStudioVideo *video = find_video (call);
  JsonObject *object = troupe_studio_call_get_object (call);
  g_autoptr (GFile) reference = NULL;
  g_autoptr (JsonObject) request = NULL;
  g_auto (GStrv) cast = NULL;
  const char *prompt;

  if (video == NULL || !check_source (call, video) ||
      !troupe_studio_gateway_check_members (call, object, known) ||
      !troupe_studio_gateway_read_text (call, object, "prompt", &prompt))
    return;
  cast = find_cast (call, prompt);
  if (cast == NULL)
    return;
  if (g_strv_length (cast) == 0)
    {
      g_strfreev (cast);
      cast = dup_cast (video);
    }
  request = vary (video, prompt);
  set_job (call, request, cast, troupe_studio_video_get_id (video));
  reference = troupe_studio_videos_get_reference (troupe_studio_get_videos (studio), video);
  g_file_load_bytes_async (reference, NULL, reference_read_cb, g_object_ref (call));
}
