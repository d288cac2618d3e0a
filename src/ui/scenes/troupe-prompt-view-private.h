/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-prompt-binder.h"
#include "troupe-prompt-buffer.h"
#include "troupe-prompt-chip.h"
#include "troupe-prompt-completion.h"
#include "troupe-prompt-speller.h"
#include "troupe-prompt-view.h"

G_BEGIN_DECLS

/* What the files of the view share: the view itself, its menu, and what a pointer does to it. */
struct _TroupePromptView
{
  GtkSourceView           parent_instance;

  /* Owned */
  TroupePromptBuffer     *buffer;
  TroupePromptBinder     *binder;
  TroupePromptCompletion *completion;
  TroupePromptSpeller    *speller;
  GtkWidget              *menu;             /* a popover, its parent is the view; made when it is first wanted */
  GtkWidget              *picker;           /* the same */
  GdkContentProvider     *selected;         /* what was put on the primary clipboard last, or NULL */

  /* Borrowed */
  TroupePromptLibrary    *library;          /* or NULL */
  GtkTextMark            *dragged_start;    /* of what is being dragged out, else NULL */
  GtkTextMark            *dragged_end;

  char                   *unknown_names;    /* a sentence of the names that nobody has, or NULL */
  guint                   n_unknown;
  char                   *adopted;          /* under which name somebody may soon be known, or NULL */
};

/* Called for each mention; chip may be NULL while it is being inserted */
typedef void (*TroupePromptChipFunc) (TroupePromptView *self,
                                      TroupePromptChip *chip,
                                      guint             position,
                                      gpointer          user_data);

/* troupe-prompt-view.c */
void                 _troupe_prompt_view_for_each_chip    (TroupePromptView     *self,
                                                           TroupePromptChipFunc  func,
                                                           gpointer              user_data);
void                 _troupe_prompt_view_put_mention      (TroupePromptView     *self,
                                                           guint                 position,
                                                           guint                 n_removed,
                                                           const char           *character_id);
void                 _troupe_prompt_view_scroll_to_caret  (TroupePromptView     *self);
GdkRectangle         _troupe_prompt_view_locate           (TroupePromptView     *self,
                                                           guint                 position);

/* troupe-prompt-view-menu.c */
void                 _troupe_prompt_view_install_menu     (GtkWidgetClass       *widget_class);
void                 _troupe_prompt_view_open_menu        (TroupePromptView     *self,
                                                           const GdkRectangle   *place);
const TroupeMention *_troupe_prompt_view_find_mention     (TroupePromptView     *self,
                                                           guint                *position);

/* troupe-prompt-view-clipboard.c */
GdkContentProvider  *_troupe_prompt_view_create_content   (TroupePromptView     *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean             _troupe_prompt_view_copy             (TroupePromptView     *self);
void                 _troupe_prompt_view_watch_selection  (TroupePromptView     *self);
void                 _troupe_prompt_view_paste            (TroupePromptView     *self,
                                                           GdkClipboard         *clipboard,
                                                           const GtkTextIter    *place);
void                 _troupe_prompt_view_take_drop        (TroupePromptView     *self,
                                                           GdkDrop              *drop,
                                                           GdkDragAction         action,
                                                           const GtkTextIter    *place);

/* troupe-prompt-view-marks.c */
void                 _troupe_prompt_view_add_marks        (TroupePromptView     *self);

/* troupe-prompt-view-pointer.c */
void                 _troupe_prompt_view_add_pointer      (TroupePromptView     *self);

G_END_DECLS
