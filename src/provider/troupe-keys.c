/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "troupe-keys.h"

#include "troupe-provider-error.h"
#include "troupe-secret-service.h"

G_DEFINE_INTERFACE (TroupeKeyOwner, troupe_key_owner, G_TYPE_OBJECT)

static guint key_changed;

static const SecretSchema schema = {
  APP_ID ".Key", SECRET_SCHEMA_NONE, {
    { "owner", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "id", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "origin", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  }
};

/* What a task is about */
typedef struct
{
  TroupeKeyOwner *owner;
  const char     *kind;
  char           *id;
  char           *origin;     /* or NULL */
  char           *place;      /* of the key among those of this run */
  char           *key;        /* to be stored, else NULL */
  gboolean        lasting;    /* whether it was stored for good */
} Errand;

static void
errand_free (Errand *errand)
{
  g_object_unref (errand->owner);
  g_free (errand->id);
  g_free (errand->origin);
  g_free (errand->place);
  secret_password_free (errand->key);
  g_free (errand);
}

static Errand *
errand_new (TroupeKeyOwner *owner)
{
  TroupeKeyOwnerInterface *iface = TROUPE_KEY_OWNER_GET_IFACE (owner);
  Errand *errand = g_new0 (Errand, 1);

  troupe_secret_service_register ();
  errand->owner = g_object_ref (owner);
  errand->kind = iface->kind;
  g_object_get (owner, "id", &errand->id, NULL);
  errand->origin = iface->dup_origin (owner);
  errand->place = g_strdup_printf ("%s %s %s", iface->kind, errand->id, errand->origin);
  return errand;
}

static void
troupe_key_owner_default_init (TroupeKeyOwnerInterface *iface)
{
  /**
   * TroupeKeyOwner::key-changed:
   *
   * The person entered a key, removed it, or chose another address, which needs a key of its own.
   */
  key_changed = g_signal_new ("key-changed", TROUPE_TYPE_KEY_OWNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 0);
}

/* Keys of this run: kind, id and origin -> key */
static GHashTable *
get_session_keys (void)
{
  static GHashTable *keys;    /* kept for good */

  if (keys == NULL)
    keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) secret_password_free);
  return keys;
}

/* Whom the environment's key is for: kind -> place of the key, as among those of this run */
static GHashTable *
get_named (void)
{
  static GHashTable *named;    /* kept for good */

  if (named == NULL)
    named = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  return named;
}

static const char *
get_environment_key (const Errand *errand)
{
  const char *key;

  if (g_strcmp0 (g_hash_table_lookup (get_named (), errand->kind), errand->place) != 0)
    return NULL;
  key = g_getenv (TROUPE_KEY_OWNER_GET_IFACE (errand->owner)->variable);
  return key != NULL && *key != '\0' ? key : NULL;
}

/**
 * troupe_keys_name_owner:
 * @owner: whom the command names, or the only one there is
 *
 * Says whose key the one in the environment is: nobody's without this, and that of one owner of each kind at most, for
 * the origin it has now, as a key must not get to an address that it was not meant for. Main thread.
 */
void
troupe_keys_name_owner (TroupeKeyOwner *owner)
{
  Errand *errand;

  g_return_if_fail (TROUPE_IS_KEY_OWNER (owner));

  errand = errand_new (owner);
  g_hash_table_replace (get_named (), (gpointer) errand->kind, g_steal_pointer (&errand->place));
  errand_free (errand);
}

/* Without a service, or with a locked one whose prompt was closed, a key lives as long as this run. */
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
  char *key = secret_password_lookup_nonpageable_finish (result, &problem);

  if (problem != NULL)
    note_no_service (problem);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&key), (GDestroyNotify) secret_password_free);
  secret_password_free (key);
}

/**
 * troupe_keys_lookup_async:
 * @owner: whose key
 * @cancellable: (nullable): stops waiting
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Looks for a key: in the environment, where troupe_keys_name_owner() says that it is this one's, among those of this
 * run, in the Secret Service. One that was entered while its owner had another origin is not found: no other address gets it, however that came about.
 *
 * Where a keyring is locked its prompt appears. Main thread.
 */
void
troupe_keys_lookup_async (TroupeKeyOwner     *owner,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  const char *key;
  Errand *errand;

  g_return_if_fail (TROUPE_IS_KEY_OWNER (owner));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  errand = errand_new (owner);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_keys_lookup_async);
  g_task_set_task_data (task, errand, (GDestroyNotify) errand_free);
  key = get_environment_key (errand);
  if (key == NULL)
    key = g_hash_table_lookup (get_session_keys (), errand->place);
  if (key != NULL || errand->origin == NULL)
    g_task_return_pointer (task, key != NULL ? g_strstrip (g_strdup (key)) : NULL,
                           (GDestroyNotify) secret_password_free);
  else
    secret_password_lookup (&schema, cancellable, lookup_cb, g_steal_pointer (&task), "owner", errand->kind,
                            "id", errand->id, "origin", errand->origin, NULL);
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
  secret_password_free (key);
}

