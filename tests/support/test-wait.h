/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Runs the default main context until the condition holds. Nothing limits the time but the test's own
 * limit in meson, so a slow machine fails nothing. */
#define test_wait_until(condition)                \
  G_STMT_START                                    \
    {                                             \
      while (!(condition))                        \
        g_main_context_iteration (NULL, TRUE);    \
    }                                             \
  G_STMT_END

void test_result_cb       (GObject      *source,
                           GAsyncResult *result,
                           gpointer      result_out);
void test_count_cb        (guint        *count);
void test_assert_finalize (gpointer      object);

G_END_DECLS
