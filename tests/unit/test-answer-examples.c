/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "troupe-answer.h"
#include "troupe-presets.h"
#include "troupe-provider-error.h"

#define PICTURE_1 \
        "https://videos.openai.com/az/files/00000000-6614-71f7-b5e4-1459ba12ed5e%2Fraw?se=2025-11-14T00%3A00%3A00Z" \
        "&sp=r&sv=2024-08-04&sr=b&skoid=cfbc986b-d2bc-4088-8b71-4f962129715b&sktid=a48cca56-e6da-484e-a814-" \
        "9c849652bcb3&skt=2025-11-10T01%3A10%3A14Z&ske=2025-11-17T01%3A15%3A14Z&sks=b&skv=2024-08-04&sig=" \
        "699mchlFKBCew8%2BOxBVfYr/08kVey5E3ItuznIMyGdw%3D&ac=oaisdmntprsouthcentralus"
#define PICTURE_2 \
        "https://videos.openai.com/az/files/00000000-b788-71f7-9de5-96555ff29024%2Fraw?se=2025-11-20T00%3A00%3A00Z" \
        "&sp=r&sv=2024-08-04&sr=b&skoid=1af02b11-169c-463d-b441-d2ccfc9f02c8&sktid=a48cca56-e6da-484e-a814-" \
        "9c849652bcb3&skt=2025-11-15T01%3A48%3A34Z&ske=2025-11-22T01%3A53%3A34Z&sks=b&skv=2024-08-04&sig=3/" \
        "KGVtkEsZWBTmErhzUEU5pWrnL8JxRKH0wVCQvh6Fo%3D&ac=oaisdmntprsouthcentralus"
#define CHARACTER_1 \
        "{\"id\":\"ch_691155df38588191b3ae5f2d390a4359\",\"username\":\"saparpomd.oddwingduo\"," \
        "\"permalink\":\"https://sora.chatgpt.com/profile/saparpomd.oddwingduo\"," \
        "\"profile_picture_url\":\"" PICTURE_1 "\"}"
#define CHARACTER_2 \
        "{\"id\":\"ch_6918d62178e48191a0b1ae49be428a13\",\"username\":\"hfspncadz.mooflapand\"," \
        "\"permalink\":\"https://sora.chatgpt.com/profile/hfspncadz.mooflapand\"," \
        "\"profile_picture_url\":\"" PICTURE_2 "\"}"
#define TASK(state, more) \
        "{\"created\":1767917446,\"id\":\"task-unified-1767917446-5lqy8zzv\",\"model\":\"sora-character\"," \
        "\"object\":\"video.generation.task\",\"progress\":" state ",\"task_info\":{\"can_cancel\":true," \
        "\"estimated_time\":150,\"video_duration\":8},\"type\":\"video\",\"usage\":{\"billing_rule\":\"per_call\"," \
        "\"credits_reserved\":0.1,\"user_group\":\"vip\"}" more "}"

/* What the pages of the services show, and what is to be read from it */
typedef struct
{
  const char        *name;
  const char        *profile;
  const char        *call;
  const char        *body;
  const char        *fields[10];    /* name, value, ... */
  TroupeAnswerStatus status;
  double             progress;
} Example;

