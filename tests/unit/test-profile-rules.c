/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-dir.h"
#include "troupe-profile.h"
#include "troupe-provider-error.h"

/* A whole profile with all that can be said, in single quotes; the cases replace a piece of it. */
static const char stored[] =
  "{ 'format': 1, 'id': 'own', 'name': 'Own', 'summary': 'A test.', 'base': 'https://api.example.org',"
  "  'people': 'No faces.', 'origins': { 'files': 'https://files.example.org' },"
  "  'auth': { 'header': 'X-Api-Key', 'prefix': '', 'optional': true },"
  "  'life': { 'state': 'paused', 'date': '2026-06-01', 'note': 'It rests.', 'advice': 'Wait.' },"
  "  'clip': { 'span': { 'min': 1, 'max': 3, 'step': 0.5 }, 'sources': ['url', 'task'],"
  "            'short_edge': 480, 'max_bytes': 5000000, 'audio': 'needed' },"
  "  'mention': { 'template': '@{username}/{index1} ', 'max': 3 },"
  "  'video': { 'models': ['a', { 'id': 'b', 'seconds': [8], 'aspects': ['16:9'], 'prompt_max': 5 }],"
  "             'seconds': [4, 8], 'sizes': ['1x1'], 'aspects': ['16:9'],"
  "             'resolutions': ['720p'], 'prompt_max': 900 },"
  "  'calls': {"
  "    'create-character': { 'method': 'POST', 'path': '/make', 'encoding': 'json',"
  "      'headers': { 'Idempotency-Key': '{job.key}' }, 'query': { 'q': '{character.name}' },"
  "      'body': { 'url': '{clip.url}', 'from': '{clip.task}', 'more': { 'deep': ['{range.text}'] } },"
  "      'one_of': ['url', 'from'],"
  "      'answer': { 'job': ['$.id'], 'id': ['$.id'], 'status': ['$.status'] } },"
  "    'follow-character': { 'method': 'GET', 'path': '/jobs/{job.id}', 'encoding': 'none',"
  "      'poll': { 'first': 2, 'growth': 1.5, 'max': 6, 'missing_is_pending': true },"
  "      'words': { 'queued': ['in line'], 'failed': [] },"
  "      'answer': { 'status': ['$.status'], 'username': ['$.name'] } },"
  "    'upload': { 'method': 'POST', 'path': '/up', 'origin': 'files', 'encoding': 'multipart',"
  "      'body': { 'file': '{clip.file}' }, 'answer': { 'url': ['$.url'], 'id': ['$.id'] } },"
  "    'delete-upload': { 'method': 'DELETE', 'path': '/up/{upload.id}', 'encoding': 'none' },"
  "    'create-video': { 'method': 'POST', 'path': '/videos', 'encoding': 'json',"
  "      'body': { 'prompt': '{video.prompt}', 'seconds': { '$integer': '{video.seconds}' },"
  "                'who': { '$each': 'character', '$value': { 'id': '{id}' } },"
  "                'picture': '{reference.data}' },"
  "      'answer': { 'job': ['$.id'], 'error.text': ['$.error'] } },"
  "    'follow-video': { 'method': 'GET', 'path': '/videos/{job.id}', 'encoding': 'none',"
  "      'answer': { 'status': ['$.status'] } } } }";

static const char inlined[] =
  "{ 'format': 1, 'id': 'own', 'name': 'Own', 'summary': 'A test.', 'kind': 'inline',"
  "  'auth': { 'header': 'Authorization', 'prefix': 'Bearer ' }, 'life': { 'state': 'active' },"
  "  'clip': { 'span': { 'min': 1, 'max': 3, 'step': 1 }, 'sources': ['picture'], 'short_edge': 480 },"
  "  'mention': { 'template': 'image {index0}', 'max': 1 },"
  "  'calls': {"
  "    'create-video': { 'method': 'POST', 'path': '/videos', 'encoding': 'multipart-with-file',"
  "      'body': { 'prompt': '{video.prompt}',"
  "                'input': { '$each': 'character', '$value': '{picture.file}' } },"
  "      'answer': { 'job': ['$.id'] } },"
  "    'follow-video': { 'method': 'GET', 'path': '/videos/{job.id}', 'encoding': 'none',"
  "      'answer': { 'status': ['$.status'] } } } }";

