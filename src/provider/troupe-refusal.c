/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-refusal.h"

#include <libsoup/soup.h>
#include <string.h>

#include "troupe-redact.h"
#include "troupe-refusal-code.h"
#include "troupe-retry.h"

#define MAX_RAW_BYTES (64 * 1024)
#define MAX_TEXT_BYTES 2000

static JsonObject *
get_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonNode *
get_member (JsonObject *object,
            const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

/* NULL for anything but a text with something in it */
static const char *
get_text (JsonNode *node)
{
  const char *text;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  text = json_node_get_string (node);
  return text[strspn (text, " \t\r\n")] != '\0' ? text : NULL;
}

static gboolean
is_int (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64;
}

static gboolean
is_null (JsonNode *node)
{
  return node == NULL || JSON_NODE_HOLDS_NULL (node);
}

/* FastAPI: [{"loc": ["body", "timestamps"], "msg": "field required", "type": ...}] */
static char *
dup_details (JsonNode *detail)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  JsonArray *items;

  if (detail == NULL || !JSON_NODE_HOLDS_ARRAY (detail))
    return NULL;
  items = json_node_get_array (detail);
  for (guint i = 0; i < MIN (json_array_get_length (items), 10); i++)
    {
      JsonObject *item = get_object (json_array_get_element (items, i));
      const char *message = get_text (get_member (item, "msg"));
      JsonNode *place = get_member (item, "loc");
      g_autofree char *shown = place != NULL ? json_to_string (place, FALSE) : NULL;

      if (message != NULL && shown != NULL)
        g_ptr_array_add (lines, g_strdup_printf ("%s: %s", shown, message));
      else if (message != NULL)
        g_ptr_array_add (lines, g_strdup (message));
    }
  if (lines->len == 0)
    return NULL;
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("; ", (char **) lines->pdata);
}

/* The first sentence that the members hold, in the order in which they are to be trusted */
static char *
dup_sentence (JsonObject *root)
{
  JsonNode *error = get_member (root, "error");
  const char *text = get_text (get_member (get_object (error), "message"));

  if (text == NULL)
    text = get_text (error);
  if (text == NULL)
    text = get_text (get_member (root, "message"));
  if (text == NULL)
    text = get_text (get_member (root, "msg"));
  if (text == NULL)
    text = get_text (get_member (root, "detail"));
  if (text == NULL)
    {
      char *details = dup_details (get_member (root, "detail"));

      if (details != NULL)
        return details;
    }
  if (text == NULL)
    text = get_text (get_member (get_object (error), "message_zh"));
  if (text == NULL)
    text = get_text (get_member (root, "fail_reason"));
  return g_strdup (text);
}

/* A text or a whole number, of the error or beside it */
static char *
dup_named (JsonObject *root,
           const char *name)
{
  JsonNode *nodes[] = {
    get_member (get_object (get_member (root, "error")), name), get_member (root, name)
  };

  for (gsize i = 0; i < G_N_ELEMENTS (nodes); i++)
    {
      if (get_text (nodes[i]) != NULL)
        return g_strdup (get_text (nodes[i]));
      if (is_int (nodes[i]))
        return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (nodes[i]));
    }
  return NULL;
}

/* "Invalid token (request id: 2026...)" -> the sentence, and the id beside it */
static char *
cut_request_id (char *text)
{
  static const char pattern[] = "\\s*[(（]\\s*request[ _-]?id\\s*[:：]\\s*([^()（）\\s]{1,200})\\s*[)）]\\s*$";
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, G_REGEX_MATCH_DEFAULT, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  int start;

  if (!g_regex_match (regex, text, G_REGEX_MATCH_DEFAULT, &match))
    return NULL;
  g_match_info_fetch_pos (match, 0, &start, NULL);
  text[start] = '\0';
  return g_match_info_fetch (match, 1);
}

/* The first letter of the body that is no blank and no byte order mark, or 0 */
static char
get_first_letter (const TroupeReply *reply)
{
  gsize length;
  const char *text = g_bytes_get_data (reply->body, &length);

  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  for (; length > 0 && g_ascii_isspace (*text); length--)
    text++;
  return length > 0 ? *text : 0;
}

static gboolean
is_web_page (const TroupeReply *reply)
{
  return get_first_letter (reply) == '<';
}

