/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli-video.h"

#include <glib/gi18n.h>

#include "troupe-cli-key.h"
#include "troupe-cli-provider.h"
#include "troupe-job-error.h"
#include "troupe-library-private.h"
#include "troupe-runner-delete.h"

static char *output;
static char *provider_id;
static char *base;
static char *search;
static gboolean restores;
static gboolean at_provider;

static const GOptionEntry list_options[] = {
  { "search", 0, 0, G_OPTION_ARG_STRING, &search, N_("Words of the prompt, or names of the cast"), "TEXT" },
  { "provider", 0, 0, G_OPTION_ARG_STRING, &provider_id, N_("Who makes it"), "ID" },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry delete_options[] = {
  { "undo", 0, 0, G_OPTION_ARG_NONE, &restores, N_("Take it out of the trash again"), NULL },
  { "at-provider", 0, 0, G_OPTION_ARG_NONE, &at_provider,
    N_("Have its provider delete its copy first, for good"), NULL },
  { "base", 0, 0, G_OPTION_ARG_STRING, &base, N_("Another base address of the provider"), "URL" },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry follow_options[] = {
  { "provider", 0, 0, G_OPTION_ARG_STRING, &provider_id, N_("Who makes it"), "ID" },
  { "base", 0, 0, G_OPTION_ARG_STRING, &base, N_("Another base address of the provider"), "URL" },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_("Where the file is wanted, too"), "FILE" },
  G_OPTION_ENTRY_NULL
};

static void
list_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  TroupeCliVideo *self = user_data;
  JsonObject *document;
  JsonArray *array;
  GError *error = NULL;

  if (!troupe_library_load_videos_finish (TROUPE_LIBRARY (source), result, &error))
    {
      troupe_cli_video_end (self, NULL, error);
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
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  TroupeCliVideo *self = user_data;
  g_autoptr (GPtrArray) ids = NULL;
  GError *error = NULL;

  ids = troupe_library_find_videos_finish (self->library, result, &error);
  if (ids == NULL)
    {
      troupe_cli_video_end (self, NULL, error);
      return;
    }

  self->videos = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (self->videos, troupe_object_table_ref (troupe_library_get_videos (self->library),
                                                            ids->pdata[i]));
  g_ptr_array_add (ids, NULL);
  troupe_library_load_videos_async (self->library, (const char *const *) ids->pdata, NULL, list_loaded_cb, self);
}

static void
list_opened_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  TroupeCliVideo *self = user_data;
  const TroupeVideoQuery query = { .search = search, .provider_id = provider_id };
  GError *error = NULL;

  if (troupe_library_open_finish (self->library, result, &error))
    troupe_library_find_videos_async (self->library, &query, NULL, found_cb, self);
  else
    troupe_cli_video_end (self, NULL, error);
}

static void
list (TroupeCli *cli,
      char     **arguments)
{
  TroupeCliVideo *self = troupe_cli_video_new (cli);

  troupe_library_open_async (self->library, NULL, list_opened_cb, self);
}

static void
shown_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  TroupeCliVideo *self = user_data;
  GError *error = NULL;
  TroupeVideo *video = troupe_library_load_video_finish (TROUPE_LIBRARY (source), result, &error);

  if (video != NULL)
    troupe_cli_video_give (self, video);
  else
    troupe_cli_video_end (self, NULL, error);
}

static void
show_opened_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  TroupeCliVideo *self = user_data;
  GError *error = NULL;

  if (troupe_library_open_finish (self->library, result, &error))
    troupe_library_load_video_async (self->library, self->id, NULL, shown_cb, self);
  else
    troupe_cli_video_end (self, NULL, error);
}

static void
show (TroupeCli *cli,
      char     **arguments)
{
  TroupeCliVideo *self = troupe_cli_video_new (cli);

  self->id = g_strdup (arguments[0]);
  troupe_library_open_async (self->library, NULL, show_opened_cb, self);
}

static void
save (TroupeCli *cli,
      char     **arguments)
{
  TroupeCliVideo *self = troupe_cli_video_new (cli);

  self->id = g_strdup (arguments[0]);
  self->output = arguments[1];
  troupe_library_open_async (self->library, NULL, show_opened_cb, self);
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  TroupeCliVideo *self = user_data;
  JsonObject *document;
  GError *error = NULL;

  if (!troupe_library_change_video_finish (TROUPE_LIBRARY (source), result, &error))
    {
      troupe_cli_video_end (self, NULL, error);
      return;
    }
  document = json_object_new ();
  json_object_set_string_member (document, restores ? "restored" : "deleted", self->id);
  if (at_provider)
    json_object_set_string_member (document, "deleted_at", troupe_video_get_provider_id (self->video));
  troupe_cli_video_end (self, document, NULL);
}

