/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-address-text.h"

#include <glib/gi18n.h>

static const struct
{
  TroupeAddressReasons  reason;
  const char           *sentence;    /* untranslated */
} sentences[] = {
  { TROUPE_ADDRESS_MALFORMED,
    N_("It is no address that a provider can fetch from; one begins with https:// or http://.") },
  { TROUPE_ADDRESS_PRIVATE,
    N_("The address leads to this computer or a private network, where the provider cannot fetch from.") },
  { TROUPE_ADDRESS_UNREACHABLE,
    N_("The server of the address cannot be reached.") },
  { TROUPE_ADDRESS_STATUS,
    N_("The server does not give the file out.") },
  { TROUPE_ADDRESS_PAGE,
    N_("The address leads to a web page or a text, not to a video.") },
  { TROUPE_ADDRESS_EMPTY,
    N_("The file at the address is empty.") },
  { TROUPE_ADDRESS_LOOP,
    N_("The address leads on and on, or to nowhere.") },
  { TROUPE_ADDRESS_PLAIN,
    N_("The address is not encrypted: others on the way can see and change the video.") },
  { TROUPE_ADDRESS_TYPE,
    N_("The server does not call the file a video, so a provider may refuse it.") },
  { TROUPE_ADDRESS_LENGTH,
    N_("The server does not tell how long the file is, so a provider may refuse it.") },
  { TROUPE_ADDRESS_REDIRECTED,
    N_("The address leads on to another server, where not every provider goes.") },
};

/**
 * troupe_address_text_dup:
 * @probe: what was found about an address
 *
 * Puts the reasons of a verdict into words, the weightiest first.
 *
 * Returns: (transfer full): one or more sentences
 */
char *
troupe_address_text_dup (const TroupeAddressProbe *probe)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (probe != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      if ((probe->reasons & sentences[i].reason) == 0)
        continue;
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, _(sentences[i].sentence));
    }
  if (text->len == 0)
    g_string_append (text, _("A provider can fetch the video from this address."));
  return g_string_free_and_steal (g_steal_pointer (&text));
}
