/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli.h"

#include <glib/gi18n.h>

#include "troupe-cli-provider.h"
#include "troupe-keys.h"
#include "troupe-media.h"
#include "troupe-provider-test.h"
#include "troupe-test-text.h"

/* The profiles that no account has the id of: they can be named all the same. */
static void
describe_presets (TroupeProviders *providers,
                  JsonArray       *array)
{
  GListModel *presets = G_LIST_MODEL (troupe_providers_get_profiles (providers));

  for (guint i = 0; i < g_list_model_get_n_items (presets); i++)
    {
      g_autoptr (TroupeProfile) profile = g_list_model_get_item (presets, i);
      TroupeProvider *found = troupe_providers_find (providers, troupe_profile_get_id (profile));
      g_autoptr (TroupeProvider) provider = NULL;

      if (found != NULL && troupe_providers_contains (providers, found))
        continue;
      provider = troupe_provider_new (profile, NULL);
      json_array_add_object_element (array, troupe_cli_provider_describe (providers, provider));
    }
}

/* What was left out, and why */
static JsonArray *
describe_errors (TroupeProviders *providers)
{
  GPtrArray *errors = troupe_providers_get_errors (providers);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < errors->len; i++)
    json_array_add_string_element (array, ((GError *) errors->pdata[i])->message);
  return array;
}

static void
list (TroupeCli *cli,
      char     **arguments)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  JsonObject *document = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (providers)); i++)
    {
      g_autoptr (TroupeProvider) provider = g_list_model_get_item (G_LIST_MODEL (providers), i);

      json_array_add_object_element (array, troupe_cli_provider_describe (providers, provider));
    }
  describe_presets (providers, array);
  json_object_set_array_member (document, "providers", array);
  json_object_set_array_member (document, "problems", describe_errors (providers));
  troupe_cli_succeed (cli, document);
}

static void
show (TroupeCli *cli,
      char     **arguments)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  GError *error = NULL;
  TroupeProvider *provider = troupe_cli_provider_find (providers, arguments[0], &error);
  JsonObject *document, *object;

  if (provider == NULL)
    {
      troupe_cli_fail (cli, error);
      return;
    }

  document = json_object_new ();
  object = troupe_cli_provider_describe (providers, provider);
  json_object_set_member (object, "profile",
                          troupe_profile_to_json (troupe_provider_get_profile (provider)));
  json_object_set_object_member (document, "provider", object);
  troupe_cli_succeed (cli, document);
}

static void
validate (TroupeCli *cli,
          char     **arguments)
{
  g_autoptr (GFile) file = troupe_media_file_new (arguments[0]);
  g_autoptr (TroupeProfile) profile = NULL;
  JsonObject *document;
  GError *error = NULL;

  if (g_file_peek_path (file) != NULL)
    profile = troupe_profile_load (g_file_peek_path (file), &error);
  else
    error = g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                         "%s: is no file of this computer", arguments[0]);
  if (profile == NULL)
    {
      troupe_cli_fail (cli, error);
      return;
    }

  document = json_object_new ();
  json_object_set_boolean_member (document, "valid", TRUE);
  json_object_set_string_member (document, "id", troupe_profile_get_id (profile));
  json_object_set_string_member (document, "name", troupe_profile_get_name (profile));
  troupe_cli_succeed (cli, document);
}

typedef struct
{
  TroupeCli       *cli;
  TroupeProviders *providers;
  TroupeProvider  *provider;    /* borrowed from providers */
  TroupeClient    *client;
} Test;

static void
tested_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Test *test = user_data;
  g_autoptr (TroupeProviderTestResult) found = troupe_provider_test_finish (test->client, result, NULL);
  g_autofree char *sentence = troupe_test_text_dup (found, test->provider);
  JsonObject *document = json_object_new ();

  json_object_set_string_member (document, "provider", troupe_provider_get_id (test->provider));
  json_object_set_string_member (document, "outcome", troupe_provider_test_get_word (found->outcome));
  json_object_set_string_member (document, "sentence", sentence);
  if (found->credits != NULL)
    json_object_set_string_member (document, "credits", found->credits);
  if (found->error != NULL)
    json_object_set_string_member (document, "details", found->error->message);
  troupe_cli_find (test->cli, document, found->outcome == TROUPE_PROVIDER_TEST_GOOD);
  g_clear_object (&test->client);
  g_clear_object (&test->providers);
  g_free (test);
}

static void
test (TroupeCli *cli,
      char     **arguments)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  GError *error = NULL;
  TroupeProvider *provider = troupe_cli_provider_find (providers, arguments[0], &error);
  Test *run;

  if (provider == NULL)
    {
      troupe_cli_fail (cli, error);
      return;
    }

  run = g_new0 (Test, 1);
  run->cli = cli;
  run->providers = g_steal_pointer (&providers);
  run->provider = provider;
  run->client = troupe_client_new ();
  troupe_keys_name_owner (TROUPE_KEY_OWNER (provider));
  troupe_provider_test_async (run->client, provider, NULL, tested_cb, run);
}

const TroupeCliCommand troupe_cli_providers[] = {
  { "providers list", "", N_("Lists the providers"), 0, list, NULL },
  { "providers show", "ID", N_("Shows one provider and its profile"), 1, show, NULL },
  { "providers test", "ID", N_("Tries address and key with a call that costs nothing"), 1, test, NULL },
  { "providers validate", "FILE", N_("Checks a profile: file, JSON path and rule"), 1, validate, NULL },
  { NULL },
};
