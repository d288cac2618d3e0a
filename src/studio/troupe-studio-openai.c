/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-openai.h"

#include "troupe-studio-fields.h"
#include "troupe-studio-jobs.h"
#include "troupe-studio-names.h"
#include "troupe-studio-openai-private.h"
#include "troupe-studio-references.h"
#include "troupe-studio-stills.h"
#include "troupe-studio.h"

#define JSON_BYTES (1024 * 1024)
#define RESULT_LIFE_S (60 * 60)

/* The large sizes need the second kind of models. */
static const struct
{
  const char *name;
  gboolean    is_pro;
} models[] = {
  { "sora-2", FALSE },
  { "sora-2-2025-10-06", FALSE },
  { "sora-2-2025-12-08", FALSE },
  { "sora-2-pro", TRUE },
  { "sora-2-pro-2025-10-06", TRUE },
};

#define COMMON_FIELDS                                                                       \
        { "prompt", TROUPE_STUDIO_FIELD_TEXT, TRUE, 1, 32000, NULL },                       \
        { "model", TROUPE_STUDIO_FIELD_TEXT, FALSE, 1, 0, NULL },                           \
        { "seconds", TROUPE_STUDIO_FIELD_TEXT, FALSE, 0, 0, "4|8|12|16|20" },               \
        { "size", TROUPE_STUDIO_FIELD_TEXT, FALSE, 0, 0,                                    \
          "720x1280|1280x720|1024x1792|1792x1024|1080x1920|1920x1080" },                    \
        { "characters", TROUPE_STUDIO_FIELD_LIST, FALSE, 1, 0, NULL }

static const TroupeStudioField form_fields[] = {
  COMMON_FIELDS, { "input_reference", TROUPE_STUDIO_FIELD_FILE, FALSE, 0, 0, NULL },
};

static const TroupeStudioField json_fields[] = {
  COMMON_FIELDS, { "input_reference", TROUPE_STUDIO_FIELD_OBJECT, FALSE, 0, 0, NULL },
};

static void
answer_error (TroupeStudioCall *call,
              guint             status,
              const char       *param,
              const char       *code,
              const char       *message)
{
  JsonObject *object = json_object_new ();
  JsonObject *error = json_object_new ();

  json_object_set_string_member (error, "message", message);
  json_object_set_string_member (error, "type", status == SOUP_STATUS_INTERNAL_SERVER_ERROR
                                                ? "server_error" : "invalid_request_error");
  if (*param != '\0')
    json_object_set_string_member (error, "param", param);
  else
    json_object_set_null_member (error, "param");
  if (code != NULL)
    json_object_set_string_member (error, "code", code);
  else
    json_object_set_null_member (error, "code");
  json_object_set_object_member (object, "error", error);
  troupe_studio_call_answer_object (call, status, object);
}

/**
 * troupe_studio_openai_refuse:
 * @call: a call
 * @param: the parameter that is wrong, "" for none
 * @error: why
 *
 * Refuses a call as OpenAI did.
 */
