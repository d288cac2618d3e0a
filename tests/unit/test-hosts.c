/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "test-dir.h"
#include "test-wait.h"
#include "troupe-host-error.h"
#include "troupe-hosts.h"

#define CLIP "the bytes of a clip"

static char *
dup_ini_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "troupe", "hosts.ini", NULL);
}

static void
write_ini (const char *text)
{
  g_autofree char *path = dup_ini_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static char *
read_ini (void)
{
  g_autofree char *path = dup_ini_path ();
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
set (TroupeHost *host,
     const char *name,
     const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (troupe_host_set_setting (host, name, text, &error));
  g_assert_no_error (error);
}

static void
test_settings_are_checked (void)
{
  static const struct { const char *kind, *name, *good, *kept, *bad; } cases[] = {
    { "form", "address", "https://up.example.org/new?a=1", "https://up.example.org/new?a=1",
      "http://up.example.org/" },
    { "form", "address", " http://127.0.0.1:8080/up ", "http://127.0.0.1:8080/up", "ftp://up.example.org/" },
    { "form", "address", "https://up.example.org", "https://up.example.org", "https://me:pw@up.example.org/" },
    { "form", "header", "X-Api-Key", "X-Api-Key", "X-Api-Key: a\r\nHost" },
    { "form", "part", "file", "file", "fi\"le" },
    { "form", "place", "$.data.url", "$.data.url", "$.data[" },
    { "form", "place", "$.files[0].url-2", "$.files[0].url-2", "$..url" },
    { "form", "parts", "expires=24h&folder=a%20b", "expires=24h&folder=a%20b", "\"a=1" },
    { "s3", "endpoint", "https://s3.example.org//", "https://s3.example.org", "https://s3.example.org/?x" },
    { "s3", "style", "host", "host", "dns" },
    { "s3", "hours", "168", "168", "169" },
    { "s3", "hours", "1", "1", "0" },
    { "s3", "bucket", "my.bucket-1", "my.bucket-1", "my/bucket" },
    { "s3", "prefix", "clips/ä b", "clips/ä b", "a\nb" },
    { "folder", "location", "/srv/www", "/srv/www", "srv/www" },
    { "folder", "location", "sftp://nas.example.org/www", "sftp://nas.example.org/www", "www" },
    { "folder", "address", "http://nas.example.org/www/", "http://nas.example.org/www", "nas.example.org/www" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TroupeHost) host = troupe_host_new ("h", "H", troupe_host_kind_find (cases[i].kind));
      g_autoptr (GError) error = NULL;

      g_test_message ("%s %s", cases[i].name, cases[i].good);
      set (host, cases[i].name, cases[i].good);
      g_assert_false (troupe_host_set_setting (host, cases[i].name, cases[i].bad, &error));
      g_assert_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_SETTING);
      g_assert_true (g_str_has_prefix (error->message, cases[i].name));
      g_assert_cmpstr (troupe_host_get_setting (host, cases[i].name), ==, cases[i].kept);
    }
}

static void
test_settings_notify_changes_only (void)
{
  g_autoptr (TroupeHost) host = troupe_host_new ("h", "H", troupe_host_kind_find ("s3"));
  guint n_changes = 0, n_names = 0;
  g_autoptr (GError) error = NULL;

  g_signal_connect_swapped (host, "changed", G_CALLBACK (test_count_cb), &n_changes);
  g_signal_connect_swapped (host, "notify::name", G_CALLBACK (test_count_cb), &n_names);
  g_assert_cmpstr (troupe_host_get_setting (host, "region"), ==, "us-east-1");
  set (host, "region", "eu-1");
  set (host, "region", "eu-1");
  g_assert_cmpuint (n_changes, ==, 1);
  set (host, "region", "");
  g_assert_cmpuint (n_changes, ==, 2);
  g_assert_cmpstr (troupe_host_get_setting (host, "region"), ==, "us-east-1");
  g_assert_cmpuint (troupe_host_get_hours (host), ==, 24);
  g_assert_true (troupe_host_can_delete (host));
  troupe_host_set_name (host, "Other");
  troupe_host_set_name (host, "Other");
  g_assert_cmpuint (n_names, ==, 1);

  g_assert_false (troupe_host_set_setting (host, "colour", "blue", &error));
  g_assert_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_SETTING);
  g_clear_error (&error);
  g_assert_false (troupe_host_check (host, &error));
  g_assert_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_SETTING);
  g_assert_nonnull (strstr (error->message, "endpoint"));
}

