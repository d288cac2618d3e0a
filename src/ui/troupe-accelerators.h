/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TROUPE_ACCELERATOR_MAX_KEYS 3

/* Which keys do what. The shortcuts dialog lists the table, the application takes its actions from it. */
typedef struct
{
  const char *section;                               /* untranslated; context "shortcuts section" */
  const char *title;                                 /* untranslated; context "shortcut" */
  const char *keys[TROUPE_ACCELERATOR_MAX_KEYS + 1]; /* as of gtk_accelerator_parse(), ends with NULL */
  const char *action;                                /* NULL: a widget answers to the keys itself */
} TroupeAccelerator;

const TroupeAccelerator *troupe_accelerators_get     (guint          *n_accelerators);
void                     troupe_accelerators_install (GtkApplication *app);

G_END_DECLS
