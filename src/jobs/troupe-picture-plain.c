/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-picture-plain.h"

#include <string.h>

#include "troupe-provider-error.h"

#define PNG_SIGNATURE "\x89PNG\r\n\x1a\n"
#define PNG_SIGNATURE_BYTES 8

/* Markers of JPEG (ITU T.81, B.1) */
#define JPEG_SOI 0xd8
#define JPEG_EOI 0xd9
#define JPEG_SOS 0xda
#define JPEG_APP(n) (0xe0 + (n))
#define JPEG_COM 0xfe

#define EXIF_NAME "Exif\0"    /* and another 0, which is the end of the text */
#define EXIF_ORIENTATION 0x0112
#define EXIF_ENTRY_BYTES 12

/* Where the orientation is all that is told; its value goes to the place of the 0 */
#define EXIF_VALUE_AT 29
static const guint8 orientation_segment[] = {
  0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1,
  0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0
};

static guint32
read_number (const guint8 *data,
             guint         n_bytes,
             gboolean      is_little)
{
  guint32 number = 0;

  for (guint i = 0; i < n_bytes; i++)
    number = number << 8 | data[is_little ? n_bytes - 1 - i : i];
  return number;
}

/* From 2 to 8, or 0 where the picture stands upright. exif: what follows the name in its segment */
static guint8
find_orientation (const guint8 *exif,
                  gsize         size)
{
  const gboolean is_little = size > 0 && exif[0] == 'I';
  gsize at;
  guint n_entries;

  if (size < 10)
    return 0;
  at = read_number (exif + 4, 4, is_little);
  if (at > size - 2)
    return 0;
  n_entries = read_number (exif + at, 2, is_little);
  for (at += 2; n_entries > 0 && at + EXIF_ENTRY_BYTES <= size; n_entries--, at += EXIF_ENTRY_BYTES)
    {
      const guint32 value = read_number (exif + at + 8, 2, is_little);

      if (read_number (exif + at, 2, is_little) == EXIF_ORIENTATION)
        return value >= 2 && value <= 8 ? (guint8) value : 0;
    }
  return 0;
}

static void
append_orientation (GByteArray *plain,
                    guint8      orientation)
{
  const guint start = plain->len;

  g_byte_array_append (plain, orientation_segment, sizeof orientation_segment);
  plain->data[start + EXIF_VALUE_AT] = orientation;
}

/* segment: after its marker */
static void
append_segment (GByteArray   *plain,
                guint8        marker,
                const guint8 *segment,
                gsize         size)
{
  const guint8 head[] = { 0xff, marker };
  const gboolean is_exif = marker == JPEG_APP (1) && size > 2 + sizeof EXIF_NAME &&
                           memcmp (segment + 2, EXIF_NAME, sizeof EXIF_NAME) == 0;
  const gboolean is_colour = marker == JPEG_APP (2) && size > 14 && memcmp (segment + 2, "ICC_PROFILE", 12) == 0;
  const gboolean is_needed = marker < JPEG_APP (0) || marker == JPEG_APP (0) || marker == JPEG_APP (14) || is_colour;
  guint8 orientation = 0;

  if (is_exif)
    orientation = find_orientation (segment + 2 + sizeof EXIF_NAME, size - 2 - sizeof EXIF_NAME);
  if (orientation != 0)
    append_orientation (plain, orientation);
  if (!is_needed)
    return;
  g_byte_array_append (plain, head, sizeof head);
  g_byte_array_append (plain, segment, (guint) size);
}

static gboolean
has_segment (guint8 marker)
{
  return marker != 0x01 && (marker < 0xd0 || marker > JPEG_EOI);
}

/* Up to the next marker that is none of a restart (B.1.1.5) */
static gsize
find_marker (const guint8 *data,
             gsize         size,
             gsize         at)
{
  while (at + 1 < size &&
         (data[at] != 0xff || data[at + 1] == 0 || (data[at + 1] >= 0xd0 && data[at + 1] <= 0xd7)))
    at++;
  return at;
}

/* What comes after its end, such as a film of a phone, goes as well. The end itself may be missing. FALSE where it is
 * damaged. */
