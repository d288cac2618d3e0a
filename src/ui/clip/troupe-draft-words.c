/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-draft-words.h"

#include <glib/gi18n.h>

#include "troupe-time.h"

static char *
dup_length (const TroupeTravel *travel)
{
  return g_strdup_printf ("%g", (double) travel->length_ns / TROUPE_TIME_SECOND);
}

static const char *
get_receiver (TroupeProvider *provider,
              TroupeHost     *host)
{
  return host != NULL ? troupe_host_get_name (host) : troupe_provider_get_name (provider);
}

static char *
dup_cut (const TroupeTravel *travel,
         const char         *receiver)
{
  g_autofree char *length = dup_length (travel);
  guint number = troupe_time_get_plural (travel->length_ns);

  if (travel->is_local)
    /* Translators: seconds, then pixels, then the Practice Studio */
    return g_strdup_printf (ngettext ("Nothing. Only this %1$s second, %2$dp, without metadata, "
                                      "goes to the %3$s on this computer.",
                                      "Nothing. Only these %1$s seconds, %2$dp, without metadata, "
                                      "go to the %3$s on this computer.", number),
                            length, travel->short_edge, receiver);

  /* Translators: seconds, then pixels, then a provider’s name */
  return g_strdup_printf (ngettext ("Only this %1$s second, %2$dp, without metadata, to %3$s.",
                                    "Only these %1$s seconds, %2$dp, without metadata, to %3$s.",
                                    number),
                          length, travel->short_edge, receiver);
}

/* A clip of nobody's has no name. */
static char *
join_names (GPtrArray *names)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      /* Translators: between the names of a list */
      g_string_append_printf (list, "%s%s", i > 0 ? C_("list", ", ") : "",
                              /* Translators: in a list of names of characters: a clip whose character has none */
                              *name != '\0' ? name : _("the clip of this scene"));
    }
  return g_string_free_and_steal (g_steal_pointer (&list));
}

static char *
dup_cast (const TroupeTravel *travel,
          const char         *receiver)
{
  g_autofree char *names = join_names (travel->names);

  if (travel->way == TROUPE_WAY_TASK)
    /* Translators: names of characters, then that of a provider */
    return g_strdup_printf (_("Only the numbers of the tasks they were made from, to %2$s: %1$s."), names, receiver);
  if (travel->way == TROUPE_WAY_ADDRESS)
    /* Translators: names of characters, then that of a provider, twice the same */
    return g_strdup_printf (_("Only the addresses of their clips, to %2$s; %2$s fetches the whole clips from there: "
                              "%1$s."), names, receiver);
  /* Translators: names of characters, then that of a provider or a host */
  return g_strdup_printf (_("Only what was cut out, without metadata, to %2$s: %1$s."), names, receiver);
}

static char *
dup_what_of_cast (const TroupeTravel *travel)
{
  g_autofree char *names = join_names (travel->names);

  if (travel->way == TROUPE_WAY_PICTURE)
    /* Translators: names of characters, then pixels */
    return g_strdup_printf (_("One still picture of the range of each, at most %2$dp, without metadata and under no "
                              "name of yours: %1$s."), names, travel->short_edge);
  /* Translators: names of characters, then pixels */
  return g_strdup_printf (_("The range of each clip alone, at most %2$dp, without metadata and under no name of "
                            "yours: %1$s."), names, travel->short_edge);
}

/* Of what stays here until a video is made */
static char *
dup_later (const TroupeTravel *travel,
           const char         *receiver)
{
  if (travel->way == TROUPE_WAY_TASK)
    /* Translators: a provider’s name */
    return g_strdup_printf (_("Nothing now. Only the number of a task goes along with each video of the character, "
                              "to %s."), receiver);
  if (travel->way == TROUPE_WAY_ADDRESS)
    /* Translators: a provider’s name, twice the same */
    return g_strdup_printf (_("Nothing now. Only the address of the clip goes along with each video of the character, "
                              "to %1$s. %1$s fetches the whole clip from there."), receiver);
  /* Translators: the name of a provider or a host */
  return g_strdup_printf (_("Nothing now. It goes along with each video of the character, to %s."), receiver);
}

/**
 * troupe_draft_words_dup_leaves:
 * @travel: how a clip travels
 * @provider: to whom
 * @host: (nullable): by which host
 *
 * Says what leaves this computer.
 *
 * Returns: (transfer full): a sentence or two
 */
char *
troupe_draft_words_dup_leaves (const TroupeTravel *travel,
                               TroupeProvider     *provider,
                               TroupeHost         *host)
{
  const char *name = troupe_provider_get_name (provider);

  if (travel->cargo == TROUPE_CARGO_CAST)
    return dup_cast (travel, get_receiver (provider, host));
  if (travel->cargo == TROUPE_CARGO_REFERENCE)
    /* Translators: the name of a provider or a host */
    return g_strdup_printf (_("The reference picture, without metadata, to %s."), get_receiver (provider, host));
  if (travel->way == TROUPE_WAY_NONE)
    return g_strdup (_("Nothing: there is no way to the provider yet."));
  if (travel->with_videos)
    return dup_later (travel, get_receiver (provider, host));
  if (travel->way == TROUPE_WAY_TASK)
    /* Translators: a provider’s name */
    return g_strdup_printf (_("Only the number of a task, to %s."), name);
  if (travel->way == TROUPE_WAY_ADDRESS)
    /* Translators: a provider’s name, twice the same */
    return g_strdup_printf (_("Only the address of the clip, to %1$s. %1$s fetches the whole clip from "
                              "there."), name);
  return dup_cut (travel, get_receiver (provider, host));
}

