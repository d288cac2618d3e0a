/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gst/gst.h>

#include "runner-fixture.h"
#include "test-wait.h"
#include "troupe-host-error.h"
#include "troupe-job-error.h"
#include "troupe-library-private.h"

#define HEAD(kind, clip) \
        "{ \"format\": 1, \"id\": \"own\", \"name\": \"Own\", \"summary\": \"A test.\"," kind \
        "  \"base\": \"https://api.example.org\"," \
        "  \"auth\": { \"header\": \"Authorization\", \"prefix\": \"Bearer \" }," \
        "  \"life\": { \"state\": \"active\" }," \
        "  \"clip\": { \"span\": { \"min\": 1, \"max\": 3, \"step\": 1 }, " clip " }," \
        "  \"mention\": { \"template\": \"@{username} \", \"max\": 1 },"
#define MAKE(encoding, body) \
        "\"create-character\": { \"method\": \"POST\", \"path\": \"/make\", \"encoding\": \"" encoding "\"," \
        "  \"body\": " body "," \
        "  \"answer\": { \"id\": [\"$.id\"], \"username\": [\"$.username\"] } }"

static const char part_profile[] =
  HEAD ("", "\"sources\": [\"file\"], \"short_edge\": 240, \"audio\": \"dropped\"")
  "\"calls\": {" MAKE ("multipart", "{ \"name\": \"{character.name}\", \"video\": \"{clip.file}\" }") "} }";

static const char data_profile[] =
  HEAD ("", "\"sources\": [\"data\"], \"short_edge\": 240, \"max_bytes\": 30000")
  "\"calls\": {" MAKE ("json", "{ \"video\": \"{clip.data}\" }") "} }";

static const char picture_profile[] =
  HEAD ("", "\"sources\": [\"picture\"], \"short_edge\": 240")
  "\"calls\": {" MAKE ("json", "{ \"image\": \"{picture.data}\" }") "} }";

static const char inline_profile[] =
  HEAD ("\"kind\": \"inline\",", "\"sources\": [\"file\"], \"short_edge\": 480")
  "\"calls\": { \"create-video\": { \"method\": \"POST\", \"path\": \"/videos\","
  "  \"encoding\": \"multipart\","
  "  \"body\": { \"prompt\": \"{video.prompt}\", \"input_reference\": \"{clip.file}\" },"
  "  \"answer\": { \"job\": [\"$.id\"] } },"
  "  \"follow-video\": { \"method\": \"GET\", \"path\": \"/videos/{job.id}\", \"encoding\": \"none\","
  "    \"answer\": { \"status\": [\"$.status\"], \"url\": [\"$.url\"] } } } }";

static const char address_profile[] =
  HEAD ("", "\"sources\": [\"url\"], \"short_edge\": 480")
  "\"calls\": {" MAKE ("json", "{ \"url\": \"{clip.url}\", \"timestamps\": \"{range.text}\" }") "} }";

static const char deleting_profile[] =
  HEAD ("", "\"sources\": [\"url\"], \"short_edge\": 480")
  "\"calls\": {" MAKE ("json", "{ \"url\": \"{clip.url}\", \"timestamps\": \"{range.text}\" }") ","
  "  \"upload\": { \"method\": \"POST\", \"path\": \"/upload\", \"encoding\": \"multipart\","
  "    \"body\": { \"file\": \"{clip.file}\" },"
  "    \"answer\": { \"url\": [\"$.url\"], \"id\": [\"$.id\"], \"expires\": [\"$.expires\"] } },"
  "  \"delete-upload\": { \"method\": \"DELETE\", \"path\": \"/upload/{upload.id}\","
  "    \"encoding\": \"none\" } } }";

#define MADE "{\"id\":\"ch_1\",\"username\":\"bluefox\"}"
#define REFUSED "HTTP/1.1 400 Bad Request\nContent-Type: application/json"

static const char *
get_request (RunnerFixture *fixture,
             guint          position)
{
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), >, position);
  return test_http_get_request (fixture->http, position);
}

static TroupeCharacter *
make (RunnerFixture *fixture,
      TroupeSource   source)
{
  TroupeCharacter *character = runner_fixture_create (fixture, source);

  runner_fixture_wait (fixture);
  return character;
}

