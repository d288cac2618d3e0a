/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-letters.h"

#include "troupe-prompt.h"

#define ZERO_WIDTH_NON_JOINER 0x200c
#define ZERO_WIDTH_JOINER 0x200d
#define FIRST_SKIN_TONE 0x1f3fb
#define LAST_SKIN_TONE 0x1f3ff
#define FIRST_TAG 0xe0020    /* the letters behind a black flag */
#define LAST_TAG 0xe007f

/* No name needs more; text made to break readers has thousands on one letter. */
#define MAX_CLUSTER_CHARS 32

/* What a joiner joins: the person and the rocket of an astronaut */
static gboolean
is_joinable (gunichar character)
{
  return g_unichar_type (character) == G_UNICODE_OTHER_SYMBOL && character != TROUPE_PROMPT_MENTION;
}

/* Belongs to the character before it */
static gboolean
is_extender (gunichar character)
{
  return g_unichar_ismark (character) || character == ZERO_WIDTH_NON_JOINER ||
         character == ZERO_WIDTH_JOINER ||
         (character >= FIRST_SKIN_TONE && character <= LAST_SKIN_TONE) ||
         (character >= FIRST_TAG && character <= LAST_TAG);
}

/**
 * troupe_letters_is_word:
 * @character: a character
 *
 * Safe from any thread, as all of these.
 *
 * Returns: whether words and names are made of it: a letter, a digit or an underscore
 */
gboolean
troupe_letters_is_word (gunichar character)
{
  return g_unichar_isalnum (character) || character == '_';
}

/**
 * troupe_letters_is_unspaced:
 * @character: a character
 *
 * Returns: whether its script puts no blanks between words, so that a name may be followed by more of them
 */
gboolean
troupe_letters_is_unspaced (gunichar character)
{
  switch ((int) g_unichar_get_script (character))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_BOPOMOFO:
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_LAO:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR:
    case G_UNICODE_SCRIPT_TIBETAN:
      return TRUE;

    default:
      return FALSE;
    }
}

/**
 * troupe_letters_skip_cluster:
 * @text: UTF-8 that is not at its end
 *
 * Skips a character with what belongs to it.
 *
 * Returns: where the next one begins
 */
const char *
troupe_letters_skip_cluster (const char *text)
{
  gunichar last = g_utf8_get_char (text);

  text = g_utf8_next_char (text);
  for (guint i = 1; i < MAX_CLUSTER_CHARS && *text != '\0'; i++)
    {
      gunichar character = g_utf8_get_char (text);

      if (!is_extender (character) && (last != ZERO_WIDTH_JOINER || !is_joinable (character)))
        break;
      last = character;
      text = g_utf8_next_char (text);
    }
  return text;
}

/* A dot, or the sign that some services put at the end of names */
static gboolean
goes_on (const char *text)
{
  gunichar next = g_utf8_get_char (text);

  if (next == '.')
    {
      next = g_utf8_get_char (text + 1);
      return troupe_letters_is_word (next) && !troupe_letters_is_unspaced (next);
    }
  return next == '#';
}

/**
 * troupe_letters_ends_name:
 * @last: the last character of a name
 * @text: what follows it
 *
 * Finds out whether a name is over. Letters that are glued to it make another name of it, unless their
 * script has no blanks between words; so do a dot with letters behind it and `#`. A dot alone ends a
 * sentence.
 *
 * Returns: whether it is
 */
gboolean
troupe_letters_ends_name (gunichar    last,
                          const char *text)
{
  gunichar next = g_utf8_get_char (text);

  if (is_extender (next) || (last == ZERO_WIDTH_JOINER && is_joinable (next)))
    return FALSE;
  if (!troupe_letters_is_word (last) && !g_unichar_ismark (last))
    return TRUE;
  if (troupe_letters_is_word (next))
    return troupe_letters_is_unspaced (next);
  return !goes_on (text);
}

/**
 * troupe_letters_skip_name:
 * @text: UTF-8
 *
 * Skips what somebody may have meant as a name: letters, dots between them and a `#` at its end, up to
 * where letters of a script without blanks follow those of another.
 *
 * Returns: where it ends, @text itself where there is none
 */
const char *
troupe_letters_skip_name (const char *text)
{
  const char *start = text;
  gboolean is_unspaced = troupe_letters_is_unspaced (g_utf8_get_char (text));

  while (TRUE)
    {
      gunichar next = g_utf8_get_char (text);

      if (troupe_letters_is_word (next) && (is_unspaced || !troupe_letters_is_unspaced (next)))
        text = troupe_letters_skip_cluster (text);
      else if (next == '.' && text > start && goes_on (text))
        text++;
      else
        break;
    }
  return text > start && *text == '#' ? text + 1 : text;
}
