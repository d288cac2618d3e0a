/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-schema.h"

#include "troupe-provider-error.h"

/* Where the check is; the path grows and shrinks on the way. */
typedef struct
{
  JsonObject *root;
  const char *origin;
  GString    *path;
  GHashTable *patterns;    /* of strings of the schema to what they compile to; profiles have hundreds of texts */
  GError    **error;
} Check;

static gboolean check_value (Check      *check,
                             JsonObject *schema,
                             JsonNode   *value);

static gboolean
G_GNUC_PRINTF (2, 3)
refuse (Check      *check,
        const char *rule_format,
        ...)
{
  g_autofree char *rule = NULL;
  va_list args;

  va_start (args, rule_format);
  rule = g_strdup_vprintf (rule_format, args);
  va_end (args);
  g_set_error (check->error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PROFILE,
               "%s: %s: %s", check->origin, check->path->str, rule);
  return FALSE;
}

/* A key as it may be shown: strangers choose it. */
static char *
dup_shown_key (const char *key)
{
  g_autofree char *start = g_utf8_substring (key, 0, MIN (g_utf8_strlen (key, -1), 60));

  return g_strescape (start, NULL);
}

static gboolean
is_plain_key (const char *key)
{
  return (g_ascii_isalpha (*key) || *key == '_') &&
         key[strspn (key, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-")] == '\0';
}

static void
append_key (GString    *path,
            const char *key)
{
  g_autofree char *shown = dup_shown_key (key);

  if (is_plain_key (shown))
    g_string_append_printf (path, ".%s", shown);
  else
    g_string_append_printf (path, "[\"%s\"]", shown);
}

/* Reads a number whatever way it was written. */
static gboolean
read_number (JsonNode *node,
             double   *number)
{
  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    *number = (double) json_node_get_int (node);
  else if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    *number = json_node_get_double (node);
  else
    return FALSE;
  return TRUE;
}

static const char *
get_string (JsonNode *node)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

static gboolean
has_type (JsonNode   *value,
          const char *type)
{
  double number;

  if (g_str_equal (type, "object"))
    return JSON_NODE_HOLDS_OBJECT (value);
  if (g_str_equal (type, "array"))
    return JSON_NODE_HOLDS_ARRAY (value);
  if (g_str_equal (type, "string"))
    return get_string (value) != NULL;
  if (g_str_equal (type, "number"))
    return read_number (value, &number);
  if (g_str_equal (type, "integer"))
    return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_INT64;
  return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN;
}

static const char *
get_type_words (const char *type)
{
  static const struct { const char *type, *words; } types[] = {
    { "object", "an object" }, { "array", "a list" }, { "string", "a text" },
    { "number", "a number" }, { "integer", "a whole number" }, { "boolean", "true or false" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].type, type))
      return types[i].words;
  return NULL;
}

static gboolean
check_type_list (Check     *check,
                 JsonArray *types,
                 JsonNode  *value)
{
  g_autoptr (GString) shown = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (types); i++)
    {
      const char *type = json_array_get_string_element (types, i);
      const char *words = get_type_words (type);

      if (words == NULL)
        return refuse (check, "the schema names an unknown type: %s", type);
      if (has_type (value, type))
        return TRUE;
      g_string_append_printf (shown, "%s%s", i == 0 ? "" : " or ", words);
    }
  return refuse (check, "expected %s", shown->str);
}

static gboolean
check_type (Check      *check,
            JsonObject *schema,
            JsonNode   *rule,
            JsonNode   *value)
{
  const char *type, *words;

  if (JSON_NODE_HOLDS_ARRAY (rule))
    return check_type_list (check, json_node_get_array (rule), value);
  type = json_node_get_string (rule);
  words = get_type_words (type);
  if (words == NULL)
    return refuse (check, "the schema names an unknown type: %s", type);
  return has_type (value, type) || refuse (check, "expected %s", words);
}

static gboolean
check_properties (Check      *check,
                  JsonObject *schema,
                  JsonNode   *rule,
                  JsonNode   *value)
{
  JsonObject *properties = json_node_get_object (rule);
  g_autoptr (GList) names = json_object_get_members (properties);
  gsize length = check->path->len;

  if (!JSON_NODE_HOLDS_OBJECT (value))
    return TRUE;
  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *member = json_object_get_member (json_node_get_object (value), l->data);

      if (member == NULL)
        continue;
      append_key (check->path, l->data);
      if (!check_value (check, json_object_get_object_member (properties, l->data), member))
        return FALSE;
      g_string_truncate (check->path, length);
    }
  return TRUE;
}

