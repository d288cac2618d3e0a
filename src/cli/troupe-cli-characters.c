/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli.h"

#include <glib/gi18n.h>

#include "troupe-cli-character.h"
#include "troupe-library-private.h"

static char *search;

static const GOptionEntry list_options[] = {
  { "search", 0, 0, G_OPTION_ARG_STRING, &search, N_("Only those that hold these words"), "TEXT" },
  G_OPTION_ENTRY_NULL
};

/* One look into the library */
typedef struct
{
  TroupeCli     *cli;
  TroupeLibrary *library;
  char          *id;
  GPtrArray     *characters;    /* of TroupeCharacter, in order */
  void         (*opened)        (gpointer visit);
} Visit;

static void
visit_end (Visit      *visit,
           JsonObject *document,
           GError     *error)
{
  if (document != NULL)
    troupe_cli_succeed (visit->cli, document);
  else
    troupe_cli_fail (visit->cli, error);
  troupe_library_close (visit->library);
  g_object_unref (visit->library);
  g_clear_pointer (&visit->characters, g_ptr_array_unref);
  g_free (visit->id);
  g_free (visit);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Visit *visit = user_data;
  GError *error = NULL;

  if (troupe_library_open_finish (visit->library, result, &error))
    visit->opened (visit);
  else
    visit_end (visit, NULL, error);
}

static void
visit_begin (TroupeCli    *cli,
             const char   *id,
             void        (*opened) (gpointer visit))
{
  Visit *visit = g_new0 (Visit, 1);

  visit->cli = cli;
  visit->id = g_strdup (id);
  visit->library = troupe_library_new (NULL);
  visit->opened = opened;
  troupe_library_open_async (visit->library, NULL, opened_cb, visit);
}

static void
rows_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  Visit *visit = user_data;
  JsonObject *document;
  JsonArray *array;
  GError *error = NULL;

  if (!troupe_library_load_rows_finish (visit->library, result, &error))
    {
      visit_end (visit, NULL, error);
      return;
    }

  document = json_object_new ();
  array = json_array_new ();
  for (guint i = 0; i < visit->characters->len; i++)
    json_array_add_object_element (array,
                                   troupe_cli_character_describe (visit->characters->pdata[i]));
  json_object_set_array_member (document, "characters", array);
  visit_end (visit, document, NULL);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Visit *visit = user_data;
  TroupeObjectTable *table = troupe_library_get_characters (visit->library);
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  GError *error = NULL;

  ids = troupe_library_find_finish (visit->library, result, &error);
  if (ids == NULL)
    {
      visit_end (visit, NULL, error);
      return;
    }

  visit->characters = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < ids->len; i++)
    {
      g_strv_builder_add (builder, ids->pdata[i]);
      g_ptr_array_add (visit->characters, troupe_object_table_ref (table, ids->pdata[i]));
    }
  names = g_strv_builder_end (builder);
  troupe_library_load_rows_async (visit->library, (const char *const *) names, NULL,
                                  rows_loaded_cb, visit);
}

static void
list_opened (gpointer data)
{
  Visit *visit = data;

  troupe_library_find_async (visit->library, search, TROUPE_CHARACTER_SORT_NEWEST, NULL,
                             found_cb, visit);
}

static void
list (TroupeCli *cli,
      char     **arguments)
{
  visit_begin (cli, NULL, list_opened);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Visit *visit = user_data;
  g_autoptr (TroupeCharacter) character = NULL;
  JsonObject *document = NULL;
  GError *error = NULL;

  character = troupe_library_load_character_finish (visit->library, result, &error);
  if (character != NULL)
    {
      document = json_object_new ();
      json_object_set_object_member (document, "character",
                                     troupe_cli_character_describe (character));
    }
  visit_end (visit, document, error);
}

static void
show_opened (gpointer data)
{
  Visit *visit = data;

  troupe_library_load_character_async (visit->library, visit->id, NULL, loaded_cb, visit);
}

static void
show (TroupeCli *cli,
      char     **arguments)
{
  visit_begin (cli, arguments[0], show_opened);
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Visit *visit = user_data;
  JsonObject *document = NULL;
  GError *error = NULL;

  if (troupe_library_delete_character_finish (visit->library, result, &error))
    {
      document = json_object_new ();
      json_object_set_string_member (document, "deleted", visit->id);
    }
  visit_end (visit, document, error);
}

static void
delete_opened (gpointer data)
{
  Visit *visit = data;

  troupe_library_delete_character_async (visit->library, visit->id, NULL, deleted_cb, visit);
}

static void
delete (TroupeCli *cli,
        char     **arguments)
{
  visit_begin (cli, arguments[0], delete_opened);
}

const TroupeCliCommand troupe_cli_characters[] = {
  { "character list", "[--search TEXT]", N_("Lists the characters, the newest first"), 0, list,
    list_options },
  { "character show", "ID", N_("Shows one character"), 1, show, NULL },
  { "character delete", "ID", N_("Puts a character into the trash, for 30 days"), 1, delete, NULL },
  { NULL },
};
