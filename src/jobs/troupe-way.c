/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-way.h"

static TroupeWay
choose_for_file (TroupeProfile *profile,
                 const char    *host_id)
{
  static const struct { TroupeTransport transport; TroupeWay way; } direct[] = {
    { TROUPE_TRANSPORT_PART, TROUPE_WAY_PART },
    { TROUPE_TRANSPORT_DATA, TROUPE_WAY_DATA },
    { TROUPE_TRANSPORT_PICTURE, TROUPE_WAY_PICTURE },
  };
  const TroupeTransport transports = troupe_profile_get_transports (profile);

  for (guint i = 0; i < G_N_ELEMENTS (direct); i++)
    if (transports & direct[i].transport)
      return direct[i].way;

  if (!troupe_profile_takes_address (profile))
    return TROUPE_WAY_NONE;
  if (host_id != NULL)
    return TROUPE_WAY_HOST;
  return transports & TROUPE_TRANSPORT_UPLOAD ? TROUPE_WAY_UPLOAD : TROUPE_WAY_NONE;
}

/**
 * troupe_way_choose:
 * @profile: of the provider
 * @source: what the provider is given
 * @host_id: (nullable): the host that was chosen, `NULL` for none
 *
 * Chooses how a clip travels: what goes along with the call comes before the provider's own upload call. Only a host
 * that the person chose, @host_id, comes before that one, which not every service lets take clips; the host that clips
 * usually go to is for where there is no other way, see troupe_character_draft_choose_host().
 *
 * Returns: the way, or `TROUPE_WAY_NONE`
 */
TroupeWay
troupe_way_choose (TroupeProfile *profile,
                   TroupeSource   source,
                   const char    *host_id)
{
  const TroupeSource taken = troupe_profile_get_sources (profile);

  switch (source)
    {
    case TROUPE_SOURCE_URL:
      return taken & source ? TROUPE_WAY_ADDRESS : TROUPE_WAY_NONE;

    case TROUPE_SOURCE_TASK:
      return taken & source ? TROUPE_WAY_TASK : TROUPE_WAY_NONE;

    case TROUPE_SOURCE_FILE:
      return choose_for_file (profile, host_id);
    }
  g_return_val_if_reached (TROUPE_WAY_NONE);
}

/**
 * troupe_way_needs_cut:
 * @self: a way
 *
 * Returns: whether the range is cut out here, so that it begins at 0
 */
gboolean
troupe_way_needs_cut (TroupeWay self)
{
  return self >= TROUPE_WAY_PART;
}

/**
 * troupe_way_publishes:
 * @self: a way
 *
 * Returns: whether the cut gets an address for a while
 */
gboolean
troupe_way_publishes (TroupeWay self)
{
  return self == TROUPE_WAY_UPLOAD || self == TROUPE_WAY_HOST;
}
