/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-request.h"

#include "troupe-form-stream.h"
#include "troupe-origin.h"
#include "troupe-provider-error.h"
#include "troupe-template.h"

#define JSON_TYPE "application/json"
#define FORM_TYPE "multipart/form-data"
#define MASK "••••"

/* A member of a JSON body or a part of a form: a text or a file */
typedef struct
{
  char    *name;
  char    *text;
  GFile   *file;
  char    *filename;
  char    *media_type;
  guint64  size_bytes;
} Part;

struct _TroupeRequest
{
  GObject         parent_instance;

  /* Owned */
  TroupeProvider *provider;
  char           *call;
  char           *method;
  char           *url;
  GPtrArray      *parts;    /* of Part */

  gboolean        is_form;
};

G_DEFINE_FINAL_TYPE (TroupeRequest, troupe_request, G_TYPE_OBJECT)

static void
part_free (Part *part)
{
  g_free (part->name);
  g_free (part->text);
  g_clear_object (&part->file);
  g_free (part->filename);
  g_free (part->media_type);
  g_free (part);
}

static char *
lookup_text (const char *name,
             gpointer    values)
{
  return g_strdup (troupe_values_get (values, name));
}

/* One segment of a path, whatever it holds */
static char *
lookup_segment (const char *name,
                gpointer    values)
{
  const char *text = troupe_values_get (values, name);

  return text != NULL ? g_uri_escape_string (text, NULL, FALSE) : NULL;
}

static gboolean
has_dot_segment (const char *path)
{
  g_auto (GStrv) segments = g_strsplit (path, "/", -1);

  return g_strv_contains ((const char * const *) segments, ".") ||
         g_strv_contains ((const char * const *) segments, "..");
}

static gboolean
build_url (TroupeRequest *self,
           JsonObject    *call,
           TroupeValues  *values,
           GError       **error)
{
  const char *base = troupe_provider_get_base (self->provider);
  g_autofree char *path = NULL;

  if (base == NULL)
    {
      gboolean is_builtin = troupe_profile_is_builtin (troupe_provider_get_profile (self->provider));

      g_set_error (error, TROUPE_PROVIDER_ERROR,
                   is_builtin ? TROUPE_PROVIDER_ERROR_STUDIO : TROUPE_PROVIDER_ERROR_VALUE,
                   "%s: %s: %s", troupe_provider_get_id (self->provider), self->call,
                   is_builtin ? "the provider was not started" : "no base address was entered");
      return FALSE;
    }
  path = troupe_template_expand (json_object_get_string_member (call, "path"), lookup_segment, values);
  if (path == NULL || has_dot_segment (path))
    {
      g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE,
                   "%s: %s: the path %s needs values that were not given or cannot stand there",
                   troupe_provider_get_id (self->provider), self->call,
                   json_object_get_string_member (call, "path"));
      return FALSE;
    }
  self->url = g_strconcat (base, path, NULL);
  return TRUE;
}

static gboolean
add_file (TroupeRequest *self,
          const char    *name,
          TroupeValues  *values,
          GError       **error)
{
  g_autoptr (GFileInfo) info = NULL;
  const char *filename, *media_type;
  GFile *file;
  Part *part;

  file = troupe_values_get_file (values, "clip.file", &filename, &media_type);
  if (file == NULL)
    return TRUE;
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, error);
  if (info == NULL)
    return FALSE;

  part = g_new0 (Part, 1);
  part->name = g_strdup (name);
  part->file = g_object_ref (file);
  part->filename = g_strdup (filename);
  part->media_type = g_strdup (media_type);
  part->size_bytes = (guint64) g_file_info_get_size (info);
  g_ptr_array_add (self->parts, part);
  return TRUE;
}

static gboolean
add_text (TroupeRequest *self,
          const char    *name,
          const char    *template,
          TroupeValues  *values,
          GError       **error)
{
  g_autofree char *text = troupe_template_expand (template, lookup_text, values);
  Part *part;

  if (text == NULL)
    return TRUE;
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE,
                   "%s: %s: the value of \"%s\" is not UTF-8",
                   troupe_provider_get_id (self->provider), self->call, name);
      return FALSE;
    }
  part = g_new0 (Part, 1);
  part->name = g_strdup (name);
  part->text = g_steal_pointer (&text);
  g_ptr_array_add (self->parts, part);
  return TRUE;
}

static gboolean
build_parts (TroupeRequest *self,
             JsonObject    *call,
             TroupeValues  *values,
             GError       **error)
{
  JsonObject *body = json_object_get_object_member (call, "body");
  g_autoptr (GList) names = json_object_get_members (body);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *template = json_object_get_string_member (body, l->data);
      gboolean added;

      if (g_str_equal (template, "{clip.file}"))
        added = add_file (self, l->data, values, error);
      else
        added = add_text (self, l->data, template, values, error);
      if (!added)
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_part (TroupeRequest *self,
          const char    *name)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (g_str_equal (((Part *) self->parts->pdata[i])->name, name))
      return TRUE;
  return FALSE;
}

