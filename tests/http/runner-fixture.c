/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "runner-fixture.h"

#include <glib/gstdio.h>

#include "test-media.h"
#include "test-wait.h"
#include "troupe-frame.h"
#include "troupe-keys.h"
#include "troupe-library-private.h"
#include "troupe-probe.h"

#define SECOND G_GUINT64_CONSTANT (1000000000)

static const char profile_text[] =
  "{ \"format\": 1, \"id\": \"own\", \"name\": \"Own\", \"summary\": \"A test.\","
  "  \"base\": \"https://api.example.org\","
  "  \"auth\": { \"header\": \"Authorization\", \"prefix\": \"Bearer \" },"
  "  \"life\": { \"state\": \"active\" },"
  "  \"clip\": { \"span\": { \"min\": 1, \"max\": 3, \"step\": 1 },"
  "              \"sources\": [\"url\", \"task\"], \"short_edge\": 480 },"
  "  \"mention\": { \"template\": \"@{username} \", \"max\": 1 },"
  "  \"calls\": {"
  "    \"create-character\": { \"method\": \"POST\", \"path\": \"/make\", \"encoding\": \"json\","
  "      \"body\": { \"url\": \"{clip.url}\", \"from_task\": \"{clip.task}\","
  "                \"timestamps\": \"{range.text}\" },"
  "      \"answer\": { \"id\": [\"$.id\"], \"username\": [\"$.username\"],"
  "                  \"permalink\": [\"$.permalink\"], \"picture\": [\"$.picture\"] } },"
  "    \"upload\": { \"method\": \"POST\", \"path\": \"/upload\", \"encoding\": \"multipart\","
  "      \"body\": { \"file\": \"{clip.file}\" }, \"answer\": { \"url\": [\"$.url\"] } } } }";

static void
write_profile (const char *text)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "troupe", "profiles", NULL);
  g_autofree char *path = g_build_filename (folder, "own.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static GBytes *
make_picture (void)
{
  g_autofree guint8 *pixels = g_malloc (32 * 32 * 4);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TroupeFrame) frame = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *picture;

  memset (pixels, 0xff, 32 * 32 * 4);
  bytes = g_bytes_new (pixels, 32 * 32 * 4);
  frame = troupe_frame_new (0, 32, 32, 32 * 4, bytes);
  picture = troupe_frame_encode (frame, "image/png", &error);
  g_assert_no_error (error);
  return picture;
}

static void
start (RunnerFixture *self)
{
  self->library = test_library_open (self->dir);
  self->client = troupe_client_new ();
  self->hosts = troupe_hosts_new ();
  self->runner = troupe_runner_new (self->library, self->providers, self->client, self->hosts);
}

static void
stop (RunnerFixture *self)
{
  test_assert_finalize (g_steal_pointer (&self->runner));
  g_clear_object (&self->client);
  g_clear_object (&self->hosts);
  test_library_close (&self->library);
}

/**
 * runner_fixture_set_up:
 * @self: memory for a fixture
 * @user_data: (nullable): the profile of the provider, `NULL` for one that answers at once
 *
 * Makes an empty library, a provider that says nothing yet, and a clip of three seconds of which
 * the second from 1 to 2 is chosen.
 */
void
runner_fixture_set_up (RunnerFixture *self,
                       gconstpointer  user_data)
{
  g_setenv ("TROUPE_KEY", KEY, TRUE);
  write_profile (user_data != NULL ? user_data : profile_text);
  self->dir = test_dir_new ();
  self->http = test_http_new ();
  self->media = test_http_new ();
  self->address = g_strconcat (test_http_get_base (self->media), "/clip.mp4?sig=a%2Fb", NULL);
  test_http_answer_otherwise (self->media, "HTTP/1.1 200 OK\nContent-Type: video/mp4", "clip");
  self->providers = troupe_providers_new ();
  self->provider = troupe_providers_find (self->providers, "own");
  if (self->provider == NULL)
    g_error ("%s", ((GError *) troupe_providers_get_errors (self->providers)->pdata[0])->message);
  runner_fixture_move (self, test_http_get_base (self->http));
  self->picture = make_picture ();
  runner_fixture_use_clip (self, "h264.mp4", 1);
  start (self);
}

/**
 * runner_fixture_move:
 * @self: a fixture
 * @base: an address
 *
 * Gives the account another address, where its key is the same.
 */
void
runner_fixture_move (RunnerFixture *self,
                     const char    *base)
{
  g_assert_true (troupe_provider_set_base (self->provider, base, NULL));
  troupe_keys_name_owner (TROUPE_KEY_OWNER (self->provider));
}

