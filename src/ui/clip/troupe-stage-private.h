/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-frame-review.h"
#include "troupe-screen.h"
#include "troupe-stage.h"
#include "troupe-timeline.h"
#include "troupe-transport.h"

G_BEGIN_DECLS

/* What the files of the stage share: the stage itself, and its actions. */
struct _TroupeStage
{
  AdwBin             parent_instance;

  /* Template */
  TroupeScreen      *screen;
  TroupeTimeline    *timeline;
  TroupeTransport   *transport;

  /* Owned */
  TroupePlayer      *player;
  TroupeRangeModel  *model;
  TroupeClip        *clip;
  TroupeFrameStore  *store;           /* NULL while nobody looks */
  TroupeFrameReview *review;          /* the same; of the store */
  TroupeSound       *sound;           /* the same */
  GSettings         *settings;
  char              *incoming_uri;    /* where a clip from afar is read as it comes, or NULL */

  gboolean           is_left;
  gboolean           is_looping;
  gboolean           is_snapping;     /* cuts draw the range to themselves */
  double             shuttle_rate;    /* of J and L, 0 when they are not in use */
  gboolean           is_holding;      /* K is down, so that J and L step */
};

/* troupe-stage-actions.c */
void _troupe_stage_bind_actions (GtkWidgetClass *widget_class);

G_END_DECLS
