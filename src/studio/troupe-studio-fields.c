/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-fields.h"

#include <stdlib.h>
#include <string.h>

#define refuse(call, field, ...) \
        troupe_studio_call_refuse (call, (field)->name, TROUPE_STUDIO_ERROR_FIELD, __VA_ARGS__)

static const TroupeStudioField *
find_field (TroupeStudioCall        *call,
            const TroupeStudioField *fields,
            gsize                    n_fields,
            const char              *name)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].name, name))
      return &fields[i];
  troupe_studio_call_refuse (call, name, TROUPE_STUDIO_ERROR_FIELD, "unknown parameter: %s", name);
  return NULL;
}

static gboolean
check_size (TroupeStudioCall        *call,
            const TroupeStudioField *field,
            gint64                   size,
            const char              *what)
{
  if (size >= field->min && (field->max == 0 || size <= field->max))
    return TRUE;
  refuse (call, field, "%s must %s %s %" G_GINT64_FORMAT "%s", field->name, what,
          size < field->min ? "at least" : "at most", size < field->min ? field->min : field->max,
          g_str_equal (what, "be") ? "" : field->kind == TROUPE_STUDIO_FIELD_TEXT ? " characters"
                                                                                  : " items");
  return FALSE;
}

static gboolean
check_values (TroupeStudioCall        *call,
              const TroupeStudioField *field,
              const char              *value)
{
  g_auto (GStrv) values = NULL;
  g_autofree char *list = NULL;

  if (field->values == NULL)
    return TRUE;
  values = g_strsplit (field->values, "|", -1);
  if (g_strv_contains ((const char * const *) values, value))
    return TRUE;
  list = g_strjoinv (", ", values);
  refuse (call, field, "%s must be one of %s", field->name, list);
  return FALSE;
}

static gboolean
check_text (TroupeStudioCall        *call,
            const TroupeStudioField *field,
            const char              *text)
{
  if (field->is_required && *text == '\0')
    {
      refuse (call, field, "%s is required", field->name);
      return FALSE;
    }
  return check_size (call, field, g_utf8_strlen (text, -1), "have") &&
         check_values (call, field, text);
}

static gboolean
check_integer (TroupeStudioCall        *call,
               const TroupeStudioField *field,
               gint64                   number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return check_size (call, field, number, "be") && check_values (call, field, text);
}

static gboolean
check_number (TroupeStudioCall        *call,
              const TroupeStudioField *field,
              double                   number)
{
  if (number >= (double) field->min && (field->max == 0 || number <= (double) field->max))
    return TRUE;
  refuse (call, field, "%s must be from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, field->name,
          field->min, field->max);
  return FALSE;
}

static gboolean
check_list (TroupeStudioCall        *call,
            const TroupeStudioField *field,
            JsonArray               *list)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      if (field->kind == TROUPE_STUDIO_FIELD_LIST ? !JSON_NODE_HOLDS_OBJECT (node)
                                                  : json_node_get_string (node) == NULL)
        {
          refuse (call, field, "%s[%u] must be %s", field->name, i,
                  field->kind == TROUPE_STUDIO_FIELD_LIST ? "an object" : "a text");
          return FALSE;
        }
      if (field->kind == TROUPE_STUDIO_FIELD_ADDRESSES &&
          !troupe_studio_fields_check_url (call, field->name, json_node_get_string (node)))
        return FALSE;
    }
  return check_size (call, field, json_array_get_length (list), "have");
}

static const char * const kind_names[] = {
  [TROUPE_STUDIO_FIELD_TEXT] = "a text",
  [TROUPE_STUDIO_FIELD_INTEGER] = "a whole number",
  [TROUPE_STUDIO_FIELD_NUMBER] = "a number",
  [TROUPE_STUDIO_FIELD_BOOLEAN] = "true or false",
  [TROUPE_STUDIO_FIELD_ADDRESS] = "a text",
  [TROUPE_STUDIO_FIELD_ADDRESSES] = "a list of addresses",
  [TROUPE_STUDIO_FIELD_OBJECT] = "an object",
  [TROUPE_STUDIO_FIELD_LIST] = "a list of objects",
  [TROUPE_STUDIO_FIELD_FILE] = "a file",
  [TROUPE_STUDIO_FIELD_PICTURE] = "a file or an address",
};

