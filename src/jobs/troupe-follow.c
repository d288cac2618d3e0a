/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-follow.h"

#include "troupe-pace.h"
#include "troupe-provider-error.h"
#include "troupe-reach.h"

/* Some services know a task only a while after they took it. Who says so that often, with twice the wait each
 * time, does not know it. */
#define N_MISSING 3

/* The pace of a profile spares a service that many people ask. What this computer serves itself, as the Practice
 * Studio does in the form of any service, has one. */
#define OWN_FIRST_S 1.0
#define OWN_MAX_S 3.0

static const TroupeFollowWatch nobody = { NULL };

typedef struct
{
  TroupeClient            *client;
  TroupeProvider          *provider;
  TroupeWaker             *waker;
  char                    *call;
  char                    *remote_id;
  const TroupeFollowWatch *watch;        /* static */
  gpointer                 watch_data;
  TroupePace               pace;
  guint                    n_missing;    /* how often in a row there was no such task */
} Follow;

static void
follow_free (Follow *self)
{
  g_object_unref (self->client);
  g_object_unref (self->provider);
  g_object_unref (self->waker);
  g_free (self->call);
  g_free (self->remote_id);
  g_free (self);
}

static void ask (GTask *task);

static void
waited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (troupe_waker_wait_finish (TROUPE_WAKER (source), result, &error))
    ask (task);
  else
    g_task_return_error (task, error);
}

/**
 * troupe_follow_is_remote:
 * @provider: a provider
 *
 * Returns: whether asking it takes a network: not what this computer itself serves, as the Practice Studio
 */
gboolean
troupe_follow_is_remote (TroupeProvider *provider)
{
  const char *base = troupe_provider_get_base (provider);
  g_autoptr (GUri) uri = base != NULL ? g_uri_parse (base, G_URI_FLAGS_NONE, NULL) : NULL;
  g_autoptr (GInetAddress) address = NULL;

  if (uri == NULL || g_strcmp0 (g_uri_get_host (uri), "localhost") == 0)
    return FALSE;
  address = g_inet_address_new_from_string (g_uri_get_host (uri));
  return address == NULL || troupe_reach_of_address (address) != TROUPE_REACH_COMPUTER;
}

static gboolean
is_missing (const GError *error)
{
  const guint status = troupe_provider_error_get_http_status (error);

  return status == 404 || status == 410;
}

/* Only the provider's own word ends a task. Whatever else goes wrong, it may be there the next time. */
static void
ask_later (GTask        *task,
           int           asked_s,
           const GError *error)
{
  Follow *self = g_task_get_task_data (task);
  const gboolean is_busy = is_missing (error) ||
                           g_error_matches (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_BUSY);

  if (error != NULL)
    g_debug ("%s: %s: will be asked again: %s", troupe_provider_get_id (self->provider), self->call,
             error->message);
  troupe_waker_wait_async (self->waker, troupe_pace_next (&self->pace, is_busy, asked_s), troupe_follow_is_remote (self->provider),
                           g_task_get_cancellable (task), waited_cb, g_object_ref (task));
}

