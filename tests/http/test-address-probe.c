/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-http.h"
#include "test-wait.h"
#include "troupe-address-probe.h"
#include "troupe-host-error.h"

#define VIDEO "HTTP/1.1 200 OK\nContent-Type: video/mp4\nContent-Length: 1000"

typedef struct
{
  TestHttp     *http;
  TestHttp     *other;
  GCancellable *cancellable;
  char         *address;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  fixture->http = test_http_new ();
  fixture->other = test_http_new ();
  fixture->cancellable = g_cancellable_new ();
  fixture->address = g_strconcat (test_http_get_base (fixture->http), "/a%7Eb/clip.mp4?sig=%2B%2b", NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  test_http_free (fixture->http);
  test_http_free (fixture->other);
  g_object_unref (fixture->cancellable);
  g_free (fixture->address);
}

static TroupeAddressProbe *
probe (const char   *address,
       const char   *base,
       GCancellable *cancellable,
       GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  troupe_address_probe_async (address, base, cancellable, test_result_cb, &result);
  test_wait_until (result != NULL);
  return troupe_address_probe_finish (result, error);
}

/* Of a provider on this computer, as the server of the test is */
static TroupeAddressProbe *
probe_here (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  TroupeAddressProbe *found = probe (fixture->address, "http://127.0.0.1:1", fixture->cancellable, &error);

  g_assert_no_error (error);
  g_test_message ("%s", found->detail);
  return found;
}

static void
answer (TestHttp   *http,
        const char *head)
{
  test_http_answer (http, head, "", 0);
}

static void
test_probe_finds_video (Fixture      *fixture,
                        gconstpointer user_data)
{
  g_autoptr (TroupeAddressProbe) found = NULL;
  const char *request;

  answer (fixture->http, VIDEO);
  found = probe_here (fixture);
  g_assert_cmpint (found->verdict, ==, TROUPE_ADDRESS_FINE);
  g_assert_cmpint (found->reasons, ==, 0);
  g_assert_cmpuint (found->status, ==, 200);
  g_assert_cmpstr (found->media_type, ==, "video/mp4");
  g_assert_cmpint (found->size_bytes, ==, 1000);
  g_assert_cmpint (found->reach, ==, TROUPE_REACH_COMPUTER);
  g_assert_cmpstr (found->origin, ==, test_http_get_base (fixture->http));

  request = test_http_get_request (fixture->http, 0);
  g_assert_true (g_str_has_prefix (request, "HEAD /a%7Eb/clip.mp4?sig=%2B%2b HTTP/1.1\r\n"));
  g_assert_null (strstr (request, "Authorization"));
  g_assert_null (strstr (request, "Cookie"));
}

static void
test_probe_asks_for_one_byte (Fixture      *fixture,
                              gconstpointer user_data)
{
  g_autoptr (TroupeAddressProbe) found = NULL;

  answer (fixture->http, "HTTP/1.1 403 Forbidden\nContent-Length: 0");
  test_http_answer (fixture->http, "HTTP/1.1 206 Partial Content\nContent-Type: binary/octet-stream\n"
                    "Content-Range: bytes 0-0/77\nContent-Length: 1", "x", 1);
  found = probe_here (fixture);
  g_assert_cmpint (found->verdict, ==, TROUPE_ADDRESS_FINE);
  g_assert_cmpuint (found->status, ==, 206);
  g_assert_cmpint (found->size_bytes, ==, 77);
  g_assert_true (g_str_has_prefix (test_http_get_request (fixture->http, 1), "GET /a%7Eb/clip.mp4?sig=%2B%2b HTTP"));
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 1), "\r\nRange: bytes=0-0\r\n"));
}

