/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-body.h"

#include <math.h>

#include "troupe-extra-fields.h"
#include "troupe-provider-error.h"
#include "troupe-template.h"

#define CHARACTER "character."    /* of the first that is mentioned, where a call is for one alone */

/* Where variables are looked up: in a character of the list, or in the request itself */
typedef struct
{
  TroupeValues *values;
  TroupeValues *item;     /* NULL outside of {"$each"} */
  guint         index;    /* of the item */
} Scope;

static gboolean build_value (Scope     *scope,
                             JsonNode  *value,
                             JsonNode **built,
                             GError   **error);

static gboolean add_parts (TroupeBody *self,
                           const char *name,
                           Scope      *scope,
                           JsonNode   *value,
                           GError    **error);

static void
part_free (TroupeBodyPart *part)
{
  g_free (part->name);
  g_free (part->text);
  g_clear_object (&part->file);
  g_free (part->filename);
  g_free (part->media_type);
  g_free (part);
}

/* A request for one character takes that one's values without a list. */
static TroupeValues *
get_first_item (Scope *scope)
{
  GPtrArray *items = troupe_values_get_items (scope->values);

  return scope->item == NULL && items->len > 0 ? items->pdata[0] : NULL;
}

static char *
lookup_text (const char *name,
             gpointer    user_data)
{
  Scope *scope = user_data;
  TroupeValues *first = get_first_item (scope);
  const char *text = NULL;

  if (scope->item != NULL && g_str_equal (name, "index0"))
    return g_strdup_printf ("%u", scope->index);
  if (scope->item != NULL && g_str_equal (name, "index1"))
    return g_strdup_printf ("%u", scope->index + 1);

  if (scope->item != NULL)
    text = troupe_values_get (scope->item, name);
  if (text == NULL)
    text = troupe_values_get (scope->values, name);
  if (text == NULL && first != NULL)
    text = troupe_values_get (first, name);
  if (text == NULL && first != NULL && g_str_has_prefix (name, CHARACTER))
    text = troupe_values_get (first, name + strlen (CHARACTER));
  return g_strdup (text);
}

/* One segment of a path, whatever it holds */
static char *
lookup_segment (const char *name,
                gpointer    user_data)
{
  g_autofree char *text = lookup_text (name, user_data);

  return text != NULL ? g_uri_escape_string (text, NULL, FALSE) : NULL;
}

static GFile *
lookup_file (Scope       *scope,
             const char  *name,
             const char **filename,
             const char **media_type)
{
  TroupeValues *first = get_first_item (scope);
  GFile *file = NULL;

  if (scope->item != NULL)
    file = troupe_values_get_file (scope->item, name, filename, media_type);
  if (file == NULL)
    file = troupe_values_get_file (scope->values, name, filename, media_type);
  if (file == NULL && first != NULL)
    file = troupe_values_get_file (first, name, filename, media_type);
  return file;
}

static gboolean
expand (Scope      *scope,
        const char *template,
        char      **text,
        GError    **error)
{
  *text = troupe_template_expand (template, lookup_text, scope);
  if (*text == NULL || g_utf8_validate (*text, -1, NULL))
    return TRUE;

  g_clear_pointer (text, g_free);
  g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE,
               "the value of \"%s\" is not UTF-8", template);
  return FALSE;
}

static JsonNode *
parse_number (const char *text,
              gboolean    may_be_fraction)
{
  gint64 whole;
  double fraction;
  char *end;

  if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &whole, NULL))
    return json_node_init_int (json_node_alloc (), whole);
  if (!may_be_fraction || *text == '\0' || text[strspn (text, "0123456789.-")] != '\0')
    return NULL;
  fraction = g_ascii_strtod (text, &end);
  return *end == '\0' && isfinite (fraction) ? json_node_init_double (json_node_alloc (), fraction) : NULL;
}

static JsonNode *
convert (const char *directive,
         const char *text)
{
  if (g_str_equal (directive, "$boolean") && (g_str_equal (text, "true") || g_str_equal (text, "false")))
    return json_node_init_boolean (json_node_alloc (), g_str_equal (text, "true"));
  if (g_str_equal (directive, "$boolean"))
    return NULL;
  return parse_number (text, g_str_equal (directive, "$number"));
}

