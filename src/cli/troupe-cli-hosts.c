/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli.h"

#include <glib/gi18n.h>

#include "troupe-cli-address.h"
#include "troupe-cli-key.h"
#include "troupe-host-trial.h"
#include "troupe-hosts.h"

static char **settings;
static gboolean key_stdin;

static const GOptionEntry add_options[] = {
  { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &settings, N_("A setting; may stand several times"), "NAME=VALUE" },
  { "key-stdin", 0, 0, G_OPTION_ARG_NONE, &key_stdin, N_("Read the key from standard input"), NULL },
  G_OPTION_ENTRY_NULL
};

/* One command on its way */
typedef struct
{
  TroupeCli   *cli;
  TroupeHosts *hosts;
  TroupeHost  *host;
} Errand;

static void
errand_free (Errand *errand)
{
  g_clear_object (&errand->hosts);
  g_clear_object (&errand->host);
  g_free (errand);
}

static Errand *
errand_new (TroupeCli  *cli,
            const char *id)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->cli = cli;
  errand->hosts = troupe_hosts_new ();
  if (id != NULL)
    g_set_object (&errand->host, troupe_hosts_find (errand->hosts, id));
  return errand;
}

static void
fail_not_found (TroupeCli   *cli,
                TroupeHosts *hosts,
                const char  *id)
{
  GPtrArray *errors = troupe_hosts_get_errors (hosts);
  g_autoptr (GString) message = g_string_new (NULL);

  g_string_printf (message, "there is no host “%s”", id);
  for (guint i = 0; i < errors->len; i++)
    g_string_append_printf (message, "; %s", ((GError *) errors->pdata[i])->message);
  troupe_cli_fail (cli, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, message->str));
}

static JsonObject *
describe (TroupeHosts *hosts,
          TroupeHost  *host)
{
  const TroupeHostKind *kind = troupe_host_get_kind (host);
  JsonObject *object = json_object_new ();
  JsonObject *values = json_object_new ();

  for (gsize i = 0; i < kind->n_settings; i++)
    {
      const char *text = troupe_host_get_setting (host, kind->settings[i].name);

      if (text != NULL)
        json_object_set_string_member (values, kind->settings[i].name, text);
    }
  json_object_set_string_member (object, "id", troupe_host_get_id (host));
  json_object_set_string_member (object, "name", troupe_host_get_name (host));
  json_object_set_string_member (object, "kind", kind->id);
  json_object_set_boolean_member (object, "default", host == troupe_hosts_get_default (hosts));
  json_object_set_boolean_member (object, "complete", troupe_host_check (host, NULL));
  json_object_set_object_member (object, "settings", values);
  return object;
}

static void
list (TroupeCli *cli,
      char     **arguments)
{
  g_autoptr (TroupeHosts) hosts = troupe_hosts_new ();
  GPtrArray *errors = troupe_hosts_get_errors (hosts);
  JsonObject *document = json_object_new ();
  JsonArray *array = json_array_new ();
  JsonArray *problems = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (hosts)); i++)
    {
      g_autoptr (TroupeHost) host = g_list_model_get_item (G_LIST_MODEL (hosts), i);

      json_array_add_object_element (array, describe (hosts, host));
    }
  for (guint i = 0; i < errors->len; i++)
    json_array_add_string_element (problems, ((GError *) errors->pdata[i])->message);
  json_object_set_array_member (document, "hosts", array);
  json_object_set_array_member (document, "problems", problems);
  troupe_cli_succeed (cli, document);
}

/* key: what became of it, or NULL where none was given */
static void
end_add (Errand     *errand,
         const char *key)
{
  JsonObject *document = json_object_new ();

  json_object_set_object_member (document, "host", describe (errand->hosts, errand->host));
  if (key != NULL)
    json_object_set_string_member (document, "key", key);
  else
    json_object_set_null_member (document, "key");
  troupe_cli_succeed (errand->cli, document);
  errand_free (errand);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Errand *errand = user_data;
  GError *error = NULL;
  const char *key = troupe_cli_key_keep_finish (result, &error);

  if (key != NULL)
    {
      end_add (errand, key);
      return;
    }
  troupe_cli_fail (errand->cli, error);
  errand_free (errand);
}

