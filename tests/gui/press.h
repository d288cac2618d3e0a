/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean press (GtkWidget       *widget,
                guint            keyval,
                GdkModifierType  state);

G_END_DECLS
