/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-answer-value.h"

#include <math.h>
#include <string.h>

/* Seconds since 1970 reach this in the year 5138, milliseconds did in 1973. */
#define FIRST_MILLISECONDS 1e11
#define LAST_SECONDS 2.5e11    /* GDateTime ends with the year 9999 */

static const struct
{
  const char        *word;
  TroupeAnswerStatus status;
} known_words[] = {
  { "queued", TROUPE_ANSWER_STATUS_QUEUED },
  { "pending", TROUPE_ANSWER_STATUS_QUEUED },
  { "submitted", TROUPE_ANSWER_STATUS_QUEUED },
  { "not_start", TROUPE_ANSWER_STATUS_QUEUED },
  { "notstarted", TROUPE_ANSWER_STATUS_QUEUED },
  { "created", TROUPE_ANSWER_STATUS_QUEUED },
  { "starting", TROUPE_ANSWER_STATUS_QUEUED },
  { "preparing", TROUPE_ANSWER_STATUS_QUEUED },
  { "unknown", TROUPE_ANSWER_STATUS_QUEUED },
  { "", TROUPE_ANSWER_STATUS_QUEUED },
  { "in_progress", TROUPE_ANSWER_STATUS_RUNNING },
  { "processing", TROUPE_ANSWER_STATUS_RUNNING },
  { "running", TROUPE_ANSWER_STATUS_RUNNING },
  { "generating", TROUPE_ANSWER_STATUS_RUNNING },
  { "completed", TROUPE_ANSWER_STATUS_DONE },
  { "complete", TROUPE_ANSWER_STATUS_DONE },
  { "success", TROUPE_ANSWER_STATUS_DONE },
  { "succeeded", TROUPE_ANSWER_STATUS_DONE },
  { "succeed", TROUPE_ANSWER_STATUS_DONE },
  { "finished", TROUPE_ANSWER_STATUS_DONE },
  { "failed", TROUPE_ANSWER_STATUS_FAILED },
  { "failure", TROUPE_ANSWER_STATUS_FAILED },
  { "fail", TROUPE_ANSWER_STATUS_FAILED },
  { "error", TROUPE_ANSWER_STATUS_FAILED },
  { "cancelled", TROUPE_ANSWER_STATUS_FAILED },
  { "canceled", TROUPE_ANSWER_STATUS_FAILED },
  { "expired", TROUPE_ANSWER_STATUS_FAILED },
};

/* "In-Progress " and "in_progress" are the same word. */
static char *
dup_folded (const char *word)
{
  char *folded = g_strstrip (g_ascii_strdown (word, -1));

  return g_strdelimit (folded, " -", '_');
}

static gboolean
has_word (JsonArray  *list,
          const char *word)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      g_autofree char *folded = dup_folded (json_array_get_string_element (list, i));

      if (g_str_equal (folded, word))
        return TRUE;
    }
  return FALSE;
}

/**
 * troupe_answer_value_fold_status:
 * @word: a provider's word for the state of a task
 * @words: (nullable): the `words` of the call, which come before the common ones
 *
 * Tells what a status word means. Case, blanks around it and the sign between two words make no difference.
 *
 * Safe from any thread.
 *
 * Returns: the state; `TROUPE_ANSWER_STATUS_OTHER` for a word nobody here knows
 */
TroupeAnswerStatus
troupe_answer_value_fold_status (const char *word,
                                 JsonObject *words)
{
  static const struct { const char *name; TroupeAnswerStatus status; } lists[] = {
    { "queued", TROUPE_ANSWER_STATUS_QUEUED },
    { "running", TROUPE_ANSWER_STATUS_RUNNING },
    { "done", TROUPE_ANSWER_STATUS_DONE },
    { "failed", TROUPE_ANSWER_STATUS_FAILED },
  };
  g_autofree char *folded = NULL;

  g_return_val_if_fail (word != NULL, TROUPE_ANSWER_STATUS_NONE);

  folded = dup_folded (word);
  for (gsize i = 0; words != NULL && i < G_N_ELEMENTS (lists); i++)
    if (json_object_has_member (words, lists[i].name) &&
        has_word (json_object_get_array_member (words, lists[i].name), folded))
      return lists[i].status;
  for (gsize i = 0; i < G_N_ELEMENTS (known_words); i++)
    if (g_str_equal (known_words[i].word, folded))
      return known_words[i].status;
  return TROUPE_ANSWER_STATUS_OTHER;
}

