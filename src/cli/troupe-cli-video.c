/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli-video.h"

#include "troupe-cli-provider.h"
#include "troupe-job-error.h"
#include "troupe-job-problem.h"

/**
 * troupe_cli_video_new:
 * @cli: a run of a command
 *
 * Returns: (transfer full): what it works with; the library is not open yet
 */
TroupeCliVideo *
troupe_cli_video_new (TroupeCli *cli)
{
  TroupeCliVideo *self = g_new0 (TroupeCliVideo, 1);

  self->cli = cli;
  self->library = troupe_library_new (NULL);
  self->providers = troupe_providers_new ();
  self->hosts = troupe_hosts_new ();
  self->client = troupe_client_new ();
  self->runner = troupe_runner_new (self->library, self->providers, self->client, self->hosts);
  return self;
}

static void
close_all (TroupeCliVideo *self)
{
  g_clear_object (&self->runner);
  g_clear_object (&self->client);
  g_clear_object (&self->hosts);
  g_clear_object (&self->providers);
  troupe_library_close (self->library);
  g_clear_object (&self->library);
  g_free (self->id);
  g_free (self->text);
  g_free (self);
}

/**
 * troupe_cli_video_end:
 * @self: (transfer full): what a command works with
 * @document: (transfer full) (nullable): the result
 * @error: (transfer full) (nullable): why there is none
 *
 * Ends the command.
 */
void
troupe_cli_video_end (TroupeCliVideo *self,
                      JsonObject     *document,
                      GError         *error)
{
  if (self->text != NULL)
    troupe_cli_print (self->cli, self->text);
  else if (document != NULL)
    troupe_cli_find (self->cli, document, !self->is_bad);
  else
    troupe_cli_fail (self->cli, error);
  close_all (self);
}

/* The provider has it, and cannot be asked about it. */
static void
keep (TroupeCliVideo       *self,
      const TroupeVideoRow *row)
{
  g_autofree char *command = troupe_cli_provider_dup_follow ("video", row->id, self->provider, self->base);

  troupe_cli_keep (self->cli, row->problem, command);
  close_all (self);
}

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

/**
 * troupe_cli_video_describe:
 * @row: a video
 *
 * Returns: (transfer full): the video, with an absolute path
 */
JsonObject *
troupe_cli_video_describe (const TroupeVideoRow *row)
{
  JsonObject *object = json_object_new ();

  set_text (object, "id", row->id);
  set_text (object, "provider", row->provider_id);
  set_text (object, "state", troupe_job_state_to_word (row->state));
  set_text (object, "job", row->remote_id);
  set_text (object, "prompt", row->prompt);
  set_text (object, "file", row->file);
  json_object_set_int_member (object, "size", (gint64) row->size_bytes);
  set_text (object, "problem", row->problem != NULL ? row->problem->message : NULL);
  return object;
}

static GError *
problem_to_error (const TroupeVideoRow *row)
{
  if (row->state == TROUPE_JOB_STATE_CANCELLED)
    return g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "video %s was stopped; nothing was paid", row->id);
  if (row->problem == NULL)
    return g_error_new (TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_STATE, "video %s is %s; nobody follows it here",
                        row->id, troupe_job_state_to_word (row->state));
  return troupe_job_problem_to_error (row->problem);
}

static gboolean
copy_file (TroupeCliVideo       *self,
           const TroupeVideoRow *row,
           GError              **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) output = NULL;

  if (self->output == NULL)
    return TRUE;
  file = g_file_new_for_path (row->file);
  output = g_file_new_for_commandline_arg (self->output);
  return g_file_copy (file, output, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  TroupeCliVideo *self = user_data;
  g_autoptr (GPtrArray) videos = NULL;
  const TroupeVideoRow *row;
  JsonObject *document;
  GError *error = NULL;

  videos = troupe_runner_load_videos_finish (self->runner, result, &error);
  row = videos != NULL ? g_ptr_array_index (videos, 0) : NULL;
  if (row != NULL && row->problem != NULL && troupe_job_state_is_live (row->state))
    {
      keep (self, row);
      return;
    }
  if (row != NULL && row->file == NULL)
    error = problem_to_error (row);
  if (error != NULL || !copy_file (self, row, &error))
    {
      troupe_cli_video_end (self, NULL, error);
      return;
    }

  document = json_object_new ();
  json_object_set_object_member (document, "video", troupe_cli_video_describe (row));
  troupe_cli_video_end (self, document, NULL);
}

static void
busy_cb (TroupeCliVideo *self)
{
  if (troupe_runner_is_busy (self->runner))
    return;

  g_signal_handlers_disconnect_by_data (self->runner, self);
  g_clear_pointer (&self->attention, troupe_cli_attention_free);
  troupe_runner_load_videos_async (self->runner, self->id, loaded_cb, self);
}

/**
 * troupe_cli_video_wait:
 * @self: what a command works with, with the id of a video
 *
 * Waits until the video is here or cannot be had, then ends the command.
 */
void
troupe_cli_video_wait (TroupeCliVideo *self)
{
  self->attention = troupe_cli_attention_new (self->runner, self->id);
  g_signal_connect_swapped (self->runner, "notify::busy", G_CALLBACK (busy_cb), self);
  busy_cb (self);
}
