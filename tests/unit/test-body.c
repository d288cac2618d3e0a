/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-dir.h"
#include "troupe-origin.h"
#include "troupe-provider-error.h"
#include "troupe-request.h"

#define KEY "sk-the-key-of-the-test"

/* A profile around one call, which the cases write with single quotes */
static const char frame[] =
  "{ 'format': 1, 'id': 'own', 'name': 'Own', 'summary': 'A test.', 'base': 'https://api.example.org',"
  "  'origins': { 'files': 'https://files.example.org/v1/' },"
  "  'auth': { 'header': 'Authorization', 'prefix': 'Bearer ', 'optional': true },"
  "  'life': { 'state': 'active' },"
  "  'clip': { 'span': { 'min': 1, 'max': 2, 'step': 1 }, 'sources': ['url'], 'short_edge': 480 },"
  "  'mention': { 'template': '{id}', 'max': 1 },"
  "  'calls': {"
  "    'create-character': { 'method': 'POST', 'path': '/make', 'encoding': 'json',"
  "      'body': { 'url': '{clip.url}' }, 'answer': { 'id': ['$.id'], 'username': ['$.id'] } },"
  "    'cancel-video': %s } }";

typedef struct
{
  TestDir        *dir;
  GFile          *clip;
  TroupeValues   *values;
  TroupeProvider *provider;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  g_autofree char *path = NULL;

  fixture->dir = test_dir_new ();
  path = test_dir_build (fixture->dir, "private name.mp4");
  g_assert_true (g_file_set_contents (path, "0123456789", -1, NULL));
  fixture->clip = g_file_new_for_path (path);
  fixture->values = troupe_values_new ();
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  g_clear_object (&fixture->provider);
  g_clear_pointer (&fixture->values, troupe_values_unref);
  g_clear_object (&fixture->clip);
  test_dir_free (fixture->dir);
}

static void
add_character (Fixture    *fixture,
               const char *id,
               const char *url)
{
  g_autoptr (TroupeValues) item = troupe_values_new ();

  troupe_values_set (item, "id", id);
  troupe_values_set (item, "clip.url", url);
  troupe_values_set_file (item, "clip.file", fixture->clip, id, "video/mp4");
  troupe_values_add_item (fixture->values, item);
}

/* That call has to name the job; a header without a value is left out. */
static char *
dup_profile (const char *call)
{
  g_autofree char *named = NULL;

  if (strstr (call, "{job.id}") == NULL)
    named = g_strdup_printf ("%.*s, 'headers': { 'X-Job': '{job.id}' } }", (int) (strrchr (call, '}') - call), call);
  return g_strdup_printf (frame, named != NULL ? named : call);
}

static TroupeRequest *
build (Fixture    *fixture,
       const char *call,
       GError    **error)
{
  g_autofree char *raw = dup_profile (call);
  g_autofree char *text = g_strdelimit (g_steal_pointer (&raw), "'", '"');
  g_autoptr (GBytes) json = g_bytes_new (text, strlen (text));
  g_autoptr (TroupeProfile) profile = NULL;
  g_autoptr (GError) problem = NULL;

  profile = troupe_profile_new (json, "own.json", &problem);
  g_assert_no_error (problem);
  g_clear_object (&fixture->provider);
  fixture->provider = troupe_provider_new (profile, "own");
  return troupe_request_new (fixture->provider, "cancel-video", fixture->values, error);
}

static char *
dup_member (TroupeRequest *request,
            const char    *name)
{
  g_autoptr (JsonNode) node = troupe_request_to_json (request);
  JsonNode *member = json_object_get_member (json_node_get_object (node), name);

  if (member == NULL)
    return NULL;
  return json_node_get_value_type (member) == G_TYPE_STRING ? json_node_dup_string (member)
                                                            : json_to_string (member, FALSE);
}

static void
assert_body (Fixture    *fixture,
             const char *call,
             const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeRequest) request = build (fixture, call, &error);
  g_autofree char *body = NULL;
  g_autofree char *wanted = g_strdelimit (g_strdup (expected), "'", '"');

  g_assert_no_error (error);
  body = dup_member (request, "body");
  g_assert_cmpstr (body, ==, wanted);
}