static void
copy_deleted_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  TroupeCliVideo *self = user_data;
  GError *error = NULL;

  if (troupe_runner_delete_copy_finish (TROUPE_RUNNER (source), result, &error))
    troupe_library_delete_video_async (self->library, self->id, NULL, deleted_cb, self);
  else
    troupe_cli_video_end (self, NULL, error);
}

static void
delete_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  TroupeCliVideo *self = user_data;
  g_autoptr (TroupeVideo) video = NULL;
  GError *error = NULL;

  video = troupe_library_load_video_finish (TROUPE_LIBRARY (source), result, &error);
  if (video != NULL && troupe_video_get_state (video) == TROUPE_VIDEO_STATE_MAKING)
    g_set_error (&error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_STATE, "video %s is being made", self->id);
  if (error == NULL && at_provider)
    troupe_cli_provider_set_base (self->providers, troupe_video_get_provider_id (video), base, &error);
  if (error != NULL)
    {
      troupe_cli_video_end (self, NULL, error);
      return;
    }

  self->video = g_steal_pointer (&video);
  if (at_provider)
    troupe_cli_key_name (self->providers, troupe_video_get_provider_id (self->video));
  if (at_provider)
    troupe_runner_delete_copy_async (self->runner, self->video, copy_deleted_cb, self);
  else
    troupe_library_delete_video_async (self->library, self->id, NULL, deleted_cb, self);
}

static void
delete_opened_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  TroupeCliVideo *self = user_data;
  GError *error = NULL;

  if (!troupe_library_open_finish (self->library, result, &error))
    troupe_cli_video_end (self, NULL, error);
  else if (restores)
    troupe_library_restore_video_async (self->library, self->id, NULL, deleted_cb, self);
  else
    troupe_library_load_video_async (self->library, self->id, NULL, delete_loaded_cb, self);
}

static void
delete (TroupeCli *cli,
        char     **arguments)
{
  TroupeCliVideo *self;

  if (restores && at_provider)
    {
      /* Translators: --undo and --at-provider are options of a command and stay as they are. */
      troupe_cli_fail_usage (cli, _("--undo brings nothing back at a provider: leave --at-provider away"));
      return;
    }

  self = troupe_cli_video_new (cli);
  self->id = g_strdup (arguments[0]);
  troupe_library_open_async (self->library, NULL, delete_opened_cb, self);
}

static void
refetched_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  TroupeCliVideo *self = user_data;
  GError *error = NULL;

  if (troupe_runner_refetch_video_finish (self->runner, result, &error))
    troupe_cli_video_wait (self);
  else
    troupe_cli_video_end (self, NULL, error);
}

static void
resumed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  TroupeCliVideo *self = user_data;
  GError *error = NULL;

  if (troupe_runner_resume_finish (self->runner, result, &error))
    troupe_runner_refetch_video_async (self->runner, self->id, refetched_cb, self);
  else
    troupe_cli_video_end (self, NULL, error);
}

static void
follow_opened_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  TroupeCliVideo *self = user_data;
  GError *error = NULL;

  if (troupe_cli_key_open_finish (self->library, result, &error))
    troupe_runner_resume_async (self->runner, NULL, resumed_cb, self);
  else
    troupe_cli_video_end (self, NULL, error);
}

static void
follow (TroupeCli *cli,
        char     **arguments)
{
  TroupeCliVideo *self = troupe_cli_video_new (cli);
  GError *error = NULL;

  self->id = g_strdup (arguments[0]);
  self->output = output;
  self->provider = provider_id;
  self->base = base;
  if (troupe_cli_provider_set_base (self->providers, provider_id, base, &error))
    troupe_cli_key_open_async (self->library, self->providers, provider_id, self->id, follow_opened_cb, self);
  else
    troupe_cli_video_end (self, NULL, error);
}

const TroupeCliCommand troupe_cli_videos[] = {
  {
    .name = "video list",
    .arguments = "[--search TEXT] [--provider ID]",
    .summary = N_("Lists the videos of the library"),
    .n_arguments = 0,
    .run = list,
    .options = list_options,
  },
  {
    .name = "video show",
    .arguments = "ID",
    .summary = N_("Tells about a video"),
    .n_arguments = 1,
    .run = show,
  },
  {
    .name = "video save",
    .arguments = "ID FILE",
    .summary = N_("Copies a video to a file"),
    .n_arguments = 2,
    .run = save,
  },
  {
    .name = "video delete",
    .arguments = "ID [--at-provider | --undo]",
    .summary = N_("Puts a video into the trash, where it stays for 30 days"),
    .n_arguments = 1,
    .run = delete,
    .options = delete_options,
  },
  {
    .name = "video follow",
    .arguments = "ID [--output FILE] [--provider ID --base URL]",
    .summary = N_("Brings home a video that a provider works on or has made; pays nothing"),
    .n_arguments = 1,
    .run = follow,
    .options = follow_options,
  },
  { .name = NULL },
};
