/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-names.h"

#include <sys/random.h>

static const char * const hues[] = {
  "amber", "azure", "black", "blue", "brown", "copper", "coral", "crimson", "ebony", "golden",
  "green", "grey", "hazel", "indigo", "ivory", "jade", "lilac", "maroon", "ochre", "olive",
  "orange", "pearl", "pink", "purple", "red", "ruby", "russet", "sable", "silver", "teal",
  "violet", "white",
};

static const char * const animals[] = {
  "badger", "bear", "bison", "crane", "crow", "deer", "dove", "eagle", "falcon", "ferret",
  "finch", "fox", "goose", "hare", "hawk", "heron", "ibex", "koala", "lark", "lynx",
  "magpie", "marten", "moose", "otter", "owl", "panda", "raven", "robin", "seal", "stork",
  "tiger", "wren",
};

static const char * const moods[] = {
  "bold", "brave", "bright", "brisk", "calm", "clear", "cosy", "early", "eager", "fair",
  "fond", "free", "gentle", "glad", "grand", "happy", "hasty", "kind", "late", "lively",
  "lucky", "merry", "mild", "noble", "proud", "quick", "quiet", "shy", "sunny", "swift",
  "warm", "wild",
};

static const char * const places[] = {
  "arbor", "bay", "bridge", "brook", "canyon", "cliff", "cove", "creek", "dale", "dune",
  "field", "forest", "garden", "glade", "grove", "harbor", "hill", "island", "lagoon", "lake",
  "meadow", "mill", "orchard", "pass", "pond", "reef", "ridge", "shore", "spring", "summit",
  "valley", "willow",
};

static void
fill_random (guint8 *bytes,
             gsize   n_bytes)
{
  /* Up to 256 bytes come whole and without a signal's interference, random(7). */
  g_assert (n_bytes <= 256);
  g_assert (getrandom (bytes, n_bytes, 0) == (gssize) n_bytes);
}

/**
 * troupe_studio_names_dup_username:
 *
 * Makes up a name out of two pairs of words, such as `bluefox.quietharbor`.
 *
 * There are about a million; the caller makes sure that it is new. Safe from any thread.
 *
 * Returns: (transfer full): the name
 */
char *
troupe_studio_names_dup_username (void)
{
  guint8 dice[4];

  fill_random (dice, sizeof dice);
  return g_strdup_printf ("%s%s.%s%s",
                          hues[dice[0] % G_N_ELEMENTS (hues)],
                          animals[dice[1] % G_N_ELEMENTS (animals)],
                          moods[dice[2] % G_N_ELEMENTS (moods)],
                          places[dice[3] % G_N_ELEMENTS (places)]);
}

/**
 * troupe_studio_names_dup_hex:
 * @prefix: what it begins with
 *
 * Makes @prefix followed by 32 random hexadecimal digits. Safe from any thread.
 *
 * Returns: (transfer full): the id
 */
char *
troupe_studio_names_dup_hex (const char *prefix)
{
  g_autoptr (GString) text = g_string_new (prefix);
  guint8 bytes[16];

  fill_random (bytes, sizeof bytes);
  for (gsize i = 0; i < sizeof bytes; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/**
 * troupe_studio_names_dup_code:
 * @prefix: what it begins with
 *
 * Makes @prefix followed by eight random letters and digits. Safe from any thread.
 *
 * Returns: (transfer full): the id
 */
char *
troupe_studio_names_dup_code (const char *prefix)
{
  static const char characters[] = G_CSET_a_2_z G_CSET_DIGITS;
  g_autoptr (GString) text = g_string_new (prefix);
  guint8 bytes[8];

  fill_random (bytes, sizeof bytes);
  for (gsize i = 0; i < sizeof bytes; i++)
    g_string_append_c (text, characters[bytes[i] % (sizeof characters - 1)]);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/**
 * troupe_studio_names_dup_uuid:
 * @prefix: what it begins with
 *
 * Makes @prefix followed by a random UUID. Safe from any thread.
 *
 * Returns: (transfer full): the id
 */
char *
troupe_studio_names_dup_uuid (const char *prefix)
{
  g_autofree char *uuid = g_uuid_string_random ();

  return g_strconcat (prefix, uuid, NULL);
}