static void
store_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) problem = NULL;
  Errand *errand = g_task_get_task_data (task);

  errand->lasting = secret_password_store_finish (result, &problem);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (errand->lasting)
    {
      g_hash_table_remove (get_session_keys (), errand->place);
    }
  else
    {
      note_no_service (problem);
      g_hash_table_replace (get_session_keys (), g_steal_pointer (&errand->place), g_steal_pointer (&errand->key));
    }
  g_signal_emit (errand->owner, key_changed, 0);
  g_task_return_boolean (task, TRUE);
}

/**
 * troupe_keys_store_async:
 * @owner: whose key
 * @key: the key, as a person pastes it
 * @cancellable: (nullable): stops waiting; the key may have been stored all the same
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Keeps a key for the owner's origin in the Secret Service, or for this run where there is none. Main thread.
 */
void
troupe_keys_store_async (TroupeKeyOwner     *owner,
                         const char         *key,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;
  Errand *errand;

  g_return_if_fail (TROUPE_IS_KEY_OWNER (owner));
  g_return_if_fail (key != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  errand = errand_new (owner);
  errand->key = g_strstrip (g_strdup (key));
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_keys_store_async);
  g_task_set_task_data (task, errand, (GDestroyNotify) errand_free);
  if (*errand->key == '\0' || errand->origin == NULL)
    {
      g_task_return_new_error (task, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE, "%s: %s",
                               errand->id, *errand->key == '\0' ? "the key is empty"
                                                      : "a key needs an address to belong to");
      return;
    }
  g_object_get (owner, "name", &name, NULL);
  label = g_strdup_printf ("Troupe: key of %s", name);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, errand->key, cancellable, store_cb,
                         g_steal_pointer (&task), "owner", errand->kind, "id", errand->id, "origin",
                         errand->origin, NULL);
}

/**
 * troupe_keys_store_finish:
 * @result: the result
 * @lasting: (out) (optional): whether the key is still there after a restart
 *
 * Ends troupe_keys_store_async(). Fails with `TROUPE_PROVIDER_ERROR_VALUE` for an empty key and for an owner
 * without an address, and with `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether the key can be used from now on
 */
gboolean
troupe_keys_store_finish (GAsyncResult *result,
                          gboolean     *lasting,
                          GError      **error)
{
  Errand *errand;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_keys_store_async), FALSE);

  errand = g_task_get_task_data (G_TASK (result));
  if (lasting != NULL)
    *lasting = errand->lasting;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Takes problem, which may be NULL. Without a service there is nothing to clear. */
static void
clear_end (GTask  *task,
           GError *problem)
{
  g_autoptr (GError) owned = problem;
  Errand *errand = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (problem != NULL && problem->domain == SECRET_ERROR)
    {
      g_task_return_error (task, g_steal_pointer (&owned));
      return;
    }
  if (problem != NULL)
    note_no_service (problem);
  g_signal_emit (errand->owner, key_changed, 0);
  g_task_return_boolean (task, TRUE);
}

static void
search (GTask              *task,
        SecretSearchFlags   flags,
        GAsyncReadyCallback then)
{
  const Errand *errand = g_task_get_task_data (task);

  secret_password_search (&schema, flags, g_task_get_cancellable (task), then, g_object_ref (task),
                          "owner", errand->kind, "id", errand->id, "origin", errand->origin, NULL);
}

/* The truth is what is there now: clearing leaves out what is locked, and says nothing of that. */
static void
verified_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  const Errand *errand = g_task_get_task_data (task);
  g_autolist (GObject) left = NULL;
  GError *problem = NULL;

  left = secret_password_search_finish (result, &problem);
  if (left != NULL)
    problem = g_error_new (SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "%s: the keyring is locked, the key is still there",
                           errand->id);
  clear_end (task, problem);
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *problem = NULL;

  secret_password_clear_finish (result, &problem);    /* FALSE also when there was none */
  if (problem != NULL)
    clear_end (task, problem);
  else
    search (task, SECRET_SEARCH_ALL, verified_cb);
}

static void
unlocked_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  const Errand *errand = g_task_get_task_data (task);
  g_autolist (GObject) found = NULL;
  GError *problem = NULL;

  found = secret_password_search_finish (result, &problem);
  if (found == NULL)
    clear_end (task, problem);
  else
    secret_password_clear (&schema, g_task_get_cancellable (task), cleared_cb, g_object_ref (task),
                           "owner", errand->kind, "id", errand->id, "origin", errand->origin, NULL);
}

/**
 * troupe_keys_clear_async:
 * @owner: whose key
 * @cancellable: (nullable): stops waiting
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Forgets the key of an owner for its origin. Where the keyring is locked its prompt appears. Main thread.
 */
void
troupe_keys_clear_async (TroupeKeyOwner     *owner,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Errand *errand;

  g_return_if_fail (TROUPE_IS_KEY_OWNER (owner));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  errand = errand_new (owner);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_keys_clear_async);
  g_task_set_task_data (task, errand, (GDestroyNotify) errand_free);
  g_hash_table_remove (get_session_keys (), errand->place);
  if (errand->origin == NULL)
    g_task_return_boolean (task, TRUE);
  else
    search (task, SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK, unlocked_cb);
}

/**
 * troupe_keys_clear_finish:
 * @result: the result
 *
 * Ends troupe_keys_clear_async(). Fails with a `SECRET_ERROR` when the keyring stays locked and keeps the key, and with `G_IO_ERROR_CANCELLED`.
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
