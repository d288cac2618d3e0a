/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli-video.h"

#include <glib/gi18n.h>
#include <math.h>

#include "troupe-spend.h"

static char *by;
static gboolean is_csv;

static const GOptionEntry spend_options[] = {
  { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_("account, day or character"), "WHAT" },
  { "csv", 0, 0, G_OPTION_ARG_NONE, &is_csv, N_("All paid calls, as comma-separated values"), NULL },
  G_OPTION_ENTRY_NULL
};

static const char *const keys[TROUPE_SPEND_N_KEYS] = {
  [TROUPE_SPEND_BY_ACCOUNT] = "account",
  [TROUPE_SPEND_BY_DAY] = "day",
  [TROUPE_SPEND_BY_CHARACTER] = "character",
};

/* One command */
typedef struct
{
  TroupeCliVideo *video;
  TroupeSpendKey  key;
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

static JsonObject *
describe (const TroupeSpend *sum)
{
  JsonObject *object = json_object_new ();

  set_text (object, "name", sum->name);
  json_object_set_int_member (object, "paid_calls", sum->n_calls);
  set_number (object, "reserved", sum->reserved);
  set_number (object, "reported", sum->reported);
  json_object_set_int_member (object, "not_known", sum->n_not_known);
  set_text (object, "unit", sum->unit);
  return object;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Spend *spend = user_data;
  g_autoptr (GPtrArray) sums = NULL;
  JsonObject *document = NULL;
  JsonArray *spent;
  GError *error = NULL;

  sums = troupe_spend_load_finish (TROUPE_LIBRARY (source), result, &error);
  if (sums != NULL)
    {
      document = json_object_new ();
      spent = json_array_new ();
      for (guint i = 0; i < sums->len; i++)
        json_array_add_object_element (spent, describe (sums->pdata[i]));
      json_object_set_array_member (document, "spent", spent);
    }
  troupe_cli_video_end (spend->video, document, error);
  g_free (spend);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Spend *spend = user_data;
  GError *error = NULL;
  g_autofree char *text = troupe_spend_export_finish (TROUPE_LIBRARY (source), result, &error);

  spend->video->text = g_steal_pointer (&text);
  troupe_cli_video_end (spend->video, NULL, error);
  g_free (spend);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Spend *spend = user_data;
  GError *error = NULL;

  if (!troupe_library_open_finish (TROUPE_LIBRARY (source), result, &error))
    {
      troupe_cli_video_end (spend->video, NULL, error);
      g_free (spend);
    }
  else if (is_csv)
    {
      troupe_spend_export_async (spend->video->library, NULL, exported_cb, spend);
    }
  else
    {
      troupe_spend_load_async (spend->video->library, spend->key, NULL, loaded_cb, spend);
    }
}

static void
show (TroupeCli *cli,
      char     **arguments)
{
  Spend *spend;
  TroupeSpendKey key = TROUPE_SPEND_BY_ACCOUNT;

  while (by != NULL && key < TROUPE_SPEND_N_KEYS && !g_str_equal (by, keys[key]))
    key++;
  if (key == TROUPE_SPEND_N_KEYS)
    {
      /* Translators: --by and the words after it stay as they are. */
      troupe_cli_fail_usage (cli, _("--by takes account, day or character"));
      return;
    }

  spend = g_new0 (Spend, 1);
  spend->video = troupe_cli_video_new (cli);
  spend->key = key;
  troupe_library_open_async (spend->video->library, NULL, opened_cb, spend);
}

const TroupeCliCommand troupe_cli_spend = {
  .name = "spend",
  .arguments = "[--by account|day|character | --csv]",
  .summary = N_("Tells what paid calls reserved and reported"),
  .n_arguments = 0,
  .run = show,
  .options = spend_options,
};
