/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-timeline-handle.h"
#include "troupe-timeline-view.h"
#include "troupe-timeline.h"

G_BEGIN_DECLS

#define TROUPE_TIMELINE_NO_POINTER -1.0

/* What the files of the timeline share: composition, input, words. */
struct _TroupeTimeline
{
  GtkWidget           parent_instance;

  /* Owned */
  TroupePlayer       *player;
  TroupeRangeModel   *model;
  TroupeClip         *clip;
  GSignalGroup       *player_signals;
  GSignalGroup       *model_signals;
  char               *provider_name;
  char               *description;     /* for assistive technologies */

  /* Children, in the order they are drawn */
  GtkWidget          *strip;
  GtkWidget          *wave;
  GtkWidget          *silence;         /* says that there is no sound */
  GtkWidget          *shade_before;
  GtkWidget          *shade_after;
  GtkWidget          *ruler;
  GtkWidget          *cuts;
  GtkWidget          *handles[TROUPE_TIMELINE_N_PARTS];
  GtkWidget          *overview;
  GtkWidget          *tip;             /* a box with the next two */
  GtkWidget          *tip_picture;
  GtkWidget          *tip_label;

  TroupeTimelineView  view;
  gboolean            is_compact;      /* the waveform lies over the pictures */
  graphene_rect_t     strip_box;       /* with the waveform */

  /* Input */
  GtkGesture         *drag;            /* borrowed from the widget */
  TroupeTimelinePart  dragged;         /* TROUPE_TIMELINE_N_PARTS: none */
  gboolean            has_moved;
  gboolean            is_snapping;     /* cuts draw the range to themselves */
  gboolean            is_held_off;     /* a key turns that round for now */
  gboolean            was_playing;
  double              drag_x;          /* of the pointer, in the strip */
  double              grip_x;          /* from what is dragged to the pointer */
  guint64             scrub_ns;        /* where the playhead is dragged to */
  guint               tick_id;
  guint               glide_id;        /* tick callback, 0 while nothing glides */
  double              glide_speed;     /* of the view, in pixels a second */
  gint64              glide_us;        /* frame time of the last step */
  double              pointer_x;       /* in the strip, or TROUPE_TIMELINE_NO_POINTER */
  double              pinch_length_ns;
  gint64              announced_us;
  guint               speak_id;        /* source, 0 while there is nothing to be said of the frame */
};

/* troupe-timeline.c */
void            troupe_timeline_changed_view    (TroupeTimeline       *self);
guint64         troupe_timeline_get_position_ns (TroupeTimeline       *self);

/* troupe-timeline-layout.c */
void            troupe_timeline_show_view       (TroupeTimeline       *self);
void            troupe_timeline_size_allocate   (GtkWidget            *widget,
                                                 int                   width,
                                                 int                   height,
                                                 int                   baseline);
void            troupe_timeline_measure         (GtkWidget            *widget,
                                                 GtkOrientation        orientation,
                                                 int                   for_size,
                                                 int                  *minimum,
                                                 int                  *natural,
                                                 int                  *minimum_baseline,
                                                 int                  *natural_baseline);

/* troupe-timeline-input.c */
void            troupe_timeline_init_input      (TroupeTimeline       *self);
void            troupe_timeline_stop_input      (TroupeTimeline       *self);

/* troupe-timeline-keys.c */
TroupeRangePart troupe_timeline_range_part      (TroupeTimelinePart    part);
void            troupe_timeline_follow          (TroupeTimeline       *self,
                                                 TroupeTimelinePart    part);
void            troupe_timeline_scrub           (TroupeTimeline       *self,
                                                 guint64               time_ns);
void            troupe_timeline_move_to_cut     (TroupeTimeline       *self,
                                                 TroupeRangePart       part,
                                                 guint64               cut_ns);
void            troupe_timeline_bind_keys       (GtkWidgetClass       *widget_class);
void            troupe_timeline_handle_moved_cb (TroupeTimelineHandle *handle,
                                                 double                seconds,
                                                 TroupeTimeline       *self);

/* troupe-timeline-words.c */
void            troupe_timeline_update_tip      (TroupeTimeline       *self);
void            troupe_timeline_place_tip       (TroupeTimeline       *self);
void            troupe_timeline_update_silence  (TroupeTimeline       *self);
void            troupe_timeline_place_silence   (TroupeTimeline       *self);
void            troupe_timeline_update_values   (TroupeTimeline       *self);
void            troupe_timeline_announce_limit  (TroupeTimeline       *self);
void            troupe_timeline_announce_frame  (TroupeTimeline       *self);

G_END_DECLS
