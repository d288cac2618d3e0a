/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-upload.h"

#define ADDRESS "https://files.example.org/a%2Fb.mp4?sig=x%2By/z%3D"
#define BASE "https://api.example.org"

static void
test_round_trip (void)
{
  g_autoptr (TroupeUpload) upload = troupe_upload_new (ADDRESS, BASE, "bucket", "handle", 1234);
  g_autofree char *text = troupe_upload_to_json (upload);
  g_autoptr (TroupeUpload) back = troupe_upload_from_json (text);

  g_assert_cmpstr (back->address, ==, ADDRESS);
  g_assert_cmpstr (back->base, ==, BASE);
  g_assert_cmpstr (back->host_id, ==, "bucket");
  g_assert_cmpstr (back->handle, ==, "handle");
  g_assert_cmpint (back->expires, ==, 1234);
}

static void
test_what_is_none (void)
{
  static const char *const texts[] = { NULL, "", "[]", "{}", "{\"base\":\"https://a.example\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (troupe_upload_from_json (texts[i]));
}

static void
test_fits (void)
{
  static const struct
  {
    const char *name;
    const char *base;
    const char *host_id;
    gint64      now;
    gboolean    fits;
  } cases[] = {
    { "the same", BASE, NULL, 1000, TRUE },
    { "another provider", "https://other.example", NULL, 1000, FALSE },
    { "a host instead", NULL, "bucket", 1000, FALSE },
    { "nearly gone", BASE, NULL, 9500, FALSE },
    { "gone", BASE, NULL, 20000, FALSE },
  };
  g_autoptr (TroupeUpload) upload = troupe_upload_new (ADDRESS, BASE, NULL, NULL, 10000);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (troupe_upload_fits (upload, cases[i].base, cases[i].host_id, cases[i].now),
                       ==, cases[i].fits);
    }
  upload->expires = 0;
  g_assert_true (troupe_upload_fits (upload, BASE, NULL, G_MAXINT64));
  g_assert_false (troupe_upload_fits (NULL, BASE, NULL, 0));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/upload/round-trip", test_round_trip);
  g_test_add_func ("/upload/what-is-none", test_what_is_none);
  g_test_add_func ("/upload/fits", test_fits);
  return g_test_run ();
}
