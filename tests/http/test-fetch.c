/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <string.h>

#include "test-dir.h"
#include "test-http.h"
#include "test-wait.h"
#include "troupe-client.h"
#include "troupe-keys.h"
#include "troupe-link.h"
#include "troupe-provider-error.h"
#include "troupe-providers.h"

#define KEY "sk-the-key-of-the-test"

typedef struct
{
  TestHttp       *http;         /* the provider */
  TestHttp       *other;        /* whom the key is none of its business */
  TestDir        *dir;
  TroupeClient   *client;
  TroupeProvider *provider;
  GCancellable   *cancellable;
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
  fixture->provider = g_object_ref (troupe_providers_find (providers, user_data != NULL ? user_data : "chainhub"));
  fixture->cancellable = g_cancellable_new ();
  g_assert_true (troupe_provider_set_base (fixture->provider, test_http_get_base (fixture->http), NULL));
  troupe_keys_name_owner (TROUPE_KEY_OWNER (fixture->provider));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  test_assert_finalize (fixture->client);
  test_assert_finalize (fixture->provider);
  g_clear_object (&fixture->cancellable);
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
       guint64     limit_bytes,
       GError    **error)
{
  g_autofree char *path = test_dir_build (fixture->dir, "picture");
  g_autoptr (GFile) destination = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  troupe_client_fetch_async (fixture->client, fixture->provider, uri, destination, limit_bytes,
                             NULL, NULL, fixture->cancellable, test_result_cb, &result);
  test_wait_until (result != NULL);
  return troupe_client_fetch_finish (fixture->client, result, error);
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (test_dir_get_path (fixture->dir), 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (dir) != NULL)
    n_files++;
  return n_files;
}

/* What failed leaves nothing behind, once its clean-up has run. */
static void
assert_fetch_fails (Fixture    *fixture,
                    const char *uri,
                    GQuark      domain,
                    int         code,
                    const char *pattern)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fetch (fixture, uri, 1000, &error));
  g_assert_error (error, domain, code);
  g_test_message ("%s", error->message);
  g_assert_true (g_pattern_match_simple (pattern, error->message));
  g_assert_null (strstr (error->message, "the-key"));
  g_assert_null (strstr (error->message, "sig="));
  test_wait_until (count_files (fixture) == 0);
}

static void
assert_fetched (Fixture    *fixture,
                const char *expected)
{
  g_autofree char *path = test_dir_build (fixture->dir, "picture");
  g_autofree char *contents = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, expected);
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

#define SIGNED "/a%2Fraw/~x;y?se=2026-12-01T00%3A00%3A00Z&sig=x%2By/z%3D&e=%7e%41|"

static void
test_fetch_is_byte_for_byte (Fixture      *fixture,
                             gconstpointer user_data)
{
  g_autofree char *uri = g_strconcat (test_http_get_base (fixture->other), SIGNED, NULL);
  g_autoptr (GError) error = NULL;
  const char *request;

  answer_text (fixture->other, "HTTP/1.1 200 OK\nContent-Type: image/png", "the picture");
  g_assert_true (fetch (fixture, uri, 11, &error));
  g_assert_no_error (error);
  assert_fetched (fixture, "the picture");
  request = test_http_get_request (fixture->other, 0);
  g_assert_true (g_str_has_prefix (request, "GET " SIGNED " HTTP/1.1\r\n"));
  g_assert_null (strstr (request, "Authorization"));
  g_assert_null (strstr (request, "the-key"));
}

static void
test_fetch_follows_five_redirects (Fixture      *fixture,
                                   gconstpointer user_data)
{
  g_autofree char *uri = g_strconcat (test_http_get_base (fixture->other), "/", NULL);

  for (int i = 0; i < 7; i++)
    test_http_answer (fixture->other, "HTTP/1.1 302 Found\nLocation: /", NULL, 0);
  assert_fetch_fails (fixture, uri, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_ANSWER,
                      "chainhub: fetch: redirected too often (HTTP 302)");
  g_assert_cmpuint (test_http_get_n_asked (fixture->other), ==, 6);
}

