/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli-provider.h"

#include <glib/gi18n.h>

#include "troupe-cli.h"
#include "troupe-job-error.h"
#include "troupe-provider-error.h"

static const char *const lives[] = {
  [TROUPE_LIFE_ACTIVE] = "active",
  [TROUPE_LIFE_PAUSED] = "paused",
  [TROUPE_LIFE_CLOSED] = "closed",
};

static const char *const kinds[] = {
  [TROUPE_KIND_STORED] = "stored",
  [TROUPE_KIND_INLINE] = "inline",
};

static GError *
not_found_error_new (TroupeProviders *providers,
                     const char      *id)
{
  GPtrArray *errors = troupe_providers_get_errors (providers);
  g_autoptr (GString) message = g_string_new (NULL);

  g_string_printf (message, "there is no provider “%s”", id);
  for (guint i = 0; i < errors->len; i++)
    g_string_append_printf (message, "; %s", ((GError *) errors->pdata[i])->message);
  return g_error_new_literal (TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_PROVIDER, message->str);
}

/**
 * troupe_cli_provider_check_choices:
 * @providers: the providers
 *
 * Looks whether the person's choices could be read: without them a key could go to another address than the one
 * the person chose. Fails with `TROUPE_PROVIDER_ERROR_PROFILE`.
 *
 * Returns: whether all of them are known
 */
gboolean
troupe_cli_provider_check_choices (TroupeProviders *providers,
                                   GError         **error)
{
  GPtrArray *errors = troupe_providers_get_errors (providers);

  for (guint i = 0; i < errors->len; i++)
    {
      const GError *problem = errors->pdata[i];

      if (problem->domain != G_KEY_FILE_ERROR && problem->domain != G_FILE_ERROR &&
          !g_error_matches (problem, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE))
        continue;
      g_set_error_literal (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PROFILE,
                           problem->message);
      return FALSE;
    }
  return TRUE;
}

/**
 * troupe_cli_provider_find:
 * @providers: the providers
 * @id: what the command line says
 * @error: return location for an error
 *
 * Fails with `TROUPE_JOB_ERROR_PROVIDER`, whose message also tells which files could not be used, and
 * with `TROUPE_PROVIDER_ERROR_PROFILE` when the person's choices cannot be read.
 *
 * Returns: (transfer none): the provider
 */
TroupeProvider *
troupe_cli_provider_find (TroupeProviders *providers,
                          const char      *id,
                          GError         **error)
{
  TroupeProvider *provider = troupe_providers_find (providers, id);

  if (provider == NULL)
    {
      g_propagate_error (error, not_found_error_new (providers, id));
      return NULL;
    }
  if (!troupe_profile_is_builtin (troupe_provider_get_profile (provider)) &&
      !troupe_cli_provider_check_choices (providers, error))
    return NULL;
  return provider;
}

/**
 * troupe_cli_provider_set_base:
 * @providers: the providers
 * @id: (nullable): whose address it is
 * @base: (nullable): the address, `NULL` for the one that is set up
 *
 * Takes another address for one provider, as `--provider` and `--base` ask for.
 *
 * Fails with the errors of troupe_cli_provider_find() and troupe_provider_set_base(), and with
 * `TROUPE_CLI_ERROR_USAGE` when nobody knows whose address it is.
 *
 * Returns: whether it was taken
 */
gboolean
troupe_cli_provider_set_base (TroupeProviders *providers,
                              const char      *id,
                              const char      *base,
                              GError         **error)
{
  TroupeProvider *provider;

  if (base == NULL)
    return TRUE;
  if (id == NULL)
    {
      /* Translators: --base and --provider are options of a command and stay as they are. */
      g_set_error_literal (error, TROUPE_CLI_ERROR, TROUPE_CLI_ERROR_USAGE, _("--base needs --provider"));
      return FALSE;
    }
  provider = troupe_cli_provider_find (providers, id, error);
  return provider != NULL && troupe_provider_set_base (provider, base, error);
}

/**
 * troupe_cli_provider_dup_follow:
 * @kind: `video` or `character`
 * @thing: its id
 * @id: (nullable): the provider that was given on the command line
 * @base: (nullable): the address that was given with it
 *
 * Returns: (transfer full): the command that goes on with what was ordered
 */
char *
troupe_cli_provider_dup_follow (const char *kind,
                                const char *thing,
                                const char *id,
                                const char *base)
{
  g_autofree char *quoted = base != NULL ? g_shell_quote (base) : NULL;
  g_autofree char *options = NULL;

  if (id != NULL && base != NULL)
    options = g_strdup_printf (" --provider %s --base %s", id, quoted);
  return g_strdup_printf ("troupe-cli %s follow %s%s", kind, thing, options != NULL ? options : "");
}

static const struct
{
  TroupeSource source;
  const char  *word;
} sources[] = {
  { TROUPE_SOURCE_FILE, "file" },
  { TROUPE_SOURCE_URL, "url" },
  { TROUPE_SOURCE_TASK, "task" },
};

static JsonArray *
describe_sources (TroupeProfile *profile)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      if (troupe_profile_get_sources (profile) & sources[i].source)
        json_array_add_string_element (array, sources[i].word);
    }
  return array;
}

static JsonObject *
describe_span (TroupeProvider *provider)
{
  JsonObject *object = json_object_new ();
  TroupeSpan span;

  troupe_provider_get_span (provider, TROUPE_SOURCE_FILE, &span);    /* only the grid differs */
  json_object_set_double_member (object, "min", span.min_ns / 1e9);
  json_object_set_double_member (object, "max", span.max_ns / 1e9);
  json_object_set_double_member (object, "step", span.step_ns / 1e9);
  return object;
}

/**
 * troupe_cli_provider_describe:
 * @providers: the providers
 * @provider: one of them, or a profile that is none yet
 *
 * Tells scripts about a provider.
 *
 * Returns: (transfer full): its members
 */
JsonObject *
troupe_cli_provider_describe (TroupeProviders *providers,
                              TroupeProvider  *provider)
{
  TroupeProfile *profile = troupe_provider_get_profile (provider);
  JsonObject *object = json_object_new ();
  const char *base = troupe_provider_get_base (provider);

  json_object_set_string_member (object, "id", troupe_provider_get_id (provider));
  json_object_set_string_member (object, "name", troupe_provider_get_name (provider));
  json_object_set_string_member (object, "summary", troupe_profile_get_summary (profile));
  json_object_set_string_member (object, "profile_id", troupe_profile_get_id (profile));
  json_object_set_boolean_member (object, "added", troupe_providers_contains (providers, provider));
  json_object_set_boolean_member (object, "enabled", troupe_provider_is_enabled (provider));
  json_object_set_boolean_member (object, "default", provider == troupe_providers_get_default (providers));
  if (base != NULL)
    json_object_set_string_member (object, "base", base);
  else
    json_object_set_null_member (object, "base");
  json_object_set_boolean_member (object, "builtin", troupe_profile_is_builtin (profile));
  json_object_set_string_member (object, "kind", kinds[troupe_profile_get_kind (profile)]);
  json_object_set_string_member (object, "life", lives[troupe_profile_get_life (profile)]);
  json_object_set_array_member (object, "sources", describe_sources (profile));
  json_object_set_object_member (object, "span", describe_span (provider));
  return object;
}
