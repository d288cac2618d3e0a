/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* usage: names-troupe CHARACTERS TURNS : what is looked up while a prompt is typed. It prints "index MS", to get ready
 * for that many characters, then for each turn "complete MS" for a query of completion, "near MS" for a name that
 * nobody has, and "parse MS" for a prompt of 5000 characters with 200 mentions. */

#include <stdlib.h>

#include "troupe-completion.h"
#include "troupe-near-names.h"
#include "troupe-prompt-words.h"

#define N_MENTIONS 200
#define N_SHOWN 20

typedef struct
{
  TroupeNameIndex  *names;
  TroupeNearNames  *near_names;
  TroupeCompletion *completion;
  char             *prompt;
} Bench;

static const char *const words[] = {
  "Anna", "Zoë", "Fuchs", "Blauer", "Søren", "quiet", "harbor", "Émile", "ثعلب", "安娜", "Night", "walker", "Ólafur",
  "Mossy", "Bert", "Łucja",
};

static char *
make_name (guint i)
{
  return g_strdup_printf ("%s %s %u", words[i % 16], words[i / 16 % 16], i / 256);
}

static void
add (Bench *bench,
     guint  i)
{
  g_autofree char *id = g_strdup_printf ("id-%u", i);
  g_autofree char *alias = make_name (i);
  g_autofree char *username = g_strdup_printf ("user%u.%s", i, words[i % 7 == 2 ? 5 : 6]);
  const char *const usernames[] = { username, NULL };
  const char *const tags[] = { words[i % 5], "Series", NULL };

  troupe_name_index_add (bench->names, TROUPE_NAME_ALIAS, alias, id);
  troupe_name_index_add (bench->names, TROUPE_NAME_USERNAME, username, id);
  troupe_near_names_add (bench->near_names, alias, id);
  troupe_near_names_add (bench->near_names, username, id);
  troupe_completion_add (bench->completion, id, alias, usernames, tags, i * 7919 % 10007);
}

static char *
make_prompt (guint n_characters)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < N_MENTIONS; i++)
    {
      g_autofree char *name = make_name (i * 37 % n_characters);

      g_string_append_printf (text, "@%s walks here. ", name);
    }
  return g_string_free_and_steal (text);
}

static void
print_since (const char *what,
             gint64      start_us)
{
  g_print ("%s %.3f\n", what, (g_get_monotonic_time () - start_us) / 1000.0);
}

static void
measure (Bench *bench,
         guint  turn)
{
  static const char *const queries[] = { "", "a", "an", "anna", "zoe 3", "user77", "blauer fu", "er", "nobody", "安" };
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GPtrArray) ranked = NULL;
  g_autoptr (GPtrArray) near = NULL;
  g_autoptr (TroupePrompt) prompt = NULL;

  ranked = troupe_completion_rank (bench->completion, queries[turn % G_N_ELEMENTS (queries)], N_SHOWN);
  print_since ("complete", start);
  start = g_get_monotonic_time ();
  near = troupe_near_names_find (bench->near_names, "Blaurr Fuchs 1", 3);
  print_since ("near", start);
  start = g_get_monotonic_time ();
  prompt = troupe_prompt_parse (bench->prompt, bench->names);
  print_since ("parse", start);
  g_assert (near->len == 3 && troupe_prompt_get_n_mentions (prompt) == N_MENTIONS);
}

int
main (int   argc,
      char *argv[])
{
  Bench bench = { troupe_name_index_new (), troupe_near_names_new (), troupe_completion_new (), NULL };
  guint n_characters = (guint) atoi (argv[1]);
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < n_characters; i++)
    add (&bench, i);
  troupe_name_index_find (bench.names, "Anna");
  print_since ("index", start);

  bench.prompt = make_prompt (n_characters);
  for (int turn = 0; turn < atoi (argv[2]); turn++)
    measure (&bench, (guint) turn);

  g_free (bench.prompt);
  troupe_name_index_free (bench.names);
  troupe_near_names_free (bench.near_names);
  troupe_completion_free (bench.completion);
  return 0;
}
