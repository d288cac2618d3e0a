/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <libsoup/soup.h>
#include <string.h>

#include "test-dir.h"
#include "test-http.h"
#include "test-wait.h"
#include "troupe-keys.h"
#include "troupe-provider-test.h"
#include "troupe-providers.h"
#include "troupe-test-text.h"

#define KEY "sk-the-key-of-the-test"
#define JSON "Content-Type: application/json"

/* Names that nobody but this test knows */

#define TEST_TYPE_RESOLVER (test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GResolver)

struct _TestResolver
{
  GResolver parent_instance;
};

G_DEFINE_FINAL_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static void
lookup_by_name_async (GResolver               *resolver,
                      const char              *hostname,
                      GResolverNameLookupFlags flags,
                      GCancellable            *cancellable,
                      GAsyncReadyCallback      callback,
                      gpointer                 user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "nobody is called %s", hostname);
}

static GList *
lookup_by_name_finish (GResolver    *resolver,
                       GAsyncResult *result,
                       GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_with_flags_async = lookup_by_name_async;
  resolver_class->lookup_by_name_with_flags_finish = lookup_by_name_finish;
}

static void
test_resolver_init (TestResolver *self)
{
}

/* The proxy that the desktop would tell of */

#define TEST_TYPE_PROXIES (test_proxies_get_type ())
G_DECLARE_FINAL_TYPE (TestProxies, test_proxies, TEST, PROXIES, GObject)

struct _TestProxies
{
  GObject parent_instance;
};

static const char *proxy = "direct://";

static gboolean
is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static char **
lookup (GProxyResolver *resolver,
        const char     *uri,
        GCancellable   *cancellable,
        GError        **error)
{
  return g_strdupv ((char *[]) { (char *) proxy, NULL });
}

static void
lookup_async (GProxyResolver     *resolver,
              const char         *uri,
              GCancellable       *cancellable,
              GAsyncReadyCallback callback,
              gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_return_pointer (task, lookup (resolver, uri, NULL, NULL), (GDestroyNotify) g_strfreev);
}

static char **
lookup_finish (GProxyResolver *resolver,
               GAsyncResult   *result,
               GError        **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_proxies_resolver_init (GProxyResolverInterface *iface)
{
  iface->is_supported = is_supported;
  iface->lookup = lookup;
  iface->lookup_async = lookup_async;
  iface->lookup_finish = lookup_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestProxies, test_proxies, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, test_proxies_resolver_init))

static void
test_proxies_class_init (TestProxiesClass *klass)
{
}

static void
test_proxies_init (TestProxies *self)
{
}

/* The tests */

typedef struct
{
  TestHttp        *http;
  TroupeClient    *client;
  TroupeProviders *providers;
  TroupeProvider  *provider;    /* borrowed */
  GCancellable    *cancellable;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  TroupePresets *presets;

  g_setenv ("TROUPE_KEY", KEY, TRUE);
  proxy = "direct://";
  fixture->http = test_http_new ();
  fixture->client = troupe_client_new ();
  fixture->providers = troupe_providers_new ();
  fixture->cancellable = g_cancellable_new ();
  presets = troupe_providers_get_profiles (fixture->providers);
  fixture->provider = troupe_providers_add (fixture->providers, troupe_presets_find (presets, "evolink"));
  g_assert_true (troupe_provider_set_base (fixture->provider, test_http_get_base (fixture->http), NULL));
  troupe_keys_name_owner (TROUPE_KEY_OWNER (fixture->provider));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  test_assert_finalize (fixture->client);
  g_clear_object (&fixture->providers);
  g_clear_object (&fixture->cancellable);
  test_http_free (fixture->http);
}

static TroupeProviderTestResult *
try_it (Fixture *fixture,
        GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  troupe_provider_test_async (fixture->client, fixture->provider, fixture->cancellable, test_result_cb, &result);
  test_wait_until (result != NULL);
  return troupe_provider_test_finish (fixture->client, result, error);
}

