/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-pace.h"

/* Resellers answer 429 to those who ask every 5 seconds; 10 to 30 are what their clients settled on. */
#define FIRST_S 10
#define GROWTH 1.5
#define MAX_S 30

/* However busy a provider is, somebody waits for this. */
#define BUSY_MAX_MS (2 * 60 * 1000)
#define ASKED_MAX_S (60 * 60)

static double
get_number (JsonObject *poll,
            const char *name,
            double      otherwise)
{
  return poll != NULL ? json_object_get_double_member_with_default (poll, name, otherwise) : otherwise;
}

/**
 * troupe_pace_init:
 * @self: memory for a pace
 * @call: a call of a profile
 *
 * Begins a pace. Safe from any thread.
 */
void
troupe_pace_init (TroupePace *self,
                  JsonObject *call)
{
  JsonObject *poll = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (call != NULL);

  if (json_object_has_member (call, "poll"))
    poll = json_object_get_object_member (call, "poll");
  self->first_ms = (guint) (get_number (poll, "first", FIRST_S) * 1000);
  self->growth = get_number (poll, "growth", GROWTH);
  self->max_ms = (guint) (get_number (poll, "max", MAX_S) * 1000);
  self->next_ms = self->first_ms;
}

/**
 * troupe_pace_next:
 * @self: a pace
 * @is_busy: whether the last question was one too many
 * @asked_s: how many seconds the provider wants to have, 0 where it does not say
 *
 * Tells how long to wait before the next question, and makes the one after it come later. Safe from
 * any thread.
 *
 * Returns: milliseconds
 */
guint
troupe_pace_next (TroupePace *self,
                  gboolean    is_busy,
                  gint64      asked_s)
{
  guint wait_ms;

  g_return_val_if_fail (self != NULL, 0);

  if (is_busy)
    self->next_ms = MIN (self->next_ms * 2, MAX (BUSY_MAX_MS, self->max_ms));
  wait_ms = MAX (self->next_ms, (guint) CLAMP (asked_s, 0, ASKED_MAX_S) * 1000);
  if (!is_busy)
    self->next_ms = CLAMP ((guint) (self->next_ms * self->growth), self->first_ms, self->max_ms);
  return wait_ms;
}
