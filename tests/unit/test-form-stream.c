/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "test-dir.h"
#include "test-wait.h"
#include "troupe-form-stream.h"

static GFile *
write_file (TestDir    *dir,
            const char *name,
            const char *contents)
{
  g_autofree char *path = test_dir_build (dir, name);

  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
  return g_file_new_for_path (path);
}

static char *
read_all (TroupeFormStream *form,
          GError          **error)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  if (g_output_stream_splice (memory, G_INPUT_STREAM (form), G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL,
                              error) < 0)
    return NULL;
  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
}

static void
test_form_stream_writes_parts (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (GFile) file = write_file (dir, "private name.mp4", "0123456789");
  g_autoptr (GFile) empty = write_file (dir, "empty", "");
  g_autoptr (TroupeFormStream) form = troupe_form_stream_new ();
  g_autofree char *type = troupe_form_stream_dup_content_type (form);
  g_autofree char *expected = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;
  const char *boundary = strchr (type, '=') + 1;

  troupe_form_stream_add_text (form, "model", "ä\r\nb");
  troupe_form_stream_add_file (form, "file", file, 10, "a\"b\r\nc.mp4", "video/mp4");
  troupe_form_stream_add_file (form, "none", empty, 0, "none.png", "image/png");
  troupe_form_stream_end (form);

  expected = g_strdup_printf ("--%s\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nä\r\nb\r\n"
                              "--%s\r\nContent-Disposition: form-data; name=\"file\"; "
                              "filename=\"a%%22b%%0D%%0Ac.mp4\"\r\nContent-Type: video/mp4\r\n\r\n"
                              "0123456789\r\n"
                              "--%s\r\nContent-Disposition: form-data; name=\"none\"; "
                              "filename=\"none.png\"\r\nContent-Type: image/png\r\n\r\n\r\n--%s--\r\n",
                              boundary, boundary, boundary, boundary);
  g_assert_true (g_str_has_prefix (type, "multipart/form-data; boundary="));
  g_assert_cmpuint (troupe_form_stream_get_size (form), ==, strlen (expected));
  body = read_all (form, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (body, ==, expected);
  g_assert_finalize_object (g_steal_pointer (&form));
}

static void
test_form_stream_sends_no_more_than_promised (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (GFile) file = write_file (dir, "grown", "0123456789");
  g_autoptr (TroupeFormStream) form = troupe_form_stream_new ();
  g_autofree char *body = NULL;

  troupe_form_stream_add_file (form, "file", file, 4, "a", "video/mp4");
  troupe_form_stream_end (form);
  body = read_all (form, NULL);
  g_assert_cmpuint (strlen (body), ==, troupe_form_stream_get_size (form));
  g_assert_nonnull (strstr (body, "\r\n\r\n0123\r\n--"));
}

static void
test_form_stream_notices_shortened_file (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (GFile) file = write_file (dir, "shrunk", "012");
  g_autoptr (TroupeFormStream) form = troupe_form_stream_new ();
  g_autoptr (GError) error = NULL;

  troupe_form_stream_add_file (form, "file", file, 4, "a", "video/mp4");
  troupe_form_stream_end (form);
  g_assert_null (read_all (form, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
}

static void
test_form_stream_notices_missing_file (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nonexistent/clip.mp4");
  g_autoptr (TroupeFormStream) form = troupe_form_stream_new ();
  g_autoptr (GError) error = NULL;

  troupe_form_stream_add_file (form, "file", file, 4, "a", "video/mp4");
  troupe_form_stream_end (form);
  g_assert_null (read_all (form, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/form-stream/writes-parts", test_form_stream_writes_parts);
  g_test_add_func ("/form-stream/sends-no-more-than-promised",
                   test_form_stream_sends_no_more_than_promised);
  g_test_add_func ("/form-stream/notices-shortened-file", test_form_stream_notices_shortened_file);
  g_test_add_func ("/form-stream/notices-missing-file", test_form_stream_notices_missing_file);
  return g_test_run ();
}
