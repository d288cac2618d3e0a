/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-evolink.h"

#include <string.h>

#include "troupe-studio-data-url.h"
#include "troupe-studio-fetch.h"
#include "troupe-studio-fields.h"
#include "troupe-studio-pages.h"
#include "troupe-studio-uploads.h"
#include "troupe-studio.h"

#define MAX_FILES 100
#define MAX_FILE_BYTES (100 * 1024 * 1024)
#define STREAM_BYTES (MAX_FILE_BYTES + 64 * 1024)
#define BASE64_BYTES (32 * 1024 * 1024)
#define JSON_BYTES (1024 * 1024)
#define PAGE_SIZE 20
#define MAX_PAGE_SIZE 100

/* A file on its way into the store */
typedef struct
{
  TroupeStudioCall *call;
  char             *path;          /* the folder that the client wants, NULL for none */
  char             *name;
  GFile            *fetched;       /* removed at the end, NULL when nothing is fetched */
} Arrival;

static void
arrival_free (Arrival *arrival)
{
  /* Not there when it could not be fetched. */
  if (arrival->fetched != NULL)
    g_file_delete (arrival->fetched, NULL, NULL);
  g_clear_object (&arrival->fetched);
  g_object_unref (arrival->call);
  g_free (arrival->path);
  g_free (arrival->name);
  g_free (arrival);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Arrival, arrival_free)

static void
answer (TroupeStudioCall *call,
        guint             status,
        const char       *message,
        JsonObject       *data)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "success", data != NULL);
  json_object_set_int_member (object, "code", status);
  json_object_set_string_member (object, "msg", message);
  if (data != NULL)
    json_object_set_object_member (object, "data", data);
  else
    json_object_set_null_member (object, "data");
  troupe_studio_call_answer_object (call, status, object);
}

static void
refuse (TroupeStudioCall *call,
        const char       *param,
        const GError     *error)
{
  guint status = SOUP_STATUS_INTERNAL_SERVER_ERROR;

  if (g_error_matches (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_KEY))
    status = SOUP_STATUS_UNAUTHORIZED;
  else if (g_error_matches (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_TOO_LARGE))
    status = SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE;
  else if (error->domain == TROUPE_STUDIO_ERROR && error->code != TROUPE_STUDIO_ERROR_RENDER)
    status = SOUP_STATUS_BAD_REQUEST;
  answer (call, status, error->message, NULL);
}

static void
set_time (JsonObject *object,
          const char *name,
          gint64      time_s)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time_s);
  g_autofree char *text = g_date_time_format_iso8601 (date);

  json_object_set_string_member (object, name, text);
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Arrival) arrival = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeStudioUpload) upload = troupe_studio_uploads_add_finish (result, &error);
  g_autofree char *link = NULL;
  JsonObject *data;

  if (upload == NULL)
    {
      troupe_studio_call_refuse_error (arrival->call, "", error);
      return;
    }
  link = troupe_studio_pages_dup_link (arrival->call, TROUPE_STUDIO_STORE (source), "uploads",
                                       upload->id, upload->name, TROUPE_STUDIO_UPLOAD_LIFE_S);
  data = json_object_new ();
  json_object_set_string_member (data, "file_id", upload->id);
  json_object_set_string_member (data, "file_name", upload->name);
  json_object_set_string_member (data, "original_name", arrival->name);
  json_object_set_int_member (data, "file_size", upload->size_bytes);
  json_object_set_string_member (data, "mime_type", upload->media_type);
  json_object_set_string_member (data, "upload_path", arrival->path == NULL ? "" : arrival->path);
  json_object_set_string_member (data, "file_url", link);
  json_object_set_string_member (data, "download_url", link);
  set_time (data, "upload_time", upload->created_s);
  set_time (data, "expires_at", upload->created_s + TROUPE_STUDIO_UPLOAD_LIFE_S);
  answer (arrival->call, SOUP_STATUS_OK, "ok", data);
}

static gboolean
check_type (TroupeStudioCall *call,
            const char       *media_type)
{
  static const char * const known[] = {
    "image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4", "video/quicktime",
    "video/webm", "video/x-matroska", "video/x-msvideo", "video/x-m4v", NULL,
  };

  if (media_type != NULL && g_strv_contains (known, media_type))
    return TRUE;
  troupe_studio_call_refuse (call, "file", TROUPE_STUDIO_ERROR_FIELD, "unsupported file type: %s",
                             media_type == NULL ? "unknown" : media_type);
  return FALSE;
}