static const Example examples[] = {
  { "chainhub/character", "chainhub", "create-character", CHARACTER_2,
    { "id", "ch_6918d62178e48191a0b1ae49be428a13", "username", "hfspncadz.mooflapand",
      "permalink", "https://sora.chatgpt.com/profile/hfspncadz.mooflapand", "picture", PICTURE_2 },
    TROUPE_ANSWER_STATUS_NONE, -1 },
  { "yutoai/character", "yutoai", "create-character", CHARACTER_1,
    { "id", "ch_691155df38588191b3ae5f2d390a4359", "username", "saparpomd.oddwingduo",
      "permalink", "https://sora.chatgpt.com/profile/saparpomd.oddwingduo", "picture", PICTURE_1 },
    TROUPE_ANSWER_STATUS_NONE, -1 },
  { "kkiai/character", "kkiai", "create-character", CHARACTER_2,
    { "id", "ch_6918d62178e48191a0b1ae49be428a13", "username", "hfspncadz.mooflapand",
      "permalink", "https://sora.chatgpt.com/profile/hfspncadz.mooflapand", "picture", PICTURE_2 },
    TROUPE_ANSWER_STATUS_NONE, -1 },
  { "evolink/task", "evolink", "create-character", TASK ("0,\"status\":\"pending\"", ""),
    { "job", "task-unified-1767917446-5lqy8zzv", "username", NULL },
    TROUPE_ANSWER_STATUS_QUEUED, 0 },
  { "evolink/running", "evolink", "follow-character", TASK ("45,\"status\":\"processing\"", ""),
    { "job", "task-unified-1767917446-5lqy8zzv", "username", NULL },
    TROUPE_ANSWER_STATUS_RUNNING, 0.45 },
  { "evolink/character", "evolink", "follow-character",
    TASK ("100,\"status\":\"completed\"", ",\"result_data\":{\"character_name\":\"chr_Axtjik3O#\","
          "\"profile_picture_url\":\"https://example.com/profile.jpg?sig=a%2Fb/c%3D\"}"),
    { "username", "chr_Axtjik3O#", "picture", "https://example.com/profile.jpg?sig=a%2Fb/c%3D" },
    TROUPE_ANSWER_STATUS_DONE, 1 },
  { "chainhub/video", "chainhub", "create-video",
    "{\"id\":\"video_6048220c-b0d9-4292-b80b-9c6eaf73f112\",\"object\":\"video\",\"model\":\"sora_video2\","
    "\"status\":\"queued\",\"progress\":0,\"created_at\":1762326617,\"seconds\":\"10\",\"size\":\"1280x720\"}",
    { "job", "video_6048220c-b0d9-4292-b80b-9c6eaf73f112" },
    TROUPE_ANSWER_STATUS_QUEUED, 0 },
  { "gateway/video", "gateway-a", "follow-video",
    "{\"id\":\"sora-2:task_01kexample\",\"status\":\"completed\",\"progress\":100,"
    "\"video_url\":\"https://cdn.example.org/v.mp4?sig=a%2Fb/c%3D\",\"created_at\":1766681833000}",
    { "job", "sora-2:task_01kexample", "url", "https://cdn.example.org/v.mp4?sig=a%2Fb/c%3D" },
    TROUPE_ANSWER_STATUS_DONE, 1 },
  { "evolink/upload", "evolink", "upload",
    "{\"success\":true,\"code\":200,\"msg\":\"ok\",\"data\":{\"file_id\":\"file_1\",\"file_name\":\"clip.mp4\","
    "\"file_url\":\"https://files.example.org/clip.mp4?a=%2f\",\"expires_at\":\"2026-11-24T10:00:00+08:00\"}}",
    { "id", "file_1", "url", "https://files.example.org/clip.mp4?a=%2f", "expires", "2026-11-24T10:00:00+08:00" },
    TROUPE_ANSWER_STATUS_NONE, -1 },
};

static TroupePresets *presets;

static TroupeAnswer *
read_of (TroupeProvider *provider,
         const char     *call,
         guint           status,
         const char     *body,
         GError        **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  TroupeReply reply = {
    .provider_id = troupe_provider_get_id (provider), .call = call, .http_status = status, .body = bytes,
    .retry_after_s = -1
  };

  return troupe_answer_new (provider, &reply, error);
}

static TroupeAnswer *
read_bytes (const char *profile,
            const char *call,
            guint       status,
            const char *body,
            GError    **error)
{
  g_autoptr (TroupeProvider) provider = troupe_provider_new (troupe_presets_find (presets, profile), NULL);

  return read_of (provider, call, status, body, error);
}

static void
test_example (gconstpointer user_data)
{
  const Example *example = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeAnswer) answer = read_bytes (example->profile, example->call, 200, example->body, &error);

  g_assert_no_error (error);
  for (gsize i = 0; example->fields[i] != NULL; i += 2)
    {
      g_autofree char *text = troupe_answer_dup_text (answer, example->fields[i]);

      g_assert_cmpstr (text, ==, example->fields[i + 1]);
    }
  g_assert_cmpint (troupe_answer_get_status (answer), ==, example->status);
  g_assert_cmpfloat_with_epsilon (troupe_answer_get_progress (answer), example->progress, 1e-9);
}

