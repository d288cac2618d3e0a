/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-provider-error.h"
#include "troupe-retry.h"

static const struct
{
  const char *value;
  int         seconds;
} values[] = {
  { "0", 0 }, { "1", 1 }, { " 120 ", 120 }, { "99999999999", 86400 }, { NULL, -1 }, { "", -1 }, { "-1", -1 },
  { "1.5", -1 }, { "soon", -1 }, { "18446744073709551616", -1 },
  { "Sat, 21 Nov 2026 10:00:30 GMT", 30 }, { "Saturday, 21-Nov-26 10:00:30 GMT", 30 },
  { "Sat Nov 21 10:00:30 2026", 30 }, { "Sat, 21 Nov 2026 09:00:00 GMT", 0 },
  { "Mon, 01 Jan 2035 00:00:00 GMT", 86400 },
};

static void
test_reads_header (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 21, 10, 0, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_test_message ("%s", values[i].value != NULL ? values[i].value : "none");
      g_assert_cmpint (troupe_retry_parse_after (values[i].value, now), ==, values[i].seconds);
    }
}

typedef struct
{
  const char            *name;
  int                    code;
  guint                  status;
  int                    after_s;
  TroupeProviderObstacle obstacle;
  int                    delays_ms[3];
} Case;

#define ON(name) TROUPE_PROVIDER_OBSTACLE_ ## name
#define ERROR(name) TROUPE_PROVIDER_ERROR_ ## name

static const Case cases[] = {
  { "busy", ERROR (BUSY), 429, -1, ON (NONE), { 500, 1500, -1 } },
  { "busy-with-pause", ERROR (BUSY), 429, 20, ON (NONE), { 20000, 20000, -1 } },
  { "busy-without-pause", ERROR (BUSY), 429, 0, ON (NONE), { 0, 0, -1 } },
  { "busy-for-long", ERROR (BUSY), 429, 31, ON (NONE), { -1, -1, -1 } },
  { "bad-gateway", ERROR (SERVER), 502, -1, ON (NONE), { 500, 1500, -1 } },
  { "unavailable", ERROR (SERVER), 503, 5, ON (NONE), { 5000, 5000, -1 } },
  { "gateway-timeout", ERROR (SERVER), 504, -1, ON (NONE), { 500, 1500, -1 } },
  { "internal-error", ERROR (SERVER), 500, -1, ON (NONE), { -1, -1, -1 } },
  { "no-supplier", ERROR (NOT_OFFERED), 503, -1, ON (NONE), { -1, -1, -1 } },
  { "refused", ERROR (REFUSED), 400, 1, ON (NONE), { -1, -1, -1 } },
  { "not-understood", ERROR (ANSWER), 200, -1, ON (NONE), { -1, -1, -1 } },
  { "nobody-listens", ERROR (UNREACHABLE), 0, -1, ON (REFUSED), { 500, 1500, -1 } },
  { "offline", ERROR (UNREACHABLE), 0, -1, ON (OFFLINE), { 500, 1500, -1 } },
  { "lost", ERROR (UNREACHABLE), 0, -1, ON (OTHER), { 500, 1500, -1 } },
  { "silence", ERROR (UNREACHABLE), 0, -1, ON (TIMEOUT), { -1, -1, -1 } },
  { "no-such-name", ERROR (UNREACHABLE), 0, -1, ON (NAME), { -1, -1, -1 } },
  { "no-trust", ERROR (UNREACHABLE), 0, -1, ON (TLS), { -1, -1, -1 } },
  { "proxy", ERROR (UNREACHABLE), 407, -1, ON (PROXY), { -1, -1, -1 } },
};

static void
test_delay (gconstpointer data)
{
  const Case *c = data;
  TroupeProviderSaid said = { .http_status = c->status, .retry_after_s = c->after_s, .obstacle = c->obstacle };
  g_autoptr (GError) error = troupe_provider_error_new_said ((TroupeProviderError) c->code, &said, "what");

  for (guint i = 0; i < G_N_ELEMENTS (c->delays_ms); i++)
    g_assert_cmpint (troupe_retry_get_delay_ms (i + 1, error), ==, c->delays_ms[i]);
}

static void
test_other_errors (void)
{
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  g_autoptr (GError) full = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");

  g_assert_cmpint (troupe_retry_get_delay_ms (1, cancelled), ==, -1);
  g_assert_cmpint (troupe_retry_get_delay_ms (1, full), ==, -1);
}

static gboolean
note_cb (gpointer user_data)
{
  gboolean *is_called = g_task_get_task_data (G_TASK (user_data));

  *is_called = TRUE;
  return G_SOURCE_REMOVE;
}

/* Who cancels does not wait for the end of a pause. */
static void
test_cancelled_pause (void)
{
  TroupeProviderSaid said = { .http_status = 429, .retry_after_s = 30 };
  g_autoptr (GError) error = troupe_provider_error_new_said (TROUPE_PROVIDER_ERROR_BUSY, &said, "what");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, NULL, NULL);
  gboolean is_called = FALSE;

  g_task_set_task_data (task, &is_called, NULL);
  g_assert_true (troupe_retry_later (task, 1, error, note_cb));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_false (is_called);
  g_cancellable_cancel (cancellable);
  g_main_context_iteration (NULL, FALSE);
  g_assert_true (is_called);
  g_task_return_boolean (task, TRUE);
  g_assert_false (troupe_retry_later (task, 3, error, note_cb));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/retry/reads-header", test_reads_header);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/retry/delay/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_delay);
    }
  g_test_add_func ("/retry/cancelled-pause", test_cancelled_pause);
  g_test_add_func ("/retry/other-errors", test_other_errors);
  return g_test_run ();
}
