/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-answer.h"

#include <libsoup/soup.h>
#include <math.h>

#include "troupe-json.h"

#define MAX_DEPTH 64
#define MAX_BODY_BYTES (8 * 1024)

struct _TroupeAnswer
{
  GObject            parent_instance;

  /* Owned */
  TroupeProfile     *profile;
  JsonNode          *root;           /* NULL where nothing came, nor was to come */
  JsonObject        *description;    /* the call, of the profile */
  char              *status_word;    /* NULL where there is none */
  GError            *failure;        /* of a task that failed */
  char              *body;           /* redacted and capped, or NULL */

  guint              http_status;
  TroupeAnswerStatus status;
  int                retry_after_s;
};

G_DEFINE_FINAL_TYPE (TroupeAnswer, troupe_answer, G_TYPE_OBJECT)

static void
troupe_answer_finalize (GObject *object)
{
  TroupeAnswer *self = TROUPE_ANSWER (object);

  g_clear_object (&self->profile);
  g_clear_pointer (&self->root, json_node_unref);
  g_clear_pointer (&self->description, json_object_unref);
  g_clear_pointer (&self->status_word, g_free);
  g_clear_error (&self->failure);
  g_clear_pointer (&self->body, g_free);
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

static JsonObject *
get_member (JsonObject *object,
            const char *name)
{
  return json_object_has_member (object, name) ? json_object_get_object_member (object, name) : NULL;
}

static JsonArray *
get_places (TroupeAnswer *self,
            const char   *field)
{
  JsonObject *fields = get_member (self->description, "answer");

  if (fields == NULL || self->root == NULL || !json_object_has_member (fields, field))
    return NULL;
  return json_object_get_array_member (fields, field);
}

static gboolean
is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

/* What stands at one of the places of a field, or NULL */
static JsonNode *
get_at (TroupeAnswer *self,
        JsonArray    *places,
        guint         i)
{
  return troupe_json_find (self->root, json_array_get_string_element (places, i));
}

/* The value at the first of the places where there is a text or a number that is not empty */
static JsonNode *
get_value (TroupeAnswer *self,
           const char   *field)
{
  JsonArray *places = get_places (self, field);

  for (guint i = 0; places != NULL && i < json_array_get_length (places); i++)
    {
      JsonNode *node = get_at (self, places, i);
      g_autofree char *text = node != NULL ? troupe_answer_value_dup_text (node) : NULL;

      if (text != NULL)
        return node;
    }
  return NULL;
}

/* A blank word is one, too: some gateways send it before they have begun. */
static char *
dup_status_word (TroupeAnswer *self)
{
  JsonArray *places = get_places (self, "status");
  char *word = troupe_answer_dup_text (self, "status");

  for (guint i = 0; word == NULL && places != NULL && i < json_array_get_length (places); i++)
    {
      JsonNode *node = get_at (self, places, i);

      if (node != NULL && is_text (node))
        word = g_strdup ("");
    }
  return word;
}

static gboolean
has_text (TroupeAnswer *self,
          const char   *field)
{
  g_autofree char *text = troupe_answer_dup_text (self, field);

  return text != NULL;
}

static gboolean
names_field (TroupeAnswer *self,
             const char   *field)
{
  JsonObject *fields = get_member (self->description, "answer");

  return fields != NULL && json_object_has_member (fields, field);
}

/* What a character is of no use without: its username, where the provider has such a thing */
static const char *
get_character_field (TroupeAnswer *self)
{
  return names_field (self, "username") ? "username" : "id";
}

static const char *
find_missing_character (TroupeAnswer *self)
{
  const char *field = get_character_field (self);

  if (has_text (self, field))
    return NULL;
  if (troupe_profile_get_call (self->profile, "follow-character") == NULL)
    return field;
  return has_text (self, "job") ? NULL : "job";
}

static const char *
find_missing_while_following (TroupeAnswer *self,
                              const char   *result,
                              gboolean      can_lack)
{
  if (has_text (self, result) || (self->status == TROUPE_ANSWER_STATUS_DONE && can_lack))
    return NULL;
  if (self->status == TROUPE_ANSWER_STATUS_DONE)
    return result;
  return self->status_word != NULL || has_text (self, "job") || has_text (self, "id") ||
         has_text (self, "progress") ? NULL : "status";
}

/* What an answer is worth nothing without */
static const char *
find_missing (TroupeAnswer *self,
              const char   *call)
{
  static const struct { const char *call, *field; } needs[] = {
    { "create-video", "job" },
    { "remix-video", "job" },
    { "upload", "url" },
  };

  if (g_str_equal (call, "create-character"))
    return find_missing_character (self);
  if (g_str_equal (call, "follow-character"))
    return find_missing_while_following (self, get_character_field (self), FALSE);
  if (g_str_equal (call, "follow-video"))
    return find_missing_while_following (self, "url",
                                         troupe_profile_get_call (self->profile, "download-video") != NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (needs); i++)
    if (g_str_equal (needs[i].call, call) && !has_text (self, needs[i].field))
      return needs[i].field;
  return NULL;
}

static gboolean
is_follow (const char *call)
{
  return g_str_has_prefix (call, "follow-");
}

/* Where the profile says so, a task that nobody has begun yet is not found. */
static gboolean
is_missing_task (TroupeAnswer      *self,
                 const TroupeReply *reply,
                 JsonNode          *root)
{
  JsonObject *poll = get_member (self->description, "poll");

  return reply->http_status == SOUP_STATUS_NOT_FOUND && is_follow (reply->call) && poll != NULL &&
         json_object_get_boolean_member_with_default (poll, "missing_is_pending", FALSE) &&
         !troupe_refusal_is_not_offered (reply, root);
}

/* Deleting something is often answered with nothing at all, and a list of models may be a bare list. */
static gboolean
may_be_no_object (TroupeAnswer      *self,
                  const TroupeReply *reply,
                  JsonNode          *root)
{
  const char *method = json_object_get_string_member (self->description, "method");

  if (find_missing (self, reply->call) != NULL)
    return FALSE;
  if (g_str_equal (method, SOUP_METHOD_GET))
    return root != NULL && JSON_NODE_HOLDS_ARRAY (root);
  return g_bytes_get_size (reply->body) == 0;
}

static void
read_status (TroupeAnswer      *self,
             const TroupeReply *reply)
{
  const char *result = g_str_has_suffix (reply->call, "-character") ? get_character_field (self) : "url";
  g_autofree char *text = NULL;
  g_autofree char *code = NULL;

  self->status_word = dup_status_word (self);
  if (self->status_word != NULL)
    self->status = troupe_answer_value_fold_status (self->status_word, get_member (self->description, "words"));
  else if (is_follow (reply->call) && has_text (self, result))
    self->status = TROUPE_ANSWER_STATUS_DONE;
  if (self->status != TROUPE_ANSWER_STATUS_FAILED)
    return;
  text = troupe_answer_dup_text (self, "error.text");
  code = troupe_answer_dup_text (self, "error.code");
  self->failure = troupe_refusal_new_failure (reply, self->root, text, code);
}

static gboolean
check (TroupeAnswer      *self,
       const TroupeReply *reply,
       GError           **error)
{
  g_autofree char *fault = NULL;
  const char *missing;

  /* A task that failed is an answer like any other, and what it says of the error is not about this call. */
  if ((!is_follow (reply->call) || self->status_word == NULL) && troupe_refusal_is_one (reply, self->root))
    {
      g_propagate_error (error, troupe_refusal_new (reply, self->root, NULL));
      return FALSE;
    }
  missing = find_missing (self, reply->call);
  if (missing == NULL)
    return TRUE;
  fault = g_strdup_printf ("the answer has no \"%s\"", missing);
  g_propagate_error (error, troupe_refusal_new (reply, self->root, fault));
  return FALSE;
}

static gboolean
read_body (TroupeAnswer      *self,
           const TroupeReply *reply,
           GError           **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *fault = NULL;
  g_autoptr (JsonNode) root = troupe_json_parse (reply->body, MAX_DEPTH, FALSE, &problem);

  if (is_missing_task (self, reply, root))
    {
      self->status = TROUPE_ANSWER_STATUS_QUEUED;
      return TRUE;
    }
  if (!SOUP_STATUS_IS_SUCCESSFUL (reply->http_status))
    {
      g_propagate_error (error, troupe_refusal_new (reply, root, NULL));
      return FALSE;
    }
  if (may_be_no_object (self, reply, root))
    {
      self->root = g_steal_pointer (&root);
      return TRUE;
    }
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      fault = troupe_refusal_dup_fault (reply, root, problem);
      g_propagate_error (error, troupe_refusal_new (reply, root, fault));
      return FALSE;
    }
  self->root = g_steal_pointer (&root);
  read_status (self, reply);
  return check (self, reply, error);
}