/* Generated variations */

static const char * const values[] = {
  NULL,    /* the member is gone */
  "null", "true", "7", "0.5", "-1e300", "\"\"", "\" \"", "\"x\"", "[]", "{}", "[null]", "[\"x\"]", "[[1]]",
  "{\"x\":1}", "{\"message\":\"m\"}",
};

/* The other places at which somebody may put the whole answer */
static const char * const frames[] = { "[%s]", "{\"data\":%s}", "{\"data\":[%s]}", "{\"error\":%s}", "\"%s\"" };

typedef void (*Visit) (const Example *example,
                       JsonNode      *root,
                       const char    *changed);

static void
visit_members (const Example *example,
               JsonNode      *root,
               JsonObject    *object,
               const char    *path,
               Visit          visit)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autoptr (JsonNode) original = json_object_dup_member (object, l->data);
      g_autofree char *here = g_strdup_printf ("%s.%s", path, (char *) l->data);
      g_autofree char *name = g_strdup (l->data);

      if (JSON_NODE_HOLDS_OBJECT (original))
        visit_members (example, root, json_node_get_object (original), here, visit);
      for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
        {
          g_autofree char *changed = g_strdup_printf ("%s = %s", here, values[i] != NULL ? values[i] : "nothing");

          if (values[i] == NULL)
            json_object_remove_member (object, name);
          else
            json_object_set_member (object, name, json_from_string (values[i], NULL));
          visit (example, root, changed);
        }
      json_object_set_member (object, name, g_steal_pointer (&original));
    }
}

/* A clear error names who, what and why. */
static void
assert_clear (const Example *example,
              const GError  *error)
{
  g_autofree char *prefix = g_strdup_printf ("%s: %s: ", example->profile, example->call);

  g_assert_nonnull (error);
  g_assert_true (error->domain == TROUPE_PROVIDER_ERROR);
  g_assert_true (g_str_has_prefix (error->message, prefix));
  g_assert_cmpuint (strlen (error->message), >, strlen (prefix) + 5);
}

/* Never a value from somewhere else: it is the right one, the one that was put in its place, or none. */
static void
assert_sensible (const Example *example,
                 TroupeAnswer  *answer)
{
  for (gsize i = 0; example->fields[i] != NULL; i += 2)
    {
      const char *name = example->fields[i], *expected = example->fields[i + 1];
      g_autofree char *text = troupe_answer_dup_text (answer, name);

      g_assert_true (text == NULL || g_strcmp0 (text, expected) == 0 || strlen (text) < 10 ||
                     g_str_equal (text, "-1e+300"));
    }
  g_assert_cmpfloat (troupe_answer_get_progress (answer), <=, 1);
  if (troupe_answer_get_status (answer) == TROUPE_ANSWER_STATUS_FAILED)
    {
      g_autoptr (GError) failure = troupe_answer_dup_failure (answer);

      assert_clear (example, failure);
    }
}

