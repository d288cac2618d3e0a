/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli-video.h"

#include <glib/gi18n.h>
#include <math.h>

#include "troupe-cli-key.h"
#include "troupe-cli-provider.h"
#include "troupe-last-cost.h"
#include "troupe-probe.h"
#include "troupe-prompt-choices.h"
#include "troupe-scene.h"

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
static char *character_url;
static char *character_timestamps;
static char **clips;
static char *extra;
static char *host_id;
static char *remix;
static char *output;
static int count = 1;
static gboolean dry_run;
static gboolean waits;

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
  { "character-url", 0, 0, G_OPTION_ARG_STRING, &character_url,
    N_("A clip at a public address that goes along with the video"), "URL" },
  { "character-timestamps", 0, 0, G_OPTION_ARG_STRING, &character_timestamps, N_("From and to in that clip, in seconds"),
    "A,B" },
  { "clip", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &clips,
    N_("A clip that goes along with the video; may be repeated"), "FILE" },
  { "extra", 0, 0, G_OPTION_ARG_STRING, &extra, N_("Fields of the call that the profile does not know"), "JSON" },
  { "host", 0, 0, G_OPTION_ARG_STRING, &host_id, N_("The host that clips go to"), "ID" },
  { "remix", 0, 0, G_OPTION_ARG_STRING, &remix, N_("A finished task of the provider that the video varies"), "TASK" },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_("Where the file is wanted, too"), "FILE" },
  { "count", 0, 0, G_OPTION_ARG_INT, &count, N_("How many are made of each text, at most 8"), "N" },
  { "wait", 0, 0, G_OPTION_ARG_NONE, &waits, N_("Wait until it is here, as is done without this, too"), NULL },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Print the requests and what they cost, and send nothing"), NULL },
  G_OPTION_ENTRY_NULL
};

/* Videos on their way; the rest is what every command about videos needs. */
typedef struct
{
  TroupeCliVideo   *video;
  TroupeProvider   *provider;
  TroupeVideoDraft *draft;       /* what all of them have in common */
  GPtrArray        *drafts;      /* of TroupeVideoDraft: those that are still to come */
  GPtrArray        *ids;         /* of char: those that are on their way */
  JsonArray        *requests;    /* those of a dry run */
  guint             n_probed;
} Creation;

static void
creation_free (Creation *creation)
{
  g_clear_object (&creation->provider);
  g_clear_pointer (&creation->draft, troupe_video_draft_free);
  g_clear_pointer (&creation->drafts, g_ptr_array_unref);
  g_clear_pointer (&creation->ids, g_ptr_array_unref);
  g_clear_pointer (&creation->requests, json_array_unref);
  g_free (creation);
}

/* Takes creation and error */
static void
fail (Creation *creation,
      GError   *error)
{
  TroupeCliVideo *video = creation->video;

  creation_free (creation);
  troupe_cli_video_end (video, NULL, error);
}

/* Takes creation and error. What was paid for is waited for, whatever came later. */
static void
wait_for_all (Creation *creation,
              GError   *error)
{
  TroupeCliVideo *video = creation->video;

  if (creation->ids->len == 0)
    {
      fail (creation, error);
      return;
    }
  video->ids = g_steal_pointer (&creation->ids);
  video->error = error;
  creation_free (creation);
  troupe_cli_video_wait (video);
}

/* Takes creation. cost: what all of them cost, not a number where nobody told */
static void
show_requests (Creation   *creation,
               double      cost,
               const char *unit,
               const char *told_by)
{
  TroupeCliVideo *video = creation->video;
  guint n_requests = json_array_get_length (creation->requests);
  JsonObject *document, *expected;

  if (n_requests == 1)
    {
      document = json_object_ref (json_array_get_object_element (creation->requests, 0));
    }
  else
    {
      document = json_object_new ();
      json_object_set_array_member (document, "requests", g_steal_pointer (&creation->requests));
    }
  if (isnan (cost))
    {
      json_object_set_null_member (document, "cost");
    }
  else
    {
      expected = json_object_new ();
      json_object_set_double_member (expected, "amount", cost * n_requests);
      json_object_set_string_member (expected, "unit", unit != NULL ? unit : "credits");
      json_object_set_string_member (expected, "told_by", told_by);
      json_object_set_object_member (document, "cost", expected);
    }
  creation_free (creation);
  troupe_cli_video_end (video, document, NULL);
}

static void
last_cost_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (TroupeLastCost) last = troupe_last_cost_load_finish (TROUPE_LIBRARY (source), result, NULL);

  /* Where that cannot be read it is not known either. */
  if (last != NULL)
    show_requests (user_data, last->amount, last->unit, "last-answer");
  else
    show_requests (user_data, NAN, NULL, NULL);
}