void
troupe_studio_openai_refuse (TroupeStudioCall *call,
                             const char       *param,
                             const GError     *error)
{
  TroupeStudioError reason = error->domain == TROUPE_STUDIO_ERROR
                             ? (TroupeStudioError) error->code : TROUPE_STUDIO_ERROR_RENDER;
  g_autofree char *message = NULL;

  switch (reason)
    {
    case TROUPE_STUDIO_ERROR_KEY:
      answer_error (call, SOUP_STATUS_UNAUTHORIZED, "", "invalid_api_key",
                    "Incorrect API key provided.");
      break;
    case TROUPE_STUDIO_ERROR_MODEL:
      message = g_strdup_printf ("The model '%s' does not exist or you do not have access to it.",
                                 error->message);
      answer_error (call, SOUP_STATUS_NOT_FOUND, param, "model_not_found", message);
      break;
    case TROUPE_STUDIO_ERROR_ROUTE:
    case TROUPE_STUDIO_ERROR_TASK_NOT_FOUND:
      answer_error (call, SOUP_STATUS_NOT_FOUND, "", NULL, error->message);
      break;
    case TROUPE_STUDIO_ERROR_TOO_LARGE:
      answer_error (call, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "", NULL, error->message);
      break;
    case TROUPE_STUDIO_ERROR_RENDER:
    case TROUPE_STUDIO_ERROR_FAULTS:
      answer_error (call, SOUP_STATUS_INTERNAL_SERVER_ERROR, "", NULL, error->message);
      break;
    case TROUPE_STUDIO_ERROR_BODY:
    case TROUPE_STUDIO_ERROR_TASK_UNFINISHED:
      answer_error (call, SOUP_STATUS_BAD_REQUEST, "", NULL, error->message);
      break;
    case TROUPE_STUDIO_ERROR_FIELD:
    case TROUPE_STUDIO_ERROR_MODEL_LIMIT:
    case TROUPE_STUDIO_ERROR_TIMESTAMPS:
    case TROUPE_STUDIO_ERROR_SOURCE:
    case TROUPE_STUDIO_ERROR_PICTURE:
    case TROUPE_STUDIO_ERROR_MENTION:
      answer_error (call, SOUP_STATUS_BAD_REQUEST, param, "invalid_value", error->message);
      break;
    }
}

static void
set_time (JsonObject *object,
          const char *name,
          gint64      time_s)
{
  if (time_s == 0)
    json_object_set_null_member (object, name);
  else
    json_object_set_int_member (object, name, time_s);
}

/* All keys are always there. */
static JsonObject *
describe (TroupeStudioCall  *call,
          TroupeStudioVideo *video)
{
  const char * const echoed[] = { "model", "prompt", "seconds", "size" };
  const char *original = troupe_studio_video_get_remixed_from (video);
  TroupeStudioVideoState state = troupe_studio_video_get_state (video);
  gint64 ended_s =
    state == TROUPE_STUDIO_VIDEO_COMPLETED ? troupe_studio_video_get_ended_s (video) : 0;
  JsonObject *object = json_object_new ();
  JsonObject *error;

  json_object_set_string_member (object, "id", troupe_studio_video_get_id (video));
  json_object_set_string_member (object, "object", "video");
  for (gsize i = 0; i < G_N_ELEMENTS (echoed); i++)
    json_object_set_string_member (object, echoed[i],
                                   troupe_studio_video_get_text (video, echoed[i]));
  json_object_set_string_member (object, "status", troupe_studio_video_get_state_word (video));
  json_object_set_int_member (object, "progress", troupe_studio_video_get_per_cent (video));
  set_time (object, "created_at", troupe_studio_video_get_created_us (video) / G_USEC_PER_SEC);
  set_time (object, "completed_at", ended_s);
  set_time (object, "expires_at", ended_s == 0 ? 0 : ended_s + RESULT_LIFE_S);
  json_object_set_null_member (object, "remixed_from_video_id");
  if (original != NULL)
    json_object_set_string_member (object, "remixed_from_video_id", original);
  json_object_set_null_member (object, "error");
  if (state == TROUPE_STUDIO_VIDEO_FAILED)
    {
      error = json_object_new ();
      json_object_set_string_member (error, "code",
                                     troupe_studio_video_is_input_at_fault (video)
                                     ? "invalid_input" : "internal_error");
      json_object_set_string_member (error, "message", troupe_studio_video_get_failure (video));
      json_object_set_object_member (object, "error", error);
    }
  return object;
}

static gboolean
check_model (TroupeStudioCall *call,
             JsonObject       *request)
{
  const char *model = json_object_get_string_member (request, "model");
  const char *size = json_object_get_string_member (request, "size");
  gboolean is_small = g_str_equal (size, "720x1280") || g_str_equal (size, "1280x720");

  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    if (g_str_equal (models[i].name, model))
      {
        if (is_small || models[i].is_pro)
          return TRUE;
        troupe_studio_call_refuse (call, "size", TROUPE_STUDIO_ERROR_MODEL_LIMIT,
                                   "%s needs the model sora-2-pro", size);
        return FALSE;
      }
  troupe_studio_call_refuse (call, "model", TROUPE_STUDIO_ERROR_MODEL, "%s", model);
  return FALSE;
}

