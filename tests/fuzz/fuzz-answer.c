/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "fuzz.h"
#include "troupe-answer.h"
#include "troupe-presets.h"
#include "troupe-provider-error.h"

#define KEY "sk-key-of-the-fuzzer"

/* An input is a line `PROFILE CALL STATUS TYPE` and the body of the answer. */
typedef struct
{
  TroupeProfile *profile;
  JsonObject    *description;
  TroupeReply    reply;
} Input;

static TroupePresets *presets;

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  presets = troupe_presets_new ();
  return 0;
}

/* Words that a mutation has spoilt still choose something, always the same. */
static void
choose (Input *input,
        char **words)
{
  const char *id = words[0];
  const char *call = id[0] != '\0' && words[1] != NULL ? words[1] : "";
  JsonObject *calls;
  g_autoptr (JsonNode) all = NULL;
  g_autoptr (GList) names = NULL;

  input->profile = troupe_presets_find (presets, id);
  if (input->profile == NULL)
    {
      g_autoptr (TroupeProfile) any = g_list_model_get_item (
        G_LIST_MODEL (presets), g_str_hash (id) % g_list_model_get_n_items (G_LIST_MODEL (presets)));

      input->profile = any;    /* the list keeps it */
    }
  all = troupe_profile_to_json (input->profile);
  calls = json_object_get_object_member (json_node_get_object (all), "calls");
  names = json_object_get_members (calls);
  if (!json_object_has_member (calls, call))
    call = g_list_nth_data (names, g_str_hash (call) % g_list_length (names));
  input->reply.call = g_intern_string (call);
  input->description = troupe_profile_get_call (input->profile, call);
}

static void
assert_clean (const char *text)
{
  g_assert_true (text == NULL || (g_utf8_validate (text, -1, NULL) && strstr (text, KEY) == NULL));
}

static void
look_at_error (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == TROUPE_PROVIDER_ERROR);
  assert_clean (error->message);
  assert_clean (troupe_provider_error_get_text (error));
  assert_clean (troupe_provider_error_get_code (error));
  assert_clean (troupe_provider_error_get_request_id (error));
  assert_clean (troupe_provider_error_get_raw (error));
}

static void
look_at_fields (TroupeAnswer *answer,
                JsonObject   *description)
{
  g_autoptr (GList) fields = NULL;

  if (json_object_has_member (description, "answer"))
    fields = json_object_get_members (json_object_get_object_member (description, "answer"));
  for (GList *l = fields; l != NULL; l = l->next)
    {
      g_autofree char *text = troupe_answer_dup_text (answer, l->data);
      g_autoptr (GDateTime) time = troupe_answer_dup_time (answer, l->data);

      g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
    }
}

static void
look_at_answer (TroupeAnswer *answer,
                JsonObject   *description)
{
  g_autoptr (GError) failure = troupe_answer_dup_failure (answer);
  g_autofree char *word = troupe_answer_dup_status_word (answer);
  g_autoptr (GPtrArray) items = troupe_answer_dup_items (answer);
  double progress = troupe_answer_get_progress (answer);

  look_at_fields (answer, description);
  for (guint i = 0; i < items->len; i++)
    look_at_fields (items->pdata[i], description);
  g_assert_true ((progress >= 0 && progress <= 1) || progress < -0.5);
  g_assert_true ((failure != NULL) == (troupe_answer_get_status (answer) == TROUPE_ANSWER_STATUS_FAILED));
  if (failure != NULL)
    look_at_error (failure);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  gsize length = size > 0 ? strnlen ((const char *) data, size) : 0;
  const guint8 *end = size > 0 ? memchr (data, '\n', length) : NULL;
  gsize head_size = end != NULL ? (gsize) (end - data) : 0;
  g_autofree char *head = g_strndup ((const char *) data, head_size);
  g_auto (GStrv) words = g_strsplit (head, " ", 4);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (TroupeProvider) provider = NULL;
  g_autoptr (TroupeAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  Input input = { .reply.http_status = 200, .reply.retry_after_s = -1, .reply.key = KEY };
  guint n_words = g_strv_length (words);

  if (end == NULL || n_words == 0)
    return -1;
  choose (&input, words);
  body = g_bytes_new (end + 1, size - head_size - 1);
  provider = troupe_provider_new (input.profile, NULL);
  input.reply.provider_id = troupe_provider_get_id (provider);
  input.reply.body = body;
  if (n_words > 2)
    input.reply.http_status = (guint) (g_ascii_strtoull (words[2], NULL, 10) % 600);
  if (n_words > 3)
    input.reply.content_type = words[3];

  answer = troupe_answer_new (provider, &input.reply, &error);
  if (answer != NULL)
    look_at_answer (answer, input.description);
  else
    look_at_error (error);
  return 0;
}
