/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "troupe-studio-fields.h"
#include "troupe-studio-gateway-private.h"
#include "troupe-studio-jobs.h"
#include "troupe-studio-pages.h"
#include "troupe-studio-timestamps.h"
#include "troupe-studio-uploads.h"
#include "troupe-studio.h"

#define UPLOAD_BYTES (200 * 1024 * 1024)

static void
answer_error (TroupeStudioCall *call,
              guint             status,
              const char       *type,
              const char       *param,
              const char       *code,
              const char       *message)
{
  JsonObject *object = json_object_new ();
  JsonObject *error = json_object_new ();

  json_object_set_string_member (error, "message", message);
  json_object_set_string_member (error, "type", type);
  json_object_set_string_member (error, "param", param);
  json_object_set_string_member (error, "code", code);
  json_object_set_object_member (object, "error", error);
  troupe_studio_call_answer_object (call, status, object);
}

/* What a relay itself has to say */
static void
answer_relay_error (TroupeStudioCall *call,
                    const char       *message)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "code", "invalid_request");
  json_object_set_string_member (object, "message", message);
  json_object_set_null_member (object, "data");
  troupe_studio_call_answer_object (call, SOUP_STATUS_BAD_REQUEST, object);
}

/* The front door of such gateways tells about itself in another type, and with a request id. */
static void
refuse_key (TroupeStudioCall *call)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *id = g_date_time_format (now, "%Y%m%d%H%M%S%f");
  g_autofree char *message = g_strdup_printf ("Invalid token (request id: %s)", id);

  answer_error (call, SOUP_STATUS_UNAUTHORIZED, "new_api_error", "", "", message);
}

static void
refuse_model (TroupeStudioCall *call,
              const char       *model)
{
  g_autofree char *message =
    g_strdup_printf ("No available channel for model %s under group default", model);

  answer_error (call, SOUP_STATUS_SERVICE_UNAVAILABLE, "new_api_error", "model",
                "model_not_found", message);
}

/* What is wrong with a call, for programs; NULL is nothing of the call's */
static const char *
get_code (const char       *param,
          TroupeStudioError code)
{
  switch (code)
    {
    case TROUPE_STUDIO_ERROR_BODY:
      return "invalid_request";
    case TROUPE_STUDIO_ERROR_FIELD:
    case TROUPE_STUDIO_ERROR_TIMESTAMPS:
    case TROUPE_STUDIO_ERROR_SOURCE:
    case TROUPE_STUDIO_ERROR_PICTURE:
      return "invalid_parameter";
    case TROUPE_STUDIO_ERROR_MODEL_LIMIT:
      return g_str_equal (param, "size") ? "invalid_model_for_size" : "invalid_model_for_duration";
    case TROUPE_STUDIO_ERROR_MENTION:
      return "cameo_not_found";
    case TROUPE_STUDIO_ERROR_TASK_NOT_FOUND:
      return "task_not_found";
    case TROUPE_STUDIO_ERROR_TASK_UNFINISHED:
      return *param == '\0' ? "" : "invalid_parameter";
    case TROUPE_STUDIO_ERROR_ROUTE:
    case TROUPE_STUDIO_ERROR_KEY:
    case TROUPE_STUDIO_ERROR_TOO_LARGE:
    case TROUPE_STUDIO_ERROR_MODEL:
    case TROUPE_STUDIO_ERROR_RENDER:
    case TROUPE_STUDIO_ERROR_FAULTS:
      break;
    }
  return NULL;
}

/**
 * troupe_studio_gateway_get_accent:
 * @call: a call
 *
 * Tells in what this gateway differs from others.
 *
 * Returns: (transfer none): the accent
 */
const TroupeStudioGatewayAccent *
troupe_studio_gateway_get_accent (TroupeStudioCall *call)
{
  static const TroupeStudioGatewayAccent plain = { FALSE, FALSE,
                                                   TROUPE_STUDIO_GATEWAY_CASTING_NONE };
  const TroupeStudioGatewayAccent *accent = troupe_studio_call_get_accent (call);

  return accent == NULL ? &plain : accent;
}

