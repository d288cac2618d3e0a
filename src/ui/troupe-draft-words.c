/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-draft-words.h"

#include <glib/gi18n.h>

#include "troupe-time.h"

static int
short_edge (const TroupeCharacterDraft *draft,
            TroupeProfile              *profile)
{
  return MIN (MIN (troupe_clip_get_width (draft->clip), troupe_clip_get_height (draft->clip)),
              troupe_profile_get_short_edge (profile));
}

static char *
dup_upload (const TroupeCharacterDraft *draft,
            TroupeProvider             *provider)
{
  TroupeProfile *profile = troupe_provider_get_profile (provider);
  guint64 length_ns = draft->range.end_ns - draft->range.start_ns;
  g_autofree char *length = g_strdup_printf ("%g", (double) length_ns / TROUPE_TIME_SECOND);
  guint number = troupe_time_get_plural (length_ns);

  if (troupe_profile_is_builtin (profile))
    /* Translators: seconds, then pixels, then the Practice Studio */
    return g_strdup_printf (ngettext ("Nothing. Only this %1$s second, %2$dp, without metadata, "
                                      "goes to the %3$s on this computer.",
                                      "Nothing. Only these %1$s seconds, %2$dp, without metadata, "
                                      "go to the %3$s on this computer.", number),
                            length, short_edge (draft, profile), troupe_provider_get_name (provider));

  /* Translators: seconds, then pixels, then a provider’s name */
  return g_strdup_printf (ngettext ("Only this %1$s second, %2$dp, without metadata, to %3$s.",
                                    "Only these %1$s seconds, %2$dp, without metadata, to %3$s.",
                                    number),
                          length, short_edge (draft, profile), troupe_provider_get_name (provider));
}

/**
 * troupe_draft_words_dup_leaves:
 * @draft: what is to be sent
 * @provider: to whom
 *
 * Says what leaves this computer.
 *
 * Returns: (transfer full): a sentence or two
 */
char *
troupe_draft_words_dup_leaves (const TroupeCharacterDraft *draft,
                               TroupeProvider             *provider)
{
  g_return_val_if_fail (draft != NULL, NULL);
  g_return_val_if_fail (TROUPE_IS_PROVIDER (provider), NULL);

  if (draft->source == TROUPE_SOURCE_FILE)
    return dup_upload (draft, provider);

  /* Translators: a provider’s name, twice the same */
  return g_strdup_printf (_("Only the address of the clip, to %1$s. %1$s fetches the whole clip from "
                            "there."),
                          troupe_provider_get_name (provider));
}
