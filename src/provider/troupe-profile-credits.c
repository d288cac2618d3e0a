/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-profile-private.h"

static const char *
get_text (TroupeProfile *self,
          const char    *name)
{
  JsonObject *root = json_node_get_object (self->root);
  JsonObject *credits = json_object_has_member (root, "credits") ? json_object_get_object_member (root, "credits")
                                                                 : NULL;

  return credits != NULL ? json_object_get_string_member_with_default (credits, name, NULL) : NULL;
}

/**
 * troupe_profile_get_credit_unit:
 * @self: a profile
 *
 * Gets what the service counts its prices in.
 *
 * Returns: (transfer none) (nullable): `credits` or the code of a currency, `NULL` where nobody says
 */
const char *
troupe_profile_get_credit_unit (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NULL);
  return get_text (self, "unit");
}

/**
 * troupe_profile_get_failed_charge:
 * @self: a profile
 *
 * Gets what the service documents to become of the credits of a task that fails.
 *
 * Returns: (transfer none) (nullable): `charged` or `refunded`, `NULL` where nobody says
 */
const char *
troupe_profile_get_failed_charge (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NULL);
  return get_text (self, "failed");
}