/**
 * troupe_studio_gateway_refuse:
 * @call: a call
 * @param: the parameter that is wrong, "" for none
 * @error: why
 *
 * Refuses a call as gateways do.
 */
void
troupe_studio_gateway_refuse (TroupeStudioCall *call,
                              const char       *param,
                              const GError     *error)
{
  TroupeStudioError reason = error->domain == TROUPE_STUDIO_ERROR
                             ? (TroupeStudioError) error->code : TROUPE_STUDIO_ERROR_RENDER;
  gboolean is_relay = troupe_studio_gateway_get_accent (call)->is_relay;
  const char *code = get_code (param, reason);

  if (reason == TROUPE_STUDIO_ERROR_KEY)
    refuse_key (call);
  else if (is_relay && (*param != '\0' || reason == TROUPE_STUDIO_ERROR_BODY) && code != NULL)
    answer_relay_error (call, error->message);
  else if (reason == TROUPE_STUDIO_ERROR_MODEL)
    refuse_model (call, error->message);
  else if (reason == TROUPE_STUDIO_ERROR_ROUTE)
    answer_error (call, SOUP_STATUS_NOT_FOUND, "invalid_request_error", "", "", error->message);
  else if (reason == TROUPE_STUDIO_ERROR_TOO_LARGE)
    answer_error (call, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "invalid_request_error", "",
                  "request_too_large", error->message);
  else if (reason == TROUPE_STUDIO_ERROR_TASK_NOT_FOUND && *param == '\0')
    answer_error (call, SOUP_STATUS_NOT_FOUND, "invalid_request_error", "", code, error->message);
  else if (code != NULL)
    answer_error (call, SOUP_STATUS_BAD_REQUEST, "invalid_request_error", param, code,
                  error->message);
  else
    answer_error (call, SOUP_STATUS_INTERNAL_SERVER_ERROR, "server_error", "", "internal_error",
                  error->message);
}

/* An error of the workshop, said in the words of the call whose parameters these are. */
static void
refuse_character (TroupeStudioCall *call,
                  const GError     *error)
{
  gboolean from_task = json_object_has_member (troupe_studio_call_get_object (call), "from_task");
  const char *param = "";

  if (g_error_matches (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_TIMESTAMPS))
    param = "timestamps";
  else if (g_error_matches (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_SOURCE))
    param = from_task ? "from_task" : "url";
  troupe_studio_call_refuse_error (call, param, error);
}

static void
character_made_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (TroupeStudioCall) call = user_data;
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeStudioCharacter) character = NULL;
  g_autofree char *base = NULL;
  g_autofree char *permalink = NULL;
  g_autofree char *picture = NULL;
  JsonObject *object;

  character = troupe_studio_characters_make_finish (TROUPE_STUDIO_CHARACTERS (source), result,
                                                    &error);
  if (character == NULL)
    {
      refuse_character (call, error);
      return;
    }
  base = troupe_studio_call_dup_address (call);
  permalink = g_strconcat (base, "/studio/characters/", character->username, NULL);
  picture = troupe_studio_pages_dup_link (call, troupe_studio_get_store (studio), "pictures",
                                          character->id, "raw", TROUPE_STUDIO_PICTURE_LIFE_S);
  object = json_object_new ();
  json_object_set_string_member (object, "id", character->id);
  json_object_set_string_member (object, "username", character->username);
  if (troupe_studio_gateway_get_accent (call)->names_models)
    json_object_set_string_member (object, "display_name", character->username);
  json_object_set_string_member (object, "permalink", permalink);
  json_object_set_string_member (object, "profile_picture_url", picture);
  troupe_studio_call_answer_object (call, SOUP_STATUS_OK, object);
}

/* Exactly one of the two, unless the service takes both: then what the account has made itself counts. A task as the file
 * that it made */
