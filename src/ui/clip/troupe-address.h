/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* An http or https address out of what a person typed or pasted, or NULL */
char *troupe_address_dup_valid (const char  *text) G_GNUC_WARN_UNUSED_RESULT;
/* An entry that holds something else is drawn as wrong. */
void  troupe_address_mark      (GtkEditable *entry);

G_END_DECLS
