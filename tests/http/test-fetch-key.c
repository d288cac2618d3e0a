/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "test-dir.h"
#include "test-http.h"
#include "test-wait.h"
#include "troupe-client.h"
#include "troupe-keys.h"
#include "troupe-provider-error.h"
#include "troupe-providers.h"

#define KEY "sk-the-key-of-the-test"
#define SIGNED "/a%2Fraw/~x;y?se=2026-12-01T00%3A00%3A00Z&sig=x%2By/z%3D&e=%7e%41|"

typedef struct
{
  TestHttp       *http;
  TestHttp       *other;        /* whom the key is none of its business */
  TestDir        *dir;
  TroupeClient   *client;
  TroupeProvider *provider;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();

  g_setenv ("TROUPE_KEY", KEY, TRUE);
  fixture->http = test_http_new ();
  fixture->other = test_http_new ();
  fixture->dir = test_dir_new ();
  fixture->client = troupe_client_new ();
  fixture->provider = g_object_ref (troupe_providers_find (providers, "chainhub"));
  g_assert_true (troupe_provider_set_base (fixture->provider, test_http_get_base (fixture->http), NULL));
  troupe_keys_name_owner (TROUPE_KEY_OWNER (fixture->provider));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  test_assert_finalize (fixture->client);
  g_object_unref (fixture->provider);
  test_http_free (fixture->http);
  test_http_free (fixture->other);
  test_dir_free (fixture->dir);
}

static void
answer_text (TestHttp   *http,
             const char *head,
             const char *body)
{
  test_http_answer (http, head, body, strlen (body));
}

static gboolean
fetch (Fixture    *fixture,
       const char *uri,
       GError    **error)
{
  g_autofree char *path = test_dir_build (fixture->dir, "picture");
  g_autoptr (GFile) destination = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  troupe_client_fetch_async (fixture->client, fixture->provider, uri, destination, 1000, NULL, NULL, NULL,
                             test_result_cb, &result);
  test_wait_until (result != NULL);
  return troupe_client_fetch_finish (fixture->client, result, error);
}

static void
assert_fetched (Fixture    *fixture,
                const char *expected)
{
  g_autofree char *path = test_dir_build (fixture->dir, "picture");
  g_autofree char *contents = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, expected);
}

#define DENIED "HTTP/1.1 401 Unauthorized"
#define FORBIDDEN "HTTP/1.1 403 Forbidden"

static void
assert_key (TestHttp *http,
            guint     position,
            gboolean  is_told)
{
  const char *request = test_http_get_request (http, position);

  g_assert_cmpint (strstr (request, "\r\nAuthorization: Bearer " KEY "\r\n") != NULL, ==, is_told);
  g_assert_cmpint (strstr (request, "the-key") != NULL, ==, is_told);
}

/* A link is fetched as it stands. The key goes along where its own origin refuses to answer without it, once. */
static void
test_fetch_from_own_origin (Fixture      *fixture,
                            gconstpointer user_data)
{
  g_autofree char *uri = g_strconcat (test_http_get_base (fixture->http), "/v1/picture", NULL);
  g_autofree char *foreign = g_strconcat (test_http_get_base (fixture->other), "/v1/picture", NULL);
  g_autoptr (GError) error = NULL;

  answer_text (fixture->http, "HTTP/1.1 200 OK", "the picture");
  g_assert_true (fetch (fixture, uri, &error));
  assert_key (fixture->http, 0, FALSE);

  answer_text (fixture->http, FORBIDDEN, "");
  answer_text (fixture->http, "HTTP/1.1 200 OK", "the picture");
  g_assert_true (fetch (fixture, uri, &error));
  assert_key (fixture->http, 1, FALSE);
  assert_key (fixture->http, 2, TRUE);

  answer_text (fixture->http, DENIED, "");
  answer_text (fixture->http, DENIED, "");
  g_assert_false (fetch (fixture, uri, &error));
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_KEY);
  assert_key (fixture->http, 3, FALSE);
  assert_key (fixture->http, 4, TRUE);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 5);

  g_clear_error (&error);
  answer_text (fixture->other, DENIED, "");
  g_assert_false (fetch (fixture, foreign, &error));
  assert_key (fixture->other, 0, FALSE);
  g_assert_cmpuint (test_http_get_n_asked (fixture->other), ==, 1);
}

static void
test_fetch_drops_key_on_redirect (Fixture      *fixture,
                                  gconstpointer user_data)
{
  g_autofree char *uri = g_strconcat (test_http_get_base (fixture->http), "/one", NULL);
  g_autofree char *head = g_strconcat ("HTTP/1.1 302 Found\nLocation: ",
                                       test_http_get_base (fixture->other), SIGNED, NULL);
  g_autofree char *back = g_strconcat ("HTTP/1.1 302 Found\nLocation: ",
                                       test_http_get_base (fixture->http), "/three", NULL);
  g_autoptr (GError) error = NULL;

  answer_text (fixture->http, DENIED, "");
  test_http_answer (fixture->http, "HTTP/1.1 307 Temporary\nLocation: two?a=%2F", NULL, 0);
  test_http_answer (fixture->http, head, NULL, 0);
  test_http_answer (fixture->other, back, NULL, 0);
  answer_text (fixture->http, "HTTP/1.1 200 OK", "the picture");
  g_assert_true (fetch (fixture, uri, &error));
  g_assert_no_error (error);
  assert_fetched (fixture, "the picture");
  g_assert_true (g_str_has_prefix (test_http_get_request (fixture->http, 2), "GET /two?a=%2F HTTP/1.1\r\n"));
  assert_key (fixture->http, 2, TRUE);
  g_assert_true (g_str_has_prefix (test_http_get_request (fixture->other, 0), "GET " SIGNED " HTTP/1.1\r\n"));
  assert_key (fixture->other, 0, FALSE);
  assert_key (fixture->http, 3, FALSE);
}

/* What has come of a result that takes the key stays, and the rest is asked for. */
static void
test_fetch_goes_on_with_key (Fixture      *fixture,
                             gconstpointer user_data)
{
  g_autofree char *uri = g_strconcat (test_http_get_base (fixture->http), "/v1/picture", NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      answer_text (fixture->http, DENIED, "");
      if (i == 0)
        answer_text (fixture->http, "HTTP/1.1 200 OK\nETag: \"one\"\nContent-Length: 11", "the pi");
    }
  answer_text (fixture->http, "HTTP/1.1 206 Partial Content\nETag: \"one\"\nContent-Range: bytes 6-10/11", "cture");
  g_assert_true (fetch (fixture, uri, &error));
  assert_fetched (fixture, "the picture");
  assert_key (fixture->http, 2, FALSE);
  assert_key (fixture->http, 3, TRUE);
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 3), "\r\nRange: bytes=6-\r\n"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) g_test_add ("/fetch-key/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("from-own-origin", test_fetch_from_own_origin);
  ADD ("drops-key-on-redirect", test_fetch_drops_key_on_redirect);
  ADD ("goes-on-with-key", test_fetch_goes_on_with_key);
  return g_test_run ();
}
