/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows, or no longer, that the widget takes the file that is over it */
typedef void (*TroupeProviderDropShow) (GtkWidget *widget,
                                        gboolean   is_over);
/* May put another page in the place of the widget */
typedef void (*TroupeProviderDropTake) (GtkWidget *widget,
                                        GFile     *file);

void troupe_provider_drop_add (GtkWidget              *widget,
                               TroupeProviderDropShow  show,
                               TroupeProviderDropTake  take);

G_END_DECLS
