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
  g_clear_object (&self->video);
  g_clear_pointer (&self->videos, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_error (&self->error);
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
keep (TroupeCliVideo *self,
      TroupeVideo    *video)
{
  g_autofree char *command = NULL;

  command = troupe_cli_provider_dup_follow ("video", self->id, self->provider, self->base);
  troupe_cli_keep (self->cli, troupe_video_get_problem (video), command);
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

static JsonArray *
describe_cast (TroupeVideo *video)
{
  const char *const *cast = troupe_video_get_cast (video);
  JsonArray *array = json_array_new ();

  for (guint i = 0; cast[i] != NULL; i++)
    json_array_add_string_element (array, cast[i]);
  return array;
}

/**
 * troupe_cli_video_describe:
 * @video: a video
 *
 * Returns: (transfer full): the video, with an absolute path
 */
JsonObject *
troupe_cli_video_describe (TroupeVideo *video)
{
  JsonObject *object = json_object_new ();
  GFile *file = troupe_video_get_file (video);
  const TroupeProblem *problem = troupe_video_get_problem (video);

  set_text (object, "id", troupe_video_get_id (video));
  set_text (object, "provider", troupe_video_get_provider_id (video));
  set_text (object, "state", troupe_video_get_job_state (video));
  set_text (object, "job", troupe_video_get_remote_id (video));
  set_text (object, "prompt", troupe_video_get_prompt (video));
  json_object_set_array_member (object, "cast", describe_cast (video));
  json_object_set_boolean_member (object, "starred", troupe_video_is_starred (video));
  set_text (object, "file", file != NULL ? g_file_peek_path (file) : NULL);
  json_object_set_int_member (object, "size", (gint64) troupe_video_get_size_bytes (video));
  json_object_set_double_member (object, "seconds", (double) troupe_video_get_duration_ns (video) / 1e9);
  json_object_set_int_member (object, "width", troupe_video_get_width (video));
  json_object_set_int_member (object, "height", troupe_video_get_height (video));
  set_text (object, "problem", problem != NULL ? problem->message : NULL);
  return object;
}

static GError *
problem_to_error (TroupeVideo *video)
{
  const TroupeProblem *problem = troupe_video_get_problem (video);
  const char *id = troupe_video_get_id (video);

  if (troupe_video_get_state (video) == TROUPE_VIDEO_STATE_STOPPED)
    return g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                        troupe_video_get_remote_id (video) == NULL ? "video %s was stopped; nothing was paid"
                                                                   : "video %s was stopped by its provider", id);
  if (problem == NULL)
    return g_error_new (TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_STATE, "video %s is %s; nobody follows it here",
                        id, troupe_video_get_job_state (video));
  return troupe_job_problem_to_error (problem);
}

static void
succeed (TroupeCliVideo *self)
{
  JsonObject *document = json_object_new ();

  json_object_set_object_member (document, "video", troupe_cli_video_describe (self->video));
  troupe_cli_video_end (self, document, NULL);
}

static void
copied_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  TroupeCliVideo *self = user_data;
  GError *error = NULL;

  if (troupe_video_copy_finish (result, &error))
    succeed (self);
  else
    troupe_cli_video_end (self, NULL, error);
}

/**
 * troupe_cli_video_give:
 * @self: what a command works with
 * @video: (transfer full): a video
 *
 * Tells about a video, after it was copied to where it is wanted; ends the command.
 */
void
troupe_cli_video_give (TroupeCliVideo *self,
                       TroupeVideo    *video)
{
  g_autoptr (GFile) output = NULL;

  self->video = video;
  if (self->output == NULL)
    {
      succeed (self);
      return;
    }
  if (troupe_video_get_file (video) == NULL)
    {
      troupe_cli_video_end (self, NULL, problem_to_error (video));
      return;
    }

  output = g_file_new_for_commandline_arg (self->output);
  troupe_video_copy_async (video, output, NULL, copied_cb, self);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  TroupeCliVideo *self = user_data;
  g_autoptr (TroupeVideo) video = NULL;
  GError *error = NULL;

  video = troupe_library_load_video_finish (TROUPE_LIBRARY (source), result, &error);
  if (video != NULL && troupe_video_get_problem (video) != NULL &&
      troupe_video_get_state (video) == TROUPE_VIDEO_STATE_MAKING)
    {
      keep (self, video);
      return;
    }
  if (video != NULL && troupe_video_get_file (video) == NULL)
    error = problem_to_error (video);
  if (error == NULL)
    troupe_cli_video_give (self, g_steal_pointer (&video));
  else
    troupe_cli_video_end (self, NULL, error);
}

static void load_next (TroupeCliVideo *self);

/* The first that has no file tells why. */
static void
next_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  TroupeCliVideo *self = user_data;
  GError *error = NULL;
  TroupeVideo *video = troupe_library_load_video_finish (TROUPE_LIBRARY (source), result, &error);

  if (video != NULL)
    g_ptr_array_add (self->videos, video);
  if (video != NULL && troupe_video_get_file (video) == NULL)
    error = problem_to_error (video);
  if (self->error == NULL)
    self->error = error;
  else
    g_clear_error (&error);
  load_next (self);
}

static void
load_next (TroupeCliVideo *self)
{
  JsonObject *document;
  JsonArray *array;

  if (self->videos->len < self->ids->len && self->error == NULL)
    {
      troupe_library_load_video_async (self->library, g_ptr_array_index (self->ids, self->videos->len), NULL,
                                       next_loaded_cb, self);
      return;
    }
  if (self->error != NULL)
    {
      troupe_cli_video_end (self, NULL, g_steal_pointer (&self->error));
      return;
    }

  array = json_array_new ();
  for (guint i = 0; i < self->videos->len; i++)
    json_array_add_object_element (array, troupe_cli_video_describe (g_ptr_array_index (self->videos, i)));
  document = json_object_new ();
  json_object_set_array_member (document, "videos", array);
  troupe_cli_video_end (self, document, NULL);
}

static void
busy_cb (TroupeCliVideo *self)
{
  if (troupe_runner_is_busy (self->runner))
    return;

  g_signal_handlers_disconnect_by_data (self->runner, self);
  g_clear_pointer (&self->attention, troupe_cli_attention_free);
  if (self->ids != NULL && (self->ids->len > 1 || self->error != NULL))
    {
      self->videos = g_ptr_array_new_with_free_func (g_object_unref);
      load_next (self);
      return;
    }
  troupe_library_load_video_async (self->library, self->id, NULL, loaded_cb, self);
}

/**
 * troupe_cli_video_wait:
 * @self: what a command works with, with the id of a video, or of several
 *
 * Waits until what is wanted is here or cannot be had, then ends the command.
 */
void
troupe_cli_video_wait (TroupeCliVideo *self)
{
  if (self->ids != NULL)
    g_set_str (&self->id, g_ptr_array_index (self->ids, 0));
  self->attention = troupe_cli_attention_new (self->runner, self->id);
  g_signal_connect_swapped (self->runner, "notify::busy", G_CALLBACK (busy_cb), self);
  busy_cb (self);
}
