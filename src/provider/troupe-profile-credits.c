/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-profile-private.h"

#include <math.h>

static JsonObject *
get_credits (TroupeProfile *self)
{
  JsonObject *root = json_node_get_object (self->root);

  return json_object_has_member (root, "credits") ? json_object_get_object_member (root, "credits") : NULL;
}

static const char *
get_text (TroupeProfile *self,
          const char    *name)
{
  JsonObject *credits = get_credits (self);

  return credits != NULL ? json_object_get_string_member_with_default (credits, name, NULL) : NULL;
}

/**
 * troupe_profile_get_price:
 * @self: a profile
 *
 * Returns: (transfer none) (nullable): what it says of the prices of all models
 */
JsonObject *
troupe_profile_get_price (TroupeProfile *self)
{
  JsonObject *credits = get_credits (self);

  return credits != NULL && json_object_has_member (credits, "price")
         ? json_object_get_object_member (credits, "price")
         : NULL;
}

static double
get_amount (JsonObject *price,
            const char *name)
{
  return price != NULL ? json_object_get_double_member_with_default (price, name, NAN) : NAN;
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

/**
 * troupe_profile_get_character_price:
 * @self: a profile
 *
 * Gets what a character costs.
 *
 * Returns: the amount in the unit of troupe_profile_get_credit_unit(), not a number where nobody says
 */
double
troupe_profile_get_character_price (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NAN);
  return get_amount (troupe_profile_get_price (self), "character");
}

/**
 * troupe_profile_get_video_price:
 * @self: a profile
 * @model: (nullable): the model, `NULL` for the one that the service chooses
 * @seconds: (nullable): how long it is, in the text that is sent
 *
 * Gets what a video costs.
 *
 * Returns: the amount in the unit of troupe_profile_get_credit_unit(), not a number where nobody says
 */
double
troupe_profile_get_video_price (TroupeProfile *self,
                                const char    *model,
                                const char    *seconds)
{
  JsonObject *price;
  double video, second, length_s;

  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NAN);

  price = troupe_profile_get_model_price (self, model, troupe_profile_get_price (self));
  video = get_amount (price, "video");
  second = get_amount (price, "second");
  if (isnan (second))
    return video;

  if (isnan (video))
    video = 0;
  if (second <= 0)
    return video;
  length_s = seconds != NULL ? g_ascii_strtod (seconds, NULL) : 0;
  return length_s > 0 ? video + second * length_s : NAN;    /* else the service chooses */
}