static void
test_list_keeps_hosts (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *ini = NULL;

  write_ini ("# mine\n[host old]\nkind=folder\nfuture=1\nname=Old\nlocation=/srv\naddress=https://example.org\n");
  {
    g_autoptr (TroupeHosts) hosts = troupe_hosts_new ();
    g_autoptr (TroupeHost) made = troupe_hosts_make (hosts, "Ünser Bucket!", troupe_host_kind_find ("s3"));

    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (hosts)), ==, 1);
    g_assert_cmpstr (troupe_host_get_id (made), ==, "unser-bucket");
    set (made, "bucket", "clips");
    troupe_hosts_add (hosts, made);
    troupe_hosts_set_default (hosts, made);
    g_assert_true (troupe_hosts_save (hosts, &error));
    g_assert_no_error (error);
  }
  {
    g_autoptr (TroupeHosts) hosts = troupe_hosts_new ();
    TroupeHost *made = troupe_hosts_find (hosts, "unser-bucket");

    g_assert_cmpuint (troupe_hosts_get_errors (hosts)->len, ==, 0);
    g_assert_cmpstr (troupe_host_get_name (made), ==, "Ünser Bucket!");
    g_assert_cmpstr (troupe_host_get_setting (made, "bucket"), ==, "clips");
    g_assert_true (troupe_hosts_get_default (hosts) == made);
    troupe_hosts_remove (hosts, made);
    g_assert_true (troupe_hosts_get_default (hosts) == troupe_hosts_find (hosts, "old"));
    g_assert_true (troupe_hosts_save (hosts, &error));
    g_assert_no_error (error);
  }
  ini = read_ini ();
  g_assert_nonnull (strstr (ini, "# mine"));
  g_assert_nonnull (strstr (ini, "future=1"));
  g_assert_null (strstr (ini, "bucket"));
}

static void
test_list_leaves_out_what_is_wrong (void)
{
  g_autoptr (TroupeHosts) hosts = NULL;
  g_autoptr (TroupeHost) made = NULL;

  write_ini ("[host a]\nkind=carrier-pigeon\n[host b]\nkind=form\naddress=nowhere\n[host C/..]\nkind=form\n"
             "[host d]\nkind=form\n");
  hosts = troupe_hosts_new ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (hosts)), ==, 1);
  g_assert_cmpuint (troupe_hosts_get_errors (hosts)->len, ==, 3);
  g_assert_nonnull (strstr (((GError *) troupe_hosts_get_errors (hosts)->pdata[1])->message, "[host b]: address"));
  made = troupe_hosts_make (hosts, "A", troupe_host_kind_find ("form"));
  g_assert_cmpstr (troupe_host_get_id (made), ==, "a-2");
}

static void
test_list_keeps_damaged_file (void)
{
  g_autofree char *path = dup_ini_path ();
  g_autofree char *aside = g_strconcat (path, "~", NULL);
  g_autofree char *kept = NULL;
  g_autoptr (TroupeHosts) hosts = NULL;
  g_autoptr (GError) error = NULL;

  write_ini ("[host a\nkind=form\n");
  hosts = troupe_hosts_new ();
  g_assert_cmpuint (troupe_hosts_get_errors (hosts)->len, ==, 1);
  g_assert_true (troupe_hosts_save (hosts, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (aside, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "[host a\nkind=form\n");
  g_assert_true (troupe_hosts_save (hosts, &error));
}

static void
test_list_without_file_is_empty (void)
{
  g_autofree char *path = dup_ini_path ();
  g_autoptr (TroupeHosts) hosts = NULL;

  g_remove (path);
  hosts = troupe_hosts_new ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (hosts)), ==, 0);
  g_assert_cmpuint (troupe_hosts_get_errors (hosts)->len, ==, 0);
  g_assert_null (troupe_hosts_get_default (hosts));
}

