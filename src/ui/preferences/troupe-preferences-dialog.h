/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-client.h"
#include "troupe-hosts.h"
#include "troupe-providers.h"

G_BEGIN_DECLS

/* Providers, hosts and storage. */

#define TROUPE_TYPE_PREFERENCES_DIALOG (troupe_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TroupePreferencesDialog, troupe_preferences_dialog,
                      TROUPE, PREFERENCES_DIALOG, AdwPreferencesDialog)

AdwDialog *troupe_preferences_dialog_new               (TroupeProviders         *providers,
                                                        TroupeHosts             *hosts,
                                                        TroupeClient            *client) G_GNUC_WARN_UNUSED_RESULT;
void       troupe_preferences_dialog_show_provider     (TroupePreferencesDialog *self,
                                                        TroupeProvider          *provider);
void       troupe_preferences_dialog_add_provider      (TroupePreferencesDialog *self);
void       troupe_preferences_dialog_add_provider_file (TroupePreferencesDialog *self,
                                                        GFile                   *file);

G_END_DECLS
