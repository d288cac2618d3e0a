/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-mentions.h"

#include <string.h>

#include "troupe-studio-error.h"

static gboolean
is_name_character (gunichar c)
{
  return g_unichar_isalnum (c) || c == '_' || c == '.';
}

/* Some services end their names with a "#". */
static const char *
skip_name (const char *text)
{
  while (is_name_character (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return *text == '#' ? text + 1 : text;
}

/* A name may end a sentence: what follows a dot belongs to it only when such a name is known. */
static TroupeStudioCharacter *
find_longest (TroupeStudioCharacters *characters,
              char                   *name)
{
  while (*name != '\0')
    {
      TroupeStudioCharacter *character = troupe_studio_characters_find (characters, name);
      char *cut;

      if (character != NULL)
        return character;
      cut = g_str_has_suffix (name, "#") ? name + strlen (name) - 1 : strrchr (name, '.');
      if (cut == NULL)
        return NULL;
      *cut = '\0';
    }
  return NULL;
}

/* "someone." at the end of a sentence is no name, "some.one" and "chr_some" may be meant as one. */
static gboolean
looks_like_name (const char *word)
{
  const char *dot = strchr (word, '.');

  return g_str_has_prefix (word, "chr_") || (dot != NULL && dot > word && dot[1] != '\0');
}

static void
add_once (GStrvBuilder *names,
          GHashTable   *seen,
          const char   *name)
{
  if (g_hash_table_add (seen, g_strdup (name)))
    g_strv_builder_add (names, name);
}

/**
 * troupe_studio_mentions_find:
 * @characters: who can be mentioned
 * @prompt: a prompt
 * @error: return location for an error
 *
 * Lists the characters that a prompt mentions as `@username`.
 *
 * A mention ends with the first character that no name has; letters behind it without a space are
 * taken for a part of the name. An `@word` without a dot is no mention, as is an `@` inside a word.
 *
 * Fails with `TROUPE_STUDIO_ERROR_MENTION` when nobody has the name.
 *
 * Returns: (transfer full): the usernames
 */
GStrv
troupe_studio_mentions_find (TroupeStudioCharacters *characters,
                             const char             *prompt,
                             GError                **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *cursor = prompt;

  while ((cursor = strchr (cursor, '@')) != NULL)
    {
      gboolean in_word = cursor > prompt && is_name_character (
        g_utf8_get_char (g_utf8_prev_char (cursor)));
      const char *end = skip_name (cursor + 1);
      g_autofree char *written = g_strndup (cursor + 1, (gsize) (end - cursor - 1));
      g_autofree char *name = g_strdup (written);
      TroupeStudioCharacter *character = in_word ? NULL : find_longest (characters, name);

      if (character != NULL)
        add_once (names, seen, character->username);
      else if (!in_word && looks_like_name (written))
        {
          g_set_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_MENTION,
                       "there is no character @%s", written);
          return NULL;
        }
      cursor = end;
    }
  return g_strv_builder_end (names);
}

static void
add_place (GArray *places,
           guint   place)
{
  for (guint i = 0; i < places->len; i++)
    if (g_array_index (places, guint, i) == place)
      return;
  g_array_append_val (places, place);
}

/**
 * troupe_studio_mentions_find_places:
 * @prompt: a prompt
 * @word: what stands before the number, in small letters
 * @n_places: how many things there are
 * @error: return location for an error
 *
 * Lists the places that a prompt mentions, such as `video 2`, `Video_2` or `@video2`.
 *
 * Fails with `TROUPE_STUDIO_ERROR_MENTION` when nothing is in such a place: a real service would
 * guess.
 *
 * Returns: (transfer full) (element-type guint): the places, counted from 0
 */
GArray *
troupe_studio_mentions_find_places (const char *prompt,
                                    const char *word,
                                    guint       n_places,
                                    GError    **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *text = g_utf8_strdown (prompt, -1);
  char *cursor = text;

  while ((cursor = strstr (cursor, word)) != NULL)
    {
      guint64 number;

      cursor += strlen (word);
      cursor += strspn (cursor, " _");
      if (!g_ascii_isdigit (*cursor))
        continue;
      number = g_ascii_strtoull (cursor, &cursor, 10);
      if (number < 1 || number > n_places)
        {
          g_set_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_MENTION,
                       "the prompt refers to %s %" G_GUINT64_FORMAT ", there are %u", word, number,
                       n_places);
          return NULL;
        }
      add_place (places, (guint) number - 1);
    }
  return g_steal_pointer (&places);
}
