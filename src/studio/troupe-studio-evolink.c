/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-evolink.h"

#include "troupe-studio-evolink-private.h"
#include "troupe-studio-fields.h"
#include "troupe-studio-jobs.h"
#include "troupe-studio-pages.h"
#include "troupe-studio.h"

#define TASK_PREFIX "task-unified-"
#define LINK_LIFE_S (24 * 60 * 60)
#define JSON_BYTES (1024 * 1024)
#define PAGE_SIZE 20
#define MAX_PAGE_SIZE 100
#define MAX_BATCH 50
#define CREDITS 1000.0

static const char * const state_words[] = {
  [TROUPE_STUDIO_VIDEO_QUEUED] = "pending",
  [TROUPE_STUDIO_VIDEO_RUNNING] = "processing",
  [TROUPE_STUDIO_VIDEO_COMPLETED] = "completed",
  [TROUPE_STUDIO_VIDEO_FAILED] = "failed",
};

/**
 * troupe_studio_evolink_answer_error:
 * @call: a call
 * @status: an HTTP status
 * @type: the kind of error
 * @code: what is wrong, for programs
 * @param: the parameter that is wrong, "" for none
 * @message: a sentence
 *
 * Answers with an error.
 */
void
troupe_studio_evolink_answer_error (TroupeStudioCall *call,
                                    guint             status,
                                    const char       *type,
                                    const char       *code,
                                    const char       *param,
                                    const char       *message)
{
  JsonObject *object = json_object_new ();
  JsonObject *error = json_object_new ();

  json_object_set_string_member (error, "code", code);
  json_object_set_string_member (error, "message", message);
  json_object_set_string_member (error, "type", type);
  if (*param != '\0')
    json_object_set_string_member (error, "param", param);
  json_object_set_object_member (object, "error", error);
  troupe_studio_call_answer_object (call, status, object);
}

static void
refuse (TroupeStudioCall *call,
        const char       *param,
        const GError     *error)
{
  TroupeStudioError reason = error->domain == TROUPE_STUDIO_ERROR
                             ? (TroupeStudioError) error->code : TROUPE_STUDIO_ERROR_RENDER;
  g_autofree char *message = NULL;

  switch (reason)
    {
    case TROUPE_STUDIO_ERROR_KEY:
      troupe_studio_evolink_answer_error (call, SOUP_STATUS_UNAUTHORIZED, "authentication_error",
                                          "unauthorized", "", "Invalid or expired token");
      break;
    case TROUPE_STUDIO_ERROR_MODEL:
      message = g_strdup_printf ("Token does not have access to model: %s", error->message);
      troupe_studio_evolink_answer_error (call, SOUP_STATUS_FORBIDDEN, "invalid_request_error",
                                          "model_access_denied", param, message);
      break;
    case TROUPE_STUDIO_ERROR_ROUTE:
      troupe_studio_evolink_answer_error (call, SOUP_STATUS_NOT_FOUND, "invalid_request_error",
                                          "not_found", "", error->message);
      break;
    case TROUPE_STUDIO_ERROR_TOO_LARGE:
      troupe_studio_evolink_answer_error (call, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE,
                                          "invalid_request_error", "invalid_request", "",
                                          error->message);
      break;
    case TROUPE_STUDIO_ERROR_RENDER:
    case TROUPE_STUDIO_ERROR_FAULTS:
      troupe_studio_evolink_answer_error (call, SOUP_STATUS_INTERNAL_SERVER_ERROR, "api_error",
                                          "internal_error", "", error->message);
      break;
    case TROUPE_STUDIO_ERROR_BODY:
    case TROUPE_STUDIO_ERROR_FIELD:
    case TROUPE_STUDIO_ERROR_MODEL_LIMIT:
    case TROUPE_STUDIO_ERROR_TIMESTAMPS:
    case TROUPE_STUDIO_ERROR_SOURCE:
    case TROUPE_STUDIO_ERROR_PICTURE:
    case TROUPE_STUDIO_ERROR_TASK_NOT_FOUND:
    case TROUPE_STUDIO_ERROR_TASK_UNFINISHED:
    case TROUPE_STUDIO_ERROR_MENTION:
      troupe_studio_evolink_answer_error (call, SOUP_STATUS_BAD_REQUEST, "invalid_request_error",
                                          "invalid_request", param, error->message);
      break;
    }
}

