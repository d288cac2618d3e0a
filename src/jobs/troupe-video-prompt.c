/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-video-prompt.h"

#include <string.h>

#include "troupe-library-error.h"

/* How much of a text is a name: case makes no other one, and letters after it do. */
static gsize
match (const char *text,
       const char *name)
{
  g_autofree char *folded_name = NULL;
  g_autofree char *folded_text = NULL;
  g_autofree char *start = NULL;
  gsize length;

  if (name == NULL || *name == '\0')
    return 0;
  length = strlen (name);
  if (strnlen (text, length) < length || !g_utf8_validate_len (text, length, NULL))
    return 0;

  start = g_strndup (text, length);
  folded_text = g_utf8_casefold (start, -1);
  folded_name = g_utf8_casefold (name, -1);
  if (!g_str_equal (folded_text, folded_name) || g_unichar_isalnum (g_utf8_get_char (text + length)))
    return 0;
  return length;
}

/* The longest name wins: a dot after a name ends the sentence, unless there is a name with it. */
static TroupeCastMember *
find_mentioned (GPtrArray  *members,
                const char *text,
                gsize      *length)
{
  TroupeCastMember *found = NULL;

  for (guint i = 0; i < members->len; i++)
    {
      TroupeCastMember *member = g_ptr_array_index (members, i);
      const gsize n = MAX (match (text, member->alias), match (text, member->username));

      if (n <= *length)
        continue;
      *length = n;
      found = member;
    }
  return found;
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
  return troupe_profile_format_mention (profile, member->username != NULL ? member->username : "",
                                        member->alias != NULL ? member->alias : "",
                                        member->remote_id != NULL ? member->remote_id : "", index);
}

/* A mention has its own blank where it needs one. */
static const char *
append (GString    *text,
        const char *mention,
        const char *rest)
{
  g_string_append (text, mention);
  return g_str_has_suffix (mention, " ") && *rest == ' ' ? rest + 1 : rest;
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
      g_string_append (mentions, mention);
    }
  g_string_prepend (text, mentions->str);
}

static gboolean
is_called (const TroupeCastMember *member,
           const char             *word)
{
  const gsize length = strlen (word);

  return g_strcmp0 (member->character_id, word) == 0 || match (word, member->alias) == length ||
         match (word, member->username) == length;
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
  for (guint i = 0; i < draft->cast->len; i++)
    {
      TroupeCastMember *member = g_ptr_array_index (draft->cast, i);
      TroupeCastMember *found = NULL;

      if (member->clip != NULL || member->address != NULL)
        continue;
      for (guint j = 0; j < library->len && found == NULL; j++)
        if (is_called (g_ptr_array_index (library, j), member->alias))
          found = g_ptr_array_index (library, j);
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
 * Looks for `@` and an alias or a username in the prompt, and puts there what the provider calls the
 * character. What is no name of the library stays as it is.
 */
void
troupe_video_prompt_render (TroupeVideoDraft *draft,
                            GPtrArray        *library,
                            TroupeProfile    *profile)
{
  g_autoptr (GPtrArray) chosen = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  const char *rest = draft->prompt;

  g_return_if_fail (library != NULL);
  g_return_if_fail (TROUPE_IS_PROFILE (profile));

  chosen = g_steal_pointer (&draft->cast);
  draft->cast = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_cast_member_free);
  while (*rest != '\0')
    {
      TroupeCastMember *member = NULL;
      gsize length = 0;

      if (*rest == '@')
        member = find_mentioned (library, rest + 1, &length);
      if (member != NULL)
        {
          g_autofree char *mention = NULL;
          guint position = draft->cast->len;

          if (!find_position (draft->cast, member, &position))
            g_ptr_array_add (draft->cast, troupe_cast_member_copy (member));
          mention = format (profile, member, position);
          rest = append (text, mention, rest + 1 + length);
        }
      else
        {
          g_string_append_c (text, *rest++);
        }
    }

  prepend_others (draft, chosen, draft->cast, profile, text);
  g_set_str (&draft->text, text->str);
}