static gboolean
check_one_of (TroupeRequest *self,
              JsonObject    *call,
              GError       **error)
{
  g_autoptr (GString) shown = g_string_new (NULL);
  JsonArray *names;
  guint n_found = 0;

  if (!json_object_has_member (call, "one_of"))
    return TRUE;
  names = json_object_get_array_member (call, "one_of");
  for (guint i = 0; i < json_array_get_length (names); i++)
    {
      const char *name = json_array_get_string_element (names, i);

      n_found += has_part (self, name) ? 1 : 0;
      g_string_append_printf (shown, "%s\"%s\"", i == 0 ? "" : ", ", name);
    }
  if (n_found == 1)
    return TRUE;
  g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE,
               "%s: %s: expected exactly one of %s, but %u were given",
               troupe_provider_get_id (self->provider), self->call, shown->str, n_found);
  return FALSE;
}

static void
troupe_request_dispose (GObject *object)
{
  TroupeRequest *self = TROUPE_REQUEST (object);

  g_clear_object (&self->provider);
  G_OBJECT_CLASS (troupe_request_parent_class)->dispose (object);
}

static void
troupe_request_finalize (GObject *object)
{
  TroupeRequest *self = TROUPE_REQUEST (object);

  g_clear_pointer (&self->call, g_free);
  g_clear_pointer (&self->method, g_free);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  G_OBJECT_CLASS (troupe_request_parent_class)->finalize (object);
}

static void
troupe_request_class_init (TroupeRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = troupe_request_dispose;
  G_OBJECT_CLASS (klass)->finalize = troupe_request_finalize;
}

static void
troupe_request_init (TroupeRequest *self)
{
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
}

/**
 * troupe_request_new:
 * @provider: whom to ask
 * @call: a call of its profile, for example `create-character`
 * @values: what the variables of the call stand for
 *
 * Builds a request. Keys whose variables have no value are left out.
 *
 * Reads the size of a file that is to be sent, nothing else of it. Fails with `TROUPE_PROVIDER_ERROR_SOURCE`
 * where the provider has no such call, `TROUPE_PROVIDER_ERROR_VALUE` where values are missing, exclude each
 * other or are not UTF-8, `TROUPE_PROVIDER_ERROR_STUDIO` where a builtin provider was not started, and
 * `G_IO_ERROR` where the file cannot be read.
 *
 * Returns: (transfer full): the request
 */
