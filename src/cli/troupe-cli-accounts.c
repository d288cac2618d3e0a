/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli.h"

#include <glib/gi18n.h>

#include "troupe-cli-key.h"
#include "troupe-cli-provider.h"
#include "troupe-job-error.h"
#include "troupe-origin.h"

#define MOST_SECONDS 600    /* as in the schema of profiles */

static char *name, *base, *longest, *step;
static int jobs = -1;
static int position;
static gboolean as_default, on, off;

static const GOptionEntry options[] = {
  { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_("Its name; an empty one is that of the profile"), "TEXT" },
  { "base", 0, 0, G_OPTION_ARG_STRING, &base, N_("Its base address; an empty one is that of the profile"), "URL" },
  { "longest", 0, 0, G_OPTION_ARG_STRING, &longest, N_("The longest range; 0: as the profile says"), "S" },
  { "jobs", 0, 0, G_OPTION_ARG_INT, &jobs, N_("How many jobs it may have at once; 0: as the profile says"), "N" },
  { "step", 0, 0, G_OPTION_ARG_STRING, &step, N_("The step of its length; 0: as the profile says"), "S" },
  { "position", 0, 0, G_OPTION_ARG_INT, &position, N_("Its place in the list, from 1"), "N" },
  { "default", 0, 0, G_OPTION_ARG_NONE, &as_default, N_("New characters go there unless told otherwise"), NULL },
  { "on", 0, 0, G_OPTION_ARG_NONE, &on, N_("Offer it for new characters and videos"), NULL },
  { "off", 0, 0, G_OPTION_ARG_NONE, &off, N_("Offer it no more"), NULL },
  G_OPTION_ENTRY_NULL
};

/* One command on its way */
typedef struct
{
  TroupeCli       *cli;
  TroupeProviders *providers;
  TroupeProvider  *provider;
} Errand;

static void
errand_free (Errand *errand)
{
  g_clear_object (&errand->providers);
  g_clear_object (&errand->provider);
  g_free (errand);
}

static Errand *
errand_new (TroupeCli *cli)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->cli = cli;
  errand->providers = troupe_providers_new ();
  return errand;
}

static void
fail (Errand *errand,
      GError *error)
{
  troupe_cli_fail (errand->cli, error);
  errand_free (errand);
}

static gboolean
refuse (GError    **error,
        const char *message)
{
  g_set_error_literal (error, TROUPE_CLI_ERROR, TROUPE_CLI_ERROR_USAGE, message);
  return FALSE;
}

/* Leaves the limit as it is where nothing was said. */
static gboolean
read_limit (const char *text,
            guint64    *limit_ns,
            GError    **error)
{
  char *rest;
  double seconds;

  if (text == NULL)
    return TRUE;

  seconds = g_ascii_strtod (text, &rest);
  if (rest == text || *rest != '\0' || !(seconds >= 0 && seconds <= MOST_SECONDS))
    return refuse (error, _("a limit is between 0 and 600 seconds"));
  *limit_ns = (guint64) (seconds * 1e9 + 0.5);
  return TRUE;
}

static gboolean
read_limits (guint64 *longest_ns,
             guint64 *step_ns,
             GError **error)
{
  return read_limit (longest, longest_ns, error) && read_limit (step, step_ns, error);
}

/* Before anything is changed */
static gboolean
check_options (GError **error)
{
  g_autofree char *normal = NULL;
  g_autoptr (GError) problem = NULL;
  guint64 longest_ns, step_ns;

  if (base != NULL && *base != '\0')
    normal = troupe_origin_normalize_base (base, &problem);
  if (problem != NULL)
    return refuse (error, problem->message);
  if (position < 0 || (on && off) || (off && as_default))
    return refuse (error, _("the options contradict each other"));
  return read_limits (&longest_ns, &step_ns, error);
}

static gboolean
are_own_options (void)
{
  return name != NULL || base != NULL || longest != NULL || step != NULL || jobs >= 0 || on || off;
}

static gboolean
apply_options (TroupeProviders *providers,
               TroupeProvider  *provider,
               GError         **error)
{
  guint64 longest_ns = troupe_provider_get_longest_ns (provider);
  guint64 step_ns = troupe_provider_get_step_ns (provider);

  if (!read_limits (&longest_ns, &step_ns, error))
    return FALSE;
  if (name != NULL)
    troupe_provider_set_name (provider, *name != '\0' ? name : NULL);
  if (base != NULL && !troupe_provider_set_base (provider, *base != '\0' ? base : NULL, error))
    return FALSE;
  troupe_provider_set_limits (provider, longest_ns, step_ns);
  if (jobs >= 0)
    troupe_provider_set_jobs_at_once (provider, (guint) jobs);
  if (on || off)
    troupe_providers_set_enabled (providers, provider, on);
  if (as_default && !troupe_provider_is_enabled (provider))
    return refuse (error, _("a provider that is off cannot be the default"));
  if (as_default)
    troupe_providers_set_default (providers, provider);
  if (position > 0)
    troupe_providers_move (providers, provider, (guint) position - 1);
  return troupe_providers_save (providers, error);
}

