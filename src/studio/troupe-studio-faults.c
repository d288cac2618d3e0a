/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-faults.h"

#include <string.h>

#include "troupe-studio-error.h"

typedef struct
{
  char              *route;
  guint              n_skip;       /* requests to leave alone first */
  guint              n_times;      /* requests to spoil then, 0: all */
  guint              n_matched;
  guint              n_used;
  TroupeStudioFault  fault;
} Rule;

struct _TroupeStudioFaults
{
  GObject    parent_instance;

  /* Owned */
  GPtrArray *rules;    /* of Rule */
};

G_DEFINE_FINAL_TYPE (TroupeStudioFaults, troupe_studio_faults, G_TYPE_OBJECT)

static void
rule_free (Rule *rule)
{
  g_free (rule->route);
  g_clear_pointer (&rule->fault.body, g_bytes_unref);
  g_free (rule->fault.content_type);
  g_clear_pointer (&rule->fault.headers, json_object_unref);
  g_clear_pointer (&rule->fault.merge, json_object_unref);
  g_free (rule);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rule, rule_free)

static gboolean
read_uint (JsonNode *node,
           guint    *value)
{
  gint64 number;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  number = json_node_get_int (node);
  if (number < 0 || number > G_MAXINT)
    return FALSE;
  *value = (guint) number;
  return TRUE;
}

static gboolean
read_text (JsonNode *node,
           char    **text)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return FALSE;
  g_set_str (text, json_node_get_string (node));
  return TRUE;
}

static gboolean
read_true (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN &&
         json_node_get_boolean (node);
}

static gboolean
read_object (JsonNode    *node,
             JsonObject **object)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  g_clear_pointer (object, json_object_unref);
  *object = json_node_dup_object (node);
  return TRUE;
}

static gboolean
read_headers (JsonNode          *node,
              TroupeStudioFault *fault)
{
  g_autoptr (GList) names = NULL;

  if (!read_object (node, &fault->headers))
    return FALSE;
  names = json_object_get_members (fault->headers);
  for (GList *l = names; l != NULL; l = l->next)
    if (json_object_get_string_member_with_default (fault->headers, l->data, NULL) == NULL)
      return FALSE;
  return TRUE;
}

/* A text goes out as it stands, anything else as JSON. */
static gboolean
read_body (JsonNode          *node,
           TroupeStudioFault *fault)
{
  g_autofree char *text = NULL;

  if (!read_text (node, &text))
    text = json_to_string (node, FALSE);
  g_clear_pointer (&fault->body, g_bytes_unref);
  fault->body = g_bytes_new (text, strlen (text));
  return TRUE;
}

static gboolean
read_drop (JsonNode          *node,
           TroupeStudioFault *fault)
{
  g_autofree char *when = NULL;

  if (!read_text (node, &when))
    return FALSE;
  if (g_str_equal (when, "before"))
    fault->kind = TROUPE_STUDIO_FAULT_DROP_BEFORE;
  else if (g_str_equal (when, "after"))
    fault->kind = TROUPE_STUDIO_FAULT_DROP_AFTER;
  else
    return FALSE;
  return TRUE;
}

static gboolean
read_status (JsonNode          *node,
             TroupeStudioFault *fault)
{
  return read_uint (node, &fault->status) && fault->status >= 200 && fault->status <= 599;
}

static gboolean
read_delay (JsonNode          *node,
            TroupeStudioFault *fault)
{
  return read_uint (node, &fault->delay_ms);
}

static gboolean
read_truncate (JsonNode          *node,
               TroupeStudioFault *fault)
{
  guint n_bytes;

  if (!read_uint (node, &n_bytes))
    return FALSE;
  fault->truncate = n_bytes;
  return TRUE;
}

static gboolean
read_content_type (JsonNode          *node,
                   TroupeStudioFault *fault)
{
  return read_text (node, &fault->content_type) && strchr (fault->content_type, '/') != NULL;
}

static gboolean
read_merge (JsonNode          *node,
            TroupeStudioFault *fault)
{
  return read_object (node, &fault->merge);
}

static gboolean
read_hang (JsonNode          *node,
           TroupeStudioFault *fault)
{
  fault->kind = TROUPE_STUDIO_FAULT_HANG;
  return read_true (node);
}

