/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-spend.h"

#include <string.h>

#include "troupe-library-private.h"

#define SELECT_SPENT(key, order) \
        "SELECT " key ", unit, count (*), count (*) - count (reported), sum (reserved), sum (reported)" \
        " FROM paid_calls GROUP BY 1, unit ORDER BY 1 " order

static const char *const queries[TROUPE_SPEND_N_KEYS] = {
  [TROUPE_SPEND_BY_ACCOUNT] = SELECT_SPENT ("provider_id", "ASC"),
  [TROUPE_SPEND_BY_DAY] = SELECT_SPENT ("date (sent_us / 1000000, 'unixepoch', 'localtime')", "DESC"),
  [TROUPE_SPEND_BY_CHARACTER] = SELECT_SPENT ("who", "ASC"),
};

/* Each of them a column */
static const char *const columns[] = {
  "sent", "account", "kind", "character", "reserved", "reported", "unit", "charge", "job"
};

static const char select_log[] =
  "SELECT strftime ('%Y-%m-%dT%H:%M:%SZ', sent_us / 1000000, 'unixepoch'), provider_id, kind, who, reserved, reported,"
  " unit, charge, job_id FROM paid_calls ORDER BY seq";

/**
 * troupe_spend_free:
 * @self: (transfer full): a sum
 *
 * Frees a sum.
 */
void
troupe_spend_free (TroupeSpend *self)
{
  g_free (self->name);
  g_free (self->unit);
  g_free (self);
}

/* One reading; the data of its task */
typedef struct
{
  TroupeSpendKey key;
  GPtrArray     *sums;    /* of TroupeSpend */
  GString       *text;
} Read;

static void
read_free (Read *data)
{
  g_ptr_array_unref (data->sums);
  g_string_free (data->text, TRUE);
  g_free (data);
}

static gboolean
load_in_owner (TroupeConnection *connection,
               gpointer          user_data,
               GError          **error)
{
  Read *data = user_data;
  g_autoptr (TroupeRows) rows = troupe_connection_query (connection, error, queries[data->key], "");
  g_autoptr (GError) failure = NULL;

  if (rows == NULL)
    return FALSE;
  while (troupe_rows_next (rows, &failure))
    {
      TroupeSpend *sum = g_new0 (TroupeSpend, 1);

      sum->name = g_strdup (troupe_rows_get_text (rows, 0));
      sum->unit = g_strdup (troupe_rows_get_text (rows, 1));
      sum->n_calls = (guint) troupe_rows_get_integer (rows, 2);
      sum->n_not_known = (guint) troupe_rows_get_integer (rows, 3);
      sum->reserved = troupe_rows_get_double (rows, 4);
      sum->reported = troupe_rows_get_double (rows, 5);
      g_ptr_array_add (data->sums, sum);
    }
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* A text that a spreadsheet would take for a formula begins with an apostrophe. */
static void
append_cell (GString    *line,
             const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", "\"", -1);
  g_autofree char *escaped = g_strjoinv ("\"\"", parts);

  if (line->len > 0 && line->str[line->len - 1] != '\n')
    g_string_append_c (line, ',');
  g_string_append_printf (line, "\"%s%s\"", *escaped != '\0' && strchr ("=+-@\t\r", *escaped) != NULL ? "'" : "", escaped);
}

static gboolean
export_in_owner (TroupeConnection *connection,
                 gpointer          user_data,
                 GError          **error)
{
  Read *data = user_data;
  g_autoptr (TroupeRows) rows = troupe_connection_query (connection, error, select_log, "");
  g_autoptr (GError) failure = NULL;

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    append_cell (data->text, columns[i]);
  g_string_append (data->text, "\r\n");
  while (troupe_rows_next (rows, &failure))
    {
      for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
        append_cell (data->text, troupe_rows_get_text (rows, (int) i));
      g_string_append (data->text, "\r\n");
    }
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
  Read *data = g_task_get_task_data (task);
  GError *error = NULL;

  if (!troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    g_task_return_error (task, error);
  else if (data->text->len > 0)
    g_task_return_pointer (task, g_strdup (data->text->str), g_free);
  else
    g_task_return_pointer (task, g_ptr_array_ref (data->sums), (GDestroyNotify) g_ptr_array_unref);
}

/* Takes task */
static void
begin (GTask             *task,
       TroupeDatabaseFunc func,
       TroupeSpendKey     key,
       gpointer           tag)
{
  TroupeDatabase *database = troupe_library_get_database (g_task_get_source_object (task));
  Read *data = g_new0 (Read, 1);

  data->key = key;
  data->sums = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_spend_free);
  data->text = g_string_new (NULL);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, data, (GDestroyNotify) read_free);
  troupe_database_run_async (database, func, data, g_task_get_cancellable (task), read_cb, task);
}

/**
 * troupe_spend_load_async:
 * @library: an open library
 * @key: what to add up by
 * @cancellable: (nullable): a cancellable
 * @callback: called with the sums
 * @user_data: for @callback
 *
 * Adds up what all paid calls cost, those of jobs that are gone, too. Amounts in different units stay apart.
 */
void
troupe_spend_load_async (TroupeLibrary      *library,
                         TroupeSpendKey      key,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_return_if_fail (TROUPE_IS_LIBRARY (library));

  begin (g_task_new (library, cancellable, callback, user_data), load_in_owner, key, troupe_spend_load_async);
}

/**
 * troupe_spend_load_finish:
 * @library: a library
 * @result: the result
 *
 * Fails with `TROUPE_LIBRARY_ERROR`.
 *
 * Returns: (transfer container) (element-type TroupeSpend): the sums
 */
GPtrArray *
troupe_spend_load_finish (TroupeLibrary *library,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, library), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_spend_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * troupe_spend_export_async:
 * @library: an open library
 * @cancellable: (nullable): a cancellable
 * @callback: called with the text
 * @user_data: for @callback
 *
 * Writes all paid calls as comma-separated values, as RFC 4180 has them: a line of names, then one for each call,
 * the oldest first. What nobody told is empty.
 */
void
troupe_spend_export_async (TroupeLibrary      *library,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_return_if_fail (TROUPE_IS_LIBRARY (library));

  begin (g_task_new (library, cancellable, callback, user_data), export_in_owner, TROUPE_SPEND_BY_ACCOUNT,
         troupe_spend_export_async);
}

/**
 * troupe_spend_export_finish:
 * @library: a library
 * @result: the result
 *
 * Fails with `TROUPE_LIBRARY_ERROR`.
 *
 * Returns: (transfer full): the text
 */
char *
troupe_spend_export_finish (TroupeLibrary *library,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, library), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_spend_export_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
