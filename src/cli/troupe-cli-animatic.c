/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli-video.h"

#include <glib/gi18n.h>

#include "troupe-animatic.h"
#include "troupe-cli-output.h"
#include "troupe-prompt-words.h"
#include "troupe-scene-animatic.h"

static char *prompt;
static char *seconds;
static char *size;
static char *reference;
static char *output;

static const GOptionEntry options[] = {
  { "prompt", 0, 0, G_OPTION_ARG_STRING, &prompt,
    /* Translators: alias is an example of a name */
    N_("What is to be seen; @alias casts a character"), "TEXT" },
  { "seconds", 0, 0, G_OPTION_ARG_STRING, &seconds, N_("How long it is to be"), "N" },
  { "size", 0, 0, G_OPTION_ARG_STRING, &size, N_("Width and height in pixels"), "WxH" },
  { "reference", 0, 0, G_OPTION_ARG_FILENAME, &reference, N_("A picture to begin with"), "FILE" },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Where to write the video"), "MP4" },
  G_OPTION_ENTRY_NULL
};

typedef struct
{
  TroupeCliVideo      *video;
  TroupePromptLibrary *people;
  GFile               *file;
} Preview;

/* Takes document or error */
static void
end (Preview    *preview,
     JsonObject *document,
     GError     *error)
{
  troupe_cli_video_end (preview->video, document, error);
  g_clear_pointer (&preview->people, troupe_prompt_library_free);
  g_clear_object (&preview->file);
  g_free (preview);
}

static void
rendered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Preview *preview = user_data;
  GError *error = NULL;
  JsonObject *document = NULL, *object;

  if (troupe_animatic_render_finish (TROUPE_ANIMATIC (source), result, &error))
    {
      document = json_object_new ();
      object = json_object_new ();
      json_object_set_string_member (object, "path", g_file_peek_path (preview->file));
      json_object_set_object_member (document, "animatic", object);
    }
  end (preview, document, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Preview *preview = user_data;
  g_autoptr (TroupeAnimatic) animatic = NULL;
  GError *error = NULL;
  TroupeAnimaticScript *script = troupe_scene_animatic_write_finish (result, &error);

  if (script == NULL)
    {
      end (preview, NULL, error);
      return;
    }
  animatic = troupe_animatic_new (script);
  troupe_animatic_render_async (animatic, preview->file, NULL, rendered_cb, preview);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Preview *preview = user_data;
  g_autoptr (TroupeScene) scene = troupe_scene_new ();
  GError *error = NULL;

  preview->people = troupe_prompt_library_load_finish (TROUPE_LIBRARY (source), result, &error);
  if (preview->people == NULL)
    {
      end (preview, NULL, error);
      return;
    }
  troupe_prompt_free (scene->prompt);
  scene->prompt = troupe_prompt_parse (prompt, troupe_prompt_library_get_names (preview->people));
  scene->seconds = g_strdup (seconds);
  scene->size = g_strdup (size);
  troupe_scene_animatic_write_async (scene, preview->people, reference, C_("video", "Animatic"), NULL, written_cb,
                                     preview);
}

/* Names are the same for all providers. */
static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Preview *preview = user_data;
  GError *error = NULL;

  if (troupe_library_open_finish (TROUPE_LIBRARY (source), result, &error))
    troupe_prompt_library_load_async (preview->video->library,
                                      troupe_providers_get_default (preview->video->providers), NULL, loaded_cb,
                                      preview);
  else
    end (preview, NULL, error);
}

static void
run (TroupeCli *cli,
     char     **arguments)
{
  Preview *preview;
  GError *error = NULL;

  if (prompt == NULL || output == NULL || !g_utf8_validate (prompt, -1, NULL))
    {
      /* Translators: --prompt and -o are options of a command and stay as they are; UTF-8 is a form of text. */
      troupe_cli_fail_usage (cli, _("--prompt, a text in UTF-8, and -o are needed"));
      return;
    }

  preview = g_new0 (Preview, 1);
  preview->video = troupe_cli_video_new (cli);
  preview->file = troupe_cli_output_new (reference != NULL ? reference : "", output, &error);
  if (preview->file != NULL)
    troupe_library_open_async (preview->video->library, NULL, opened_cb, preview);
  else
    end (preview, NULL, error);
}

const TroupeCliCommand troupe_cli_animatic = {
  .name = "animatic",
  .arguments = "--prompt TEXT -o MP4",
  .summary = N_("Shows a scene by the clips of its characters: made on this computer, without cost"),
  .n_arguments = 0,
  .run = run,
  .options = options,
};