static char *
dup_clean (const char *text,
           gsize       length,
           gsize       max,
           const char *key)
{
  g_autofree char *start = NULL;

  /* make_valid () would show a letter that is cut in half as an odd sign. */
  if (length > max)
    for (length = max; length > 0 && ((guchar) text[length] & 0xc0) == 0x80;)
      length--;
  start = g_utf8_make_valid (text, (gssize) length);
  return troupe_redact (start, key);
}

static char *
dup_clean_text (const char *text,
                const char *key)
{
  return text != NULL ? dup_clean (text, strlen (text), MAX_TEXT_BYTES, key) : NULL;
}

/* Bare text instead of JSON is what some proxies say. */
static char *
dup_bare_text (const TroupeReply *reply,
               JsonNode          *root)
{
  gsize length;
  const char *text = g_bytes_get_data (reply->body, &length);

  if (root != NULL)
    return g_strdup (get_text (root));
  if (memchr ("\0<{[", get_first_letter (reply), 4) != NULL)    /* nothing, a web page, broken JSON */
    return NULL;
  return g_strstrip (g_utf8_make_valid (text, (gssize) MIN (length, MAX_TEXT_BYTES)));
}

/* The HTTP status, or the one some upload services write into a body that came with 200 */
static guint
get_meant_status (const TroupeReply *reply,
                  JsonObject        *root)
{
  JsonNode *codes[] = {
    get_member (root, "code"), get_member (get_object (get_member (root, "error")), "code")
  };

  for (gsize i = 0; SOUP_STATUS_IS_SUCCESSFUL (reply->http_status) && i < G_N_ELEMENTS (codes); i++)
    {
      guint64 status = is_int (codes[i]) ? (guint64) MAX (json_node_get_int (codes[i]), 0) : 0;

      if (get_text (codes[i]) != NULL)
        g_ascii_string_to_unsigned (get_text (codes[i]), 10, 0, 999, &status, NULL);    /* else 0 stays */
      if (status >= 400 && status < 600)
        return (guint) status;
    }
  return reply->http_status;
}

static char *
dup_message (const TroupeReply        *reply,
             const TroupeProviderSaid *said,
             const char               *fault)
{
  g_autofree char *clean_fault = dup_clean_text (fault, reply->key);    /* it may quote the answer */
  const char *reason = clean_fault;

  if (reason == NULL)
    reason = said->text;
  if (reason == NULL && is_web_page (reply))
    reason = "answered with a web page";
  if (reason == NULL)
    reason = soup_status_get_phrase (reply->http_status);
  return g_strdup_printf ("%s: %s: %s (HTTP %u)", reply->provider_id, reply->call, reason,
                          reply->http_status);
}

/* Some servers send "error": {} or {"code": null, "message": ""} with every answer. */
static gboolean
says_something (JsonNode *error)
{
  g_autoptr (GList) members = NULL;

  if (get_object (error) != NULL)
    members = json_object_get_values (get_object (error));
  for (GList *l = members; l != NULL; l = l->next)
    if (get_text (l->data) != NULL || (is_int (l->data) && json_node_get_int (l->data) != 0))
      return TRUE;
  return get_text (error) != NULL;
}

/* Relays name what went wrong; some of them name it when all went well, too. */
static gboolean
is_refusing_code (const char *code)
{
  static const char * const fine[] = { "success", "ok", "0", "200" };

  for (gsize i = 0; code != NULL && i < G_N_ELEMENTS (fine); i++)
    if (g_ascii_strcasecmp (code, fine[i]) == 0)
      return FALSE;
  return code != NULL;
}

/**
 * troupe_refusal_dup_body:
 * @reply: what came back
 * @max_bytes: the most to take
 *
 * Takes the key and signed addresses out of a body. Safe from any thread.
 *
 * Returns: (transfer full) (nullable): its text, as UTF-8; `NULL` where it is empty
 */
char *
troupe_refusal_dup_body (const TroupeReply *reply,
                         gsize              max_bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (reply->body, &length);

  return length > 0 ? dup_clean (text, length, max_bytes, reply->key) : NULL;
}