typedef struct
{
  const char *sql;
  gint64      found;
} Count;

static gboolean
count_in_owner (TroupeConnection *connection,
                gpointer          data,
                GError          **error)
{
  Count *count = data;

  return troupe_connection_query_integer (connection, count->sql, &count->found, error);
}

/**
 * runner_fixture_count:
 * @self: a fixture
 * @sql: a query for a number
 *
 * Returns: what the library says
 */
gint64
runner_fixture_count (RunnerFixture *self,
                      const char    *sql)
{
  g_autoptr (GError) error = NULL;
  Count count = { sql, -1 };

  test_library_write (self->library, count_in_owner, &count, &error);
  g_assert_no_error (error);
  return count.found;
}

/* What arrived at the provider and what the spend log knows; a connection that was dropped unread, or never made, is
 * only in the log. */
static void
assert_books_agree (RunnerFixture *self)
{
  const guint n_arrived = test_http_count (self->http, "POST ") - test_http_count (self->http, "POST /upload");
  const gint64 n_logged = runner_fixture_count (self, "SELECT count (*) FROM paid_calls");

  g_test_message ("%u paid calls arrived, %" G_GINT64_FORMAT " are in the log", n_arrived, n_logged);
  if (self->loses_calls)
    g_assert_cmpint (n_logged, >, n_arrived);
  else
    g_assert_cmpint (n_logged, ==, n_arrived);
}

/**
 * runner_fixture_tear_down:
 * @self: a fixture
 * @user_data: not used
 *
 * Ends the fixture; nothing of it may leak, and the spend log has what the provider was asked to do.
 */
void
runner_fixture_tear_down (RunnerFixture *self,
                          gconstpointer  user_data)
{
  assert_books_agree (self);
  stop (self);
  g_clear_object (&self->providers);
  g_clear_object (&self->clip);
  g_clear_pointer (&self->picture, g_bytes_unref);
  test_http_free (self->http);
  test_http_free (self->media);
  g_free (self->address);
  test_dir_free (self->dir);
}

/**
 * runner_fixture_answer:
 * @self: a fixture
 * @head: status line and headers; see test_http_answer()
 * @body: what follows
 *
 * Answers the next connection.
 */
void
runner_fixture_answer (RunnerFixture *self,
                       const char    *head,
                       const char    *body)
{
  test_http_answer (self->http, head, body, strlen (body));
}

/**
 * runner_fixture_accept:
 * @self: a fixture
 *
 * Answers the next connection with a character whose picture is at `/picture`.
 */
void
runner_fixture_accept (RunnerFixture *self)
{
  g_autofree char *body = NULL;

  body = g_strdup_printf ("{\"id\":\"ch_1\",\"username\":\"bluefox.quietharbor\","
                          "\"permalink\":\"https://own.example/1\",\"picture\":\"%s/picture\"}",
                          test_http_get_base (self->http));
  runner_fixture_answer (self, OK, body);
}

/**
 * runner_fixture_take_upload:
 * @self: a fixture
 * @name: what it is called there
 *
 * Answers the next connection with the address and the id of what was uploaded.
 */
void
runner_fixture_take_upload (RunnerFixture *self,
                            const char    *name)
{
  g_autofree char *body = g_strdup_printf ("{\"url\":\"%s/%s\",\"id\":\"%s\"}",
                                           test_http_get_base (self->media), name, name);

  runner_fixture_answer (self, OK, body);
}

/**
 * runner_fixture_send_picture:
 * @self: a fixture
 *
 * Answers the next connection with a picture.
 */
void
runner_fixture_send_picture (RunnerFixture *self)
{
  gsize size;
  const void *data = g_bytes_get_data (self->picture, &size);

  test_http_answer (self->http, "HTTP/1.1 200 OK\nContent-Type: image/png", data, size);
}

/**
 * runner_fixture_use_clip:
 * @self: a fixture
 * @kind: a name of the table in `media.py`
 * @seconds: how long the range is, from 1 on
 *
 * Takes another clip for what is created from now on.
 */
