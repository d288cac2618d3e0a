/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-window.h"

#include "troupe-characters-page.h"

G_BEGIN_DECLS

struct _TroupeWindow
{
  AdwApplicationWindow  parent_instance;

  /* Template */
  AdwToastOverlay      *toast_overlay;
  AdwNavigationView    *navigation_view;
  AdwNavigationPage    *library_page;
  GtkWidget            *new_button;
  GtkStack             *stack;
  AdwStatusPage        *trouble_page;
  TroupeCharactersPage *characters_page;

  /* Owned */
  GSettings            *settings;
  GCancellable         *cancellable;       /* ends with the window */
};

/* troupe-window-characters.c: what can be done with a character */
void               _troupe_window_install_character_actions (GtkWidgetClass *widget_class);

TroupeApplication *_troupe_window_get_app                   (TroupeWindow   *self);

G_END_DECLS
