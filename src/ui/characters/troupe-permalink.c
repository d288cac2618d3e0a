/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-permalink.h"

typedef struct
{
  TroupeProvider *provider;
  TroupeIdentity *identity;
} Find;

static void
find_free (Find *find)
{
  g_object_unref (find->provider);
  g_object_unref (find->identity);
  g_free (find);
}

static void
ready_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Find *find = g_task_get_task_data (task);
  const char *permalink = troupe_identity_get_permalink (find->identity);
  char *address = NULL;
  GError *error = NULL;

  if (!troupe_client_ready_finish (TROUPE_CLIENT (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  address = troupe_permalink_rebase (permalink, troupe_provider_get_base (find->provider));
  if (address != NULL)
    g_task_return_pointer (task, address, g_free);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s: not an address", permalink);
}

/**
 * troupe_permalink_is_web:
 * @permalink: (nullable): what a provider gave
 *
 * Gets whether it may be handed to a browser: a provider's answer is not to be trusted with other schemes.
 *
 * Returns: whether it is an `http:` or `https:` address
 */
gboolean
troupe_permalink_is_web (const char *permalink)
{
  return permalink != NULL &&
         (g_str_has_prefix (permalink, "https://") || g_str_has_prefix (permalink, "http://"));
}

/**
 * troupe_permalink_rebase:
 * @permalink: an address
 * @base: where its server is now
 *
 * Moves an address to another server: scheme, host and port are those of @base.
 *
 * Returns: (transfer full) (nullable): the address, or `NULL` when one of them is none
 */
char *
troupe_permalink_rebase (const char *permalink,
                         const char *base)
{
  g_autoptr (GUri) old = g_uri_parse (permalink, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GUri) new = g_uri_parse (base, G_URI_FLAGS_ENCODED, NULL);

  if (old == NULL || new == NULL)
    return NULL;

  return g_uri_join (G_URI_FLAGS_ENCODED,
                     g_uri_get_scheme (new), NULL, g_uri_get_host (new), g_uri_get_port (new),
                     g_uri_get_path (old), g_uri_get_query (old), g_uri_get_fragment (old));
}

/**
 * troupe_permalink_find_async:
 * @client: to start the Practice Studio with
 * @provider: where the identity lives
 * @identity: an identity whose permalink is one of the web
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Finds where the page is now. The Practice Studio listens on another port each time, and is started for it.
 */
void
troupe_permalink_find_async (TroupeClient       *client,
                             TroupeProvider     *provider,
                             TroupeIdentity     *identity,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Find *find;

  g_return_if_fail (TROUPE_IS_CLIENT (client));
  g_return_if_fail (TROUPE_IS_PROVIDER (provider));
  g_return_if_fail (TROUPE_IS_IDENTITY (identity));
  g_return_if_fail (troupe_permalink_is_web (troupe_identity_get_permalink (identity)));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_permalink_find_async);
  if (!troupe_profile_is_builtin (troupe_provider_get_profile (provider)))
    {
      g_task_return_pointer (task, g_strdup (troupe_identity_get_permalink (identity)), g_free);
      return;
    }

  find = g_new0 (Find, 1);
  find->provider = g_object_ref (provider);
  find->identity = g_object_ref (identity);
  g_task_set_task_data (task, find, (GDestroyNotify) find_free);
  troupe_client_ready_async (client, provider, cancellable, ready_cb, g_steal_pointer (&task));
}

/**
 * troupe_permalink_find_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Takes the address. Fails with `TROUPE_PROVIDER_ERROR_STUDIO` and `G_IO_ERROR_INVALID_ARGUMENT`.
 *
 * Returns: (transfer full) (nullable): the address
 */
char *
troupe_permalink_find_finish (GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_permalink_find_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
