/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-request.h"

#include "troupe-body.h"
#include "troupe-curl.h"
#include "troupe-form-stream.h"
#include "troupe-origin.h"
#include "troupe-provider-error.h"
#include "troupe-redact.h"
#include "troupe-shown.h"

#define ANY_TYPE "*/*"
#define JSON_TYPE "application/json"
#define FORM_TYPE "multipart/form-data"
#define MASK "••••"

struct _TroupeRequest
{
  GObject         parent_instance;

  /* Owned */
  TroupeProvider *provider;
  char           *call;
  char           *method;
  char           *url;
  char           *accept;
  JsonObject     *headers;    /* those of the profile, without the key */
  TroupeBody     *body;
};

G_DEFINE_FINAL_TYPE (TroupeRequest, troupe_request, G_TYPE_OBJECT)

static gboolean
has_dot_segment (const char *path)
{
  g_auto (GStrv) segments = g_strsplit (path, "/", -1);

  return g_strv_contains ((const char * const *) segments, ".") ||
         g_strv_contains ((const char * const *) segments, "..");
}

/* The other origins belong to the profile's own address; whoever chose another one means it for all calls. */
static const char *
choose_base (TroupeRequest *self,
             JsonObject    *call)
{
  TroupeProfile *profile = troupe_provider_get_profile (self->provider);
  const char *base = troupe_provider_get_base (self->provider);
  const char *name = json_object_get_string_member_with_default (call, "origin", NULL);

  if (name == NULL || g_strcmp0 (base, troupe_profile_get_base (profile)) != 0)
    return base;
  return troupe_profile_get_origin (profile, name);
}

static gboolean
refuse_no_base (TroupeRequest *self,
                GError       **error)
{
  if (troupe_profile_is_builtin (troupe_provider_get_profile (self->provider)))
    g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_STUDIO,
                 "%s: %s: the provider was not started", troupe_provider_get_id (self->provider),
                 self->call);
  else
    g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE,
                 "%s: %s: no base address was entered", troupe_provider_get_id (self->provider),
                 self->call);
  return FALSE;
}

static char *
build_query (JsonObject   *call,
             TroupeValues *values)
{
  g_autoptr (GString) query = g_string_new (NULL);
  g_autoptr (GList) names = NULL;
  JsonObject *templates;

  if (!json_object_has_member (call, "query"))
    return g_strdup ("");
  templates = json_object_get_object_member (call, "query");
  names = json_object_get_members (templates);
  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *template = json_object_get_string_member (templates, l->data);
      g_autofree char *text = troupe_body_expand_line (template, values, FALSE);

      if (text == NULL)
        continue;
      g_string_append_printf (query, "%c%s=", query->len == 0 ? '?' : '&', (char *) l->data);
      g_string_append_uri_escaped (query, text, NULL, FALSE);
    }
  return g_string_free_and_steal (g_steal_pointer (&query));
}

static gboolean
build_url (TroupeRequest *self,
           JsonObject    *call,
           TroupeValues  *values,
           GError       **error)
{
  const char *template = json_object_get_string_member (call, "path");
  const char *base = choose_base (self, call);
  g_autofree char *path = NULL;
  g_autofree char *query = NULL;

  if (base == NULL)
    return refuse_no_base (self, error);
  path = troupe_body_expand_line (template, values, TRUE);
  if (path == NULL || has_dot_segment (path))
    {
      g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE,
                   "%s: %s: the path %s needs values that were not given or cannot stand there",
                   troupe_provider_get_id (self->provider), self->call, template);
      return FALSE;
    }
  query = build_query (call, values);
  self->url = g_strconcat (base, path, query, NULL);
  return TRUE;
}

/* A line feed would end the header and begin another one. */
static gboolean
is_header_value (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isprint (*p))
      return FALSE;
  return *text != '\0';
}

