/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-upload-list.h"

#define ADDRESS "https://files.example.org/a%2Fb.mp4?sig=x%2By/z%3D"
#define BASE "https://api.example.org"

static void
test_round_trip (void)
{
  g_autoptr (GPtrArray) list = troupe_upload_list_new ();
  g_autoptr (GPtrArray) back = NULL;
  g_autofree char *text = NULL;
  const TroupeUpload *upload;

  g_ptr_array_add (list, troupe_upload_new (ADDRESS, BASE, "bucket", "handle", 1234));
  g_ptr_array_add (list, troupe_upload_new ("asset://7", NULL, NULL, NULL, 0));
  ((TroupeUpload *) list->pdata[0])->what = g_strdup ("/a.mp4");
  text = troupe_upload_list_to_json (list, FALSE, NULL);
  back = troupe_upload_list_from_json (text);
  g_assert_cmpuint (back->len, ==, 2);
  upload = back->pdata[0];
  g_assert_cmpstr (upload->address, ==, ADDRESS);
  g_assert_cmpstr (upload->base, ==, BASE);
  g_assert_cmpstr (upload->host_id, ==, "bucket");
  g_assert_cmpstr (upload->handle, ==, "handle");
  g_assert_cmpstr (upload->what, ==, "/a.mp4");
  g_assert_cmpint (upload->expires, ==, 1234);
  g_assert_false (upload->is_stale);
  upload = back->pdata[1];
  g_assert_cmpstr (upload->address, ==, "asset://7");
  g_assert_null (upload->handle);
}

/* What was refused stays known, to be deleted; what comes then can be used. */
static void
test_stale (void)
{
  g_autoptr (GPtrArray) list = troupe_upload_list_new ();
  g_autoptr (TroupeUpload) more = troupe_upload_new ("https://x.example/2", BASE, NULL, NULL, 0);
  g_autoptr (GPtrArray) back = NULL;
  g_autofree char *text = NULL;

  g_assert_null (troupe_upload_list_to_json (list, TRUE, NULL));
  g_ptr_array_add (list, troupe_upload_new (ADDRESS, BASE, NULL, NULL, 0));
  text = troupe_upload_list_to_json (list, TRUE, more);
  back = troupe_upload_list_from_json (text);
  g_assert_cmpuint (back->len, ==, 2);
  g_assert_true (troupe_upload_list_find (back, NULL, BASE, NULL) == back->pdata[1]);
  g_assert_true (troupe_upload_list_find (list, NULL, BASE, NULL) == list->pdata[0]);
  g_assert_null (troupe_upload_list_find (list, "/a.mp4", BASE, NULL));
}

static void
test_what_is_none (void)
{
  static const char *const texts[] = {
    NULL, "", "7", "[]", "{}", "[7, null]", "{\"base\":\"https://a.example\"}", "[{\"base\":\"https://a.example\"}]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) list = troupe_upload_list_from_json (texts[i]);

      g_assert_cmpuint (list->len, ==, 0);
    }
}

/* As the journal kept it when there was but one */
static void
test_single (void)
{
  g_autoptr (GPtrArray) list = troupe_upload_list_from_json ("{\"url\":\"https://x.example/1\",\"handle\":\"h\"}");

  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (((TroupeUpload *) list->pdata[0])->handle, ==, "h");
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
      g_assert_cmpint (troupe_upload_fits (upload, NULL, cases[i].base, cases[i].host_id, cases[i].now),
                       ==, cases[i].fits);
    }
  upload->expires = 0;
  g_assert_true (troupe_upload_fits (upload, NULL, BASE, NULL, G_MAXINT64));
  upload->is_stale = TRUE;
  g_assert_false (troupe_upload_fits (upload, NULL, BASE, NULL, 0));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/upload/round-trip", test_round_trip);
  g_test_add_func ("/upload/stale", test_stale);
  g_test_add_func ("/upload/what-is-none", test_what_is_none);
  g_test_add_func ("/upload/single", test_single);
  g_test_add_func ("/upload/fits", test_fits);
  return g_test_run ();
}
