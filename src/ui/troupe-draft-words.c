/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-draft-words.h"

#include <glib/gi18n.h>

#include "troupe-time.h"
#include "troupe-travel.h"

static char *
dup_local (const TroupeTravel *travel,
           const char         *length,
           guint               number,
           const char         *name)
{
  /* Translators: seconds, then pixels, then the Practice Studio */
  return g_strdup_printf (ngettext ("Nothing. Only this %1$s second, %2$dp, without metadata, "
                                    "goes to the %3$s on this computer.",
                                    "Nothing. Only these %1$s seconds, %2$dp, without metadata, "
                                    "go to the %3$s on this computer.", number),
                          length, travel->short_edge, name);
}

static char *
dup_cut (const TroupeTravel *travel,
         const char         *length,
         guint               number,
         const char         *name)
{
  /* Translators: seconds, then pixels, then a provider’s or a host’s name */
  return g_strdup_printf (ngettext ("Only this %1$s second, %2$dp, without metadata, to %3$s.",
                                    "Only these %1$s seconds, %2$dp, without metadata, to %3$s.",
                                    number),
                          length, travel->short_edge, name);
}

static char *
dup_what (const TroupeTravel *travel,
          const char         *provider,
          const char         *host)
{
  g_autofree char *length = g_strdup_printf ("%g", (double) travel->length_ns / TROUPE_TIME_SECOND);
  guint number = troupe_time_get_plural (travel->length_ns);

  if (travel->way == TROUPE_WAY_PICTURE)
    /* Translators: pixels, then a provider’s name */
    return g_strdup_printf (_("Only one picture of the range, %1$dp, without metadata, to %2$s."),
                            travel->short_edge, provider);
  if (travel->is_local)
    return dup_local (travel, length, number, provider);
  return dup_cut (travel, length, number, travel->way == TROUPE_WAY_HOST ? host : provider);
}

static char *
dup_how_long (const TroupeTravel *travel)
{
  if (travel->is_deleted)
    return g_strdup (_("It is deleted there after use."));
  if (travel->hours > 0)
    return g_strdup_printf (ngettext ("Its address works for %d hour.",
                                      "Its address works for %d hours.", (gulong) travel->hours),
                            (int) travel->hours);
  if (travel->way == TROUPE_WAY_HOST)
    return g_strdup (_("It stays there until you delete it."));
  return g_strdup (_("How long it is kept there is up to the provider."));
}

/* Takes sentence */
static void
add (GPtrArray *sentences,
     char      *sentence)
{
  g_ptr_array_add (sentences, sentence);
}

static char *
dup_cut_sentences (const TroupeTravel *travel,
                   TroupeProvider     *provider,
                   TroupeHost         *host)
{
  const char *people = troupe_profile_get_people (troupe_provider_get_profile (provider));
  const char *name = troupe_provider_get_name (provider);
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_null_terminated (5, g_free, TRUE);

  add (sentences, dup_what (travel, name, host != NULL ? troupe_host_get_name (host) : NULL));
  if (travel->with_videos)
    add (sentences, g_strdup (_("Not now, but with each video of the character.")));
  if (!travel->is_local)
    {
      add (sentences, dup_how_long (travel));
      add (sentences, g_strdup (people != NULL ? people
                                               : _("Faces of real people are refused by most services.")));
    }
  return g_strjoinv (" ", (char **) sentences->pdata);
}

/**
 * troupe_draft_words_dup_leaves:
 * @draft: what is to be sent
 * @provider: to whom
 * @host: (nullable): the host that clips usually go to
 *
 * Says what leaves this computer, where it goes and for how long, and what the service says of people.
 *
 * Returns: (transfer full): a few sentences
 */
char *
troupe_draft_words_dup_leaves (const TroupeCharacterDraft *draft,
                               TroupeProvider             *provider,
                               TroupeHost                 *host)
{
  g_autoptr (TroupeTravel) travel = NULL;

  g_return_val_if_fail (draft != NULL, NULL);
  g_return_val_if_fail (TROUPE_IS_PROVIDER (provider), NULL);

  travel = troupe_travel_new (draft, provider, draft->host_id != NULL ? host : NULL);
  if (troupe_way_needs_cut (travel->way))
    return dup_cut_sentences (travel, provider, host);

  /* Translators: a provider’s name, twice the same */
  return g_strdup_printf (_("Only the address of the clip, to %1$s. %1$s fetches the whole clip from "
                            "there."),
                          troupe_provider_get_name (provider));
}
