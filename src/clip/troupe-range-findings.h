/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-frame-facts.h"
#include "troupe-range.h"
#include "troupe-sound.h"

G_BEGIN_DECLS

/* What plain measuring finds in a range of a clip, and what is needed to tell. Any thread. */

/* What may be wrong, the worst first */
typedef enum
{
  TROUPE_FINDING_CUT,         /* another shot begins inside; from_ns: the first time, n: how often */
  TROUPE_FINDING_BLACK,       /* nothing is shown */
  TROUPE_FINDING_STILL,       /* the picture does not change */
  TROUPE_FINDING_BLURRED,
  TROUPE_FINDING_DARK,
  TROUPE_FINDING_BRIGHT,      /* much of it is so white that it holds no detail */
  TROUPE_FINDING_RESTLESS,    /* the picture changes a lot from frame to frame */
  TROUPE_FINDING_BARS,        /* black bars at two edges */
  TROUPE_FINDING_SMALL,       /* what moves takes up little of the picture */
  TROUPE_FINDING_WANDERING,   /* what moves does not stay where it is */
  TROUPE_FINDING_NO_SOUND,    /* the whole clip has none */
  TROUPE_FINDING_SILENT,
  TROUPE_FINDING_CLIPPED,     /* the sound is cut off at full scale */
} TroupeFindingKind;

#define TROUPE_N_FINDINGS (TROUPE_FINDING_CLIPPED + 1)

/* A frame, with what comes of the one before it */
typedef struct
{
  guint64        time_ns;
  guint64        end_ns;
  gboolean       is_first;      /* of the clip */
  gboolean       is_joined;     /* the frame before it is the moment before it */
  gboolean       is_same;       /* as that */
  gboolean       is_black;
  double         change;        /* from that, see troupe_frame_facts_get_change() */
  TroupeMovement movement;      /* since that */
  float          brightness;
  float          white_share;
  float          blur;
  float          bars;          /* a share of the height or width, whichever has more */
} TroupeMoment;

/* The sound is measured in slices of this length from the beginning of the clip. */
#define TROUPE_SOUND_SLICE_NS G_GUINT64_CONSTANT (100000000)

/* What is known of a clip; borrowed */
typedef struct
{
  guint64                  duration_ns;
  const TroupeMoment      *moments;       /* by time */
  guint                    n_moments;
  const guint64           *cuts;
  guint                    n_cuts;
  gboolean                 has_sound;
  const TroupeSoundLevels *slices;
  guint                    n_slices;      /* so many are known */
} TroupeEvidence;

typedef struct
{
  guint64 from_ns;    /* the first or the longest part where it is so */
  guint64 to_ns;
  guint   n;          /* how many parts */
} TroupeFinding;

typedef struct
{
  guint         kinds;                         /* bits 1 << TroupeFindingKind */
  TroupeFinding findings[TROUPE_N_FINDINGS];
  gboolean      is_heard;                      /* the sound of the range is known */
  double        brightness;                    /* means over the range */
  double        white_share;
  double        blur;                          /* or TROUPE_FRAME_FACTS_NO_DETAIL */
  double        change;                        /* in a second, without cuts */
} TroupeRangeFindings;

GArray   *troupe_moments_new         (GArray               *facts) G_GNUC_WARN_UNUSED_RESULT;
gboolean  troupe_range_findings_make (TroupeRangeFindings  *self,
                                      const TroupeEvidence *evidence,
                                      const TroupeRange    *range);
gboolean  troupe_range_findings_have (const TroupeRangeFindings *self,
                                      TroupeFindingKind          kind);

G_END_DECLS