static gboolean
build_converted (Scope      *scope,
                 const char *directive,
                 const char *template,
                 JsonNode  **built,
                 GError    **error)
{
  g_autofree char *text = NULL;

  if (!expand (scope, template, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  *built = convert (directive, text);
  if (*built != NULL)
    return TRUE;
  g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE,
               "\"%s\" should be %s but is “%.60s”", template,
               g_str_equal (directive, "$boolean") ? "true or false" : "a number", text);
  return FALSE;
}

/* JSON inside a text */
static gboolean
build_inner (Scope     *scope,
             JsonNode  *value,
             JsonNode **built,
             GError   **error)
{
  g_autoptr (JsonNode) inner = NULL;
  g_autofree char *text = NULL;

  if (!build_value (scope, value, &inner, error))
    return FALSE;
  if (inner == NULL)
    return TRUE;
  text = json_to_string (inner, FALSE);
  *built = json_node_init_string (json_node_alloc (), text);
  return TRUE;
}

static gboolean
take_element (JsonArray *list,
              Scope     *scope,
              JsonNode  *value,
              GError   **error)
{
  JsonNode *element = NULL;

  if (!build_value (scope, value, &element, error))
    return FALSE;
  if (element != NULL)
    json_array_add_element (list, element);
  return TRUE;
}

static gboolean
build_each (Scope     *scope,
            JsonNode  *value,
            JsonNode **built,
            GError   **error)
{
  GPtrArray *items = troupe_values_get_items (scope->values);
  g_autoptr (JsonArray) list = json_array_new ();

  for (guint i = 0; i < items->len; i++)
    {
      Scope inner = { scope->values, items->pdata[i], i };

      if (!take_element (list, &inner, value, error))
        return FALSE;
    }
  if (json_array_get_length (list) > 0)
    *built = json_node_init_array (json_node_alloc (), list);
  return TRUE;
}

static gboolean
build_list (Scope     *scope,
            JsonArray *values,
            JsonNode **built,
            GError   **error)
{
  g_autoptr (JsonArray) list = json_array_new ();

  for (guint i = 0; i < json_array_get_length (values); i++)
    if (!take_element (list, scope, json_array_get_element (values, i), error))
      return FALSE;
  if (json_array_get_length (list) > 0)
    *built = json_node_init_array (json_node_alloc (), list);
  return TRUE;
}

static gboolean
build_members (Scope      *scope,
               JsonObject *values,
               JsonNode  **built,
               GError    **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GList) names = json_object_get_members (values);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *member = NULL;

      if (!build_value (scope, json_object_get_member (values, l->data), &member, error))
        return FALSE;
      if (member != NULL)
        json_object_set_member (object, l->data, member);
    }
  if (json_object_get_size (object) > 0)
    *built = json_node_init_object (json_node_alloc (), object);
  return TRUE;
}

static gboolean
build_object (Scope      *scope,
              JsonObject *values,
              JsonNode  **built,
              GError    **error)
{
  static const char * const conversions[] = { "$integer", "$number", "$boolean" };

  if (json_object_has_member (values, "$each"))
    return build_each (scope, json_object_get_member (values, "$value"), built, error);
  if (json_object_has_member (values, "$json"))
    return build_inner (scope, json_object_get_member (values, "$json"), built, error);
  for (gsize i = 0; i < G_N_ELEMENTS (conversions); i++)
    if (json_object_has_member (values, conversions[i]))
      return build_converted (scope, conversions[i], json_object_get_string_member (values, conversions[i]),
                              built, error);
  return build_members (scope, values, built, error);
}

/* Gives nothing where a variable has no value, nor for objects and lists of which nothing is left. */
static gboolean
build_value (Scope     *scope,
             JsonNode  *value,
             JsonNode **built,
             GError   **error)
{
  g_autofree char *text = NULL;

  if (JSON_NODE_HOLDS_OBJECT (value))
    return build_object (scope, json_node_get_object (value), built, error);
  if (JSON_NODE_HOLDS_ARRAY (value))
    return build_list (scope, json_node_get_array (value), built, error);
  if (json_node_get_value_type (value) != G_TYPE_STRING)
    {
      *built = json_node_copy (value);
      return TRUE;
    }
  if (!expand (scope, json_node_get_string (value), &text, error))
    return FALSE;
  if (text != NULL)
    *built = json_node_init_string (json_node_alloc (), text);
  return TRUE;
}