static void
set_default (JsonObject *request,
             const char *name,
             const char *value)
{
  if (!json_object_has_member (request, name))
    json_object_set_string_member (request, name, value);
}

static gboolean
read_reference (TroupeStudioCall       *call,
                JsonObject             *request,
                TroupeStudioReferences *references)
{
  TroupeStudioForm *form = troupe_studio_call_get_form (call);
  const TroupeStudioPart *part = form == NULL ? NULL
                                              : troupe_studio_form_find (form, "input_reference");
  g_autoptr (JsonObject) reference = NULL;
  const char *url;

  if (part != NULL)
    return troupe_studio_references_add_part (references, call, TROUPE_STUDIO_REFERENCE_PICTURE,
                                              part);
  if (!json_object_has_member (request, "input_reference"))
    return TRUE;
  reference = json_object_ref (json_object_get_object_member (request, "input_reference"));
  json_object_remove_member (request, "input_reference");    /* it may be long */
  url = json_object_get_string_member_with_default (reference, "image_url", NULL);
  if (json_object_get_size (reference) == 1 && url != NULL)
    return troupe_studio_references_add_url (references, call, "input_reference",
                                             TROUPE_STUDIO_REFERENCE_PICTURE, url);
  /* There are no files that an id could name. */
  troupe_studio_call_refuse (call, "input_reference", TROUPE_STUDIO_ERROR_FIELD,
                             "input_reference must be an object with exactly one of image_url and "
                             "file_id, and file_id the id of a file");
  return FALSE;
}

static gboolean
read_order (TroupeStudioCall *call,
            JsonObject       *request)
{
  gboolean is_form = troupe_studio_call_get_form (call) != NULL;

  if (is_form
      ? !troupe_studio_fields_read (call, form_fields, G_N_ELEMENTS (form_fields), request)
      : !troupe_studio_fields_read (call, json_fields, G_N_ELEMENTS (json_fields), request))
    return FALSE;
  set_default (request, "model", "sora-2");
  set_default (request, "seconds", "4");
  set_default (request, "size", "720x1280");
  return check_model (call, request);
}

static void
create_video (TroupeStudioCall *call)
{
  g_autofree char *id = troupe_studio_names_dup_hex ("video_");
  g_autoptr (JsonObject) request = json_object_new ();
  g_autoptr (TroupeStudioReferences) references = troupe_studio_references_new ();
  g_auto (GStrv) cast = NULL;
  TroupeStudioVideo *video;

  if (!read_order (call, request) || !read_reference (call, request, references))
    return;
  cast = troupe_studio_openai_read_cast (call, request);
  if (cast == NULL)
    return;
  troupe_studio_references_describe (references, request);
  video = troupe_studio_video_new (id, troupe_studio_call_get_base (call)->path, request,
                                   (const char * const *) cast, NULL);
  troupe_studio_references_attach (references, video);
  troupe_studio_jobs_add (call, video, SOUP_STATUS_OK, describe);
}

static void
list_videos (TroupeStudioCall *call)
{
  JsonObject *page = troupe_studio_jobs_list_page (call, describe);

  if (page != NULL)
    troupe_studio_call_answer_object (call, SOUP_STATUS_OK, page);
}

static void
get_video (TroupeStudioCall *call)
{
  TroupeStudioVideo *video = troupe_studio_jobs_require (call);

  if (video != NULL)
    troupe_studio_call_answer_object (call, SOUP_STATUS_OK, describe (call, video));
}

