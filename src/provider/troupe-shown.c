/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-shown.h"

#include <string.h>

#include "troupe-redact.h"

#define MAX_DATA 64    /* letters of a data URL */

/**
 * troupe_shown_dup_text:
 * @text: a text of a request
 *
 * Takes out what signs an address, see troupe_redact(). A clip as a text would fill the screen and the journal: of a long
 * data URL only its beginning and length stay.
 *
 * Returns: (transfer full): the text for people
 */
char *
troupe_shown_dup_text (const char *text)
{
  const char *address;

  g_return_val_if_fail (text != NULL, NULL);

  if (g_str_has_prefix (text, "data:") && strlen (text) > 2 * MAX_DATA)
    return g_strdup_printf ("%.*s… (%" G_GSIZE_FORMAT " letters)", MAX_DATA, text, strlen (text));
  address = strstr (text, "://");
  return address != NULL && strpbrk (address, "?@") != NULL ? troupe_redact (text, NULL) : g_strdup (text);
}

static JsonNode *
show_object (JsonObject *object)
{
  JsonNode *shown = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GList) names = json_object_get_members (object);

  json_node_take_object (shown, json_object_new ());
  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (json_node_get_object (shown), l->data,
                            troupe_shown_new (json_object_get_member (object, l->data)));
  return shown;
}

static JsonNode *
show_list (JsonArray *list)
{
  JsonNode *shown = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (shown, json_array_new ());
  for (guint i = 0; i < json_array_get_length (list); i++)
    json_array_add_element (json_node_get_array (shown),
                            troupe_shown_new (json_array_get_element (list, i)));
  return shown;
}

/**
 * troupe_shown_new:
 * @value: JSON of a request
 *
 * Does that to each text in it.
 *
 * Returns: (transfer full): the JSON for people
 */
JsonNode *
troupe_shown_new (JsonNode *value)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (value != NULL, NULL);

  if (JSON_NODE_HOLDS_OBJECT (value))
    return show_object (json_node_get_object (value));
  if (JSON_NODE_HOLDS_ARRAY (value))
    return show_list (json_node_get_array (value));
  if (json_node_get_value_type (value) != G_TYPE_STRING)
    return json_node_copy (value);
  text = troupe_shown_dup_text (json_node_get_string (value));
  return json_node_init_string (json_node_alloc (), text);
}