static void
describe_info (TroupeStudioVideo *video,
               JsonObject        *object)
{
  JsonObject *request = troupe_studio_video_get_request (video);
  TroupeStudioVideoState state = troupe_studio_video_get_state (video);
  JsonObject *info = json_object_new ();
  JsonObject *usage = json_object_new ();

  json_object_set_boolean_member (info, "can_cancel", state == TROUPE_STUDIO_VIDEO_QUEUED);
  json_object_set_int_member (info, "estimated_time", 20);
  if (!troupe_studio_video_is_character (video))
    json_object_set_int_member (
      info, "video_duration",
      g_ascii_strtoll (troupe_studio_video_get_text (video, "seconds"), NULL, 10));
  json_object_set_object_member (object, "task_info", info);
  json_object_set_string_member (usage, "billing_rule", "per_call");
  json_object_set_double_member (usage, "credits_reserved",
                                 json_object_get_double_member (request, "credits"));
  json_object_set_string_member (usage, "user_group", "default");
  json_object_set_object_member (object, "usage", usage);
}

static void
describe_character (TroupeStudioCall  *call,
                    TroupeStudioVideo *video,
                    JsonObject        *object)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  const char *username = troupe_studio_video_get_text (video, "username");
  TroupeStudioCharacter *character =
    troupe_studio_characters_find (troupe_studio_get_characters (studio), username);
  g_autofree char *picture = NULL;
  JsonObject *result = json_object_new ();

  json_object_set_string_member (result, "character_name", username);
  if (character != NULL)
    {
      picture = troupe_studio_pages_dup_link (call, troupe_studio_get_store (studio), "pictures",
                                              character->id, "profile.png", LINK_LIFE_S);
      json_object_set_string_member (result, "profile_picture_url", picture);
    }
  json_object_set_object_member (object, "result_data", result);
}

static void
describe_result (TroupeStudioCall  *call,
                 TroupeStudioVideo *video,
                 JsonObject        *object)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  g_autofree char *link = NULL;
  JsonArray *results = json_array_new ();

  link = troupe_studio_pages_dup_link (call, troupe_studio_get_store (studio), "videos",
                                       troupe_studio_video_get_id (video), "video.mp4",
                                       LINK_LIFE_S);
  json_array_add_string_element (results, link);
  json_object_set_array_member (object, "results", results);
}

static void
describe_failure (TroupeStudioVideo *video,
                  JsonObject        *object)
{
  JsonObject *error = json_object_new ();

  json_object_set_string_member (error, "code",
                                 troupe_studio_video_is_input_at_fault (video)
                                 ? "invalid_parameters" : "service_error");
  json_object_set_string_member (error, "message", troupe_studio_video_get_failure (video));
  json_object_set_string_member (error, "type", "task_error");
  json_object_set_object_member (object, "error", error);
}

/**
 * troupe_studio_evolink_describe:
 * @call: who asks
 * @video: a task
 *
 * Tells how a task stands.
 *
 * Returns: (transfer full): the task object
 */
JsonObject *
troupe_studio_evolink_describe (TroupeStudioCall  *call,
                                TroupeStudioVideo *video)
{
  TroupeStudioVideoState state = troupe_studio_video_get_state (video);
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "created",
                              troupe_studio_video_get_created_us (video) / G_USEC_PER_SEC);
  json_object_set_string_member (object, "id", troupe_studio_video_get_id (video));
  json_object_set_string_member (object, "model", troupe_studio_video_get_text (video, "model"));
  json_object_set_string_member (object, "object", "video.generation.task");
  json_object_set_int_member (object, "progress", troupe_studio_video_get_per_cent (video));
  json_object_set_string_member (object, "status", state_words[state]);
  json_object_set_string_member (object, "type", "video");
  describe_info (video, object);
  if (state == TROUPE_STUDIO_VIDEO_COMPLETED && troupe_studio_video_is_character (video))
    describe_character (call, video, object);
  else if (state == TROUPE_STUDIO_VIDEO_COMPLETED)
    describe_result (call, video, object);
  else if (state == TROUPE_STUDIO_VIDEO_FAILED)
    describe_failure (video, object);
  return object;
}

static gboolean
check_id (TroupeStudioCall *call,
          const char       *id)
{
  if (g_str_has_prefix (id, TASK_PREFIX))
    return TRUE;
  troupe_studio_evolink_answer_error (call, SOUP_STATUS_BAD_REQUEST, "invalid_request_error",
                                      "invalid_task_id", "task_id",
                                      "A task id begins with " TASK_PREFIX);
  return FALSE;
}

