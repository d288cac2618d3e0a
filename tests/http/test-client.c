/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "test-dir.h"
#include "test-http.h"
#include "test-wait.h"
#include "troupe-client-private.h"
#include "troupe-keys.h"
#include "troupe-provider-error.h"

#define KEY "sk-the-key-of-the-test"
#define OK "HTTP/1.1 200 OK\nContent-Type: application/json"
#define CHARACTER "{\"id\":\"ch_1\",\"username\":\"bluefox.quietharbor\"}"

static const char profile_text[] =
  "{ \"format\": 1, \"id\": \"own\", \"name\": \"Own\", \"summary\": \"A test.\","
  "  \"base\": \"https://api.example.org\","
  "  \"auth\": { \"header\": \"Authorization\", \"prefix\": \"Bearer \" }, \"life\": { \"state\": \"active\" },"
  "  \"clip\": { \"span\": { \"min\": 1, \"max\": 2, \"step\": 1 }, \"sources\": [\"url\"],"
  "            \"short_edge\": 480 },"
  "  \"mention\": { \"template\": \"{id}\", \"max\": 1 },"
  "  \"calls\": {"
  "    \"create-character\": { \"method\": \"POST\", \"path\": \"/make\", \"encoding\": \"json\","
  "      \"body\": { \"url\": \"{clip.url}\" },"
  "      \"answer\": { \"id\": [\"$.id\"], \"username\": [\"$.username\"] } },"
  "    \"upload\": { \"method\": \"POST\", \"path\": \"/upload\", \"encoding\": \"multipart\","
  "      \"body\": { \"file\": \"{clip.file}\" }, \"answer\": { \"url\": [\"$.url\"] } } } }";

typedef struct
{
  TestHttp       *http;
  TestHttp       *other;
  TestDir        *dir;
  TroupeClient   *client;
  TroupeProvider *provider;
  GCancellable   *cancellable;
} Fixture;

static void
set_base (TroupeProvider *provider,
          const char     *base)
{
  g_assert_true (troupe_provider_set_base (provider, base, NULL));
  troupe_keys_name_owner (TROUPE_KEY_OWNER (provider));
}

/* key: NULL, or what the profile says of it besides header and prefix */
static TroupeProvider *
make_provider (Fixture    *fixture,
               const char *key)
{
  g_autoptr (GString) text = g_string_new (profile_text);
  g_autoptr (GBytes) json = NULL;
  g_autoptr (TroupeProfile) profile = NULL;
  TroupeProvider *provider;

  if (key != NULL)
    g_string_replace (text, "\"Bearer \"", key, 1);
  json = g_bytes_new (text->str, text->len);
  profile = troupe_profile_new (json, "own.json", NULL);
  provider = troupe_provider_new (profile, NULL);
  set_base (provider, test_http_get_base (fixture->http));
  return provider;
}

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  g_setenv ("TROUPE_KEY", KEY, TRUE);
  fixture->http = test_http_new ();
  fixture->other = test_http_new ();
  fixture->dir = test_dir_new ();
  fixture->client = troupe_client_new ();
  fixture->provider = make_provider (fixture, NULL);
  fixture->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  test_assert_finalize (fixture->client);
  g_assert_finalize_object (fixture->provider);
  g_clear_object (&fixture->cancellable);
  test_http_free (fixture->http);
  test_http_free (fixture->other);
  test_dir_free (fixture->dir);
}

static TroupeRequest *
build_create (Fixture *fixture)
{
  g_autoptr (TroupeValues) values = troupe_values_new ();
  g_autoptr (GError) error = NULL;
  TroupeRequest *request;

  troupe_values_set (values, "clip.url", "https://media.example.org/clip.mp4");
  request = troupe_request_new (fixture->provider, "create-character", values, &error);
  g_assert_no_error (error);
  return request;
}

static TroupeAnswer *
create (Fixture *fixture,
        GError **error)
{
  g_autoptr (TroupeRequest) request = build_create (fixture);
  g_autoptr (GAsyncResult) result = NULL;

  troupe_client_send_async (fixture->client, request, NULL, NULL, fixture->cancellable, test_result_cb,
                            &result);
  test_wait_until (result != NULL);
  return troupe_client_send_finish (fixture->client, result, error);
}

