/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-secret-service.h"

#define EXTENSION_POINT "secret-backend"    /* of secret-backend.h, which secret.h leaves out */
#define PRIORITY 1                          /* libsecret's own has 0 */

struct _TroupeSecretService
{
  SecretService parent_instance;
};

G_DEFINE_FINAL_TYPE (TroupeSecretService, troupe_secret_service, SECRET_TYPE_SERVICE)

static void
prompted_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GVariant *answer = secret_prompt_perform_finish (SECRET_PROMPT (source), result, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) g_variant_unref);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "the keyring was not unlocked");
}

static void
troupe_secret_service_prompt_async (SecretService      *service,
                                    SecretPrompt       *prompt,
                                    const GVariantType *return_type,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  GTask *task = g_task_new (service, cancellable, callback, user_data);

  g_task_set_source_tag (task, troupe_secret_service_prompt_async);
  secret_prompt_perform (prompt, NULL, return_type, cancellable, prompted_cb, task);
}

static GVariant *
troupe_secret_service_prompt_finish (SecretService *service,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
troupe_secret_service_class_init (TroupeSecretServiceClass *klass)
{
  SecretServiceClass *service_class = SECRET_SERVICE_CLASS (klass);

  service_class->prompt_async = troupe_secret_service_prompt_async;
  service_class->prompt_finish = troupe_secret_service_prompt_finish;
}

static void
troupe_secret_service_init (TroupeSecretService *self)
{
}

/**
 * troupe_secret_service_register:
 *
 * Makes it the one that libsecret uses. Until 0.21.7 at least, libsecret's own never ends what waits for a prompt
 * whose keyring goes away. In a sandbox, where a file holds the keys, nothing changes. May be called again. Main
 * thread, before libsecret is used.
 */
void
troupe_secret_service_register (void)
{
  static gboolean is_registered;

  if (!is_registered)
    g_io_extension_point_implement (EXTENSION_POINT, TROUPE_TYPE_SECRET_SERVICE, "service", PRIORITY);
  is_registered = TRUE;
}