static void
assert_useful (const Example *example,
               TroupeAnswer  *answer)
{
  static const struct { const char *call, *fields[2]; } needs[] = {
    { "create-character", { "username", "job" } },
    { "create-video", { "job", "job" } },
    { "upload", { "url", "url" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (needs); i++)
    {
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;

      if (!g_str_equal (needs[i].call, example->call))
        continue;
      first = troupe_answer_dup_text (answer, needs[i].fields[0]);
      second = troupe_answer_dup_text (answer, needs[i].fields[1]);
      g_assert_true (first != NULL || second != NULL);
    }
}

static void
read_variation (const Example *example,
                const char    *body,
                guint          n_statuses)
{
  static const guint statuses[] = { 200, 404, 400, 502 };

  for (guint i = 0; i < n_statuses; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TroupeAnswer) answer = read_bytes (example->profile, example->call, statuses[i], body, &error);

      if (answer == NULL)
        {
          assert_clear (example, error);
          continue;
        }
      g_assert_cmpuint (statuses[i], ==, 200);
      assert_sensible (example, answer);
      assert_useful (example, answer);
    }
}

static void
visit_variation (const Example *example,
                 JsonNode      *root,
                 const char    *changed)
{
  g_autofree char *body = json_to_string (root, FALSE);

  g_test_message ("%s", changed);
  read_variation (example, body, 2);
}

static void
test_variations (gconstpointer user_data)
{
  const Example *example = user_data;
  g_autoptr (JsonNode) root = json_from_string (example->body, NULL);

  visit_members (example, root, json_node_get_object (root), "$", visit_variation);
  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_autoptr (GString) body = g_string_new (frames[i]);

      g_string_replace (body, "%s", example->body, 1);
      g_test_message ("%s", body->str);
      read_variation (example, body->str, 4);
    }
  for (gsize length = 0; length < strlen (example->body); length++)
    {
      g_autofree char *body = g_strndup (example->body, length);

      read_variation (example, body, 1);
    }
}

/* Tasks */

static const struct
{
  const char        *name;
  const char        *profile;
  guint              http_status;
  const char        *body;
  TroupeAnswerStatus status;
  const char        *word;
  const char        *said;
  const char        *code;
} tasks[] = {
  { "failed", "evolink", 200,
    "{\"id\":\"t\",\"status\":\"failed\",\"error\":{\"code\":\"content_policy_violation\",\"message\":\"no faces\"}}",
    TROUPE_ANSWER_STATUS_FAILED, "failed", "no faces", "content_policy_violation" },
  { "failed-with-text", "gateway-c", 200, "{\"id\":\"t\",\"status\":\"FAILURE\",\"error\":\"out of luck\"}",
    TROUPE_ANSWER_STATUS_FAILED, "FAILURE", "out of luck", NULL },
  { "failed-with-reason", "gateway-c", 200, "{\"id\":\"t\",\"state\":\"fail\",\"fail_reason\":\"no (request id: r)\"}",
    TROUPE_ANSWER_STATUS_FAILED, "fail", "no", NULL },
  { "failed-with-number", "evolink", 200, "{\"id\":\"t\",\"status\":\"failed\",\"error\":{\"code\":1301}}",
    TROUPE_ANSWER_STATUS_FAILED, "failed", NULL, "1301" },
  { "cancelled-without-reason", "evolink", 200, "{\"id\":\"t\",\"status\":\"cancelled\"}",
    TROUPE_ANSWER_STATUS_FAILED, "cancelled", NULL, NULL },
  { "warned", "evolink", 200, "{\"id\":\"t\",\"status\":\"processing\",\"error\":{\"message\":\"slow\"}}",
    TROUPE_ANSWER_STATUS_RUNNING, "processing", NULL, NULL },
  { "unheard-of-word", "evolink", 200, "{\"id\":\"t\",\"status\":\"Moderating\"}",
    TROUPE_ANSWER_STATUS_OTHER, "Moderating", NULL, NULL },
  { "empty-word", "evolink", 200, "{\"id\":\"t\",\"status\":\"\"}",
    TROUPE_ANSWER_STATUS_QUEUED, "", NULL, NULL },
  { "no-word-yet", "gateway-c", 200, "{\"id\":\"t\",\"username\":null}",
    TROUPE_ANSWER_STATUS_NONE, NULL, NULL, NULL },
  { "no-word-but-result", "gateway-c", 200, "{\"id\":\"t\",\"username\":\"a.b\"}",
    TROUPE_ANSWER_STATUS_DONE, NULL, NULL, NULL },
  { "not-found-yet", "gateway-c", 404, "{\"error\":{\"message\":\"Task not found\"}}",
    TROUPE_ANSWER_STATUS_QUEUED, NULL, NULL, NULL },
  { "not-found-yet-without-words", "gateway-c", 404, "", TROUPE_ANSWER_STATUS_QUEUED, NULL, NULL, NULL },
};

