/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-gateway.h"

#include <string.h>

#include "troupe-studio-error.h"
#include "troupe-studio-gateway-private.h"
#include "troupe-studio-pages.h"
#include "troupe-studio-timestamps.h"
#include "troupe-studio-uploads.h"
#include "troupe-studio.h"

#define JSON_BYTES (1024 * 1024)
#define VIDEO_BYTES (32 * 1024 * 1024)
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

/**
 * troupe_studio_gateway_refuse_field:
 * @call: a call
 * @param: which parameter is wrong, "" for none
 * @code: what is wrong with it, for programs
 * @format: a sentence
 * @...: what stands in it
 *
 * Refuses a call with status 400.
 */
void
troupe_studio_gateway_refuse_field (TroupeStudioCall *call,
                                    const char       *param,
                                    const char       *code,
                                    const char       *format,
                                    ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  answer_error (call, SOUP_STATUS_BAD_REQUEST, "invalid_request_error", param, code, message);
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

/**
 * troupe_studio_gateway_refuse:
 * @call: a call
 * @error: why
 *
 * Refuses a call for a reason that does not lie in one of its parameters.
 */
void
troupe_studio_gateway_refuse (TroupeStudioCall *call,
                              const GError     *error)
{
  if (g_error_matches (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_KEY))
    refuse_key (call);
  else if (g_error_matches (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_ROUTE))
    answer_error (call, SOUP_STATUS_NOT_FOUND, "invalid_request_error", "", "", error->message);
  else if (g_error_matches (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_TOO_LARGE))
    answer_error (call, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "invalid_request_error", "",
                  "request_too_large", error->message);
  else if (g_error_matches (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_BODY))
    answer_error (call, SOUP_STATUS_BAD_REQUEST, "invalid_request_error", "", "invalid_request",
                  error->message);
  else
    answer_error (call, SOUP_STATUS_INTERNAL_SERVER_ERROR, "server_error", "", "internal_error",
                  error->message);
}

/**
 * troupe_studio_gateway_refuse_model:
 * @call: a call
 * @model: what it asks for
 *
 * Refuses a model in the words of a gateway that has no supplier for it.
 */
void
troupe_studio_gateway_refuse_model (TroupeStudioCall *call,
                                    const char       *model)
{
  g_autofree char *message =
    g_strdup_printf ("No available channel for model %s under group default", model);

  answer_error (call, SOUP_STATUS_SERVICE_UNAVAILABLE, "new_api_error", "model",
                "model_not_found", message);
}

/**
 * troupe_studio_gateway_refuse_task:
 * @call: a call
 * @param: the parameter that names a task
 * @error: why that task is of no use
 *
 * Refuses a task as a source.
 */
void
troupe_studio_gateway_refuse_task (TroupeStudioCall *call,
                                   const char       *param,
                                   const GError     *error)
{
  gboolean is_unknown = g_error_matches (error, TROUPE_STUDIO_ERROR,
                                         TROUPE_STUDIO_ERROR_TASK_NOT_FOUND);

  troupe_studio_gateway_refuse_field (call, param,
                                      is_unknown ? "task_not_found" : "invalid_parameter", "%s",
                                      error->message);
}

/**
 * troupe_studio_gateway_refuse_unknown_task:
 * @call: a call whose path names a task
 *
 * Answers that there is no such task.
 */
void
troupe_studio_gateway_refuse_unknown_task (TroupeStudioCall *call)
{
  answer_error (call, SOUP_STATUS_NOT_FOUND, "invalid_request_error", "", "task_not_found",
                "Task not found");
}

/**
 * troupe_studio_gateway_check_members:
 * @call: a call
 * @object: (nullable): the body, `NULL` when it is not JSON
 * @known: the parameters that the call takes
 *
 * Refuses a body that is no object, or has a member that means nothing.
 *
 * Returns: whether all members are known
 */
gboolean
troupe_studio_gateway_check_members (TroupeStudioCall   *call,
                                     JsonObject         *object,
                                     const char * const *known)
{
  g_autoptr (GList) names = NULL;

  if (object == NULL)
    {
      troupe_studio_gateway_refuse_field (call, "", "invalid_request",
                                          "the body must be application/json");
      return FALSE;
    }
  names = json_object_get_members (object);
  for (GList *l = names; l != NULL; l = l->next)
    if (!g_strv_contains (known, l->data))
      {
        troupe_studio_gateway_refuse_field (call, l->data, "invalid_parameter",
                                            "unknown parameter: %s", (char *) l->data);
        return FALSE;
      }
  return TRUE;
}

/**
 * troupe_studio_gateway_read_text:
 * @call: a call
 * @object: the body
 * @name: a parameter
 * @text: (out) (transfer none) (nullable): its value, `NULL` when it is not there
 *
 * Reads a parameter, and refuses one that is not a text.
 *
 * Returns: whether it is a text or not there
 */
gboolean
troupe_studio_gateway_read_text (TroupeStudioCall *call,
                                 JsonObject       *object,
                                 const char       *name,
                                 const char      **text)
{
  JsonNode *node = json_object_get_member (object, name);

  *text = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      troupe_studio_gateway_refuse_field (call, name, "invalid_parameter", "%s must be a text",
                                          name);
      return FALSE;
    }
  *text = json_node_get_string (node);
  return TRUE;
}

/**
 * troupe_studio_gateway_check_url:
 * @call: a call
 * @param: a parameter
 * @url: its value
 *
 * Refuses what is no address on the web.
 *
 * Returns: whether it is one
 */
