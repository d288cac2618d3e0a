/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-dir.h"
#include "test-wait.h"
#include "troupe-provider-error.h"
#include "troupe-providers.h"
#include "troupe-request.h"

#define KEY "sk-the-key-of-the-test"

typedef struct
{
  TroupeProviders *providers;
  TroupeValues    *values;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  fixture->providers = troupe_providers_new ();
  fixture->values = troupe_values_new ();
  g_assert_true (troupe_provider_set_base (troupe_providers_find (fixture->providers, "practice"),
                                           "http://127.0.0.1:8080", NULL));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  g_clear_object (&fixture->providers);
  g_clear_pointer (&fixture->values, troupe_values_unref);
}

static TroupeRequest *
build (Fixture    *fixture,
       const char *provider,
       const char *call,
       GError    **error)
{
  return troupe_request_new (troupe_providers_find (fixture->providers, provider), call, fixture->values,
                             error);
}

static char *
describe (TroupeRequest *request)
{
  g_autoptr (JsonNode) node = troupe_request_to_json (request);

  return json_to_string (node, FALSE);
}

static void
assert_json (Fixture    *fixture,
             const char *provider,
             const char *call,
             const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeRequest) request = build (fixture, provider, call, &error);
  g_autofree char *shown = NULL;

  g_assert_no_error (error);
  shown = describe (request);
  g_assert_cmpstr (shown, ==, expected);
}

static void
test_request_from_url (Fixture      *fixture,
                       gconstpointer user_data)
{
  troupe_values_set (fixture->values, "clip.url", "https://media.example.org/clip.mp4?e=1&sig=a%2Fb");
  troupe_values_set (fixture->values, "clip.task", "");
  troupe_values_set (fixture->values, "range.text", "4,6");
  assert_json (fixture, "chainhub", "create-character",
               "{\"method\":\"POST\",\"url\":\"https://api.chainhub.tech/sora/v1/characters\","
               "\"headers\":{\"Accept\":\"application/json\",\"Authorization\":\"Bearer ••••\","
               "\"Content-Type\":\"application/json\"},"
               "\"body\":{\"url\":\"https://media.example.org/clip.mp4?…\","
               "\"timestamps\":\"4,6\"}}");
}

static void
test_request_from_task (Fixture      *fixture,
                        gconstpointer user_data)
{
  troupe_values_set (fixture->values, "clip.task", "video_00000000-0000-4000-8000-000000000001");
  troupe_values_set (fixture->values, "range.text", "1,3");
  assert_json (fixture, "chainhub", "create-character",
               "{\"method\":\"POST\",\"url\":\"https://api.chainhub.tech/sora/v1/characters\","
               "\"headers\":{\"Accept\":\"application/json\",\"Authorization\":\"Bearer ••••\","
               "\"Content-Type\":\"application/json\"},"
               "\"body\":{\"from_task\":\"video_00000000-0000-4000-8000-000000000001\","
               "\"timestamps\":\"1,3\"}}");
}

static GFile *
write_clip (TestDir *dir)
{
  g_autofree char *path = test_dir_build (dir, "private name.mp4");

  g_assert_true (g_file_set_contents (path, "0123456789", -1, NULL));
  return g_file_new_for_path (path);
}

static void
test_request_describes_form (Fixture      *fixture,
                             gconstpointer user_data)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (GFile) clip = write_clip (dir);

  troupe_values_set_file (fixture->values, "clip.file", clip, "clip.mp4", "video/mp4");
  assert_json (fixture, "practice", "upload",
               "{\"method\":\"POST\",\"url\":\"http://127.0.0.1:8080/api/common/upload/stream\","
               "\"headers\":{\"Accept\":\"application/json\",\"Authorization\":\"Bearer ••••\","
               "\"Content-Type\":\"multipart/form-data\"},"
               "\"body\":[{\"name\":\"file\",\"filename\":\"clip.mp4\",\"type\":\"video/mp4\",\"size\":10}]}");
}