static gboolean
check_additional (Check      *check,
                  JsonObject *schema,
                  JsonNode   *rule,
                  JsonNode   *value)
{
  JsonObject *known = NULL;
  g_autoptr (GList) names = NULL;
  gsize length = check->path->len;

  if (!JSON_NODE_HOLDS_OBJECT (value))
    return TRUE;
  if (json_object_has_member (schema, "properties"))
    known = json_object_get_object_member (schema, "properties");
  names = json_object_get_members (json_node_get_object (value));
  for (GList *l = names; l != NULL; l = l->next)
    {
      if (known != NULL && json_object_has_member (known, l->data))
        continue;
      append_key (check->path, l->data);
      if (!JSON_NODE_HOLDS_OBJECT (rule))
        return refuse (check, "unknown key");
      if (!check_value (check, json_node_get_object (rule),
                        json_object_get_member (json_node_get_object (value), l->data)))
        return FALSE;
      g_string_truncate (check->path, length);
    }
  return TRUE;
}

static gboolean
check_property_names (Check      *check,
                      JsonObject *schema,
                      JsonNode   *rule,
                      JsonNode   *value)
{
  g_autoptr (GList) names = NULL;
  gsize length = check->path->len;

  if (!JSON_NODE_HOLDS_OBJECT (value))
    return TRUE;
  names = json_object_get_members (json_node_get_object (value));
  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autoptr (JsonNode) name = json_node_init_string (json_node_alloc (), l->data);

      append_key (check->path, l->data);
      if (!check_value (check, json_node_get_object (rule), name))
        return FALSE;
      g_string_truncate (check->path, length);
    }
  return TRUE;
}

static gboolean
check_required (Check      *check,
                JsonObject *schema,
                JsonNode   *rule,
                JsonNode   *value)
{
  JsonArray *names = json_node_get_array (rule);

  if (!JSON_NODE_HOLDS_OBJECT (value))
    return TRUE;
  for (guint i = 0; i < json_array_get_length (names); i++)
    {
      const char *name = json_array_get_string_element (names, i);

      if (!json_object_has_member (json_node_get_object (value), name))
        return refuse (check, "\"%s\" is missing", name);
    }
  return TRUE;
}

static gboolean
check_items (Check      *check,
             JsonObject *schema,
             JsonNode   *rule,
             JsonNode   *value)
{
  gsize length = check->path->len;
  JsonArray *items;

  if (!JSON_NODE_HOLDS_ARRAY (value))
    return TRUE;
  items = json_node_get_array (value);
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      g_string_append_printf (check->path, "[%u]", i);
      if (!check_value (check, json_node_get_object (rule), json_array_get_element (items, i)))
        return FALSE;
      g_string_truncate (check->path, length);
    }
  return TRUE;
}

static gboolean
check_enum (Check      *check,
            JsonObject *schema,
            JsonNode   *rule,
            JsonNode   *value)
{
  JsonArray *choices = json_node_get_array (rule);
  g_autofree char *shown = NULL;

  for (guint i = 0; i < json_array_get_length (choices); i++)
    if (json_node_equal (json_array_get_element (choices, i), value))
      return TRUE;
  shown = json_to_string (rule, FALSE);
  return refuse (check, "expected one of %s", shown);
}

static gboolean
check_const (Check      *check,
             JsonObject *schema,
             JsonNode   *rule,
             JsonNode   *value)
{
  g_autofree char *shown = NULL;

  if (json_node_equal (rule, value))
    return TRUE;
  shown = json_to_string (rule, FALSE);
  return refuse (check, "expected %s", shown);
}

/* Returns: (transfer none): of a pattern of the schema; its mistakes are the programmer's */
static GRegex *
get_regex (Check      *check,
           const char *pattern)
{
  GRegex *regex = g_hash_table_lookup (check->patterns, pattern);

  if (regex == NULL)
    {
      /* Without the flag a line feed at the end would pass. */
      regex = g_regex_new (pattern, G_REGEX_DOLLAR_ENDONLY, G_REGEX_MATCH_DEFAULT, NULL);
      g_hash_table_insert (check->patterns, (gpointer) pattern, regex);
    }
  return regex;
}

static gboolean
check_pattern (Check      *check,
               JsonObject *schema,
               JsonNode   *rule,
               JsonNode   *value)
{
  const char *pattern = json_node_get_string (rule);
  const char *text = get_string (value);

  if (text == NULL || g_regex_match (get_regex (check, pattern), text, G_REGEX_MATCH_DEFAULT, NULL))
    return TRUE;
  return refuse (check, "does not match %s", pattern);
}