static void
test_fetch_fails (Fixture      *fixture,
                  gconstpointer user_data)
{
  g_autofree char *uri = g_strconcat (test_http_get_base (fixture->other), "/?sig=1", NULL);
  g_autofree char *large = g_strnfill (200 * 1000, 'x');

  answer_text (fixture->other, "HTTP/1.1 200 OK", large);
  assert_fetch_fails (fixture, uri, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_ANSWER,
                      "chainhub: fetch: the result is larger than allowed (HTTP 200)");
  answer_text (fixture->other, "HTTP/1.1 200 OK", "");
  assert_fetch_fails (fixture, uri, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_ANSWER,
                      "chainhub: fetch: the result is empty (HTTP 200)");
  answer_text (fixture->other, "HTTP/1.1 200 OK\nContent-Length: 100", "half");
  assert_fetch_fails (fixture, uri, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_UNREACHABLE,
                      "chainhub: fetch: the answer of http://127.0.0.1:* was lost: *");
  answer_text (fixture->other, "HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8", "<html>Sign in");
  assert_fetch_fails (fixture, uri, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_ANSWER,
                      "chainhub: fetch: a web page or a message (text/html) instead of the result (HTTP 200)");
  answer_text (fixture->other, "HTTP/1.1 200 OK\nContent-Type: text/plain", "not yet");
  assert_fetch_fails (fixture, uri, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_ANSWER,
                      "chainhub: fetch: a web page or a message (text/plain) instead of the result (HTTP 200)");
  answer_text (fixture->other, "HTTP/1.1 206 Partial Content\nETag: \"one\"\nContent-Range: bytes 0-3/9", "part");
  assert_fetch_fails (fixture, uri, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_ANSWER,
                      "chainhub: fetch: a part of the result where all of it was asked for (HTTP 206)");
  answer_text (fixture->other, "HTTP/1.1 403 Forbidden\nContent-Type: text/plain", "expired");
  assert_fetch_fails (fixture, uri, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_FORBIDDEN,
                      "chainhub: fetch: expired (HTTP 403)");
  answer_text (fixture->other, "HTTP/1.1 302 Found\nLocation: file:///etc/passwd", "");
  assert_fetch_fails (fixture, uri, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_ANSWER,
                      "chainhub: fetch: redirected to no address (HTTP 302)");
  assert_fetch_fails (fixture, "file:///etc/passwd", TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_ANSWER,
                      "chainhub: fetch: *");
  assert_fetch_fails (fixture, "https://a.example/\r\nX: y", TROUPE_PROVIDER_ERROR,
                      TROUPE_PROVIDER_ERROR_ANSWER, "chainhub: fetch: *");
}

static void
test_fetch_keeps_old_file_on_failure (Fixture      *fixture,
                                      gconstpointer user_data)
{
  g_autofree char *uri = g_strconcat (test_http_get_base (fixture->other), "/", NULL);
  g_autofree char *path = test_dir_build (fixture->dir, "picture");
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "the old one", -1, NULL));
  answer_text (fixture->other, "HTTP/1.1 200 OK\nContent-Length: 100", "half");
  g_assert_false (fetch (fixture, uri, 1000, &error));
  g_clear_error (&error);
  test_wait_until (count_files (fixture) == 1);
  assert_fetched (fixture, "the old one");
  answer_text (fixture->other, "HTTP/1.1 200 OK", "the new one");
  g_assert_true (fetch (fixture, uri, 1000, &error));
  assert_fetched (fixture, "the new one");
}

typedef struct
{
  const char *head;
  const char *body;
  gboolean    asks_for_rest;    /* whether the request has to be one for what is missing */
} Try;

#define TAGGED "HTTP/1.1 200 OK\nContent-Type: image/png\nETag: \"one\"\nContent-Length: 11"
#define DATED "HTTP/1.1 200 OK\nLast-Modified: Sun, 01 Nov 2026 10:00:00 GMT\nContent-Length: 11"
#define REST "HTTP/1.1 206 Partial Content\nContent-Type: image/png\nETag: \"one\"\nContent-Range: bytes "

