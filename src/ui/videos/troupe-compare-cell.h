/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-player-group.h"
#include "troupe-video.h"

G_BEGIN_DECLS

/* One of some videos that are compared: its picture, what it is, and whether it is the one that is heard.
 * Signal "clicked": on the picture. */

#define TROUPE_TYPE_COMPARE_CELL (troupe_compare_cell_get_type ())
G_DECLARE_FINAL_TYPE (TroupeCompareCell, troupe_compare_cell, TROUPE, COMPARE_CELL, AdwBin)

GtkWidget *troupe_compare_cell_new  (TroupeVideo       *video) G_GNUC_WARN_UNUSED_RESULT;
/* Adds its clip as the player of the group with this index. */
void       troupe_compare_cell_show (TroupeCompareCell *self,
                                     TroupePlayerGroup *group,
                                     guint              index,
                                     TroupeClip        *clip);
void       troupe_compare_cell_fail (TroupeCompareCell *self,
                                     const GError      *error);

G_END_DECLS
