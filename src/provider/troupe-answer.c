/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-answer.h"

#include "troupe-json.h"
#include "troupe-refusal.h"

#define MAX_DEPTH 64

struct _TroupeAnswer
{
  GObject     parent_instance;

  /* Owned */
  JsonNode   *root;
  JsonObject *places;    /* field -> list of JSONPath, of the profile */
};

G_DEFINE_FINAL_TYPE (TroupeAnswer, troupe_answer, G_TYPE_OBJECT)

static void
troupe_answer_finalize (GObject *object)
{
  TroupeAnswer *self = TROUPE_ANSWER (object);

  g_clear_pointer (&self->root, json_node_unref);
  g_clear_pointer (&self->places, json_object_unref);
  G_OBJECT_CLASS (troupe_answer_parent_class)->finalize (object);
}

static void
troupe_answer_class_init (TroupeAnswerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = troupe_answer_finalize;
}

static void
troupe_answer_init (TroupeAnswer *self)
{
}

/* What an answer is worth nothing without; the schema of profiles asks for a place of each. */
static const char *
find_missing (TroupeAnswer *self,
              const char   *call)
{
  static const struct { const char *call, *field; } needs[] = {
    { "create-character", "id" },
    { "create-character", "username" },
    { "upload", "url" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (needs); i++)
    {
      g_autofree char *text = NULL;

      if (!g_str_equal (needs[i].call, call))
        continue;
      text = troupe_answer_dup_text (self, needs[i].field);
      if (text == NULL)
        return needs[i].field;
    }
  return NULL;
}

static char *
dup_fault (GBytes       *body,
           JsonNode     *root,
           const GError *problem)
{
  const char *text = g_bytes_get_data (body, NULL);

  if (g_bytes_get_size (body) == 0)
    return g_strdup ("the answer is empty");
  if (root != NULL)
    return g_strdup ("the answer is no JSON object");
  if (*text == '{' || *text == '[')
    return g_strdup_printf ("the answer is broken JSON: %s", problem->message);
  return g_strdup ("the answer is a web page or other text, no JSON");
}

/**
 * troupe_answer_new:
 * @provider: who answered
 * @call: what was asked, a call of its profile
 * @http_status: status of the answer
 * @body: its body
 * @key: (nullable): the key that was sent, to be taken out of errors
 *
 * Reads an answer.
 *
 * Fails with the `TROUPE_PROVIDER_ERROR` that a refusal means, whatever shape it has, also with status 200; with
 * `TROUPE_PROVIDER_ERROR_ANSWER` when the body is no JSON object or lacks a value the call is for.
 *
 * Returns: (transfer full): the answer
 */
TroupeAnswer *
troupe_answer_new (TroupeProvider *provider,
                   const char     *call,
                   guint           http_status,
                   GBytes         *body,
                   const char     *key,
                   GError        **error)
{
  TroupeReply reply = {
    troupe_provider_get_id (provider), call, http_status, body, key
  };
  g_autoptr (TroupeAnswer) self = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) problem = NULL;
  g_autofree char *fault = NULL;
  JsonObject *description;
  const char *missing;

  g_return_val_if_fail (TROUPE_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (body != NULL, NULL);

  description = troupe_profile_get_call (troupe_provider_get_profile (provider), call);
  g_return_val_if_fail (description != NULL, NULL);

  root = troupe_json_parse (body, MAX_DEPTH, FALSE, &problem);
  if (troupe_refusal_is_one (&reply, root))
    {
      g_propagate_error (error, troupe_refusal_new (&reply, root, NULL));
      return NULL;
    }
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      fault = dup_fault (body, root, problem);
      g_propagate_error (error, troupe_refusal_new (&reply, root, fault));
      return NULL;
    }

  self = g_object_new (TROUPE_TYPE_ANSWER, NULL);
  self->root = g_steal_pointer (&root);
  self->places = json_object_ref (json_object_get_object_member (description, "answer"));
  missing = find_missing (self, call);
  if (missing != NULL)
    {
      fault = g_strdup_printf ("the answer has no \"%s\"", missing);
      g_propagate_error (error, troupe_refusal_new (&reply, self->root, fault));
      return NULL;
    }
  return g_steal_pointer (&self);
}

/* Texts as they are and numbers as texts: ids come either way. */
static char *
dup_value (JsonNode *node)
{
  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (json_node_get_value_type (node) != G_TYPE_STRING || *json_node_get_string (node) == '\0')
    return NULL;
  return json_node_dup_string (node);
}

static char *
dup_first_match (JsonNode   *root,
                 const char *path)
{
  g_autoptr (JsonNode) matches = json_path_query (path, root, NULL);    /* a profile's paths compile */
  JsonArray *found = json_node_get_array (matches);

  return json_array_get_length (found) > 0 ? dup_value (json_array_get_element (found, 0)) : NULL;
}

/**
 * troupe_answer_dup_text:
 * @self: an answer
 * @field: a field of the call's answer, for example `username`
 *
 * Reads a value from the first of its places where there is a text or a whole number that is not empty.
 *
 * Returns: (transfer full) (nullable): the value, byte for byte; `NULL` where there is none
 */
char *
troupe_answer_dup_text (TroupeAnswer *self,
                        const char   *field)
{
  JsonArray *places;

  g_return_val_if_fail (TROUPE_IS_ANSWER (self), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  if (!json_object_has_member (self->places, field))
    return NULL;
  places = json_object_get_array_member (self->places, field);
  for (guint i = 0; i < json_array_get_length (places); i++)
    {
      char *text = dup_first_match (self->root, json_array_get_string_element (places, i));

      if (text != NULL)
        return text;
    }
  return NULL;
}