/* Takes creation */
static void
find_cost (Creation *creation)
{
  const TroupeVideoDraft *draft = creation->draft;
  TroupeProfile *profile = troupe_provider_get_profile (creation->provider);
  double price = troupe_profile_get_video_price (profile, draft->model, draft->seconds);

  /* A remix is as long as what it varies, and how long that is nobody says here. */
  if (draft->remix_of == NULL && !isnan (price))
    show_requests (creation, price, troupe_profile_get_credit_unit (profile), "profile");
  else
    troupe_last_cost_load_async (creation->video->library, provider_id, troupe_video_draft_get_call (draft), NULL,
                                 last_cost_cb, creation);
}

static void next (Creation *creation);

static void
built_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Creation *creation = user_data;
  GError *error = NULL;
  JsonNode *request = troupe_runner_dry_run_video_finish (TROUPE_RUNNER (source), result, &error);

  if (request == NULL)
    {
      fail (creation, error);
      return;
    }
  json_array_add_element (creation->requests, request);
  next (creation);
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Creation *creation = user_data;
  GError *error = NULL;
  char *id = troupe_runner_create_video_finish (TROUPE_RUNNER (source), result, &error);

  if (id == NULL)
    {
      wait_for_all (creation, error);
      return;
    }
  g_ptr_array_add (creation->ids, id);
  next (creation);
}

/* One after the other, each on the disk before the next */
static void
next (Creation *creation)
{
  TroupeRunner *runner = creation->video->runner;

  if (creation->drafts->len > 0 && dry_run)
    troupe_runner_dry_run_video_async (runner, g_ptr_array_steal_index (creation->drafts, 0), built_cb, creation);
  else if (creation->drafts->len > 0)
    troupe_runner_create_video_async (runner, g_ptr_array_steal_index (creation->drafts, 0), created_cb, creation);
  else if (dry_run)
    find_cost (creation);
  else
    wait_for_all (creation, NULL);
}

static TroupeVideoDraft *
copy_draft (const TroupeVideoDraft *draft,
            const char             *text)
{
  g_autofree char *json = troupe_video_draft_to_json (draft);
  TroupeVideoDraft *copy = troupe_video_draft_from_json (json);

  g_set_str (&copy->prompt, text);
  return copy;
}

/* Each text that the choices {a|b} of the prompt make, as often as wanted */
static gboolean
make_drafts (Creation *creation,
             GError  **error)
{
  g_autoptr (TroupePrompt) whole = troupe_prompt_new (creation->draft->prompt);
  g_autoptr (GPtrArray) texts = troupe_prompt_expand_choices (whole, TROUPE_PROMPT_MAX_CHOICES, error);

  for (guint i = 0; texts != NULL && i < texts->len; i++)
    {
      for (int n = 0; n < count; n++)
        g_ptr_array_add (creation->drafts,
                         copy_draft (creation->draft, troupe_prompt_get_text (g_ptr_array_index (texts, i))));
    }
  return texts != NULL;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Creation *creation = user_data;
  GError *error = NULL;

  if (troupe_library_open_finish (TROUPE_LIBRARY (source), result, &error) && make_drafts (creation, &error))
    next (creation);
  else
    fail (creation, error);
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
  draft->extra = g_strdup (extra);
  draft->host_id = g_strdup (host_id);
  draft->remix_of = g_strdup (remix);
}

static void
add_chosen (Creation *creation)
{
  for (guint i = 0; characters != NULL && characters[i] != NULL; i++)
    add_member (creation, characters[i], NULL, 0);
  if (character_url != NULL)
    {
      TroupeCastMember *member = troupe_cast_member_new ();

      member->address = g_strdup (character_url);
      member->range = g_strdup (character_timestamps);
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

  if (provider_id == NULL || prompt == NULL || count < 1 || count > TROUPE_SCENE_MAX_COUNT)
    {
      /* Translators: --provider, --prompt and --count are options of a command and stay as they are. */
      troupe_cli_fail_usage (cli, _("--provider and --prompt are needed, and --count is from 1 to 8"));
      return;
    }

  creation = g_new0 (Creation, 1);
  creation->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_video_draft_free);
  creation->ids = g_ptr_array_new_with_free_func (g_free);
  creation->requests = json_array_new ();
  creation->video = troupe_cli_video_new (cli);
  creation->video->output = output;
  creation->video->provider = provider_id;
  creation->video->base = base;
  creation->draft = troupe_video_draft_new (provider_id, prompt);
  set_texts (creation->draft);
  add_chosen (creation);
  troupe_cli_key_name_host (creation->video->hosts, host_id);
  provider = troupe_cli_provider_find (creation->video->providers, provider_id, &error);
  if (provider == NULL || (base != NULL && !troupe_provider_set_base (provider, base, &error)))
    {
      fail (creation, error);
      return;
    }
  creation->provider = g_object_ref (provider);
  troupe_cli_key_name (creation->video->providers, provider_id);
  probe_next (creation);
}

const TroupeCliCommand troupe_cli_video_create = {
  .name = "video create",
  .arguments = "--provider ID --prompt TEXT [--character NAME]… [--dry-run | --wait]",
  .summary = N_("Makes a video, with characters of the library or clips, and waits until it is here"),
  .n_arguments = 0,
  .run = run,
  .options = options,
};