static void
test_part (RunnerFixture *fixture,
           gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = NULL;
  const char *request;

  runner_fixture_answer (fixture, OK, MADE);
  character = make (fixture, TROUPE_SOURCE_FILE);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 1);
  request = get_request (fixture, 0);
  g_assert_nonnull (strstr (request, "filename=\"clip.mp4\""));
  g_assert_nonnull (strstr (request, "Content-Type: video/mp4"));
}

/* The kept cut keeps its sound and its size; nothing of what was made to travel stays. */
static void
test_part_has_form_of_profile (RunnerFixture *fixture,
                               gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = NULL;
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GFile) folder = NULL;
  const char *name;
  guint n_files = 0;

  runner_fixture_answer (fixture, OK, MADE);
  character = make (fixture, TROUPE_SOURCE_FILE);
  kept = g_file_load_bytes (troupe_character_get_clip_file (character), NULL, NULL, NULL);
  g_assert_nonnull (memmem (g_bytes_get_data (kept, NULL), g_bytes_get_size (kept), "mp4a", 4));

  folder = g_file_get_parent (troupe_character_get_clip_file (character));
  dir = g_dir_open (g_file_peek_path (folder), 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_assert_false (g_str_has_prefix (name, "."));
      n_files++;
    }
  g_assert_cmpuint (n_files, ==, 1);
}

static guint8 *
decode_member (const char *request,
               const char *before,
               gsize      *size)
{
  const char *start = strstr (request, before);
  g_autofree char *text = NULL;

  g_assert_nonnull (start);
  start += strlen (before);
  text = g_strndup (start, strcspn (start, "\""));
  return g_base64_decode (text, size);
}

static void
test_data (RunnerFixture *fixture,
           gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = NULL;
  g_autofree guint8 *clip = NULL;
  gsize size;

  runner_fixture_answer (fixture, OK, MADE);
  character = make (fixture, TROUPE_SOURCE_FILE);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
  clip = decode_member (get_request (fixture, 0), "data:video/mp4;base64,", &size);
  g_assert_cmpuint (size, <=, 30000);
  g_assert_nonnull (memmem (clip, size, "ftyp", 4));
}

static void
test_picture (RunnerFixture *fixture,
              gconstpointer  user_data)
{
  static const guint8 jpeg[] = { 0xff, 0xd8, 0xff };
  g_autoptr (TroupeCharacter) character = NULL;
  g_autofree guint8 *picture = NULL;
  gsize size;

  runner_fixture_answer (fixture, OK, MADE);
  character = make (fixture, TROUPE_SOURCE_FILE);
  picture = decode_member (get_request (fixture, 0), "data:image/jpeg;base64,", &size);
  g_assert_cmpuint (size, >, 500);
  g_assert_cmpmem (picture, sizeof jpeg, jpeg, sizeof jpeg);
}

/* Nothing is made there and nothing paid: the gallery has it, the clip travels later. */
static void
test_inline (RunnerFixture *fixture,
             gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = make (fixture, TROUPE_SOURCE_FILE);
  g_autoptr (TroupeIdentity) identity = NULL;

  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
  g_assert_null (troupe_character_get_problem (character));
  g_assert_null (troupe_character_get_username (character));
  identity = g_list_model_get_item (troupe_character_get_identities (character), 0);
  g_assert_cmpstr (troupe_identity_get_provider_id (identity), ==, "own");
  g_assert_cmpstr (troupe_identity_get_remote_id (identity), ==, "");
  g_assert_false (troupe_identity_has_username (identity));
  g_assert_true (g_file_query_exists (troupe_character_get_clip_file (character), NULL));
  runner_fixture_assert_shows_still (character);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 0);
}

/* What no provider could fetch is not paid for. */
static void
test_address_is_looked_at (RunnerFixture *fixture,
                           gconstpointer  user_data)
{
  static const char *const heads[] = {
    "HTTP/1.1 404 Not Found\nContent-Type: text/plain",
    "HTTP/1.1 200 OK\nContent-Type: text/html",
  };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autoptr (TroupeCharacter) character = NULL;

      g_test_message ("%s", heads[i]);
      test_http_answer_otherwise (fixture->media, heads[i], "<!DOCTYPE html><html></html>");
      character = make (fixture, TROUPE_SOURCE_URL);
      g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_FAILED);
      runner_fixture_assert_problem (character, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_ADDRESS);
      g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 0);
    }
}