static gboolean
build_headers (TroupeRequest *self,
               JsonObject    *call,
               TroupeValues  *values,
               GError       **error)
{
  JsonObject *templates;
  g_autoptr (GList) names = NULL;

  if (!json_object_has_member (call, "headers"))
    return TRUE;
  templates = json_object_get_object_member (call, "headers");
  names = json_object_get_members (templates);
  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *template = json_object_get_string_member (templates, l->data);
      g_autofree char *text = troupe_body_expand_line (template, values, FALSE);

      if (text == NULL)
        continue;
      if (!is_header_value (text))
        {
          g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE,
                       "%s: %s: the value of the header %s has control or non-ASCII characters",
                       troupe_provider_get_id (self->provider), self->call, (char *) l->data);
          return FALSE;
        }
      json_object_set_string_member (self->headers, l->data, text);
    }
  return TRUE;
}

static gboolean
build_body (TroupeRequest *self,
            JsonObject    *call,
            TroupeValues  *values,
            GError       **error)
{
  self->body = troupe_body_new (call, values, error);
  if (self->body == NULL)
    g_prefix_error (error, "%s: %s: ", troupe_provider_get_id (self->provider), self->call);
  return self->body != NULL;
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
  g_clear_pointer (&self->accept, g_free);
  g_clear_pointer (&self->headers, json_object_unref);
  g_clear_pointer (&self->body, troupe_body_free);
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
  self->headers = json_object_new ();
}

/**
 * troupe_request_new:
 * @provider: whom to ask
 * @call: a call of its profile, for example `create-character`
 * @values: what the variables of the call stand for
 *
 * Builds a request. Keys whose variables have no value are left out.
 *
 * Reads the size of files that are to be sent, nothing else of them. Fails with `TROUPE_PROVIDER_ERROR_SOURCE`
 * where the provider has no such call, `TROUPE_PROVIDER_ERROR_VALUE` where values are missing, exclude each
 * other, are not UTF-8 or no header may hold them, and where no base address is known,
 * `TROUPE_PROVIDER_ERROR_STUDIO` where a builtin provider was not started, and `G_IO_ERROR` where a file
 * cannot be read.
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
  self->accept = g_strdup (g_str_equal (call, "download-video") ? ANY_TYPE : JSON_TYPE);
  if (!build_url (self, description, values, error) ||
      !build_headers (self, description, values, error) ||
      !build_body (self, description, values, error))
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

static JsonNode *
describe_form (TroupeRequest *self)
{
  g_autoptr (JsonArray) parts = json_array_new ();

  for (guint i = 0; i < self->body->parts->len; i++)
    {
      TroupeBodyPart *part = self->body->parts->pdata[i];
      JsonObject *shown = json_object_new ();
      g_autofree char *text = part->text != NULL ? troupe_shown_dup_text (part->text) : NULL;

      json_object_set_string_member (shown, "name", part->name);
      if (part->file == NULL)
        json_object_set_string_member (shown, "value", text);
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

static JsonObject *
describe_headers (TroupeRequest *self)
{
  TroupeProfile *profile = troupe_provider_get_profile (self->provider);
  g_autofree char *masked = g_strconcat (troupe_profile_get_auth_prefix (profile), MASK, NULL);
  g_autoptr (GList) names = json_object_get_members (self->headers);
  JsonObject *headers = json_object_new ();

  json_object_set_string_member (headers, "Accept", self->accept);
  json_object_set_string_member (headers, troupe_profile_get_auth_header (profile), masked);
  if (self->body->parts != NULL)
    json_object_set_string_member (headers, "Content-Type", FORM_TYPE);
  else if (self->body->json != NULL)
    json_object_set_string_member (headers, "Content-Type", JSON_TYPE);
  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_string_member (headers, l->data,
                                   json_object_get_string_member (self->headers, l->data));
  return headers;
}

/**
 * troupe_request_to_json:
 * @self: a request
 *
 * Describes what would be sent, without the key and the queries of addresses; of a long data URL only its beginning and
 * length.
 *
 * Returns: (transfer full): `{"method", "url", "headers", "body"}`; the body is the JSON body itself, or a list
 *   of `{"name", "value"}` and `{"name", "filename", "type", "size"}` parts, or not there
 */