gboolean
troupe_studio_gateway_check_url (TroupeStudioCall *call,
                                 const char       *param,
                                 const char       *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = uri == NULL ? NULL : g_uri_get_scheme (uri);

  if (uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
      (g_str_equal (scheme, "http") || g_str_equal (scheme, "https")))
    return TRUE;
  troupe_studio_gateway_refuse_field (call, param, "invalid_parameter",
                                      "%s must be an http or https address", param);
  return FALSE;
}

/* An error of the workshop, said in the words of the call whose parameters these are. */
static void
refuse_character (TroupeStudioCall *call,
                  const GError     *error)
{
  gboolean from_task = json_object_has_member (troupe_studio_call_get_object (call), "from_task");

  if (g_error_matches (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_TIMESTAMPS))
    troupe_studio_gateway_refuse_field (call, "timestamps", "invalid_parameter", "%s",
                                        error->message);
  else if (g_error_matches (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_SOURCE))
    troupe_studio_gateway_refuse_field (call, from_task ? "from_task" : "url",
                                        "invalid_parameter", "%s", error->message);
  else
    troupe_studio_gateway_refuse (call, error);
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
  base = troupe_studio_call_dup_base (call);
  permalink = g_strconcat (base, "/studio/characters/", character->username, NULL);
  picture = troupe_studio_pages_dup_link (call, troupe_studio_get_store (studio), "pictures",
                                          character->id, "raw", TROUPE_STUDIO_PICTURE_LIFE_S);
  object = json_object_new ();
  json_object_set_string_member (object, "id", character->id);
  json_object_set_string_member (object, "username", character->username);
  json_object_set_string_member (object, "permalink", permalink);
  json_object_set_string_member (object, "profile_picture_url", picture);
  troupe_studio_call_answer_object (call, SOUP_STATUS_OK, object);
}

static gboolean
read_character_source (TroupeStudioCall *call,
                       JsonObject       *object,
                       const char      **url,
                       const char      **from_task)
{
  if (!troupe_studio_gateway_read_text (call, object, "url", url) ||
      !troupe_studio_gateway_read_text (call, object, "from_task", from_task))
    return FALSE;
  if ((*url == NULL) == (*from_task == NULL))
    {
      troupe_studio_gateway_refuse_field (call, "url", "invalid_parameter",
                                          *url == NULL
                                          ? "either url or from_task is required"
                                          : "url and from_task cannot be given together");
      return FALSE;
    }
  return *url == NULL || troupe_studio_gateway_check_url (call, "url", *url);
}

static void
create_character (TroupeStudioCall *call)
{
  static const char * const known[] = { "url", "from_task", "timestamps", NULL };
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  JsonObject *object = troupe_studio_call_get_object (call);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autofree char *uri = NULL;
  const char *timestamps;
  const char *from_task;
  const char *url;
  TroupeRange range;

  if (!troupe_studio_gateway_check_members (call, object, known) ||
      !troupe_studio_gateway_read_text (call, object, "timestamps", &timestamps))
    return;
  if (timestamps == NULL)
    {
      troupe_studio_gateway_refuse_field (call, "timestamps", "invalid_parameter",
                                          "timestamps is required: \"start,end\" in seconds, "
                                          "such as \"1,3\"");
      return;
    }
  if (!troupe_studio_timestamps_parse (timestamps, &range, &error))
    {
      refuse_character (call, error);
      return;
    }
  if (!read_character_source (call, object, &url, &from_task))
    return;
  if (from_task != NULL)
    {
      file = troupe_studio_videos_get_result (troupe_studio_get_videos (studio), from_task, &error);
      if (file == NULL)
        {
          troupe_studio_gateway_refuse_task (call, "from_task", error);
          return;
        }
    }
  uri = file == NULL ? g_strdup (url) : g_file_get_uri (file);
  troupe_studio_characters_make_async (troupe_studio_get_characters (studio), uri, &range, object,
                                       NULL, character_made_cb, g_object_ref (call));
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
  troupe_studio_uploads_add_async (troupe_studio_get_store (studio), file, upload_added_cb,
                                   g_object_ref (call));
}

static const TroupeStudioRoute routes[] = {
  { "POST", "/sora/v1/characters", FALSE, JSON_BYTES, create_character },
  { "POST", "/v1/videos", FALSE, VIDEO_BYTES, troupe_studio_gateway_create_video },
  { "GET", "/v1/videos", FALSE, 0, troupe_studio_gateway_list_videos },
  { "GET", "/v1/videos/{id}", FALSE, 0, troupe_studio_gateway_get_video },
  { "DELETE", "/v1/videos/{id}", FALSE, 0, troupe_studio_gateway_delete_video },
  { "GET", "/v1/videos/{id}/content", FALSE, 0, troupe_studio_gateway_get_content },
  { "POST", "/v1/videos/{id}/remix", FALSE, JSON_BYTES, troupe_studio_gateway_remix_video },
  { "GET", "/v1/models", FALSE, 0, list_models },
  { "POST", "/api/common/upload/stream", FALSE, UPLOAD_BYTES, upload },
};

static const TroupeStudioDialect dialect = {
  routes, G_N_ELEMENTS (routes), troupe_studio_gateway_refuse,
};

/**
 * troupe_studio_gateway_get_dialect:
 *
 * Gets the table of the gateway form; its user data is a `TroupeStudio`.
 *
 * Returns: (transfer none): the table
 */
const TroupeStudioDialect *
troupe_studio_gateway_get_dialect (void)
{
  return &dialect;
}
