/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-call.h"

#include "troupe-provider-error.h"
#include "troupe-template.h"

/* Those of a character that is mentioned come first; the rest may stand everywhere. */
static const char * const item_variables[] = {
  "username", "name", "id", "index0", "index1", "picture.url",
  "clip.url", "clip.task", "clip.file", "clip.data", "picture.file", "picture.data",
  "range.text", "range.start", "range.end", "range.length",
  "character.name", "character.username", "character.id",
  "job.id", "job.key", "upload.id",
  "video.prompt", "video.model", "video.seconds", "video.size", "video.width", "video.height",
  "video.aspect", "video.resolution", "video.watermark", "video.private",
  "reference.file", "reference.data", "reference.url", NULL
};
#define N_ITEM_ONLY 6    /* only in {"$each"} */
static const char * const * const request_variables = item_variables + N_ITEM_ONLY;

/* Set by the request itself or by HTTP; another one would change whom or what it is for. */
static const char * const reserved_headers[] = {
  "accept", "accept-encoding", "authorization", "connection", "content-encoding", "content-length",
  "content-type", "cookie", "expect", "host", "keep-alive", "origin", "range", "trailer", "transfer-encoding",
  "upgrade", NULL
};

typedef struct
{
  const char *origin;
  GString    *path;
  GError    **error;

  gboolean    is_form;
  gboolean    in_each;
} Check;

static gboolean check_value (Check    *check,
                             JsonNode *value,
                             gboolean  is_part);

static gboolean
G_GNUC_PRINTF (2, 3)
refuse (Check      *check,
        const char *format,
        ...)
{
  g_autofree char *rule = NULL;
  va_list args;

  va_start (args, format);
  rule = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (check->error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PROFILE,
               "%s: %s: %s", check->origin, check->path->str, rule);
  return FALSE;
}

/* A file or a data URL: nothing for a line of text */
static gboolean
is_bulky (const char *text)
{
  return strstr (text, ".file}") != NULL || strstr (text, ".data}") != NULL;
}

static gboolean
is_lone_file (const char *text)
{
  return *text == '{' && g_str_has_suffix (text, ".file}") && strchr (text + 1, '{') == NULL;
}

static gboolean
check_line (Check      *check,
            const char *text)
{
  g_autoptr (GError) problem = NULL;

  if (!troupe_template_check (text, request_variables, &problem))
    return refuse (check, "%s", problem->message);
  return !is_bulky (text) || refuse (check, "a file or its data cannot stand here");
}

static gboolean
check_path (Check      *check,
            JsonObject *call)
{
  gsize length = check->path->len;

  g_string_append (check->path, ".path");
  if (!check_line (check, json_object_get_string_member (call, "path")))
    return FALSE;
  g_string_truncate (check->path, length);
  return TRUE;
}

static gboolean
check_header (Check      *check,
              JsonObject *profile,
              const char *name,
              const char *value)
{
  JsonObject *auth = json_object_get_object_member (profile, "auth");

  if (troupe_call_is_reserved_header (name) ||
      g_ascii_strcasecmp (name, json_object_get_string_member (auth, "header")) == 0)
    return refuse (check, "Troupe sets this header itself");
  for (const char *p = value; *p != '\0'; p++)
    if (!g_ascii_isprint (*p))
      return refuse (check, "expected visible ASCII");
  return *value != '\0' || refuse (check, "expected a value");
}

/* query or headers */
static gboolean
check_templates (Check      *check,
                 JsonObject *profile,
                 JsonObject *call,
                 const char *member)
{
  gsize length = check->path->len;
  g_autoptr (GList) names = NULL;
  JsonObject *templates;

  if (!json_object_has_member (call, member))
    return TRUE;
  templates = json_object_get_object_member (call, member);
  names = json_object_get_members (templates);
  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *text = json_object_get_string_member (templates, l->data);

      g_string_append_printf (check->path, ".%s.%s", member, (char *) l->data);
      if (!check_line (check, text) ||
          (g_str_equal (member, "headers") && !check_header (check, profile, l->data, text)))
        return FALSE;
      g_string_truncate (check->path, length);
    }
  return TRUE;
}

static gboolean
check_origin (Check      *check,
              JsonObject *profile,
              JsonObject *call)
{
  const char *name = json_object_get_string_member_with_default (call, "origin", NULL);

  if (name == NULL ||
      (json_object_has_member (profile, "origins") &&
       json_object_has_member (json_object_get_object_member (profile, "origins"), name)))
    return TRUE;
  g_string_append (check->path, ".origin");
  return refuse (check, "the profile has no such origin");
}

