/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-video-prompt.h"

#include "troupe-library-error.h"
#include "troupe-media.h"
#include "troupe-prompt-words.h"
#include "troupe-scene.h"

static gboolean
has_member (GPtrArray              *cast,
            const TroupeCastMember *member)
{
  for (guint i = 0; i < cast->len; i++)
    {
      const TroupeCastMember *other = g_ptr_array_index (cast, i);

      if (g_strcmp0 (other->character_id, member->character_id) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_members (TroupeVideoDraft    *draft,
             GPtrArray           *mentions,
             TroupePromptLibrary *library)
{
  for (guint i = 0; i < mentions->len; i++)
    {
      const TroupeMention *mention = g_ptr_array_index (mentions, i);

      g_ptr_array_add (draft->cast, troupe_cast_member_copy (
                         troupe_prompt_library_find (library, mention->character_id)));
    }
}

/* Who was chosen and is not mentioned comes first, or the provider would not know what to do with it. */
static void
prepend_others (TroupeVideoDraft        *draft,
                GPtrArray               *chosen,
                const TroupePromptRules *rules,
                GString                 *text)
{
  g_autoptr (GString) mentions = g_string_new (NULL);

  for (guint i = 0; i < chosen->len; i++)
    {
      TroupeCastMember *member = g_ptr_array_index (chosen, i);
      TroupeMention mention = { member->character_id, member->alias };
      g_autofree char *written = NULL;

      if (member->character_id != NULL && has_member (draft->cast, member))
        continue;
      g_ptr_array_add (draft->cast, troupe_cast_member_copy (member));
      if (member->character_id == NULL)
        continue;    /* a clip without a name; the person points at it */
      written = rules->format (&mention, draft->cast->len - 1, rules->user_data);
      if (written != NULL)
        g_string_append (mentions, written);
    }
  g_string_prepend (text, mentions->str);
}

/* What the video is made of, in the form in which scenes are kept. A picture of this computer may be gone soon. */
static char *
make_scene (const TroupeVideoDraft *draft,
            const TroupePrompt     *prompt)
{
  const gboolean has_address = draft->reference != NULL && troupe_media_is_remote (draft->reference);
  TroupeScene scene = {
    .prompt = (TroupePrompt *) prompt,
    .provider_id = draft->provider_id,
    .model = draft->model,
    .seconds = draft->seconds,
    .size = draft->size,
    .aspect = draft->aspect,
    .resolution = draft->resolution,
    .watermark = draft->watermark,
    .private = draft->private,
    .reference = has_address ? draft->reference : NULL,
    .crop_x = 0.5,
    .crop_y = 0.5,
    .extra = draft->extra,
    .host_id = draft->host_id,
    .count = 1,
  };

  for (guint i = 0; i < draft->cast->len; i++)
    {
      const TroupeCastMember *member = g_ptr_array_index (draft->cast, i);

      if (member->character_id == NULL && member->address != NULL)
        {
          scene.clip_address = member->address;
          scene.clip_range = member->range;
        }
    }
  return troupe_scene_to_json (&scene);
}

/**
 * troupe_video_prompt_resolve:
 * @draft: a draft
 * @library: the characters there are
 * @error: return location for an error
 *
 * Looks for those that the draft's cast only has a word for, as its alias: they have neither a
 * clip nor an address. The word is an alias, a username or an id.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND`.
 *
 * Returns: whether all of them were found
 */
gboolean
troupe_video_prompt_resolve (TroupeVideoDraft    *draft,
                             TroupePromptLibrary *library,
                             GError             **error)
{
  TroupeNameIndex *names = troupe_prompt_library_get_names (library);

  for (guint i = 0; i < draft->cast->len; i++)
    {
      TroupeCastMember *member = g_ptr_array_index (draft->cast, i);
      const TroupeCastMember *found;
      const char *id;

      if (member->clip != NULL || member->address != NULL)
        continue;
      id = troupe_name_index_find (names, member->alias);
      found = troupe_prompt_library_find (library, id != NULL ? id : member->alias);
      if (found == NULL)
        {
          g_set_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND,
                       "there is no character “%s”", member->alias);
          return FALSE;
        }
      draft->cast->pdata[i] = troupe_cast_member_copy (found);
      troupe_cast_member_free (member);
    }
  return TRUE;
}

/**
 * troupe_video_prompt_render:
 * @draft: a draft
 * @library: whom a prompt can mention, for the draft's provider
 *
 * Finds the mentions in the prompt, and puts there what the provider calls the characters; see
 * troupe_prompt_parse() and troupe_prompt_render(). What is no name of the library stays as it is. Whom the
 * provider does not know is in the cast, behind the others. A draft that comes from no scene gets one.
 */
void
troupe_video_prompt_render (TroupeVideoDraft    *draft,
                            TroupePromptLibrary *library)
{
  TroupePromptRules rules = troupe_prompt_library_get_rules (library, draft->model);
  g_autoptr (TroupePrompt) prompt = NULL;
  g_autoptr (TroupePromptRendering) rendering = NULL;
  g_autoptr (GPtrArray) chosen = NULL;
  g_autoptr (GString) text = NULL;

  prompt = troupe_prompt_parse (draft->prompt, troupe_prompt_library_get_names (library));
  rendering = troupe_prompt_render (prompt, &rules);
  chosen = g_steal_pointer (&draft->cast);
  draft->cast = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_cast_member_free);
  add_members (draft, rendering->cast, library);
  add_members (draft, rendering->missing, library);

  text = g_string_new (rendering->text);
  prepend_others (draft, chosen, &rules, text);
  g_set_str (&draft->text, text->str);
  if (draft->scene == NULL)
    draft->scene = make_scene (draft, prompt);
}
