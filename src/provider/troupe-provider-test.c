/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-provider-test.h"

#include <string.h>

#include "troupe-origin.h"
#include "troupe-provider-error.h"

#define CALL "test"

static const char * const words[TROUPE_N_PROVIDER_TESTS] = {
  [TROUPE_PROVIDER_TEST_GOOD] = "good",
  [TROUPE_PROVIDER_TEST_NO_ADDRESS] = "no-address",
  [TROUPE_PROVIDER_TEST_NO_KEY] = "no-key",
  [TROUPE_PROVIDER_TEST_NO_CALL] = "no-call",
  [TROUPE_PROVIDER_TEST_NAME] = "dns",
  [TROUPE_PROVIDER_TEST_OFFLINE] = "offline",
  [TROUPE_PROVIDER_TEST_TIMEOUT] = "timeout",
  [TROUPE_PROVIDER_TEST_CONNECTION] = "refused",
  [TROUPE_PROVIDER_TEST_TLS] = "tls",
  [TROUPE_PROVIDER_TEST_PROXY] = "proxy",
  [TROUPE_PROVIDER_TEST_KEY] = "key",
  [TROUPE_PROVIDER_TEST_PATH] = "path",
  [TROUPE_PROVIDER_TEST_MODEL] = "model",
  [TROUPE_PROVIDER_TEST_PAUSED] = "paused",
  [TROUPE_PROVIDER_TEST_OTHER] = "other",
};

/**
 * troupe_provider_test_result_free:
 * @self: (transfer full): a result
 *
 * Frees a result.
 */
void
troupe_provider_test_result_free (TroupeProviderTestResult *self)
{
  g_free (self->origin);
  g_free (self->credits);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * troupe_provider_test_get_word:
 * @outcome: what a test found out
 *
 * Gets the word that scripts read.
 *
 * Returns: (transfer none): for example `good` or `dns`
 */
const char *
troupe_provider_test_get_word (TroupeProviderTest outcome)
{
  g_return_val_if_fail (outcome < TROUPE_N_PROVIDER_TESTS, NULL);
  return words[outcome];
}

static TroupeProviderTest
find_obstacle (const GError *error)
{
  switch (troupe_provider_error_get_obstacle (error))
    {
    case TROUPE_PROVIDER_OBSTACLE_NAME:
      return TROUPE_PROVIDER_TEST_NAME;

    case TROUPE_PROVIDER_OBSTACLE_REFUSED:
      return TROUPE_PROVIDER_TEST_CONNECTION;

    case TROUPE_PROVIDER_OBSTACLE_TLS:
      return TROUPE_PROVIDER_TEST_TLS;

    case TROUPE_PROVIDER_OBSTACLE_PROXY:
      return TROUPE_PROVIDER_TEST_PROXY;

    case TROUPE_PROVIDER_OBSTACLE_OFFLINE:
      return TROUPE_PROVIDER_TEST_OFFLINE;

    case TROUPE_PROVIDER_OBSTACLE_TIMEOUT:
      return TROUPE_PROVIDER_TEST_TIMEOUT;

    case TROUPE_PROVIDER_OBSTACLE_NONE:
    case TROUPE_PROVIDER_OBSTACLE_OTHER:
      return TROUPE_PROVIDER_TEST_OTHER;
    }
  g_return_val_if_reached (TROUPE_PROVIDER_TEST_OTHER);
}

/* Gateways say in their own sentences why they offer nothing. */
static TroupeProviderTest
find_absence (const GError *error)
{
  const char *text = troupe_provider_error_get_text (error);
  g_autofree char *folded = text != NULL ? g_ascii_strdown (text, -1) : NULL;

  if (troupe_provider_error_get_http_status (error) == 404)
    return TROUPE_PROVIDER_TEST_PATH;
  if (folded != NULL && strstr (folded, "paused") != NULL)
    return TROUPE_PROVIDER_TEST_PAUSED;
  return TROUPE_PROVIDER_TEST_MODEL;
}

static TroupeProviderTest
find_outcome (const GError *error)
{
  if (error->domain != TROUPE_PROVIDER_ERROR)
    return TROUPE_PROVIDER_TEST_OTHER;
  if (error->code == TROUPE_PROVIDER_ERROR_NO_KEY)
    return TROUPE_PROVIDER_TEST_NO_KEY;
  if (error->code == TROUPE_PROVIDER_ERROR_KEY)
    return TROUPE_PROVIDER_TEST_KEY;
  if (troupe_provider_error_get_http_status (error) == 407)
    return TROUPE_PROVIDER_TEST_PROXY;
  if (error->code == TROUPE_PROVIDER_ERROR_NOT_OFFERED || troupe_provider_error_get_http_status (error) == 404)
    return find_absence (error);
  return find_obstacle (error);
}

static char *
dup_origin (TroupeProvider *provider)
{
  const char *base = troupe_provider_get_base (provider);
  g_autoptr (GUri) uri = base != NULL ? troupe_origin_parse_address (base, NULL) : NULL;

  return uri != NULL ? troupe_origin_dup_text (uri) : NULL;
}

static void
return_outcome (GTask             *task,
                TroupeProviderTest outcome,
                const GError      *error)
{
  TroupeProviderTestResult *result;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_error_copy (error));
      return;
    }
  result = g_new0 (TroupeProviderTestResult, 1);
  result->outcome = outcome;
  result->origin = dup_origin (g_task_get_task_data (task));
  result->error = error != NULL ? g_error_copy (error) : NULL;
  g_task_return_pointer (task, result, (GDestroyNotify) troupe_provider_test_result_free);
}

