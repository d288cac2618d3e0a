/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-providers.h"

G_BEGIN_DECLS

/* What the preferences change of the providers, with the toasts that tell of it. widget: in the dialog. */

void            troupe_provider_edit_save      (GtkWidget       *widget,
                                                TroupeProviders *providers);
TroupeProvider *troupe_provider_edit_add       (GtkWidget       *widget,
                                                TroupeProviders *providers,
                                                TroupeProfile   *profile);
TroupeProvider *troupe_provider_edit_add_file  (GtkWidget       *widget,
                                                TroupeProviders *providers,
                                                GFile           *file);
TroupeProvider *troupe_provider_edit_duplicate (GtkWidget       *widget,
                                                TroupeProviders *providers,
                                                TroupeProvider  *provider);
/* Can be undone for as long as the toast is there */
void            troupe_provider_edit_remove    (GtkWidget       *widget,
                                                TroupeProviders *providers,
                                                TroupeProvider  *provider);

G_END_DECLS