typedef struct
{
  const char *name;
  const char *text;
  const char *old;
  const char *new;
  const char *complaint;    /* a pattern for what follows the file's name */
} Case;

#define MAKE "$.calls.create-character"
#define VIDEO "$.calls.create-video"
#define BY_GET(call) \
        "'" call "': { 'method': 'GET', 'path': '/videos/{job.id}', 'encoding': 'none' }, 'create-video': {"

static const Case cases[] = {
  /* Addresses */
  { "base-ftp", stored, "https://api", "ftp://api", "$.base: does not match *" },
  { "base-script", stored, "https://api.example.org", "javascript:alert(1)", "$.base: does not match *" },
  { "base-user", stored, "https://api", "https://me:pass@api", "$.base: the address contains a user name" },
  { "base-variable", stored, "api.example", "{job.id}.example", "$.base: an address has no variables" },
  { "base-lan", stored, "https://api.example.org", "http://192.168.1.5", "$.base: plain http is only *" },
  { "origin-variable", stored, "files.example", "{job.id}.example",
    "$.origins.files: an address has no variables" },
  { "origin-plain", stored, "https://files", "http://files", "$.origins.files: plain http is only *" },
  { "origin-user", stored, "https://files", "https://me@files",
    "$.origins.files: the address contains a user name" },
  { "origin-name", stored, "'files':", "'../files':", "$.origins[\"../files\"]: does not match *" },
  { "origin-unknown", stored, "'origin': 'files'", "'origin': 'pages'",
    "$.calls.upload.origin: the profile has no such origin" },
  { "origin-without-base", stored, "'base': 'https://api.example.org',", "",
    "$.origins: they belong to a base, and there is none" },
  { "builtin-with-base", stored, "'people'", "'builtin': true, 'people'",
    "$.base: a builtin provider has none of its own" },

  /* Names and references */
  { "id-traversal", stored, "'id': 'own'", "'id': '../../etc/own'", "$.id: does not match *" },
  { "id-slash", stored, "'id': 'own'", "'id': 'a/b'", "$.id: does not match *" },
  { "id-line", stored, "'id': 'own'", "'id': 'own\\n'", "$.id: does not match *" },
  { "reference", stored, "'prompt': '{video.prompt}'", "'prompt': { '$ref': '#/calls' }",
    VIDEO ".body.prompt[\"$ref\"]: does not match *" },
  { "reference-on-top", stored, "'people'", "'$ref': 'own.json', 'people'", "$[\"$ref\"]: unknown key" },
  { "reference-to-itself", stored, "'people'", "'$ref': '#', 'people'", "$[\"$ref\"]: unknown key" },
  { "reference-for-call", stored, "'follow-video': {", "'follow-video': { '$ref': '#/calls/follow-video',",
    "$.calls.follow-video[\"$ref\"]: unknown key" },

  /* Models */
  { "model-without-id", stored, "'id': 'b', ", "", "$.video.models?1?: ?id? is missing" },
  { "model-unknown-key", stored, "'id': 'b', ", "'id': 'b', 'cost': 1, ", "$.video.models[1].cost: unknown key" },
  { "model-twice", stored, "'id': 'b', ", "'id': 'a', ", "$.video.models[1]: names a model for the second time" },
  { "model-takes-more", stored, "'seconds': [8]", "'seconds': [8, 12]",
    "$.video.models[1].seconds[1]: is not in video.seconds" },
  { "model-takes-what-is-not-there", stored, "'sizes': ['1x1'], 'aspects': ['16:9']", "'sizes': ['1x1']",
    "$.video.models[1].aspects: needs video.aspects, *" },
  { "model-number", stored, "['a', {", "[1, {", "$.video.models[0]: *" },

  /* Prices */
  { "price-without-source", stored, "'people'", "'credits': { 'unit': 'EUR', 'price': { 'video': 1 } }, 'people'",
    "$.credits.price: ?source? is missing" },
  { "price-below-nothing", stored, "'people'",
    "'credits': { 'unit': 'EUR', 'price': { 'source': 's', 'video': -1 } }, 'people'", "$.credits.price.video: *" },
  { "price-text", stored, "'people'",
    "'credits': { 'unit': 'EUR', 'price': { 'source': 's', 'second': '1' } }, 'people'",
    "$.credits.price.second: expected a number*" },
  { "price-without-unit", stored, "'people'", "'credits': { 'price': { 'source': 's' } }, 'people'",
    "$.credits: ?unit? is missing" },
  { "price-of-model-alone", stored, "'id': 'b', ", "'id': 'b', 'price': { 'video': 1 }, ",
    "$.video.models[1].price: needs credits.price, *" },

  /* Headers */
  { "header-line", stored, "'Idempotency-Key'", "'X\\r\\nHost'", "*: does not match *" },
  { "header-blank", stored, "'Idempotency-Key'", "'X Y'", "*: does not match *" },
  { "header-colon", stored, "'Idempotency-Key'", "'Host:'", "*: does not match *" },
  { "header-value-line", stored, "'{job.key}'", "'a\\r\\nHost: evil'",
    MAKE ".headers.Idempotency-Key: expected visible ASCII" },
  { "header-value-data", stored, "'{job.key}'", "'{clip.data}'",
    MAKE ".headers.Idempotency-Key: a file or its data cannot stand here" },
  { "header-host", stored, "'Idempotency-Key'", "'Host'", MAKE ".headers.Host: Troupe sets *" },
  { "header-length", stored, "'Idempotency-Key'", "'content-LENGTH'",
    MAKE ".headers.content-LENGTH: Troupe sets *" },
  { "header-transfer", stored, "'Idempotency-Key'", "'Transfer-Encoding'", MAKE ".headers.*: Troupe sets *" },
  { "header-proxy", stored, "'Idempotency-Key'", "'Proxy-Authorization'", MAKE ".headers.*: Troupe sets *" },
  { "header-cookie", stored, "'Idempotency-Key'", "'Cookie'", MAKE ".headers.*: Troupe sets *" },
  { "header-authorization", stored, "'Idempotency-Key'", "'Authorization'", MAKE ".headers.*: Troupe sets *" },
  { "header-of-key", stored, "'Idempotency-Key'", "'x-api-key'", MAKE ".headers.x-api-key: Troupe sets *" },
  { "auth-header-host", stored, "'X-Api-Key'", "'Host'", "$.auth.header: Troupe sets this header itself" },
  { "auth-header-line", stored, "'X-Api-Key'", "'X\\n'", "$.auth.header: does not match *" },
  { "auth-prefix-line", stored, "'prefix': ''", "'prefix': 'a\\r\\nb'", "$.auth.prefix: does not match *" },

  /* Templates */
  { "brace-alone", stored, "'{range.text}'", "'{range.text'", MAKE ".body.more.deep[0]: a brace stands alone" },
  { "brace-closing", stored, "'{character.name}'", "'}'", MAKE ".query.q: a brace stands alone" },
  { "variable-unknown", stored, "'{range.text}'", "'{range.txt}'",
    MAKE ".body.more.deep[0]: unknown variable {range.txt}*" },
  { "variable-secret", stored, "'{character.name}'", "'{key}'", MAKE ".query.q: unknown variable {key}*" },
  { "variable-of-item", stored, "'{range.text}'", "'{username}'",
    MAKE ".body.more.deep[0]: unknown variable {username}*" },
  { "path-traversal", stored, "'/make'", "'/make?x=y'", MAKE ".path: does not match *" },
  { "path-data", stored, "'/make'", "'/{clip.data}'", MAKE ".path: a file or its data cannot stand here" },
  { "query-file", stored, "'{character.name}'", "'{clip.file}'", MAKE ".query.q: a file *" },
  { "file-in-json", stored, "'{reference.data}'", "'{reference.file}'",
    VIDEO ".body.picture: a file stands alone *" },
  { "file-with-text", inlined, "'{picture.file}'", "'a{picture.file}'",
    VIDEO ".body.input[\"$value\"]: a file stands alone *" },
  { "file-in-json-text", inlined, "'{picture.file}'", "{ '$json': '{picture.file}' }",
    VIDEO ".body.input[\"$value\"][\"$json\"]: a file stands alone *" },

  /* Directives */
  { "directive-unknown", stored, "'$integer'", "'$int'", VIDEO ".body.seconds[\"$int\"]: does not match *" },
  { "directive-not-alone", stored, "'$integer': '{video.seconds}'", "'$integer': '1', 'a': 'b'",
    VIDEO ".body.seconds: a directive stands alone in its object" },
  { "directive-value-alone", stored, "'$integer'", "'$value'",
    VIDEO ".body.seconds: a directive stands alone in its object" },
  { "directive-not-text", stored, "'{video.seconds}'", "['{video.seconds}']",
    VIDEO ".body.seconds[\"$integer\"]: expected a text" },
  { "each-without-value", stored, ", '$value': { 'id': '{id}' }", "", VIDEO ".body.who: \"$each\" goes with *" },
  { "each-of-others", stored, "'$each': 'character'", "'$each': 'video'",
    VIDEO ".body.who: \"$each\" is for \"character\"" },
  { "each-in-each", stored, "'{id}'", "{ '$each': 'character', '$value': '{id}' }",
    VIDEO ".body.who[\"$value\"].id: \"$each\" cannot stand inside another one" },
  { "each-as-body", stored, "'from': '{clip.task}'", "'$each': 'character', '$value': 'x'",
    MAKE ".body[\"$each\"]: does not match *" },
  { "each-in-query", stored, "'q': '{character.name}'", "'q': { '$each': 'character', '$value': '{id}' }",
    MAKE ".query.q: expected a text" },
  { "each-as-number", stored, "'$integer': '{video.seconds}'",
    "'$integer': { '$each': 'character', '$value': '{id}' }",
    VIDEO ".body.seconds[\"$integer\"]: expected a text" },
  { "object-in-form", inlined, "'{picture.file}'", "{ 'file': '{picture.file}' }",
    VIDEO ".body.input[\"$value\"]: an object is no part of a form; *" },
  { "null", stored, "'{reference.data}'", "null", VIDEO ".body.picture: expected a text or a number or *" },

  /* Calls */
  { "method", stored, "'DELETE'", "'PATCH'", "$.calls.delete-upload.method: expected one of *" },
  { "following-posts", stored, "'method': 'GET', 'path': '/videos/{job.id}', 'encoding': 'none'",
    "'method': 'POST', 'path': '/videos/{job.id}', 'encoding': 'json'", "$.calls.follow-video.method: expected one of *" },
  { "test-posts", stored, "'create-video': {",
    "'test': { 'method': 'POST', 'path': '/videos', 'encoding': 'json' }, 'create-video': {",
    "$.calls.test.method: expected one of *" },
  { "character-by-get", stored, "'method': 'POST', 'path': '/make'", "'method': 'GET', 'path': '/make'",
    MAKE ".method: expected one of *" },
  { "video-by-get", stored, "'method': 'POST', 'path': '/videos'", "'method': 'GET', 'path': '/videos'",
    VIDEO ".method: expected one of *" },
  { "remix-by-get", stored, "'create-video': {", BY_GET ("remix-video"), "$.calls.remix-video.method: expected one of *" },
  { "cancel-by-get", stored, "'create-video': {", BY_GET ("cancel-video"),
    "$.calls.cancel-video.method: expected one of *" },
  { "delete-by-get", stored, "'create-video': {", BY_GET ("delete-video"),
    "$.calls.delete-video.method: expected one of *" },
  { "upload-by-get", stored, "'method': 'POST', 'path': '/up'", "'method': 'GET', 'path': '/up'",
    "$.calls.upload.method: expected one of *" },
  { "delete-upload-by-get", stored, "'method': 'DELETE'", "'method': 'GET'",
    "$.calls.delete-upload.method: expected one of *" },
  { "get-with-body", stored, "'path': '/videos/{job.id}', 'encoding': 'none'",
    "'path': '/videos/{job.id}', 'encoding': 'json'", "$.calls.follow-video: GET needs the encoding \"none\"" },
  { "none-with-body", stored, "'path': '/videos', 'encoding': 'json'",
    "'path': '/videos', 'encoding': 'none'", VIDEO ": with the encoding \"none\" there is no body" },
  { "body-missing", stored, "'body': { 'file': '{clip.file}' },", "", "$.calls.upload: \"body\" is missing" },
  { "one-of-unknown", stored, "['url', 'from']", "['url', 'to']", MAKE ".one_of[1]: the body has no such key" },
  { "poll-order", stored, "'max': 6", "'max': 1", "$.calls.follow-character.poll.max: shorter *" },
  { "poll-storm", stored, "'first': 2", "'first': 0.001", "*.poll.first: expected at least 0.1" },
  { "poll-shrinks", stored, "'growth': 1.5", "'growth': 0.5", "*.poll.growth: expected at least 1" },
  { "words-unknown", stored, "'queued': ['in", "'sleeping': ['in", "*.words.sleeping: unknown key" },
  { "answer-unknown", stored, "'error.text'", "'error.txt'", VIDEO ".answer[\"error.txt\"]: unknown key" },
  { "answer-broken", stored, "'error.text': ['$.error']", "'error.text': ['$.error[']",
    VIDEO ".answer[\"error.text\"][0]: does not match *" },
  { "answer-filter", stored, "'$.name'", "'$..[?(@.x)]'", "*.answer.username[0]: does not match *" },
  { "list-without-follow", inlined, "'calls': {", "'calls': { 'list-characters': { 'method': 'GET', 'path': '/jobs',"
    " 'encoding': 'none', 'answer': { 'items': ['$.a'], 'job': ['$.id'] } },",
    "$.calls.follow-character.answer: \"status\" is missing" },
  { "follow-without-job", stored, "'/jobs/{job.id}'", "'/jobs'", "$.calls.follow-character: needs {job.id}" },
  { "delete-without-upload", stored, "'/up/{upload.id}'", "'/up'", "$.calls.delete-upload: needs {upload.id}" },
  { "upload-without-file", stored, "'{clip.file}'", "'x'", "$.calls.upload: needs {clip.file}" },
  { "upload-without-id", stored, "'url': ['$.url'], 'id': ['$.id']", "'url': ['$.url']",
    "$.calls.upload.answer: \"id\" is missing" },
  { "video-without-prompt", stored, "'{video.prompt}'", "'x'", VIDEO ": needs {video.prompt}" },
  { "video-without-follow", stored, "'follow-video'", "'download-video'",
    "$.calls: \"follow-video\" is missing" },
  { "video-without-job", inlined, "{ 'job': ['$.id'] }", "{ 'status': ['$.id'] }",
    VIDEO ".answer: \"job\" is missing" },

  /* Kinds and clips */
  { "stored-without-create", inlined, "'kind': 'inline',", "",
    "$.calls: \"create-character\" is missing" },
  { "stored-without-job", stored, "'answer': { 'job': ['$.id'], 'id'", "'answer': { 'id'",
    MAKE ".answer: \"job\" is missing" },
  { "stored-without-username", stored, ", 'username': ['$.name']", "",
    "$.calls.follow-character.answer: \"username\" is missing" },
  { "kind", stored, "'people'", "'kind': 'kept', 'people'", "$.kind: expected one of *" },
  { "inline-with-create", stored, "'people'", "'kind': 'inline', 'people'",
    MAKE ": an inline provider keeps no characters" },
  { "inline-without-clip", inlined, "'{picture.file}'", "'{id}'", VIDEO ": needs {clip.url} or another *" },
  { "source-without-variable", stored, "['url', 'task']", "['url', 'data']",
    "$.clip.sources: \"data\" needs {clip.data} in the call \"create-character\"" },
  { "upload-without-address", stored, "['url', 'task']", "['task']", "$.calls.upload: gives an address, *" },
  { "audio", stored, "'audio': 'needed'", "'audio': 'loud'", "$.clip.audio: expected one of *" },
  { "max-bytes", stored, "5000000", "0", "$.clip.max_bytes: expected at least 1000" },
  { "seconds-text", stored, "[4, 8]", "['4']", "$.video.seconds[0]: expected a whole number" },
  { "mention-variable", stored, "{index1}", "{index2}", "$.mention.template: unknown variable {index2}*" },
};