#define JSON_CALL(body) "{ 'method': 'POST', 'path': '/x', 'encoding': 'json', 'body': " body " }"
#define FORM_CALL(body) "{ 'method': 'POST', 'path': '/x', 'encoding': 'multipart', 'body': " body " }"
#define EITHER_CALL(body) \
        "{ 'method': 'PUT', 'path': '/x', 'encoding': 'multipart-with-file', 'body': " body " }"

static void
test_body_nests (Fixture      *fixture,
                 gconstpointer user_data)
{
  troupe_values_set (fixture->values, "video.prompt", "A \"b\"\n{c}");
  assert_body (fixture,
               JSON_CALL ("{ 'a': { 'b': ['{video.prompt}', 'x'], 'n': 1.5, 't': true }, 'i': 7 }"),
               "{'a':{'b':['A \\'b\\'\\n{c}','x'],'n':1.5,'t':true},'i':7}");
}

static void
test_body_leaves_out_what_has_no_value (Fixture      *fixture,
                                        gconstpointer user_data)
{
  assert_body (fixture,
               JSON_CALL ("{ 'a': '{video.model}', 'b': { 'c': '{video.size}' }, 'd': ['{video.size}'],"
                          "  'e': { '$integer': '{video.seconds}' }, 'f': { '$json': ['{video.size}'] },"
                          "  'g': { '$each': 'character', '$value': '{id}' }, 'h': 'size {video.size}',"
                          "  'i': [[{ 'j': ['{video.size}'] }]], 'k': 'kept' }"),
               "{'k':'kept'}");
  assert_body (fixture, JSON_CALL ("{ 'a': '{video.model}' }"), "{}");
  assert_body (fixture, FORM_CALL ("{ 'a': '{video.model}', 'f': '{clip.file}' }"), "[]");
}

static void
test_body_converts (Fixture      *fixture,
                    gconstpointer user_data)
{
  troupe_values_set (fixture->values, "video.seconds", "8");
  troupe_values_set (fixture->values, "range.start", "0.25");
  troupe_values_set (fixture->values, "video.watermark", "false");
  assert_body (fixture,
               JSON_CALL ("{ 'i': { '$integer': '{video.seconds}' }, 'n': { '$number': '{range.start}' },"
                          "  'w': { '$number': '{video.seconds}' }, 'b': { '$boolean': '{video.watermark}' },"
                          "  't': '{video.seconds}' }"),
               "{'i':8,'n':0.25,'w':8,'b':false,'t':'8'}");
  assert_body (fixture,
               FORM_CALL ("{ 'i': { '$integer': '{video.seconds}' }, 'n': { '$number': '{range.start}' },"
                          "  'b': { '$boolean': '{video.watermark}' }, 'x': 3, 'y': true }"),
               "[{'name':'i','value':'8'},{'name':'n','value':'0.25'},{'name':'b','value':'false'},"
               "{'name':'x','value':'3'},{'name':'y','value':'true'}]");
}

/* Fields of the person's own stand beside those of the call, as they were written. */
static void
test_body_takes_extra_fields (Fixture      *fixture,
                              gconstpointer user_data)
{
  troupe_values_set (fixture->values, "video.extra", "{\"seed\": 7, \"style\": \"A\\nB\", \"more\": {\"x\": [null]}}");
  assert_body (fixture, JSON_CALL ("{ 'a': 'b' }"), "{'a':'b','seed':7,'style':'A\\nB','more':{'x':[null]}}");
  assert_body (fixture, FORM_CALL ("{ 'a': 'b' }"),
               "[{'name':'a','value':'b'},{'name':'seed','value':'7'},{'name':'style','value':'A\\nB'},"
               "{'name':'more','value':'{\\'x\\':[null]}'}]");
}

