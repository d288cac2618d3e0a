/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What one small picture looks like, measured without the others; plain data. Any thread. */

#define TROUPE_FRAME_FACTS_COLUMNS        32
#define TROUPE_FRAME_FACTS_ROWS           18
#define TROUPE_FRAME_FACTS_CHROMA_COLUMNS (TROUPE_FRAME_FACTS_COLUMNS / 2)
#define TROUPE_FRAME_FACTS_CHROMA_ROWS    (TROUPE_FRAME_FACTS_ROWS / 2)
#define TROUPE_FRAME_FACTS_LUMA_CELLS     (TROUPE_FRAME_FACTS_COLUMNS * TROUPE_FRAME_FACTS_ROWS)
#define TROUPE_FRAME_FACTS_CHROMA_CELLS   (TROUPE_FRAME_FACTS_LUMA_CELLS / 4)

/* Where there is too little detail to tell whether it is sharp */
#define TROUPE_FRAME_FACTS_NO_DETAIL -1.0f

typedef struct
{
  guint64  time_ns;
  guint64  end_ns;         /* when the next one is shown or the clip ends, 0 while that is not known */
  gboolean is_first;       /* of the clip */
  gboolean is_last;
  gboolean is_damaged;     /* nothing below was measured */

  /* Means of the cells of a grid over the picture */
  guint8   luma[TROUPE_FRAME_FACTS_LUMA_CELLS];
  guint8   chroma[2][TROUPE_FRAME_FACTS_CHROMA_CELLS];

  float    brightness;     /* mean luma, 0 to 1 */
  float    black_share;    /* of the pixels, 0 to 1 */
  float    white_share;    /* of the pixels that are as bright as can be, 0 to 1 */
  float    blur;           /* 0 sharp to 1 blurred, or TROUPE_FRAME_FACTS_NO_DETAIL */
  float    bars_y;         /* black bars above and below, each as a share of the height, 0 to 0.5 */
  float    bars_x;         /* black bars at both sides, each as a share of the width, 0 to 0.5 */
} TroupeFrameFacts;

/* Where a picture differs from the one before it, in shares of its width and height */
typedef struct
{
  float share;      /* of all cells, 0 when none differs */
  float x;          /* the middle of those that do */
  float y;
  float area;       /* of the box around nine tenths of them */
} TroupeMovement;

/* Luma and two chroma planes in the full range of JPEG, chroma at half the size */
typedef struct
{
  const guint8 *planes[3];
  int           strides[3];
  int           width;
  int           height;
} TroupeFramePlanes;

void     troupe_frame_facts_measure      (TroupeFrameFacts        *self,
                                          const TroupeFramePlanes *picture);
gboolean troupe_frame_facts_read         (TroupeFrameFacts        *self,
                                          GBytes                  *packed);
double   troupe_frame_facts_get_change   (const TroupeFrameFacts  *a,
                                          const TroupeFrameFacts  *b);
void     troupe_frame_facts_get_movement (const TroupeFrameFacts  *a,
                                          const TroupeFrameFacts  *b,
                                          TroupeMovement          *movement);
gboolean troupe_frame_facts_is_same      (const TroupeFrameFacts  *a,
                                          const TroupeFrameFacts  *b);
gboolean troupe_frame_facts_is_joined    (const TroupeFrameFacts  *a,
                                          const TroupeFrameFacts  *b);
gboolean troupe_frame_facts_is_black     (const TroupeFrameFacts  *self);

G_END_DECLS