static gboolean
apply_settings (TroupeHost *host,
                GError    **error)
{
  for (guint i = 0; settings != NULL && settings[i] != NULL; i++)
    {
      const char *value = strchr (settings[i], '=');
      g_autofree char *name = g_strndup (settings[i], strcspn (settings[i], "="));

      if (!troupe_host_set_setting (host, name, value != NULL ? value + 1 : NULL, error))
        return FALSE;
    }
  return troupe_host_check (host, error);
}

static void
add (TroupeCli *cli,
     char     **arguments)
{
  const TroupeHostKind *kind = troupe_host_kind_find (arguments[0]);
  Errand *errand;
  GError *error = NULL;

  if (kind == NULL)
    {
      troupe_cli_fail_usage (cli, _("a host is of the kind form, s3 or folder"));
      return;
    }

  errand = errand_new (cli, NULL);
  errand->host = troupe_hosts_make (errand->hosts, arguments[1], kind);
  if (apply_settings (errand->host, &error))
    {
      troupe_hosts_add (errand->hosts, errand->host);
      troupe_hosts_save (errand->hosts, &error);
    }
  if (error == NULL)
    {
      if (key_stdin)
        troupe_cli_key_keep_async (TROUPE_KEY_OWNER (errand->host), kept_cb, errand);
      else
        end_add (errand, NULL);
      return;
    }
  troupe_cli_fail (cli, error);
  errand_free (errand);
}

static void
tried_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Errand *errand = user_data;
  GError *error = NULL;
  g_autoptr (TroupeHostTrial) trial = troupe_host_trial_finish (errand->host, result, &error);
  JsonObject *document;
  JsonObject *object;

  if (trial == NULL)
    {
      troupe_cli_fail (errand->cli, error);
      errand_free (errand);
      return;
    }
  object = json_object_new ();
  json_object_set_object_member (object, "address", troupe_cli_address_describe (trial->probe));
  json_object_set_int_member (object, "expires", trial->expires);
  json_object_set_boolean_member (object, "deletes", trial->can_delete && trial->delete_error == NULL);
  if (trial->delete_error != NULL)
    json_object_set_string_member (object, "delete_error", trial->delete_error->message);
  document = json_object_new ();
  json_object_set_object_member (document, "test", object);
  troupe_cli_succeed (errand->cli, document);
  errand_free (errand);
}

static void
test (TroupeCli *cli,
      char     **arguments)
{
  Errand *errand = errand_new (cli, arguments[0]);

  if (errand->host != NULL)
    {
      troupe_keys_name_owner (TROUPE_KEY_OWNER (errand->host));
      troupe_host_trial_async (errand->host, NULL, tried_cb, errand);
      return;
    }
  fail_not_found (cli, errand->hosts, arguments[0]);
  errand_free (errand);
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Errand *errand = user_data;
  GError *error = NULL;
  JsonObject *document;

  if (troupe_keys_clear_finish (result, &error))
    {
      troupe_hosts_remove (errand->hosts, errand->host);
      troupe_hosts_save (errand->hosts, &error);
    }
  if (error == NULL)
    {
      document = json_object_new ();
      json_object_set_string_member (document, "removed", troupe_host_get_id (errand->host));
      troupe_cli_succeed (errand->cli, document);
    }
  else
    {
      troupe_cli_fail (errand->cli, error);
    }
  errand_free (errand);
}

static void
remove_host (TroupeCli *cli,
             char     **arguments)
{
  Errand *errand = errand_new (cli, arguments[0]);

  if (errand->host != NULL)
    {
      troupe_keys_clear_async (TROUPE_KEY_OWNER (errand->host), NULL, cleared_cb, errand);
      return;
    }
  fail_not_found (cli, errand->hosts, arguments[0]);
  errand_free (errand);
}

const TroupeCliCommand troupe_cli_hosts[] = {
  { "hosts list", "", N_("Lists the places that give a clip a public address"), 0, list, NULL },
  { "hosts add", "KIND NAME", N_("Adds a host of the kind form, s3 or folder"), 2, add,
    add_options },
  { "hosts test", "ID", N_("Uploads 32 bytes, looks at their address and deletes them"), 1, test, NULL },
  { "hosts remove", "ID", N_("Removes a host and its key; what was uploaded stays"), 1, remove_host, NULL },
  { NULL },
};