static void
test_probe_judges_answers (Fixture      *fixture,
                           gconstpointer user_data)
{
  static const struct { const char *name, *head; TroupeAddressVerdict verdict; TroupeAddressReasons reasons; } cases[] = {
    { "not there", "HTTP/1.1 404 Not Found", TROUPE_ADDRESS_REFUSED, TROUPE_ADDRESS_STATUS },
    { "broken", "HTTP/1.1 500 Internal Server Error", TROUPE_ADDRESS_REFUSED, TROUPE_ADDRESS_STATUS },
    { "page", "HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\nContent-Length: 9", TROUPE_ADDRESS_REFUSED,
      TROUPE_ADDRESS_PAGE },
    { "json", "HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 9", TROUPE_ADDRESS_REFUSED,
      TROUPE_ADDRESS_PAGE },
    { "empty", "HTTP/1.1 200 OK\nContent-Type: video/mp4\nContent-Length: 0", TROUPE_ADDRESS_REFUSED,
      TROUPE_ADDRESS_EMPTY },
    { "nothing to range over", "HTTP/1.1 416 Range Not Satisfiable\nContent-Type: video/mp4",
      TROUPE_ADDRESS_REFUSED, TROUPE_ADDRESS_EMPTY },
    { "picture", "HTTP/1.1 200 OK\nContent-Type: image/png\nContent-Length: 9", TROUPE_ADDRESS_WARNING,
      TROUPE_ADDRESS_TYPE },
    { "no type", "HTTP/1.1 200 OK\nContent-Length: 9", TROUPE_ADDRESS_WARNING, TROUPE_ADDRESS_TYPE },
    { "no length", "HTTP/1.1 200 OK\nContent-Type: video/mp4", TROUPE_ADDRESS_WARNING, TROUPE_ADDRESS_LENGTH },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestHttp) http = test_http_new ();
      g_autoptr (TroupeAddressProbe) found = NULL;

      g_test_message ("%s", cases[i].name);
      answer (http, cases[i].head);
      answer (http, cases[i].head);
      found = probe (test_http_get_base (http), "http://localhost/v1", NULL, NULL);
      g_assert_cmpint (found->verdict, ==, cases[i].verdict);
      g_assert_cmpint (found->reasons, ==, cases[i].reasons);
      g_assert_cmpint (found->detail != NULL, ==, cases[i].verdict == TROUPE_ADDRESS_REFUSED);
    }
}

static void
test_probe_follows_redirects (Fixture      *fixture,
                              gconstpointer user_data)
{
  g_autoptr (TroupeAddressProbe) found = NULL;
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 302 Found\nLocation: %s/x%%7ey?s=%%2f\nContent-Length: 0",
                                           test_http_get_base (fixture->other));

  answer (fixture->http, head);
  answer (fixture->other, VIDEO);
  found = probe_here (fixture);
  g_assert_cmpint (found->verdict, ==, TROUPE_ADDRESS_WARNING);
  g_assert_cmpint (found->reasons, ==, TROUPE_ADDRESS_REDIRECTED);
  g_assert_cmpuint (found->n_redirects, ==, 1);
  g_assert_cmpstr (found->origin, ==, test_http_get_base (fixture->other));
  g_assert_true (g_str_has_prefix (test_http_get_request (fixture->other, 0), "HEAD /x%7ey?s=%2f HTTP/1.1\r\n"));
}

static void
test_probe_finds_page_behind_redirect (Fixture      *fixture,
                                       gconstpointer user_data)
{
  g_autoptr (TroupeAddressProbe) found = NULL;

  answer (fixture->http, "HTTP/1.1 302 Found\nLocation: /login\nContent-Length: 0");
  answer (fixture->http, "HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: 10");
  found = probe_here (fixture);
  g_assert_cmpint (found->verdict, ==, TROUPE_ADDRESS_REFUSED);
  g_assert_cmpint (found->reasons, ==, TROUPE_ADDRESS_PAGE);
  g_assert_true (g_str_has_prefix (test_http_get_request (fixture->http, 1), "HEAD /login HTTP/1.1\r\n"));
}

static void
test_probe_does_not_go_in_circles (Fixture      *fixture,
                                   gconstpointer user_data)
{
  g_autoptr (TroupeAddressProbe) found = NULL;

  for (guint i = 0; i < 8; i++)
    answer (fixture->http, "HTTP/1.1 302 Found\nLocation: /again\nContent-Length: 0");
  found = probe_here (fixture);
  g_assert_cmpint (found->reasons, ==, TROUPE_ADDRESS_LOOP);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 6);
}