static char *
dup_character_source (TroupeStudioCall *call,
                      JsonObject       *request)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  const char *url = json_object_get_string_member_with_default (request, "url", NULL);
  const char *task = json_object_get_string_member_with_default (request, "from_task", NULL);
  g_autoptr (GFile) file = NULL;

  if (task != NULL && troupe_studio_gateway_get_accent (call)->takes_both)
    url = NULL;
  if ((url == NULL) == (task == NULL))
    {
      troupe_studio_call_refuse (call, "url", TROUPE_STUDIO_ERROR_FIELD,
                                 url == NULL ? "either url or from_task is required"
                                             : "url and from_task cannot be given together");
      return NULL;
    }
  if (url != NULL)
    return g_strdup (url);
  if (!troupe_studio_jobs_check_result (call, "from_task", task))
    return NULL;
  file = troupe_studio_store_get_file (troupe_studio_get_store (studio),
                                       TROUPE_STUDIO_FOLDER_VIDEOS, task, ".mp4");
  return g_file_get_uri (file);
}

static void
create_character (TroupeStudioCall *call)
{
  static const TroupeStudioField fields[] = {
    { "timestamps", TROUPE_STUDIO_FIELD_TEXT, TRUE, 0, 0, NULL },
    { "url", TROUPE_STUDIO_FIELD_ADDRESS, FALSE, 0, 0, NULL },
    { "from_task", TROUPE_STUDIO_FIELD_TEXT, FALSE, 0, 0, NULL },
    { "model", TROUPE_STUDIO_FIELD_TEXT, TRUE, 0, 0, "sora-2-character|sora-2-pro-character" },
  };
  gboolean names_models = troupe_studio_gateway_get_accent (call)->names_models;
  gsize n_fields = names_models ? G_N_ELEMENTS (fields) : G_N_ELEMENTS (fields) - 1;
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  g_autoptr (JsonObject) request = json_object_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = NULL;
  TroupeRange range;
  TroupeStudioCasting casting = { .range = &range, .request = request };

  if (!troupe_studio_fields_check_json (call) ||
      !troupe_studio_fields_read (call, fields, n_fields, request))
    return;
  if (!troupe_studio_timestamps_parse (json_object_get_string_member (request, "timestamps"),
                                       TROUPE_STUDIO_GATEWAY_MIN_NS,
                                       TROUPE_STUDIO_GATEWAY_MAX_NS, &range, &error))
    {
      troupe_studio_call_refuse_error (call, "timestamps", error);
      return;
    }
  uri = dup_character_source (call, request);
  if (uri == NULL)
    return;
  casting.uri = uri;
  troupe_studio_characters_make_async (troupe_studio_get_characters (studio), &casting, NULL,
                                       character_made_cb, g_object_ref (call));
}

static void
list_models (TroupeStudioCall *call)
{
  const char * const models[] = { "sora-2", "sora-2-pro" };
  JsonObject *object = json_object_new ();
  JsonArray *data = json_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    {
      JsonObject *model = json_object_new ();

      json_object_set_string_member (model, "id", models[i]);
      json_object_set_string_member (model, "object", "model");
      json_object_set_string_member (model, "owned_by", "practice-studio");
      json_array_add_object_element (data, model);
    }
  json_object_set_string_member (object, "object", "list");
  json_object_set_array_member (object, "data", data);
  troupe_studio_call_answer_object (call, SOUP_STATUS_OK, object);
}

/* Upload services have an error shape of their own. */
static void
refuse_upload (TroupeStudioCall *call,
               guint             status,
               const char       *message)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "success", FALSE);
  json_object_set_int_member (object, "code", status);
  json_object_set_string_member (object, "msg", message);
  troupe_studio_call_answer_object (call, status, object);
}

static char *
dup_time (gint64 time_s)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time_s);

  return g_date_time_format_iso8601 (date);
}