static void
test_task (gconstpointer user_data)
{
  gsize i = GPOINTER_TO_SIZE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeAnswer) answer = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *word = NULL;

  answer = read_bytes (tasks[i].profile, "follow-character", tasks[i].http_status, tasks[i].body, &error);
  g_assert_no_error (error);
  g_assert_cmpint (troupe_answer_get_status (answer), ==, tasks[i].status);
  word = troupe_answer_dup_status_word (answer);
  g_assert_cmpstr (word, ==, tasks[i].word);
  failure = troupe_answer_dup_failure (answer);
  if (tasks[i].status != TROUPE_ANSWER_STATUS_FAILED)
    {
      g_assert_no_error (failure);
      return;
    }
  g_assert_error (failure, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_FAILED);
  g_test_message ("%s", failure->message);
  g_assert_cmpstr (troupe_provider_error_get_text (failure), ==, tasks[i].said);
  g_assert_cmpstr (troupe_provider_error_get_code (failure), ==, tasks[i].code);
  g_assert_cmpstr (troupe_provider_error_get_raw (failure), ==, tasks[i].body);
}

static const struct
{
  const char *name;
  const char *profile;
  guint       http_status;
  const char *body;
  int         code;
} refused_tasks[] = {
  { "unknown", "evolink", 404, "{\"error\":{\"code\":\"invalid_task_id\",\"message\":\"m\"}}",
    TROUPE_PROVIDER_ERROR_REFUSED },
  { "no-route", "gateway-c", 404, "{\"error\":{\"message\":\"Invalid URL (GET /v1/videos/t)\"}}",
    TROUPE_PROVIDER_ERROR_NOT_OFFERED },
  { "no-route-web-page", "gateway-c", 404, "<html>404</html>", TROUPE_PROVIDER_ERROR_NOT_OFFERED },
  { "error-without-state", "evolink", 200, "{\"error\":{\"message\":\"m\"}}", TROUPE_PROVIDER_ERROR_REFUSED },
  { "key", "evolink", 401, "{\"status\":\"failed\",\"error\":{\"code\":401,\"message\":\"m\"}}",
    TROUPE_PROVIDER_ERROR_KEY },
  { "nothing", "evolink", 200, "{}", TROUPE_PROVIDER_ERROR_ANSWER },
  { "done-without-character", "gateway-c", 200, "{\"id\":\"t\",\"status\":\"completed\"}",
    TROUPE_PROVIDER_ERROR_ANSWER },
};

static void
test_refused_task (gconstpointer user_data)
{
  gsize i = GPOINTER_TO_SIZE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeAnswer) answer = NULL;

  answer = read_bytes (refused_tasks[i].profile, "follow-character", refused_tasks[i].http_status,
                       refused_tasks[i].body, &error);
  g_assert_null (answer);
  g_assert_error (error, TROUPE_PROVIDER_ERROR, refused_tasks[i].code);
}

static void
test_video_without_address (void)
{
  static const char body[] = "{\"id\":\"v\",\"status\":\"completed\",\"results\":[]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeAnswer) by_call = read_bytes ("gateway-a", "follow-video", 200, body, &error);
  g_autoptr (TroupeAnswer) nowhere = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (troupe_answer_get_status (by_call), ==, TROUPE_ANSWER_STATUS_DONE);
  nowhere = read_bytes ("evolink", "follow-video", 200, body, &error);
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_ANSWER);
}

static void
test_reads_list (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeAnswer) answer = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *job = NULL;
  g_autoptr (GDateTime) created = NULL;

  answer = read_bytes ("openai-compatible", "list-videos", 200,
                       "{\"object\":\"list\",\"data\":[{\"id\":\"a\",\"status\":\"completed\",\"created_at\":60},7,"
                       "{\"id\":\"b\",\"status\":\"failed\",\"error\":{\"message\":\"m\"}}],\"has_more\":false}", &error);
  g_assert_no_error (error);
  items = troupe_answer_dup_items (answer);
  g_assert_cmpuint (items->len, ==, 2);
  job = troupe_answer_dup_text (items->pdata[1], "job");
  g_assert_cmpstr (job, ==, "b");
  g_assert_cmpint (troupe_answer_get_status (items->pdata[0]), ==, TROUPE_ANSWER_STATUS_DONE);
  g_assert_cmpint (troupe_answer_get_status (items->pdata[1]), ==, TROUPE_ANSWER_STATUS_FAILED);
  created = troupe_answer_dup_time (items->pdata[0], "created");
  g_assert_cmpint (g_date_time_to_unix (created), ==, 60);
}