/* Each is what a server may do after the first answer broke off; the last one is whole. */
static const struct
{
  const char *name;
  Try         tries[6];
} rests[] = {
  { "the rest", { { TAGGED, "the pi" }, { REST "6-10/11", "cture", TRUE } } },
  { "bit by bit", {
      { TAGGED, "t" }, { REST "1-10/11\nContent-Length: 10", "he", TRUE },
      { REST "3-10/11\nContent-Length: 8", " p", TRUE }, { REST "5-10/11\nContent-Length: 6", "i", TRUE },
      { REST "6-10/11", "cture", TRUE }
    } },
  { "busy in between", {
      { TAGGED, "the pi" }, { "HTTP/1.1 503 Service Unavailable\nRetry-After: 0", "", TRUE },
      { REST "6-10/11", "cture", TRUE }
    } },
  { "another version", {
      { TAGGED, "an old" }, { "HTTP/1.1 200 OK\nETag: \"two\"\nContent-Length: 11", "the picture", TRUE }
    } },
  { "no such part", {
      { TAGGED, "the pi" }, { "HTTP/1.1 416 Range Not Satisfiable\nContent-Range: bytes */3", "", TRUE },
      { TAGGED, "the picture" }
    } },
  { "another part", { { TAGGED, "the pi" }, { REST "3-10/11", " picture", TRUE }, { TAGGED, "the picture" } } },
  { "a part of another version", {
      { TAGGED, "the pi" },
      { "HTTP/1.1 206 Partial Content\nETag: \"two\"\nContent-Range: bytes 6-10/11", "stale", TRUE },
      { TAGGED, "the picture" }
    } },
  { "nothing tells versions apart", {
      { "HTTP/1.1 200 OK\nETag: W/\"one\"\nContent-Length: 11", "the pi" }, { "HTTP/1.1 200 OK", "the picture" }
    } },
  { "a date tells", {
      { DATED, "the pi" }, { "HTTP/1.1 206 Partial Content\nContent-Range: bytes 6-10/11", "cture", TRUE }
    } },
  { "a part of a longer version", {
      { DATED, "the pi" }, { "HTTP/1.1 206 Partial Content\nContent-Range: bytes 6-19/20", "wrong contents", TRUE },
      { TAGGED, "the picture" }
    } },
  { "less than was asked for", {
      { TAGGED, "the pi" }, { REST "6-8/11\nContent-Length: 3", "ctu", TRUE }, { REST "9-10/11", "re", TRUE }
    } },
};

static void
test_fetch_goes_on (Fixture      *fixture,
                    gconstpointer user_data)
{
  g_autofree char *uri = g_strconcat (test_http_get_base (fixture->other), "/", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rests); i++)
    {
      const guint first = test_http_get_n_asked (fixture->other);
      g_autoptr (GError) error = NULL;
      guint n_tries = 0;

      for (const Try *try = rests[i].tries; try->head != NULL; try++)
        answer_text (fixture->other, try->head, try->body);
      g_test_message ("%s", rests[i].name);
      fetch (fixture, uri, 1000, &error);
      g_assert_no_error (error);
      assert_fetched (fixture, "the picture");
      for (const Try *try = rests[i].tries; try->head != NULL; try++)
        {
          const char *request = test_http_get_request (fixture->other, first + n_tries++);

          g_assert_cmpint (strstr (request, "\r\nRange: bytes=") != NULL, ==, try->asks_for_rest);
          g_assert_cmpint (strstr (request, "\r\nIf-Range: ") != NULL, ==, try->asks_for_rest);
        }
      g_assert_cmpuint (test_http_get_n_asked (fixture->other), ==, first + n_tries);
    }
}

