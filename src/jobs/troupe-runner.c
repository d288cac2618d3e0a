/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-runner.h"

#include "troupe-dry-run.h"
#include "troupe-job-base.h"
#include "troupe-job-error.h"
#include "troupe-library-private.h"
#include "troupe-runner-private.h"

/**
 * TroupeRunner:
 *
 * The jobs that this process carries out: some run, the others wait for their turn.
 */
G_DEFINE_FINAL_TYPE (TroupeRunner, troupe_runner, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_BUSY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static guint unwritten_signal;
static guint progress_signal;

static void
busy_cb (TroupeRunner *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
unwritten_cb (TroupeRunner *self,
              const GError *error)
{
  g_signal_emit (self, unwritten_signal, 0, error);
}

static void
progress_cb (TroupeRunner *self,
             double        progress,
             TroupeJobRun *run)
{
  g_signal_emit (self, progress_signal, 0, troupe_job_run_get_product (run), progress);
}

/**
 * troupe_runner_add_job:
 * @self: a runner
 * @job: (transfer full): a job that stands in the journal
 *
 * Carries a job out when it is its turn.
 */
void
troupe_runner_add_job (TroupeRunner *self,
                       TroupeJob    *job)
{
  TroupeProvider *provider = troupe_providers_find (self->providers, job->provider_id);
  TroupeJobRun *run;

  if (troupe_job_state_is_live (job->state))
    troupe_object_table_set_progress (job->video_id != NULL ? troupe_library_get_videos (self->library)
                                                            : troupe_library_get_characters (self->library),
                                      job->video_id != NULL ? job->video_id : job->character_id, 0);
  run = troupe_job_run_new (job, provider, self->client, self->library, self->journal, self->hosts,
                            self->waker);
  g_signal_connect_object (run, "progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  troupe_job_queue_add (self->queue, run);
}

/* A character on its way into the library */
typedef struct
{
  TroupeCharacterDraft *draft;
  TroupeJob            *job;
  TroupeCharacter      *character;
  TroupeCharacterSeed   seed;
} Creation;

static void
creation_free (Creation *creation)
{
  troupe_character_draft_free (creation->draft);
  g_clear_pointer (&creation->job, troupe_job_free);
  g_clear_object (&creation->character);
  g_free (creation);
}

static Creation *
creation_new (TroupeRunner               *self,
              const TroupeCharacterDraft *draft,
              TroupeProvider             *provider)
{
  Creation *creation = g_new0 (Creation, 1);

  creation->draft = troupe_character_draft_copy (draft);
  creation->job = troupe_character_draft_to_job (draft);
  creation->job->base = g_strdup (troupe_job_base_get (provider));
  creation->seed = (TroupeCharacterSeed) {
    .id = creation->job->character_id,
    .alias = creation->draft->alias,
    .clip_title = troupe_clip_get_title (draft->clip),
    .clip_uri = troupe_clip_get_uri (draft->clip),
    .clip_hash = troupe_clip_get_hash (draft->clip),
    .clip_duration_ns = troupe_clip_get_duration_ns (draft->clip),
    .range = draft->range,
  };
  /* Held from the start, so that adding it also fills it. */
  creation->character = troupe_object_table_ref (troupe_library_get_characters (self->library),
                                                 creation->job->character_id);
  return creation;
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeRunner *self = g_task_get_source_object (task);
  Creation *creation = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  TroupeJob *job = troupe_journal_add_finish (TROUPE_JOURNAL (source), result, &error);

  if (job == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  troupe_runner_add_job (self, job);
  g_task_return_pointer (task, g_steal_pointer (&creation->character), g_object_unref);
}

static void
resumed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeRunner *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GError) error = NULL;

  jobs = troupe_journal_take_over_finish (TROUPE_JOURNAL (source), result, &error);
  if (jobs == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  while (jobs->len > 0)
    troupe_runner_add_job (self, g_ptr_array_steal_index (jobs, 0));
  g_task_return_boolean (task, TRUE);
}

static void
orphans_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TroupeRunner) self = user_data;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GError) error = NULL;

  jobs = troupe_journal_take_over_finish (TROUPE_JOURNAL (source), result, &error);
  if (jobs == NULL && troupe_library_is_open (self->library))
    g_warning ("What another program left undone was not taken up: %s", error->message);
  while (jobs != NULL && jobs->len > 0)
    troupe_runner_add_job (self, g_ptr_array_steal_index (jobs, 0));
}

static void
accounts_cb (TroupeRunner *self)
{
  troupe_job_queue_find_accounts (self->queue, self->providers);
}

static void
process_ended_cb (TroupeRunner *self,
                  const char   *name)
{
  troupe_job_queue_look_again (self->queue);
  troupe_journal_take_over_async (self->journal, name, NULL, orphans_cb, g_object_ref (self));
}