static gboolean
has_kind (const TroupeStudioField *field,
          JsonNode                *node)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  switch (field->kind)
    {
    case TROUPE_STUDIO_FIELD_TEXT:
    case TROUPE_STUDIO_FIELD_ADDRESS:
    case TROUPE_STUDIO_FIELD_PICTURE:
      return type == G_TYPE_STRING;
    case TROUPE_STUDIO_FIELD_INTEGER:
      return type == G_TYPE_INT64;
    case TROUPE_STUDIO_FIELD_NUMBER:
      return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
    case TROUPE_STUDIO_FIELD_BOOLEAN:
      return type == G_TYPE_BOOLEAN;
    case TROUPE_STUDIO_FIELD_OBJECT:
      return JSON_NODE_HOLDS_OBJECT (node);
    case TROUPE_STUDIO_FIELD_ADDRESSES:
    case TROUPE_STUDIO_FIELD_LIST:
      return JSON_NODE_HOLDS_ARRAY (node);
    case TROUPE_STUDIO_FIELD_FILE:
      break;
    }
  return FALSE;
}

static gboolean
check_node (TroupeStudioCall        *call,
            const TroupeStudioField *field,
            JsonNode                *node)
{
  if (!has_kind (field, node))
    {
      refuse (call, field, "%s must be %s", field->name, kind_names[field->kind]);
      return FALSE;
    }
  switch (field->kind)
    {
    case TROUPE_STUDIO_FIELD_TEXT:
      return check_text (call, field, json_node_get_string (node));
    case TROUPE_STUDIO_FIELD_ADDRESS:
    case TROUPE_STUDIO_FIELD_PICTURE:
      return troupe_studio_fields_check_url (call, field->name, json_node_get_string (node));
    case TROUPE_STUDIO_FIELD_INTEGER:
      return check_integer (call, field, json_node_get_int (node));
    case TROUPE_STUDIO_FIELD_ADDRESSES:
    case TROUPE_STUDIO_FIELD_LIST:
      return check_list (call, field, json_node_get_array (node));
    case TROUPE_STUDIO_FIELD_NUMBER:
      return check_number (call, field, json_node_get_double (node));
    case TROUPE_STUDIO_FIELD_BOOLEAN:
    case TROUPE_STUDIO_FIELD_OBJECT:
    case TROUPE_STUDIO_FIELD_FILE:
      break;
    }
  return TRUE;
}

/* Without comments, as bodies are */
static JsonNode *
parse_json (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  json_parser_set_strict (parser, TRUE);
  return json_parser_load_from_data (parser, text, -1, NULL) ? json_parser_steal_root (parser)
                                                             : NULL;
}

/* The text of a form's part as the JSON that it stands for, NULL when it stands for none */
static JsonNode *
dup_part_node (const TroupeStudioField *field,
               const char              *text)
{
  gint64 number;

  switch (field->kind)
    {
    case TROUPE_STUDIO_FIELD_TEXT:
    case TROUPE_STUDIO_FIELD_ADDRESS:
    case TROUPE_STUDIO_FIELD_PICTURE:
      return json_node_init_string (json_node_alloc (), text);
    case TROUPE_STUDIO_FIELD_INTEGER:
      if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
        return json_node_init_int (json_node_alloc (), number);
      break;
    case TROUPE_STUDIO_FIELD_NUMBER:
    case TROUPE_STUDIO_FIELD_OBJECT:
      return parse_json (text);
    case TROUPE_STUDIO_FIELD_BOOLEAN:
      if (g_str_equal (text, "true") || g_str_equal (text, "false"))
        return json_node_init_boolean (json_node_alloc (), g_str_equal (text, "true"));
      break;
    case TROUPE_STUDIO_FIELD_ADDRESSES:
    case TROUPE_STUDIO_FIELD_LIST:
    case TROUPE_STUDIO_FIELD_FILE:
      break;
    }
  return NULL;
}

static gboolean
read_part (TroupeStudioCall        *call,
           const TroupeStudioPart  *part,
           const TroupeStudioField *field,
           JsonObject              *request)
{
  gsize size;
  const char *data = g_bytes_get_data (part->content, &size);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (part->file_name != NULL && (field->kind == TROUPE_STUDIO_FIELD_FILE ||
                                  field->kind == TROUPE_STUDIO_FIELD_PICTURE))
    return TRUE;
  if (part->file_name == NULL && g_utf8_validate_len (data, size, NULL))
    {
      text = g_strndup (data, size);
      node = dup_part_node (field, text);
    }
  if (node == NULL)
    {
      refuse (call, field, "%s must be %s", field->name, kind_names[field->kind]);
      return FALSE;
    }
  if (json_object_has_member (request, field->name))
    {
      refuse (call, field, "%s is there twice", field->name);
      return FALSE;
    }
  if (!check_node (call, field, node))
    return FALSE;
  json_object_set_member (request, field->name, g_steal_pointer (&node));
  return TRUE;
}