static void
test_request_wants_exactly_one_source (Fixture      *fixture,
                                       gconstpointer user_data)
{
  g_autoptr (GError) none = NULL;
  g_autoptr (GError) both = NULL;
  g_autoptr (TroupeRequest) request = NULL;

  troupe_values_set (fixture->values, "range.text", "1,3");
  request = build (fixture, "chainhub", "create-character", &none);
  g_assert_null (request);
  g_assert_error (none, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE);
  g_assert_cmpstr (none->message, ==,
                   "chainhub: create-character: expected exactly one of \"url\", \"from_task\", but 0 were given");

  troupe_values_set (fixture->values, "clip.url", "https://a.example/b");
  troupe_values_set (fixture->values, "clip.task", "task_1");
  request = build (fixture, "chainhub", "create-character", &both);
  g_assert_null (request);
  g_assert_error (both, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE);
}

static void
test_request_reports_what_cannot_be_sent (Fixture      *fixture,
                                          gconstpointer user_data)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = test_dir_build (dir, "gone.mp4");
  g_autoptr (GFile) gone = g_file_new_for_path (path);
  g_autoptr (TroupeProviders) fresh = troupe_providers_new ();
  g_autoptr (TroupeRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  request = build (fixture, "chainhub", "upload", &error);
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_SOURCE);
  g_clear_error (&error);

  troupe_values_set_file (fixture->values, "clip.file", gone, "clip.mp4", "video/mp4");
  request = build (fixture, "practice", "upload", &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  troupe_values_set (fixture->values, "clip.url", "https://a.example/\xff");
  request = build (fixture, "practice", "create-character", &error);
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE);
  g_clear_error (&error);

  request = troupe_request_new (troupe_providers_find (fresh, "practice"), "create-character",
                                fixture->values, &error);
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_STUDIO);
  g_assert_null (request);
}

/* A profile of its own: a value in the path and in the middle of a text */
static TroupeProvider *
make_provider (void)
{
  static const char text[] =
    "{ \"format\": 1, \"id\": \"own\", \"name\": \"Own\", \"summary\": \"A test.\","
    "  \"base\": \"https://api.example.org/a%2Fb\","
    "  \"auth\": { \"header\": \"X-Api-Key\", \"prefix\": \"\" }, \"life\": { \"state\": \"active\" },"
    "  \"clip\": { \"span\": { \"min\": 1, \"max\": 2, \"step\": 1 }, \"sources\": [\"url\"],"
    "            \"short_edge\": 480 },"
    "  \"mention\": { \"template\": \"{id}\", \"max\": 1 },"
    "  \"calls\": { \"create-character\": { \"method\": \"POST\", \"path\": \"/v2/{clip.task}/make\","
    "    \"encoding\": \"multipart\","
    "    \"body\": { \"url\": \"{clip.url}#t={range.start},{range.end}\", \"model\": \"fixed\","
    "              \"name\": \"Who: {character.name}\" },"
    "    \"answer\": { \"id\": [\"$.id\"], \"username\": [\"$.id\"] } } } }";
  g_autoptr (GBytes) json = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeProfile) profile = troupe_profile_new (json, "own.json", &error);

  g_assert_no_error (error);
  return troupe_provider_new (profile, NULL);
}

static void
test_request_substitutes_inside (Fixture      *fixture,
                                 gconstpointer user_data)
{
  g_autoptr (TroupeProvider) provider = make_provider ();
  g_autoptr (TroupeRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;

  troupe_values_set (fixture->values, "clip.task", "sora-2:task/ä ?#%2F");
  troupe_values_set (fixture->values, "clip.url", "https://a.example/b");
  troupe_values_set (fixture->values, "range.start", "0.5");
  troupe_values_set (fixture->values, "range.end", "2");
  request = troupe_request_new (provider, "create-character", fixture->values, &error);
  g_assert_no_error (error);
  shown = describe (request);
  g_assert_cmpstr (shown, ==,
                   "{\"method\":\"POST\","
                   "\"url\":\"https://api.example.org/a%2Fb/v2/sora-2%3Atask%2F%C3%A4%20%3F%23%252F/make\","
                   "\"headers\":{\"Accept\":\"application/json\",\"X-Api-Key\":\"••••\","
                   "\"Content-Type\":\"multipart/form-data\"},"
                   "\"body\":[{\"name\":\"url\",\"value\":\"https://a.example/b#t=0.5,2\"},"
                   "{\"name\":\"model\",\"value\":\"fixed\"}]}");
}

static void
test_request_keeps_path_segments (Fixture      *fixture,
                                  gconstpointer user_data)
{
  static const char * const tasks[] = { "", ".", ".." };
  g_autoptr (TroupeProvider) provider = make_provider ();

  for (gsize i = 0; i < G_N_ELEMENTS (tasks); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TroupeRequest) request = NULL;

      troupe_values_set (fixture->values, "clip.task", tasks[i]);
      request = troupe_request_new (provider, "create-character", fixture->values, &error);
      g_assert_null (request);
      g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE);
    }
}