void
runner_fixture_use_clip (RunnerFixture *self,
                         const char    *kind,
                         guint          seconds)
{
  g_autofree char *path = test_media_make (kind);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  troupe_probe_async (path, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  g_clear_object (&self->clip);
  self->clip = troupe_probe_finish (result, &error);
  g_assert_no_error (error);
  self->range = (TroupeRange) { SECOND, (1 + seconds) * SECOND };
}

/**
 * runner_fixture_new_draft:
 * @self: a fixture
 * @source: how the clip reaches the provider
 *
 * Returns: (transfer full): a draft of the clip and its range
 */
TroupeCharacterDraft *
runner_fixture_new_draft (RunnerFixture *self,
                          TroupeSource   source)
{
  TroupeCharacterDraft *draft = troupe_character_draft_new (self->clip, &self->range, "own");

  draft->source = source;
  draft->address = g_strdup (self->address);
  draft->task_id = g_strdup ("video_1");
  return draft;
}

/**
 * runner_fixture_create:
 * @self: a fixture
 * @source: how the clip reaches the provider
 *
 * Begins a character.
 *
 * Returns: (transfer full): the character, being made
 */
TroupeCharacter *
runner_fixture_create (RunnerFixture *self,
                       TroupeSource   source)
{
  g_autoptr (TroupeCharacterDraft) draft = runner_fixture_new_draft (self, source);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  TroupeCharacter *character;

  troupe_runner_create_character_async (self->runner, draft, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  character = troupe_runner_create_character_finish (self->runner, result, &error);
  g_assert_no_error (error);
  return character;
}

/**
 * runner_fixture_wait:
 * @self: a fixture
 *
 * Waits until no job goes on by itself.
 */
void
runner_fixture_wait (RunnerFixture *self)
{
  test_wait_until (!troupe_runner_is_busy (self->runner));
}

/**
 * runner_fixture_retry:
 * @self: a fixture
 * @character: a character that can be tried again
 *
 * Tries it again and waits until that has ended.
 */
void
runner_fixture_retry (RunnerFixture   *self,
                      TroupeCharacter *character)
{
  troupe_runner_retry (self->runner, troupe_character_get_id (character));
  test_wait_until (troupe_runner_is_busy (self->runner));
  runner_fixture_wait (self);
}

/**
 * runner_fixture_restart:
 * @self: a fixture
 *
 * Ends the process, as far as a test can, starts it again, and waits until what was left has ended.
 */
void
runner_fixture_restart (RunnerFixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  stop (self);
  start (self);
  troupe_runner_resume_async (self->runner, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  troupe_runner_resume_finish (self->runner, result, &error);
  g_assert_no_error (error);
  runner_fixture_wait (self);
}

/**
 * runner_fixture_assert_problem:
 * @character: a character
 * @domain: an error domain
 * @code: a code of it
 *
 * Checks the problem of a character.
 */
void
runner_fixture_assert_problem (TroupeCharacter *character,
                               GQuark           domain,
                               int              code)
{
  const TroupeProblem *problem = troupe_character_get_problem (character);

  g_assert_nonnull (problem);
  g_assert_cmpstr (problem->domain, ==, g_quark_to_string (domain));
  g_assert_cmpint (problem->code, ==, code);
}

/**
 * runner_fixture_assert_said:
 * @character: a character
 * @code: an error of providers
 *
 * Checks the problem of a character.
 */
void
runner_fixture_assert_said (TroupeCharacter    *character,
                            TroupeProviderError code)
{
  runner_fixture_assert_problem (character, TROUPE_PROVIDER_ERROR, (int) code);
}

/**
 * runner_fixture_assert_shows_still:
 * @character: a character without a provider's picture
 *
 * Checks that the first still stands in for the picture.
 */
void
runner_fixture_assert_shows_still (TroupeCharacter *character)
{
  g_autoptr (GFile) still = g_list_model_get_item (troupe_character_get_stills (character), 0);

  g_assert_true (g_file_equal (still, troupe_character_get_picture (character)));
  g_assert_true (g_file_query_exists (still, NULL));
}

static gboolean
contains (const char *content,
          gsize       length,
          const char *text)
{
  const gsize n = strlen (text);

  for (gsize i = 0; i + n <= length; i++)
    {
      if (memcmp (content + i, text, n) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * runner_fixture_library_holds:
 * @self: a fixture
 * @text: a text
 *
 * Returns: whether the text stands anywhere in the files of the database
 */
gboolean
runner_fixture_library_holds (RunnerFixture *self,
                              const char    *text)
{
  static const char *const names[] = { "library.db", "library.db-wal" };
  gboolean holds = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = test_dir_build (self->dir, names[i]);
      g_autofree char *content = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;

      g_file_get_contents (path, &content, &length, &error);
      g_assert_no_error (error);
      holds |= contains (content, length, text);
    }
  return holds;
}
