/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-window.h"

#include "troupe-characters-page.h"
#include "troupe-jobs-button.h"
#include "troupe-jobs-dialog.h"
#include "troupe-scene-page.h"
#include "troupe-scenes-page.h"
#include "troupe-videos-page.h"

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
  GtkLabel             *drop_label;
  GtkWidget            *cast_drop;
  GtkWidget            *new_button;
  GtkWidget            *search_button;
  GtkWidget            *new_scene_button;
  GtkWidget            *scenes_search_button;
  GtkWidget            *videos_search_button;
  TroupeJobsButton     *jobs_button;
  GtkLabel             *title_label;
  GtkWidget            *switcher;
  AdwViewSwitcherBar   *switcher_bar;
  GtkStack             *stack;
  AdwViewStack         *view_stack;
  AdwStatusPage        *trouble_page;
  TroupeCharactersPage *characters_page;
  TroupeScenesPage     *scenes_page;
  TroupeVideosPage     *videos_page;

  TroupeJobsDialog     *jobs_dialog;       /* weak, NULL while it is closed */
  AdwToast             *offer;             /* weak: what a file that came tells of, NULL once that is gone */

  /* Owned */
  GSettings            *settings;
  GCancellable         *cancellable;       /* ends with the window */
  char                 *pending_source;    /* to open once the library is open */
  gboolean              has_pending;       /* a New Character page was asked for before that */
  gboolean              may_close;         /* the person was told that a job goes on */
  gboolean              is_background;     /* hidden until all jobs have ended */
  gboolean              has_low_switcher;  /* the window is too narrow for one in its header */
};

/* troupe-window-close.c: what becomes of jobs that go on */
gboolean           _troupe_window_ask_before_closing        (TroupeWindow   *self);
void               _troupe_window_watch_jobs                (TroupeWindow   *self);

/* troupe-window-open.c: from a file, an address, the clipboard or a drop to the New Character page */
void               _troupe_window_install_open_actions      (GtkWidgetClass *widget_class);
void               _troupe_window_add_drop_target           (TroupeWindow   *self);

/* troupe-window-cast.c: from a character that is dragged to the scene, which is not on show then */
void               _troupe_window_add_cast_drop             (TroupeWindow   *self);

/* troupe-window-pages.c: the pages of the root, and the header that goes with them */
void               _troupe_window_bind_pages                (GtkWidgetClass *widget_class);
void               _troupe_window_start_pages               (TroupeWindow   *self);
void               _troupe_window_show_page                 (TroupeWindow   *self,
                                                             const char     *name);
void               _troupe_window_update_header             (TroupeWindow   *self);

/* troupe-window-scenes.c: what can be done with a scene */
void               _troupe_window_install_scene_actions     (GtkWidgetClass *widget_class);
void               _troupe_window_show_scenes               (TroupeWindow   *self);
void               _troupe_window_reuse_scene               (TroupeWindow   *self,
                                                             TroupeScene    *scene);
TroupeScenePage   *_troupe_window_show_scene                (TroupeWindow   *self,
                                                             TroupeSceneEntry *entry);

/* troupe-window-stories.c: scenes that files tell of */
void               _troupe_window_install_story_actions     (GtkWidgetClass *widget_class);
/* Whether that is what the page on show is for */
gboolean           _troupe_window_makes_characters          (TroupeWindow   *self);
void               _troupe_window_take_file                 (TroupeWindow   *self,
                                                             GFile          *file);
void               _troupe_window_offer_scene               (TroupeWindow   *self,
                                                             GFile          *file);

/* troupe-window-frames.c: a frame of a video as the reference of the next scene, of a clip as the picture of a character */
void               _troupe_window_install_frame_actions     (GtkWidgetClass *widget_class);

/* troupe-window-compare.c: videos beside each other */
void               _troupe_window_install_compare_actions   (GtkWidgetClass *widget_class);

/* troupe-window-videos.c: what can be done with a video */
void               _troupe_window_install_video_actions     (GtkWidgetClass *widget_class);
void               _troupe_window_show_videos               (TroupeWindow   *self);

/* troupe-window-characters.c: what can be done with a character */
void               _troupe_window_install_character_actions (GtkWidgetClass *widget_class);
/* After its job was stopped: with a button to have it back, where it went into the trash; is_doubted: an earlier
 * request may have been carried out */
void               _troupe_window_tell_stopped              (TroupeWindow    *self,
                                                             TroupeCharacter *character,
                                                             gboolean         is_doubted);

/* troupe-window-jobs.c: what can be done with a job */
void               _troupe_window_install_job_actions       (GtkWidgetClass *widget_class);

/* troupe-window-links.c: the pages of identities at their providers, public functions only */

TroupeApplication *_troupe_window_get_app                   (TroupeWindow   *self);

G_END_DECLS
