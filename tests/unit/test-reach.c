/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-wait.h"
#include "troupe-reach.h"

static void
test_addresses (void)
{
  static const struct { const char *text; TroupeReach reach; } cases[] = {
    { "93.184.215.14", TROUPE_REACH_PUBLIC }, { "2606:2800:21f:cb07:6820:80da:af6b:8b2c", TROUPE_REACH_PUBLIC },
    { "127.0.0.1", TROUPE_REACH_COMPUTER }, { "127.255.3.4", TROUPE_REACH_COMPUTER },
    { "0.0.0.0", TROUPE_REACH_COMPUTER }, { "::1", TROUPE_REACH_COMPUTER }, { "::", TROUPE_REACH_COMPUTER },
    { "10.1.2.3", TROUPE_REACH_NETWORK }, { "172.15.0.1", TROUPE_REACH_PUBLIC },
    { "172.16.0.1", TROUPE_REACH_NETWORK }, { "172.31.255.255", TROUPE_REACH_NETWORK },
    { "172.32.0.1", TROUPE_REACH_PUBLIC }, { "192.168.178.1", TROUPE_REACH_NETWORK },
    { "169.254.169.254", TROUPE_REACH_NETWORK }, { "100.64.0.1", TROUPE_REACH_NETWORK },
    { "100.128.0.1", TROUPE_REACH_PUBLIC }, { "224.0.0.251", TROUPE_REACH_NETWORK },
    { "255.255.255.255", TROUPE_REACH_NETWORK }, { "fe80::1", TROUPE_REACH_NETWORK },
    { "fd12:3456:789a::1", TROUPE_REACH_NETWORK }, { "ff02::fb", TROUPE_REACH_NETWORK },
    { "::ffff:127.0.0.1", TROUPE_REACH_COMPUTER }, { "::ffff:192.168.1.1", TROUPE_REACH_NETWORK },
    { "::ffff:93.184.215.14", TROUPE_REACH_PUBLIC }, { "64:ff9b::7f00:1", TROUPE_REACH_COMPUTER },
    { "2002:c0a8:0101::1", TROUPE_REACH_NETWORK }, { "2002:5db8:d70e::1", TROUPE_REACH_PUBLIC },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_nonnull (address);
      g_assert_cmpint (troupe_reach_of_address (address), ==, cases[i].reach);
    }
}

static void
test_hosts (void)
{
  static const struct { const char *host; TroupeReach reach; } cases[] = {
    { "localhost", TROUPE_REACH_COMPUTER }, { "a.localhost", TROUPE_REACH_COMPUTER },
    { "192.168.0.7", TROUPE_REACH_NETWORK }, { "::1", TROUPE_REACH_COMPUTER },
    { "93.184.215.14", TROUPE_REACH_PUBLIC },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      TroupeReach reach;

      g_test_message ("%s", cases[i].host);
      troupe_reach_lookup_async (cases[i].host, NULL, test_result_cb, &result);
      test_wait_until (result != NULL);
      g_assert_true (troupe_reach_lookup_finish (result, &reach, &error));
      g_assert_no_error (error);
      g_assert_cmpint (reach, ==, cases[i].reach);
    }
}

static void
test_unknown_host (void)
{
  static const char *const hosts[] = { "nobody.invalid", "127.1", "2130706433" };

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      TroupeReach reach = TROUPE_REACH_COMPUTER;

      troupe_reach_lookup_async (hosts[i], NULL, test_result_cb, &result);
      test_wait_until (result != NULL);
      g_test_message ("%s", hosts[i]);
      g_assert_true (!troupe_reach_lookup_finish (result, &reach, NULL) || reach == TROUPE_REACH_COMPUTER);
    }
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  TroupeReach reach;

  g_cancellable_cancel (cancellable);
  troupe_reach_lookup_async ("localhost", cancellable, test_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_false (troupe_reach_lookup_finish (result, &reach, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/reach/addresses", test_addresses);
  g_test_add_func ("/reach/hosts", test_hosts);
  g_test_add_func ("/reach/unknown-host", test_unknown_host);
  g_test_add_func ("/reach/cancelled", test_cancelled);
  return g_test_run ();
}