static void
get_task (TroupeStudioCall *call)
{
  const char *id = troupe_studio_call_get_segment (call, "task_id");
  TroupeStudioVideo *video;

  if (!check_id (call, id))
    return;
  video = troupe_studio_jobs_find (call, id);
  if (video != NULL)
    troupe_studio_call_answer_object (call, SOUP_STATUS_OK,
                                      troupe_studio_evolink_describe (call, video));
  else
    troupe_studio_evolink_answer_error (call, SOUP_STATUS_NOT_FOUND, "invalid_request_error",
                                        "resource_not_found", "task_id", "There is no such task");
}

/* Several at once; those that do not exist are left out. */
static void
get_tasks (TroupeStudioCall *call)
{
  JsonObject *body = troupe_studio_call_get_object (call);
  JsonNode *node = body == NULL ? NULL : json_object_get_member (body, "task_ids");
  JsonArray *ids = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n_ids = ids == NULL ? 0 : json_array_get_length (ids);
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *data = json_array_new ();

  json_object_set_array_member (object, "data", data);
  if (n_ids < 1 || n_ids > MAX_BATCH || json_object_get_size (body) != 1)
    {
      troupe_studio_call_refuse (call, "task_ids", TROUPE_STUDIO_ERROR_FIELD,
                                 "task_ids must be a list of 1 to %d ids, and nothing else",
                                 MAX_BATCH);
      return;
    }
  for (guint i = 0; i < n_ids; i++)
    {
      const char *id = json_node_get_string (json_array_get_element (ids, i));
      TroupeStudioVideo *video;

      if (!check_id (call, id == NULL ? "" : id))
        return;
      video = troupe_studio_jobs_find (call, id);
      if (video != NULL)
        json_array_add_object_element (data, troupe_studio_evolink_describe (call, video));
    }
  troupe_studio_call_answer_object (call, SOUP_STATUS_OK, g_steal_pointer (&object));
}

static JsonObject *
describe_item (TroupeStudioVideo *video)
{
  TroupeStudioVideoState state = troupe_studio_video_get_state (video);
  gboolean is_done = state == TROUPE_STUDIO_VIDEO_COMPLETED;
  JsonObject *request = troupe_studio_video_get_request (video);
  JsonObject *item = json_object_new ();

  json_object_set_string_member (item, "id", troupe_studio_video_get_id (video));
  json_object_set_string_member (item, "model", troupe_studio_video_get_text (video, "model"));
  json_object_set_string_member (item, "type", "video");
  json_object_set_string_member (item, "status", state_words[state]);
  json_object_set_int_member (item, "progress", troupe_studio_video_get_per_cent (video));
  json_object_set_int_member (item, "created_at",
                              troupe_studio_video_get_created_us (video) / G_USEC_PER_SEC);
  json_object_set_boolean_member (item, "has_results", is_done);
  json_object_set_int_member (item, "result_count", is_done ? 1 : 0);
  json_object_set_boolean_member (item, "has_error", state == TROUPE_STUDIO_VIDEO_FAILED);
  json_object_set_double_member (item, "credits_used",
                                 is_done ? json_object_get_double_member (request, "credits") : 0);
  return item;
}

/* What has not begun counts as processing here. */
static gboolean
is_wanted (TroupeStudioVideo *video,
           const char        *status,
           const char        *model)
{
  TroupeStudioVideoState state = troupe_studio_video_get_state (video);

  if (state == TROUPE_STUDIO_VIDEO_QUEUED)
    state = TROUPE_STUDIO_VIDEO_RUNNING;
  return (status == NULL || g_str_equal (status, state_words[state])) &&
         (model == NULL || g_str_equal (model, troupe_studio_video_get_text (video, "model")));
}

static gboolean
read_number (TroupeStudioCall *call,
             const char       *name,
             guint             max,
             guint            *number)
{
  g_autofree char *text = troupe_studio_call_dup_argument (call, name);
  guint64 value;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 1, max, &value, NULL))
    {
      troupe_studio_call_refuse (call, name, TROUPE_STUDIO_ERROR_FIELD,
                                 "%s must be a number from 1 to %u", name, max);
      return FALSE;
    }
  *number = (guint) value;
  return TRUE;
}

static gboolean
check_word (TroupeStudioCall   *call,
            const char         *name,
            const char         *word,
            const char * const *words)
{
  if (word == NULL || g_strv_contains (words, word))
    return TRUE;
  troupe_studio_call_refuse (call, name, TROUPE_STUDIO_ERROR_FIELD, "%s cannot be %s", name, word);
  return FALSE;
}

