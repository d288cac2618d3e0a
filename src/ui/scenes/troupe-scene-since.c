/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-scene-since.h"

#include <glib/gi18n.h>

static void
add_line (GString *text,
          char    *line)    /* taken */
{
  g_autofree char *owned = line;

  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, owned);
}

/* A mention may be by another name that the character has, which is no news. */
static void
add_mention (GString             *text,
             const TroupeMention *mention,
             TroupePromptLibrary *people)
{
  const TroupeCastMember *member = troupe_prompt_library_find (people, mention->character_id);
  const char *named = troupe_name_index_find (troupe_prompt_library_get_names (people), mention->name);

  if (member == NULL)
    add_line (text, g_strdup_printf (_("“%s” is not in the library any more."), mention->name));
  else if (g_strcmp0 (named, mention->character_id) != 0)
    /* Translators: the old name of a character, and the new one */
    add_line (text, g_strdup_printf (_("“%1$s” is called “%2$s” now."), mention->name, member->alias));
}

static void
add_provider (GString         *text,
              const char      *provider_id,
              TroupeProviders *providers,
              TroupeProvider  *chosen)
{
  TroupeProvider *known;
  g_autofree char *name = NULL;

  if (provider_id == NULL || g_strcmp0 (provider_id, troupe_provider_get_id (chosen)) == 0)
    return;

  name = troupe_providers_dup_name_of (providers, provider_id);
  known = troupe_providers_find (providers, provider_id);
  if (known != NULL && troupe_providers_contains (providers, known))
    /* Translators: a provider, and another one */
    add_line (text, g_strdup_printf (_("%1$s is switched off; %2$s is chosen now."), name,
                                     troupe_provider_get_name (chosen)));
  else
    /* Translators: a provider, and another one */
    add_line (text, g_strdup_printf (_("%1$s is not set up any more; %2$s is chosen now."), name,
                                     troupe_provider_get_name (chosen)));
}

static void
add_files (GString           *text,
           const TroupeScene *scene,
           const TroupeScene *now,
           TroupeHosts       *hosts)
{
  if (scene->reference != NULL && now->reference == NULL)
    add_line (text, g_strdup (_("Its reference picture is not there any more.")));
  if (scene->clip_file != NULL && now->clip_file == NULL)
    add_line (text, g_strdup (_("What was cut out of a clip for it is not there any more.")));
  if (scene->host_id != NULL && troupe_hosts_find (hosts, scene->host_id) == NULL)
    /* Translators: what a host is known by */
    add_line (text, g_strdup_printf (_("The host “%s” is not set up any more."), scene->host_id));
}

/**
 * troupe_scene_since_dup_text:
 * @scene: as it was sent
 * @now: the same without the files that are gone
 * @people: who there is now
 * @hosts: by which hosts files can go now
 * @providers: the same of providers
 * @chosen: who is to make it now
 *
 * Compares a scene with what there is. That an option is not offered any more the form says, where it is chosen anew.
 *
 * Returns: (transfer full) (nullable): a line for each thing that changed, `NULL` where nothing did
 */
char *
troupe_scene_since_dup_text (const TroupeScene   *scene,
                             const TroupeScene   *now,
                             TroupePromptLibrary *people,
                             TroupeHosts         *hosts,
                             TroupeProviders     *providers,
                             TroupeProvider      *chosen)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_return_val_if_fail (scene != NULL, NULL);
  g_return_val_if_fail (now != NULL, NULL);
  g_return_val_if_fail (people != NULL, NULL);

  add_provider (text, scene->provider_id, providers, chosen);
  for (guint i = 0; i < troupe_prompt_get_n_mentions (scene->prompt); i++)
    {
      const TroupeMention *mention = troupe_prompt_get_mention (scene->prompt, i);

      if (g_hash_table_add (seen, mention->character_id))
        add_mention (text, mention, people);
    }
  add_files (text, scene, now, hosts);
  return text->len > 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : NULL;
}
