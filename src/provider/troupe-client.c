/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "troupe-client-private.h"

#define TIMEOUT_SECONDS 180    /* without a byte; some providers take 60 s to make a character */

/* Results on their way and answers that do not come keep nobody from asking about other jobs. */
#define MAX_CONNECTIONS 64
#define MAX_CONNECTIONS_PER_HOST 16

G_DEFINE_FINAL_TYPE (TroupeClient, troupe_client, G_TYPE_OBJECT)

static void
troupe_client_dispose (GObject *object)
{
  TroupeClient *self = TROUPE_CLIENT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->studio);
  g_clear_pointer (&self->fetches, troupe_fetch_queue_unref);
  G_OBJECT_CLASS (troupe_client_parent_class)->dispose (object);
}

static void
troupe_client_class_init (TroupeClientClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = troupe_client_dispose;
}

static void
troupe_client_init (TroupeClient *self)
{
  self->session = soup_session_new_with_options ("user-agent", "Troupe/" VERSION,
                                                 "timeout", TIMEOUT_SECONDS, "max-conns", MAX_CONNECTIONS,
                                                 "max-conns-per-host", MAX_CONNECTIONS_PER_HOST, NULL);
  self->studio = troupe_studio_process_new ();
  self->fetches = troupe_fetch_queue_new ();
}

/**
 * troupe_client_new:
 *
 * Makes the client of all providers; one is enough. It verifies certificates and takes the desktop's proxy.
 *
 * Returns: (transfer full): the client
 */
TroupeClient *
troupe_client_new (void)
{
  return g_object_new (TROUPE_TYPE_CLIENT, NULL);
}

/* Ready */

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  TroupeStudioProcess *studio = TROUPE_STUDIO_PROCESS (source);
  TroupeProvider *provider = g_task_get_task_data (task);

  if (!troupe_studio_process_start_finish (studio, result, &error) ||
      !troupe_provider_set_base (provider, troupe_studio_process_get_base (studio), &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * troupe_client_ready_async:
 * @self: the client
 * @provider: a provider
 * @cancellable: (nullable): stops waiting
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Makes the base of a builtin provider known, which starts the Practice Studio; other providers are ready at
 * once. Call it before each request is built: a Studio that ended is started again. Main thread.
 */
void
troupe_client_ready_async (TroupeClient       *self,
                           TroupeProvider     *provider,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TROUPE_IS_CLIENT (self));
  g_return_if_fail (TROUPE_IS_PROVIDER (provider));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_client_ready_async);
  g_task_set_task_data (task, g_object_ref (provider), g_object_unref);
  if (troupe_profile_is_builtin (troupe_provider_get_profile (provider)))
    troupe_studio_process_start_async (self->studio, cancellable, started_cb, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * troupe_client_ready_finish:
 * @self: the client
 * @result: the result
 *
 * Ends troupe_client_ready_async(). Fails with `TROUPE_PROVIDER_ERROR_STUDIO` and `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether requests can be built
 */
gboolean
troupe_client_ready_finish (TroupeClient *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_client_ready_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
