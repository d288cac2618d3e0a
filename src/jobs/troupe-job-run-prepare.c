/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-run-private.h"

#include "troupe-address-probe.h"
#include "troupe-character-order.h"
#include "troupe-job-base.h"
#include "troupe-library-private.h"
#include "troupe-preparation.h"
#include "troupe-provider-error.h"

/**
 * troupe_job_run_fail:
 * @self: a run before the paid call
 * @error: why it cannot go on
 *
 * Ends it. What was stopped half way fails in words of its own, and was cancelled nevertheless.
 */
void
troupe_job_run_fail (TroupeJobRun *self,
                     const GError *error)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    troupe_job_run_step (self, TROUPE_JOB_EVENT_CANCEL);
  else
    troupe_job_run_step_with_problem (self, TROUPE_JOB_EVENT_FAIL, error);
}

/**
 * troupe_job_run_submit:
 * @self: a run whose clip is within the provider's reach
 *
 * Begins the paid call: it is on the disk before anything leaves.
 */
void
troupe_job_run_submit (TroupeJobRun *self)
{
  g_autoptr (GError) error = NULL;
  TroupeRequest *request = NULL;

  if (!g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    request = troupe_character_order_new (self->provider, self->job, self->export, &error);
  if (request != NULL)
    troupe_job_run_commit (self, request);
  else
    troupe_job_run_fail (self, error);
}

/**
 * troupe_job_run_commit:
 * @self: a run before the paid call
 * @request: (transfer full): the paid call
 *
 * Writes the paid call down; from then on it cannot be stopped. It is not sent where the account got another address
 * while it was prepared.
 */
void
troupe_job_run_commit (TroupeJobRun  *self,
                       TroupeRequest *request)
{
  g_autoptr (JsonNode) json = troupe_request_to_json (request);
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->request);
  self->request = request;
  if (!troupe_job_base_check (self->job, self->account, &error))
    {
      troupe_job_run_hold (self, error);
      return;
    }
  troupe_job_run_next_step (self)->request = json_to_string (json, FALSE);
  self->is_committed = TRUE;
  troupe_job_run_step (self, TROUPE_JOB_EVENT_SUBMIT);
}

static void
address_probed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (TroupeAddressProbe) probe = NULL;
  g_autoptr (GError) error = NULL;

  probe = troupe_address_probe_finish (result, &error);
  if (probe != NULL && probe->verdict == TROUPE_ADDRESS_REFUSED)
    error = troupe_address_probe_to_error (probe);
  if (error != NULL)
    troupe_job_run_fail (self, error);
  else
    troupe_job_run_submit (self);
}

/**
 * troupe_job_run_probe:
 * @self: a run whose clip has an address
 * @address: the address
 *
 * Looks at the address as the provider will, and only then lets it be paid for.
 */
void
troupe_job_run_probe (TroupeJobRun *self,
                      const char   *address)
{
  troupe_job_run_set_looking (self);
  troupe_address_probe_async (address, troupe_provider_get_base (self->provider), self->cancellable,
                              address_probed_cb, g_object_ref (self));
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (GError) error = NULL;

  self->export = troupe_export_finish (result, &error);
  if (self->export != NULL)
    self->exported (self);
  else
    troupe_job_run_fail (self, error);
}

/**
 * troupe_job_run_export:
 * @self: a run whose cut is there
 * @then: called when it is in the form in which it travels
 *
 * Gives the cut the form that the provider takes.
 */
void
troupe_job_run_export (TroupeJobRun *self,
                       void        (*then) (TroupeJobRun *self))
{
  GFile *media = troupe_library_get_media (self->library);
  const TroupeRange *range = &self->job->range;
  g_autoptr (GFile) cut = g_file_resolve_relative_path (media, self->job->clip_file);
  g_autoptr (GFile) folder = g_file_get_parent (cut);

  self->exported = then;
  troupe_export_async (cut, self->job->is_again ? self->job->kept_ns : range->end_ns - range->start_ns,
                       self->job->is_again ? range : NULL, troupe_provider_get_profile (self->provider), self->way, folder,
                       self->cancellable, exported_cb, g_object_ref (self));
}

/* Nothing is made at the provider and nothing paid: the clip goes along with every video. */
static void
finish_inline (TroupeJobRun *self)
{
  troupe_job_run_next_step (self)->identity = troupe_identity_new (self->job->provider_id, "", "",
                                                                   NULL, g_get_real_time ());
  troupe_job_run_step (self, TROUPE_JOB_EVENT_FINISH);
}

static void
go_on (TroupeJobRun *self)
{
  g_autoptr (GError) error = NULL;

  switch (self->way)
    {
    case TROUPE_WAY_NONE:
      error = g_error_new (TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_SOURCE,
                           "%s: the clip has no way there any more",
                           troupe_provider_get_id (self->provider));
      troupe_job_run_fail (self, error);
      break;

    case TROUPE_WAY_ADDRESS:
      troupe_job_run_probe (self, self->job->address);
      break;

    case TROUPE_WAY_TASK:
      troupe_job_run_submit (self);
      break;

    case TROUPE_WAY_PART:
    case TROUPE_WAY_DATA:
    case TROUPE_WAY_PICTURE:
      troupe_job_run_export (self, troupe_job_run_submit);
      break;

    case TROUPE_WAY_UPLOAD:
    case TROUPE_WAY_HOST:
      troupe_job_run_step (self, TROUPE_JOB_EVENT_PUBLISH);
      break;
    }
}

static void
ready_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!troupe_client_ready_finish (TROUPE_CLIENT (source), result, &error) ||
      g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    troupe_job_run_fail (self, error);
  else if (troupe_profile_get_kind (troupe_provider_get_profile (self->provider)) ==
           TROUPE_KIND_INLINE)
    finish_inline (self);
  else
    go_on (self);
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (GError) error = NULL;
  TroupeJobStep *prepared = troupe_job_run_next_step (self);

  if (!troupe_preparation_run_finish (result, &prepared->clip_file, &prepared->stills, &error))
    {
      troupe_job_run_fail (self, error);
      return;
    }

  /* What comes before the next step needs it already. */
  g_set_str (&self->job->clip_file, prepared->clip_file);
  troupe_job_run_report (self, 0.3);
  troupe_client_ready_async (self->client, self->provider, self->cancellable,
                             ready_cb, g_object_ref (self));
}

/**
 * troupe_job_run_prepare:
 * @self: a run whose job is being prepared
 *
 * Cuts the clip and takes the pictures, unless an earlier try did.
 */
void
troupe_job_run_prepare (TroupeJobRun *self)
{
  TroupeProfile *profile = troupe_provider_get_profile (self->provider);

  self->way = troupe_way_choose (profile, self->job->source, self->job->host_id);
  if (self->job->clip_file != NULL && self->job->n_stills > 0)
    troupe_client_ready_async (self->client, self->provider, self->cancellable,
                               ready_cb, g_object_ref (self));
  else
    troupe_preparation_run_async (self->job, troupe_profile_get_short_edge (profile),
                                  troupe_library_get_media (self->library), self->cancellable,
                                  prepared_cb, g_object_ref (self));
}
