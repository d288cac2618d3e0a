/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-host.h"

G_BEGIN_DECLS

/* A row that edits one setting of a host: AdwEntryRow, AdwSpinRow or AdwComboRow. */

GtkWidget               *troupe_host_setting_row_new         (TroupeHost              *host,
                                                              const TroupeHostSetting *setting) G_GNUC_WARN_UNUSED_RESULT;
/* Calls edited, swapped, after each edit */
void                     troupe_host_setting_row_connect     (GtkWidget               *row,
                                                              GCallback                edited,
                                                              gpointer                 object);
const TroupeHostSetting *troupe_host_setting_row_get_setting (GtkWidget               *row);
/* Empty for what holds without it */
char                    *troupe_host_setting_row_dup_text    (GtkWidget               *row) G_GNUC_WARN_UNUSED_RESULT;
/* Says that its value was not taken */
void                     troupe_host_setting_row_set_wrong   (GtkWidget               *row,
                                                              gboolean                 is_wrong);

G_END_DECLS
