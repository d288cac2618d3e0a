/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-candidates-view.h"
#include "troupe-clip-page.h"
#include "troupe-clip-place.h"
#include "troupe-cost-line.h"
#include "troupe-download.h"
#include "troupe-draft-form.h"
#include "troupe-range-checks.h"
#include "troupe-stage.h"

G_BEGIN_DECLS

/* What the files of the page share: the page itself, and how it comes by a clip. */
struct _TroupeClipPage
{
  AdwNavigationPage     parent_instance;

  /* Template */
  GtkStack             *stack;
  AdwStatusPage        *loading_page;
  AdwStatusPage        *failed_page;
  GtkLabel             *failed_details;
  TroupeStage          *stage;
  TroupeDraftForm      *form;
  TroupeRangeChecks    *range_checks;
  TroupeCandidatesView *candidates_view;
  GtkWidget            *picture_box;
  GtkPicture           *picture;
  GtkWidget            *download_box;
  GtkLabel             *download_label;
  GtkProgressBar       *download_bar;
  AdwBanner            *banner;
  GtkLabel             *problem_label;
  GtkButton            *remedy_button;
  TroupeCostLine       *cost_line;
  GtkWidget            *create_button;

  /* Owned */
  TroupeRunner         *runner;
  TroupeProviders      *providers;
  GSettings            *settings;
  TroupeClip           *clip;
  TroupeCandidates     *candidates;          /* of it, else NULL */
  char                 *source;              /* what is being opened, or was last */
  char                 *made_by;             /* the provider that made what is being opened, or NULL */
  char                 *task_id;             /* as which of its tasks, or NULL */
  char                 *character_id;        /* whose cut it is, or NULL */
  char                 *title;               /* what else it is called than its file, or NULL */
  GCancellable         *open_cancellable;    /* of what is being opened, else NULL */
  GCancellable         *clip_cancellable;    /* of what is read of the clip, else NULL */
  TroupeDownload       *download;
  GtkWidget            *lost_focus;          /* weak: what a breakpoint took the focus from, else NULL */
  int                   n_refocus_frames;    /* until it has it again */
  guint                 spinner_id;
  gboolean              is_creating;
  TroupeRange           range;               /* to choose at first; empty: what is usual */
  TroupeClipPlace       first_place;         /* where the clip was opened */
  TroupeClipPlace       kept_place;          /* what the library knows, or need not know */
  guint                 save_id;             /* source, 0 while nothing is to be kept */
  guint64               picture_ns;          /* of the frame that becomes the picture; G_MAXUINT64: none does */
  gboolean              is_again;            /* the clip is of a character that is made once more */
  gboolean              is_for_video;        /* the clip is only for one video */
  TroupeCharacterDraft *picked;              /* what is being cut for it, else NULL */
};

/* troupe-clip-page.c */
void _troupe_clip_page_take_clip                 (TroupeClipPage *self,
                                                  TroupeClip     *clip);
void _troupe_clip_page_report                    (TroupeClipPage *self,
                                                  const GError   *error);
void _troupe_clip_page_set_busy                  (TroupeClipPage *self,
                                                  gboolean        is_busy);
void _troupe_clip_page_tell_picked               (TroupeClipPage    *self,
                                                  const TroupeScene *scene);

/* troupe-clip-page-pick.c */
void _troupe_clip_page_pick                      (TroupeClipPage *self);

/* troupe-clip-page-open.c */
void _troupe_clip_page_open_source               (TroupeClipPage *self);
void _troupe_clip_page_stop_opening              (TroupeClipPage *self);
void _troupe_clip_page_stop_reading              (TroupeClipPage *self);
void _troupe_clip_page_read_clip                 (TroupeClipPage *self);

/* troupe-clip-page-place.c */
void _troupe_clip_page_load_place                (TroupeClipPage *self);
void _troupe_clip_page_change_place              (TroupeClipPage *self);
void _troupe_clip_page_save_place                (TroupeClipPage *self);

/* troupe-clip-page-candidates.c */
void _troupe_clip_page_new_candidates            (TroupeClipPage *self);
void _troupe_clip_page_open_candidates           (TroupeClipPage *self);
void _troupe_clip_page_install_candidate_actions (GtkWidgetClass *widget_class);

/* troupe-clip-page-frame.c */
void _troupe_clip_page_forget_picture            (TroupeClipPage *self);
void _troupe_clip_page_use_picture               (TroupeClipPage *self,
                                                  const char     *character_id);
void _troupe_clip_page_install_frame_actions     (GtkWidgetClass *widget_class);

G_END_DECLS