static void
test_upload_is_deleted (RunnerFixture *fixture,
                        gconstpointer  user_data)
{
  static const struct
  {
    const char *name;
    const char *head;
    const char *body;
  } cases[] = {
    { "done", OK, MADE },
    { "failed", REFUSED, "{\"error\":{\"message\":\"no\"}}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const guint n_asked = test_http_get_n_asked (fixture->http);
      g_autoptr (TroupeCharacter) character = NULL;

      g_test_message ("%s", cases[i].name);
      runner_fixture_take_upload (fixture, "file/1");
      runner_fixture_answer (fixture, cases[i].head, cases[i].body);
      runner_fixture_answer (fixture, OK, "{}");
      character = make (fixture, TROUPE_SOURCE_FILE);
      g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, n_asked + 3);
      g_assert_nonnull (strstr (get_request (fixture, n_asked + 2), "DELETE /upload/file%2F1 "));

      g_clear_object (&character);
      runner_fixture_restart (fixture);
      g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, n_asked + 3);
    }
}

/* What the provider's own upload answers is looked at, too; what is no address cannot be. */
static void
test_upload_is_looked_at (RunnerFixture *fixture,
                          gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) refused = NULL;
  g_autoptr (TroupeCharacter) made = NULL;

  test_http_answer_otherwise (fixture->media, "HTTP/1.1 403 Forbidden", "");
  runner_fixture_take_upload (fixture, "file/1");
  runner_fixture_answer (fixture, OK, "{}");
  refused = make (fixture, TROUPE_SOURCE_FILE);
  runner_fixture_assert_problem (refused, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_ADDRESS);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 2);
  g_assert_nonnull (strstr (get_request (fixture, 1), "DELETE /upload/file%2F1 "));

  runner_fixture_answer (fixture, OK, "{\"url\":\"asset:7\"}");
  runner_fixture_answer (fixture, OK, MADE);
  made = make (fixture, TROUPE_SOURCE_FILE);
  g_assert_cmpint (troupe_character_get_state (made), ==, TROUPE_CHARACTER_STATE_READY);
  g_assert_nonnull (strstr (get_request (fixture, 3), "\"url\":\"asset:7\""));
}

/* While nobody knows what became of the paid call the provider may still need it. */
static void
test_upload_stays_while_unknown (RunnerFixture *fixture,
                                 gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = NULL;

  runner_fixture_take_upload (fixture, "file/1");
  character = make (fixture, TROUPE_SOURCE_FILE);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_UNKNOWN);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 2);
}

static void
test_deletion_is_tried_again (RunnerFixture *fixture,
                              gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = NULL;

  runner_fixture_take_upload (fixture, "file/1");
  runner_fixture_answer (fixture, OK, MADE);
  runner_fixture_answer (fixture, "HTTP/1.1 500 Internal Server Error", "");
  character = make (fixture, TROUPE_SOURCE_FILE);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
  g_clear_object (&character);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 3);

  runner_fixture_answer (fixture, "HTTP/1.1 404 Not Found\nContent-Type: application/json", "{}");
  runner_fixture_restart (fixture);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 4);
  runner_fixture_restart (fixture);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 4);
}

static TroupeHost *
add_folder_host (RunnerFixture *fixture)
{
  g_autofree char *folder = test_dir_build (fixture->dir, "public");
  g_autoptr (GError) error = NULL;
  TroupeHost *host = troupe_hosts_make (fixture->hosts, "Web space", troupe_host_kind_find ("folder"));

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  troupe_host_set_setting (host, "location", folder, &error);
  g_assert_no_error (error);
  troupe_host_set_setting (host, "address", test_http_get_base (fixture->media), &error);
  g_assert_no_error (error);
  troupe_hosts_add (fixture->hosts, host);
  return host;
}