/* sentence: %s stands for the origin */
static void
assert_found (Fixture           *fixture,
              TroupeProviderTest outcome,
              const char        *pattern)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeProviderTestResult) result = try_it (fixture, &error);
  g_autofree char *sentence = NULL;

  g_assert_no_error (error);
  sentence = troupe_test_text_dup (result, fixture->provider);
  g_test_message ("%s: %s", troupe_provider_test_get_word (result->outcome), sentence);
  if (result->error != NULL)
    g_test_message ("%s", result->error->message);
  g_assert_cmpstr (troupe_provider_test_get_word (result->outcome), ==, troupe_provider_test_get_word (outcome));
  g_assert_true (g_pattern_match_simple (pattern, sentence));
  g_assert_null (strstr (sentence, "the-key"));
  g_assert_true (result->error == NULL || strstr (result->error->message, "the-key") == NULL);
}

static void
test_tells_answers_apart (Fixture      *fixture,
                          gconstpointer user_data)
{
  static const struct
  {
    const char        *head;
    const char        *body;
    TroupeProviderTest outcome;
    const char        *sentence;
    guint              n_times;
  } cases[] = {
    { "HTTP/1.1 200 OK\n" JSON, "{\"data\":{\"token\":{\"remaining_credits\":12.5}}}", TROUPE_PROVIDER_TEST_GOOD,
      "http://127.0.0.1:* answers and accepts the key. Left on the account: 12.5.", 1 },
    { "HTTP/1.1 200 OK\n" JSON, "{\"data\":{}}", TROUPE_PROVIDER_TEST_GOOD,
      "http://127.0.0.1:* answers and accepts the key.", 1 },
    { "HTTP/1.1 401 Unauthorized\n" JSON, "{\"error\":{\"message\":\"No: " KEY "\"}}", TROUPE_PROVIDER_TEST_KEY,
      "http://127.0.0.1:* answers, but does not accept the key.", 1 },
    { "HTTP/1.1 404 Not Found\n" JSON, "{\"error\":{\"message\":\"Invalid URL (GET /v1/credits)\"}}",
      TROUPE_PROVIDER_TEST_PATH, "http://127.0.0.1:* answers, but knows no such path: *", 1 },
    { "HTTP/1.1 404 Not Found\nContent-Type: text/html", "<html>Not here</html>",
      TROUPE_PROVIDER_TEST_PATH, "http://127.0.0.1:* answers, but knows no such path: *", 1 },
    { "HTTP/1.1 503 Unavailable\n" JSON, "{\"error\":{\"code\":\"model_not_found\",\"message\":\"No channel\"}}",
      TROUPE_PROVIDER_TEST_MODEL, "http://127.0.0.1:* answers, but nobody behind it offers this at the moment.", 1 },
    { "HTTP/1.1 500 Error\n" JSON, "{\"error\":{\"message\":\"This service is Paused\"}}",
      TROUPE_PROVIDER_TEST_PAUSED, "http://127.0.0.1:* answers, but says that the service is paused.", 1 },
    { "HTTP/1.1 400 Bad\n" JSON, "{\"error\":{\"message\":\"Too loud\"}}", TROUPE_PROVIDER_TEST_OTHER,
      "http://127.0.0.1:* answers, but says: “Too loud”", 1 },
    { "HTTP/1.1 200 OK\n" JSON, "no JSON", TROUPE_PROVIDER_TEST_OTHER,
      "http://127.0.0.1:* answers, but says: “no JSON”", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n_asked = test_http_get_n_asked (fixture->http);

      g_test_message ("%s", cases[i].head);
      test_http_answer (fixture->http, cases[i].head, cases[i].body, strlen (cases[i].body));
      assert_found (fixture, cases[i].outcome, cases[i].sentence);
      g_assert_cmpuint (test_http_get_n_asked (fixture->http) - n_asked, ==, cases[i].n_times);
      g_assert_true (g_str_has_prefix (test_http_get_request (fixture->http, n_asked),
                                       "GET /v1/credits HTTP/1.1\r\n"));
    }
}

static void
test_tells_refused_connections (Fixture      *fixture,
                                gconstpointer user_data)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *base = g_strdup_printf ("http://127.0.0.1:%u", port);

  g_socket_listener_close (listener);    /* nobody is there any more */
  g_assert_true (troupe_provider_set_base (fixture->provider, base, NULL));
  troupe_keys_name_owner (TROUPE_KEY_OWNER (fixture->provider));
  assert_found (fixture, TROUPE_PROVIDER_TEST_CONNECTION,
                "Nobody answers at http://127.0.0.1:*: the connection was refused.");
}