static void
assert_create_fails (Fixture            *fixture,
                     TroupeProviderError code,
                     const char         *pattern)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeAnswer) answer = create (fixture, &error);

  g_assert_null (answer);
  g_assert_error (error, TROUPE_PROVIDER_ERROR, (int) code);
  g_test_message ("%s", error->message);
  g_assert_true (g_pattern_match_simple (pattern, error->message));
  g_assert_null (strstr (error->message, "the-key"));
}

static void
answer_text (TestHttp   *http,
             const char *head,
             const char *body)
{
  test_http_answer (http, head, body, strlen (body));
}

static void
test_client_sends_once (Fixture      *fixture,
                        gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeAnswer) answer = NULL;
  g_autofree char *username = NULL;
  const char *request;

  answer_text (fixture->http, OK, CHARACTER);
  answer = create (fixture, &error);
  g_assert_no_error (error);
  username = troupe_answer_dup_text (answer, "username");
  g_assert_cmpstr (username, ==, "bluefox.quietharbor");

  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 1);
  request = test_http_get_request (fixture->http, 0);
  g_assert_true (g_str_has_prefix (request, "POST /make HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "\r\nAuthorization: Bearer " KEY "\r\n"));
  g_assert_nonnull (strstr (request, "\r\nContent-Type: application/json\r\n"));
  g_assert_nonnull (strstr (request, "\r\nAccept: application/json\r\n"));
  g_assert_true (g_str_has_suffix (request,
                                   "\r\n\r\n{\"url\":\"https://media.example.org/clip.mp4\"}"));
}

static void
test_client_reads_refusal (Fixture      *fixture,
                           gconstpointer user_data)
{
  answer_text (fixture->http, "HTTP/1.1 401 Unauthorized",
               "{\"error\":{\"message\":\"wrong key " KEY "\"}}");
  assert_create_fails (fixture, TROUPE_PROVIDER_ERROR_KEY,
                       "own: create-character: wrong key •••• (HTTP 401)");
}

static void
test_client_reads_login_page (Fixture      *fixture,
                              gconstpointer user_data)
{
  answer_text (fixture->http, "HTTP/1.1 200 OK\nContent-Type: text/html", "<!DOCTYPE html><title>Sign in");
  assert_create_fails (fixture, TROUPE_PROVIDER_ERROR_ANSWER, "own: create-character: *web page*");
}

static void
test_client_loses_answer (Fixture      *fixture,
                          gconstpointer user_data)
{
  /* Without a plan the request is read and the connection closed: it may have been paid. */
  assert_create_fails (fixture, TROUPE_PROVIDER_ERROR_LOST_ANSWER,
                       "own: create-character: the request may have reached http://127.0.0.1:*");
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 1);
}

static void
test_client_does_not_repeat_dropped (Fixture      *fixture,
                                     gconstpointer user_data)
{
  test_http_drop (fixture->http);
  answer_text (fixture->http, OK, CHARACTER);
  assert_create_fails (fixture, TROUPE_PROVIDER_ERROR_LOST_ANSWER, "own: create-character: *");
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 1);
}

static void
test_client_loses_end_of_answer (Fixture      *fixture,
                                 gconstpointer user_data)
{
  answer_text (fixture->http, OK "\nContent-Length: 1000", "{\"id\":\"ch_1\"");
  assert_create_fails (fixture, TROUPE_PROVIDER_ERROR_LOST_ANSWER, "own: create-character: *");
}

static void
test_client_takes_refusal_without_its_end (Fixture      *fixture,
                                           gconstpointer user_data)
{
  answer_text (fixture->http, "HTTP/1.1 402 Payment Required\nContent-Length: 1000", "{\"mess");
  assert_create_fails (fixture, TROUPE_PROVIDER_ERROR_BALANCE, "own: create-character: *(HTTP 402)");
}

static void
test_client_reads_broken_json (Fixture      *fixture,
                               gconstpointer user_data)
{
  answer_text (fixture->http, OK, "{\"id\":\"ch_1\",\"user");
  assert_create_fails (fixture, TROUPE_PROVIDER_ERROR_ANSWER,
                       "own: create-character: the answer is broken JSON: *");
}