static void
upload_added_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (TroupeStudioCall) call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeStudioUpload) upload = troupe_studio_uploads_add_finish (result, &error);
  g_autofree char *link = NULL;
  g_autofree char *expires = NULL;
  JsonObject *object;
  JsonObject *data;

  if (upload == NULL)
    {
      refuse_upload (call, SOUP_STATUS_INTERNAL_SERVER_ERROR, error->message);
      return;
    }
  link = troupe_studio_pages_dup_link (call, TROUPE_STUDIO_STORE (source), "uploads", upload->id,
                                       upload->name, TROUPE_STUDIO_UPLOAD_LIFE_S);
  expires = dup_time (upload->created_s + TROUPE_STUDIO_UPLOAD_LIFE_S);
  data = json_object_new ();
  json_object_set_string_member (data, "file_id", upload->id);
  json_object_set_string_member (data, "file_url", link);
  json_object_set_string_member (data, "mime_type", upload->media_type);
  json_object_set_int_member (data, "file_size", upload->size_bytes);
  json_object_set_string_member (data, "expires_at", expires);
  object = json_object_new ();
  json_object_set_boolean_member (object, "success", TRUE);
  json_object_set_int_member (object, "code", SOUP_STATUS_OK);
  json_object_set_string_member (object, "msg", "");
  json_object_set_object_member (object, "data", data);
  troupe_studio_call_answer_object (call, SOUP_STATUS_OK, object);
}

static gboolean
is_upload_path (const TroupeStudioPart *part)
{
  gsize size;
  const char *text = g_bytes_get_data (part->content, &size);
  g_autofree char *copy = g_strndup (text, size);

  return size > 0 && size <= 256 && *copy != '/' && strstr (copy, "//") == NULL &&
         !g_str_has_suffix (copy, "/") &&
         strspn (copy, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-/") == size;
}

static void
upload (TroupeStudioCall *call)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  TroupeStudioForm *form = troupe_studio_call_get_form (call);
  const TroupeStudioPart *file = form == NULL ? NULL : troupe_studio_form_find (form, "file");

  if (file == NULL || file->file_name == NULL)
    {
      refuse_upload (call, SOUP_STATUS_BAD_REQUEST,
                     "the body must be multipart/form-data with a file named file");
      return;
    }
  for (guint i = 0; i < troupe_studio_form_get_n_parts (form); i++)
    {
      const TroupeStudioPart *part = troupe_studio_form_get_part (form, i);

      if (part != file && (!g_str_equal (part->name, "upload_path") || !is_upload_path (part)))
        {
          refuse_upload (call, SOUP_STATUS_BAD_REQUEST,
                         "a part is not known, or upload_path is no relative path");
          return;
        }
    }
  troupe_studio_uploads_add_async (troupe_studio_get_store (studio),
                                   troupe_studio_call_get_base (call)->path, file->file_name,
                                   file->media_type, file->content, upload_added_cb,
                                   g_object_ref (call));
}

static const TroupeStudioRoute character_routes[] = {
  { "POST", "/sora/v1/characters", FALSE, TROUPE_STUDIO_JSON_BYTES, create_character },
};

const TroupeStudioDialect troupe_studio_gateway_characters = {
  character_routes, G_N_ELEMENTS (character_routes), troupe_studio_gateway_refuse,
};

static const TroupeStudioRoute model_routes[] = {
  { "GET", "/v1/models", FALSE, 0, list_models },
};

const TroupeStudioDialect troupe_studio_gateway_models = {
  model_routes, G_N_ELEMENTS (model_routes), troupe_studio_gateway_refuse,
};

static const TroupeStudioRoute upload_routes[] = {
  { "POST", "/api/common/upload/stream", FALSE, UPLOAD_BYTES, upload },
};

const TroupeStudioDialect troupe_studio_gateway_uploads = {
  upload_routes, G_N_ELEMENTS (upload_routes), troupe_studio_gateway_refuse,
};