static gboolean
read_act (JsonNode          *node,
          TroupeStudioFault *fault)
{
  fault->acts = TRUE;
  return read_true (node);
}

static const struct
{
  const char *name;
  gboolean  (*read) (JsonNode          *node,
                     TroupeStudioFault *fault);
  const char *rule;
} members[] = {
  { "status", read_status, "must be an HTTP status from 200 to 599" },
  { "headers", read_headers, "must be an object of texts" },
  { "body", read_body, "must be a text, or any JSON" },
  { "content_type", read_content_type, "must be a media type" },
  { "merge", read_merge, "must be an object" },
  { "delay_ms", read_delay, "must be a number of milliseconds" },
  { "truncate", read_truncate, "must be a number of bytes" },
  { "hang", read_hang, "must be true" },
  { "drop", read_drop, "must be \"before\" or \"after\"" },
  { "act", read_act, "must be true" },
};

static gboolean
set_error (GError    **error,
           const char *path,
           guint       position,
           const char *member,
           const char *sentence)
{
  g_set_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_FAULTS,
               "%s: $[%u].%s: %s", path, position, member, sentence);
  return FALSE;
}

static gboolean
parse_fault (JsonObject        *object,
             const char        *path,
             guint              position,
             TroupeStudioFault *fault,
             GError           **error)
{
  g_autoptr (GList) names = json_object_get_members (object);

  fault->truncate = -1;
  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *member = g_strconcat ("fault.", l->data, NULL);
      gsize i;

      for (i = 0; i < G_N_ELEMENTS (members); i++)
        if (g_str_equal (members[i].name, l->data))
          break;
      if (i == G_N_ELEMENTS (members))
        return set_error (error, path, position, member, "is no member of a fault");
      if (!members[i].read (json_object_get_member (object, l->data), fault))
        return set_error (error, path, position, member, members[i].rule);
    }

  /* What stands in for the whole answer stands in for the work, unless asked otherwise. */
  if (fault->kind == TROUPE_STUDIO_FAULT_DROP_AFTER ||
      (fault->kind == TROUPE_STUDIO_FAULT_ANSWER && fault->status == 0))
    fault->acts = TRUE;
  return TRUE;
}

static Rule *
parse_rule (JsonNode   *node,
            const char *path,
            guint       position,
            GError    **error)
{
  g_autoptr (Rule) rule = g_new0 (Rule, 1);
  g_autoptr (GList) names = NULL;
  JsonObject *object;
  JsonObject *fault = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      set_error (error, path, position, "", "must be an object");
      return NULL;
    }
  object = json_node_get_object (node);
  names = json_object_get_members (object);
  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *value = json_object_get_member (object, l->data);
      gboolean is_right;

      if (g_str_equal (l->data, "route"))
        is_right = read_text (value, &rule->route);
      else if (g_str_equal (l->data, "times"))
        is_right = read_uint (value, &rule->n_times) && rule->n_times > 0;
      else if (g_str_equal (l->data, "skip"))
        is_right = read_uint (value, &rule->n_skip);
      else
        is_right = g_str_equal (l->data, "fault") && JSON_NODE_HOLDS_OBJECT (value) &&
                   (fault = json_node_get_object (value)) != NULL;
      if (!is_right)
        {
          set_error (error, path, position, l->data,
                     "a rule has route (text), times (over 0), skip (number) and fault (object)");
          return NULL;
        }
    }
  if (rule->route == NULL || fault == NULL)
    {
      set_error (error, path, position, rule->route == NULL ? "route" : "fault", "is missing");
      return NULL;
    }
  return parse_fault (fault, path, position, &rule->fault, error) ? g_steal_pointer (&rule) : NULL;
}

static void
troupe_studio_faults_finalize (GObject *object)
{
  TroupeStudioFaults *self = TROUPE_STUDIO_FAULTS (object);

  g_clear_pointer (&self->rules, g_ptr_array_unref);
  G_OBJECT_CLASS (troupe_studio_faults_parent_class)->finalize (object);
}

static void
troupe_studio_faults_class_init (TroupeStudioFaultsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = troupe_studio_faults_finalize;
}

static void
troupe_studio_faults_init (TroupeStudioFaults *self)
{
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) rule_free);
}

