/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-keys.h"

#include "troupe-origin.h"
#include "troupe-provider-error.h"
#include "troupe-secrets.h"

/* A key is for the address it was entered for: no other one gets it, however that came about. */
static char *
dup_origin (TroupeProvider *provider)
{
  const char *base = troupe_provider_get_base (provider);
  g_autoptr (GUri) uri = base != NULL ? troupe_origin_parse_address (base, NULL) : NULL;

  return uri != NULL ? troupe_origin_dup_text (uri) : g_strdup ("");
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
 * troupe_keys_lookup_async:
 * @provider: a provider
 * @cancellable: (nullable): stops waiting
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Looks for the key of a provider: in `TROUPE_KEY`, among those of this run, in the Secret Service. One that
 * was entered while the provider had another origin is not found.
 *
 * Where a keyring is locked its prompt appears. Main thread.
 */
void
troupe_keys_lookup_async (TroupeProvider     *provider,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *origin = NULL;
  const char *key = g_getenv ("TROUPE_KEY");

  g_return_if_fail (TROUPE_IS_PROVIDER (provider));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_keys_lookup_async);
  origin = dup_origin (provider);
  if (key != NULL && *key != '\0')
    g_task_return_pointer (task, g_strstrip (g_strdup (key)), (GDestroyNotify) troupe_secrets_free);
  else
    troupe_secrets_lookup_async (TROUPE_SECRET_PROVIDER, troupe_provider_get_id (provider), origin, cancellable,
                                 lookup_cb, g_steal_pointer (&task));
}

/**
 * troupe_keys_lookup_finish:
 * @result: the result
 *
 * Ends troupe_keys_lookup_async(). Fails with `G_IO_ERROR_CANCELLED` only.
 *
 * Returns: (transfer full) (nullable): the key, for troupe_keys_free(); `NULL` without an error when none was
 *   entered, and when the Secret Service cannot be used
 */
char *
troupe_keys_lookup_finish (GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_keys_lookup_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * troupe_keys_free:
 * @key: (transfer full) (nullable): a key from troupe_keys_lookup_finish()
 *
 * Wipes a key from the memory and frees it.
 */
void
troupe_keys_free (char *key)
{
  troupe_secrets_free (key);
}

typedef struct
{
  TroupeProvider *provider;
  gboolean        lasting;
} Store;

static void
store_free (Store *store)
{
  g_object_unref (store->provider);
  g_free (store);
}

static void
store_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Store *store = g_task_get_task_data (task);

  if (!troupe_secrets_store_finish (result, &store->lasting, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  troupe_provider_key_changed (store->provider);
  g_task_return_boolean (task, TRUE);
}

/* What can be wrong before it is kept; NULL when nothing is */
static const char *
find_fault (const char *key,
            const char *origin)
{
  if (*key == '\0')
    return "the key is empty";
  return *origin == '\0' ? "a key needs a base address to belong to" : NULL;
}

/**
 * troupe_keys_store_async:
 * @provider: a provider
 * @key: its key, as a person pastes it
 * @cancellable: (nullable): stops waiting; the key may have been stored all the same
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Keeps a key for the provider's origin in the Secret Service, or for this run where there is none. Main thread.
 */
void
troupe_keys_store_async (TroupeProvider     *provider,
                         const char         *key,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *label = NULL;
  g_autofree char *origin = NULL;
  const char *fault;
  char *stripped;
  Store *store;

  g_return_if_fail (TROUPE_IS_PROVIDER (provider));
  g_return_if_fail (key != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  store = g_new0 (Store, 1);
  store->provider = g_object_ref (provider);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_keys_store_async);
  g_task_set_task_data (task, store, (GDestroyNotify) store_free);

  stripped = g_strstrip (g_strdup (key));
  origin = dup_origin (provider);
  label = g_strdup_printf ("Troupe: key of %s", troupe_provider_get_name (provider));
  fault = find_fault (stripped, origin);
  if (fault != NULL)
    g_task_return_new_error (task, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE, "%s: %s",
                             troupe_provider_get_id (provider), fault);
  else
    troupe_secrets_store_async (TROUPE_SECRET_PROVIDER, troupe_provider_get_id (provider), origin, label, stripped,
                                cancellable, store_cb, g_steal_pointer (&task));
  troupe_secrets_free (stripped);
}

/**
 * troupe_keys_store_finish:
 * @result: the result
 * @lasting: (out) (optional): whether the key is still there after a restart
 *
 * Ends troupe_keys_store_async(). Fails with `TROUPE_PROVIDER_ERROR_VALUE` for an empty key and for a provider
 * without a base, and with `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether the key can be used from now on
 */
gboolean
troupe_keys_store_finish (GAsyncResult *result,
                          gboolean     *lasting,
                          GError      **error)
{
  Store *store;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_keys_store_async), FALSE);

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
  g_autoptr (GError) error = NULL;

  if (!troupe_secrets_clear_finish (result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  troupe_provider_key_changed (g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

/**
 * troupe_keys_clear_async:
 * @provider: a provider
 * @cancellable: (nullable): stops waiting
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Forgets the key of a provider for its origin. Main thread.
 */
void
troupe_keys_clear_async (TroupeProvider     *provider,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *origin = NULL;

  g_return_if_fail (TROUPE_IS_PROVIDER (provider));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_keys_clear_async);
  g_task_set_task_data (task, g_object_ref (provider), g_object_unref);
  origin = dup_origin (provider);
  troupe_secrets_clear_async (TROUPE_SECRET_PROVIDER, troupe_provider_get_id (provider), origin, cancellable,
                              clear_cb, g_steal_pointer (&task));
}

/**
 * troupe_keys_clear_finish:
 * @result: the result
 *
 * Ends troupe_keys_clear_async(). Fails with a `SECRET_ERROR` when the keyring stays locked, and with
 * `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether the key will not be found again
 */
gboolean
troupe_keys_clear_finish (GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_keys_clear_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