JsonNode *
troupe_request_to_json (TroupeRequest *self)
{
  g_autoptr (JsonObject) shown = json_object_new ();
  g_autofree char *url = NULL;

  g_return_val_if_fail (TROUPE_IS_REQUEST (self), NULL);

  /* The query is the profile's own, unless an address travels in it. */
  url = strstr (self->url, "%3A%2F%2F") != NULL ? troupe_redact (self->url, NULL) : g_strdup (self->url);

  json_object_set_string_member (shown, "method", self->method);
  json_object_set_string_member (shown, "url", url);
  json_object_set_object_member (shown, "headers", describe_headers (self));
  if (self->body->parts != NULL)
    json_object_set_member (shown, "body", describe_form (self));
  else if (self->body->json != NULL)
    json_object_set_member (shown, "body", troupe_shown_new (self->body->json));
  return json_node_init_object (json_node_alloc (), shown);
}

/**
 * troupe_request_to_curl:
 * @self: a request
 *
 * Writes the request as a command for a POSIX shell, without the key, as troupe_request_to_json() shows it.
 *
 * Returns: (transfer full): the command, in lines
 */
char *
troupe_request_to_curl (TroupeRequest *self)
{
  g_autoptr (JsonNode) shown = NULL;

  g_return_val_if_fail (TROUPE_IS_REQUEST (self), NULL);

  shown = troupe_request_to_json (self);
  return troupe_curl_write (json_node_get_object (shown));
}

static void
set_form (TroupeRequest *self,
          SoupMessage   *message)
{
  g_autoptr (TroupeFormStream) form = troupe_form_stream_new ();
  g_autofree char *content_type = NULL;

  for (guint i = 0; i < self->body->parts->len; i++)
    {
      TroupeBodyPart *part = self->body->parts->pdata[i];

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
  g_autoptr (GBytes) bytes = NULL;
  char *text = json_to_string (self->body->json, FALSE);

  bytes = g_bytes_new_take (text, strlen (text));
  soup_message_set_request_body_from_bytes (message, JSON_TYPE, bytes);
}

static void
set_headers (TroupeRequest *self,
             SoupMessage   *message,
             const char    *key)
{
  TroupeProfile *profile = troupe_provider_get_profile (self->provider);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr (GList) names = json_object_get_members (self->headers);
  g_autofree char *auth = NULL;

  soup_message_headers_replace (headers, "Accept", self->accept);
  for (GList *l = names; l != NULL; l = l->next)
    soup_message_headers_replace (headers, l->data,
                                  json_object_get_string_member (self->headers, l->data));
  if (key == NULL)
    return;
  auth = g_strconcat (troupe_profile_get_auth_prefix (profile), key, NULL);
  soup_message_headers_replace (headers, troupe_profile_get_auth_header (profile), auth);
}

static gboolean
is_key (const char *key)
{
  return is_header_value (key) && strchr (key, ' ') == NULL;
}

/**
 * troupe_request_to_message:
 * @self: a request
 * @key: (nullable): the key of the provider's account; `NULL` only where the profile says that it is optional
 *
 * Makes the message that libsoup sends, once.
 *
 * Fails with `TROUPE_PROVIDER_ERROR_VALUE` when @key has signs that no header may hold, and when the address of the
 * provider was changed after the request was built: its key is for the new one.
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

  g_return_val_if_fail (TROUPE_IS_REQUEST (self), NULL);
  g_return_val_if_fail (key != NULL ||
                        troupe_profile_is_key_optional (troupe_provider_get_profile (self->provider)),
                        NULL);

  if (key != NULL && !is_key (key))
    {
      g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE,
                   "%s: the key is empty or has blanks, control or non-ASCII characters",
                   troupe_provider_get_id (self->provider));
      return NULL;
    }
  uri = troupe_origin_parse_address (self->url, error);
  if (uri == NULL)
    return NULL;
  if (key != NULL && !troupe_provider_owns (self->provider, uri))
    {
      g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE,
                   "%s: %s: nothing was sent, the provider has another address since the request was built",
                   troupe_provider_get_id (self->provider), self->call);
      return NULL;
    }

  message = soup_message_new_from_uri (self->method, uri);
  set_headers (self, message, key);
  if (self->body->parts != NULL)
    set_form (self, message);
  else if (self->body->json != NULL)
    set_json (self, message);
  return g_steal_pointer (&message);
}
