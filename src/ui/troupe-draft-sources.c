/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-draft-sources.h"

#include <glib/gi18n.h>

#include "troupe-way.h"

static const char *
get_text (TroupeWay way)
{
  switch (way)
    {
    case TROUPE_WAY_ADDRESS:
      return _("The provider fetches the address");

    case TROUPE_WAY_HOST:
      return _("The range is cut and goes to your host");

    case TROUPE_WAY_PICTURE:
      return _("A picture of the range is sent");

    case TROUPE_WAY_PART:
    case TROUPE_WAY_DATA:
    case TROUPE_WAY_UPLOAD:
    case TROUPE_WAY_TASK:
    case TROUPE_WAY_NONE:
      return _("The range is cut and uploaded");
    }
  g_return_val_if_reached (NULL);
}

/**
 * troupe_draft_sources_list:
 * @profile: of the provider
 * @clip: (nullable): the clip, `NULL` while there is none
 * @host: (nullable): the host that clips usually go to
 * @sources: (out caller-allocates): what the rows stand for
 *
 * Lists what the provider can be given, as far as there is a way. A clip with an address is fetched
 * from there if the provider can; any other is cut.
 *
 * Returns: (transfer full): a row for each
 */
GtkStringList *
troupe_draft_sources_list (TroupeProfile *profile,
                           TroupeClip    *clip,
                           TroupeHost    *host,
                           TroupeSource   sources[TROUPE_DRAFT_SOURCES_MAX])
{
  static const TroupeSource orders[2][TROUPE_DRAFT_SOURCES_MAX] = {
    { TROUPE_SOURCE_FILE, TROUPE_SOURCE_URL },
    { TROUPE_SOURCE_URL, TROUPE_SOURCE_FILE },
  };
  const gboolean is_remote = clip != NULL && troupe_clip_get_kind (clip) == TROUPE_CLIP_KIND_REMOTE;
  GtkStringList *names = gtk_string_list_new (NULL);
  guint n_sources = 0;

  for (guint i = 0; i < TROUPE_DRAFT_SOURCES_MAX; i++)
    {
      const TroupeSource source = orders[is_remote][i];
      TroupeWay way = troupe_way_choose (profile, source, NULL);

      if (way == TROUPE_WAY_NONE && host != NULL)
        way = troupe_way_choose (profile, source, troupe_host_get_id (host));
      if (way == TROUPE_WAY_NONE)
        continue;
      sources[n_sources++] = source;
      gtk_string_list_append (names, get_text (way));
    }
  return names;
}
