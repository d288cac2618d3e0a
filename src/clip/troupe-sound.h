/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-clip.h"

G_BEGIN_DECLS

/* How loud a clip is all along, read once on a thread of its own and kept on disk.
 * Main thread. Signal "changed": more is known, or the state is another (at most once a main loop turn).
 *
 * All times are nanoseconds on the time line of the clip, as those of ranges are: sound that the player
 * lets one hear at t stands at t. For a check of a range:
 *
 *   TroupeSoundLevels levels;
 *
 *   if (troupe_sound_get_state (sound) == TROUPE_SOUND_NONE)
 *     there is no sound in the whole clip
 *   else if (troupe_sound_measure (sound, range->start_ns, range->end_ns, &levels))
 *     troupe_sound_levels_are_silent (&levels), levels.n_clipped, levels.rms
 *   else
 *     not known yet, or never when the state is TROUPE_SOUND_FAILED */

typedef enum
{
  TROUPE_SOUND_READING,
  TROUPE_SOUND_READ,      /* and kept on disk */
  TROUPE_SOUND_NONE,      /* the clip has no sound */
  TROUPE_SOUND_FAILED,    /* what is not known cannot be decoded */
} TroupeSoundState;

/* Of a part of a clip; full scale is from -1 to 1. A silent part is 0 everywhere. */
typedef struct
{
  double  low;            /* the lowest sample of any channel, at most 0 */
  double  high;           /* the highest one, at least 0 */
  double  rms;            /* root mean square of all samples of all channels */
  guint64 n_clipped;      /* moments in which a channel is at full scale (within 0.01 dB) */
} TroupeSoundLevels;

/* No sample of a silent part is as far from 0 as this: -60 dB below full scale */
#define TROUPE_SOUND_SILENCE 0.001

gboolean          troupe_sound_levels_are_silent (const TroupeSoundLevels *levels);

#define TROUPE_TYPE_SOUND (troupe_sound_get_type ())
G_DECLARE_FINAL_TYPE (TroupeSound, troupe_sound, TROUPE, SOUND, GObject)

TroupeSound      *troupe_sound_new               (TroupeClip              *clip) G_GNUC_WARN_UNUSED_RESULT;
void              troupe_sound_set_paused        (TroupeSound             *self,
                                                  gboolean                 is_paused);
void              troupe_sound_stop              (TroupeSound             *self);
TroupeSoundState  troupe_sound_get_state         (TroupeSound             *self);
guint64           troupe_sound_get_known_ns      (TroupeSound             *self);
gboolean          troupe_sound_measure           (TroupeSound             *self,
                                                  guint64                  from_ns,
                                                  guint64                  to_ns,
                                                  TroupeSoundLevels       *levels);

G_END_DECLS