static void
test_body_refuses_extra_fields (Fixture      *fixture,
                                gconstpointer user_data)
{
  g_autofree char *filling = g_strnfill (5000, 'x');
  g_autofree char *large = g_strdup_printf ("{\"x\": \"%s\"}", filling);
  const struct { const char *text, *problem; } cases[] = {
    { "seed=7", "a JSON object" },
    { "[1]", "a JSON object" },
    { "{}", "a JSON object" },
    { "{\"a\": 1", "a JSON object" },
    { "{\"seed\": 1, \"a\": 2}", "“a” is a field of the call itself" },
    { "{\"unset\": 2}", "“unset” is a field of the call itself" },
    { "{\"x\\r\\nEvil: 1\": 2}", "is no name of a field" },
    { "{\"x\\\"; filename=\\\"y\": 2}", "is no name of a field" },
    { "{\"\": 2}", "is no name of a field" },
    { large, "at most 4096 bytes" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TroupeRequest) request = NULL;

      g_test_message ("%.60s", cases[i].text);
      troupe_values_set (fixture->values, "video.extra", cases[i].text);
      request = build (fixture, FORM_CALL ("{ 'a': 'b', 'unset': '{video.size}' }"), &error);
      g_assert_null (request);
      g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE);
      g_assert_nonnull (strstr (error->message, cases[i].problem));
    }
}

static void
test_body_refuses_wrong_types (Fixture      *fixture,
                               gconstpointer user_data)
{
  static const struct { const char *directive, *value; } cases[] = {
    { "$integer", "8.5" }, { "$integer", "eight" }, { "$integer", "99999999999999999999" },
    { "$integer", "8 " }, { "$number", "1,5" }, { "$number", "0x10" }, { "$number", "nan" },
    { "$number", "inf" }, { "$number", "1.5s" }, { "$boolean", "yes" }, { "$boolean", "True" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *call = g_strdup_printf (JSON_CALL ("{ 'a': { '%s': '{video.seconds}' } }"),
                                               cases[i].directive);
      g_autoptr (GError) error = NULL;
      g_autoptr (TroupeRequest) request = NULL;

      g_test_message ("%s %s", cases[i].directive, cases[i].value);
      troupe_values_set (fixture->values, "video.seconds", cases[i].value);
      request = build (fixture, call, &error);
      g_assert_null (request);
      g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE);
      g_assert_true (g_str_has_prefix (error->message, "own: cancel-video: \"{video.seconds}\" should be "));
    }
}

static void
test_body_lists_characters (Fixture      *fixture,
                            gconstpointer user_data)
{
  add_character (fixture, "ch_1", "https://a.example/1");
  add_character (fixture, "ch_2", NULL);
  troupe_values_set (fixture->values, "video.prompt", "Hi");
  assert_body (fixture,
               JSON_CALL ("{ 'c': { '$each': 'character', '$value':"
                          "    { 'id': '{id}', 'n': { '$integer': '{index1}' }, 'url': '{clip.url}',"
                          "      'of': '{video.prompt} {index0}' } } }"),
               "{'c':[{'id':'ch_1','n':1,'url':'https://a.example/1','of':'Hi 0'},"
               "{'id':'ch_2','n':2,'of':'Hi 1'}]}");
  assert_body (fixture,
               FORM_CALL ("{ 'id': { '$each': 'character', '$value': '{id}' },"
                          "  'clip': { '$each': 'character', '$value': '{clip.file}' },"
                          "  'all': { '$json': { '$each': 'character', '$value': { 'id': '{id}' } } } }"),
               "[{'name':'id','value':'ch_1'},{'name':'id','value':'ch_2'},"
               "{'name':'clip','filename':'ch_1','type':'video/mp4','size':10},"
               "{'name':'clip','filename':'ch_2','type':'video/mp4','size':10},"
               "{'name':'all','value':'[{\\'id\\':\\'ch_1\\'},{\\'id\\':\\'ch_2\\'}]'}]");
}

static void
test_body_takes_first_character (Fixture      *fixture,
                                 gconstpointer user_data)
{
  add_character (fixture, "ch_1", "https://a.example/1");
  add_character (fixture, "ch_2", "https://a.example/2");
  troupe_values_set (fixture->values, "character.name", "Fox");
  assert_body (fixture, JSON_CALL ("{ 'u': '{clip.url}', 'i': '{character.id}', 'n': '{character.name}' }"),
               "{'u':'https://a.example/1','i':'ch_1','n':'Fox'}");
  assert_body (fixture, FORM_CALL ("{ 'f': '{clip.file}' }"),
               "[{'name':'f','filename':'ch_1','type':'video/mp4','size':10}]");
}

