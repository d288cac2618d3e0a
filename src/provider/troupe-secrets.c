/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "troupe-secrets.h"

#include <libsecret/secret.h>

typedef struct
{
  SecretSchema  schema;
  const char   *attribute;    /* that holds the owner's id */
} Owner;

static const Owner owners[] = {
  [TROUPE_SECRET_PROVIDER] = {
    { APP_ID ".Key", SECRET_SCHEMA_NONE, {
        { "provider", SECRET_SCHEMA_ATTRIBUTE_STRING },
        { "origin", SECRET_SCHEMA_ATTRIBUTE_STRING },
        { NULL, 0 },
      } },
    "provider",
  },
  [TROUPE_SECRET_HOST] = {
    { APP_ID ".HostKey", SECRET_SCHEMA_NONE, {
        { "host", SECRET_SCHEMA_ATTRIBUTE_STRING },
        { "origin", SECRET_SCHEMA_ATTRIBUTE_STRING },
        { NULL, 0 },
      } },
    "host",
  },
};

static char *
dup_session_name (TroupeSecretOwner owner,
                  const char       *id,
                  const char       *origin)
{
  return g_strdup_printf ("%s %s %s", owners[owner].attribute, id, origin);
}

/* Secrets of this run: owner, id and origin -> secret. Main thread. */
static GHashTable *
get_session_secrets (void)
{
  static GHashTable *secrets;    /* kept for good */

  if (secrets == NULL)
    secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) secret_password_free);
  return secrets;
}

/* Without a service, or with a locked one whose prompt was closed, a secret lives as long as this run. */
static void
note_no_service (const GError *problem)
{
  g_debug ("The Secret Service cannot be used: %s", problem->message);
}

static void
lookup_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) problem = NULL;
  char *secret;

  secret = secret_password_lookup_nonpageable_finish (result, &problem);
  if (problem != NULL)
    note_no_service (problem);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&secret), (GDestroyNotify) secret_password_free);
  secret_password_free (secret);
}

/**
 * troupe_secrets_lookup_async:
 * @owner: what owns it
 * @id: which of them
 * @origin: where it may go
 * @cancellable: (nullable): stops waiting
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Looks for a secret among those of this run and in the Secret Service. Where a keyring is locked its prompt
 * appears.
 */
void
troupe_secrets_lookup_async (TroupeSecretOwner   owner,
                             const char         *id,
                             const char         *origin,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *name = NULL;
  const char *secret;

  g_return_if_fail (id != NULL);
  g_return_if_fail (origin != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_secrets_lookup_async);
  name = dup_session_name (owner, id, origin);
  secret = g_hash_table_lookup (get_session_secrets (), name);
  if (secret != NULL)
    g_task_return_pointer (task, g_strdup (secret), (GDestroyNotify) secret_password_free);
  else
    secret_password_lookup (&owners[owner].schema, cancellable, lookup_cb, g_steal_pointer (&task),
                            owners[owner].attribute, id, "origin", origin, NULL);
}

/**
 * troupe_secrets_lookup_finish:
 * @result: the result
 *
 * Ends troupe_secrets_lookup_async(). Fails with `G_IO_ERROR_CANCELLED` only.
 *
 * Returns: (transfer full) (nullable): the secret, for troupe_secrets_free(); `NULL` without an error when there
 *   is none, and when the Secret Service cannot be used
 */
char *
troupe_secrets_lookup_finish (GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_secrets_lookup_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * troupe_secrets_free:
 * @secret: (transfer full) (nullable): a secret
 *
 * Wipes a secret from the memory and frees it.
 */
void
troupe_secrets_free (char *secret)
{
  secret_password_free (secret);
}

typedef struct
{
  char     *session_name;
  char     *secret;
  gboolean  lasting;
} Store;

static void
store_free (Store *store)
{
  g_free (store->session_name);
  secret_password_free (store->secret);
  g_free (store);
}

static void
store_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) problem = NULL;
  Store *store = g_task_get_task_data (task);

  store->lasting = secret_password_store_finish (result, &problem);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (store->lasting)
    {
      g_hash_table_remove (get_session_secrets (), store->session_name);
    }
  else
    {
      note_no_service (problem);
      g_hash_table_replace (get_session_secrets (), g_steal_pointer (&store->session_name),
                            g_steal_pointer (&store->secret));
    }
  g_task_return_boolean (task, TRUE);
}

/**
 * troupe_secrets_store_async:
 * @owner: what owns it
 * @id: which of them
 * @origin: where it may go
 * @label: what the keyring calls it
 * @secret: the secret, not empty
 * @cancellable: (nullable): stops waiting; it may have been stored all the same
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Keeps a secret in the Secret Service, or for this run where there is none.
 */
void
troupe_secrets_store_async (TroupeSecretOwner   owner,
                            const char         *id,
                            const char         *origin,
                            const char         *label,
                            const char         *secret,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Store *store;

  g_return_if_fail (id != NULL);
  g_return_if_fail (origin != NULL);
  g_return_if_fail (secret != NULL && *secret != '\0');
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  store = g_new0 (Store, 1);
  store->session_name = dup_session_name (owner, id, origin);
  store->secret = g_strdup (secret);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_secrets_store_async);
  g_task_set_task_data (task, store, (GDestroyNotify) store_free);
  secret_password_store (&owners[owner].schema, SECRET_COLLECTION_DEFAULT, label, store->secret, cancellable,
                         store_cb, g_steal_pointer (&task), owners[owner].attribute, id, "origin", origin,
                         NULL);
}

/**
 * troupe_secrets_store_finish:
 * @result: the result
 * @lasting: (out) (optional): whether the secret is still there after a restart
 *
 * Ends troupe_secrets_store_async(). Fails with `G_IO_ERROR_CANCELLED` only.
 *
 * Returns: whether the secret can be used from now on
 */
gboolean
troupe_secrets_store_finish (GAsyncResult *result,
                             gboolean     *lasting,
                             GError      **error)
{
  Store *store;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_secrets_store_async), FALSE);

  store = g_task_get_task_data (G_TASK (result));
  if (lasting != NULL)
    *lasting = store->lasting;
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
clear_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) problem = NULL;

  secret_password_clear_finish (result, &problem);    /* FALSE also when there was none */
  if (g_task_return_error_if_cancelled (task))
    return;
  if (problem != NULL && problem->domain == SECRET_ERROR)    /* it is still there, in a locked keyring */
    {
      g_task_return_error (task, g_steal_pointer (&problem));
      return;
    }
  if (problem != NULL)
    note_no_service (problem);
  g_task_return_boolean (task, TRUE);
}

/**
 * troupe_secrets_clear_async:
 * @owner: what owns it
 * @id: which of them
 * @origin: where it may go
 * @cancellable: (nullable): stops waiting
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Forgets a secret.
 */
void
troupe_secrets_clear_async (TroupeSecretOwner   owner,
                            const char         *id,
                            const char         *origin,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (id != NULL);
  g_return_if_fail (origin != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_secrets_clear_async);
  name = dup_session_name (owner, id, origin);
  g_hash_table_remove (get_session_secrets (), name);
  secret_password_clear (&owners[owner].schema, cancellable, clear_cb, g_steal_pointer (&task),
                         owners[owner].attribute, id, "origin", origin, NULL);
}

/**
 * troupe_secrets_clear_finish:
 * @result: the result
 *
 * Ends troupe_secrets_clear_async(). Fails with a `SECRET_ERROR` when the keyring stays locked, and with
 * `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether the secret will not be found again
 */
gboolean
troupe_secrets_clear_finish (GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_secrets_clear_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