static TroupeAnswer *
new_item (TroupeAnswer *list,
          JsonNode     *node)
{
  TroupeAnswer *self = g_object_new (TROUPE_TYPE_ANSWER, NULL);

  self->profile = g_object_ref (list->profile);
  self->description = json_object_ref (list->description);
  self->root = json_node_ref (node);
  self->retry_after_s = -1;
  self->status_word = dup_status_word (self);
  if (self->status_word != NULL)
    self->status = troupe_answer_value_fold_status (self->status_word, get_member (self->description, "words"));
  return self;
}

/**
 * troupe_answer_new:
 * @provider: who answered
 * @reply: what came back for a call of its profile
 *
 * Reads an answer.
 *
 * A call that follows a task succeeds as long as it tells of the task's state; that the task failed is then
 * troupe_answer_get_status(). Where the profile says that a task may not be found yet, a 404 means that it is
 * queued.
 *
 * Fails with the `TROUPE_PROVIDER_ERROR` that a refusal means, whatever shape it has, also with status 200; with
 * `TROUPE_PROVIDER_ERROR_ANSWER` when the body is no JSON object or lacks a value the call is for.
 *
 * Returns: (transfer full): the answer
 */
TroupeAnswer *
troupe_answer_new (TroupeProvider    *provider,
                   const TroupeReply *reply,
                   GError           **error)
{
  g_autoptr (TroupeAnswer) self = NULL;
  JsonObject *description;

  g_return_val_if_fail (TROUPE_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (reply != NULL && reply->body != NULL, NULL);

  description = troupe_profile_get_call (troupe_provider_get_profile (provider), reply->call);
  g_return_val_if_fail (description != NULL, NULL);

  self = g_object_new (TROUPE_TYPE_ANSWER, NULL);
  self->profile = g_object_ref (troupe_provider_get_profile (provider));
  self->description = json_object_ref (description);
  self->retry_after_s = reply->retry_after_s;
  self->http_status = reply->http_status;
  self->body = troupe_refusal_dup_body (reply, MAX_BODY_BYTES);
  return read_body (self, reply, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * troupe_answer_dup_items:
 * @self: an answer that is a list
 *
 * Takes a list apart: the call's place of `items` tells where it is, its other places where values stand in an
 * item. Why one of them failed, a list does not tell: ask for that task alone.
 *
 * Returns: (transfer full) (element-type TroupeAnswer): the items that are objects, in their order
 */
GPtrArray *
troupe_answer_dup_items (TroupeAnswer *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *places, *list = NULL;

  g_return_val_if_fail (TROUPE_IS_ANSWER (self), NULL);

  places = get_places (self, "items");
  for (guint i = 0; places != NULL && list == NULL && i < json_array_get_length (places); i++)
    {
      JsonNode *node = get_at (self, places, i);

      if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
        list = json_node_get_array (node);
    }
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (list, i)))
      g_ptr_array_add (items, new_item (self, json_array_get_element (list, i)));
  return g_steal_pointer (&items);
}

/**
 * troupe_answer_dup_text:
 * @self: an answer
 * @field: a field of the call's answer, for example `username`
 *
 * Reads a value from the first of its places where there is a text or a number that is not empty.
 *
 * Returns: (transfer full) (nullable): the value, byte for byte; `NULL` where there is none
 */
char *
troupe_answer_dup_text (TroupeAnswer *self,
                        const char   *field)
{
  JsonNode *value;

  g_return_val_if_fail (TROUPE_IS_ANSWER (self), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  value = get_value (self, field);
  return value != NULL ? troupe_answer_value_dup_text (value) : NULL;
}

/**
 * troupe_answer_dup_time:
 * @self: an answer
 * @field: a field of the call's answer, for example `expires`
 *
 * Reads a time: seconds or milliseconds since 1970, or a text of ISO 8601.
 *
 * Returns: (transfer full) (nullable): the time, `NULL` where there is none or it cannot be read
 */
GDateTime *
troupe_answer_dup_time (TroupeAnswer *self,
                        const char   *field)
{
  JsonNode *value;

  g_return_val_if_fail (TROUPE_IS_ANSWER (self), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  value = get_value (self, field);
  return value != NULL ? troupe_answer_value_dup_time (value) : NULL;
}

/**
 * troupe_answer_get_status:
 * @self: an answer
 *
 * Gets the state of the task that the answer tells about, folded by the common words and the call's own.
 *
 * An answer to a following call that holds the result and no state is done.
 *
 * Returns: the state; `TROUPE_ANSWER_STATUS_NONE` and `TROUPE_ANSWER_STATUS_OTHER` are no end of the task
 */
TroupeAnswerStatus
troupe_answer_get_status (TroupeAnswer *self)
{
  g_return_val_if_fail (TROUPE_IS_ANSWER (self), TROUPE_ANSWER_STATUS_NONE);
  return self->status;
}

/**
 * troupe_answer_dup_status_word:
 * @self: an answer
 *
 * Gets the provider's own word for the state, as it came.
 *
 * Returns: (transfer full) (nullable): the word
 */
char *
troupe_answer_dup_status_word (TroupeAnswer *self)
{
  g_return_val_if_fail (TROUPE_IS_ANSWER (self), NULL);
  return g_strdup (self->status_word);
}

/**
 * troupe_answer_get_progress:
 * @self: an answer
 *
 * Gets how far the task is.
 *
 * Returns: from 0 to 1, or -1 where the answer does not tell
 */
double
troupe_answer_get_progress (TroupeAnswer *self)
{
  JsonNode *value;

  g_return_val_if_fail (TROUPE_IS_ANSWER (self), -1);

  value = get_value (self, "progress");
  return value != NULL ? troupe_answer_value_get_progress (value) : -1;
}

/**
 * troupe_answer_dup_failure:
 * @self: an answer
 *
 * Gets why a task failed, with the provider's own sentence, code and request id.
 *
 * Returns: (transfer full) (nullable): a `TROUPE_PROVIDER_ERROR_FAILED`; `NULL` for a task that did not fail
 */
GError *
troupe_answer_dup_failure (TroupeAnswer *self)
{
  g_return_val_if_fail (TROUPE_IS_ANSWER (self), NULL);
  return self->failure != NULL ? g_error_copy (self->failure) : NULL;
}

static gboolean
is_denied (TroupeAnswer *self,
           const char   *field)
{
  JsonArray *places = get_places (self, field);
  JsonNode *node = places != NULL ? get_at (self, places, 0) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN &&
         !json_node_get_boolean (node);
}

/**
 * troupe_answer_can_cancel:
 * @self: an answer about a task
 *
 * Tells whether the provider would end the task: its profile has a call for that, which may be sent in this state,
 * and the answer does not say no.
 *
 * Returns: whether the call can be sent
 */
gboolean
troupe_answer_can_cancel (TroupeAnswer *self)
{
  g_return_val_if_fail (TROUPE_IS_ANSWER (self), FALSE);

  return troupe_profile_can_cancel (self->profile, self->status) && !is_denied (self, "can_cancel");
}

/**
 * troupe_answer_get_retry_after:
 * @self: an answer
 *
 * Gets for how long the provider asks not to be called again; for the pause between two looks at a task.
 *
 * Returns: seconds, -1 where it does not tell
 */
int
troupe_answer_get_retry_after (TroupeAnswer *self)
{
  g_return_val_if_fail (TROUPE_IS_ANSWER (self), -1);
  return self->retry_after_s;
}

/**
 * troupe_answer_get_number:
 * @self: an answer
 * @field: a field of the call's answer, for example `credits`
 *
 * Reads a number, which some services write as a text.
 *
 * Returns: the number, `NAN` where there is none
 */
double
troupe_answer_get_number (TroupeAnswer *self,
                          const char   *field)
{
  g_autofree char *text = troupe_answer_dup_text (self, field);
  char *end;
  double number;

  if (text == NULL)
    return NAN;
  number = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (number) ? number : NAN;
}

/**
 * troupe_answer_get_http_status:
 * @self: an answer
 *
 * Returns: its HTTP status, 0 of an item of a list
 */
guint
troupe_answer_get_http_status (TroupeAnswer *self)
{
  g_return_val_if_fail (TROUPE_IS_ANSWER (self), 0);
  return self->http_status;
}

/**
 * troupe_answer_get_body:
 * @self: an answer
 *
 * Gets what came, at most 8 KiB of it, redacted by troupe_redact().
 *
 * Returns: (nullable) (transfer none): the text
 */
const char *
troupe_answer_get_body (TroupeAnswer *self)
{
  g_return_val_if_fail (TROUPE_IS_ANSWER (self), NULL);
  return self->body;
}