static void
test_body_is_form_with_file (Fixture      *fixture,
                             gconstpointer user_data)
{
  static const char call[] = EITHER_CALL ("{ 'prompt': '{video.prompt}',"
                                          "  'seconds': { '$integer': '{video.seconds}' },"
                                          "  'input_reference': '{picture.file}' }");

  troupe_values_set (fixture->values, "video.prompt", "Hi");
  troupe_values_set (fixture->values, "video.seconds", "4");
  assert_body (fixture, call, "{'prompt':'Hi','seconds':4}");
  troupe_values_set_file (fixture->values, "picture.file", fixture->clip, "picture.jpg", "image/jpeg");
  assert_body (fixture, call,
               "[{'name':'prompt','value':'Hi'},{'name':'seconds','value':'4'},"
               "{'name':'input_reference','filename':'picture.jpg','type':'image/jpeg','size':10}]");
}

static void
test_body_shortens_data_only_where_shown (Fixture      *fixture,
                                          gconstpointer user_data)
{
  g_autofree char *data = g_strnfill (5000, 'A');
  g_autofree char *url = g_strconcat ("data:video/mp4;base64,", data, NULL);
  g_autoptr (TroupeRequest) request = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *curl = NULL;

  troupe_values_set (fixture->values, "clip.data", url);
  request = build (fixture, JSON_CALL ("{ 'clips': [{ 'url': '{clip.data}' }] }"), NULL);
  shown = dup_member (request, "body");
  g_assert_cmpuint (strlen (shown), <, 200);
  g_assert_nonnull (strstr (shown, "data:video/mp4;base64,AAAA"));
  g_assert_nonnull (strstr (shown, "(5022 letters)"));
  curl = troupe_request_to_curl (request);
  g_assert_cmpuint (strlen (curl), <, 600);
  message = troupe_request_to_message (request, KEY, NULL);
  g_assert_cmpint (soup_message_headers_get_content_length (soup_message_get_request_headers (message)), ==,
                   (goffset) (strlen (url) + strlen ("{\"clips\":[{\"url\":\"\"}]}")));
}

static void
test_request_has_no_body (Fixture      *fixture,
                          gconstpointer user_data)
{
  g_autoptr (TroupeRequest) request = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char *body = NULL;
  g_autofree char *headers = NULL;

  troupe_values_set (fixture->values, "job.id", "a b/c");
  request = build (fixture, "{ 'method': 'DELETE', 'path': '/v1/videos/{job.id}', 'encoding': 'none' }",
                   NULL);
  body = dup_member (request, "body");
  headers = dup_member (request, "headers");
  message = troupe_request_to_message (request, KEY, NULL);
  g_assert_null (body);
  g_assert_null (strstr (headers, "Content-Type"));
  g_assert_cmpstr (soup_message_get_method (message), ==, "DELETE");
  g_assert_cmpstr (g_uri_get_path (soup_message_get_uri (message)), ==, "/v1/videos/a%20b%2Fc");
}

static void
test_request_escapes_query (Fixture      *fixture,
                            gconstpointer user_data)
{
  static const char call[] =
    "{ 'method': 'DELETE', 'path': '/x', 'encoding': 'none',"
    "  'query': { 'prompt': '{video.prompt}', 'gone': '{video.size}', 'limit': '20', 'o': 'a b' } }";
  g_autoptr (TroupeRequest) request = NULL;
  g_autofree char *url = NULL;

  troupe_values_set (fixture->values, "video.prompt", "a&b=c#d e/ä");
  request = build (fixture, call, NULL);
  url = dup_member (request, "url");
  g_assert_cmpstr (url, ==,
                   "https://api.example.org/x?prompt=a%26b%3Dc%23d%20e%2F%C3%A4&limit=20&o=a%20b");
}

