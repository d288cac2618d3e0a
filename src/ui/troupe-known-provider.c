/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-known-provider.h"

#include "troupe-application.h"

/**
 * troupe_known_provider_find:
 * @id: (nullable): the id of a provider, perhaps one that the person removed
 *
 * In a program of another kind, such as a test of a widget, nobody knows providers.
 *
 * Returns: (transfer none) (nullable): the provider
 */
TroupeProvider *
troupe_known_provider_find (const char *id)
{
  GApplication *app = g_application_get_default ();

  if (id == NULL || !TROUPE_IS_APPLICATION (app))
    return NULL;
  return troupe_providers_find (troupe_application_get_providers (TROUPE_APPLICATION (app)), id);
}

/**
 * troupe_known_provider_dup_name:
 * @id: (nullable): the id of a provider, perhaps one that the person removed
 *
 * Returns: (transfer full): its name, else the id
 */
char *
troupe_known_provider_dup_name (const char *id)
{
  TroupeProvider *provider = troupe_known_provider_find (id);

  return g_strdup (provider != NULL ? troupe_provider_get_name (provider) : id);
}