static void
test_tells_unknown_names (Fixture      *fixture,
                          gconstpointer user_data)
{
  g_autoptr (GResolver) before = g_resolver_get_default ();
  g_autoptr (GResolver) resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);

  g_resolver_set_default (resolver);
  g_assert_true (troupe_provider_set_base (fixture->provider, "https://api.evolnik.example", NULL));
  troupe_keys_name_owner (TROUPE_KEY_OWNER (fixture->provider));
  assert_found (fixture, TROUPE_PROVIDER_TEST_NAME,
                "There is no computer of that name: https://api.evolnik.example. *");
  g_resolver_set_default (before);
}

/* A certificate that only its owner trusts */
static GTlsCertificate *
make_certificate (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = test_dir_build (dir, "self-signed.pem");
  g_autofree char *key_path = test_dir_build (dir, "key.pem");
  g_autoptr (GSubprocess) openssl = NULL;
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate;

  openssl = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, "openssl", "req", "-x509", "-newkey",
                              "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                              "-subj", "/CN=localhost", "-keyout", key_path, "-out", path, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (openssl, NULL, &error));
  g_assert_no_error (error);
  certificate = g_tls_certificate_new_from_files (path, key_path, &error);
  g_assert_no_error (error);
  return certificate;
}

/* In a thread; the client breaks it off. */
static gboolean
shake_hands (GThreadedSocketService *service,
             GSocketConnection      *connection,
             GObject                *source_object,
             gpointer                certificate)
{
  g_autoptr (GIOStream) stream = g_tls_server_connection_new (G_IO_STREAM (connection), certificate, NULL);

  g_assert_false (g_tls_connection_handshake (G_TLS_CONNECTION (stream), NULL, NULL));
  return TRUE;
}

/* No SoupServer: one that goes while a client breaks a handshake off says that its own connection is none. */
static void
test_tells_self_signed (Fixture      *fixture,
                        gconstpointer user_data)
{
  g_autoptr (GTlsCertificate) certificate = make_certificate ();
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (1);
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *base = g_strdup_printf ("https://localhost:%u", port);

  g_signal_connect (service, "run", G_CALLBACK (shake_hands), certificate);
  g_assert_true (troupe_provider_set_base (fixture->provider, base, NULL));
  troupe_keys_name_owner (TROUPE_KEY_OWNER (fixture->provider));
  assert_found (fixture, TROUPE_PROVIDER_TEST_TLS, "https://localhost:* cannot be trusted: *");
  g_socket_service_stop (service);
}

/* Whatever the proxy says, it says instead of the provider. */
static void
test_tells_proxies (Fixture      *fixture,
                    gconstpointer user_data)
{
  static const char * const heads[] = {
    "HTTP/1.1 407 Proxy Authentication Required\nProxy-Authenticate: Basic realm=\"p\"",
    "HTTP/1.1 403 Forbidden",
    "HTTP/1.1 502 Bad Gateway",
  };

  g_assert_true (troupe_provider_set_base (fixture->provider, "https://api.example.org", NULL));
  troupe_keys_name_owner (TROUPE_KEY_OWNER (fixture->provider));
  proxy = test_http_get_base (fixture->http);
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_test_message ("%s", heads[i]);
      for (guint j = 0; j < 3; j++)    /* a read is tried again */
        test_http_answer (fixture->http, heads[i], "", 0);
      assert_found (fixture, TROUPE_PROVIDER_TEST_PROXY,
                    "The proxy of this computer does not let it reach https://api.example.org.");
    }
}

