/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-provider-choices.h"

#include "troupe-provider-error.h"

#define GROUP_PREFIX "provider "
#define MOST_SECONDS 600.0

/**
 * troupe_provider_choices_dup_group:
 * @id: the id of a provider
 *
 * Returns: (transfer full): the group of its choices
 */
char *
troupe_provider_choices_dup_group (const char *id)
{
  return g_strconcat (GROUP_PREFIX, id, NULL);
}

/**
 * troupe_provider_choices_dup_id:
 * @group: the name of a group
 *
 * Returns: (transfer full) (nullable): the id of the provider whose group it is; `NULL` for groups of
 *   something else
 */
char *
troupe_provider_choices_dup_id (const char *group)
{
  return g_str_has_prefix (group, GROUP_PREFIX) ? g_strdup (group + strlen (GROUP_PREFIX)) : NULL;
}

/**
 * troupe_provider_choices_dup_origin:
 * @choices: the person's choices
 * @id: the id of a provider
 *
 * Returns: (transfer full): the id of the profile it was made of
 */
char *
troupe_provider_choices_dup_origin (GKeyFile   *choices,
                                    const char *id)
{
  g_autofree char *group = troupe_provider_choices_dup_group (id);
  char *origin = g_key_file_get_string (choices, group, "profile", NULL);

  return origin != NULL ? origin : g_strdup (id);
}

/**
 * troupe_provider_choices_dup_name:
 * @choices: the person's choices
 * @id: the id of a provider
 *
 * Returns: (transfer full) (nullable): the name the person gave it, or that it had when it was removed
 */
char *
troupe_provider_choices_dup_name (GKeyFile   *choices,
                                  const char *id)
{
  g_autofree char *group = troupe_provider_choices_dup_group (id);

  return g_key_file_get_string (choices, group, "name", NULL);
}

/**
 * troupe_provider_choices_is_removed:
 * @choices: the person's choices
 * @id: the id of a provider
 *
 * Returns: whether the person removed it
 */
gboolean
troupe_provider_choices_is_removed (GKeyFile   *choices,
                                    const char *id)
{
  g_autofree char *group = troupe_provider_choices_dup_group (id);

  return g_key_file_get_boolean (choices, group, "removed", NULL);
}

static void
read_base (GKeyFile       *choices,
           const char     *group,
           TroupeProvider *provider,
           GPtrArray      *errors)
{
  g_autofree char *base = g_key_file_get_string (choices, group, "base", NULL);
  GError *problem = NULL;

  if (base == NULL || troupe_profile_is_builtin (troupe_provider_get_profile (provider)))
    return;
  if (!troupe_provider_set_base (provider, base, &problem))
    g_ptr_array_add (errors, problem);
}

/* Nanoseconds of a limit in seconds, 0 where there is none */
static guint64
read_limit (GKeyFile   *choices,
            const char *group,
            const char *key,
            GPtrArray  *errors)
{
  double seconds;

  if (!g_key_file_has_key (choices, group, key, NULL))
    return 0;

  seconds = g_key_file_get_double (choices, group, key, NULL);    /* 0 for what is no number */
  if (seconds >= 0.01 && seconds <= MOST_SECONDS)
    return (guint64) (seconds * 100 + 0.5) * 10000000;

  g_ptr_array_add (errors,
                   g_error_new (TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE,
                                "providers.ini: [%s] %s: expected seconds between 0.01 and %g",
                                group, key, MOST_SECONDS));
  return 0;
}

/**
 * troupe_provider_choices_read:
 * @choices: the person's choices
 * @provider: a new provider
 * @errors: (element-type GError): gets a `TROUPE_PROVIDER_ERROR_VALUE` for each value that cannot be used
 *
 * Gives @provider what the person chose for it.
 */
void
troupe_provider_choices_read (GKeyFile       *choices,
                              TroupeProvider *provider,
                              GPtrArray      *errors)
{
  const char *id = troupe_provider_get_id (provider);
  g_autofree char *group = troupe_provider_choices_dup_group (id);
  g_autofree char *name = troupe_provider_choices_dup_name (choices, id);
  guint64 longest_ns, step_ns;

  read_base (choices, group, provider, errors);
  longest_ns = read_limit (choices, group, "longest", errors);
  step_ns = read_limit (choices, group, "step", errors);
  troupe_provider_set_name (provider, name);
  troupe_provider_set_limits (provider, longest_ns, step_ns);
  troupe_provider_set_jobs_at_once (provider, (guint) CLAMP (g_key_file_get_integer (choices, group, "jobs", NULL),
                                                             0, G_MAXINT));    /* 0 for what is no number */
  troupe_provider_set_enabled (provider, !g_key_file_has_key (choices, group, "enabled", NULL) ||
                               g_key_file_get_boolean (choices, group, "enabled", NULL));
}

static void
write_text (GKeyFile   *choices,
            const char *group,
            const char *key,
            const char *value)
{
  if (value != NULL)
    g_key_file_set_string (choices, group, key, value);
  else
    g_key_file_remove_key (choices, group, key, NULL);    /* it may have had none */
}

static void
write_limit (GKeyFile   *choices,
             const char *group,
             const char *key,
             guint64     limit_ns)
{
  if (limit_ns != 0)
    g_key_file_set_double (choices, group, key, limit_ns / 1e9);
  else
    g_key_file_remove_key (choices, group, key, NULL);
}

/**
 * troupe_provider_choices_write:
 * @choices: the person's choices
 * @provider: a provider
 *
 * Notes what differs from the profile of @provider; leaves keys alone that this version does not know.
 */
void
troupe_provider_choices_write (GKeyFile       *choices,
                               TroupeProvider *provider)
{
  const char *id = troupe_provider_get_id (provider);
  TroupeProfile *profile = troupe_provider_get_profile (provider);
  const char *origin = troupe_profile_get_id (profile);
  const char *base = troupe_provider_get_base (provider);
  gboolean has_base = !troupe_profile_is_builtin (profile) &&
                      g_strcmp0 (base, troupe_profile_get_base (profile)) != 0;
  g_autofree char *group = troupe_provider_choices_dup_group (id);

  write_text (choices, group, "profile", g_str_equal (id, origin) ? NULL : origin);
  write_text (choices, group, "name",
              troupe_provider_has_own_name (provider) ? troupe_provider_get_name (provider) : NULL);
  write_text (choices, group, "base", has_base ? base : NULL);
  write_limit (choices, group, "longest", troupe_provider_get_longest_ns (provider));
  write_limit (choices, group, "step", troupe_provider_get_step_ns (provider));
  if (troupe_provider_has_own_jobs_at_once (provider))
    g_key_file_set_integer (choices, group, "jobs", (int) troupe_provider_get_jobs_at_once (provider));
  else
    g_key_file_remove_key (choices, group, "jobs", NULL);
  write_text (choices, group, "enabled", troupe_provider_is_enabled (provider) ? NULL : "false");
  write_text (choices, group, "removed", NULL);
}

/**
 * troupe_provider_choices_set_removed:
 * @choices: the person's choices
 * @provider: a provider
 *
 * Notes that @provider was removed, and how it was called: what was made with it stays.
 */
void
troupe_provider_choices_set_removed (GKeyFile       *choices,
                                     TroupeProvider *provider)
{
  g_autofree char *group = troupe_provider_choices_dup_group (troupe_provider_get_id (provider));

  troupe_provider_choices_write (choices, provider);
  g_key_file_set_string (choices, group, "name", troupe_provider_get_name (provider));
  g_key_file_set_boolean (choices, group, "removed", TRUE);
}