/* minimum, maximum and the four that count letters or items; which one, says the rule's name. */
static gboolean
check_bound (Check      *check,
             const char *name,
             JsonNode   *rule,
             JsonNode   *value)
{
  const char *text = get_string (value);
  const char *unit = "";
  double bound, actual;

  if (g_str_has_suffix (name, "Length") && text != NULL)
    {
      actual = (double) g_utf8_strlen (text, -1);
      unit = " letters";
    }
  else if (g_str_has_suffix (name, "Items") && JSON_NODE_HOLDS_ARRAY (value))
    {
      actual = (double) json_array_get_length (json_node_get_array (value));
      unit = " items";
    }
  else if (!g_str_has_suffix (name, "imum") || !read_number (value, &actual))
    return TRUE;

  if (!read_number (rule, &bound))
    return refuse (check, "the schema gives no number for %s", name);
  if (g_str_has_prefix (name, "min"))
    return actual >= bound || refuse (check, "expected at least %g%s", bound, unit);
  return actual <= bound || refuse (check, "expected at most %g%s", bound, unit);
}

static gboolean
check_reference (Check      *check,
                 JsonObject *schema,
                 JsonNode   *rule,
                 JsonNode   *value)
{
  const char *reference = json_node_get_string (rule);
  const char *name = reference + strlen ("#/$defs/");
  JsonObject *definitions = NULL;

  if (json_object_has_member (check->root, "$defs"))
    definitions = json_object_get_object_member (check->root, "$defs");
  if (definitions == NULL || !g_str_has_prefix (reference, "#/$defs/") ||
      !json_object_has_member (definitions, name))
    return refuse (check, "the schema has no %s", reference);
  return check_value (check, json_object_get_object_member (definitions, name), value);
}

typedef gboolean (*CheckFunc) (Check      *check,
                               JsonObject *schema,
                               JsonNode   *rule,
                               JsonNode   *value);

/* In the order in which a person wants to hear of mistakes */
static const struct
{
  const char *keyword;
  CheckFunc   func;
} keywords[] = {
  { "type", check_type },
  { "const", check_const },
  { "enum", check_enum },
  { "pattern", check_pattern },
  { "propertyNames", check_property_names },
  { "additionalProperties", check_additional },
  { "required", check_required },
  { "properties", check_properties },
  { "items", check_items },
  { "$ref", check_reference },
};

static const char * const bounds[] = {
  "minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", NULL
};

static const char * const annotations[] = {
  "$schema", "$defs", "title", "description", NULL
};

/* A rule that would be passed over in silence is worse than none. */
static gboolean
check_keywords_known (Check      *check,
                      JsonObject *schema)
{
  g_autoptr (GList) names = json_object_get_members (schema);

  for (GList *l = names; l != NULL; l = l->next)
    {
      gboolean known = g_strv_contains (bounds, l->data) || g_strv_contains (annotations, l->data);

      for (gsize i = 0; i < G_N_ELEMENTS (keywords) && !known; i++)
        known = g_str_equal (keywords[i].keyword, l->data);
      if (!known)
        return refuse (check, "the schema uses \"%s\", which is not enforced", (char *) l->data);
    }
  return TRUE;
}

static gboolean
check_value (Check      *check,
             JsonObject *schema,
             JsonNode   *value)
{
  if (!check_keywords_known (check, schema))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (keywords); i++)
    {
      JsonNode *rule = json_object_get_member (schema, keywords[i].keyword);

      if (rule != NULL && !keywords[i].func (check, schema, rule, value))
        return FALSE;
    }
  for (gsize i = 0; bounds[i] != NULL; i++)
    {
      JsonNode *rule = json_object_get_member (schema, bounds[i]);

      if (rule != NULL && !check_bound (check, bounds[i], rule, value))
        return FALSE;
    }
  return TRUE;
}

/**
 * troupe_schema_validate:
 * @schema: an object in the subset of JSON Schema named in the header
 * @value: what has to obey it
 * @origin: the file @value came from, for the message
 *
 * Checks a value against a schema.
 *
 * Safe from any thread. Fails with `TROUPE_PROVIDER_ERROR_PROFILE`, of the form
 * `ORIGIN: $.clip.span.min: expected a number`, at the first rule that is broken; also where the schema uses
 * a keyword outside the subset.
 *
 * Returns: whether @value obeys @schema
 */
gboolean
troupe_schema_validate (JsonNode   *schema,
                        JsonNode   *value,
                        const char *origin,
                        GError    **error)
{
  g_autoptr (GString) path = g_string_new ("$");
  g_autoptr (GHashTable) patterns =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_regex_unref);
  Check check = { .origin = origin, .path = path, .patterns = patterns, .error = error };

  g_return_val_if_fail (JSON_NODE_HOLDS_OBJECT (schema), FALSE);
  g_return_val_if_fail (value != NULL, FALSE);
  g_return_val_if_fail (origin != NULL, FALSE);

  check.root = json_node_get_object (schema);
  return check_value (&check, check.root, value);
}
