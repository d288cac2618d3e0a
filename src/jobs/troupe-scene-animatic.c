/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-scene-animatic.h"

#include <math.h>
#include <stdio.h>

#include "troupe-discover.h"
#include "troupe-prompt-choices.h"
#include "troupe-scene-options.h"
#include "troupe-video-story.h"

/* Where nothing was chosen */
#define DEFAULT_SECONDS 4
#define DEFAULT_SHAPE (16.0 / 9)
#define DEFAULT_SHORT_EDGE 720

#define MAX_SECONDS 60
#define MIN_EDGE 16
#define MAX_EDGE 4096

/* Somebody whose clip is still to be looked at */
typedef struct
{
  char *name;
  char *path;       /* or NULL */
  char *picture;    /* the same */
} Part;

static void
part_free (gpointer data)
{
  Part *part = data;

  g_free (part->name);
  g_free (part->path);
  g_free (part->picture);
  g_free (part);
}

/* The data of the task */
typedef struct
{
  TroupeAnimaticScript *script;
  GPtrArray            *parts;    /* of Part, in order of mention */
} Work;

static void
work_free (Work *work)
{
  g_clear_pointer (&work->script, troupe_animatic_script_free);
  g_ptr_array_unref (work->parts);
  g_free (work);
}

/* Encoders want even edges. */
static int
fit_edge (double edge)
{
  return (int) CLAMP (lround (edge / 2) * 2, MIN_EDGE, MAX_EDGE);
}

/* "1280x720", or the shape "16:9" with the short edge "720p" */
static void
set_size (TroupeAnimaticScript *script,
          const TroupeScene    *scene)
{
  const double aspect = troupe_scene_options_shape (scene->aspect);
  const double shape = aspect > 0 ? aspect : DEFAULT_SHAPE;
  int width = 0, height = 0, edge = 0;

  if (scene->size != NULL && sscanf (scene->size, "%5dx%5d", &width, &height) == 2)
    {
      script->width = fit_edge (width);
      script->height = fit_edge (height);
      return;
    }

  if (scene->resolution == NULL || sscanf (scene->resolution, "%5dp", &edge) != 1)
    edge = DEFAULT_SHORT_EDGE;
  script->width = fit_edge (shape > 1 ? edge * shape : edge);
  script->height = fit_edge (shape > 1 ? edge : edge / shape);
}

static void
set_length (TroupeAnimaticScript *script,
            const TroupeScene    *scene)
{
  const double seconds = scene->seconds != NULL ? g_ascii_strtod (scene->seconds, NULL) : 0;

  script->seconds = seconds > 0 ? (int) CLAMP (lround (seconds), 1, MAX_SECONDS) : DEFAULT_SECONDS;
}

/* Of a template, the first text that it makes; what does not end is shown as it stands. */
static TroupePrompt *
choose_text (const TroupeScene *scene)
{
  g_autoptr (GPtrArray) texts = troupe_prompt_expand_choices (scene->prompt, TROUPE_PROMPT_MAX_CHOICES, NULL);

  return troupe_prompt_copy (texts != NULL ? g_ptr_array_index (texts, 0) : scene->prompt);
}

static void
add_part (GPtrArray           *parts,
          GHashTable          *seen,
          const TroupeMention *mention,
          TroupePromptLibrary *people)
{
  const TroupeCastMember *member = troupe_prompt_library_find (people, mention->character_id);
  Part *part;

  if (!g_hash_table_add (seen, mention->character_id))
    return;
  part = g_new0 (Part, 1);
  part->name = g_strdup (member != NULL ? member->alias : mention->name);
  part->path = g_strdup (member != NULL ? member->clip : NULL);
  part->picture = g_strdup (troupe_prompt_library_get_picture (people, mention->character_id));
  g_ptr_array_add (parts, part);
}

static void
set_prompt (Work                *work,
            const TroupeScene   *scene,
            TroupePromptLibrary *people)
{
  g_autoptr (TroupePrompt) prompt = choose_text (scene);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  work->script->prompt = troupe_scene_dup_text (&(TroupeScene) { .prompt = prompt });
  work->script->comment = troupe_video_story_write_animatic (scene, work->script->prompt);
  for (guint i = 0; i < troupe_prompt_get_n_mentions (prompt); i++)
    add_part (work->parts, seen, troupe_prompt_get_mention (prompt, i), people);
}

/* Somebody whose clip cannot be read appears without it. */
static gboolean
add_actor (TroupeAnimaticScript *script,
           const Part           *part,
           GCancellable         *cancellable,
           GError              **error)
{
  g_auto (TroupeClipFacts) facts = { 0 };
  g_autoptr (GError) clip_error = NULL;
  g_autoptr (GFile) file = part->path != NULL ? g_file_new_for_path (part->path) : NULL;
  g_autoptr (GFile) picture = part->picture != NULL ? g_file_new_for_path (part->picture) : NULL;
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : NULL;

  if (uri != NULL && troupe_discover (uri, &facts, cancellable, &clip_error) && facts.duration_ns > 0)
    troupe_animatic_script_add_actor (script, part->name, file, facts.duration_ns, facts.audio_codec != NULL);
  else
    troupe_animatic_script_add_still (script, part->name, picture);
  if (clip_error != NULL && !g_cancellable_is_cancelled (cancellable))
    g_message ("%s has no clip to be shown: %s", part->name, clip_error->message);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;

  for (guint i = 0; i < work->parts->len; i++)
    {
      if (!add_actor (work->script, g_ptr_array_index (work->parts, i), cancellable, &error))
        {
          g_task_return_error (task, error);
          return;
        }
    }
  g_task_return_pointer (task, g_steal_pointer (&work->script), (GDestroyNotify) troupe_animatic_script_free);
}

/**
 * troupe_scene_animatic_write_async:
 * @scene: a scene
 * @people: whom its prompt can mention
 * @reference: (nullable): path of the picture that goes along
 * @mark: (nullable): what stands in a corner, in the language of the person
 * @cancellable: (nullable): a cancellable
 * @callback: called with the script
 * @user_data: for @callback
 *
 * Looks at the clips of those who are mentioned, and writes down what is to be seen when.
 */
void
troupe_scene_animatic_write_async (const TroupeScene   *scene,
                                   TroupePromptLibrary *people,
                                   const char          *reference,
                                   const char          *mark,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Work *work;

  g_return_if_fail (scene != NULL);
  g_return_if_fail (people != NULL);

  work = g_new0 (Work, 1);
  work->script = troupe_animatic_script_new ();
  work->parts = g_ptr_array_new_with_free_func (part_free);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_scene_animatic_write_async);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  set_size (work->script, scene);
  set_length (work->script, scene);
  set_prompt (work, scene, people);
  work->script->mark = g_strdup (mark);
  if (reference != NULL)
    g_ptr_array_add (work->script->pictures, g_file_new_for_path (reference));
  g_task_run_in_thread (task, write_thread);
}

/**
 * troupe_scene_animatic_write_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Ends troupe_scene_animatic_write_async(). Fails with `G_IO_ERROR_CANCELLED`.
 *
 * Returns: (transfer full): the script
 */
TroupeAnimaticScript *
troupe_scene_animatic_write_finish (GAsyncResult *result,
                                    GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_scene_animatic_write_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