/* The name in a text that is a file and nothing else */
static char *
dup_file_variable (JsonNode *value)
{
  const char *text = json_node_get_value_type (value) == G_TYPE_STRING ? json_node_get_string (value) : "";

  return g_str_has_suffix (text, ".file}") ? g_strndup (text + 1, strlen (text) - 2) : NULL;
}

static gboolean
add_file (TroupeBody *self,
          const char *name,
          Scope      *scope,
          const char *variable,
          GError    **error)
{
  g_autoptr (GFileInfo) info = NULL;
  const char *filename, *media_type;
  GFile *file = lookup_file (scope, variable, &filename, &media_type);
  TroupeBodyPart *part;

  if (file == NULL)
    return TRUE;
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, error);
  if (info == NULL)
    return FALSE;

  part = g_new0 (TroupeBodyPart, 1);
  part->name = g_strdup (name);
  part->file = g_object_ref (file);
  part->filename = g_strdup (filename);
  part->media_type = g_strdup (media_type);
  part->size_bytes = (guint64) g_file_info_get_size (info);
  g_ptr_array_add (self->parts, part);
  return TRUE;
}

/* In a form all is text. */
static void
add_part (TroupeBody *self,
          const char *name,
          JsonNode   *value)
{
  TroupeBodyPart *part = g_new0 (TroupeBodyPart, 1);

  part->name = g_strdup (name);
  part->text = json_node_get_value_type (value) == G_TYPE_STRING ? json_node_dup_string (value)
                                                                 : json_to_string (value, FALSE);
  g_ptr_array_add (self->parts, part);
}

static gboolean
add_text (TroupeBody *self,
          const char *name,
          Scope      *scope,
          JsonNode   *value,
          GError    **error)
{
  g_autoptr (JsonNode) built = NULL;

  if (!build_value (scope, value, &built, error))
    return FALSE;
  if (built != NULL)
    add_part (self, name, built);
  return TRUE;
}

static gboolean
add_each (TroupeBody *self,
          const char *name,
          Scope      *scope,
          JsonNode   *value,
          GError    **error)
{
  GPtrArray *items = troupe_values_get_items (scope->values);

  for (guint i = 0; i < items->len; i++)
    {
      Scope inner = { scope->values, items->pdata[i], i };

      if (!add_parts (self, name, &inner, value, error))
        return FALSE;
    }
  return TRUE;
}

/* A list becomes parts of the same name. */
static gboolean
add_parts (TroupeBody *self,
           const char *name,
           Scope      *scope,
           JsonNode   *value,
           GError    **error)
{
  g_autofree char *variable = NULL;

  if (JSON_NODE_HOLDS_ARRAY (value))
    {
      JsonArray *list = json_node_get_array (value);

      for (guint i = 0; i < json_array_get_length (list); i++)
        if (!add_parts (self, name, scope, json_array_get_element (list, i), error))
          return FALSE;
      return TRUE;
    }
  if (JSON_NODE_HOLDS_OBJECT (value) && json_object_has_member (json_node_get_object (value), "$each"))
    return add_each (self, name, scope,
                     json_object_get_member (json_node_get_object (value), "$value"), error);
  variable = dup_file_variable (value);
  return variable != NULL ? add_file (self, name, scope, variable, error)
                          : add_text (self, name, scope, value, error);
}

static gboolean
build_form (TroupeBody *self,
            Scope      *scope,
            JsonObject *body,
            GError    **error)
{
  g_autoptr (GList) names = json_object_get_members (body);

  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  for (GList *l = names; l != NULL; l = l->next)
    if (!add_parts (self, l->data, scope, json_object_get_member (body, l->data), error))
      return FALSE;
  return TRUE;
}

