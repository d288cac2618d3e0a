/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-prompt-anchor.h"

static GQuark
mention_quark (void)
{
  static GQuark quark = 0;

  if (quark == 0)
    quark = g_quark_from_static_string ("troupe-mention");
  return quark;
}

/**
 * troupe_prompt_anchor_new:
 * @mention: what stands there
 *
 * Returns: (transfer full): an anchor that is in no buffer yet
 */
GtkTextChildAnchor *
troupe_prompt_anchor_new (const TroupeMention *mention)
{
  GtkTextChildAnchor *anchor;

  g_return_val_if_fail (mention != NULL, NULL);

  anchor = gtk_text_child_anchor_new ();
  g_object_set_qdata_full (G_OBJECT (anchor), mention_quark (), troupe_mention_copy (mention),
                           (GDestroyNotify) troupe_mention_free);
  return anchor;
}

/**
 * troupe_prompt_anchor_get_mention:
 * @anchor: an anchor
 *
 * Returns: (transfer none) (nullable): its mention
 */
const TroupeMention *
troupe_prompt_anchor_get_mention (GtkTextChildAnchor *anchor)
{
  g_return_val_if_fail (GTK_IS_TEXT_CHILD_ANCHOR (anchor), NULL);

  return g_object_get_qdata (G_OBJECT (anchor), mention_quark ());
}