static void
test_tells_missing_proxies (Fixture      *fixture,
                            gconstpointer user_data)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u", port);

  g_socket_listener_close (listener);
  g_assert_true (troupe_provider_set_base (fixture->provider, "https://api.example.org", NULL));
  troupe_keys_name_owner (TROUPE_KEY_OWNER (fixture->provider));
  proxy = address;
  assert_found (fixture, TROUPE_PROVIDER_TEST_PROXY,
                "The proxy of this computer does not let it reach https://api.example.org.");
  proxy = "direct://";
}

static void
test_needs_no_network (Fixture      *fixture,
                       gconstpointer user_data)
{
  TroupePresets *presets = troupe_providers_get_profiles (fixture->providers);

  g_unsetenv ("TROUPE_KEY");
  assert_found (fixture, TROUPE_PROVIDER_TEST_NO_KEY, "No key was entered yet, so nothing was sent.");
  fixture->provider = troupe_providers_add (fixture->providers, troupe_presets_find (presets, "gateway-a"));
  assert_found (fixture, TROUPE_PROVIDER_TEST_NO_ADDRESS, "No address was entered yet.");
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 0);
}

static void
test_is_cancelled (Fixture      *fixture,
                   gconstpointer user_data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  test_http_hang (fixture->http);
  troupe_provider_test_async (fixture->client, fixture->provider, fixture->cancellable, test_result_cb, &result);
  test_wait_until (test_http_get_n_asked (fixture->http) == 1);
  g_cancellable_cancel (fixture->cancellable);
  test_wait_until (result != NULL);
  g_assert_null (troupe_provider_test_finish (fixture->client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  test_http_let_go (fixture->http);
}

/* Of every profile that Troupe ships, and of the Practice Studio, which is started for it */
static void
test_is_a_read (Fixture      *fixture,
                gconstpointer user_data)
{
  GListModel *presets = G_LIST_MODEL (troupe_providers_get_profiles (fixture->providers));

  for (guint i = 0; i < g_list_model_get_n_items (presets); i++)
    {
      g_autoptr (TroupeProfile) profile = g_list_model_get_item (presets, i);
      JsonObject *call = troupe_profile_get_call (profile, "test");

      g_test_message ("%s", troupe_profile_get_id (profile));
      g_assert_nonnull (call);
      g_assert_cmpstr (json_object_get_string_member (call, "method"), ==, "GET");
    }
  fixture->provider = troupe_providers_find (fixture->providers, "practice");
  assert_found (fixture, TROUPE_PROVIDER_TEST_GOOD, "http://127.0.0.1:* answers and accepts the key.*");
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GIO_USE_PROXY_RESOLVER", "test", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_type_ensure (G_TYPE_PROXY_RESOLVER);
  g_io_extension_point_register (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME, TEST_TYPE_PROXIES, "test", 1000);

#define ADD(name, func) g_test_add ("/provider-test/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("tells-answers-apart", test_tells_answers_apart);
  ADD ("tells-refused-connections", test_tells_refused_connections);
  ADD ("tells-unknown-names", test_tells_unknown_names);
  ADD ("tells-self-signed", test_tells_self_signed);
  ADD ("tells-proxies", test_tells_proxies);
  ADD ("tells-missing-proxies", test_tells_missing_proxies);
  ADD ("needs-no-network", test_needs_no_network);
  ADD ("is-cancelled", test_is_cancelled);
  ADD ("is-a-read", test_is_a_read);
#undef ADD
  return g_test_run ();
}
