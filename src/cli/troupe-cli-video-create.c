/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli-video.h"

#include <glib/gi18n.h>

#include "troupe-cli-provider.h"
#include "troupe-probe.h"

static char *provider_id;
static char *base;
static char *prompt;
static char **characters;
static char *model;
static char *seconds;
static char *size;
static char *aspect;
static char *resolution;
static char *watermark;
static char *private;
static char *reference;
static char *clip_url;
static char *clip_range;
static char **clips;
static char *host_id;
static char *output;
static gboolean dry_run;

static const GOptionEntry options[] = {
  { "provider", 0, 0, G_OPTION_ARG_STRING, &provider_id, N_("Who makes it"), "ID" },
  { "base", 0, 0, G_OPTION_ARG_STRING, &base, N_("Another base address of the provider"), "URL" },
  { "prompt", 0, 0, G_OPTION_ARG_STRING, &prompt,
    /* Translators: alias is an example of a name */
    N_("What is to be seen; @alias casts a character"), "TEXT" },
  { "character", 0, 0, G_OPTION_ARG_STRING_ARRAY, &characters,
    N_("A character to cast, by alias or id; may be repeated"), "NAME" },
  { "model", 0, 0, G_OPTION_ARG_STRING, &model, N_("The model, as the provider calls it"), "TEXT" },
  { "seconds", 0, 0, G_OPTION_ARG_STRING, &seconds, N_("How long it is to be"), "N" },
  { "size", 0, 0, G_OPTION_ARG_STRING, &size, N_("Width and height in pixels"), "WxH" },
  { "aspect", 0, 0, G_OPTION_ARG_STRING, &aspect, N_("Its shape"), "W:H" },
  { "resolution", 0, 0, G_OPTION_ARG_STRING, &resolution, N_("The resolution, as the provider calls it"),
    "TEXT" },
  { "watermark", 0, 0, G_OPTION_ARG_STRING, &watermark, N_("Whether there is to be a watermark"),
    "true|false" },
  { "private", 0, 0, G_OPTION_ARG_STRING, &private, N_("Whether nobody else may see it there"),
    "true|false" },
  { "reference", 0, 0, G_OPTION_ARG_FILENAME, &reference, N_("A picture to begin with"), "FILE" },
  { "clip-url", 0, 0, G_OPTION_ARG_STRING, &clip_url,
    N_("A clip at a public address that goes along with the video"), "URL" },
  { "clip-range", 0, 0, G_OPTION_ARG_STRING, &clip_range, N_("From and to in that clip, in seconds"),
    "A,B" },
  { "clip", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &clips,
    N_("A clip that goes along with the video; may be repeated"), "FILE" },
  { "host", 0, 0, G_OPTION_ARG_STRING, &host_id, N_("The host that clips go to"), "ID" },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_("Where the file is wanted, too"), "FILE" },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Print the requests and send nothing"), NULL },
  G_OPTION_ENTRY_NULL
};

/* A video on its way; the rest is what every command about videos needs. */
typedef struct
{
  TroupeCliVideo   *video;
  TroupeVideoDraft *draft;
  guint             n_probed;
} Creation;

/* Takes creation and error */
static void
fail (Creation *creation,
      GError   *error)
{
  g_clear_pointer (&creation->draft, troupe_video_draft_free);
  troupe_cli_video_end (creation->video, NULL, error);
  g_free (creation);
}