/* One that tells of no state has ended when what it was for is there. */
static gboolean
has_result (TroupeAnswer *answer)
{
  static const char *const fields[] = { "username", "url" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *text = troupe_answer_dup_text (answer, fields[i]);

      if (text != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_ended (TroupeAnswer *answer)
{
  const TroupeAnswerStatus status = troupe_answer_get_status (answer);

  return status == TROUPE_ANSWER_STATUS_DONE ||
         (status == TROUPE_ANSWER_STATUS_NONE && has_result (answer));
}

static void
take_answer (GTask        *task,
             TroupeAnswer *answer)
{
  Follow *self = g_task_get_task_data (task);

  self->n_missing = 0;
  if (troupe_answer_get_status (answer) == TROUPE_ANSWER_STATUS_FAILED)
    {
      g_task_return_error (task, troupe_answer_dup_failure (answer));
    }
  else if (has_ended (answer))
    {
      g_task_return_pointer (task, g_object_ref (answer), g_object_unref);
    }
  else
    {
      ask_later (task, troupe_answer_get_retry_after (answer), NULL);
    }
}

/* To ask again with the same key would only be answered the same way. */
static gboolean
is_final (const GError *error)
{
  static const TroupeProviderError codes[] = {
    TROUPE_PROVIDER_ERROR_FAILED,
    TROUPE_PROVIDER_ERROR_NO_KEY,
    TROUPE_PROVIDER_ERROR_KEY,
    TROUPE_PROVIDER_ERROR_FORBIDDEN,
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (g_error_matches (error, TROUPE_PROVIDER_ERROR, codes[i]))
        return TRUE;
    }
  return FALSE;
}

/* Takes error */
static void
take_error (GTask  *task,
            GError *error)
{
  Follow *self = g_task_get_task_data (task);
  g_autoptr (GError) owned = error;
  gboolean is_told;

  if (is_missing (error))
    self->n_missing++;
  is_told = is_missing (error) && self->n_missing == N_MISSING;

  if (is_final (error) || (is_told && self->watch->missing == NULL))
    {
      g_task_return_error (task, g_steal_pointer (&owned));
      return;
    }
  if (is_told)
    self->watch->missing (error, self->watch_data);
  ask_later (task, troupe_provider_error_get_retry_after (error), error);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Follow *self = g_task_get_task_data (task);
  g_autoptr (TroupeAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  answer = troupe_client_send_finish (TROUPE_CLIENT (source), result, &error);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (self->watch->answered != NULL)
    self->watch->answered (answer, error, self->watch_data);
  if (answer != NULL)
    take_answer (task, answer);
  else
    take_error (task, g_steal_pointer (&error));
}

static void
ready_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Follow *self = g_task_get_task_data (task);
  g_autoptr (TroupeValues) values = troupe_values_new ();
  g_autoptr (TroupeRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  troupe_values_set (values, "job.id", self->remote_id);
  if (troupe_client_ready_finish (TROUPE_CLIENT (source), result, &error))
    request = troupe_request_new (self->provider, self->call, values, &error);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (request != NULL)
    troupe_client_send_async (self->client, request, NULL, NULL, g_task_get_cancellable (task),
                              answered_cb, g_object_ref (task));
  else
    ask_later (task, -1, error);
}

static void
ask (GTask *task)
{
  Follow *self = g_task_get_task_data (task);

  troupe_client_ready_async (self->client, self->provider, g_task_get_cancellable (task),
                             ready_cb, g_object_ref (task));
}

/**
 * troupe_follow_async:
 * @client: the client to ask with
 * @provider: whose task it is
 * @waker: tells when it is time to ask
 * @call: a call of its profile, for example `follow-character`
 * @remote_id: what the provider calls the task
 * @watch: (nullable): static functions to be told how it goes, for as long as nothing has ended
 * @watch_data: for the functions of @watch
 * @cancellable: (nullable): stops asking; the task goes on at the provider
 * @callback: called when the task has ended, or cannot be asked about
 * @user_data: for @callback
 *
 * Follows a task at the pace of the profile, or of the provider when it wants to be asked later. What this
 * computer serves is asked at least every three seconds.
 *
 * Only the provider's own word that it is done or failed, and a key that it does not accept, end this: no error
 * of the network, no other refusal of a question, no word that nobody knows. A task that it does not know is
 * asked about ever more seldom, where somebody watches; else that ends this, too. Main thread.
 */
void
troupe_follow_async (TroupeClient            *client,
                     TroupeProvider          *provider,
                     TroupeWaker             *waker,
                     const char              *call,
                     const char              *remote_id,
                     const TroupeFollowWatch *watch,
                     gpointer                 watch_data,
                     GCancellable            *cancellable,
                     GAsyncReadyCallback      callback,
                     gpointer                 user_data)
{
  g_autoptr (GTask) task = NULL;
  TroupePoll poll;
  Follow *self;

  g_return_if_fail (TROUPE_IS_CLIENT (client));
  g_return_if_fail (TROUPE_IS_PROVIDER (provider));
  g_return_if_fail (TROUPE_IS_WAKER (waker));
  g_return_if_fail (call != NULL);
  g_return_if_fail (remote_id != NULL);

  self = g_new0 (Follow, 1);
  self->client = g_object_ref (client);
  self->provider = g_object_ref (provider);
  self->waker = g_object_ref (waker);
  self->call = g_strdup (call);
  self->remote_id = g_strdup (remote_id);
  self->watch = watch != NULL ? watch : &nobody;
  self->watch_data = watch_data;
  troupe_profile_get_poll (troupe_provider_get_profile (provider), call, &poll);
  if (!troupe_follow_is_remote (provider))
    {
      poll.first_s = MIN (poll.first_s, OWN_FIRST_S);
      poll.max_s = MIN (poll.max_s, OWN_MAX_S);
    }
  troupe_pace_init (&self->pace, &poll);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_follow_async);
  g_task_set_task_data (task, self, (GDestroyNotify) follow_free);
  ask_later (task, -1, NULL);
}

/**
 * troupe_follow_finish:
 * @result: the result
 *
 * Fails with `TROUPE_PROVIDER_ERROR_FAILED` and the provider's own words when the task failed, with
 * `TROUPE_PROVIDER_ERROR_KEY`, `_FORBIDDEN` and `_NO_KEY` when the key does not do, and with
 * `G_IO_ERROR_CANCELLED`.
 *
 * Returns: (transfer full): the answer that says that the task is done
 */
TroupeAnswer *
troupe_follow_finish (GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_follow_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
