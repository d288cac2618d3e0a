/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-curl.h"

/* In single quotes a POSIX shell leaves everything alone but the quote itself (2.2.2). */
static void
append_quoted (GString    *command,
               const char *text)
{
  g_string_append_c (command, '\'');
  for (const char *p = text; *p != '\0'; p++)
    if (*p == '\'')
      g_string_append (command, "'\\''");
    else
      g_string_append_c (command, *p);
  g_string_append_c (command, '\'');
}

static void
append_option (GString    *command,
               const char *option,
               const char *value)
{
  g_string_append_printf (command, " \\\n  %s ", option);
  append_quoted (command, value);
}

static void
append_headers (GString    *command,
                JsonObject *headers,
                gboolean    is_form)
{
  g_autoptr (GList) names = json_object_get_members (headers);

  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *line = NULL;

      if (is_form && g_str_equal (l->data, "Content-Type"))    /* curl adds it with its boundary */
        continue;
      line = g_strdup_printf ("%s: %s", (char *) l->data, json_object_get_string_member (headers, l->data));
      append_option (command, "--header", line);
    }
}

/* In double quotes curl takes a name as it is but for the quote and the backslash. */
static char *
dup_file_part (JsonObject *part)
{
  GString *filename = g_string_new (json_object_get_string_member (part, "filename"));
  g_autofree char *escaped = NULL;

  g_string_replace (filename, "\\", "\\\\", 0);
  g_string_replace (filename, "\"", "\\\"", 0);
  escaped = g_string_free_and_steal (filename);
  return g_strdup_printf ("%s=@\"%s\";type=%s", json_object_get_string_member (part, "name"), escaped,
                          json_object_get_string_member (part, "type"));
}

static void
append_parts (GString   *command,
              JsonArray *parts)
{
  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      JsonObject *part = json_array_get_object_element (parts, i);
      g_autofree char *text = NULL;

      if (json_object_has_member (part, "filename"))
        {
          text = dup_file_part (part);
          append_option (command, "--form", text);
          continue;
        }
      text = g_strdup_printf ("%s=%s", json_object_get_string_member (part, "name"),
                              json_object_get_string_member (part, "value"));
      append_option (command, "--form-string", text);
    }
}

/**
 * troupe_curl_write:
 * @request: what troupe_request_to_json() gives
 *
 * Writes a request as a command for a POSIX shell.
 *
 * Nothing in it is expanded, neither by the shell nor by curl. A file part names the file as the provider
 * sees it, not where it lies. Safe from any thread.
 *
 * Returns: (transfer full): the command, an option a line
 */
char *
troupe_curl_write (JsonObject *request)
{
  g_autoptr (GString) command = g_string_new ("curl --globoff");
  JsonNode *body = json_object_get_member (request, "body");

  append_option (command, "--request", json_object_get_string_member (request, "method"));
  append_option (command, "--url", json_object_get_string_member (request, "url"));
  append_headers (command, json_object_get_object_member (request, "headers"),
                  body != NULL && JSON_NODE_HOLDS_ARRAY (body));
  if (body != NULL && JSON_NODE_HOLDS_ARRAY (body))
    append_parts (command, json_node_get_array (body));
  else if (body != NULL)
    {
      g_autofree char *text = json_to_string (body, FALSE);

      append_option (command, "--data-raw", text);
    }
  return g_string_free_and_steal (g_steal_pointer (&command));
}