static void
test_client_caps_answer (Fixture      *fixture,
                         gconstpointer user_data)
{
  g_autofree char *body = g_strnfill (4 * 1024 * 1024 + 1, ' ');

  answer_text (fixture->http, OK, body);
  assert_create_fails (fixture, TROUPE_PROVIDER_ERROR_ANSWER,
                       "own: create-character: the answer is longer than 4096 KiB");
}

static void
test_client_caps_packed_answer (Fixture      *fixture,
                                gconstpointer user_data)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autofree char *body = g_strnfill (64 * 1024 * 1024, ' ');
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) packed = g_converter_convert_bytes (G_CONVERTER (compressor), bytes, &error);

  g_assert_no_error (error);
  test_http_answer (fixture->http, OK "\nContent-Encoding: gzip", g_bytes_get_data (packed, NULL),
                    g_bytes_get_size (packed));
  assert_create_fails (fixture, TROUPE_PROVIDER_ERROR_ANSWER,
                       "own: create-character: the answer is longer than 4096 KiB");
}

static void
note_port_cb (SoupServer        *server,
              SoupServerMessage *message,
              const char        *path,
              GHashTable        *query,
              gpointer           ports)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);
  guint16 port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));

  g_array_append_val (ports, port);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, CHARACTER,
                                    strlen (CHARACTER));
}

/* A connection that was kept may have died meanwhile, and what is written to it is lost. */
static void
test_client_takes_new_connections (Fixture      *fixture,
                                   gconstpointer user_data)
{
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (GArray) ports = g_array_new (FALSE, FALSE, sizeof (guint16));
  g_autofree char *base = NULL;
  GSList *uris;

  soup_server_add_handler (server, NULL, note_port_cb, ports, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  base = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  set_base (fixture->provider, base);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TroupeAnswer) answer = create (fixture, &error);

      g_assert_no_error (error);
    }
  g_assert_cmpuint (ports->len, ==, 2);
  g_assert_cmpuint (g_array_index (ports, guint16, 0), !=, g_array_index (ports, guint16, 1));
}

static void
test_client_does_not_redirect_post (Fixture      *fixture,
                                    gconstpointer user_data)
{
  static const char * const statuses[] = { "301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent" };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *head = g_strdup_printf ("HTTP/1.1 %s\nLocation: %s/make?token=1", statuses[i],
                                               test_http_get_base (fixture->other));

      test_http_answer (fixture->http, head, NULL, 0);
      assert_create_fails (fixture, TROUPE_PROVIDER_ERROR_ANSWER,
                           "own: create-character: redirected to http://127.0.0.1:* (HTTP 30*");
    }
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 5);
  g_assert_cmpuint (test_http_get_n_asked (fixture->other), ==, 0);
}

/* A paid call is not repeated, whatever invites to it. */
static void
test_client_does_not_repeat_post (Fixture      *fixture,
                                  gconstpointer user_data)
{
  static const struct { const char *head; int code; } answers[] = {
    { "HTTP/1.1 429 Too Many Requests\nRetry-After: 0", TROUPE_PROVIDER_ERROR_BUSY },
    { "HTTP/1.1 502 Bad Gateway\nRetry-After: 0", TROUPE_PROVIDER_ERROR_SERVER },
    { "HTTP/1.1 503 Unavailable\nRetry-After: 0", TROUPE_PROVIDER_ERROR_SERVER },
    { "HTTP/1.1 504 Gateway Timeout\nRetry-After: 0", TROUPE_PROVIDER_ERROR_SERVER },
    { "HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic realm=\"x\"", TROUPE_PROVIDER_ERROR_KEY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      answer_text (fixture->http, answers[i].head, "{}");
      assert_create_fails (fixture, (TroupeProviderError) answers[i].code, "own: create-character: *");
      g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, i + 1);
    }
}

static void
test_client_tells_unreachable (Fixture      *fixture,
                               gconstpointer user_data)
{
  g_autoptr (TestHttp) gone = test_http_new ();

  set_base (fixture->provider, test_http_get_base (gone));
  g_clear_pointer (&gone, test_http_free);
  assert_create_fails (fixture, TROUPE_PROVIDER_ERROR_UNREACHABLE,
                       "own: create-character: nothing was sent, http://127.0.0.1:* cannot be reached: *");

  set_base (fixture->provider, "https://troupe.invalid");
  assert_create_fails (fixture, TROUPE_PROVIDER_ERROR_UNREACHABLE,
                       "own: create-character: nothing was sent, https://troupe.invalid cannot be reached: *");
}

