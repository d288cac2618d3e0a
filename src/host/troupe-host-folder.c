/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-host-folder.h"

#include "troupe-host-error.h"
#include "troupe-host.h"

static const TroupeHostSetting settings[] = {
  { "location", TROUPE_HOST_SETTING_LOCATION, TRUE, NULL, NULL },
  { "address", TROUPE_HOST_SETTING_PUBLIC, TRUE, NULL, NULL },
};

static GFile *
get_folder (TroupeHostErrand *errand)
{
  return g_file_new_for_commandline_arg (troupe_host_get_setting (errand->host, "location"));
}

/* Where nothing is mounted at an address, GIO says so, or knows nothing that opens addresses of that kind. */
static gboolean
is_not_mounted (TroupeHostErrand *errand,
                const GError     *error)
{
  g_autoptr (GFile) folder = get_folder (errand);

  return !g_file_is_native (folder) && (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_MOUNTED) ||
                                        g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED));
}

static void
return_error (GTask      *task,
              GError     *error,
              const char *done)
{
  TroupeHostErrand *errand = g_task_get_task_data (task);

  if (is_not_mounted (errand, error))
    {
      g_clear_error (&error);
      error = g_error_new (TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_NOT_MOUNTED, "%s is not mounted on this computer",
                           troupe_host_get_setting (errand->host, "location"));
    }
  g_prefix_error (&error, "%s: %s: ", troupe_host_get_id (errand->host), done);
  g_task_return_error (task, error);
}

static void
progress_cb (goffset  done_bytes,
             goffset  total_bytes,
             gpointer user_data)
{
  TroupeHostErrand *errand = g_task_get_task_data (user_data);

  if (errand->progress != NULL)
    errand->progress ((guint64) done_bytes, (guint64) total_bytes, errand->progress_data);
}

/* Half a file helps nobody. That it may not be there at all is no fault. */
static void
discarded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = g_object_steal_data (G_OBJECT (task), "troupe-error");

  g_file_delete_finish (G_FILE (source), result, NULL);
  return_error (task, error, "the clip could not be copied");
}

static void
copied_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeHostErrand *errand = g_task_get_task_data (task);
  g_autoptr (GFile) folder = get_folder (errand);
  g_autoptr (GFile) copy = g_file_get_child (folder, errand->filename);
  g_autofree char *address = NULL;
  GError *error = NULL;

  if (!g_file_copy_finish (G_FILE (source), result, &error))
    {
      g_object_set_data (G_OBJECT (task), "troupe-error", error);
      g_file_delete_async (copy, G_PRIORITY_DEFAULT, NULL, discarded_cb, g_steal_pointer (&task));
      return;
    }
  address = g_strdup_printf ("%s/%s", troupe_host_get_setting (errand->host, "address"), errand->filename);
  g_task_return_pointer (task, troupe_published_new (address, errand->filename, 0),
                         (GDestroyNotify) troupe_published_free);
}

static void
publish (GTask *task)
{
  TroupeHostErrand *errand = g_task_get_task_data (task);
  g_autoptr (GFile) folder = get_folder (errand);
  g_autoptr (GFile) copy = g_file_get_child (folder, errand->filename);

  /* With the rights of the folder, so that who serves it can read it */
  g_file_copy_async (errand->file, copy, G_FILE_COPY_TARGET_DEFAULT_PERMS, G_PRIORITY_DEFAULT,
                     g_task_get_cancellable (task), progress_cb, task, copied_cb, task);
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_file_delete_finish (G_FILE (source), result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_clear_error (&error);
      g_task_return_boolean (task, TRUE);
      return;
    }
  return_error (task, error, "the clip could not be deleted");
}

static gboolean
is_name (const char *text)
{
  return *text != '\0' && strchr (text, '/') == NULL && !g_str_equal (text, ".") && !g_str_equal (text, "..");
}

/* The handle is the name of a file in the folder and never leads out of it. */
static void
remove_file (GTask *task)
{
  TroupeHostErrand *errand = g_task_get_task_data (task);
  g_autoptr (GFile) folder = get_folder (errand);
  g_autoptr (GFile) file = NULL;

  if (!is_name (errand->handle))
    {
      g_task_return_new_error (task, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_REFUSED,
                               "%s: it published no file of that name", troupe_host_get_id (errand->host));
      g_object_unref (task);
      return;
    }
  file = g_file_get_child (folder, errand->handle);
  g_file_delete_async (file, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), removed_cb, task);
}

const TroupeHostKind troupe_host_folder = {
  .id = "folder",
  .settings = settings,
  .n_settings = G_N_ELEMENTS (settings),
  .key_use = TROUPE_HOST_KEY_NONE,
  .publish = publish,
  .remove = remove_file,
};
