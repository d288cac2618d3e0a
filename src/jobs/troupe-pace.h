/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-profile.h"

G_BEGIN_DECLS

/* How long to wait between two questions about the same task. Plain data. */
typedef struct
{
  TroupePoll poll;
  guint      next_ms;    /* until the next question */
} TroupePace;

void  troupe_pace_init (TroupePace        *self,
                        const TroupePoll  *poll);
/* asked_s: what the provider wants at least, -1 where it does not say */
guint troupe_pace_next (TroupePace        *self,
                        gboolean           is_busy,
                        int                asked_s);

G_END_DECLS
