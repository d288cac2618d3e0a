/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-s3-signature.h"

/* The example of "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)", Amazon S3 API
 * Reference */
static const TroupeS3Credentials example = {
  "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1",
};

static void
test_example_of_documentation (void)
{
  g_autoptr (GDateTime) when = g_date_time_new_utc (2013, 5, 24, 0, 0, 0);
  g_autofree char *address = troupe_s3_signature_presign (&example, "GET", "https://examplebucket.s3.amazonaws.com",
                                                          "/test.txt", when, 86400);

  g_assert_cmpstr (address, ==, "https://examplebucket.s3.amazonaws.com/test.txt"
                   "?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                   "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                   "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                   "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
}

static void
test_time_is_utc (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (2 * 60 * 60);
  g_autoptr (GDateTime) when = g_date_time_new (zone, 2013, 5, 24, 2, 0, 0);
  g_autofree char *address = troupe_s3_signature_presign (&example, "GET", "https://examplebucket.s3.amazonaws.com",
                                                          "/test.txt", when, 86400);

  g_assert_true (g_str_has_suffix (address, "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"));
}

static void
test_path_is_encoded_once (void)
{
  g_autoptr (GDateTime) when = g_date_time_new_utc (2013, 5, 24, 0, 0, 0);
  g_autofree char *address = troupe_s3_signature_presign (&example, "PUT", "http://127.0.0.1:9000",
                                                          "/my bucket/ä+b~c%/d=e&f?.mp4", when, 1);

  g_assert_true (g_str_has_prefix (address,
                                   "http://127.0.0.1:9000/my%20bucket/%C3%A4%2Bb~c%25/d%3De%26f%3F.mp4?X-Amz-"));
}

static void
test_all_is_signed (void)
{
  static const struct { const char *method, *origin, *path, *access_key, *secret, *region; guint life_s; } cases[] = {
    { "GET", "https://a.example", "/b", "k", "s", "r", 60 }, { "PUT", "https://a.example", "/b", "k", "s", "r", 60 },
    { "GET", "https://c.example", "/b", "k", "s", "r", 60 }, { "GET", "https://a.example", "/c", "k", "s", "r", 60 },
    { "GET", "https://a.example", "/b", "l", "s", "r", 60 }, { "GET", "https://a.example", "/b", "k", "t", "r", 60 },
    { "GET", "https://a.example", "/b", "k", "s", "q", 60 }, { "GET", "https://a.example", "/b", "k", "s", "r", 61 },
  };
  g_autoptr (GDateTime) when = g_date_time_new_utc (2026, 1, 2, 3, 4, 5);
  g_autoptr (GHashTable) signatures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TroupeS3Credentials credentials = { cases[i].access_key, cases[i].secret, cases[i].region };
      g_autofree char *address = troupe_s3_signature_presign (&credentials, cases[i].method, cases[i].origin,
                                                              cases[i].path, when, cases[i].life_s);

      g_assert_true (g_hash_table_add (signatures, g_strdup (strrchr (address, '='))));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/s3-signature/example-of-documentation", test_example_of_documentation);
  g_test_add_func ("/s3-signature/time-is-utc", test_time_is_utc);
  g_test_add_func ("/s3-signature/path-is-encoded-once", test_path_is_encoded_once);
  g_test_add_func ("/s3-signature/all-is-signed", test_all_is_signed);
  return g_test_run ();
}