TroupeRequest *
troupe_request_new (TroupeProvider *provider,
                    const char     *call,
                    TroupeValues   *values,
                    GError        **error)
{
  g_autoptr (TroupeRequest) self = NULL;
  JsonObject *description;

  g_return_val_if_fail (TROUPE_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (call != NULL, NULL);
  g_return_val_if_fail (values != NULL, NULL);

  description = troupe_profile_get_call (troupe_provider_get_profile (provider), call);
  if (description == NULL)
    {
      g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_SOURCE,
                   "%s: the provider has no call \"%s\"", troupe_provider_get_id (provider), call);
      return NULL;
    }

  self = g_object_new (TROUPE_TYPE_REQUEST, NULL);
  self->provider = g_object_ref (provider);
  self->call = g_strdup (call);
  self->method = g_strdup (json_object_get_string_member (description, "method"));
  self->is_form = g_str_equal (json_object_get_string_member (description, "encoding"), "multipart");
  if (!build_url (self, description, values, error) ||
      !build_parts (self, description, values, error) ||
      !check_one_of (self, description, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * troupe_request_get_provider:
 * @self: a request
 *
 * Gets whom the request is for.
 *
 * Returns: (transfer none): the provider
 */
TroupeProvider *
troupe_request_get_provider (TroupeRequest *self)
{
  g_return_val_if_fail (TROUPE_IS_REQUEST (self), NULL);
  return self->provider;
}

/**
 * troupe_request_get_call:
 * @self: a request
 *
 * Gets the call of the profile that the request was built from.
 *
 * Returns: (transfer none): its name
 */
const char *
troupe_request_get_call (TroupeRequest *self)
{
  g_return_val_if_fail (TROUPE_IS_REQUEST (self), NULL);
  return self->call;
}

/* All values are texts, so no language and no way to write numbers can change a byte. */
static JsonNode *
build_json_body (TroupeRequest *self)
{
  g_autoptr (JsonObject) body = json_object_new ();

  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = self->parts->pdata[i];

      json_object_set_string_member (body, part->name, part->text);
    }
  return json_node_init_object (json_node_alloc (), body);
}

static JsonNode *
describe_form (TroupeRequest *self)
{
  g_autoptr (JsonArray) parts = json_array_new ();

  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = self->parts->pdata[i];
      JsonObject *shown = json_object_new ();

      json_object_set_string_member (shown, "name", part->name);
      if (part->file == NULL)
        json_object_set_string_member (shown, "value", part->text);
      else
        {
          json_object_set_string_member (shown, "filename", part->filename);
          json_object_set_string_member (shown, "type", part->media_type);
          json_object_set_int_member (shown, "size", (gint64) part->size_bytes);
        }
      json_array_add_object_element (parts, shown);
    }
  return json_node_init_array (json_node_alloc (), parts);
}

/**
 * troupe_request_to_json:
 * @self: a request
 *
 * Describes what would be sent, without the key.
 *
 * Returns: (transfer full): `{"method", "url", "headers", "body"}`; the body is the JSON body itself, or a list
 *   of `{"name", "value"}` and `{"name", "filename", "type", "size"}` parts
 */
JsonNode *
troupe_request_to_json (TroupeRequest *self)
{
  TroupeProfile *profile;
  g_autoptr (JsonObject) shown = json_object_new ();
  g_autofree char *masked = NULL;
  JsonObject *headers = json_object_new ();

  g_return_val_if_fail (TROUPE_IS_REQUEST (self), NULL);

  profile = troupe_provider_get_profile (self->provider);
  masked = g_strconcat (troupe_profile_get_auth_prefix (profile), MASK, NULL);
  json_object_set_string_member (headers, "Accept", JSON_TYPE);
  json_object_set_string_member (headers, troupe_profile_get_auth_header (profile), masked);
  json_object_set_string_member (headers, "Content-Type", self->is_form ? FORM_TYPE : JSON_TYPE);

  json_object_set_string_member (shown, "method", self->method);
  json_object_set_string_member (shown, "url", self->url);
  json_object_set_object_member (shown, "headers", headers);
  json_object_set_member (shown, "body",
                          self->is_form ? describe_form (self) : build_json_body (self));
  return json_node_init_object (json_node_alloc (), shown);
}

static void
set_form (TroupeRequest *self,
          SoupMessage   *message)
{
  g_autoptr (TroupeFormStream) form = troupe_form_stream_new ();
  g_autofree char *content_type = NULL;

  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = self->parts->pdata[i];

      if (part->file == NULL)
        troupe_form_stream_add_text (form, part->name, part->text);
      else
        troupe_form_stream_add_file (form, part->name, part->file, part->size_bytes, part->filename,
                                     part->media_type);
    }
  troupe_form_stream_end (form);
  content_type = troupe_form_stream_dup_content_type (form);
  soup_message_set_request_body (message, content_type, G_INPUT_STREAM (form),
                                 (gssize) troupe_form_stream_get_size (form));
}

static void
set_json (TroupeRequest *self,
          SoupMessage   *message)
{
  g_autoptr (JsonNode) body = build_json_body (self);
  g_autoptr (GBytes) bytes = NULL;
  char *text = json_to_string (body, FALSE);

  bytes = g_bytes_new_take (text, strlen (text));
  soup_message_set_request_body_from_bytes (message, JSON_TYPE, bytes);
}

/* A key with a line feed in it would end its header and begin another one. */
static gboolean
is_header_text (const char *key)
{
  for (const char *p = key; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return FALSE;
  return *key != '\0';
}

/**
 * troupe_request_to_message:
 * @self: a request
 * @key: the key of the provider's account
 *
 * Makes the message that libsoup sends, once.
 *
 * Fails with `TROUPE_PROVIDER_ERROR_VALUE` when @key has signs that no header may hold.
 *
 * Returns: (transfer full): the message
 */
SoupMessage *
troupe_request_to_message (TroupeRequest *self,
                           const char    *key,
                           GError       **error)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autofree char *auth = NULL;
  TroupeProfile *profile;
  SoupMessageHeaders *headers;

  g_return_val_if_fail (TROUPE_IS_REQUEST (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  if (!is_header_text (key))
    {
      g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE,
                   "%s: the key is empty or has blanks, control or non-ASCII characters",
                   troupe_provider_get_id (self->provider));
      return NULL;
    }
  uri = troupe_origin_parse_address (self->url, error);
  if (uri == NULL)
    return NULL;

  profile = troupe_provider_get_profile (self->provider);
  auth = g_strconcat (troupe_profile_get_auth_prefix (profile), key, NULL);
  message = soup_message_new_from_uri (self->method, uri);
  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "Accept", JSON_TYPE);
  soup_message_headers_replace (headers, troupe_profile_get_auth_header (profile), auth);
  if (self->is_form)
    set_form (self, message);
  else
    set_json (self, message);
  return g_steal_pointer (&message);
}
