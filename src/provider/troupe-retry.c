/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-retry.h"

#include <libsoup/soup.h>

#include "troupe-provider-error.h"

#define MAX_TRIES 3
#define FIRST_DELAY_MS 500
#define GROWTH 3
#define MAX_DELAY_S 30               /* longer ones are for the caller, who can tell of them meanwhile */
#define MAX_AFTER_S (24 * 60 * 60)

/**
 * troupe_retry_parse_after:
 * @value: (nullable): the value of a `Retry-After` header (RFC 9110, 10.2.3): seconds, or a date
 * @now: the present time
 *
 * Reads for how long a server asks not to be called.
 *
 * Safe from any thread.
 *
 * Returns: seconds, one day at most; -1 where there is none or it cannot be read
 */
int
troupe_retry_parse_after (const char *value,
                          GDateTime  *now)
{
  g_autoptr (GDateTime) then = NULL;
  g_autofree char *text = NULL;
  guint64 seconds;
  GTimeSpan span;

  if (value == NULL)
    return -1;
  text = g_strstrip (g_strdup (value));
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &seconds, NULL))
    return (int) MIN (seconds, MAX_AFTER_S);
  then = soup_date_time_new_from_http_string (text);
  if (then == NULL)
    return -1;
  span = g_date_time_difference (then, now);
  return (int) CLAMP ((span + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND, 0, MAX_AFTER_S);
}

static gboolean
may_pass (const GError *error)
{
  TroupeProviderObstacle obstacle = troupe_provider_error_get_obstacle (error);
  guint status = troupe_provider_error_get_http_status (error);

  if (g_error_matches (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_BUSY))
    return TRUE;
  if (g_error_matches (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_SERVER))
    return status == SOUP_STATUS_BAD_GATEWAY || status == SOUP_STATUS_SERVICE_UNAVAILABLE ||
           status == SOUP_STATUS_GATEWAY_TIMEOUT;
  return obstacle == TROUPE_PROVIDER_OBSTACLE_OTHER || obstacle == TROUPE_PROVIDER_OBSTACLE_REFUSED ||
         obstacle == TROUPE_PROVIDER_OBSTACLE_OFFLINE;
}

/**
 * troupe_retry_get_delay_ms:
 * @n_tries: how often it was tried, from 1
 * @error: how the last try ended
 *
 * Decides whether a read is worth another try: after a network that failed, and after 429, 502, 503 and 504
 * where these do not say something final. The pause grows, and is the one the server asks for if it does.
 *
 * Safe from any thread.
 *
 * Returns: milliseconds until the next try, -1 for none
 */
int
troupe_retry_get_delay_ms (guint         n_tries,
                           const GError *error)
{
  int after_s = troupe_provider_error_get_retry_after (error);
  int delay_ms = FIRST_DELAY_MS;

  if (n_tries >= MAX_TRIES || !may_pass (error) || after_s > MAX_DELAY_S)
    return -1;
  if (after_s >= 0)
    return after_s * 1000;
  for (guint i = 1; i < n_tries; i++)
    delay_ms *= GROWTH;
  return delay_ms;
}

/**
 * troupe_retry_later:
 * @task: the read; it is kept alive meanwhile
 * @n_tries: how often it was tried, from 1
 * @error: how the last try ended
 * @again: tries once more, with @task; called at once when its cancellable is triggered
 *
 * Plans another try where troupe_retry_get_delay_ms() grants one.
 *
 * Returns: whether @again will be called
 */
gboolean
troupe_retry_later (GTask        *task,
                    guint         n_tries,
                    const GError *error,
                    GSourceFunc   again)
{
  int delay_ms = troupe_retry_get_delay_ms (n_tries, error);
  g_autoptr (GSource) timer = NULL;
  g_autoptr (GSource) cancelled = NULL;

  if (delay_ms < 0)
    return FALSE;
  timer = g_timeout_source_new ((guint) delay_ms);
  if (g_task_get_cancellable (task) != NULL)
    {
      cancelled = g_cancellable_source_new (g_task_get_cancellable (task));
      g_source_set_dummy_callback (cancelled);
      g_source_add_child_source (timer, cancelled);
    }
  g_task_attach_source (task, timer, again);
  return TRUE;
}

/**
 * troupe_retry_is_passing:
 * @error: why a result could not be fetched
 *
 * Judges what has come of a result. Safe from any thread.
 *
 * Returns: whether it may be gone on with later: the way is free again then, or there is another key
 */
gboolean
troupe_retry_is_passing (const GError *error)
{
  return g_error_matches (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_UNREACHABLE) ||
         g_error_matches (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_BUSY) ||
         g_error_matches (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_SERVER) ||
         g_error_matches (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_KEY) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}
