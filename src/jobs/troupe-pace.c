/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-pace.h"

/* However busy a provider is, somebody waits for this. */
#define BUSY_MAX_MS (2 * 60 * 1000)
#define ASKED_MAX_S (60 * 60)

static guint
to_ms (double seconds)
{
  return (guint) (seconds * 1000);
}

/**
 * troupe_pace_init:
 * @self: memory for a pace
 * @poll: what the profile says
 *
 * Begins a pace. Safe from any thread.
 */
void
troupe_pace_init (TroupePace       *self,
                  const TroupePoll *poll)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (poll != NULL);

  self->poll = *poll;
  self->next_ms = to_ms (poll->first_s);
}

/**
 * troupe_pace_next:
 * @self: a pace
 * @is_busy: whether the last question was one too many
 * @asked_s: how many seconds the provider wants to have, -1 where it does not say
 *
 * Tells how long to wait before the next question, and makes the one after it come later. Safe from
 * any thread.
 *
 * Returns: milliseconds
 */
guint
troupe_pace_next (TroupePace *self,
                  gboolean    is_busy,
                  int         asked_s)
{
  const guint max_ms = to_ms (self->poll.max_s);
  guint wait_ms;

  g_return_val_if_fail (self != NULL, 0);

  if (is_busy)
    self->next_ms = MIN (self->next_ms * 2, MAX (BUSY_MAX_MS, max_ms));
  wait_ms = MAX (self->next_ms, to_ms (CLAMP (asked_s, 0, ASKED_MAX_S)));
  if (!is_busy)
    self->next_ms = CLAMP ((guint) (self->next_ms * self->poll.growth), to_ms (self->poll.first_s),
                           max_ms);
  return wait_ms;
}
