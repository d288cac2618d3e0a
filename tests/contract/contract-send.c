/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* contract-send PROVIDER CALL FIELDS [NAME=TEXT | NAME=@FILE]...: sends one call of a profile as libtroupe
 * does and prints the FIELDS of the answer (separated by commas) as JSON, or what went wrong. */

#include <locale.h>
#include <string.h>

#include "troupe-client.h"
#include "troupe-providers.h"

typedef struct
{
  GMainLoop      *loop;
  TroupeProvider *provider;
  char          **arguments;
  GError         *error;
} Run;

static void
print_answer (TroupeAnswer *answer,
              const char   *fields)
{
  g_autoptr (JsonObject) shown = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), shown);
  g_auto (GStrv) names = g_strsplit (fields, ",", -1);
  g_autofree char *text = NULL;

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *value = troupe_answer_dup_text (answer, names[i]);

      json_object_set_string_member (shown, names[i], value);
    }
  text = json_to_string (node, FALSE);
  g_print ("%s\n", text);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Run *run = user_data;
  g_autoptr (TroupeAnswer) answer = NULL;

  answer = troupe_client_send_finish (TROUPE_CLIENT (source), result, &run->error);
  if (answer != NULL)
    print_answer (answer, run->arguments[3]);
  g_main_loop_quit (run->loop);
}

static TroupeValues *
read_values (char **arguments)
{
  TroupeValues *values = troupe_values_new ();

  for (gsize i = 0; arguments[i] != NULL; i++)
    {
      const char *text = strchr (arguments[i], '=') + 1;
      g_autofree char *name = g_strndup (arguments[i], (gsize) (text - 1 - arguments[i]));

      if (*text == '@')
        {
          g_autoptr (GFile) file = g_file_new_for_path (text + 1);

          troupe_values_set_file (values, name, file, "clip.mp4", "video/mp4");
        }
      else
        troupe_values_set (values, name, text);
    }
  return values;
}

static void
ready_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Run *run = user_data;
  g_autoptr (TroupeValues) values = read_values (run->arguments + 4);
  g_autoptr (TroupeRequest) request = NULL;

  if (troupe_client_ready_finish (TROUPE_CLIENT (source), result, &run->error))
    request = troupe_request_new (run->provider, run->arguments[2], values, &run->error);
  if (request != NULL)
    troupe_client_send_async (TROUPE_CLIENT (source), request, NULL, NULL, NULL, sent_cb, run);
  else
    g_main_loop_quit (run->loop);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  g_autoptr (TroupeClient) client = troupe_client_new ();
  Run run = { loop, troupe_providers_find (providers, argv[1]), argv, NULL };

  setlocale (LC_ALL, "");
  troupe_client_ready_async (client, run.provider, NULL, ready_cb, &run);
  g_main_loop_run (loop);
  if (run.error == NULL)
    return 0;
  g_printerr ("%s\n", run.error->message);
  g_error_free (run.error);
  return 1;
}
