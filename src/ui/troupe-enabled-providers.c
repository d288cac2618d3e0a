/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-enabled-providers.h"

/**
 * troupe_enabled_providers_new:
 * @providers: all providers
 *
 * Makes a list of those that are switched on; it follows @providers.
 *
 * Returns: (transfer full): the list
 */
GListModel *
troupe_enabled_providers_new (TroupeProviders *providers)
{
  GtkExpression *is_enabled = gtk_property_expression_new (TROUPE_TYPE_PROVIDER, NULL, "enabled");

  g_return_val_if_fail (TROUPE_IS_PROVIDERS (providers), NULL);

  return G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (providers)),
                                                  GTK_FILTER (gtk_bool_filter_new (is_enabled))));
}

/**
 * troupe_enabled_providers_find:
 * @self: such a list
 * @provider: (nullable): a provider
 *
 * Returns: where it stands, or `GTK_INVALID_LIST_POSITION`
 */
guint
troupe_enabled_providers_find (GListModel     *self,
                               TroupeProvider *provider)
{
  g_return_val_if_fail (G_IS_LIST_MODEL (self), GTK_INVALID_LIST_POSITION);

  for (guint i = 0; i < g_list_model_get_n_items (self); i++)
    {
      g_autoptr (TroupeProvider) each = g_list_model_get_item (self, i);

      if (each == provider)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/**
 * troupe_enabled_providers_name_expression:
 *
 * Makes what a combo row needs to show the names of providers.
 *
 * Returns: (transfer full): the expression
 */
GtkExpression *
troupe_enabled_providers_name_expression (void)
{
  return gtk_property_expression_new (TROUPE_TYPE_PROVIDER, NULL, "name");
}
