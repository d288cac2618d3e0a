/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The other addresses of a service, to which its key may go. */

#include "troupe-profile-private.h"

#include "troupe-origin.h"

/**
 * troupe_profile_get_origin:
 * @self: a profile
 * @name: what a call says under `origin`
 *
 * Gets another address of the same service. It counts only while a provider has the base of its profile.
 *
 * Returns: (transfer none) (nullable): as troupe_profile_get_base() does; `NULL` where there is none
 */
const char *
troupe_profile_get_origin (TroupeProfile *self,
                           const char    *name)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  return g_hash_table_lookup (self->origins, name);
}

/**
 * troupe_profile_owns:
 * @self: a profile
 * @uri: an address from troupe_origin_parse_address()
 *
 * Says whether an address belongs to one of the profile's other origins.
 *
 * Returns: `TRUE` if the key may go there while a provider has the base of its profile
 */
gboolean
troupe_profile_owns (TroupeProfile *self,
                     GUri          *uri)
{
  GHashTableIter iter;
  gpointer address;

  g_return_val_if_fail (TROUPE_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (uri != NULL, FALSE);

  g_hash_table_iter_init (&iter, self->origins);
  while (g_hash_table_iter_next (&iter, NULL, &address))
    {
      g_autoptr (GUri) origin = troupe_origin_parse_address (address, NULL);

      if (origin != NULL && troupe_origin_equal (origin, uri))
        return TRUE;
    }
  return FALSE;
}

/**
 * troupe_profile_dup_origins:
 * @self: a profile
 *
 * Gets the profile's other origins, for a person to know.
 *
 * Returns: (transfer full): their addresses in the order of the alphabet, once each
 */
GStrv
troupe_profile_dup_origins (TroupeProfile *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) addresses = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NULL);

  addresses = g_hash_table_get_values_as_ptr_array (self->origins);
  g_ptr_array_sort_values (addresses, (GCompareFunc) strcmp);
  for (guint i = 0; i < addresses->len; i++)
    {
      if (g_hash_table_add (seen, addresses->pdata[i]))
        g_strv_builder_add (builder, addresses->pdata[i]);
    }
  return g_strv_builder_end (builder);
}
