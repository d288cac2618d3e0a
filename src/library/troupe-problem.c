/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-problem.h"

#include <json-glib/json-glib.h>

G_DEFINE_BOXED_TYPE (TroupeProblem, troupe_problem, troupe_problem_copy, troupe_problem_free)

/**
 * troupe_problem_new:
 * @error: an error
 *
 * Keeps an error. What a provider itself said is for the caller to fill in.
 *
 * Returns: (transfer full): a problem
 */
TroupeProblem *
troupe_problem_new (const GError *error)
{
  TroupeProblem *self;

  g_return_val_if_fail (error != NULL, NULL);

  self = g_new0 (TroupeProblem, 1);
  self->domain = g_strdup (g_quark_to_string (error->domain));
  self->code = error->code;
  self->message = g_strdup (error->message);
  return self;
}

/**
 * troupe_problem_copy:
 * @self: a problem
 *
 * Returns: (transfer full): the same problem once more
 */
TroupeProblem *
troupe_problem_copy (const TroupeProblem *self)
{
  TroupeProblem *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->domain = g_strdup (self->domain);
  copy->message = g_strdup (self->message);
  copy->said = g_strdup (self->said);
  copy->said_code = g_strdup (self->said_code);
  copy->request_id = g_strdup (self->request_id);
  copy->raw = g_strdup (self->raw);
  copy->who = g_strdup (self->who);
  copy->speaker = g_strdup (self->speaker);
  return copy;
}

/**
 * troupe_problem_free:
 * @self: (transfer full): a problem
 *
 * Frees a problem.
 */
void
troupe_problem_free (TroupeProblem *self)
{
  g_free (self->domain);
  g_free (self->message);
  g_free (self->said);
  g_free (self->said_code);
  g_free (self->request_id);
  g_free (self->raw);
  g_free (self->who);
  g_free (self->speaker);
  g_free (self);
}

/**
 * troupe_problem_equal:
 * @a: (nullable): a problem
 * @b: (nullable): another one
 *
 * Returns: whether both say the same, or there is none twice
 */
gboolean
troupe_problem_equal (const TroupeProblem *a,
                      const TroupeProblem *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return a->code == b->code && a->http_status == b->http_status &&
         g_strcmp0 (a->domain, b->domain) == 0 && g_strcmp0 (a->message, b->message) == 0 &&
         g_strcmp0 (a->said, b->said) == 0 && g_strcmp0 (a->said_code, b->said_code) == 0 &&
         g_strcmp0 (a->request_id, b->request_id) == 0 && g_strcmp0 (a->raw, b->raw) == 0 &&
         g_strcmp0 (a->who, b->who) == 0 && g_strcmp0 (a->speaker, b->speaker) == 0;
}

static void
add_text (JsonBuilder *builder,
          const char  *name,
          const char  *text)
{
  if (text == NULL)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_number (JsonBuilder *builder,
            const char  *name,
            gint64       number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

/**
 * troupe_problem_to_json:
 * @self: a problem
 *
 * Returns: (transfer full): the problem as a JSON object
 */
char *
troupe_problem_to_json (const TroupeProblem *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  add_text (builder, "domain", self->domain);
  add_number (builder, "code", self->code);
  add_text (builder, "message", self->message);
  add_text (builder, "said", self->said);
  add_text (builder, "said-code", self->said_code);
  add_text (builder, "request-id", self->request_id);
  add_text (builder, "raw", self->raw);
  add_text (builder, "who", self->who);
  add_text (builder, "speaker", self->speaker);
  add_number (builder, "http-status", self->http_status);
  json_builder_end_object (builder);

  node = json_builder_get_root (builder);
  return json_to_string (node, FALSE);
}

static char *
dup_text (JsonObject *object,
          const char *name)
{
  return g_strdup (json_object_get_string_member_with_default (object, name, NULL));
}

/**
 * troupe_problem_from_json:
 * @json: what troupe_problem_to_json() made
 *
 * Safe from any thread.
 *
 * Returns: (transfer full) (nullable): the problem, or `NULL` when @json is none
 */
TroupeProblem *
troupe_problem_from_json (const char *json)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;
  TroupeProblem *self;

  g_return_val_if_fail (json != NULL, NULL);

  node = json_from_string (json, NULL);    /* what is no JSON is no problem either */
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  if (!json_object_has_member (object, "domain") || !json_object_has_member (object, "message"))
    return NULL;

  self = g_new0 (TroupeProblem, 1);
  self->domain = dup_text (object, "domain");
  self->code = (int) json_object_get_int_member_with_default (object, "code", 0);
  self->message = dup_text (object, "message");
  self->said = dup_text (object, "said");
  self->said_code = dup_text (object, "said-code");
  self->request_id = dup_text (object, "request-id");
  self->raw = dup_text (object, "raw");
  self->who = dup_text (object, "who");
  self->speaker = dup_text (object, "speaker");
  self->http_status = (guint) json_object_get_int_member_with_default (object, "http-status", 0);
  return self;
}

/**
 * troupe_problem_matches:
 * @self: (nullable): a problem
 * @domain: an error domain
 * @code: a code of it
 *
 * Returns: whether the problem is that error
 */
gboolean
troupe_problem_matches (const TroupeProblem *self,
                        GQuark               domain,
                        int                  code)
{
  return self != NULL && self->code == code &&
         g_strcmp0 (self->domain, g_quark_to_string (domain)) == 0;
}
