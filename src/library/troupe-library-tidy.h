/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-connection.h"

G_BEGIN_DECLS

/* A TroupeDatabaseFunc; data is the media folder, a GFile. */
gboolean troupe_library_tidy (TroupeConnection  *connection,
                              gpointer           data,
                              GError           **error);

G_END_DECLS
