/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-character-draft.h"

#include "troupe-character-order.h"
#include "troupe-origin.h"
#include "troupe-provider-error.h"
#include "troupe-way.h"

/**
 * troupe_character_draft_new:
 * @clip: a clip
 * @range: the part of it that is the character
 * @provider_id: who is to make it
 *
 * Makes a draft. The provider is given the address of a remote clip, else the file; see
 * troupe_character_draft_choose_source().
 *
 * Returns: (transfer full): a draft
 */
TroupeCharacterDraft *
troupe_character_draft_new (TroupeClip        *clip,
                            const TroupeRange *range,
                            const char        *provider_id)
{
  TroupeCharacterDraft *self;

  g_return_val_if_fail (TROUPE_IS_CLIP (clip), NULL);
  g_return_val_if_fail (range != NULL, NULL);
  g_return_val_if_fail (provider_id != NULL, NULL);

  self = g_new0 (TroupeCharacterDraft, 1);
  self->clip = g_object_ref (clip);
  self->range = *range;
  self->provider_id = g_strdup (provider_id);
  self->source = TROUPE_SOURCE_FILE;
  if (troupe_clip_get_kind (clip) == TROUPE_CLIP_KIND_REMOTE)
    {
      self->source = TROUPE_SOURCE_URL;
      self->address = g_strdup (troupe_clip_get_uri (clip));
    }
  return self;
}

/**
 * troupe_character_draft_copy:
 * @self: a draft
 *
 * Returns: (transfer full): the same draft once more
 */
TroupeCharacterDraft *
troupe_character_draft_copy (const TroupeCharacterDraft *self)
{
  TroupeCharacterDraft *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  g_object_ref (copy->clip);
  copy->provider_id = g_strdup (self->provider_id);
  copy->alias = g_strdup (self->alias);
  copy->address = g_strdup (self->address);
  copy->task_id = g_strdup (self->task_id);
  copy->host_id = g_strdup (self->host_id);
  copy->character_id = g_strdup (self->character_id);
  return copy;
}

/**
 * troupe_character_draft_free:
 * @self: (transfer full): a draft
 *
 * Frees a draft.
 */
void
troupe_character_draft_free (TroupeCharacterDraft *self)
{
  g_clear_object (&self->clip);
  g_free (self->provider_id);
  g_free (self->alias);
  g_free (self->address);
  g_free (self->task_id);
  g_free (self->host_id);
  g_free (self->character_id);
  g_free (self);
}

/**
 * troupe_character_draft_choose_source:
 * @self: a draft
 * @profile: of its provider
 *
 * Chooses how the clip reaches the provider: by its task where one is named, as a file where a host
 * is named, by its address where it has one and the provider fetches such, else as a file. What was chosen may still be something
 * that the provider does not take; troupe_character_draft_check() tells.
 */
void
troupe_character_draft_choose_source (TroupeCharacterDraft *self,
                                      TroupeProfile        *profile)
{
  TroupeSource taken;

  g_return_if_fail (self != NULL);
  g_return_if_fail (TROUPE_IS_PROFILE (profile));

  taken = troupe_profile_get_sources (profile);
  if (self->task_id != NULL)
    self->source = TROUPE_SOURCE_TASK;
  else if (self->host_id != NULL)
    self->source = TROUPE_SOURCE_FILE;
  else if (self->address != NULL && ((taken & TROUPE_SOURCE_URL) || !(taken & TROUPE_SOURCE_FILE)))
    self->source = TROUPE_SOURCE_URL;
  else
    self->source = TROUPE_SOURCE_FILE;
}

/**
 * troupe_character_draft_choose_host:
 * @self: a draft with its source
 * @profile: of its provider
 * @host: (nullable): the host that clips usually go to
 *
 * Lets a file go to @host where there is no other way to the provider. A host that was chosen already
 * stays.
 */
void
troupe_character_draft_choose_host (TroupeCharacterDraft *self,
                                    TroupeProfile        *profile,
                                    TroupeHost           *host)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (TROUPE_IS_PROFILE (profile));
  g_return_if_fail (host == NULL || TROUPE_IS_HOST (host));

  if (host != NULL && self->host_id == NULL && self->source == TROUPE_SOURCE_FILE &&
      troupe_way_choose (profile, self->source, NULL) == TROUPE_WAY_NONE)
    self->host_id = g_strdup (troupe_host_get_id (host));
}

/**
 * troupe_character_draft_dup_range_text:
 * @self: a draft
 * @provider: its provider
 *
 * Tells the very text that is sent as the range.
 *
 * Returns: (transfer full): the range as the provider reads it, from 0 when the file is cut first
 */
