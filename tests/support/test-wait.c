/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-wait.h"

static void
finalized_cb (gpointer user_data,
              GObject *object)
{
  gboolean *finalized = user_data;

  g_atomic_int_set (finalized, TRUE);
  g_main_context_wakeup (NULL);
}

/**
 * test_result_cb:
 * @source: (nullable): the object that was asked
 * @result: the result
 * @result_out: (type GAsyncResult**): where to keep @result
 *
 * A `GAsyncReadyCallback` that keeps the result, for `test_wait_until (result != NULL)`.
 */
void
test_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      result_out)
{
  GAsyncResult **out = result_out;

  g_assert_null (*out);
  *out = g_object_ref (result);
}

/**
 * test_count_cb:
 * @count: the number of calls so far
 *
 * A swapped signal handler that counts, for example how often a property notifies.
 */
void
test_count_cb (guint *count)
{
  (*count)++;
}

/**
 * test_assert_finalize:
 * @object: (transfer full) (type GObject): an object
 *
 * Drops a reference that must be the last one.
 *
 * Other than g_assert_finalize_object() it waits, because a thread of a `GTask` drops its own
 * reference a moment after the result was delivered.
 */
void
test_assert_finalize (gpointer object)
{
  gboolean finalized = FALSE;

  g_object_weak_ref (object, finalized_cb, &finalized);
  g_object_unref (object);
  test_wait_until (g_atomic_int_get (&finalized));
}