static gboolean
is_upload_path (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);

  for (gsize i = 0; parts[i] != NULL; i++)
    if (*parts[i] == '\0' || *parts[i] == '.' ||
        strspn (parts[i], G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-") != strlen (parts[i]))
      return FALSE;
  return TRUE;
}

/* Both spellings of both names are taken. */
static const char *
get_either (JsonObject *request,
            const char *name,
            const char *other)
{
  const char *value = json_object_get_string_member_with_default (request, name, NULL);

  return value != NULL ? value : json_object_get_string_member_with_default (request, other, NULL);
}

static Arrival *
begin (TroupeStudioCall *call,
       JsonObject       *request,
       const char       *name)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  const char *base_path = troupe_studio_call_get_base (call)->path;
  const char *path = get_either (request, "upload_path", "uploadPath");
  const char *wanted = get_either (request, "file_name", "fileName");
  g_autoptr (GPtrArray) present = troupe_studio_uploads_list (troupe_studio_get_store (studio),
                                                              base_path);
  Arrival *arrival;

  if (path != NULL && !is_upload_path (path))
    troupe_studio_call_refuse (call, "upload_path", TROUPE_STUDIO_ERROR_FIELD,
                               "upload_path must be a relative path");
  else if (wanted != NULL && strpbrk (wanted, "/\\") != NULL)
    troupe_studio_call_refuse (call, "file_name", TROUPE_STUDIO_ERROR_FIELD,
                               "file_name must not hold a slash");
  else if (present->len >= MAX_FILES)
    troupe_studio_call_refuse (call, "", TROUPE_STUDIO_ERROR_FIELD,
                               "the quota of %d files is used up", MAX_FILES);
  else
    {
      arrival = g_new0 (Arrival, 1);
      arrival->call = g_object_ref (call);
      arrival->path = g_strdup (path);
      arrival->name = g_strdup (wanted != NULL ? wanted : name);
      return arrival;
    }
  return NULL;
}

/* Takes the arrival. */
static void
keep (Arrival    *arrival,
      const char *media_type,
      GBytes     *content)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (arrival->call);

  troupe_studio_uploads_add_async (troupe_studio_get_store (studio),
                                   troupe_studio_call_get_base (arrival->call)->path,
                                   arrival->name, media_type, content, added_cb, arrival);
}

static void
upload_stream (TroupeStudioCall *call)
{
  static const TroupeStudioField fields[] = {
    { "file", TROUPE_STUDIO_FIELD_FILE, TRUE, 0, 0, NULL },
    { "upload_path", TROUPE_STUDIO_FIELD_TEXT, FALSE, 1, 256, NULL },
    { "uploadPath", TROUPE_STUDIO_FIELD_TEXT, FALSE, 1, 256, NULL },
    { "file_name", TROUPE_STUDIO_FIELD_TEXT, FALSE, 1, 255, NULL },
    { "fileName", TROUPE_STUDIO_FIELD_TEXT, FALSE, 1, 255, NULL },
  };
  TroupeStudioForm *form = troupe_studio_call_get_form (call);
  g_autoptr (JsonObject) request = json_object_new ();
  const TroupeStudioPart *file;
  Arrival *arrival;

  if (!troupe_studio_fields_read (call, fields, G_N_ELEMENTS (fields), request))
    return;
  file = troupe_studio_form_find (form, "file");
  if (!check_type (call, file->media_type))
    return;
  arrival = begin (call, request, file->file_name);
  if (arrival != NULL)
    keep (arrival, file->media_type, file->content);
}

static void
upload_base64 (TroupeStudioCall *call)
{
  static const TroupeStudioField fields[] = {
    { "base64_data", TROUPE_STUDIO_FIELD_TEXT, TRUE, 4, 0, NULL },
    { "upload_path", TROUPE_STUDIO_FIELD_TEXT, FALSE, 1, 256, NULL },
    { "file_name", TROUPE_STUDIO_FIELD_TEXT, FALSE, 1, 255, NULL },
  };
  g_autoptr (JsonObject) request = json_object_new ();
  g_autofree char *media_type = NULL;
  g_autoptr (GBytes) content = NULL;
  Arrival *arrival;

  if (!troupe_studio_fields_check_json (call) ||
      !troupe_studio_fields_read (call, fields, G_N_ELEMENTS (fields), request))
    return;
  content = troupe_studio_data_url_decode (json_object_get_string_member (request, "base64_data"),
                                           &media_type);
  if (content == NULL)
    {
      troupe_studio_call_refuse (call, "base64_data", TROUPE_STUDIO_ERROR_FIELD,
                                 "base64_data is neither base64 nor a data URL");
      return;
    }
  if (!check_type (call, media_type))
    return;
  arrival = begin (call, request, "upload");
  if (arrival != NULL)
    keep (arrival, media_type, content);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Arrival) arrival = user_data;
  g_autofree char *path = g_file_get_path (arrival->fetched);
  g_autofree char *media_type = NULL;
  g_autoptr (GMappedFile) mapping = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GError) error = NULL;

  if (troupe_studio_fetch_finish (result, &error))
    mapping = g_mapped_file_new (path, FALSE, &error);
  if (mapping == NULL)
    {
      troupe_studio_call_refuse_error (arrival->call, "file_url", error);
      return;
    }
  content = g_mapped_file_get_bytes (mapping);
  media_type = troupe_studio_data_url_guess_type (content);
  if (check_type (arrival->call, media_type))
    keep (g_steal_pointer (&arrival), media_type, content);
}

