/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-hosts.h"
#include "troupe-provider.h"

G_BEGIN_DECLS

/* How a clip gets to a provider: as a file, by a host of the person's, from its address. What is chosen changes with
 * "notify::selected". Hidden where there is nothing to choose. */

#define TROUPE_TYPE_SOURCE_ROW (troupe_source_row_get_type ())
G_DECLARE_FINAL_TYPE (TroupeSourceRow, troupe_source_row, TROUPE, SOURCE_ROW, AdwComboRow)

/* The clip is a video that a provider made; NULL for any other clip */
void         troupe_source_row_set_task   (TroupeSourceRow *self,
                                           const char      *provider_id,
                                           const char      *task_id);
const char  *troupe_source_row_get_task   (TroupeSourceRow *self);
/* Offers what provider takes; the best way is chosen */
void         troupe_source_row_offer      (TroupeSourceRow *self,
                                           TroupeProvider  *provider,
                                           TroupeHosts     *hosts,
                                           gboolean         is_remote);
/* Offers by which host a file gets an address, and the usual way without one; chosen: NULL for that */
void         troupe_source_row_offer_uploads (TroupeSourceRow *self,
                                              TroupeHosts     *hosts,
                                              const char      *usual,
                                              TroupeHost      *chosen);
TroupeSource troupe_source_row_get_source (TroupeSourceRow *self);
/* NULL for any other way */
TroupeHost  *troupe_source_row_get_host   (TroupeSourceRow *self);

G_END_DECLS
