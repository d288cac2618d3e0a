/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "troupe-picture-plain.h"
#include "troupe-provider-error.h"

/* Data of a literal that may hold zeros */
#define TEXT(literal) literal, sizeof literal - 1

#define SOI "\xff\xd8"
#define EOI "\xff\xd9"
#define JFIF "\xff\xe0\0\x07JFIF\0"
#define ICC "\xff\xe2\0\x11" "ICC_PROFILE\0\1\1x"
#define SCAN "\xff\xda\0\x04" "ab" "data\xff\0more\xff\xd0rest"
/* A segment of Exif, little-endian, whose second entry tells that the top is at the right */
#define EXIF "\xff\xe1\0\x31" "Exif\0\0" "II\x2a\0\x08\0\0\0\2\0" \
        "\x0f\1\2\0\4\0\0\0" "Leak" "\x12\1\3\0\1\0\0\0\6\0\0\0" "secret!"
#define UPRIGHT "\xff\xe1\0\x22" "Exif\0\0" "MM\0\x2a\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"

#define PNG "\x89PNG\r\n\x1a\n"
#define CHUNK(type) "\0\0\0\2" type "xycrc4"

static const struct
{
  const char *name;
  const char *data;
  gsize       size;
  const char *plain;       /* NULL: damaged */
  gsize       plain_size;
} cases[] = {
  { "jpeg", TEXT (SOI JFIF EXIF ICC "\xff\xfe\0\x06note" SCAN EOI "a film behind it"), TEXT (SOI JFIF UPRIGHT ICC SCAN EOI) },
  { "jpeg of an owner", TEXT (SOI "\xff\xed\0\x06Leak" "\xff\xe1\0\x06http" SCAN EOI), TEXT (SOI SCAN EOI) },
  { "jpeg in several scans", TEXT (SOI SCAN "\xff\xc4\0\x04\xff\xd9" SCAN EOI), TEXT (SOI SCAN "\xff\xc4\0\x04\xff\xd9" SCAN EOI) },
  { "jpeg without an end", TEXT (SOI SCAN "\xff\xfe\0\x06Leak"), TEXT (SOI SCAN EOI) },
  { "jpeg cut in a segment", TEXT (SOI "\xff\xe1\0\xffLeak"), NULL, 0 },
  { "jpeg without a picture", TEXT (SOI JFIF), NULL, 0 },
  { "png", TEXT (PNG CHUNK ("IHDR") CHUNK ("eXIf") CHUNK ("tEXt") CHUNK ("IDAT") CHUNK ("tIME") CHUNK ("IEND") "more"),
    TEXT (PNG CHUNK ("IHDR") CHUNK ("IDAT") CHUNK ("IEND")) },
  { "png cut in a chunk", TEXT (PNG CHUNK ("IHDR") "\0\0\xff\0IDATxx...."), NULL, 0 },
  { "png without an end", TEXT (PNG CHUNK ("IHDR")), NULL, 0 },
  { "webp", TEXT ("RIFF\x30\0\0\0WEBP" "VP8X\1\0\0\0\x1c\0" "VP8 \3\0\0\0abc\0" "EXIF\4\0\0\0Leak" "XMP \1\0\0\0x\0"),
    TEXT ("RIFF\x1a\0\0\0WEBP" "VP8X\1\0\0\0\x10\0" "VP8 \3\0\0\0abc\0") },
  { "webp cut in a chunk", TEXT ("RIFF\xff\0\0\0WEBP" "VP8 \xff\0\0\0abc"), NULL, 0 },
  { "gif", TEXT ("GIF89a......"), NULL, 0 },
  { "nothing", TEXT (""), NULL, 0 },
};

static void
test_plain (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) content = g_bytes_new_static (cases[i].data, cases[i].size);
      g_autoptr (GBytes) plain = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].name);
      plain = troupe_picture_plain_new (content, &error);
      if (cases[i].plain == NULL)
        {
          g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), cases[i].plain, cases[i].plain_size);
    }
}

/* However it is cut off or spoilt, nothing is read that is not there: the sanitizers look. */
static void
test_any_bytes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      for (gsize at = 0; at < cases[i].size; at++)
        {
          g_autofree guint8 *data = g_memdup2 (cases[i].data, cases[i].size);
          g_autoptr (GBytes) shorter = g_bytes_new (cases[i].data, at);
          g_autoptr (GBytes) spoilt = NULL;
          g_autoptr (GBytes) first = troupe_picture_plain_new (shorter, NULL);
          g_autoptr (GBytes) second = NULL;

          data[at] ^= 0xff;
          spoilt = g_bytes_new (data, cases[i].size);
          second = troupe_picture_plain_new (spoilt, NULL);
          g_assert_true (first == NULL || g_bytes_get_size (first) > 0);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/picture-plain/new/keeps-the-picture-alone", test_plain);
  g_test_add_func ("/picture-plain/new/takes-any-bytes", test_any_bytes);
  return g_test_run ();
}