static GBytes *
make_json (const char *text,
           const char *old,
           const char *new)
{
  const char *at = strstr (text, old);
  GString *json = g_string_new (NULL);

  g_assert_nonnull (at);
  g_string_append_len (json, text, at - text);
  g_string_append (json, new);
  g_string_append (json, at + strlen (old));
  g_strdelimit (json->str, "'", '"');
  return g_string_free_to_bytes (json);
}

static void
test_rules_refuse (gconstpointer user_data)
{
  const Case *c = user_data;
  g_autoptr (GBytes) json = make_json (c->text, c->old, c->new);
  g_autofree char *complaint = g_strconcat ("f.json: ", c->complaint, NULL);
  g_autoptr (TroupeProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  profile = troupe_profile_new (json, "f.json", &error);
  g_assert_null (profile);
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PROFILE);
  g_test_message ("%s", error->message);
  g_assert_true (g_pattern_match_simple (complaint, error->message));
}

static TroupeProfile *
load (const char *text)
{
  g_autoptr (GBytes) json = make_json (text, "", "");
  g_autoptr (GError) error = NULL;
  TroupeProfile *profile = troupe_profile_new (json, "f.json", &error);

  g_assert_no_error (error);
  return profile;
}

static void
assert_choices (TroupeProfile    *profile,
                TroupeVideoChoice choice,
                const char       *expected)
{
  g_autofree char *joined = g_strjoinv (",", (char **) troupe_profile_get_video_choices (profile, choice));

  g_assert_cmpstr (joined, ==, expected);
}

