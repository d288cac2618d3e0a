/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "host-fixture.h"

#include "troupe-keys.h"

void
host_fixture_set_up (HostFixture *self,
                     const char  *kind,
                     const char  *key)
{
  g_autofree char *path = NULL;

  g_setenv ("TROUPE_HOST_KEY", key, TRUE);
  self->dir = test_dir_new ();
  self->http = test_http_new ();
  self->other = test_http_new ();
  self->host = troupe_host_new ("box", "Box", troupe_host_kind_find (kind));
  self->cancellable = g_cancellable_new ();
  path = test_dir_build (self->dir, "my private name.mp4");
  self->clip = g_file_new_for_path (path);
  g_assert_true (g_file_set_contents (path, HOST_FIXTURE_CLIP, -1, NULL));
}

void
host_fixture_tear_down (HostFixture  *self,
                        gconstpointer data)
{
  g_object_unref (self->clip);
  g_object_unref (self->cancellable);
  test_assert_finalize (self->host);
  test_http_free (self->http);
  test_http_free (self->other);
  test_dir_free (self->dir);
}

void
host_fixture_set (HostFixture *self,
                  const char  *name,
                  const char  *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (troupe_host_set_setting (self->host, name, text, &error));
  g_assert_no_error (error);
  troupe_keys_name_owner (TROUPE_KEY_OWNER (self->host));    /* for the address it has now */
}

static void
progress_cb (guint64  done_bytes,
             guint64  total_bytes,
             gpointer user_data)
{
  HostFixture *self = user_data;

  g_assert_cmpuint (done_bytes, >=, self->done_bytes);
  self->done_bytes = done_bytes;
  self->total_bytes = total_bytes;
}

TroupePublished *
host_fixture_publish (HostFixture *self,
                      GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  troupe_host_publish_async (self->host, self->clip, "video/mp4", progress_cb, self, self->cancellable,
                             test_result_cb, &result);
  test_wait_until (result != NULL);
  return troupe_host_publish_finish (self->host, result, error);
}

gboolean
host_fixture_delete (HostFixture *self,
                     const char  *handle,
                     GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  troupe_host_delete_async (self->host, handle, self->cancellable, test_result_cb, &result);
  test_wait_until (result != NULL);
  return troupe_host_delete_finish (self->host, result, error);
}
