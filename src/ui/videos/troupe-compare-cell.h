/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-player-group.h"

G_BEGIN_DECLS

/* One of some videos that are compared: its picture, what it is, and whether it is the one that is heard.
 * Signals "clicked": on the picture; "used": it is the one to be used. */

#define TROUPE_TYPE_COMPARE_CELL (troupe_compare_cell_get_type ())
G_DECLARE_FINAL_TYPE (TroupeCompareCell, troupe_compare_cell, TROUPE, COMPARE_CELL, AdwBin)

/* words: all that is to be said, where the title is short */
GtkWidget *troupe_compare_cell_new       (const char        *title,
                                          const char        *words,
                                          const char        *detail) G_GNUC_WARN_UNUSED_RESULT;
/* With a button to use what it shows */
void       troupe_compare_cell_offer_use (TroupeCompareCell *self);
/* Adds its clip as the player of the group with this index; range: what of it is played, NULL: all. */
void       troupe_compare_cell_show      (TroupeCompareCell *self,
                                          TroupePlayerGroup *group,
                                          guint              index,
                                          TroupeClip        *clip,
                                          const TroupeRange *range);
void       troupe_compare_cell_fail      (TroupeCompareCell *self,
                                          const GError      *error);

G_END_DECLS