/**
 * troupe_studio_faults_new:
 *
 * Makes an empty set of rules: nothing goes wrong.
 *
 * Returns: (transfer full): the rules
 */
TroupeStudioFaults *
troupe_studio_faults_new (void)
{
  return g_object_new (TROUPE_TYPE_STUDIO_FAULTS, NULL);
}

/**
 * troupe_studio_faults_load:
 * @self: rules
 * @path: a JSON file, a list of rules
 * @error: return location for an error
 *
 * Reads rules. Blocks; called once at the start.
 *
 * A rule is `{"route": "POST /v1/videos", "skip": 1, "times": 2, "fault": {...}}`: it lets `skip`
 * requests of the route pass and spoils the next `times` ones (all of them without `times`). The
 * first rule that applies is taken. Members of a fault, which may be combined:
 * `status` (with `body`, `headers`; nothing is done, unless `act` is true), `body` (text as it
 * stands, or JSON), `headers`, `content_type`, `merge` (members to set in a JSON answer, such as
 * `{"status": "NOT_START"}`), `delay_ms`, `truncate` (bytes that are sent of those announced),
 * `hang` (true: never answers), `drop` (`"before"` or `"after"` acting).
 *
 * Fails with `TROUPE_STUDIO_ERROR_FAULTS`, `G_FILE_ERROR` or `JSON_PARSER_ERROR`.
 *
 * Returns: whether all rules are right
 */
gboolean
troupe_studio_faults_load (TroupeStudioFaults *self,
                           const char         *path,
                           GError            **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  JsonArray *rules;

  g_return_val_if_fail (TROUPE_IS_STUDIO_FAULTS (self), FALSE);

  if (!json_parser_load_from_file (parser, path, error))
    return FALSE;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    {
      g_set_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_FAULTS,
                   "%s: $: must be a list of rules", path);
      return FALSE;
    }
  rules = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (rules); i++)
    {
      Rule *rule = parse_rule (json_array_get_element (rules, i), path, i, error);

      if (rule == NULL)
        return FALSE;
      g_ptr_array_add (self->rules, rule);
    }
  return TRUE;
}

/**
 * troupe_studio_faults_get_nth:
 * @self: rules
 * @position: counted from 0
 *
 * Gets the route of a rule.
 *
 * Returns: (transfer none) (nullable): the route, `NULL` after the last rule
 */
const char *
troupe_studio_faults_get_nth (TroupeStudioFaults *self,
                              guint               position)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_FAULTS (self), NULL);

  if (position >= self->rules->len)
    return NULL;
  return ((Rule *) g_ptr_array_index (self->rules, position))->route;
}

/**
 * troupe_studio_faults_take:
 * @self: rules
 * @route: method and path pattern of a request
 *
 * Decides what goes wrong with a request, and counts it.
 *
 * Returns: (transfer none) (nullable): the fault, `NULL` when all is to go well
 */
const TroupeStudioFault *
troupe_studio_faults_take (TroupeStudioFaults *self,
                           const char         *route)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_FAULTS (self), NULL);

  for (guint i = 0; i < self->rules->len; i++)
    {
      Rule *rule = g_ptr_array_index (self->rules, i);

      if (!g_str_equal (rule->route, route))
        continue;
      if (rule->n_matched++ < rule->n_skip ||
          (rule->n_times > 0 && rule->n_used == rule->n_times))
        continue;
      rule->n_used++;
      return &rule->fault;
    }
  return NULL;
}

/**
 * troupe_studio_faults_to_json:
 * @self: rules
 *
 * Tells how often each rule was used: `[{"route": "POST /x", "used": 1}]`.
 *
 * Returns: (transfer full): a list
 */
JsonNode *
troupe_studio_faults_to_json (TroupeStudioFaults *self)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  g_return_val_if_fail (TROUPE_IS_STUDIO_FAULTS (self), NULL);

  for (guint i = 0; i < self->rules->len; i++)
    {
      Rule *rule = g_ptr_array_index (self->rules, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "route", rule->route);
      json_object_set_int_member (object, "used", rule->n_used);
      json_array_add_object_element (array, object);
    }
  json_node_take_array (node, array);
  return node;
}