static gboolean
read_jpeg (const guint8 *data,
           gsize         size,
           GByteArray   *plain)
{
  static const guint8 eoi[] = { 0xff, JPEG_EOI };
  gboolean has_scan = FALSE;
  gsize at = 0;

  while (at + 1 < size && data[at] == 0xff)
    {
      const guint8 marker = data[at + 1];
      gsize end, length;

      if (marker == 0xff)    /* fills up */
        {
          at++;
          continue;
        }
      if (!has_segment (marker))
        {
          g_byte_array_append (plain, data + at, 2);
          at += 2;
          if (marker == JPEG_EOI)
            return TRUE;
          continue;
        }
      length = at + 4 <= size ? read_number (data + at + 2, 2, FALSE) : 0;
      if (length < 2 || at + 2 + length > size)
        return FALSE;
      append_segment (plain, marker, data + at + 2, length);
      at += 2 + length;
      if (marker != JPEG_SOS)
        continue;
      has_scan = TRUE;
      end = find_marker (data, size, at);
      g_byte_array_append (plain, data + at, (guint) (end - at));
      at = end;
    }
  g_byte_array_append (plain, eoi, sizeof eoi);
  return has_scan;
}

static gboolean
is_one_of (const guint8      *type,
           const char *const *types,
           gsize              n_types)
{
  for (gsize i = 0; i < n_types; i++)
    {
      if (memcmp (type, types[i], 4) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_png (const guint8 *data,
          gsize         size,
          GByteArray   *plain)
{
  static const char *const kept[] = {
    "IHDR", "PLTE", "IDAT", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "bKGD", "acTL", "fcTL", "fdAT",
    "IEND",
  };
  gsize at = PNG_SIGNATURE_BYTES;

  g_byte_array_append (plain, data, PNG_SIGNATURE_BYTES);
  while (at + 12 <= size)
    {
      const gsize length = read_number (data + at, 4, FALSE);

      if (length > size - at - 12)
        return FALSE;
      if (is_one_of (data + at + 4, kept, G_N_ELEMENTS (kept)))
        g_byte_array_append (plain, data + at, (guint) (length + 12));
      if (memcmp (data + at + 4, "IEND", 4) == 0)
        return TRUE;
      at += length + 12;
    }
  return FALSE;
}

static gboolean
read_webp (const guint8 *data,
           gsize         size,
           GByteArray   *plain)
{
  static const char *const kept[] = { "VP8X", "VP8 ", "VP8L", "ALP" "H", "ANIM", "ANMF", "ICCP" };
  const gsize whole = MIN (size, 8 + (gsize) read_number (data + 4, 4, TRUE));
  gsize at = 12;

  g_byte_array_append (plain, data, 12);
  while (at + 8 <= whole)
    {
      const gsize length = read_number (data + at + 4, 4, TRUE);
      const gsize taken = 8 + length + length % 2;
      const guint start = plain->len;

      if (length > whole - at - 8)
        return FALSE;
      if (is_one_of (data + at, kept, G_N_ELEMENTS (kept)))
        g_byte_array_append (plain, data + at, (guint) MIN (taken, whole - at));
      if (memcmp (data + at, "VP8X", 4) == 0 && length > 0)
        plain->data[start + 8] &= (guint8) ~0x0c;    /* it has no Exif and no XMP */
      at += taken;
    }
  for (guint i = 0; i < 4; i++)
    plain->data[4 + i] = (guint8) ((plain->len - 8) >> (8 * i));
  return at >= whole;
}

/**
 * troupe_picture_plain_new:
 * @content: a PNG, JPEG or WebP picture
 *
 * Takes out what a picture tells besides itself: place, time, camera, names, comments, a small copy of what it once
 * was, and what was appended to it. What it looks like stays as it is, bit by bit: its colours, and of a JPEG which way
 * is up.
 *
 * Fails with `TROUPE_PROVIDER_ERROR_VALUE` where it is damaged.
 *
 * Returns: (transfer full): the picture
 */
GBytes *
troupe_picture_plain_new (GBytes  *content,
                          GError **error)
{
  g_autoptr (GByteArray) plain = g_byte_array_new ();
  gboolean is_read = FALSE;
  gsize size;
  const guint8 *data = g_bytes_get_data (content, &size);

  if (size > 2 && data[0] == 0xff && data[1] == JPEG_SOI)
    is_read = read_jpeg (data, size, plain);
  else if (size > PNG_SIGNATURE_BYTES && memcmp (data, PNG_SIGNATURE, PNG_SIGNATURE_BYTES) == 0)
    is_read = read_png (data, size, plain);
  else if (size > 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    is_read = read_webp (data, size, plain);
  if (is_read)
    return g_byte_array_free_to_bytes (g_steal_pointer (&plain));

  g_set_error_literal (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE,
                       "the picture is damaged, or no PNG, JPEG or WebP");
  return NULL;
}