static void
test_client_cancelled_while_waiting (Fixture      *fixture,
                                     gconstpointer user_data)
{
  g_autoptr (TroupeRequest) request = build_create (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TroupeAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  test_http_hang (fixture->http);
  troupe_client_send_async (fixture->client, request, NULL, NULL, fixture->cancellable, test_result_cb,
                            &result);
  test_wait_until (test_http_get_request (fixture->http, 0) != NULL);
  g_cancellable_cancel (fixture->cancellable);
  test_wait_until (result != NULL);
  answer = troupe_client_send_finish (fixture->client, result, &error);
  g_assert_null (answer);
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_LOST_ANSWER);
}

static void
test_client_cancelled_before (Fixture      *fixture,
                              gconstpointer user_data)
{
  g_autoptr (TroupeAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (fixture->cancellable);
  answer = create (fixture, &error);
  g_assert_null (answer);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 0);
}

static void
test_client_wants_key (Fixture      *fixture,
                       gconstpointer user_data)
{
  g_unsetenv ("TROUPE_KEY");
  assert_create_fails (fixture, TROUPE_PROVIDER_ERROR_NO_KEY, "own: create-character: no key was entered");
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 0);
}

static void
test_client_goes_without_optional_key (Fixture      *fixture,
                                       gconstpointer user_data)
{
  g_autoptr (TroupeAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_unsetenv ("TROUPE_KEY");
  g_clear_object (&fixture->provider);
  fixture->provider = make_provider (fixture, "\"Bearer \", \"optional\": true");
  answer_text (fixture->http, OK, CHARACTER);
  answer = create (fixture, &error);
  g_assert_no_error (error);
  g_assert_null (strstr (test_http_get_request (fixture->http, 0), "Authorization"));
}

typedef struct
{
  guint64 done_bytes;
  guint64 total_bytes;
  guint   n_calls;
} Progress;

static void
progress_cb (guint64  done_bytes,
             guint64  total_bytes,
             gpointer user_data)
{
  Progress *progress = user_data;

  g_assert_cmpuint (done_bytes, >, progress->done_bytes);
  progress->done_bytes = done_bytes;
  progress->total_bytes = total_bytes;
  progress->n_calls++;
}

static void
test_client_uploads (Fixture      *fixture,
                     gconstpointer user_data)
{
  g_autoptr (TroupeValues) values = troupe_values_new ();
  g_autofree char *path = test_dir_build (fixture->dir, "clip.mp4");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *contents = g_strnfill (1024 * 1024, 'x');
  g_autoptr (TroupeRequest) request = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TroupeAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  Progress progress = { 0 };

  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
  troupe_values_set_file (values, "clip.file", file, "clip.mp4", "video/mp4");
  request = troupe_request_new (fixture->provider, "upload", values, &error);
  g_assert_no_error (error);
  answer_text (fixture->http, OK, "{\"url\":\"http://127.0.0.1/1\"}");
  troupe_client_send_async (fixture->client, request, progress_cb, &progress, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  answer = troupe_client_send_finish (fixture->client, result, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (progress.n_calls, >, 2);
  g_assert_cmpuint (progress.total_bytes, >, 1024 * 1024);
  g_assert_cmpuint (progress.done_bytes, ==, progress.total_bytes);
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 0), contents));
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 0),
                            "Content-Disposition: form-data; name=\"file\"; filename=\"clip.mp4\"\r\n"
                            "Content-Type: video/mp4\r\n\r\n"));
}

/* A certificate nobody signed, made here */
static GTlsCertificate *
make_certificate (Fixture *fixture)
{
  g_autofree char *cert = test_dir_build (fixture->dir, "cert.pem");
  g_autofree char *key = test_dir_build (fixture->dir, "key.pem");
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, "openssl", "req", "-x509", "-newkey",
                              "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                              "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                              "-keyout", key, "-out", cert, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  certificate = g_tls_certificate_new_from_files (cert, key, &error);
  g_assert_no_error (error);
  return certificate;
}

