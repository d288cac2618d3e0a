/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-last-cost.h"

#include "troupe-library-private.h"

/* A loading, the data of its task */
typedef struct
{
  char           *provider_id;
  char           *kind;
  TroupeLastCost *cost;
} Loading;

static void
loading_free (Loading *loading)
{
  g_free (loading->provider_id);
  g_free (loading->kind);
  g_clear_pointer (&loading->cost, troupe_last_cost_free);
  g_free (loading);
}

static gboolean
load_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  Loading *loading = data;
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  rows = troupe_connection_query (connection, error,
                                  "SELECT ifnull (reported, reserved), unit FROM paid_calls"
                                  " WHERE provider_id = ?1 AND kind = ?2"
                                  " AND ifnull (reported, reserved) IS NOT NULL ORDER BY seq DESC LIMIT 1",
                                  "tt", loading->provider_id, loading->kind);
  if (rows == NULL)
    return FALSE;
  if (troupe_rows_next (rows, &failure))
    {
      loading->cost = g_new0 (TroupeLastCost, 1);
      loading->cost->amount = troupe_rows_get_double (rows, 0);
      loading->cost->unit = g_strdup (troupe_rows_get_text (rows, 1));
    }
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Loading *loading = g_task_get_task_data (task);
  GError *error = NULL;

  if (troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&loading->cost), (GDestroyNotify) troupe_last_cost_free);
  else
    g_task_return_error (task, error);
}

/**
 * troupe_last_cost_load_async:
 * @library: an open library
 * @provider_id: an account
 * @kind: a call of its profile that is paid for
 * @cancellable: (nullable): cancels it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Looks up what the last such call cost there for which the provider said it.
 */
void
troupe_last_cost_load_async (TroupeLibrary      *library,
                             const char         *provider_id,
                             const char         *kind,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  Loading *loading;
  GTask *task;

  g_return_if_fail (TROUPE_IS_LIBRARY (library));
  g_return_if_fail (provider_id != NULL);
  g_return_if_fail (kind != NULL);

  loading = g_new0 (Loading, 1);
  loading->provider_id = g_strdup (provider_id);
  loading->kind = g_strdup (kind);
  task = g_task_new (library, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_last_cost_load_async);
  g_task_set_task_data (task, loading, (GDestroyNotify) loading_free);
  troupe_database_run_async (troupe_library_get_database (library), load_in_owner, loading, cancellable,
                             loaded_cb, task);
}

/**
 * troupe_last_cost_load_finish:
 * @library: the library
 * @result: the result
 * @error: return location for an error
 *
 * Fails with `TROUPE_LIBRARY_ERROR`.
 *
 * Returns: (transfer full) (nullable): the cost, `NULL` where it is not known
 */
TroupeLastCost *
troupe_last_cost_load_finish (TroupeLibrary *library,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, library), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_last_cost_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * troupe_last_cost_free:
 * @self: (transfer full): a cost
 *
 * Frees a cost.
 */
void
troupe_last_cost_free (TroupeLastCost *self)
{
  g_free (self->unit);
  g_free (self);
}
