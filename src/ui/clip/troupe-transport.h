/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-player.h"

G_BEGIN_DECLS

/* The buttons below the timeline. Its buttons activate the actions of the stage around it.
 * Property: speed. */

#define TROUPE_TYPE_TRANSPORT (troupe_transport_get_type ())
G_DECLARE_FINAL_TYPE (TroupeTransport, troupe_transport, TROUPE, TRANSPORT, AdwBin)

void     troupe_transport_set_player  (TroupeTransport *self,
                                       TroupePlayer    *player);
gboolean troupe_transport_is_compact  (TroupeTransport *self);
void     troupe_transport_set_compact (TroupeTransport *self,
                                       gboolean         is_compact);

G_END_DECLS