static gboolean
incoming_tls_cb (GTlsCertificate   *certificate,
                 GSocketConnection *connection)
{
  g_autoptr (GIOStream) tls = g_tls_server_connection_new (G_IO_STREAM (connection), certificate, NULL);

  g_tls_connection_handshake_async (G_TLS_CONNECTION (tls), G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  return TRUE;
}

static void
test_client_tells_untrusted_certificate (Fixture      *fixture,
                                         gconstpointer user_data)
{
  g_autoptr (GTlsCertificate) certificate = make_certificate (fixture);
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autoptr (GError) error = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, &error);
  g_autofree char *base = g_strdup_printf ("https://localhost:%u", port);

  g_assert_no_error (error);
  g_signal_connect_swapped (service, "incoming", G_CALLBACK (incoming_tls_cb), certificate);
  set_base (fixture->provider, base);
  assert_create_fails (fixture, TROUPE_PROVIDER_ERROR_UNREACHABLE,
                       "own: create-character: nothing was sent, https://localhost:* cannot be reached: "
                       "its certificate is signed by nobody this computer trusts*");
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
}

static void
answer_soup_cb (SoupServer        *server,
                SoupServerMessage *message,
                const char        *path,
                GHashTable        *query,
                gpointer           user_data)
{
  SoupHTTPVersion *version = user_data;

  *version = soup_server_message_get_http_version (message);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, CHARACTER, strlen (CHARACTER));
}

/* data: whether the server offers HTTP/2 besides HTTP/1.1 */
static void
test_client_speaks_http2 (Fixture      *fixture,
                          gconstpointer data)
{
  const gboolean is_offered = GPOINTER_TO_INT (data);
  g_autoptr (GTlsCertificate) certificate = make_certificate (fixture);
  g_autoptr (SoupServer) server = NULL;
  g_autofree char *path = test_dir_build (fixture->dir, "cert.pem");
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (path, NULL);
  g_autoslist (GUri) uris = NULL;
  g_autofree char *base = NULL;
  g_autoptr (TroupeAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  SoupHTTPVersion version = SOUP_HTTP_1_0;

  if (is_offered)
    g_setenv ("SOUP_SERVER_HTTP2", "1", TRUE);    /* else libsoup's server does not */
  server = soup_server_new ("tls-certificate", certificate, NULL);
  g_unsetenv ("SOUP_SERVER_HTTP2");
  soup_server_add_handler (server, NULL, answer_soup_cb, &version, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY, &error));
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  base = g_strdup_printf ("https://localhost:%d", g_uri_get_port (uris->data));
  set_base (fixture->provider, base);
  soup_session_set_tls_database (fixture->client->session, database);    /* nothing but a test trusts its own */

  answer = create (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (version, ==, is_offered ? SOUP_HTTP_2_0 : SOUP_HTTP_1_1);
  soup_server_disconnect (server);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function) g_test_add ("/client/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("send/once", test_client_sends_once);
  ADD ("send/refusal", test_client_reads_refusal);
  ADD ("send/login-page", test_client_reads_login_page);
  ADD ("send/lost-answer", test_client_loses_answer);
  ADD ("send/dropped", test_client_does_not_repeat_dropped);
  ADD ("send/lost-end-of-answer", test_client_loses_end_of_answer);
  ADD ("send/refusal-without-its-end", test_client_takes_refusal_without_its_end);
  ADD ("send/broken-json", test_client_reads_broken_json);
  ADD ("send/caps-answer", test_client_caps_answer);
  ADD ("send/caps-packed-answer", test_client_caps_packed_answer);
  ADD ("send/new-connections", test_client_takes_new_connections);
  ADD ("send/no-redirect", test_client_does_not_redirect_post);
  ADD ("send/no-repeat", test_client_does_not_repeat_post);
  ADD ("send/unreachable", test_client_tells_unreachable);
  ADD ("send/untrusted-certificate", test_client_tells_untrusted_certificate);
  g_test_add ("/client/send/http1", Fixture, GINT_TO_POINTER (FALSE), set_up, test_client_speaks_http2, tear_down);
  g_test_add ("/client/send/http2", Fixture, GINT_TO_POINTER (TRUE), set_up, test_client_speaks_http2, tear_down);
  ADD ("send/cancelled-while-waiting", test_client_cancelled_while_waiting);
  ADD ("send/cancelled-before", test_client_cancelled_before);
  ADD ("send/no-key", test_client_wants_key);
  ADD ("send/optional-key", test_client_goes_without_optional_key);
  ADD ("send/upload", test_client_uploads);
  return g_test_run ();
}