char *
troupe_character_draft_dup_range_text (const TroupeCharacterDraft *self,
                                       TroupeProvider             *provider)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (TROUPE_IS_PROVIDER (provider), NULL);

  return troupe_character_order_dup_range_text (provider, self->source, &self->range);
}

static gboolean
fail (GError            **error,
      TroupeProviderError code,
      TroupeProvider     *provider,
      const char         *what)
{
  g_set_error (error, TROUPE_PROVIDER_ERROR, code, "%s: %s",
               troupe_provider_get_name (provider), what);
  return FALSE;
}

static gboolean
check_source (const TroupeCharacterDraft *self,
              TroupeProvider             *provider,
              GError                    **error)
{
  if (troupe_way_choose (troupe_provider_get_profile (provider), self->source, self->host_id) !=
      TROUPE_WAY_NONE)
    return TRUE;

  switch (self->source)
    {
    case TROUPE_SOURCE_URL:
      return fail (error, TROUPE_PROVIDER_ERROR_SOURCE, provider, "takes no address of a clip");

    case TROUPE_SOURCE_TASK:
      return fail (error, TROUPE_PROVIDER_ERROR_SOURCE, provider, "takes no task of its own");

    case TROUPE_SOURCE_FILE:
      return fail (error, TROUPE_PROVIDER_ERROR_SOURCE, provider,
                   troupe_profile_takes_address (troupe_provider_get_profile (provider))
                   ? "takes no file; it needs a public address of the clip, or a host that gives it one"
                   : "takes only videos that were made with the same account");
    }
  g_return_val_if_reached (FALSE);
}

/* Of a task nothing is known here. */
static gboolean
check_sound (const TroupeCharacterDraft *self,
             TroupeProvider             *provider,
             GError                    **error)
{
  if (troupe_profile_get_audio (troupe_provider_get_profile (provider)) != TROUPE_AUDIO_NEEDED ||
      self->source == TROUPE_SOURCE_TASK || troupe_clip_get_audio_codec (self->clip) != NULL)
    return TRUE;

  return fail (error, TROUPE_PROVIDER_ERROR_SOURCE, provider, "takes only clips that have sound");
}

/**
 * troupe_character_draft_check:
 * @self: a draft
 * @provider: its provider
 *
 * Checks whether the draft can be sent.
 *
 * Fails with `TROUPE_PROVIDER_ERROR_SOURCE` when the provider does not take such a source, with
 * `TROUPE_PROVIDER_ERROR_VALUE` when the address or the task is missing, and with
 * `TROUPE_CLIP_ERROR_TOO_SHORT` or `RANGE` when the range does not fit.
 *
 * Returns: whether it can
 */
gboolean
troupe_character_draft_check (const TroupeCharacterDraft *self,
                              TroupeProvider             *provider,
                              GError                    **error)
{
  TroupeSpan span;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (TROUPE_IS_PROVIDER (provider), FALSE);

  if (!check_source (self, provider, error) || !check_sound (self, provider, error))
    return FALSE;
  if (self->source == TROUPE_SOURCE_URL && !troupe_origin_is_address (self->address))
    return fail (error, TROUPE_PROVIDER_ERROR_VALUE, provider,
                 "needs an address of the clip that begins with http:// or https://");
  if (self->source == TROUPE_SOURCE_TASK && (self->task_id == NULL || *self->task_id == '\0'))
    return fail (error, TROUPE_PROVIDER_ERROR_VALUE, provider, "needs the id of a task");

  troupe_provider_get_span (provider, self->source, &span);
  return troupe_range_check (&self->range, &span, troupe_clip_get_duration_ns (self->clip), error);
}

/**
 * troupe_character_draft_to_job:
 * @self: a draft
 *
 * Makes a job of the draft, for a character that does not exist yet unless the draft names it. Without an alias of the
 * person's the job has none until the character has one.
 *
 * Returns: (transfer full): a job in state draft
 */
TroupeJob *
troupe_character_draft_to_job (const TroupeCharacterDraft *self)
{
  TroupeJob *job;

  g_return_val_if_fail (self != NULL, NULL);

  job = troupe_job_new ();
  job->id = g_uuid_string_random ();
  job->is_again = self->character_id != NULL;
  job->character_id = job->is_again ? g_strdup (self->character_id) : g_uuid_string_random ();
  job->key = g_strdup (job->id);
  job->provider_id = g_strdup (self->provider_id);
  job->state = TROUPE_JOB_STATE_DRAFT;
  job->clip_uri = g_strdup (troupe_clip_get_uri (self->clip));
  job->media_uri = g_strdup (troupe_clip_get_media_uri (self->clip));
  job->range = self->range;
  job->source = self->source;
  job->address = g_strdup (self->address);
  job->task_id = g_strdup (self->task_id);
  job->host_id = g_strdup (self->host_id);
  job->alias = g_strdup (self->alias);
  return job;
}