static gboolean
check_encoding (Check      *check,
                JsonObject *call)
{
  const char *method = json_object_get_string_member (call, "method");
  const char *encoding = json_object_get_string_member (call, "encoding");

  check->is_form = g_str_has_prefix (encoding, "multipart");
  if (g_str_equal (encoding, "none"))
    return !json_object_has_member (call, "body") ||
           refuse (check, "with the encoding \"none\" there is no body");
  if (g_str_equal (method, "GET"))
    return refuse (check, "GET needs the encoding \"none\"");
  return json_object_has_member (call, "body") || refuse (check, "\"body\" is missing");
}

static gboolean
check_text (Check      *check,
            const char *text,
            gboolean    is_part)
{
  const char * const *known = check->in_each ? item_variables : request_variables;
  g_autoptr (GError) problem = NULL;

  if (!troupe_template_check (text, known, &problem))
    return refuse (check, "%s", problem->message);
  if (strstr (text, ".file}") == NULL || (is_part && is_lone_file (text)))
    return TRUE;
  return refuse (check, "a file stands alone as a part of a multipart body");
}

static gboolean
check_each (Check      *check,
            JsonObject *object,
            gboolean    is_part)
{
  gboolean passed;

  if (json_object_get_size (object) != 2 || !json_object_has_member (object, "$value"))
    return refuse (check, "\"$each\" goes with \"$value\" and nothing else");
  if (check->in_each)
    return refuse (check, "\"$each\" cannot stand inside another one");
  if (g_strcmp0 (json_object_get_string_member_with_default (object, "$each", NULL), "character") != 0)
    return refuse (check, "\"$each\" is for \"character\"");

  check->in_each = TRUE;
  g_string_append (check->path, "[\"$value\"]");
  passed = check_value (check, json_object_get_member (object, "$value"), is_part);
  check->in_each = FALSE;
  return passed;
}

static gboolean
check_directive (Check      *check,
                 JsonObject *object,
                 gboolean    is_part)
{
  g_autoptr (GList) names = json_object_get_members (object);
  JsonNode *value;

  if (json_object_has_member (object, "$each"))
    return check_each (check, object, is_part);
  if (json_object_get_size (object) != 1 || g_str_equal (names->data, "$value"))
    return refuse (check, "a directive stands alone in its object");
  value = json_object_get_member (object, names->data);
  g_string_append_printf (check->path, "[\"%s\"]", (char *) names->data);
  if (!g_str_equal (names->data, "$json") && json_node_get_value_type (value) != G_TYPE_STRING)
    return refuse (check, "expected a text");
  return check_value (check, value, FALSE);
}

static gboolean
has_directive (JsonObject *object)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    if (*(char *) l->data == '$')
      return TRUE;
  return FALSE;
}

static gboolean
check_object (Check      *check,
              JsonObject *object,
              gboolean    is_part)
{
  g_autoptr (GList) names = json_object_get_members (object);
  gsize length = check->path->len;

  if (has_directive (object))
    return check_directive (check, object, is_part);
  if (is_part)
    return refuse (check, "an object is no part of a form; wrap it in \"$json\"");
  for (GList *l = names; l != NULL; l = l->next)
    {
      g_string_append_printf (check->path, ".%s", (char *) l->data);
      if (!check_value (check, json_object_get_member (object, l->data), FALSE))
        return FALSE;
      g_string_truncate (check->path, length);
    }
  return TRUE;
}

static gboolean
check_list (Check     *check,
            JsonArray *list,
            gboolean   is_part)
{
  gsize length = check->path->len;

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      g_string_append_printf (check->path, "[%u]", i);
      if (!check_value (check, json_array_get_element (list, i), is_part))
        return FALSE;
      g_string_truncate (check->path, length);
    }
  return TRUE;
}

static gboolean
check_value (Check    *check,
             JsonNode *value,
             gboolean  is_part)
{
  if (JSON_NODE_HOLDS_OBJECT (value))
    return check_object (check, json_node_get_object (value), is_part);
  if (JSON_NODE_HOLDS_ARRAY (value))
    return check_list (check, json_node_get_array (value), is_part);
  if (json_node_get_value_type (value) == G_TYPE_STRING)
    return check_text (check, json_node_get_string (value), is_part);
  return TRUE;
}

static gboolean
check_body (Check      *check,
            JsonObject *call)
{
  gsize length = check->path->len;
  g_autoptr (GList) names = NULL;
  JsonObject *body;

  if (!json_object_has_member (call, "body"))
    return TRUE;
  body = json_object_get_object_member (call, "body");
  names = json_object_get_members (body);
  for (GList *l = names; l != NULL; l = l->next)
    {
      g_string_append_printf (check->path, ".body.%s", (char *) l->data);
      if (!check_value (check, json_object_get_member (body, l->data), check->is_form))
        return FALSE;
      g_string_truncate (check->path, length);
    }
  return TRUE;
}