/* Only what has ended */
static void
delete_video (TroupeStudioCall *call)
{
  TroupeStudioVideo *video = troupe_studio_jobs_require (call);

  if (video == NULL)
    return;
  if (troupe_studio_video_get_state (video) == TROUPE_STUDIO_VIDEO_COMPLETED ||
      troupe_studio_video_get_state (video) == TROUPE_STUDIO_VIDEO_FAILED)
    troupe_studio_jobs_delete (call, video);
  else
    troupe_studio_call_refuse (call, "", TROUPE_STUDIO_ERROR_TASK_UNFINISHED,
                               "Only a video that is completed or failed can be deleted.");
}

static void
remix_video (TroupeStudioCall *call)
{
  TroupeStudioVideo *video = troupe_studio_jobs_require (call);
  g_autofree char *id = troupe_studio_names_dup_hex ("video_");

  if (video != NULL)
    troupe_studio_jobs_remix (call, video, id, describe);
}

static void
stills_made_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (TroupeStudioCall) call = user_data;
  g_autofree char *variant = troupe_studio_call_dup_argument (call, "variant");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) picture = troupe_studio_stills_make_finish (result, &error);

  if (picture != NULL)
    troupe_studio_call_answer (call, SOUP_STATUS_OK,
                               g_str_equal (variant, "thumbnail") ? "image/webp" : "image/jpeg",
                               picture);
  else
    troupe_studio_call_refuse_error (call, "", error);
}

static void
get_content (TroupeStudioCall *call)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  g_autofree char *variant = troupe_studio_call_dup_argument (call, "variant");
  gboolean is_sheet = g_strcmp0 (variant, "spritesheet") == 0;
  TroupeStudioVideo *video = troupe_studio_jobs_require (call);
  g_autoptr (GFile) file = NULL;

  if (video == NULL)
    return;
  if (variant == NULL || g_str_equal (variant, "video") ||
      troupe_studio_video_get_state (video) != TROUPE_STUDIO_VIDEO_COMPLETED)
    troupe_studio_jobs_answer_content (call, video);
  else if (!is_sheet && !g_str_equal (variant, "thumbnail"))
    troupe_studio_call_refuse (call, "variant", TROUPE_STUDIO_ERROR_FIELD,
                               "variant must be one of video, thumbnail, spritesheet");
  else
    {
      file = troupe_studio_videos_get_file (troupe_studio_get_videos (studio), video);
      troupe_studio_stills_make_async (
        file, is_sheet ? TROUPE_STUDIO_STILLS_SHEET : TROUPE_STUDIO_STILLS_THUMBNAIL,
        (guint) g_ascii_strtoull (troupe_studio_video_get_text (video, "seconds"), NULL, 10), NULL,
        stills_made_cb, g_object_ref (call));
    }
}

/* The date on which the service that these are named after ended */
static void
list_models (TroupeStudioCall *call)
{
  JsonObject *object = json_object_new ();
  JsonArray *data = json_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    {
      JsonObject *model = json_object_new ();

      json_object_set_string_member (model, "id", models[i].name);
      json_object_set_string_member (model, "object", "model");
      json_object_set_string_member (model, "owned_by", "practice-studio");
      json_object_set_string_member (model, "shutdown_date", "2026-09-24");
      json_array_add_object_element (data, model);
    }
  json_object_set_string_member (object, "object", "list");
  json_object_set_array_member (object, "data", data);
  troupe_studio_call_answer_object (call, SOUP_STATUS_OK, object);
}

static const TroupeStudioRoute routes[] = {
  { "POST", "/v1/videos", FALSE, TROUPE_STUDIO_OPENAI_BYTES, create_video },
  { "GET", "/v1/videos", FALSE, 0, list_videos },
  { "GET", "/v1/videos/{id}", FALSE, 0, get_video },
  { "DELETE", "/v1/videos/{id}", FALSE, 0, delete_video },
  { "GET", "/v1/videos/{id}/content", FALSE, 0, get_content },
  { "POST", "/v1/videos/{id}/remix", FALSE, JSON_BYTES, remix_video },
  { "GET", "/v1/models", FALSE, 0, list_models },
};

const TroupeStudioDialect troupe_studio_openai_videos = {
  routes, G_N_ELEMENTS (routes), troupe_studio_openai_refuse,
};
