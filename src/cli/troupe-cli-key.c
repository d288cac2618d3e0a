/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli-key.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <unistd.h>

#include "troupe-cli.h"
#include "troupe-library-private.h"

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

/**
 * troupe_cli_key_name:
 * @providers: the providers
 * @id: the one that the command has to do with
 *
 * Says whose key the one of the environment is. Where nothing says that, it is the only account's.
 */
void
troupe_cli_key_name (TroupeProviders *providers,
                     const char      *id)
{
  TroupeProvider *provider = troupe_providers_find (providers, id);

  if (provider != NULL)
    troupe_keys_name_owner (TROUPE_KEY_OWNER (provider));
}

/**
 * troupe_cli_key_name_host:
 * @hosts: the hosts
 * @id: (nullable): the one that the command has to do with, `NULL` for the one that is taken by itself
 *
 * Says whose key the one of the environment for a host is.
 */
void
troupe_cli_key_name_host (TroupeHosts *hosts,
                          const char  *id)
{
  TroupeHost *host = id != NULL ? troupe_hosts_find (hosts, id) : troupe_hosts_get_default (hosts);

  if (host != NULL)
    troupe_keys_name_owner (TROUPE_KEY_OWNER (host));
}

/* Opening a library */
typedef struct
{
  TroupeProviders *providers;
  char            *provider_id;    /* NULL until it is known */
  char            *thing;
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->providers);
  g_free (opening->provider_id);
  g_free (opening->thing);
  g_free (opening);
}

/* Of several jobs of a character it is one that goes on, or the newest. */
static gboolean
read_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  Opening *opening = data;
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  rows = troupe_connection_query (connection, error, "SELECT provider_id FROM jobs WHERE ?1 IN (id, video_id, character_id)"
                                  " ORDER BY state IN ('done', 'failed', 'cancelled', 'unknown'), seq DESC LIMIT 1", "t",
                                  opening->thing);
  if (rows == NULL)
    return FALSE;
  if (troupe_rows_next (rows, &failure))
    opening->provider_id = g_strdup (troupe_rows_get_text (rows, 0));
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;

  if (!troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (opening->provider_id != NULL)
    troupe_cli_key_name (opening->providers, opening->provider_id);
  g_task_return_boolean (task, TRUE);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;

  if (!troupe_library_open_finish (TROUPE_LIBRARY (source), result, &error))
    g_task_return_error (task, error);
  else if (opening->provider_id != NULL || opening->thing == NULL)
    g_task_return_boolean (task, TRUE);
  else
    troupe_database_run_async (troupe_library_get_database (TROUPE_LIBRARY (source)), read_in_owner, opening, NULL, read_cb,
                               g_steal_pointer (&task));
}

/**
 * troupe_cli_key_open_async:
 * @library: what to open
 * @providers: the providers
 * @provider_id: (nullable): the one that was given on the command line
 * @thing: (nullable): the job, the character or the video that the command is about
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Opens the library for a command that also goes on with what others have left, of whatever provider: the key in the
 * environment is that of the one provider that the command is about.
 */
void
troupe_cli_key_open_async (TroupeLibrary      *library,
                           TroupeProviders    *providers,
                           const char         *provider_id,
                           const char         *thing,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task = g_task_new (library, NULL, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  g_task_set_source_tag (task, troupe_cli_key_open_async);
  opening->providers = g_object_ref (providers);
  opening->provider_id = g_strdup (provider_id);
  opening->thing = g_strdup (thing);
  g_task_set_task_data (task, opening, (GDestroyNotify) opening_free);
  if (provider_id != NULL)
    troupe_cli_key_name (providers, provider_id);
  troupe_library_open_async (library, NULL, opened_cb, task);
}

/**
 * troupe_cli_key_open_finish:
 * @library: what was to be opened
 * @result: the result
 *
 * Ends troupe_cli_key_open_async(). Fails as troupe_library_open_finish() does.
 *
 * Returns: whether it is open
 */
gboolean
troupe_cli_key_open_finish (TroupeLibrary *library,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, library), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