static void
cancel_cb (guint64  done_bytes,
           guint64  total_bytes,
           gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/* A process that ends in the middle of it, and the client of the next one */
static void
break_off (Fixture    *fixture,
           const char *head)
{
  g_autofree char *uri = g_strconcat (test_http_get_base (fixture->other), "/one?sig=1", NULL);
  g_autofree char *path = test_dir_build (fixture->dir, "picture");
  g_autoptr (GFile) destination = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  answer_text (fixture->other, head, "the pi");
  troupe_client_fetch_async (fixture->client, fixture->provider, uri, destination, 1000, cancel_cb, fixture->cancellable,
                             fixture->cancellable, test_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_false (troupe_client_fetch_finish (fixture->client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_query_exists (destination, NULL));
  g_clear_object (&result);
  test_assert_finalize (g_steal_pointer (&fixture->client));
  fixture->client = troupe_client_new ();
  g_object_unref (fixture->cancellable);
  fixture->cancellable = g_cancellable_new ();
}

/* Each is what a server may do when the next process asks for the same; the last one is whole. */
static const struct
{
  const char *name;
  const char *path;
  const char *head;        /* of the first process */
  Try         tries[3];
  guint       n_left;      /* files besides the result, kept for another address */
} restarts[] = {
  { "the rest", "/one?sig=2", TAGGED, { { REST "6-10/11", "cture", TRUE } } },
  { "a date tells", "/one?sig=2", DATED, {
      { "HTTP/1.1 206 Partial Content\nContent-Range: bytes 6-10/11", "cture", TRUE }
    } },
  { "another version", "/one?sig=2", TAGGED, {
      { "HTTP/1.1 200 OK\nETag: \"two\"\nContent-Length: 11", "the picture", TRUE }
    } },
  { "a part of a longer version", "/one?sig=2", TAGGED, {
      { REST "6-19/20", "wrong contents", TRUE }, { TAGGED, "the picture" }
    } },
  { "no such part", "/one?sig=2", TAGGED, {
      { "HTTP/1.1 416 Range Not Satisfiable\nContent-Range: bytes */3", "", TRUE }, { TAGGED, "the picture" }
    } },
  { "nothing tells versions apart", "/one?sig=1", "HTTP/1.1 200 OK\nContent-Length: 11", { { TAGGED, "the picture" } } },
  { "another address", "/two?sig=1", TAGGED, { { TAGGED, "the picture" } }, 2 },
};

static void
test_fetch_goes_on_after_restart (Fixture      *fixture,
                                  gconstpointer user_data)
{
  g_autofree char *path = test_dir_build (fixture->dir, "picture");

  for (guint i = 0; i < G_N_ELEMENTS (restarts); i++)
    {
      g_autofree char *uri = g_strconcat (test_http_get_base (fixture->other), restarts[i].path, NULL);
      g_autofree char *content = NULL;
      g_autoptr (GError) error = NULL;
      guint asked;

      g_test_message ("%s", restarts[i].name);
      break_off (fixture, restarts[i].head);
      asked = test_http_get_n_asked (fixture->other);
      for (const Try *try = restarts[i].tries; try->head != NULL; try++)
        answer_text (fixture->other, try->head, try->body);
      fetch (fixture, uri, 1000, &error);
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
      g_assert_cmpstr (content, ==, "the picture");
      test_wait_until (count_files (fixture) == 1 + restarts[i].n_left);
      for (const Try *try = restarts[i].tries; try->head != NULL; try++, asked++)
        {
          const char *request = test_http_get_request (fixture->other, asked);

          g_assert_cmpint (strstr (request, "\r\nRange: bytes=6-\r\n") != NULL, ==, try->asks_for_rest);
          g_assert_cmpint (strstr (request, "\r\nIf-Range: ") != NULL, ==, try->asks_for_rest);
        }
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

/* What will never be whole, and of what nobody knows how much is on the disk, is not kept. */
static void
test_fetch_forgets_parts (Fixture      *fixture,
                          gconstpointer user_data)
{
  g_autofree char *uri = g_strconcat (test_http_get_base (fixture->other), "/one", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  break_off (fixture, TAGGED);
  answer_text (fixture->other, "HTTP/1.1 404 Not Found\nContent-Type: text/plain", "gone");
  g_assert_false (fetch (fixture, uri, 1000, &error));
  g_clear_error (&error);
  g_assert_cmpuint (count_files (fixture), ==, 0);

  break_off (fixture, TAGGED);
  dir = g_dir_open (test_dir_get_path (fixture->dir), 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = test_dir_build (fixture->dir, name);

      if (g_str_has_suffix (name, ".version"))
        g_assert_true (g_file_set_contents (path, "an earlier start of the computer\n11\n\"one\"\n", -1, NULL));
    }
  answer_text (fixture->other, TAGGED, "the picture");
  fetch (fixture, uri, 1000, &error);
  g_assert_no_error (error);
  assert_fetched (fixture, "the picture");
  g_assert_null (strstr (test_http_get_request (fixture->other, 3), "\r\nRange: "));
}

static void
test_link_ends (void)
{
  static const struct { const char *query; gint64 end_s; } cases[] = {
    { "a=1&se=2026-12-01T00%3A00%3A00Z&sig=x%2By/z%3D", 1796083200 }, { "Expires=1796083200&Signature=x", 1796083200 },
    { "X-Amz-Date=20261201T000000Z&X-Amz-Expires=3600&X-Amz-Signature=x", 1796086800 },
    { "X-Goog-Date=20261201T000000Z&X-Goog-Expires=60", 1796083260 }, { "x-expires=1796083200", 1796083200 },
    { "se=2026-12-01T02:00:00%2B02:00", 1796083200 }, { "se=1&expires=2026-12-01", 1 },
    { "se=soon", 0 }, { "se=", 0 }, { "se", 0 }, { "X-Amz-Expires=3600", 0 }, { "Expires=-1", 0 },
    { "Expires=99999999999999999999", 0 }, { "Expires=9223372036854775807", 0 }, { "%zz&", 0 }, { "other=1", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat ("https://cdn.example/a%2Fb?", cases[i].query, NULL);
      g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);

      g_test_message ("%s", cases[i].query);
      g_assert_nonnull (uri);
      g_assert_cmpint (troupe_link_get_end_us (uri), ==,
                       cases[i].end_s > 0 ? cases[i].end_s * G_USEC_PER_SEC : G_MAXINT64);
    }
}

static void
begin (Fixture       *fixture,
       const char    *query,
       GCancellable  *cancellable,
       GAsyncResult **result)
{
  g_autofree char *uri = g_strconcat (test_http_get_base (fixture->other), "/", query, NULL);
  g_autofree char *path = test_dir_build (fixture->dir, query);
  g_autoptr (GFile) destination = g_file_new_for_path (path);

  troupe_client_fetch_async (fixture->client, fixture->provider, uri, destination, 1000, NULL, NULL, cancellable,
                             test_result_cb, result);
}

/* As many as go at the same time hang, and others wait meanwhile. Where the profile says for how many hours a result
 * stands, an address that tells no end has one. */
static void
test_fetch_order (Fixture      *fixture,
                  gconstpointer user_data)
{
  static const char *const queries[] = { "?never", "?se=9998-12-03T00:00:00Z", "?se=2000-12-01T00:00:00Z", "?gone" };
  static const guint orders[][3] = { { 2, 1, 0 }, { 2, 0, 1 } };
  const guint *order = orders[user_data != NULL];
  g_autoptr (GCancellable) gone = g_cancellable_new ();
  GAsyncResult *hanging[4] = { NULL };
  GAsyncResult *waiting[4] = { NULL };

  for (guint i = 0; i < 4; i++)
    test_http_hang (fixture->other);
  for (guint i = 0; i < 4; i++)
    begin (fixture, "?first", fixture->cancellable, &hanging[i]);
  test_wait_until (test_http_count (fixture->other, "GET ") == 4);
  test_http_answer_otherwise (fixture->other, "HTTP/1.1 200 OK", "the picture");
  for (guint i = 0; i < 4; i++)
    begin (fixture, queries[i], i == 3 ? gone : NULL, &waiting[i]);
  g_cancellable_cancel (gone);
  test_wait_until (waiting[3] != NULL);
  g_assert_cmpuint (test_http_get_n_asked (fixture->other), ==, 4);

  g_cancellable_cancel (fixture->cancellable);
  test_wait_until (waiting[0] != NULL && waiting[1] != NULL && waiting[2] != NULL);
  for (guint i = 0; i < 3; i++)
    {
      const char *request = test_http_get_request (fixture->other, 4 + i);

      g_assert_true (g_str_has_prefix (strchr (request, '?'), queries[order[i]]));
    }
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpint (troupe_client_fetch_finish (fixture->client, waiting[i], NULL), ==, i < 3);
      g_clear_object (&waiting[i]);
      g_clear_object (&hanging[i]);
    }
}

static void
test_fetch_cancelled (Fixture      *fixture,
                      gconstpointer user_data)
{
  g_autofree char *uri = g_strconcat (test_http_get_base (fixture->other), "/", NULL);
  g_autofree char *path = test_dir_build (fixture->dir, "picture");
  g_autoptr (GFile) destination = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  test_http_hang (fixture->other);
  troupe_client_fetch_async (fixture->client, fixture->provider, uri, destination, 1000, NULL, NULL,
                             fixture->cancellable, test_result_cb, &result);
  test_wait_until (test_http_get_request (fixture->other, 0) != NULL);
  g_cancellable_cancel (fixture->cancellable);
  test_wait_until (result != NULL);
  g_assert_false (troupe_client_fetch_finish (fixture->client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

static void
test_fetch_names_folder_that_is_not_there (Fixture      *fixture,
                                           gconstpointer user_data)
{
  g_autofree char *uri = g_strconcat (test_http_get_base (fixture->other), "/", NULL);
  g_autofree char *path = test_dir_build (fixture->dir, "none/picture");
  g_autoptr (GFile) destination = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  answer_text (fixture->other, "HTTP/1.1 200 OK", "the picture");
  troupe_client_fetch_async (fixture->client, fixture->provider, uri, destination, 1000, NULL, NULL, NULL,
                             test_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_false (troupe_client_fetch_finish (fixture->client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function) g_test_add ("/fetch/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("byte-for-byte", test_fetch_is_byte_for_byte);
  ADD ("five-redirects", test_fetch_follows_five_redirects);
  ADD ("fails", test_fetch_fails);
  ADD ("keeps-old-file-on-failure", test_fetch_keeps_old_file_on_failure);
  ADD ("goes-on-where-it-broke-off", test_fetch_goes_on);
  ADD ("goes-on-after-a-restart", test_fetch_goes_on_after_restart);
  ADD ("forgets-parts", test_fetch_forgets_parts);
  g_test_add_func ("/fetch/link-ends", test_link_ends);
  ADD ("what-ends-first-comes-first", test_fetch_order);
  g_test_add ("/fetch/result-hours-count", Fixture, "evolink", set_up, test_fetch_order, tear_down);
  ADD ("cancelled", test_fetch_cancelled);
  ADD ("no-folder", test_fetch_names_folder_that_is_not_there);
  return g_test_run ();
}