static void
test_request_sets_headers (Fixture      *fixture,
                           gconstpointer user_data)
{
  static const char call[] =
    "{ 'method': 'POST', 'path': '/x', 'encoding': 'json', 'body': { 'a': 'b' },"
    "  'headers': { 'Idempotency-Key': '{job.key}', 'X-Gone': '{job.id}', 'X-Kind': 'a b' } }";
  static const char * const bad[] = { "a\r\nHost: evil.example", "a\n", "a\tb", "schl\xc3\xbcssel", "\x7f" };
  g_autoptr (TroupeRequest) request = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char *headers = NULL;
  SoupMessageHeaders *sent;

  troupe_values_set (fixture->values, "job.key", "0123456789abcdef");
  request = build (fixture, call, NULL);
  headers = dup_member (request, "headers");
  g_assert_cmpstr (headers, ==,
                   "{\"Accept\":\"application/json\",\"Authorization\":\"Bearer ••••\","
                   "\"Content-Type\":\"application/json\",\"Idempotency-Key\":\"0123456789abcdef\","
                   "\"X-Kind\":\"a b\"}");
  message = troupe_request_to_message (request, KEY, NULL);
  sent = soup_message_get_request_headers (message);
  g_assert_cmpstr (soup_message_headers_get_one (sent, "Idempotency-Key"), ==, "0123456789abcdef");
  g_assert_null (soup_message_headers_get_one (sent, "X-Gone"));

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      troupe_values_set (fixture->values, "job.key", bad[i]);
      g_clear_object (&request);
      request = build (fixture, call, &error);
      g_assert_null (request);
      g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE);
    }
}

static void
assert_url (Fixture    *fixture,
            const char *expected)
{
  g_autoptr (TroupeRequest) request =
    troupe_request_new (fixture->provider, "cancel-video", fixture->values, NULL);
  g_autofree char *url = dup_member (request, "url");

  g_assert_cmpstr (url, ==, expected);
}

static gboolean
owns (Fixture    *fixture,
      const char *address)
{
  g_autoptr (GUri) uri = troupe_origin_parse_address (address, NULL);

  return troupe_provider_owns (fixture->provider, uri);
}

static char *
dup_others (Fixture *fixture)
{
  g_auto (GStrv) others = troupe_provider_dup_other_origins (fixture->provider);

  return g_strjoinv (" ", others);
}

static void
test_request_goes_to_origin (Fixture      *fixture,
                             gconstpointer user_data)
{
  g_autoptr (TroupeRequest) request = NULL;
  g_autofree char *others = NULL;
  g_autofree char *no_others = NULL;

  request = build (fixture, "{ 'method': 'DELETE', 'path': '/x', 'origin': 'files', 'encoding': 'none' }", NULL);
  others = dup_others (fixture);
  g_assert_cmpstr (others, ==, "https://files.example.org");
  assert_url (fixture, "https://files.example.org/x");
  g_assert_true (owns (fixture, "https://files.example.org/y"));
  g_assert_true (owns (fixture, "https://api.example.org/y"));
  g_assert_false (owns (fixture, "https://other.example.org/y"));

  g_assert_true (troupe_provider_set_base (fixture->provider, "http://127.0.0.1:8080/own/v1", NULL));
  assert_url (fixture, "http://127.0.0.1:8080/own/x");
  no_others = dup_others (fixture);
  g_assert_cmpstr (no_others, ==, "");
  g_assert_false (owns (fixture, "https://files.example.org/y"));
  g_assert_false (owns (fixture, "https://api.example.org/y"));
}

static void
test_request_goes_without_optional_key (Fixture      *fixture,
                                        gconstpointer user_data)
{
  g_autoptr (TroupeRequest) request = NULL;
  g_autoptr (SoupMessage) message = NULL;

  request = build (fixture, "{ 'method': 'DELETE', 'path': '/x', 'encoding': 'none' }", NULL);
  message = troupe_request_to_message (request, NULL, NULL);
  g_assert_null (soup_message_headers_get_one (soup_message_get_request_headers (message), "Authorization"));
}