/* The newest first, without links */
static void
list_tasks (TroupeStudioCall *call)
{
  static const char * const states[] = { "processing", "completed", "failed", "cancelled", NULL };
  static const char * const types[] = { "image", "video", "audio", NULL };
  g_autoptr (GPtrArray) jobs = troupe_studio_jobs_list (call);
  g_autofree char *status = troupe_studio_call_dup_argument (call, "status");
  g_autofree char *type = troupe_studio_call_dup_argument (call, "type");
  g_autofree char *model = troupe_studio_call_dup_argument (call, "model");
  guint page = 1;
  guint page_size = PAGE_SIZE;
  guint n_wanted = 0;
  JsonObject *object;
  JsonArray *data;

  if (!read_number (call, "page", G_MAXINT, &page) ||
      !read_number (call, "page_size", MAX_PAGE_SIZE, &page_size) ||
      !check_word (call, "status", status, states) || !check_word (call, "type", type, types))
    return;
  data = json_array_new ();
  for (guint i = jobs->len; i > 0; i--)
    {
      TroupeStudioVideo *video = g_ptr_array_index (jobs, i - 1);

      if (!is_wanted (video, status, model) || (type != NULL && !g_str_equal (type, "video")))
        continue;
      if (n_wanted / page_size == page - 1)
        json_array_add_object_element (data, describe_item (video));
      n_wanted++;
    }
  object = json_object_new ();
  json_object_set_array_member (object, "data", data);
  json_object_set_int_member (object, "total", n_wanted);
  json_object_set_int_member (object, "page", page);
  json_object_set_int_member (object, "page_size", page_size);
  troupe_studio_call_answer_object (call, SOUP_STATUS_OK, object);
}

/* What failed costs nothing. */
static void
get_credits (TroupeStudioCall *call)
{
  g_autoptr (GPtrArray) jobs = troupe_studio_jobs_list (call);
  const char * const accounts[] = { "token", "user" };
  JsonObject *object = json_object_new ();
  JsonObject *data = json_object_new ();
  double used = 0;

  for (guint i = 0; i < jobs->len; i++)
    {
      TroupeStudioVideo *video = g_ptr_array_index (jobs, i);

      if (troupe_studio_video_get_state (video) != TROUPE_STUDIO_VIDEO_FAILED)
        used += json_object_get_double_member (troupe_studio_video_get_request (video), "credits");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      JsonObject *account = json_object_new ();

      json_object_set_double_member (account, "remaining_credits", CREDITS - used);
      json_object_set_double_member (account, "used_credits", used);
      if (i == 0)
        json_object_set_boolean_member (account, "unlimited_credits", FALSE);
      json_object_set_object_member (data, accounts[i], account);
    }
  json_object_set_boolean_member (object, "success", TRUE);
  json_object_set_string_member (object, "message", "");
  json_object_set_object_member (object, "data", data);
  troupe_studio_call_answer_object (call, SOUP_STATUS_OK, object);
}

static void
list_models (TroupeStudioCall *call)
{
  JsonObject *object = json_object_new ();
  JsonArray *data = json_array_new ();
  const char *name;

  for (guint i = 0; (name = troupe_studio_evolink_get_model (i)) != NULL; i++)
    {
      JsonObject *model = json_object_new ();

      json_object_set_string_member (model, "id", name);
      json_object_set_string_member (model, "object", "model");
      json_array_add_object_element (data, model);
    }
  json_object_set_string_member (object, "object", "list");
  json_object_set_array_member (object, "data", data);
  troupe_studio_call_answer_object (call, SOUP_STATUS_OK, object);
}

static const TroupeStudioRoute routes[] = {
  { "POST", "/v1/videos/generations", FALSE, JSON_BYTES, troupe_studio_evolink_generate },
  { "GET", "/v1/tasks/{task_id}", FALSE, 0, get_task },
  { "POST", "/v1/tasks/batch", FALSE, JSON_BYTES, get_tasks },
  { "GET", "/v1/tasks", FALSE, 0, list_tasks },
  { "GET", "/v1/credits", FALSE, 0, get_credits },
  { "GET", "/v1/models", FALSE, 0, list_models },
};

const TroupeStudioDialect troupe_studio_evolink = { routes, G_N_ELEMENTS (routes), refuse };