/* The provider as it is now */
static void
finish (Errand *errand)
{
  JsonObject *document = json_object_new ();

  json_object_set_object_member (document, "provider",
                                 troupe_cli_provider_describe (errand->providers, errand->provider));
  troupe_cli_succeed (errand->cli, document);
  errand_free (errand);
}

/* One of the person's own, or the builtin one; not a profile that nothing was made of */
static gboolean
find_added (Errand     *errand,
            const char *id,
            GError    **error)
{
  TroupeProvider *provider = troupe_cli_provider_find (errand->providers, id, error);

  if (provider == NULL)
    return FALSE;
  if (!troupe_providers_contains (errand->providers, provider))
    {
      g_set_error (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_PROVIDER, "“%s” was not added", id);
      return FALSE;
    }
  g_set_object (&errand->provider, provider);
  return TRUE;
}

/* A preset, or a file whose profile becomes one */
static TroupeProfile *
find_profile (TroupeProviders *providers,
              const char      *word,
              GError         **error)
{
  TroupePresets *presets = troupe_providers_get_profiles (providers);
  TroupeProfile *profile = troupe_presets_find (presets, word);

  if (profile == NULL && !g_file_test (word, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_PROVIDER,
                   "there is no preset and no file “%s”", word);
      return NULL;
    }
  if (profile == NULL)
    return troupe_presets_add_file (presets, word, error);
  if (troupe_profile_is_builtin (profile))
    {
      refuse (error, _("the Practice Studio is there already, and once"));
      return NULL;
    }
  return profile;
}

static void
add (TroupeCli *cli,
     char     **arguments)
{
  Errand *errand = errand_new (cli);
  GError *error = NULL;
  TroupeProfile *profile = NULL;

  if (check_options (&error) && troupe_cli_provider_check_choices (errand->providers, &error))
    profile = find_profile (errand->providers, arguments[0], &error);
  if (profile != NULL)
    {
      g_set_object (&errand->provider, troupe_providers_add (errand->providers, profile));
      apply_options (errand->providers, errand->provider, &error);
    }
  if (error == NULL)
    finish (errand);
  else
    fail (errand, error);
}

static void
set (TroupeCli *cli,
     char     **arguments)
{
  Errand *errand = errand_new (cli);
  GError *error = NULL;

  if (check_options (&error) && find_added (errand, arguments[0], &error) &&
      (!are_own_options () || troupe_providers_can_remove (errand->providers, errand->provider) ||
       refuse (&error, _("the Practice Studio is set up by Troupe"))))
    apply_options (errand->providers, errand->provider, &error);
  if (error == NULL)
    finish (errand);
  else
    fail (errand, error);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Errand *errand = user_data;
  GError *error = NULL;
  const char *word = troupe_cli_key_keep_finish (result, &error);
  JsonObject *document;

  if (word == NULL)
    {
      fail (errand, error);
      return;
    }
  document = json_object_new ();
  json_object_set_string_member (document, "provider", troupe_provider_get_id (errand->provider));
  json_object_set_string_member (document, "key", word);
  troupe_cli_find (errand->cli, document, g_str_equal (word, "stored"));
  errand_free (errand);
}

static void
key (TroupeCli *cli,
     char     **arguments)
{
  Errand *errand = errand_new (cli);
  GError *error = NULL;

  if (find_added (errand, arguments[0], &error))
    troupe_cli_key_keep_async (TROUPE_KEY_OWNER (errand->provider), kept_cb, errand);
  else
    fail (errand, error);
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
      troupe_providers_remove (errand->providers, errand->provider);
      troupe_providers_save (errand->providers, &error);
    }
  if (error != NULL)
    {
      fail (errand, error);
      return;
    }
  document = json_object_new ();
  json_object_set_string_member (document, "removed", troupe_provider_get_id (errand->provider));
  troupe_cli_succeed (errand->cli, document);
  errand_free (errand);
}

static void
remove_provider (TroupeCli *cli,
                 char     **arguments)
{
  Errand *errand = errand_new (cli);
  GError *error = NULL;

  if (find_added (errand, arguments[0], &error) &&
      (troupe_providers_can_remove (errand->providers, errand->provider) ||
       refuse (&error, _("the Practice Studio is part of Troupe"))))
    troupe_keys_clear_async (TROUPE_KEY_OWNER (errand->provider), NULL, cleared_cb, errand);
  else
    fail (errand, error);
}

const TroupeCliCommand troupe_cli_accounts[] = {
  { "providers add", "FILE|PRESET", N_("Adds a provider made of a profile"), 1, add, options },
  { "providers set", "ID", N_("Changes a provider"), 1, set, options },
  { "providers key", "ID", N_("Reads its key from standard input into the keyring"), 1, key, NULL },
  { "providers remove", "ID", N_("Removes a provider and its key; what was made with it stays"), 1,
    remove_provider, NULL },
  { NULL },
};