static guint
count_public (RunnerFixture *fixture)
{
  g_autofree char *folder = test_dir_build (fixture->dir, "public");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (dir) != NULL)
    n_files++;
  return n_files;
}

static TroupeCharacter *
make_at_host (RunnerFixture *fixture,
              const char    *host_id)
{
  g_autoptr (TroupeCharacterDraft) draft = runner_fixture_new_draft (fixture, TROUPE_SOURCE_FILE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  TroupeCharacter *character;

  draft->host_id = g_strdup (host_id);
  troupe_runner_create_character_async (fixture->runner, draft, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  character = troupe_runner_create_character_finish (fixture->runner, result, &error);
  g_assert_no_error (error);
  runner_fixture_wait (fixture);
  return character;
}

static void
test_host (RunnerFixture *fixture,
           gconstpointer  user_data)
{
  g_autoptr (TroupeHost) host = add_folder_host (fixture);
  g_autoptr (TroupeCharacter) character = NULL;
  const char *request;

  runner_fixture_answer (fixture, OK, MADE);
  character = make_at_host (fixture, troupe_host_get_id (host));
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
  request = get_request (fixture, 0);
  g_assert_nonnull (strstr (request, test_http_get_base (fixture->media)));
  g_assert_nonnull (strstr (request, "\"timestamps\":\"0,1\""));
  g_assert_cmpuint (test_http_get_n_asked (fixture->media), >=, 1);    /* it was looked at */
  g_assert_cmpuint (count_public (fixture), ==, 0);
}

/* Nothing stays there when it turns out that nobody can fetch it. */
static void
test_host_without_use (RunnerFixture *fixture,
                       gconstpointer  user_data)
{
  g_autoptr (TroupeHost) host = add_folder_host (fixture);
  g_autoptr (TroupeCharacter) character = NULL;

  test_http_answer_otherwise (fixture->media, "HTTP/1.1 403 Forbidden", "");
  character = make_at_host (fixture, troupe_host_get_id (host));
  runner_fixture_assert_problem (character, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_ADDRESS);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 0);
  g_assert_cmpuint (count_public (fixture), ==, 0);
}

static void
test_host_is_gone (RunnerFixture *fixture,
                   gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = make_at_host (fixture, "nowhere");

  runner_fixture_assert_problem (character, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_HOST);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 0);
}

static void
test_no_way (RunnerFixture *fixture,
             gconstpointer  user_data)
{
  g_autoptr (TroupeCharacterDraft) draft = runner_fixture_new_draft (fixture, TROUPE_SOURCE_FILE);
  g_autoptr (GError) error = NULL;

  g_assert_false (troupe_character_draft_check (draft, fixture->provider, &error));
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_SOURCE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (NULL, NULL);
#define ADD(path, profile, function) \
        g_test_add (path, RunnerFixture, profile, runner_fixture_set_up, function, \
                    runner_fixture_tear_down)
  ADD ("/runner-ways/part", part_profile, test_part);
  ADD ("/runner-ways/part/has-form-of-profile", part_profile, test_part_has_form_of_profile);
  ADD ("/runner-ways/data", data_profile, test_data);
  ADD ("/runner-ways/picture", picture_profile, test_picture);
  ADD ("/runner-ways/inline", inline_profile, test_inline);
  ADD ("/runner-ways/address-is-looked-at", address_profile, test_address_is_looked_at);
  ADD ("/runner-ways/upload/is-deleted", deleting_profile, test_upload_is_deleted);
  ADD ("/runner-ways/upload/is-looked-at", deleting_profile, test_upload_is_looked_at);
  ADD ("/runner-ways/upload/stays-while-unknown", deleting_profile, test_upload_stays_while_unknown);
  ADD ("/runner-ways/upload/deletion-is-tried-again", deleting_profile, test_deletion_is_tried_again);
  ADD ("/runner-ways/host", address_profile, test_host);
  ADD ("/runner-ways/host/without-use", address_profile, test_host_without_use);
  ADD ("/runner-ways/host/is-gone", address_profile, test_host_is_gone);
  ADD ("/runner-ways/none", address_profile, test_no_way);
#undef ADD
  return g_test_run ();
}