static gboolean
check_one_of (Check      *check,
              JsonObject *call)
{
  JsonObject *body = NULL;
  JsonArray *keys;

  if (!json_object_has_member (call, "one_of"))
    return TRUE;
  if (json_object_has_member (call, "body"))
    body = json_object_get_object_member (call, "body");
  keys = json_object_get_array_member (call, "one_of");
  for (guint i = 0; i < json_array_get_length (keys); i++)
    if (body == NULL || !json_object_has_member (body, json_array_get_string_element (keys, i)))
      {
        g_string_append_printf (check->path, ".one_of[%u]", i);
        return refuse (check, "the body has no such key");
      }
  return TRUE;
}

static gboolean
check_poll (Check      *check,
            JsonObject *call)
{
  JsonObject *poll;

  if (!json_object_has_member (call, "poll"))
    return TRUE;
  poll = json_object_get_object_member (call, "poll");
  if (!json_object_has_member (poll, "first") || !json_object_has_member (poll, "max") ||
      json_object_get_double_member (poll, "first") <= json_object_get_double_member (poll, "max"))
    return TRUE;
  g_string_append (check->path, ".poll.max");
  return refuse (check, "shorter than the first");
}

static gboolean
check_answer (Check      *check,
              JsonObject *call)
{
  g_autoptr (GList) fields = NULL;
  JsonObject *answer;

  if (!json_object_has_member (call, "answer"))
    return TRUE;
  answer = json_object_get_object_member (call, "answer");
  fields = json_object_get_members (answer);
  for (GList *l = fields; l != NULL; l = l->next)
    {
      JsonArray *places = json_object_get_array_member (answer, l->data);

      for (guint i = 0; i < json_array_get_length (places); i++)
        {
          g_autoptr (JsonPath) path = json_path_new ();
          g_autoptr (GError) problem = NULL;

          if (json_path_compile (path, json_array_get_string_element (places, i), &problem))
            continue;
          g_string_append_printf (check->path, ".answer.%s[%u]", (char *) l->data, i);
          return refuse (check, "%s", problem->message);
        }
    }
  return TRUE;
}

/**
 * troupe_call_check:
 * @profile: a profile that obeys the schema
 * @name: one of its calls
 * @origin: the file it came from, for the message
 *
 * Checks a call: its variables, directives, files, headers, and the places of its answer.
 *
 * Safe from any thread. Fails with `TROUPE_PROVIDER_ERROR_PROFILE`, of the form
 * `ORIGIN: $.calls.upload.body.file: a brace stands alone`.
 *
 * Returns: whether the call can be built
 */
gboolean
troupe_call_check (JsonObject *profile,
                   const char *name,
                   const char *origin,
                   GError    **error)
{
  JsonObject *calls = json_object_get_object_member (profile, "calls");
  JsonObject *call = json_object_get_object_member (calls, name);
  g_autoptr (GString) path = g_string_new ("$.calls.");
  Check check = { .origin = origin, .path = path, .error = error };

  g_string_append (path, name);
  return check_path (&check, call) &&
         check_templates (&check, profile, call, "query") &&
         check_templates (&check, profile, call, "headers") &&
         check_origin (&check, profile, call) &&
         check_encoding (&check, call) &&
         check_body (&check, call) &&
         check_one_of (&check, call) &&
         check_poll (&check, call) &&
         check_answer (&check, call);
}

static gboolean
value_uses (JsonNode   *value,
            const char *braced)
{
  g_autoptr (GList) values = NULL;

  if (JSON_NODE_HOLDS_VALUE (value))
    return json_node_get_value_type (value) == G_TYPE_STRING &&
           strstr (json_node_get_string (value), braced) != NULL;
  if (JSON_NODE_HOLDS_OBJECT (value))
    values = json_object_get_values (json_node_get_object (value));
  else if (JSON_NODE_HOLDS_ARRAY (value))
    values = json_array_get_elements (json_node_get_array (value));
  for (GList *l = values; l != NULL; l = l->next)
    if (value_uses (l->data, braced))
      return TRUE;
  return FALSE;
}

/**
 * troupe_call_uses:
 * @call: a call that obeys the schema
 * @variable: for example `clip.url`
 *
 * Says whether path, query, headers or body of a call hold a variable.
 *
 * Safe from any thread.
 *
 * Returns: `TRUE` if one of them does
 */
gboolean
troupe_call_uses (JsonObject *call,
                  const char *variable)
{
  static const char * const members[] = { "path", "query", "headers", "body" };
  g_autofree char *braced = g_strconcat ("{", variable, "}", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (json_object_has_member (call, members[i]) &&
        value_uses (json_object_get_member (call, members[i]), braced))
      return TRUE;
  return FALSE;
}

/**
 * troupe_call_is_reserved_header:
 * @name: the name of a header
 *
 * Says whether a header is none of a profile's business, as `Host` and `Content-Length` are.
 *
 * Safe from any thread.
 *
 * Returns: `TRUE` if no profile may set it
 */
gboolean
troupe_call_is_reserved_header (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_strv_contains (reserved_headers, lower) || g_str_has_prefix (lower, "proxy-");
}