static void
upload_url (TroupeStudioCall *call)
{
  static const TroupeStudioField fields[] = {
    { "file_url", TROUPE_STUDIO_FIELD_ADDRESS, TRUE, 0, 0, NULL },
    { "upload_path", TROUPE_STUDIO_FIELD_TEXT, FALSE, 1, 256, NULL },
    { "file_name", TROUPE_STUDIO_FIELD_TEXT, FALSE, 1, 255, NULL },
  };
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  g_autoptr (JsonObject) request = json_object_new ();
  Arrival *arrival;

  if (!troupe_studio_fields_check_json (call) ||
      !troupe_studio_fields_read (call, fields, G_N_ELEMENTS (fields), request))
    return;
  arrival = begin (call, request, "download");
  if (arrival == NULL)
    return;
  arrival->fetched = troupe_studio_store_new_temporary (troupe_studio_get_store (studio));
  troupe_studio_fetch_async (
    troupe_studio_characters_get_session (troupe_studio_get_characters (studio)),
    json_object_get_string_member (request, "file_url"), arrival->fetched, NULL, fetched_cb,
    arrival);
}

static guint
get_number (TroupeStudioCall *call,
            const char       *name,
            guint             max,
            guint             number)
{
  g_autofree char *text = troupe_studio_call_dup_argument (call, name);
  guint64 value;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 1, max, &value, NULL)
         ? (guint) value : number;
}

static GPtrArray *
list_uploads (TroupeStudioCall *call)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);

  return troupe_studio_uploads_list (troupe_studio_get_store (studio),
                                     troupe_studio_call_get_base (call)->path);
}

static void
list_files (TroupeStudioCall *call)
{
  g_autoptr (GPtrArray) uploads = list_uploads (call);
  guint page = get_number (call, "page", G_MAXINT, 1);
  guint page_size = get_number (call, "pageSize", MAX_PAGE_SIZE, PAGE_SIZE);
  JsonObject *data = json_object_new ();
  JsonArray *files = json_array_new ();

  for (guint i = 0; i < uploads->len; i++)
    {
      TroupeStudioUpload *upload = g_ptr_array_index (uploads, i);
      JsonObject *file;

      if (i / page_size != page - 1)
        continue;
      file = json_object_new ();
      json_object_set_string_member (file, "file_id", upload->id);
      json_object_set_string_member (file, "file_name", upload->name);
      json_object_set_int_member (file, "file_size", upload->size_bytes);
      set_time (file, "upload_time", upload->created_s);
      json_array_add_object_element (files, file);
    }
  json_object_set_int_member (data, "total", uploads->len);
  json_object_set_array_member (data, "files", files);
  answer (call, SOUP_STATUS_OK, "ok", data);
}

static void
get_quota (TroupeStudioCall *call)
{
  g_autoptr (GPtrArray) uploads = list_uploads (call);
  JsonObject *data = json_object_new ();

  json_object_set_string_member (data, "user_group", "default");
  json_object_set_int_member (data, "used_files", uploads->len);
  json_object_set_int_member (data, "max_files", MAX_FILES);
  json_object_set_int_member (data, "remain_files", MAX_FILES - (gint64) uploads->len);
  answer (call, SOUP_STATUS_OK, "ok", data);
}

static void
delete_file (TroupeStudioCall *call)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  TroupeStudioStore *store = troupe_studio_get_store (studio);
  const char *id = troupe_studio_call_get_segment (call, "file_id");
  g_autoptr (TroupeStudioUpload) upload = troupe_studio_uploads_find (store, id);

  if (upload == NULL ||
      !g_str_equal (upload->base_path, troupe_studio_call_get_base (call)->path))
    {
      answer (call, SOUP_STATUS_NOT_FOUND, "there is no such file", NULL);
      return;
    }
  troupe_studio_store_remove (store, TROUPE_STUDIO_FOLDER_UPLOADS, id);
  answer (call, SOUP_STATUS_OK, "ok", json_object_new ());
}

static const TroupeStudioRoute routes[] = {
  { "POST", "/api/v1/files/upload/stream", FALSE, STREAM_BYTES, upload_stream },
  { "POST", "/api/v1/files/upload/base64", FALSE, BASE64_BYTES, upload_base64 },
  { "POST", "/api/v1/files/upload/url", FALSE, JSON_BYTES, upload_url },
  { "GET", "/api/v1/files/list", FALSE, 0, list_files },
  { "GET", "/api/v1/files/quota", FALSE, 0, get_quota },
  { "DELETE", "/api/v1/files/{file_id}", FALSE, 0, delete_file },
};

const TroupeStudioDialect troupe_studio_evolink_files = { routes, G_N_ELEMENTS (routes), refuse };
