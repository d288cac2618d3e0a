/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-host-keys.h"

#include "troupe-host-error.h"
#include "troupe-secrets.h"

/* Without a valid address there is no origin, and nothing is found or sent. */
static char *
dup_origin (TroupeHost *host)
{
  char *origin = troupe_host_dup_origin (host);

  return origin != NULL ? origin : g_strdup ("");
}

static void
lookup_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *key = troupe_secrets_lookup_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, key, (GDestroyNotify) troupe_secrets_free);
}

/**
 * troupe_host_keys_lookup_async:
 * @host: a host
 * @cancellable: (nullable): stops waiting
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Looks for the key of a host: in `TROUPE_HOST_KEY`, among those of this run, in the Secret Service. One that
 * was entered while the host stood elsewhere is not found. Main thread.
 */
void
troupe_host_keys_lookup_async (TroupeHost         *host,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *origin = NULL;
  const char *key = g_getenv ("TROUPE_HOST_KEY");

  g_return_if_fail (TROUPE_IS_HOST (host));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_host_keys_lookup_async);
  origin = dup_origin (host);
  if (key != NULL && *key != '\0')
    g_task_return_pointer (task, g_strstrip (g_strdup (key)), (GDestroyNotify) troupe_secrets_free);
  else
    troupe_secrets_lookup_async (TROUPE_SECRET_HOST, troupe_host_get_id (host), origin, cancellable, lookup_cb,
                                 g_steal_pointer (&task));
}

/**
 * troupe_host_keys_lookup_finish:
 * @result: the result
 *
 * Ends troupe_host_keys_lookup_async(). Fails with `G_IO_ERROR_CANCELLED` only.
 *
 * Returns: (transfer full) (nullable): the key, for troupe_secrets_free(); `NULL` without an error when there is
 *   none
 */
char *
troupe_host_keys_lookup_finish (GAsyncResult *result,
                                GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_host_keys_lookup_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
store_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean *lasting = g_task_get_task_data (task);

  if (troupe_secrets_store_finish (result, lasting, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * troupe_host_keys_store_async:
 * @host: a host
 * @key: its key, as a person pastes it
 * @cancellable: (nullable): stops waiting; the key may have been stored all the same
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Keeps a key for where the host stands now. Main thread.
 */
void
troupe_host_keys_store_async (TroupeHost         *host,
                              const char         *key,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *label = NULL;
  g_autofree char *origin = NULL;
  char *stripped;

  g_return_if_fail (TROUPE_IS_HOST (host));
  g_return_if_fail (key != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_host_keys_store_async);
  g_task_set_task_data (task, g_new0 (gboolean, 1), g_free);
  stripped = g_strstrip (g_strdup (key));
  if (*stripped == '\0')
    {
      g_task_return_new_error (task, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_NO_KEY, "%s: the key is empty",
                               troupe_host_get_id (host));
    }
  else
    {
      label = g_strdup_printf ("Troupe: key of the host %s", troupe_host_get_name (host));
      origin = dup_origin (host);
      troupe_secrets_store_async (TROUPE_SECRET_HOST, troupe_host_get_id (host), origin, label, stripped,
                                  cancellable, store_cb, g_steal_pointer (&task));
    }
  troupe_secrets_free (stripped);
}

/**
 * troupe_host_keys_store_finish:
 * @result: the result
 * @lasting: (out) (optional): whether the key is still there after a restart
 *
 * Ends troupe_host_keys_store_async(). Fails with `TROUPE_HOST_ERROR_NO_KEY` for an empty key, and with
 * `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether the key can be used from now on
 */
gboolean
troupe_host_keys_store_finish (GAsyncResult *result,
                               gboolean     *lasting,
                               GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_host_keys_store_async), FALSE);

  if (lasting != NULL)
    *lasting = *(gboolean *) g_task_get_task_data (G_TASK (result));
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
clear_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_secrets_clear_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * troupe_host_keys_clear_async:
 * @host: a host
 * @cancellable: (nullable): stops waiting
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Forgets the key of a host for where it stands now. Main thread.
 */
void
troupe_host_keys_clear_async (TroupeHost         *host,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *origin = NULL;

  g_return_if_fail (TROUPE_IS_HOST (host));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_host_keys_clear_async);
  if (troupe_host_get_kind (host)->key_use == TROUPE_HOST_KEY_NONE)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  origin = dup_origin (host);
  troupe_secrets_clear_async (TROUPE_SECRET_HOST, troupe_host_get_id (host), origin, cancellable, clear_cb,
                              g_steal_pointer (&task));
}

/**
 * troupe_host_keys_clear_finish:
 * @result: the result
 *
 * Ends troupe_host_keys_clear_async(). Fails with a `SECRET_ERROR` when the keyring stays locked, and with
 * `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether the key will not be found again
 */
gboolean
troupe_host_keys_clear_finish (GAsyncResult *result,
                               GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_host_keys_clear_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
