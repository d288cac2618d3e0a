/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "test-dir.h"
#include "test-http.h"
#include "test-wait.h"
#include "troupe-client.h"
#include "troupe-provider-error.h"
#include "troupe-providers.h"
#include "troupe-studio-process.h"

typedef struct
{
  TestDir             *dir;
  TroupeStudioProcess *studio;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  fixture->dir = test_dir_new ();
  fixture->studio = troupe_studio_process_new ();
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  if (fixture->studio != NULL)
    test_assert_finalize (fixture->studio);
  test_dir_free (fixture->dir);
}

/* Puts a program in the Studio's place; each start of it adds its arguments to the file "starts". */
static void
write_program (Fixture    *fixture,
               const char *commands)
{
  g_autofree char *path = test_dir_build (fixture->dir, "studio");
  g_autofree char *text = g_strdup_printf ("#!/bin/sh\ncd '%s'\necho \"$*\" >> starts\n%s\n",
                                           test_dir_get_path (fixture->dir), commands);

  g_assert_true (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0700, NULL));
  g_setenv ("TROUPE_STUDIO", path, TRUE);
}

static guint
count_starts (Fixture *fixture)
{
  g_autofree char *path = test_dir_build (fixture->dir, "starts");
  g_autofree char *text = NULL;
  guint n_starts = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  for (const char *p = strchr (text, '\n'); p != NULL; p = strchr (p + 1, '\n'))
    n_starts++;
  return n_starts;
}

