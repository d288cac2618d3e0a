/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "troupe-providers.h"

G_BEGIN_DECLS

/* Those that are switched on, for a person to choose from; and their names. */

GListModel    *troupe_enabled_providers_new             (TroupeProviders *providers) G_GNUC_WARN_UNUSED_RESULT;
/* GTK_INVALID_LIST_POSITION where it is none of them */
guint          troupe_enabled_providers_find            (GListModel      *self,
                                                         TroupeProvider  *provider);
GtkExpression *troupe_enabled_providers_name_expression (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
