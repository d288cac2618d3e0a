/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli-video.h"

#include <glib/gi18n.h>

#include "troupe-cli-provider.h"

static char *output;
static char *provider_id;
static char *base;

static const GOptionEntry follow_options[] = {
  { "provider", 0, 0, G_OPTION_ARG_STRING, &provider_id, N_("Who makes it"), "ID" },
  { "base", 0, 0, G_OPTION_ARG_STRING, &base, N_("Another base address of the provider"), "URL" },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_("Where the file is wanted, too"), "FILE" },
  G_OPTION_ENTRY_NULL
};

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  TroupeCliVideo *self = user_data;
  g_autoptr (GPtrArray) videos = NULL;
  JsonObject *document;
  JsonArray *array;
  GError *error = NULL;

  videos = troupe_runner_load_videos_finish (self->runner, result, &error);
  if (videos == NULL)
    {
      troupe_cli_video_end (self, NULL, error);
      return;
    }

  array = json_array_new ();
  for (guint i = 0; i < videos->len; i++)
    json_array_add_object_element (array, troupe_cli_video_describe (g_ptr_array_index (videos, i)));
  document = json_object_new ();
  if (self->id != NULL)
    json_object_set_object_member (document, "video", json_object_ref (json_array_get_object_element (array, 0)));
  else
    json_object_set_array_member (document, "videos", json_array_ref (array));
  json_array_unref (array);
  troupe_cli_video_end (self, document, NULL);
}

static void
list_opened_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  TroupeCliVideo *self = user_data;
  GError *error = NULL;

  if (troupe_library_open_finish (self->library, result, &error))
    troupe_runner_load_videos_async (self->runner, self->id, listed_cb, self);
  else
    troupe_cli_video_end (self, NULL, error);
}

static void
list (TroupeCli *cli,
      char     **arguments)
{
  TroupeCliVideo *self = troupe_cli_video_new (cli);

  self->id = g_strdup (arguments[0]);
  troupe_library_open_async (self->library, NULL, list_opened_cb, self);
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

  if (troupe_library_open_finish (self->library, result, &error))
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
    troupe_library_open_async (self->library, NULL, follow_opened_cb, self);
  else
    troupe_cli_video_end (self, NULL, error);
}

const TroupeCliCommand troupe_cli_videos[] = {
  {
    .name = "video list",
    .arguments = "",
    .summary = N_("Lists the videos of the library"),
    .n_arguments = 0,
    .run = list,
  },
  {
    .name = "video show",
    .arguments = "ID",
    .summary = N_("Tells about a video"),
    .n_arguments = 1,
    .run = list,
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