static gboolean
is_of (JsonNode *node,
       GType     type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

/* NAN for anything but a number, or a text that begins with one; @end is then what follows it. */
static double
get_number (JsonNode    *node,
            const char **end)
{
  const char *text;
  char *after;
  double number;

  *end = "";
  if (is_of (node, G_TYPE_INT64) || is_of (node, G_TYPE_DOUBLE))
    return json_node_get_double (node);
  if (!is_of (node, G_TYPE_STRING))
    return (double) NAN;
  text = json_node_get_string (node);
  number = g_ascii_strtod (text, &after);
  if (after == text)
    return (double) NAN;
  *end = after;
  return number;
}

/**
 * troupe_answer_value_get_progress:
 * @node: how far a task is: `67`, `0.67`, `"67%"`, `"67"`
 *
 * Reads a progress. Whole numbers and those above one are percent; a number with a fraction up to one is a
 * share, so that `1` is one percent and `1.0` is all.
 *
 * Safe from any thread.
 *
 * Returns: from 0 to 1, or -1 where it cannot be read
 */
double
troupe_answer_value_get_progress (JsonNode *node)
{
  const char *end;
  g_autofree char *unit = NULL;
  double number;
  gboolean is_share;

  g_return_val_if_fail (node != NULL, -1);

  number = get_number (node, &end);
  unit = g_strstrip (g_strdup (end));
  if (!isfinite (number) || number < 0 || !(*unit == '\0' || g_str_equal (unit, "%")))
    return -1;
  is_share = is_of (node, G_TYPE_DOUBLE) ||
             (is_of (node, G_TYPE_STRING) && *unit == '\0' && strchr (json_node_get_string (node), '.') != NULL);
  if (!is_share || number > 1)
    number /= 100;
  return MIN (number, 1);
}

/**
 * troupe_answer_value_dup_time:
 * @node: seconds or milliseconds since 1970, as number or text, or a time of ISO 8601
 *
 * Reads a time. A number from 10^11 on is in milliseconds; a time without a zone is UTC.
 *
 * Safe from any thread.
 *
 * Returns: (transfer full) (nullable): the time, `NULL` where it cannot be read
 */
GDateTime *
troupe_answer_value_dup_time (JsonNode *node)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  const char *end;
  double number;

  g_return_val_if_fail (node != NULL, NULL);

  number = get_number (node, &end);
  if (is_of (node, G_TYPE_STRING) && *end != '\0')
    return g_date_time_new_from_iso8601 (json_node_get_string (node), utc);
  if (!isfinite (number) || number <= 0)
    return NULL;
  if (number >= FIRST_MILLISECONDS)
    number /= 1000;
  if (number >= LAST_SECONDS)
    return NULL;
  return g_date_time_new_from_unix_utc_usec ((gint64) (number * G_USEC_PER_SEC));
}

/**
 * troupe_answer_value_dup_text:
 * @node: any value
 *
 * Reads a text as it is and a number as text: ids come either way.
 *
 * Safe from any thread.
 *
 * Returns: (transfer full) (nullable): `NULL` for a text without a letter and all that is neither
 */
char *
troupe_answer_value_dup_text (JsonNode *node)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_return_val_if_fail (node != NULL, NULL);

  if (is_of (node, G_TYPE_INT64))
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (is_of (node, G_TYPE_DOUBLE))
    return g_strdup (g_ascii_formatd (number, sizeof number, "%.15g", json_node_get_double (node)));
  if (!is_of (node, G_TYPE_STRING))
    return NULL;
  if (json_node_get_string (node)[strspn (json_node_get_string (node), " \t\r\n")] == '\0')
    return NULL;
  return json_node_dup_string (node);
}
