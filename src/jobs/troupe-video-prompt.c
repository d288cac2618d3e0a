/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-video-prompt.h"

#include "troupe-library-error.h"
#include "troupe-prompt-rendering.h"
#include "troupe-prompt-words.h"

/* Whom a provider is told of */
typedef struct
{
  GPtrArray     *library;    /* of TroupeCastMember */
  TroupeProfile *profile;
} Company;

static TroupeCastMember *
find_member (GPtrArray  *library,
             const char *character_id)
{
  for (guint i = 0; i < library->len; i++)
    {
      TroupeCastMember *member = g_ptr_array_index (library, i);

      if (g_strcmp0 (member->character_id, character_id) == 0)
        return member;
    }
  return NULL;
}

/* An alias goes before a username of somebody else. */
static TroupeNameIndex *
index_names (GPtrArray *library)
{
  TroupeNameIndex *names = troupe_name_index_new ();

  for (guint i = 0; i < library->len; i++)
    {
      const TroupeCastMember *member = g_ptr_array_index (library, i);

      troupe_name_index_add (names, member->alias, member->character_id);
    }
  for (guint i = 0; i < library->len; i++)
    {
      const TroupeCastMember *member = g_ptr_array_index (library, i);

      troupe_name_index_add (names, member->username, member->character_id);
    }
  return names;
}

static gboolean
find_position (GPtrArray              *cast,
               const TroupeCastMember *member,
               guint                  *position)
{
  for (guint i = 0; i < cast->len; i++)
    {
      const TroupeCastMember *other = g_ptr_array_index (cast, i);

      if (g_strcmp0 (other->character_id, member->character_id) == 0)
        {
          *position = i;
          return TRUE;
        }
    }
  return FALSE;
}

static char *
format (TroupeProfile          *profile,
        const TroupeCastMember *member,
        guint                   index)
{
  return troupe_profile_format_mention (profile, member->username, member->alias, member->remote_id,
                                        index);
}

static char *
format_mention (const TroupeMention *mention,
                guint                index,
                gpointer             user_data)
{
  const Company *company = user_data;

  return format (company->profile, find_member (company->library, mention->character_id), index);
}

static void
add_members (TroupeVideoDraft *draft,
             GPtrArray        *mentions,
             GPtrArray        *library)
{
  for (guint i = 0; i < mentions->len; i++)
    {
      const TroupeMention *mention = g_ptr_array_index (mentions, i);

      g_ptr_array_add (draft->cast,
                       troupe_cast_member_copy (find_member (library, mention->character_id)));
    }
}

/* Who was chosen and is not mentioned comes first, or the provider would not know what to do with it. */
static void
prepend_others (TroupeVideoDraft *draft,
                GPtrArray        *chosen,
                GPtrArray        *cast,
                TroupeProfile    *profile,
                GString          *text)
{
  g_autoptr (GString) mentions = g_string_new (NULL);

  for (guint i = 0; i < chosen->len; i++)
    {
      TroupeCastMember *member = g_ptr_array_index (chosen, i);
      g_autofree char *mention = NULL;
      guint position;

      if (member->character_id != NULL && find_position (cast, member, &position))
        continue;
      g_ptr_array_add (cast, troupe_cast_member_copy (member));
      if (member->character_id == NULL)
        continue;    /* a clip without a name; the person points at it */
      mention = format (profile, member, cast->len - 1);
      if (mention != NULL)
        g_string_append (mentions, mention);
    }
  g_string_prepend (text, mentions->str);
}

/**
 * troupe_video_prompt_resolve:
 * @draft: a draft
 * @library: (element-type TroupeCastMember): the characters there are
 *
 * Looks for those that the draft's cast only has a word for, as its alias: they have neither a
 * clip nor an address. The word is an alias, a username or an id.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND`.
 *
 * Returns: whether all of them were found
 */
gboolean
troupe_video_prompt_resolve (TroupeVideoDraft *draft,
                             GPtrArray        *library,
                             GError          **error)
{
  g_autoptr (TroupeNameIndex) names = index_names (library);

  for (guint i = 0; i < draft->cast->len; i++)
    {
      TroupeCastMember *member = g_ptr_array_index (draft->cast, i);
      TroupeCastMember *found;
      const char *id;

      if (member->clip != NULL || member->address != NULL)
        continue;
      id = troupe_name_index_find (names, member->alias);
      found = find_member (library, id != NULL ? id : member->alias);
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
 * @library: (element-type TroupeCastMember): whom a prompt can mention
 * @profile: of the draft's provider
 *
 * Finds the mentions in the prompt, and puts there what the provider calls the characters; see
 * troupe_prompt_parse() and troupe_prompt_render(). What is no name of the library stays as it is. Whom the
 * provider does not know is in the cast, behind the others.
 */
void
troupe_video_prompt_render (TroupeVideoDraft *draft,
                            GPtrArray        *library,
                            TroupeProfile    *profile)
{
  g_autoptr (GPtrArray) chosen = NULL;
  g_autoptr (TroupeNameIndex) names = NULL;
  g_autoptr (TroupePrompt) prompt = NULL;
  g_autoptr (TroupePromptRendering) rendering = NULL;
  g_autoptr (GString) text = NULL;
  Company company = { library, profile };
  TroupePromptRules rules = { .format = format_mention, .user_data = &company };

  g_return_if_fail (library != NULL);
  g_return_if_fail (TROUPE_IS_PROFILE (profile));

  names = index_names (library);
  prompt = troupe_prompt_parse (draft->prompt, names);
  rendering = troupe_prompt_render (prompt, &rules);
  chosen = g_steal_pointer (&draft->cast);
  draft->cast = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_cast_member_free);
  add_members (draft, rendering->cast, library);
  add_members (draft, rendering->missing, library);

  text = g_string_new (rendering->text);
  prepend_others (draft, chosen, draft->cast, profile, text);
  g_set_str (&draft->text, text->str);
}