static void
test_request_carries_key (Fixture      *fixture,
                          gconstpointer user_data)
{
  g_autoptr (TroupeRequest) request = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;
  SoupMessageHeaders *headers;

  troupe_values_set (fixture->values, "clip.task", "task_1");
  troupe_values_set (fixture->values, "range.text", "1,3");
  request = build (fixture, "chainhub", "create-character", &error);
  g_assert_no_error (error);
  message = troupe_request_to_message (request, KEY, &error);
  g_assert_no_error (error);
  headers = soup_message_get_request_headers (message);
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Authorization"), ==, "Bearer " KEY);
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Content-Type"), ==, "application/json");
  g_assert_cmpstr (soup_message_get_method (message), ==, "POST");

  shown = describe (request);
  g_assert_null (strstr (shown, "the-key"));
  g_assert_finalize_object (g_steal_pointer (&request));
}

static void
test_request_refuses_key_that_breaks_header (Fixture      *fixture,
                                             gconstpointer user_data)
{
  static const char * const keys[] = { "", "a b", "a\r\nHost: evil.example", "a\n", "schl\xc3\xbcssel" };
  g_autoptr (TroupeRequest) request = NULL;

  troupe_values_set (fixture->values, "clip.task", "task_1");
  request = build (fixture, "chainhub", "create-character", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SoupMessage) message = troupe_request_to_message (request, keys[i], &error);

      g_assert_null (message);
      g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE);
    }
}

static void
test_values_keep_what_was_set (void)
{
  g_autoptr (TroupeValues) values = troupe_values_new ();
  g_autoptr (GFile) file = g_file_new_for_path ("/a.mp4");
  const char *filename, *media_type;

  troupe_values_set (values, "clip.url", "a");
  troupe_values_set (values, "clip.url", "b");
  troupe_values_unref (troupe_values_ref (values));
  g_assert_cmpstr (troupe_values_get (values, "clip.url"), ==, "b");
  troupe_values_set (values, "clip.url", NULL);
  g_assert_null (troupe_values_get (values, "clip.url"));
  g_assert_null (troupe_values_get_file (values, "clip.file", NULL, NULL));
  troupe_values_set_file (values, "clip.file", file, "c.mp4", "video/mp4");
  g_assert_true (troupe_values_get_file (values, "clip.file", &filename, &media_type) == file);
  g_assert_cmpstr (filename, ==, "c.mp4");
  g_assert_cmpstr (media_type, ==, "video/mp4");
  g_assert_null (troupe_values_get (values, "clip.file"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/request/from-url", test_request_from_url);
  ADD ("/request/from-task", test_request_from_task);
  ADD ("/request/describes-form", test_request_describes_form);
  ADD ("/request/wants-exactly-one-source", test_request_wants_exactly_one_source);
  ADD ("/request/reports-what-cannot-be-sent", test_request_reports_what_cannot_be_sent);
  ADD ("/request/substitutes-inside", test_request_substitutes_inside);
  ADD ("/request/keeps-path-segments", test_request_keeps_path_segments);
  ADD ("/request/carries-key", test_request_carries_key);
  ADD ("/request/refuses-key-that-breaks-header", test_request_refuses_key_that_breaks_header);
  g_test_add_func ("/values/keep-what-was-set", test_values_keep_what_was_set);
  return g_test_run ();
}