static void
dry_run_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  JsonNode *requests = troupe_dry_run_finish (result, &error);

  if (requests != NULL)
    g_task_return_pointer (task, requests, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* NULL, and the error returned, when the draft cannot be sent */
static TroupeProvider *
check_draft (TroupeRunner               *self,
             const TroupeCharacterDraft *draft,
             GTask                      *task)
{
  TroupeProvider *provider = troupe_providers_find (self->providers, draft->provider_id);
  g_autoptr (GError) error = NULL;

  if (provider == NULL)
    g_set_error (&error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_PROVIDER,
                 "there is no provider “%s”", draft->provider_id);
  else if (troupe_character_draft_check (draft, provider, &error))
    return provider;

  g_task_return_error (task, g_steal_pointer (&error));
  return NULL;
}

static void
troupe_runner_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  TroupeRunner *self = TROUPE_RUNNER (object);

  switch (prop_id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, troupe_runner_is_busy (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_runner_finalize (GObject *object)
{
  TroupeRunner *self = TROUPE_RUNNER (object);

  g_clear_object (&self->library);
  g_clear_object (&self->providers);
  g_clear_object (&self->client);
  g_clear_object (&self->hosts);
  g_clear_object (&self->journal);
  g_clear_object (&self->waker);
  troupe_job_queue_leave (self->queue);
  g_clear_object (&self->queue);
  G_OBJECT_CLASS (troupe_runner_parent_class)->finalize (object);
}

static void
troupe_runner_class_init (TroupeRunnerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = troupe_runner_get_property;
  object_class->finalize = troupe_runner_finalize;

  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  unwritten_signal = g_signal_new ("unwritten", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
  progress_signal = g_signal_new ("progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_DOUBLE);
}

static void
troupe_runner_init (TroupeRunner *self)
{
  self->queue = troupe_job_queue_new ();
  self->waker = troupe_waker_new (NULL);
  g_signal_connect_object (self->queue, "notify::busy", G_CALLBACK (busy_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "unwritten", G_CALLBACK (unwritten_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * troupe_runner_new:
 * @library: an open library
 * @providers: the providers there are
 * @client: the client to send with
 * @hosts: the person's hosts
 *
 * Returns: (transfer full): a runner; see troupe_runner_resume_async()
 */
TroupeRunner *
troupe_runner_new (TroupeLibrary   *library,
                   TroupeProviders *providers,
                   TroupeClient    *client,
                   TroupeHosts     *hosts)
{
  TroupeRunner *self;

  g_return_val_if_fail (TROUPE_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (TROUPE_IS_PROVIDERS (providers), NULL);
  g_return_val_if_fail (TROUPE_IS_CLIENT (client), NULL);
  g_return_val_if_fail (TROUPE_IS_HOSTS (hosts), NULL);

  self = g_object_new (TROUPE_TYPE_RUNNER, NULL);
  self->library = g_object_ref (library);
  self->providers = g_object_ref (providers);
  self->client = g_object_ref (client);
  self->hosts = g_object_ref (hosts);
  self->journal = troupe_journal_new (library);
  g_signal_connect_object (providers, "items-changed", G_CALLBACK (accounts_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "jobs-changed", G_CALLBACK (troupe_runner_look_for_wishes), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->journal, "process-ended", G_CALLBACK (process_ended_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * troupe_runner_get_client:
 * @self: a runner
 *
 * Returns: (transfer none): the client it sends with
 */
TroupeClient *
troupe_runner_get_client (TroupeRunner *self)
{
  g_return_val_if_fail (TROUPE_IS_RUNNER (self), NULL);

  return self->client;
}

/**
 * troupe_runner_get_library:
 * @self: a runner
 *
 * Returns: (transfer none): where its characters and videos are
 */
TroupeLibrary *
troupe_runner_get_library (TroupeRunner *self)
{
  g_return_val_if_fail (TROUPE_IS_RUNNER (self), NULL);

  return self->library;
}

/**
 * troupe_runner_get_hosts:
 * @self: a runner
 *
 * Returns: (transfer none): the hosts that cuts can go to
 */
TroupeHosts *
troupe_runner_get_hosts (TroupeRunner *self)
{
  g_return_val_if_fail (TROUPE_IS_RUNNER (self), NULL);

  return self->hosts;
}

/**
 * troupe_runner_get_waker:
 * @self: a runner
 *
 * Returns: (transfer none): what tells when it is time to ask providers again
 */
TroupeWaker *
troupe_runner_get_waker (TroupeRunner *self)
{
  g_return_val_if_fail (TROUPE_IS_RUNNER (self), NULL);

  return self->waker;
}

/**
 * troupe_runner_is_busy:
 * @self: a runner
 *
 * Returns: whether any job goes on here
 */
gboolean
troupe_runner_is_busy (TroupeRunner *self)
{
  g_return_val_if_fail (TROUPE_IS_RUNNER (self), FALSE);

  return troupe_job_queue_is_busy (self->queue);
}

/**
 * troupe_runner_resume_async:
 * @self: a runner that has done nothing yet
 * @cancellable: (nullable): looked at until it begins
 * @callback: called when the jobs go on
 * @user_data: for @callback
 *
 * Takes up what earlier runs left and no other process carries out, and from now on what others leave when they end.
 * What was not sent goes on, what was accepted is brought home, a paid call without an answer becomes unknown.
 */
void
troupe_runner_resume_async (TroupeRunner       *self,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TROUPE_IS_RUNNER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_runner_resume_async);
  troupe_journal_take_over_async (self->journal, NULL, cancellable, resumed_cb, g_steal_pointer (&task));
}

/**
 * troupe_runner_resume_finish:
 * @self: a runner
 * @result: the result
 *
 * Fails with `TROUPE_LIBRARY_ERROR`.
 *
 * Returns: whether the journal could be read
 */
gboolean
troupe_runner_resume_finish (TroupeRunner *self,
                             GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_runner_resume_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * troupe_runner_create_character_async:
 * @self: a runner
 * @draft: what the person chose
 * @cancellable: (nullable): looked at until it begins; later see troupe_runner_cancel()
 * @callback: called when the character stands in the library
 * @user_data: for @callback
 *
 * Makes a character. It is in state MAKING at @callback, and its properties tell how it goes on.
 */
void
troupe_runner_create_character_async (TroupeRunner               *self,
                                      const TroupeCharacterDraft *draft,
                                      GCancellable               *cancellable,
                                      GAsyncReadyCallback         callback,
                                      gpointer                    user_data)
{
  g_autoptr (GTask) task = NULL;
  TroupeProvider *provider;
  Creation *creation;

  g_return_if_fail (TROUPE_IS_RUNNER (self));
  g_return_if_fail (draft != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_runner_create_character_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  provider = check_draft (self, draft, task);
  if (provider == NULL)
    return;

  g_task_set_check_cancellable (task, FALSE);
  creation = creation_new (self, draft, provider);
  g_task_set_task_data (task, creation, (GDestroyNotify) creation_free);
  troupe_journal_add_async (self->journal, creation->job, &creation->seed,
                            added_cb, g_steal_pointer (&task));
}

/**
 * troupe_runner_create_character_finish:
 * @self: a runner
 * @result: the result
 *
 * Fails with the errors of troupe_character_draft_check(), with `TROUPE_JOB_ERROR_PROVIDER`,
 * `TROUPE_JOB_ERROR_OPEN` and `TROUPE_LIBRARY_ERROR`; the library is as it was then.
 *
 * Returns: (transfer full): the character
 */
TroupeCharacter *
troupe_runner_create_character_finish (TroupeRunner *self,
                                       GAsyncResult *result,
                                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result,
                                                  troupe_runner_create_character_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * troupe_runner_cancel:
 * @self: a runner
 * @id: a character, a video or a job
 *
 * Stops the making of it before anything is paid; a character goes into the trash.
 *
 * Returns: `FALSE` when it is too late, or when it is not being made here
 */
gboolean
troupe_runner_cancel (TroupeRunner *self,
                      const char   *id)
{
  g_return_val_if_fail (TROUPE_IS_RUNNER (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return troupe_job_queue_cancel (self->queue, id);
}

/**
 * troupe_runner_dry_run_async:
 * @self: a runner
 * @draft: what the person chose
 * @cancellable: (nullable): a cancellable
 * @callback: called with the requests
 * @user_data: for @callback
 *
 * Builds the very requests that would be sent, and sends none of them.
 */
void
troupe_runner_dry_run_async (TroupeRunner               *self,
                             const TroupeCharacterDraft *draft,
                             GCancellable               *cancellable,
                             GAsyncReadyCallback         callback,
                             gpointer                    user_data)
{
  g_autoptr (GTask) task = NULL;
  TroupeProvider *provider;

  g_return_if_fail (TROUPE_IS_RUNNER (self));
  g_return_if_fail (draft != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_runner_dry_run_async);
  provider = check_draft (self, draft, task);
  if (provider != NULL)
    troupe_dry_run_async (draft, provider, self->client, self->hosts, cancellable,
                          dry_run_cb, g_steal_pointer (&task));
}

/**
 * troupe_runner_dry_run_finish:
 * @self: a runner
 * @result: the result
 *
 * Fails with the errors of troupe_character_draft_check(), with `TROUPE_JOB_ERROR_PROVIDER`, and
 * with those of cutting and of troupe_request_new().
 *
 * Returns: (transfer full): an object with `request`, and `upload` where one comes before it
 */
JsonNode *
troupe_runner_dry_run_finish (TroupeRunner *self,
                              GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_runner_dry_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
