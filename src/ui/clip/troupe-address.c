/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-address.h"

/**
 * troupe_address_dup_valid:
 * @text: (nullable): what a person typed or pasted
 *
 * Reads the address of a video: `http` or `https`, with a host. Blanks around it do not count.
 *
 * Returns: (transfer full) (nullable): the address, or `NULL` when @text is none
 */
char *
troupe_address_dup_valid (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));
  g_autoptr (GUri) uri = g_uri_parse (stripped, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED,
                                      NULL);
  const char *host;

  if (uri == NULL)
    return NULL;

  host = g_uri_get_host (uri);
  if (host == NULL || *host == '\0')
    return NULL;
  if (!g_str_equal (g_uri_get_scheme (uri), "http") && !g_str_equal (g_uri_get_scheme (uri), "https"))
    return NULL;

  return g_steal_pointer (&stripped);
}

/**
 * troupe_address_mark:
 * @entry: where an address is typed
 *
 * Draws the entry as wrong while it holds something that is no address.
 */
void
troupe_address_mark (GtkEditable *entry)
{
  const char *text = gtk_editable_get_text (entry);
  g_autofree char *address = troupe_address_dup_valid (text);

  if (*text != '\0' && address == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
}