static gboolean
start (Fixture *fixture,
       GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  troupe_studio_process_start_async (fixture->studio, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  return troupe_studio_process_start_finish (fixture->studio, result, error);
}

#define READY "echo '{\"base\":\"http://127.0.0.1:9\",\"key\":\"the-key\"}'\n"

static void
test_studio_process_starts_once (Fixture      *fixture,
                                 gconstpointer user_data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = test_dir_build (fixture->dir, "starts");
  g_autofree char *arguments = NULL;
  g_autofree char *expected = NULL;

  write_program (fixture, READY "cat");
  g_assert_null (troupe_studio_process_get_base (fixture->studio));
  troupe_studio_process_start_async (fixture->studio, NULL, test_result_cb, &first);
  troupe_studio_process_start_async (fixture->studio, NULL, test_result_cb, &second);
  test_wait_until (first != NULL && second != NULL);
  g_assert_true (troupe_studio_process_start_finish (fixture->studio, first, &error));
  g_assert_true (troupe_studio_process_start_finish (fixture->studio, second, &error));
  g_assert_true (start (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (troupe_studio_process_get_base (fixture->studio), ==, "http://127.0.0.1:9");
  g_assert_cmpstr (troupe_studio_process_get_key (fixture->studio), ==, "the-key");
  g_assert_cmpuint (count_starts (fixture), ==, 1);

  expected = g_strdup_printf ("--port 0 --state %s/troupe/studio\n", g_get_user_data_dir ());
  g_assert_true (g_file_get_contents (path, &arguments, NULL, NULL));
  g_assert_cmpstr (arguments, ==, expected);
}

static void
test_studio_process_ends_with_us (Fixture      *fixture,
                                  gconstpointer user_data)
{
  g_autofree char *path = test_dir_build (fixture->dir, "pipe");
  g_autoptr (GInputStream) pipe = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  char letter;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  pipe = g_unix_input_stream_new (g_open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0), TRUE);
  write_program (fixture, "exec 3> pipe\n" READY "cat");
  g_assert_true (start (fixture, NULL));
  test_assert_finalize (g_steal_pointer (&fixture->studio));

  /* The other end of the pipe is open as long as the program runs. */
  g_input_stream_read_async (pipe, &letter, 1, G_PRIORITY_DEFAULT, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_cmpint (g_input_stream_read_finish (pipe, result, NULL), ==, 0);
}

/* Makes the pipe at which a program waits with "read word < go", until something is written into it. */
static int
open_gate (Fixture *fixture)
{
  g_autofree char *path = test_dir_build (fixture->dir, "go");

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  return g_open (path, O_RDWR | O_CLOEXEC, 0);
}

static void
test_studio_process_starts_again (Fixture      *fixture,
                                  gconstpointer user_data)
{
  int gate = open_gate (fixture);
  g_autoptr (GError) error = NULL;

  write_program (fixture, READY "read word < go");
  g_assert_true (start (fixture, &error));
  g_assert_cmpint (write (gate, "go\n", 3), ==, 3);
  test_wait_until (troupe_studio_process_get_base (fixture->studio) == NULL);
  g_assert_null (troupe_studio_process_get_key (fixture->studio));
  write_program (fixture, "echo '{\"base\":\"http://127.0.0.1:10\",\"key\":\"k\"}'\ncat");
  g_assert_true (start (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (troupe_studio_process_get_base (fixture->studio), ==, "http://127.0.0.1:10");
  g_assert_cmpuint (count_starts (fixture), ==, 2);
  g_close (gate, NULL);
}

static void
test_studio_process_fails (Fixture      *fixture,
                           gconstpointer user_data)
{
  static const char * const programs[][2] = {
    { "exit 1", "*it ended before it was ready" },
    { "echo hello; cat", "*it did not say where it listens" },
    { "echo '[]'; cat", "*it did not say where it listens" },
    { "echo '{\"base\":\"http://127.0.0.1:9\"}'; cat", "*it did not say where it listens" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      g_autoptr (GError) error = NULL;

      write_program (fixture, programs[i][0]);
      g_assert_false (start (fixture, &error));
      g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_STUDIO);
      g_test_message ("%s", error->message);
      g_assert_true (g_pattern_match_simple (programs[i][1], error->message));
      g_assert_null (troupe_studio_process_get_base (fixture->studio));
    }
}

static void
test_studio_process_not_installed (Fixture      *fixture,
                                   gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_setenv ("TROUPE_STUDIO", "/nonexistent/troupe-studio", TRUE);
  g_assert_false (start (fixture, &error));
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_STUDIO);
  g_assert_nonnull (strstr (error->message, "/nonexistent/troupe-studio"));
}

static void
test_studio_process_cancelled (Fixture      *fixture,
                               gconstpointer user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) impatient = NULL;
  g_autoptr (GAsyncResult) patient = NULL;
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GError) error = NULL;
  int gate = open_gate (fixture);

  write_program (fixture, "read word < go\n" READY "cat");
  troupe_studio_process_start_async (fixture->studio, cancellable, test_result_cb, &impatient);
  troupe_studio_process_start_async (fixture->studio, NULL, test_result_cb, &patient);
  g_cancellable_cancel (cancellable);
  test_wait_until (impatient != NULL);
  g_assert_false (troupe_studio_process_start_finish (fixture->studio, impatient, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  g_assert_null (patient);
  g_assert_cmpint (write (gate, "go\n", 3), ==, 3);
  test_wait_until (patient != NULL);
  g_assert_true (troupe_studio_process_start_finish (fixture->studio, patient, &error));

  troupe_studio_process_start_async (fixture->studio, cancellable, test_result_cb, &late);
  test_wait_until (late != NULL);
  g_assert_false (troupe_studio_process_start_finish (fixture->studio, late, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_close (gate, NULL);
}

static void
test_client_talks_to_studio (Fixture      *fixture,
                             gconstpointer user_data)
{
  g_autoptr (TestHttp) http = test_http_new ();
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  g_autoptr (TroupeValues) values = troupe_values_new ();
  g_autoptr (TroupeRequest) request = NULL;
  g_autoptr (TroupeAnswer) answer = NULL;
  g_autoptr (GAsyncResult) ready = NULL;
  g_autoptr (GAsyncResult) sent = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *commands = NULL;
  TroupeProvider *practice = troupe_providers_find (providers, "practice");
  TroupeClient *client = troupe_client_new ();

  /* A key for scripts is for the providers that need one, not for the Studio. */
  g_setenv ("TROUPE_KEY", "sk-of-script", TRUE);
  commands = g_strdup_printf ("echo '{\"base\":\"%s\",\"key\":\"studio-key\"}'\ncat", test_http_get_base (http));
  write_program (fixture, commands);
  troupe_client_ready_async (client, practice, NULL, test_result_cb, &ready);
  test_wait_until (ready != NULL);
  g_assert_true (troupe_client_ready_finish (client, ready, &error));
  g_assert_cmpstr (troupe_provider_get_base (practice), ==, test_http_get_base (http));

  troupe_values_set (values, "clip.task", "task_1");
  troupe_values_set (values, "range.text", "0,1.5");
  request = troupe_request_new (practice, "create-character", values, &error);
  g_assert_no_error (error);
  test_http_answer (http, "HTTP/1.1 200 OK", "{\"id\":\"a\",\"username\":\"b\"}", 25);
  troupe_client_send_async (client, request, NULL, NULL, NULL, test_result_cb, &sent);
  test_wait_until (sent != NULL);
  answer = troupe_client_send_finish (client, sent, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (test_http_get_request (http, 0), "\r\nAuthorization: Bearer studio-key\r\n"));
  g_clear_object (&ready);
  g_clear_object (&sent);
  test_assert_finalize (client);
  g_unsetenv ("TROUPE_KEY");
}

static void
test_client_is_ready_for_others (Fixture      *fixture,
                                 gconstpointer user_data)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  g_autoptr (TroupeClient) client = troupe_client_new ();
  g_autoptr (GAsyncResult) ready = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("TROUPE_STUDIO", "/nonexistent/troupe-studio", TRUE);
  troupe_client_ready_async (client, troupe_providers_find (providers, "chainhub"), NULL, test_result_cb,
                             &ready);
  test_wait_until (ready != NULL);
  g_assert_true (troupe_client_ready_finish (client, ready, &error));
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/studio-process/starts-once", test_studio_process_starts_once);
  ADD ("/studio-process/ends-with-us", test_studio_process_ends_with_us);
  ADD ("/studio-process/starts-again", test_studio_process_starts_again);
  ADD ("/studio-process/fails", test_studio_process_fails);
  ADD ("/studio-process/not-installed", test_studio_process_not_installed);
  ADD ("/studio-process/cancelled", test_studio_process_cancelled);
  ADD ("/client/talks-to-studio", test_client_talks_to_studio);
  ADD ("/client/ready-for-others", test_client_is_ready_for_others);
  return g_test_run ();
}