static gboolean
build_json (TroupeBody *self,
            Scope      *scope,
            JsonObject *body,
            GError    **error)
{
  if (!build_members (scope, body, &self->json, error))
    return FALSE;
  if (self->json == NULL)
    {
      self->json = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (self->json, json_object_new ());
    }
  return TRUE;
}

/* Of the person's own: beside the fields of the call, never in their place */
static gboolean
add_extra (TroupeBody *self,
           JsonObject *call,
           const char *text,
           GError    **error)
{
  g_autoptr (JsonObject) extra = troupe_extra_fields_parse (text, call, error);
  g_autoptr (GList) names = NULL;

  if (extra == NULL)
    return FALSE;
  names = json_object_get_members (extra);
  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *value = json_object_get_member (extra, l->data);

      if (self->json != NULL)
        json_object_set_member (json_node_get_object (self->json), l->data, json_node_copy (value));
      else
        add_part (self, l->data, value);
    }
  return TRUE;
}

static gboolean
has_file (TroupeBody *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (((TroupeBodyPart *) self->parts->pdata[i])->file != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
has_key (TroupeBody *self,
         const char *name)
{
  if (self->json != NULL)
    return json_object_has_member (json_node_get_object (self->json), name);
  for (guint i = 0; i < self->parts->len; i++)
    if (g_str_equal (((TroupeBodyPart *) self->parts->pdata[i])->name, name))
      return TRUE;
  return FALSE;
}

static gboolean
check_one_of (TroupeBody *self,
              JsonObject *call,
              GError    **error)
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

      n_found += has_key (self, name) ? 1 : 0;
      g_string_append_printf (shown, "%s\"%s\"", i == 0 ? "" : ", ", name);
    }
  if (n_found == 1)
    return TRUE;
  g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE,
               "expected exactly one of %s, but %u were given", shown->str, n_found);
  return FALSE;
}

/**
 * troupe_body_new:
 * @call: a call of a profile
 * @values: what its variables stand for
 *
 * Builds the body of a call. Keys whose variables have no value are left out.
 *
 * Reads the size of files that are to be sent, nothing else of them. Fails with `TROUPE_PROVIDER_ERROR_VALUE`
 * where values exclude each other, are not UTF-8 or not of the type asked for, and with `G_IO_ERROR` where a
 * file cannot be read.
 *
 * Returns: (transfer full): the body; neither JSON nor parts where the call has none
 */
TroupeBody *
troupe_body_new (JsonObject   *call,
                 TroupeValues *values,
                 GError      **error)
{
  g_autoptr (TroupeBody) self = g_new0 (TroupeBody, 1);
  const char *encoding = json_object_get_string_member (call, "encoding");
  const char *extra = troupe_values_get (values, TROUPE_EXTRA_FIELDS);
  Scope scope = { .values = values };
  JsonObject *body;

  if (g_str_equal (encoding, "none"))
    return g_steal_pointer (&self);

  body = json_object_get_object_member (call, "body");
  if (!g_str_equal (encoding, "json") && !build_form (self, &scope, body, error))
    return NULL;
  if (g_str_equal (encoding, "multipart-with-file") && !has_file (self))
    g_clear_pointer (&self->parts, g_ptr_array_unref);
  if (self->parts == NULL && !build_json (self, &scope, body, error))
    return NULL;
  if (extra != NULL && !add_extra (self, call, extra, error))
    return NULL;
  return check_one_of (self, call, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * troupe_body_free:
 * @self: (transfer full): a body
 *
 * Frees a body.
 */
void
troupe_body_free (TroupeBody *self)
{
  g_clear_pointer (&self->json, json_node_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self);
}

/**
 * troupe_body_expand_line:
 * @template: a text of a path, a query or a header
 * @values: what its variables stand for
 * @is_segment: whether values become part of a path and are escaped for that
 *
 * Puts values in the place of variables, outside of a body.
 *
 * Returns: (transfer full) (nullable): the text, or `NULL` when a variable has no value
 */
char *
troupe_body_expand_line (const char   *template,
                         TroupeValues *values,
                         gboolean      is_segment)
{
  Scope scope = { .values = values };

  return troupe_template_expand (template, is_segment ? lookup_segment : lookup_text, &scope);
}