/**
 * troupe_refusal_is_one:
 * @reply: what came back
 * @root: (nullable): its body, where that is JSON
 *
 * Says whether a reply tells of a failure: by its status, or, as upload services do, in a body with status 200.
 *
 * Safe from any thread.
 *
 * Returns: `TRUE` when the call failed
 */
gboolean
troupe_refusal_is_one (const TroupeReply *reply,
                       JsonNode          *root)
{
  JsonObject *object = get_object (root);
  JsonNode *success = get_member (object, "success");

  if (!SOUP_STATUS_IS_SUCCESSFUL (reply->http_status))
    return TRUE;
  if (says_something (get_member (object, "error")))
    return TRUE;
  if (success != NULL && JSON_NODE_HOLDS_VALUE (success) &&
      json_node_get_value_type (success) == G_TYPE_BOOLEAN && !json_node_get_boolean (success))
    return TRUE;
  if (get_meant_status (reply, object) >= 400)
    return TRUE;
  return is_refusing_code (get_text (get_member (object, "code"))) &&
         get_text (get_member (object, "message")) != NULL && is_null (get_member (object, "data")) &&
         get_member (object, "id") == NULL;
}

/* What is kept of a reply; cleared by words_clear () */
typedef struct
{
  char *text;
  char *code;
  char *request_id;
  char *raw;
} Words;

