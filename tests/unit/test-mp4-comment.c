/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "test-dir.h"
#include "test-media.h"
#include "troupe-mp4-comment.h"

#define WORDS "{\"prompt\": \"A “fox” in the rain\"}"

static const guint8 signature[] = {
  0, 0, 0, 28, 'u', 'u', 'i', 'd',
  0xd8, 0xfe, 0xc3, 0xd6, 0x1b, 0x0e, 0x48, 0x3c, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7e, 0xc4, 0x81,
  1, 2, 3, 4
};

static GBytes *
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *content;
  gsize length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (content, length);
}

static char *
copy_with_words (TestDir    *dir,
                 const char *path)
{
  g_autoptr (GFile) source = g_file_new_for_path (path);
  g_autoptr (GFile) destination = NULL;
  g_autoptr (GError) error = NULL;
  char *copy = test_dir_build (dir, "copy.mp4");

  destination = g_file_new_for_path (copy);
  troupe_mp4_comment_copy (source, destination, WORDS, NULL, &error);
  g_assert_no_error (error);
  return copy;
}

static char *
read_words (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  char *words = troupe_mp4_comment_read (file, &error);

  g_assert_no_error (error);
  return words;
}

/* As another program reads it */
static char *
read_words_elsewhere (const char *path)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "ffprobe", "-v", "error", "-show_entries",
                              "format_tags=comment", "-of", "default=noprint_wrappers=1:nokey=1", path, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  return g_strchomp (output);
}

/* The MD5 of every decoded frame and every sample of sound */
static char *
hash_content (const char *path)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "ffmpeg", "-v", "error", "-nostdin", "-i", path,
                              "-f", "framemd5", "-", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return output;
}

static void
test_says (void)
{
  static const char *const kinds[] = { "h264.mp4", "index-first.mp4", "no-metadata.mp4" };
  g_autoptr (TestDir) dir = test_dir_new ();

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = test_media_make (kinds[i]);
      g_autofree char *copy = copy_with_words (dir, path);
      g_autofree char *words = read_words (copy);
      g_autofree char *elsewhere = read_words_elsewhere (copy);
      g_autofree char *before = hash_content (path);
      g_autofree char *after = hash_content (copy);
      g_autofree char *twice = NULL;

      g_test_message ("%s", kinds[i]);
      g_assert_cmpstr (words, ==, WORDS);
      g_assert_cmpstr (elsewhere, ==, WORDS);
      g_assert_cmpstr (after, ==, before);
      twice = read_words (path);
      g_assert_null (twice);    /* the original says nothing */
    }
}

static char *
append (TestDir      *dir,
        const char   *path,
        const guint8 *data,
        gsize         size)
{
  g_autoptr (GBytes) content = read_file (path);
  g_autoptr (GByteArray) array = g_byte_array_new ();
  char *other = test_dir_build (dir, "other.mp4");

  g_byte_array_append (array, g_bytes_get_data (content, NULL), (guint) g_bytes_get_size (content));
  g_byte_array_append (array, data, (guint) size);
  g_assert_true (g_file_set_contents (other, (const char *) array->data, array->len, NULL));
  return other;
}

static void
assert_same (const char *a,
             const char *b)
{
  g_autoptr (GBytes) content = read_file (a);
  g_autoptr (GBytes) other = read_file (b);

  g_assert_true (g_bytes_equal (content, other));
}

/* What would be broken by a word stays as it is, to the last byte. */
static void
test_leaves_alone (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *plain = test_media_make ("h264.mp4");
  g_autofree char *with_signature = append (dir, plain, signature, sizeof signature);
  g_autofree char *copy = copy_with_words (dir, with_signature);
  static const char *const kinds[] = { "fragmented.mp4", "truncated.mp4", "vp8.webm", "text.mp4", "empty.mp4", "own-words.mp4" };

  assert_same (copy, with_signature);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = test_media_make (kinds[i]);
      g_autofree char *other = copy_with_words (dir, path);

      g_test_message ("%s", kinds[i]);
      assert_same (other, path);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/mp4-comment/says", test_says);
  g_test_add_func ("/mp4-comment/leaves-alone", test_leaves_alone);
  return g_test_run ();
}