static void
test_probe_refuses_local_for_others (Fixture      *fixture,
                                     gconstpointer user_data)
{
  static const char *const addresses[] = {
    "http://127.0.0.1:%u/", "http://localhost:%u/", "http://[::1]:%u/", "http://[::ffff:127.0.0.1]:%u/",
    "https://192.168.1.1:%u/", "https://[fe80::1]:%u/", "https://239.1.2.3:%u/",
  };
  g_autoptr (GUri) uri = g_uri_parse (test_http_get_base (fixture->http), G_URI_FLAGS_NONE, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GString) address = g_string_new (addresses[i]);
      g_autofree char *port = g_strdup_printf ("%d", g_uri_get_port (uri));
      g_autoptr (TroupeAddressProbe) found = NULL;
      g_autoptr (GError) error = NULL;

      g_string_replace (address, "%u", port, 0);
      g_test_message ("%s", address->str);
      found = probe (address->str, "https://203.0.114.7", NULL, NULL);
      g_assert_cmpint (found->verdict, ==, TROUPE_ADDRESS_REFUSED);
      g_assert_cmpint (found->reasons, ==, TROUPE_ADDRESS_PRIVATE);
      error = troupe_address_probe_to_error (found);
      g_assert_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_ADDRESS);
    }
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 0);
}

static void
test_probe_refuses_this_computer_for_network (Fixture      *fixture,
                                              gconstpointer user_data)
{
  g_autoptr (TroupeAddressProbe) found = probe (fixture->address, "https://192.168.1.5", NULL, NULL);

  g_assert_cmpint (found->reasons, ==, TROUPE_ADDRESS_PRIVATE);
}

static void
test_probe_refuses_redirect_to_private (Fixture      *fixture,
                                        gconstpointer user_data)
{
  g_autoptr (TroupeAddressProbe) found = NULL;

  /* What is allowed for the first address is what the provider reaches: here all, so nothing is refused. */
  answer (fixture->http, "HTTP/1.1 302 Found\nLocation: http://localhost:1/\nContent-Length: 0");
  found = probe_here (fixture);
  g_assert_cmpint (found->reasons, ==, TROUPE_ADDRESS_UNREACHABLE);
  g_assert_null (strstr (found->detail, "sig="));
}

static void
test_probe_refuses_what_is_no_address (Fixture      *fixture,
                                       gconstpointer user_data)
{
  static const char *const addresses[] = {
    "", "clip.mp4", "file:///etc/passwd", "ftp://example.org/a", "https://me:pw@example.org/a", "https:///a",
    "https://example.org/a b", "https://example.org/\xc3\xa4",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (TroupeAddressProbe) found = probe (addresses[i], NULL, NULL, NULL);

      g_test_message ("%s", addresses[i]);
      g_assert_cmpint (found->verdict, ==, TROUPE_ADDRESS_REFUSED);
      g_assert_cmpint (found->reasons, ==, TROUPE_ADDRESS_MALFORMED);
      g_assert_nonnull (found->detail);
    }
}

static void
test_probe_does_not_reach (Fixture      *fixture,
                           gconstpointer user_data)
{
  g_autoptr (TroupeAddressProbe) found = NULL;

  test_http_drop (fixture->http);
  test_http_drop (fixture->http);
  found = probe_here (fixture);
  g_assert_cmpint (found->reasons, ==, TROUPE_ADDRESS_UNREACHABLE);
  g_assert_cmpuint (found->status, ==, 0);
}

static void
test_probe_is_cancelled (Fixture      *fixture,
                         gconstpointer user_data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  test_http_hang (fixture->http);
  troupe_address_probe_async (fixture->address, "http://127.0.0.1", fixture->cancellable, test_result_cb, &result);
  test_wait_until (test_http_get_request (fixture->http, 0) != NULL);
  g_assert_null (result);
  g_cancellable_cancel (fixture->cancellable);
  test_wait_until (result != NULL);
  g_assert_null (troupe_address_probe_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_clear_error (&error);
  g_assert_null (probe (fixture->address, NULL, fixture->cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, func) g_test_add ("/address-probe/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("finds-video", test_probe_finds_video);
  ADD ("asks-for-one-byte", test_probe_asks_for_one_byte);
  ADD ("judges-answers", test_probe_judges_answers);
  ADD ("follows-redirects", test_probe_follows_redirects);
  ADD ("finds-page-behind-redirect", test_probe_finds_page_behind_redirect);
  ADD ("does-not-go-in-circles", test_probe_does_not_go_in_circles);
  ADD ("refuses-local-for-others", test_probe_refuses_local_for_others);
  ADD ("refuses-this-computer-for-network", test_probe_refuses_this_computer_for_network);
  ADD ("refuses-redirect-to-nowhere", test_probe_refuses_redirect_to_private);
  ADD ("refuses-what-is-no-address", test_probe_refuses_what_is_no_address);
  ADD ("does-not-reach", test_probe_does_not_reach);
  ADD ("is-cancelled", test_probe_is_cancelled);
  return g_test_run ();
}
