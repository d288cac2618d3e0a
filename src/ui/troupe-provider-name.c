/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-provider-name.h"

#include "troupe-application.h"

/**
 * troupe_provider_name_dup:
 * @id: (nullable): the id of a provider, perhaps one that the person removed
 *
 * Returns: (transfer full): its name, else the id
 */
char *
troupe_provider_name_dup (const char *id)
{
  GApplication *app = g_application_get_default ();
  TroupeProvider *provider = NULL;

  /* In a program of another kind, such as a test of a widget, nobody knows providers. */
  if (id != NULL && TROUPE_IS_APPLICATION (app))
    provider = troupe_providers_find (troupe_application_get_providers (TROUPE_APPLICATION (app)), id);
  return g_strdup (provider != NULL ? troupe_provider_get_name (provider) : id);
}