/* As the library "openai" spells a list of objects: a part "list[][member]" for each of them */
static gboolean
read_item (TroupeStudioCall       *call,
           const TroupeStudioPart *part,
           JsonObject             *request)
{
  const char *bracket = strstr (part->name, "[][");
  g_autofree char *list_name = g_strndup (part->name, (gsize) (bracket - part->name));
  g_autofree char *member = g_strdup (bracket + strlen ("[]["));
  gsize size;
  const char *text = g_bytes_get_data (part->content, &size);
  g_autofree char *value = g_strndup (text, size);
  JsonObject *item;

  if (!g_str_has_suffix (member, "]") || !g_utf8_validate (value, -1, NULL))
    {
      troupe_studio_call_refuse (call, list_name, TROUPE_STUDIO_ERROR_FIELD,
                                 "%s must be a list of objects", list_name);
      return FALSE;
    }
  member[strlen (member) - 1] = '\0';
  if (!json_object_has_member (request, list_name))
    json_object_set_array_member (request, list_name, json_array_new ());
  item = json_object_new ();
  json_object_set_string_member (item, member, value);
  json_array_add_object_element (json_object_get_array_member (request, list_name), item);
  return TRUE;
}

static gboolean
is_item (const TroupeStudioPart  *part,
         const TroupeStudioField *fields,
         gsize                    n_fields)
{
  const char *bracket = strstr (part->name, "[][");

  for (gsize i = 0; bracket != NULL && i < n_fields; i++)
    if (fields[i].kind == TROUPE_STUDIO_FIELD_LIST &&
        strlen (fields[i].name) == (gsize) (bracket - part->name) &&
        g_str_has_prefix (part->name, fields[i].name))
      return TRUE;
  return FALSE;
}

static gboolean
read_form (TroupeStudioCall        *call,
           TroupeStudioForm        *form,
           const TroupeStudioField *fields,
           gsize                    n_fields,
           JsonObject              *request)
{
  for (guint i = 0; i < troupe_studio_form_get_n_parts (form); i++)
    {
      const TroupeStudioPart *part = troupe_studio_form_get_part (form, i);
      const TroupeStudioField *field = NULL;

      if (is_item (part, fields, n_fields))
        {
          if (!read_item (call, part, request))
            return FALSE;
          continue;
        }
      field = find_field (call, fields, n_fields, part->name);
      if (field == NULL || !read_part (call, part, field, request))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_object (TroupeStudioCall        *call,
             JsonObject              *object,
             const TroupeStudioField *fields,
             gsize                    n_fields,
             JsonObject              *request)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *node = json_object_get_member (object, l->data);
      const TroupeStudioField *field = find_field (call, fields, n_fields, l->data);

      if (field == NULL || !check_node (call, field, node))
        return FALSE;
      json_object_set_member (request, field->name, json_node_copy (node));
    }
  return TRUE;
}

/**
 * troupe_studio_fields_read:
 * @call: a call with a body
 * @fields: what it takes
 * @n_fields: how many those are
 * @request: takes the values; files stay in the form
 *
 * Reads a body and refuses what the table does not allow.
 *
 * Returns: whether all is right
 */
gboolean
troupe_studio_fields_read (TroupeStudioCall        *call,
                           const TroupeStudioField *fields,
                           gsize                    n_fields,
                           JsonObject              *request)
{
  TroupeStudioForm *form = troupe_studio_call_get_form (call);

  if (form != NULL ? !read_form (call, form, fields, n_fields, request)
                   : !read_object (call, troupe_studio_call_get_object (call), fields, n_fields,
                                   request))
    return FALSE;
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].is_required && !json_object_has_member (request, fields[i].name) &&
        (form == NULL || troupe_studio_form_find (form, fields[i].name) == NULL))
      {
        refuse (call, &fields[i], "%s is required", fields[i].name);
        return FALSE;
      }
  return TRUE;
}

/**
 * troupe_studio_fields_check_json:
 * @call: a call with a body
 *
 * Refuses a form.
 *
 * Returns: whether the body is JSON
 */
gboolean
troupe_studio_fields_check_json (TroupeStudioCall *call)
{
  if (troupe_studio_call_get_object (call) != NULL)
    return TRUE;
  troupe_studio_call_refuse (call, "", TROUPE_STUDIO_ERROR_BODY,
                             "the body must be application/json");
  return FALSE;
}

/**
 * troupe_studio_fields_check_url:
 * @call: a call
 * @param: a parameter
 * @url: its value
 *
 * Refuses what is no address on the web.
 *
 * Returns: whether it is one
 */
gboolean
troupe_studio_fields_check_url (TroupeStudioCall *call,
                                const char       *param,
                                const char       *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = uri == NULL ? NULL : g_uri_get_scheme (uri);

  if (uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
      (g_str_equal (scheme, "http") || g_str_equal (scheme, "https")))
    return TRUE;
  troupe_studio_call_refuse (call, param, TROUPE_STUDIO_ERROR_FIELD,
                             "%s must be an http or https address", param);
  return FALSE;
}