/* A model may take less; of one that nobody knows nothing is known. */
static void
assert_models (TroupeProfile *profile)
{
  static const struct
  {
    const char *model;
    const char *seconds;    /* all that can be chosen */
    guint       prompt_max;
    gboolean    takes_4;
    gboolean    takes_long;
  } models[] = {
    { NULL, "4,8", 900, TRUE, TRUE },
    { "a", "4,8", 900, TRUE, TRUE },
    { "b", "8", 5, FALSE, FALSE },
    { "c", "4,8", 900, TRUE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      const char *model = models[i].model;
      g_autofree char *joined = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", model);
      joined = g_strjoinv (",", (char **) troupe_profile_get_model_choices (profile, model, TROUPE_VIDEO_SECONDS));
      g_assert_cmpstr (joined, ==, models[i].seconds);
      g_assert_cmpuint (troupe_profile_get_model_prompt_max (profile, model), ==, models[i].prompt_max);
      g_assert_true (troupe_profile_check_choice (profile, model, TROUPE_VIDEO_SECONDS, NULL, NULL));
      g_assert_true (troupe_profile_check_choice (profile, model, TROUPE_VIDEO_SECONDS, "8", NULL));
      g_assert_true (troupe_profile_check_choice (profile, model, TROUPE_VIDEO_SIZES, "7x7", NULL));
      g_assert_cmpint (troupe_profile_check_choice (profile, model, TROUPE_VIDEO_SECONDS, "4", &error), ==,
                       models[i].takes_4);
      if (!models[i].takes_4)
        g_assert_cmpstr (error->message, ==, "Own: of seconds the model b takes 8, not 4");
      g_assert_true (troupe_profile_check_prompt (profile, model, "\303\244\303\244\303\244\303\244\303\244", NULL));
      g_assert_cmpint (troupe_profile_check_prompt (profile, model, "123456", NULL), ==, models[i].takes_long);
    }
}

static void
test_profile_tells_all (void)
{
  g_autoptr (TroupeProfile) profile = load (stored);
  g_autofree char *mention = troupe_profile_format_mention (profile, "fox", NULL, NULL, 1);
  TroupePoll poll;

  g_assert_cmpint (troupe_profile_get_kind (profile), ==, TROUPE_KIND_STORED);
  g_assert_cmpstr (troupe_profile_get_people (profile), ==, "No faces.");
  g_assert_cmpint (troupe_profile_get_life (profile), ==, TROUPE_LIFE_PAUSED);
  g_assert_cmpstr (troupe_profile_get_life_advice (profile), ==, "Wait.");
  g_assert_cmpstr (troupe_profile_get_origin (profile, "files"), ==, "https://files.example.org");
  g_assert_null (troupe_profile_get_origin (profile, "pages"));
  g_assert_true (troupe_profile_is_key_optional (profile));

  g_assert_cmpint (troupe_profile_get_transports (profile), ==, TROUPE_TRANSPORT_UPLOAD);
  g_assert_cmpint (troupe_profile_get_sources (profile), ==,
                   TROUPE_SOURCE_URL | TROUPE_SOURCE_TASK | TROUPE_SOURCE_FILE);
  g_assert_true (troupe_profile_takes_address (profile));
  g_assert_cmpuint (troupe_profile_get_max_bytes (profile), ==, 5000000);
  g_assert_cmpint (troupe_profile_get_audio (profile), ==, TROUPE_AUDIO_NEEDED);

  assert_choices (profile, TROUPE_VIDEO_MODELS, "a,b");
  assert_choices (profile, TROUPE_VIDEO_SECONDS, "4,8");
  assert_choices (profile, TROUPE_VIDEO_SIZES, "1x1");
  assert_choices (profile, TROUPE_VIDEO_ASPECTS, "16:9");
  assert_choices (profile, TROUPE_VIDEO_RESOLUTIONS, "720p");
  g_assert_cmpuint (troupe_profile_get_prompt_max (profile), ==, 900);
  assert_models (profile);
  g_assert_true (troupe_profile_takes_reference (profile));
  g_assert_cmpuint (troupe_profile_get_mention_max (profile), ==, 3);
  g_assert_cmpstr (mention, ==, "@fox/2 ");

  troupe_profile_get_poll (profile, "follow-character", &poll);
  g_assert_cmpfloat_with_epsilon (poll.first_s, 2, 1e-9);
  g_assert_cmpfloat_with_epsilon (poll.growth, 1.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (poll.max_s, 6, 1e-9);
  g_assert_true (poll.missing_is_pending);
}

static void
test_profile_has_defaults (void)
{
  g_autoptr (TroupeProfile) profile = load (inlined);
  g_autofree char *mention = troupe_profile_format_mention (profile, NULL, NULL, NULL, 1);
  TroupePoll poll;

  g_assert_cmpint (troupe_profile_get_kind (profile), ==, TROUPE_KIND_INLINE);
  g_assert_null (troupe_profile_get_base (profile));
  g_assert_null (troupe_profile_get_people (profile));
  g_assert_null (troupe_profile_get_life_advice (profile));
  g_assert_false (troupe_profile_is_key_optional (profile));
  g_assert_cmpint (troupe_profile_get_transports (profile), ==, TROUPE_TRANSPORT_PICTURE);
  g_assert_cmpint (troupe_profile_get_sources (profile), ==, TROUPE_SOURCE_FILE);
  g_assert_false (troupe_profile_takes_address (profile));
  g_assert_cmpuint (troupe_profile_get_max_bytes (profile), ==, 0);
  g_assert_cmpint (troupe_profile_get_audio (profile), ==, TROUPE_AUDIO_ANY);
  assert_choices (profile, TROUPE_VIDEO_MODELS, "");
  g_assert_cmpuint (troupe_profile_get_prompt_max (profile), ==, 0);
  g_assert_false (troupe_profile_takes_reference (profile));
  g_assert_cmpstr (mention, ==, "image 1");

  troupe_profile_get_poll (profile, "follow-video", &poll);
  g_assert_cmpfloat_with_epsilon (poll.first_s, 10, 1e-9);
  g_assert_cmpfloat_with_epsilon (poll.max_s, 30, 1e-9);
  g_assert_false (poll.missing_is_pending);
}

static void
test_profile_own_is_not_builtin (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = test_dir_build (dir, "own.json");
  g_autoptr (GBytes) json = make_json (inlined, "'kind'", "'builtin': true, 'kind'");
  g_autoptr (TroupeProfile) shipped = NULL;
  g_autoptr (TroupeProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (json, NULL),
                                      (gssize) g_bytes_get_size (json), NULL));
  shipped = troupe_profile_new (json, "shipped.json", &error);
  g_assert_no_error (error);
  profile = troupe_profile_load (path, &error);
  g_assert_null (profile);
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PROFILE);
  g_assert_true (g_str_has_suffix (error->message, "own.json: $.builtin: only for profiles that Troupe ships"));
}

/* As deep as a profile may be, so that all that walks through it is tried. */
static void
test_profile_takes_deep_bodies (void)
{
  g_autoptr (GString) value = g_string_new (NULL);
  g_autoptr (GBytes) json = NULL;
  g_autoptr (TroupeProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 27; i++)
    g_string_append (value, "[");
  g_string_append (value, "'{reference.data}'");
  for (int i = 0; i < 27; i++)
    g_string_append (value, "]");
  json = make_json (stored, "'{reference.data}'", value->str);
  profile = troupe_profile_new (json, "f.json", &error);
  g_assert_no_error (error);
  g_assert_true (troupe_profile_takes_reference (profile));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/profile-rules/refuse/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_rules_refuse);
    }
  g_test_add_func ("/profile/tells-all", test_profile_tells_all);
  g_test_add_func ("/profile/has-defaults", test_profile_has_defaults);
  g_test_add_func ("/profile/own-is-not-builtin", test_profile_own_is_not_builtin);
  g_test_add_func ("/profile/takes-deep-bodies", test_profile_takes_deep_bodies);
  return g_test_run ();
}