static void
return_answer (GTask        *task,
               TroupeAnswer *answer)
{
  TroupeProviderTestResult *result = g_new0 (TroupeProviderTestResult, 1);

  result->outcome = TROUPE_PROVIDER_TEST_GOOD;
  result->origin = dup_origin (g_task_get_task_data (task));
  result->credits = troupe_answer_dup_text (answer, "credits");
  g_task_return_pointer (task, result, (GDestroyNotify) troupe_provider_test_result_free);
}

static void
proxies_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  const GError *error = g_object_get_data (G_OBJECT (task), "error");
  g_auto (GStrv) proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, NULL);
  gboolean has_proxy = proxies != NULL && proxies[0] != NULL && !g_str_has_prefix (proxies[0], "direct:");

  return_outcome (task, has_proxy ? TROUPE_PROVIDER_TEST_PROXY : find_outcome (error), error);
}

/* Where a proxy stands between, it is the one that did not get through, or cannot be reached itself. */
static gboolean
may_be_proxy (const GError *error)
{
  guint status = troupe_provider_error_get_http_status (error);

  switch (find_outcome (error))
    {
    case TROUPE_PROVIDER_TEST_NAME:
    case TROUPE_PROVIDER_TEST_OFFLINE:
    case TROUPE_PROVIDER_TEST_TIMEOUT:
    case TROUPE_PROVIDER_TEST_CONNECTION:
      return TRUE;

    default:
      return status == 0 && error->domain == TROUPE_PROVIDER_ERROR &&
             error->code == TROUPE_PROVIDER_ERROR_UNREACHABLE;
    }
}

static void
return_failure (GTask  *task,
                GError *error)
{
  g_autofree char *origin = NULL;

  g_object_set_data_full (G_OBJECT (task), "error", error, (GDestroyNotify) g_error_free);
  origin = dup_origin (g_task_get_task_data (task));
  if (may_be_proxy (error) && origin != NULL)
    g_proxy_resolver_lookup_async (g_proxy_resolver_get_default (), origin, g_task_get_cancellable (task),
                                   proxies_cb, g_object_ref (task));
  else
    return_outcome (task, find_outcome (error), error);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeAnswer) answer = troupe_client_send_finish (TROUPE_CLIENT (source), result, &error);

  if (answer != NULL)
    return_answer (task, answer);
  else
    return_failure (task, g_steal_pointer (&error));
}

static void
ready_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (TroupeValues) values = troupe_values_new ();
  g_autoptr (TroupeRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  if (troupe_client_ready_finish (TROUPE_CLIENT (source), result, &error))
    request = troupe_request_new (g_task_get_task_data (task), CALL, values, &error);
  if (request != NULL)
    troupe_client_send_async (TROUPE_CLIENT (source), request, NULL, NULL, cancellable, sent_cb,
                              g_steal_pointer (&task));
  else
    return_outcome (task, TROUPE_PROVIDER_TEST_OTHER, error);
}

/**
 * troupe_provider_test_async:
 * @client: the client
 * @provider: a provider
 * @cancellable: (nullable): gives up
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Makes the call `test` of the profile, a harmless read: it never spends anything. Main thread.
 */
void
troupe_provider_test_async (TroupeClient       *client,
                            TroupeProvider     *provider,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  TroupeProfile *profile;

  g_return_if_fail (TROUPE_IS_CLIENT (client));
  g_return_if_fail (TROUPE_IS_PROVIDER (provider));

  profile = troupe_provider_get_profile (provider);
  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_provider_test_async);
  g_task_set_task_data (task, g_object_ref (provider), g_object_unref);
  if (troupe_profile_get_call (profile, CALL) == NULL)
    return_outcome (task, TROUPE_PROVIDER_TEST_NO_CALL, NULL);
  else if (!troupe_profile_is_builtin (profile) && troupe_provider_get_base (provider) == NULL)
    return_outcome (task, TROUPE_PROVIDER_TEST_NO_ADDRESS, NULL);
  else
    troupe_client_ready_async (client, provider, cancellable, ready_cb, g_steal_pointer (&task));
}

/**
 * troupe_provider_test_finish:
 * @client: the client
 * @result: the result
 *
 * Ends troupe_provider_test_async(). Fails with `G_IO_ERROR_CANCELLED` only: everything else is a result.
 *
 * Returns: (transfer full): what was found out
 */
TroupeProviderTestResult *
troupe_provider_test_finish (TroupeClient *client,
                             GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_provider_test_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