static void
words_clear (Words *words)
{
  g_free (words->text);
  g_free (words->code);
  g_free (words->request_id);
  g_free (words->raw);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static void
read_words (Words             *words,
            const TroupeReply *reply,
            JsonObject        *root,
            const char        *text,
            const char        *code)
{
  g_autofree char *sentence = g_strdup (text);
  g_autofree char *request_id = sentence != NULL ? cut_request_id (sentence) : NULL;

  if (request_id == NULL)
    request_id = dup_named (root, "request_id");
  words->text = dup_clean_text (sentence, reply->key);
  words->code = dup_clean_text (code, reply->key);
  words->request_id = dup_clean_text (request_id != NULL ? request_id : reply->request_id, reply->key);
  words->raw = troupe_refusal_dup_body (reply, MAX_RAW_BYTES);
}

static void
read_words_of_body (Words             *words,
                    const TroupeReply *reply,
                    JsonNode          *root)
{
  JsonObject *object = get_object (root);
  g_autofree char *sentence = object != NULL ? dup_sentence (object) : dup_bare_text (reply, root);
  g_autofree char *code = dup_named (object, "code");

  read_words (words, reply, object, sentence, code);
}

/* Some bodies name the pause that others put into a header. */
static int
get_retry_after (const TroupeReply *reply,
                 JsonObject        *root)
{
  g_autofree char *seconds = dup_named (root, "retry_after");
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return reply->retry_after_s >= 0 ? reply->retry_after_s : troupe_retry_parse_after (seconds, now);
}

/* Front doors put their name before the type of an error; what is no JSON comes from something before the API. */
static TroupeProviderSpeaker
find_speaker (JsonObject *root)
{
  const char *type = get_text (get_member (get_object (get_member (root, "error")), "type"));

  if (root == NULL || (type != NULL && g_str_has_suffix (type, "_api_error")))
    return TROUPE_PROVIDER_SPEAKER_GATEWAY;
  return TROUPE_PROVIDER_SPEAKER_PROVIDER;
}

static void
fill_said (TroupeProviderSaid *said,
           const Words        *words,
           const TroupeReply  *reply,
           JsonNode           *root)
{
  said->http_status = reply->http_status;
  said->text = words->text;
  said->code = words->code;
  said->request_id = words->request_id;
  said->raw = words->raw;
  said->retry_after_s = get_retry_after (reply, get_object (root));
  said->speaker = find_speaker (get_object (root));
  if (reply->http_status == SOUP_STATUS_PROXY_UNAUTHORIZED)
    said->obstacle = TROUPE_PROVIDER_OBSTACLE_PROXY;
}

/**
 * troupe_refusal_is_not_offered:
 * @reply: what came back
 * @root: (nullable): its body, where that is JSON
 *
 * Says whether a provider tells that it has no such service, in one of the ways gateways do.
 *
 * Safe from any thread.
 *
 * Returns: `TRUE` for an unknown path, a model without a supplier and a service that is paused
 */
gboolean
troupe_refusal_is_not_offered (const TroupeReply *reply,
                               JsonNode          *root)
{
  g_auto (Words) words = { NULL };

  read_words_of_body (&words, reply, root);
  return troupe_refusal_code_classify (reply->http_status, words.code, words.text, is_web_page (reply)) ==
         TROUPE_PROVIDER_ERROR_NOT_OFFERED;
}

/**
 * troupe_refusal_new:
 * @reply: what came back
 * @root: (nullable): its body, where that is JSON
 * @fault: (nullable): what is wrong with an answer that tells of no failure itself
 *
 * Makes the error that a reply means, with the provider's own sentence, code and request id.
 *
 * The shapes that are read: `error.message`, `error`, `message`, `msg`, `detail` (text or list),
 * `error.message_zh`, `fail_reason`, bare text. The key and signed addresses are taken out. Safe from any thread.
 *
 * Returns: (transfer full): a `TROUPE_PROVIDER_ERROR`; `TROUPE_PROVIDER_ERROR_ANSWER` where @fault is given
 */
GError *
troupe_refusal_new (const TroupeReply *reply,
                    JsonNode          *root,
                    const char        *fault)
{
  g_auto (Words) words = { NULL };
  g_autofree char *message = NULL;
  TroupeProviderSaid said = { 0 };
  TroupeProviderError code = TROUPE_PROVIDER_ERROR_ANSWER;

  read_words_of_body (&words, reply, root);
  fill_said (&said, &words, reply, root);
  message = dup_message (reply, &said, fault);
  if (fault != NULL)
    said.speaker = TROUPE_PROVIDER_SPEAKER_TROUPE;
  else
    code = troupe_refusal_code_classify (get_meant_status (reply, get_object (root)), words.code, words.text,
                                         is_web_page (reply));
  return troupe_provider_error_new_said (code, &said, message);
}

/**
 * troupe_refusal_new_failure:
 * @reply: what came back
 * @root: its body
 * @text: (nullable): why the task failed, where the profile knows the place
 * @code: (nullable): the code of it, where the profile knows the place
 *
 * Makes the error of a task that failed. What is not given is looked for as in troupe_refusal_new().
 *
 * Safe from any thread.
 *
 * Returns: (transfer full): a `TROUPE_PROVIDER_ERROR_FAILED`
 */
GError *
troupe_refusal_new_failure (const TroupeReply *reply,
                            JsonNode          *root,
                            const char        *text,
                            const char        *code)
{
  JsonObject *object = get_object (root);
  g_autofree char *found_text = text == NULL ? dup_sentence (object) : NULL;
  g_autofree char *found_code = code == NULL ? dup_named (object, "code") : NULL;
  g_auto (Words) words = { NULL };
  g_autofree char *message = NULL;
  TroupeProviderSaid said = { 0 };

  read_words (&words, reply, object, text != NULL ? text : found_text, code != NULL ? code : found_code);
  fill_said (&said, &words, reply, root);
  message = g_strdup_printf ("%s: %s: the task failed: %s", reply->provider_id, reply->call,
                             words.text != NULL ? words.text : words.code != NULL ? words.code : "no reason given");
  return troupe_provider_error_new_said (TROUPE_PROVIDER_ERROR_FAILED, &said, message);
}

/**
 * troupe_refusal_dup_fault:
 * @reply: a reply that is no JSON object
 * @root: (nullable): what else its body is, of JSON
 * @problem: (nullable): why it is no JSON
 *
 * Tells what is wrong with it.
 *
 * Returns: (transfer full): a clause
 */
char *
troupe_refusal_dup_fault (const TroupeReply *reply,
                          JsonNode          *root,
                          const GError      *problem)
{
  const char *text = g_bytes_get_data (reply->body, NULL);

  if (g_bytes_get_size (reply->body) == 0)
    return g_strdup ("the answer is empty");
  if (root != NULL)
    return g_strdup ("the answer is no JSON object");
  if (*text == '{' || *text == '[')
    return g_strdup_printf ("the answer is broken JSON: %s", problem->message);
  if (reply->content_type == NULL)
    return g_strdup ("the answer is a web page or other text, no JSON");
  return g_strdup_printf ("the answer is a web page or other text (%s), no JSON", reply->content_type);
}
