/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli-video.h"

#include <glib/gi18n.h>
#include <math.h>

#include "troupe-library-private.h"

static char *by;

static const GOptionEntry spend_options[] = {
  { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_("account, day or character"), "WHAT" },
  G_OPTION_ENTRY_NULL
};

static const struct
{
  const char *name;
  const char *sql;
} groups[] = {
#define SELECT_SPENT(key) \
        "SELECT " key ", count (*), sum (reserved), sum (reported), count (*) - count (reported), max (unit)" \
        " FROM paid_calls GROUP BY 1, unit ORDER BY 1"
  { "account", SELECT_SPENT ("provider_id") },
  { "day", SELECT_SPENT ("date (sent_us / 1000000, 'unixepoch', 'localtime')") },
  { "character", SELECT_SPENT ("who") },
#undef SELECT_SPENT
};

/* One command; the log as it goes */
typedef struct
{
  TroupeCliVideo *video;
  const char     *sql;
  JsonArray      *spent;
} Spend;

static void
set_number (JsonObject *object,
            const char *name,
            double      number)
{
  if (isnan (number))
    json_object_set_null_member (object, name);
  else
    json_object_set_double_member (object, name, number);
}

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static gboolean
read_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  Spend *spend = data;
  g_autoptr (TroupeRows) rows = troupe_connection_query (connection, error, spend->sql, "");
  g_autoptr (GError) failure = NULL;

  while (rows != NULL && troupe_rows_next (rows, &failure))
    {
      JsonObject *object = json_object_new ();

      set_text (object, "name", troupe_rows_get_text (rows, 0));
      json_object_set_int_member (object, "paid_calls", troupe_rows_get_integer (rows, 1));
      set_number (object, "reserved", troupe_rows_get_double (rows, 2));
      set_number (object, "reported", troupe_rows_get_double (rows, 3));
      json_object_set_int_member (object, "not_known", troupe_rows_get_integer (rows, 4));
      set_text (object, "unit", troupe_rows_get_text (rows, 5));
      json_array_add_object_element (spend->spent, object);
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return rows != NULL && (error == NULL || *error == NULL);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Spend *spend = user_data;
  JsonObject *document = NULL;
  GError *error = NULL;

  if (troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    {
      document = json_object_new ();
      json_object_set_array_member (document, "spent", json_array_ref (spend->spent));
    }
  troupe_cli_video_end (spend->video, document, error);
  json_array_unref (spend->spent);
  g_free (spend);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Spend *spend = user_data;
  GError *error = NULL;

  if (troupe_library_open_finish (TROUPE_LIBRARY (source), result, &error))
    {
      troupe_database_run_async (troupe_library_get_database (spend->video->library), read_in_owner, spend,
                                 NULL, read_cb, spend);
      return;
    }
  troupe_cli_video_end (spend->video, NULL, error);
  json_array_unref (spend->spent);
  g_free (spend);
}

static void
show (TroupeCli *cli,
      char     **arguments)
{
  Spend *spend;
  const char *sql = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      if (g_strcmp0 (by != NULL ? by : "account", groups[i].name) == 0)
        sql = groups[i].sql;
    }
  if (sql == NULL)
    {
      /* Translators: --by and the words after it stay as they are. */
      troupe_cli_fail_usage (cli, _("--by takes account, day or character"));
      return;
    }

  spend = g_new0 (Spend, 1);
  spend->video = troupe_cli_video_new (cli);
  spend->sql = sql;
  spend->spent = json_array_new ();
  troupe_library_open_async (spend->video->library, NULL, opened_cb, spend);
}

const TroupeCliCommand troupe_cli_spend = {
  .name = "spend",
  .arguments = "[--by account|day|character]",
  .summary = N_("Tells what paid calls reserved and reported"),
  .n_arguments = 0,
  .run = show,
  .options = spend_options,
};