typedef struct
{
  TestDir      *dir;
  TroupeHost   *host;
  GFile        *clip;
  GCancellable *cancellable;
  char         *folder;
  guint64       done_bytes;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *clip = NULL;

  fixture->dir = test_dir_new ();
  fixture->host = troupe_host_new ("nas", "NAS", troupe_host_kind_find ("folder"));
  fixture->cancellable = g_cancellable_new ();
  fixture->folder = test_dir_build (fixture->dir, "www");
  g_assert_cmpint (g_mkdir (fixture->folder, 0755), ==, 0);
  clip = test_dir_build (fixture->dir, "private name.mp4");
  fixture->clip = g_file_new_for_path (clip);
  g_file_set_contents (clip, CLIP, -1, &error);
  g_assert_no_error (error);
  set (fixture->host, "location", fixture->folder);
  set (fixture->host, "address", "https://nas.example.org/clips/");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  g_object_unref (fixture->clip);
  g_object_unref (fixture->cancellable);
  test_assert_finalize (fixture->host);
  test_dir_free (fixture->dir);
  g_free (fixture->folder);
}

static void
progress_cb (guint64  done_bytes,
             guint64  total_bytes,
             gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpuint (total_bytes, ==, strlen (CLIP));
  fixture->done_bytes = done_bytes;
}

static TroupePublished *
publish (Fixture *fixture,
         GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  troupe_host_publish_async (fixture->host, fixture->clip, "video/mp4", progress_cb, fixture,
                             fixture->cancellable, test_result_cb, &result);
  test_wait_until (result != NULL);
  return troupe_host_publish_finish (fixture->host, result, error);
}

static gboolean
delete (Fixture    *fixture,
        const char *handle,
        GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  troupe_host_delete_async (fixture->host, handle, fixture->cancellable, test_result_cb, &result);
  test_wait_until (result != NULL);
  return troupe_host_delete_finish (fixture->host, result, error);
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (dir) != NULL)
    n_files++;
  return n_files;
}

static void
test_folder_publishes_and_deletes (Fixture      *fixture,
                                   gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupePublished) published = publish (fixture, &error);
  g_autofree char *path = NULL;
  g_autofree char *bytes = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (fixture->done_bytes, ==, strlen (CLIP));
  g_assert_true (g_str_has_prefix (published->address, "https://nas.example.org/clips/"));
  g_assert_true (g_str_has_suffix (published->address, ".mp4"));
  g_assert_null (strstr (published->address, "private"));
  g_assert_cmpint (published->expires, ==, 0);
  path = g_build_filename (fixture->folder, strrchr (published->address, '/') + 1, NULL);
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_cmpstr (bytes, ==, CLIP);

  g_assert_true (delete (fixture, published->handle, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (fixture), ==, 0);
  g_assert_true (delete (fixture, published->handle, &error));
  g_assert_no_error (error);
}

static void
test_folder_names_differ (Fixture      *fixture,
                          gconstpointer user_data)
{
  g_autoptr (TroupePublished) first = publish (fixture, NULL);
  g_autoptr (TroupePublished) second = publish (fixture, NULL);

  g_assert_cmpstr (first->address, !=, second->address);
  g_assert_cmpuint (count_files (fixture), ==, 2);
}

static void
test_folder_deletes_nothing_else (Fixture      *fixture,
                                  gconstpointer user_data)
{
  static const char *const handles[] = { "../private name.mp4", "..", ".", "/", "a/../../private name.mp4" };

  for (gsize i = 0; i < G_N_ELEMENTS (handles); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", handles[i]);
      g_assert_false (delete (fixture, handles[i], &error));
      g_assert_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_REFUSED);
    }
  g_assert_true (g_file_query_exists (fixture->clip, NULL));
  g_assert_true (g_file_test (fixture->folder, G_FILE_TEST_IS_DIR));
}

