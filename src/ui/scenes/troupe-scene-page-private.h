/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-scene-page.h"

#include "troupe-cast-strip.h"
#include "troupe-prompt-view.h"
#include "troupe-scene-form.h"
#include "troupe-scene-plan.h"
#include "troupe-scene-travel.h"
#include "troupe-last-cost.h"

G_BEGIN_DECLS

struct _TroupeScenePage
{
  AdwNavigationPage    parent_instance;

  /* Template */
  GtkMenuButton       *menu_button;
  GtkWidget           *since_box;
  GtkLabel            *since_label;
  TroupePromptView    *prompt_view;
  GtkLabel            *unknown_label;
  GtkLabel            *measure_label;
  GtkListBox          *people_list;
  GtkWidget           *texts_group;
  GtkListBox          *texts_list;
  TroupeCastStrip     *cast_strip;
  TroupeSceneForm     *form;
  GtkLabel            *problem_label;
  GtkWidget           *host_button;
  GtkLabel            *cost_label;

  /* Owned */
  TroupeScenes        *scenes;
  TroupeSceneEntry    *entry;
  TroupeRunner        *runner;
  TroupePromptLibrary *people;          /* of the provider, NULL while they are read */
  TroupeScenePlan     *plan;            /* the same */
  TroupeSceneTravel   *travel;          /* the same */
  TroupeLastCost     *cost;            /* NULL where nobody told */
  GCancellable        *cancellable;     /* of what is read for the provider */
  GSignalGroup        *provider_signals;
  char                *wanted;          /* a character to insert once they are read, or NULL */
  TroupeProviders     *providers;
  TroupeScene         *reused;          /* as it was, until it is told what changed since; or NULL */

  guint                n_sending;       /* videos that are not on the disk yet */
  gboolean             lacks_key;
  gboolean             is_preparing;
  gboolean             was_shown;
};

/* troupe-scene-page-send.c: from the plan to the videos */
void         _troupe_scene_page_install_actions (GtkWidgetClass   *widget_class);

/* The scene as it stands in the page */
TroupeScene *_troupe_scene_page_dup_scene       (TroupeScenePage  *self) G_GNUC_WARN_UNUSED_RESULT;
void         _troupe_scene_page_update          (TroupeScenePage  *self);

G_END_DECLS
