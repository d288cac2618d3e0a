/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How long to wait between two questions about the same task. Plain data. */
typedef struct
{
  guint  first_ms;
  double growth;
  guint  max_ms;
  guint  next_ms;    /* until the next question */
} TroupePace;

/* call: of a profile; one without "poll" is asked at the usual pace */
void  troupe_pace_init (TroupePace *self,
                        JsonObject *call);
/* asked_s: what the provider wants at least, 0 where it does not say */
guint troupe_pace_next (TroupePace *self,
                        gboolean    is_busy,
                        gint64      asked_s);

G_END_DECLS