/* EvoLink documents no call that ends the work. With one, what its answers tell of that would count. */
static TroupeProvider *
make_ending (const char *id,
             gboolean    can_end)
{
  static const char call[] = "{ \"method\": \"POST\", \"path\": \"/v1/tasks/{job.id}/cancel\", \"encoding\": \"none\" }";
  g_autoptr (JsonNode) shipped = troupe_profile_to_json (troupe_presets_find (presets, id));
  g_autofree char *shipped_text = json_to_string (shipped, FALSE);
  g_autoptr (JsonNode) root = json_from_string (shipped_text, NULL);
  JsonObject *calls = json_object_get_object_member (json_node_get_object (root), "calls");
  g_autofree char *text = NULL;
  g_autoptr (GBytes) json = NULL;
  g_autoptr (TroupeProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (json_object_has_member (calls, "cancel-video"));
  if (can_end)
    json_object_set_member (calls, "cancel-video", json_from_string (call, NULL));
  text = json_to_string (root, FALSE);
  json = g_bytes_new (text, strlen (text));
  profile = troupe_profile_new (json, id, &error);
  g_assert_no_error (error);
  return troupe_provider_new (profile, NULL);
}

static void
test_can_cancel (void)
{
  static const char *const ids[] = { "evolink", "evolink-seedance" };
  static const char *const calls[] = { "create-video", "follow-video", "remix-video", "create-character", "follow-character" };
  static const struct { const char *info; gboolean can_end, expected; } cases[] = {
    { "\"task_info\":{\"can_cancel\":true}", TRUE, TRUE }, { "\"task_info\":{\"can_cancel\":false}", TRUE, FALSE },
    { "\"task_info\":{}", TRUE, TRUE }, { "\"task_info\":{\"can_cancel\":true}", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ids) * G_N_ELEMENTS (calls) * G_N_ELEMENTS (cases); i++)
    {
      const char *id = ids[i % G_N_ELEMENTS (ids)];
      const char *call = calls[i / G_N_ELEMENTS (ids) % G_N_ELEMENTS (calls)];
      const guint number = i / G_N_ELEMENTS (ids) / G_N_ELEMENTS (calls);
      g_autoptr (TroupeProvider) provider = make_ending (id, cases[number].can_end);
      g_autofree char *body = NULL;
      g_autoptr (TroupeAnswer) answer = NULL;
      g_autoptr (GError) error = NULL;

      if (troupe_profile_get_call (troupe_provider_get_profile (provider), call) == NULL)
        continue;
      g_test_message ("%s %s %s", id, call, cases[number].info);
      body = g_strdup_printf ("{\"id\":\"task-unified-1-a\",\"status\":\"pending\",%s}", cases[number].info);
      answer = read_of (provider, call, 200, body, &error);
      g_assert_no_error (error);
      g_assert_cmpint (troupe_answer_can_cancel (answer), ==, cases[number].expected);
    }
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  presets = troupe_presets_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *path = g_strconcat ("/answer-examples/reads/", examples[i].name, NULL);
      g_autofree char *varied = g_strconcat ("/answer-examples/variations/", examples[i].name, NULL);

      g_test_add_data_func (path, &examples[i], test_example);
      g_test_add_data_func (varied, &examples[i], test_variations);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (tasks); i++)
    {
      g_autofree char *path = g_strconcat ("/answer-examples/task/", tasks[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_task);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (refused_tasks); i++)
    {
      g_autofree char *path = g_strconcat ("/answer-examples/refused-task/", refused_tasks[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_refused_task);
    }
  g_test_add_func ("/answer-examples/video-without-address", test_video_without_address);
  g_test_add_func ("/answer-examples/list", test_reads_list);
  g_test_add_func ("/answer-examples/can-cancel", test_can_cancel);
  status = g_test_run ();
  g_clear_object (&presets);
  return status;
}
