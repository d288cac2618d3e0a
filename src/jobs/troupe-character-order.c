/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-character-order.h"

static TroupeRange
sent_range (TroupeSource       source,
            const TroupeRange *range)
{
  return source == TROUPE_SOURCE_FILE ? troupe_range_rebased (range) : *range;
}

/**
 * troupe_character_order_dup_range_text:
 * @provider: who is to make it
 * @source: how the clip reaches it
 * @range: the part of the clip, in the clip's own time
 *
 * Tells the very text that is sent as the range.
 *
 * Returns: (transfer full): the range, from 0 when the file is cut first
 */
char *
troupe_character_order_dup_range_text (TroupeProvider    *provider,
                                       TroupeSource       source,
                                       const TroupeRange *range)
{
  TroupeRange sent = sent_range (source, range);
  TroupeSpan span;

  troupe_provider_get_span (provider, source, &span);
  return troupe_range_format (&sent, &span);
}

/* The text of the range without its comma, and the length in the same form */
static void
set_range (TroupeValues    *values,
           TroupeProvider  *provider,
           const TroupeJob *job)
{
  const TroupeRange length = { 0, job->range.end_ns - job->range.start_ns };
  g_autofree char *text = NULL;
  g_autofree char *length_text = NULL;
  g_auto (GStrv) edges = NULL;

  text = troupe_character_order_dup_range_text (provider, job->source, &job->range);
  length_text = troupe_character_order_dup_range_text (provider, job->source, &length);
  edges = g_strsplit (text, ",", 2);

  troupe_values_set (values, "range.text", text);
  troupe_values_set (values, "range.start", edges[0]);
  troupe_values_set (values, "range.end", edges[1]);
  troupe_values_set (values, "range.length", strchr (length_text, ',') + 1);
}

static void
set_clip (TroupeValues    *values,
          const TroupeJob *job,
          TroupeExport    *export)
{
  if (export != NULL)
    troupe_export_set_values (export, values);
  switch (job->source)
    {
    case TROUPE_SOURCE_URL:
      troupe_values_set (values, "clip.url", job->address);
      break;

    case TROUPE_SOURCE_TASK:
      troupe_values_set (values, "clip.task", job->task_id);
      break;

    case TROUPE_SOURCE_FILE:
      if (job->published != NULL)
        troupe_values_set (values, "clip.url", job->published);
      break;
    }
}

/**
 * troupe_character_order_new_upload:
 * @provider: a provider that is ready
 * @job: a job whose clip goes there as a file
 * @export: the cut in the form that travels
 *
 * Builds the request that uploads the cut.
 *
 * Fails with the errors of troupe_request_new().
 *
 * Returns: (transfer full): the request
 */
TroupeRequest *
troupe_character_order_new_upload (TroupeProvider  *provider,
                                   const TroupeJob *job,
                                   TroupeExport    *export,
                                   GError         **error)
{
  g_autoptr (TroupeValues) values = troupe_values_new ();

  troupe_export_set_values (export, values);
  set_range (values, provider, job);
  return troupe_request_new (provider, "upload", values, error);
}

/**
 * troupe_character_order_new:
 * @provider: a provider that is ready
 * @job: a job whose clip is within the provider's reach
 * @export: (nullable): what travels with the call
 *
 * Builds the paid call.
 *
 * Fails with the errors of troupe_request_new().
 *
 * Returns: (transfer full): the request
 */
TroupeRequest *
troupe_character_order_new (TroupeProvider  *provider,
                            const TroupeJob *job,
                            TroupeExport    *export,
                            GError         **error)
{
  g_autoptr (TroupeValues) values = troupe_values_new ();

  set_clip (values, job, export);
  set_range (values, provider, job);
  troupe_values_set (values, "character.name", job->alias);
  troupe_values_set (values, "job.key", job->key);
  return troupe_request_new (provider, "create-character", values, error);
}

/**
 * troupe_character_order_new_video:
 * @provider: a provider of the inline kind that is ready
 * @job: a job whose clip is within the provider's reach
 * @export: (nullable): what travels with the call
 * @prompt: what the person writes after the mention
 *
 * Builds the call for a video with nothing in it but the character.
 *
 * Fails with the errors of troupe_request_new().
 *
 * Returns: (transfer full): the request
 */
TroupeRequest *
troupe_character_order_new_video (TroupeProvider  *provider,
                                  const TroupeJob *job,
                                  TroupeExport    *export,
                                  const char      *prompt,
                                  GError         **error)
{
  TroupeProfile *profile = troupe_provider_get_profile (provider);
  g_autoptr (TroupeValues) values = troupe_values_new ();
  g_autoptr (TroupeValues) item = troupe_values_new ();
  g_autofree char *mention = NULL;
  g_autofree char *text = NULL;

  set_clip (item, job, export);
  set_range (item, provider, job);
  troupe_values_set (item, "name", job->alias);
  troupe_values_add_item (values, item);

  mention = troupe_profile_format_mention (profile, "", job->alias != NULL ? job->alias : "", "", 0);
  text = g_strconcat (mention, prompt, NULL);
  troupe_values_set (values, "video.prompt", text);
  troupe_values_set (values, "job.key", job->key);
  return troupe_request_new (provider, "create-video", values, error);
}
