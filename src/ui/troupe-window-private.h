/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-window.h"

#include "troupe-characters-page.h"
#include "troupe-jobs-button.h"
#include "troupe-jobs-dialog.h"

G_BEGIN_DECLS

struct _TroupeWindow
{
  AdwApplicationWindow  parent_instance;

  /* Template */
  AdwToastOverlay      *toast_overlay;
  AdwNavigationView    *navigation_view;
  AdwNavigationPage    *library_page;
  GtkWidget            *drop_target;
  GtkWidget            *drop_highlight;
  GtkWidget            *new_button;
  GtkWidget            *search_button;
  TroupeJobsButton     *jobs_button;
  GtkStack             *stack;
  AdwStatusPage        *trouble_page;
  TroupeCharactersPage *characters_page;

  TroupeJobsDialog     *jobs_dialog;       /* weak, NULL while it is closed */

  /* Owned */
  GSettings            *settings;
  GCancellable         *cancellable;       /* ends with the window */
  char                 *pending_source;    /* to open once the library is open */
  gboolean              has_pending;       /* a New Character page was asked for before that */
  gboolean              may_close;         /* the person was told that a job goes on */
};

/* troupe-window-open.c: from a file, an address, the clipboard or a drop to the New Character page */
void               _troupe_window_install_open_actions      (GtkWidgetClass *widget_class);
void               _troupe_window_add_drop_target           (TroupeWindow   *self);

/* troupe-window-characters.c: what can be done with a character */
void               _troupe_window_install_character_actions (GtkWidgetClass *widget_class);

/* troupe-window-jobs.c: what can be done with a job */
void               _troupe_window_install_job_actions       (GtkWidgetClass *widget_class);

/* troupe-window-links.c: the pages of identities at their providers, public functions only */

TroupeApplication *_troupe_window_get_app                   (TroupeWindow   *self);

G_END_DECLS