static void
built_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  TroupeCliVideo *video = user_data;
  g_autoptr (JsonNode) requests = NULL;
  JsonObject *document = NULL;
  GError *error = NULL;

  requests = troupe_runner_dry_run_video_finish (video->runner, result, &error);
  if (requests != NULL)
    document = json_node_dup_object (requests);
  troupe_cli_video_end (video, document, error);
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  TroupeCliVideo *video = user_data;
  GError *error = NULL;

  video->id = troupe_runner_create_video_finish (video->runner, result, &error);
  if (video->id != NULL)
    troupe_cli_video_wait (video);
  else
    troupe_cli_video_end (video, NULL, error);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Creation *creation = user_data;
  TroupeCliVideo *video = creation->video;
  GError *error = NULL;

  if (!troupe_library_open_finish (TROUPE_LIBRARY (source), result, &error))
    {
      fail (creation, error);
      return;
    }

  if (dry_run)
    troupe_runner_dry_run_video_async (video->runner, g_steal_pointer (&creation->draft), built_cb, video);
  else
    troupe_runner_create_video_async (video->runner, g_steal_pointer (&creation->draft), created_cb, video);
  g_free (creation);
}

static void
add_member (Creation   *creation,
            const char *alias,
            const char *clip,
            guint64     length_ns)
{
  TroupeCastMember *member = troupe_cast_member_new ();

  member->alias = g_strdup (alias);
  member->clip = g_strdup (clip);
  member->length_ns = length_ns;
  g_ptr_array_add (creation->draft->cast, member);
}

static void probe_next (Creation *creation);

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Creation *creation = user_data;
  g_autoptr (TroupeClip) clip = NULL;
  g_autofree char *path = g_canonicalize_filename (clips[creation->n_probed], NULL);
  GError *error = NULL;

  clip = troupe_probe_finish (result, &error);
  if (clip == NULL)
    {
      fail (creation, error);
      return;
    }
  add_member (creation, troupe_clip_get_title (clip), path, troupe_clip_get_duration_ns (clip));
  creation->n_probed++;
  probe_next (creation);
}

static void
probe_next (Creation *creation)
{
  if (clips != NULL && clips[creation->n_probed] != NULL)
    troupe_probe_async (clips[creation->n_probed], NULL, probed_cb, creation);
  else
    troupe_library_open_async (creation->video->library, NULL, opened_cb, creation);
}

static void
set_texts (TroupeVideoDraft *draft)
{
  draft->model = g_strdup (model);
  draft->seconds = g_strdup (seconds);
  draft->size = g_strdup (size);
  draft->aspect = g_strdup (aspect);
  draft->resolution = g_strdup (resolution);
  draft->watermark = g_strdup (watermark);
  draft->private = g_strdup (private);
  draft->reference = g_strdup (reference);
  draft->host_id = g_strdup (host_id);
}

static void
add_chosen (Creation *creation)
{
  for (guint i = 0; characters != NULL && characters[i] != NULL; i++)
    add_member (creation, characters[i], NULL, 0);
  if (clip_url != NULL)
    {
      TroupeCastMember *member = troupe_cast_member_new ();

      member->address = g_strdup (clip_url);
      member->range = g_strdup (clip_range);
      g_ptr_array_add (creation->draft->cast, member);
    }
}

static void
run (TroupeCli *cli,
     char     **arguments)
{
  Creation *creation;
  TroupeProvider *provider;
  GError *error = NULL;

  if (provider_id == NULL || prompt == NULL)
    {
      /* Translators: --provider and --prompt are options of a command and stay as they are. */
      troupe_cli_fail_usage (cli, _("--provider and --prompt are needed"));
      return;
    }

  creation = g_new0 (Creation, 1);
  creation->video = troupe_cli_video_new (cli);
  creation->video->output = output;
  creation->video->provider = provider_id;
  creation->video->base = base;
  creation->draft = troupe_video_draft_new (provider_id, prompt);
  set_texts (creation->draft);
  add_chosen (creation);
  provider = troupe_cli_provider_find (creation->video->providers, provider_id, &error);
  if (provider == NULL || (base != NULL && !troupe_provider_set_base (provider, base, &error)))
    fail (creation, error);
  else
    probe_next (creation);
}

const TroupeCliCommand troupe_cli_video_create = {
  .name = "video create",
  .arguments = "--provider ID --prompt TEXT [--character NAME]… [--dry-run]",
  .summary = N_("Makes a video, with characters of the library or clips"),
  .n_arguments = 0,
  .run = run,
  .options = options,
};