static void
test_curl_writes_json (Fixture      *fixture,
                       gconstpointer user_data)
{
  g_autoptr (TroupeRequest) request = NULL;
  g_autofree char *curl = NULL;

  troupe_values_set (fixture->values, "video.prompt", "It's $HOME `id` \\ \"x\" !");
  request = build (fixture, JSON_CALL ("{ 'p': '{video.prompt}' }"), NULL);
  curl = troupe_request_to_curl (request);
  g_assert_cmpstr (curl, ==,
                   "curl --globoff \\\n"
                   "  --request 'POST' \\\n"
                   "  --url 'https://api.example.org/x' \\\n"
                   "  --header 'Accept: application/json' \\\n"
                   "  --header 'Authorization: Bearer ••••' \\\n"
                   "  --header 'Content-Type: application/json' \\\n"
                   "  --data-raw '{\"p\":\"It'\\''s $HOME `id` \\\\ \\\"x\\\" !\"}'");
}

static void
test_curl_writes_form (Fixture      *fixture,
                       gconstpointer user_data)
{
  g_autoptr (TroupeRequest) request = NULL;
  g_autofree char *curl = NULL;

  troupe_values_set (fixture->values, "video.prompt", "@/etc/passwd;type=x");
  troupe_values_set_file (fixture->values, "clip.file", fixture->clip, "a\"b\\c;d.mp4", "video/mp4");
  request = build (fixture, FORM_CALL ("{ 'p': '{video.prompt}', 'f': '{clip.file}' }"), NULL);
  curl = troupe_request_to_curl (request);
  g_assert_cmpstr (curl, ==,
                   "curl --globoff \\\n"
                   "  --request 'POST' \\\n"
                   "  --url 'https://api.example.org/x' \\\n"
                   "  --header 'Accept: application/json' \\\n"
                   "  --header 'Authorization: Bearer ••••' \\\n"
                   "  --form-string 'p=@/etc/passwd;type=x' \\\n"
                   "  --form 'f=@\"a\\\"b\\\\c;d.mp4\";type=video/mp4'");
  g_assert_null (strstr (curl, "private name"));
}

/* What a shell makes of the command is what was meant, word for word. */
static void
test_curl_survives_shell (Fixture      *fixture,
                          gconstpointer user_data)
{
  static const char prompt[] = "'; touch /tmp/x; ' $(id) \\' \n\t\"\\\\ ~ * & | ä";
  g_autoptr (TroupeRequest) request = NULL;
  g_autofree char *curl = NULL;
  g_autofree char *script = NULL;
  g_autofree char *printed = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;
  const char *command[] = { "/bin/sh", "-c", NULL, NULL };

  troupe_values_set (fixture->values, "video.prompt", prompt);
  request = build (fixture, FORM_CALL ("{ 'p': '{video.prompt}' }"), NULL);
  curl = troupe_request_to_curl (request);
  script = g_strdup_printf ("curl () { for word; do last=$word; done; printf %%s \"$last\"; }\n%s", curl);
  command[2] = script;
  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_DEFAULT, NULL, NULL, &printed, NULL,
                               NULL, &error));
  g_assert_no_error (error);
  expected = g_strconcat ("p=", prompt, NULL);
  g_assert_cmpstr (printed, ==, expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/body/nests", test_body_nests);
  ADD ("/body/leaves-out-what-has-no-value", test_body_leaves_out_what_has_no_value);
  ADD ("/body/converts", test_body_converts);
  ADD ("/body/takes-extra-fields", test_body_takes_extra_fields);
  ADD ("/body/refuses-extra-fields", test_body_refuses_extra_fields);
  ADD ("/body/refuses-wrong-types", test_body_refuses_wrong_types);
  ADD ("/body/lists-characters", test_body_lists_characters);
  ADD ("/body/takes-first-character", test_body_takes_first_character);
  ADD ("/body/is-form-with-file", test_body_is_form_with_file);
  ADD ("/body/shortens-data-only-where-shown", test_body_shortens_data_only_where_shown);
  ADD ("/request/has-no-body", test_request_has_no_body);
  ADD ("/request/escapes-query", test_request_escapes_query);
  ADD ("/request/sets-headers", test_request_sets_headers);
  ADD ("/request/goes-to-origin", test_request_goes_to_origin);
  ADD ("/request/goes-without-optional-key", test_request_goes_without_optional_key);
  ADD ("/curl/writes-json", test_curl_writes_json);
  ADD ("/curl/writes-form", test_curl_writes_form);
  ADD ("/curl/survives-shell", test_curl_survives_shell);
  return g_test_run ();
}
