/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-providers.h"

G_BEGIN_DECLS

/* A provider in the list of the preferences: can be dragged, moved by keys and by its menu. */

#define TROUPE_TYPE_PROVIDER_ROW (troupe_provider_row_get_type ())
G_DECLARE_FINAL_TYPE (TroupeProviderRow, troupe_provider_row, TROUPE, PROVIDER_ROW, AdwActionRow)

GtkWidget      *troupe_provider_row_new          (TroupeProviders   *providers,
                                                  TroupeProvider    *provider) G_GNUC_WARN_UNUSED_RESULT;
TroupeProvider *troupe_provider_row_get_provider (TroupeProviderRow *self);

G_END_DECLS
