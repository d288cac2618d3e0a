/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli-key.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <unistd.h>

#include "troupe-cli.h"

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gboolean is_lasting;

  if (troupe_keys_store_finish (result, &is_lasting, &error))
    g_task_return_pointer (task, (gpointer) (is_lasting ? "stored" : "no-keyring"), NULL);
  else
    g_task_return_error (task, error);
}

static void
line_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeKeyOwner *owner = g_task_get_task_data (task);
  GError *error = NULL;
  char *key = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result, NULL, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else if (key == NULL || *g_strstrip (key) == '\0')
    g_task_return_new_error_literal (task, TROUPE_CLI_ERROR, TROUPE_CLI_ERROR_USAGE,
                                     _("there is no key in standard input"));
  else
    troupe_keys_store_async (owner, key, NULL, stored_cb, g_steal_pointer (&task));
  troupe_keys_free (key);
}

/**
 * troupe_cli_key_keep_async:
 * @owner: whose key
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Keeps the first line of standard input as a key.
 */
void
troupe_cli_key_keep_async (TroupeKeyOwner     *owner,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, troupe_cli_key_keep_async);
  g_task_set_task_data (task, g_object_ref (owner), g_object_unref);
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, line_cb, task);
}

/**
 * troupe_cli_key_keep_finish:
 * @result: the result
 *
 * Ends troupe_cli_key_keep_async(). Fails with `TROUPE_CLI_ERROR_USAGE` when there is nothing to read, and as
 * troupe_keys_store_finish() does.
 *
 * Returns: `stored`, or `no-keyring` where nothing could keep it
 */
const char *
troupe_cli_key_keep_finish (GAsyncResult *result,
                            GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