static void
test_folder_tells_what_fails (Fixture      *fixture,
                              gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  set (fixture->host, "location", "/nonexistent/folder");
  g_assert_null (publish (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_true (g_str_has_prefix (error->message, "nas: the clip could not be copied: "));
  g_clear_error (&error);

  set (fixture->host, "location", NULL);
  g_assert_null (publish (fixture, &error));
  g_assert_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_SETTING);
  g_clear_error (&error);

  set (fixture->host, "location", fixture->folder);
  g_file_delete (fixture->clip, NULL, NULL);
  g_assert_null (publish (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static GFile *
open_shelf_cb (GVfs       *vfs,
               const char *uri,
               gpointer    user_data)
{
  g_autofree char *path = g_filename_from_uri (uri + strlen ("shelf-"), NULL, NULL);

  return g_file_new_for_path (path);
}

/* Whatever opens addresses of that kind: GIO itself, or what is mounted */
static void
test_folder_has_an_address (Fixture      *fixture,
                            gconstpointer user_data)
{
  g_autofree char *file_uri = g_filename_to_uri (fixture->folder, NULL, NULL);
  g_autofree char *shelf_uri = g_strconcat ("shelf-", file_uri, NULL);
  const char *const locations[] = { file_uri, shelf_uri };

  g_vfs_register_uri_scheme (g_vfs_get_default (), "shelf-file", open_shelf_cb, NULL, NULL, open_shelf_cb, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (locations); i++)
    {
      g_autoptr (TroupePublished) published = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", locations[i]);
      set (fixture->host, "location", locations[i]);
      published = publish (fixture, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (count_files (fixture), ==, 1);
      g_assert_true (delete (fixture, published->handle, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (count_files (fixture), ==, 0);
    }
  g_vfs_unregister_uri_scheme (g_vfs_get_default (), "shelf-file");
}

static void
test_folder_is_not_mounted (Fixture      *fixture,
                            gconstpointer user_data)
{
  static const char *const locations[] = { "sftp://nas.example.org/clips", "davs://nas.example.org/clips/" };

  for (gsize i = 0; i < G_N_ELEMENTS (locations); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *expected = NULL;

      set (fixture->host, "location", locations[i]);
      g_assert_null (publish (fixture, &error));
      g_assert_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_NOT_MOUNTED);
      expected = g_strdup_printf ("nas: the clip could not be copied: %s is not mounted on this computer", locations[i]);
      g_assert_cmpstr (error->message, ==, expected);
      g_clear_error (&error);
      g_assert_false (delete (fixture, "clip.mp4", &error));
      g_assert_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_NOT_MOUNTED);
    }
}

static void
test_folder_is_cancelled (Fixture      *fixture,
                          gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (fixture->cancellable);
  g_assert_null (publish (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/hosts/settings/are-checked", test_settings_are_checked);
  g_test_add_func ("/hosts/settings/notify-changes-only", test_settings_notify_changes_only);
  g_test_add_func ("/hosts/list/keeps-hosts", test_list_keeps_hosts);
  g_test_add_func ("/hosts/list/leaves-out-what-is-wrong", test_list_leaves_out_what_is_wrong);
  g_test_add_func ("/hosts/list/keeps-damaged-file", test_list_keeps_damaged_file);
  g_test_add_func ("/hosts/list/without-file-is-empty", test_list_without_file_is_empty);
  ADD ("/hosts/folder/publishes-and-deletes", test_folder_publishes_and_deletes);
  ADD ("/hosts/folder/names-differ", test_folder_names_differ);
  ADD ("/hosts/folder/deletes-nothing-else", test_folder_deletes_nothing_else);
  ADD ("/hosts/folder/tells-what-fails", test_folder_tells_what_fails);
  ADD ("/hosts/folder/has-an-address", test_folder_has_an_address);
  ADD ("/hosts/folder/is-not-mounted", test_folder_is_not_mounted);
  ADD ("/hosts/folder/is-cancelled", test_folder_is_cancelled);
  return g_test_run ();
}