/**
 * troupe_draft_words_dup_what:
 * @travel: how a clip travels
 *
 * Says what exactly is sent.
 *
 * Returns: (transfer full) (nullable): a sentence, `NULL` where nothing of the clip is sent
 */
char *
troupe_draft_words_dup_what (const TroupeTravel *travel)
{
  g_autofree char *length = dup_length (travel);
  guint number = troupe_time_get_plural (travel->length_ns);

  if (!troupe_way_needs_cut (travel->way))
    return NULL;
  if (travel->cargo == TROUPE_CARGO_CAST)
    return dup_what_of_cast (travel);
  if (travel->cargo == TROUPE_CARGO_REFERENCE)
    return g_strdup (_("The part of the picture that is chosen, without metadata and under no name of yours."));
  if (travel->way == TROUPE_WAY_PICTURE)
    /* Translators: pixels */
    return g_strdup_printf (_("One still picture of the range, %dp, without metadata and under no name of yours."),
                            travel->short_edge);
  if (travel->has_sound)
    /* Translators: seconds, then pixels */
    return g_strdup_printf (ngettext ("The range alone: %1$s second, %2$dp, with its sound, without metadata and under "
                                      "no name of yours.",
                                      "The range alone: %1$s seconds, %2$dp, with its sound, without metadata and "
                                      "under no name of yours.", number), length, travel->short_edge);
  /* Translators: seconds, then pixels */
  return g_strdup_printf (ngettext ("The range alone: %1$s second, %2$dp, silent, without metadata and under no name "
                                    "of yours.",
                                    "The range alone: %1$s seconds, %2$dp, silent, without metadata and under no name "
                                    "of yours.", number), length, travel->short_edge);
}

/**
 * troupe_draft_words_dup_where:
 * @travel: how a clip travels
 * @provider: to whom
 * @host: (nullable): by which host
 *
 * Says where it is sent.
 *
 * Returns: (transfer full) (nullable): a sentence, `NULL` where nothing is sent
 */
char *
troupe_draft_words_dup_where (const TroupeTravel *travel,
                              TroupeProvider     *provider,
                              TroupeHost         *host)
{
  const char *name = troupe_provider_get_name (provider);

  if (travel->way == TROUPE_WAY_NONE)
    return NULL;
  if (host != NULL && travel->origin != NULL)
    /* Translators: the name of a host, its address, then the name of a provider */
    return g_strdup_printf (_("To %1$s at %2$s; %3$s fetches it from there."), troupe_host_get_name (host),
                            travel->origin, name);
  if (host != NULL)
    /* Translators: the name of a host, then that of a provider */
    return g_strdup_printf (_("To %1$s; %2$s fetches it from there."), troupe_host_get_name (host), name);
  if (travel->origin == NULL)
    return g_strdup (name);
  /* Translators: the name of a provider, then its address */
  return g_strdup_printf (_("To %1$s at %2$s."), name, travel->origin);
}

/* Until the job it goes along with has ended; hours: 0 where nothing is known */
static char *
dup_until_made (const TroupeTravel *travel)
{
  const gboolean is_character = travel->cargo == TROUPE_CARGO_RANGE && !travel->with_videos;
  const guint hours = (guint) travel->hours;

  if (is_character && hours > 0)
    return g_strdup_printf (ngettext ("Until the character is made, then it is deleted; its address ends after %u hour "
                                      "in any case.",
                                      "Until the character is made, then it is deleted; its address ends after %u "
                                      "hours in any case.", hours), hours);
  if (is_character)
    return g_strdup (_("Until the character is made, then it is deleted."));
  if (hours > 0)
    return g_strdup_printf (ngettext ("Until the video is made, then it is deleted; its address ends after %u hour "
                                      "in any case.",
                                      "Until the video is made, then it is deleted; its address ends after %u "
                                      "hours in any case.", hours), hours);
  return g_strdup (_("Until the video is made, then it is deleted."));
}

/**
 * troupe_draft_words_dup_duration:
 * @travel: how a clip travels
 * @provider: to whom
 * @host: (nullable): by which host
 *
 * Says how long what is sent stays there.
 *
 * Returns: (transfer full) (nullable): a sentence, `NULL` where nothing is sent
 */
char *
troupe_draft_words_dup_duration (const TroupeTravel *travel,
                                 TroupeProvider     *provider,
                                 TroupeHost         *host)
{
  if (!troupe_way_needs_cut (travel->way))
    return NULL;
  if (travel->is_deleted)
    return dup_until_made (travel);
  if (travel->hours > 0)
    return g_strdup_printf (ngettext ("Its address works for %d hour.", "Its address works for %d hours.",
                                      (gulong) travel->hours), (int) travel->hours);
  /* Translators: the name of a host or a provider */
  return g_strdup_printf (_("As long as %s keeps it."), get_receiver (provider, host));
}

/**
 * troupe_draft_words_dup_people:
 * @travel: how a clip travels
 * @provider: to whom
 *
 * Says what becomes of clips with people in them.
 *
 * Returns: (transfer full) (nullable): a sentence, `NULL` where nothing leaves this computer
 */
char *
troupe_draft_words_dup_people (const TroupeTravel *travel,
                               TroupeProvider     *provider)
{
  const char *people = troupe_profile_get_people (troupe_provider_get_profile (provider));

  if (travel->is_local || travel->way == TROUPE_WAY_NONE)
    return NULL;
  if (people != NULL)
    return g_strdup (people);
  return g_strdup (travel->cargo == TROUPE_CARGO_REFERENCE ? _("Many services refuse pictures that show them.")
                                                           : _("Many services refuse clips that show them."));
}
