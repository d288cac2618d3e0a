/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-profile-text.h"

#include <glib/gi18n.h>

#include "troupe-date-text.h"

/**
 * troupe_profile_text_get_kind:
 * @profile: a profile
 *
 * Says what becomes of a clip there.
 *
 * Returns: (transfer none): a translated sentence
 */
const char *
troupe_profile_text_get_kind (TroupeProfile *profile)
{
  switch (troupe_profile_get_kind (profile))
    {
    case TROUPE_KIND_STORED:
      return _("A character is made once and kept there.");

    case TROUPE_KIND_INLINE:
      return _("No character is kept there: the clip travels with every video.");
    }
  g_return_val_if_reached (NULL);
}

/* The day in the person's words; NULL where the profile names none */
static char *
dup_day (TroupeProfile *profile)
{
  const char *date = troupe_profile_get_life_date (profile);
  g_autofree char *midnight = date != NULL ? g_strconcat (date, "T00:00:00", NULL) : NULL;
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  g_autoptr (GDateTime) day = midnight != NULL ? g_date_time_new_from_iso8601 (midnight, here) : NULL;

  return day != NULL ? troupe_date_text_format (g_date_time_to_unix_usec (day)) : NULL;
}

/**
 * troupe_profile_text_dup_life:
 * @profile: a profile
 *
 * Says in a few words what is publicly known about the life of the service.
 *
 * Returns: (transfer full) (nullable): translated text; `NULL` for one that works as far as is known
 */
char *
troupe_profile_text_dup_life (TroupeProfile *profile)
{
  TroupeLife life = troupe_profile_get_life (profile);
  g_autofree char *day = dup_day (profile);

  switch (life)
    {
    case TROUPE_LIFE_ACTIVE:
      return NULL;

    case TROUPE_LIFE_PAUSED:
      /* Translators: %s is a day. A service does not take orders at the moment. */
      return day != NULL ? g_strdup_printf (_("Paused since %s"), day) : g_strdup (_("Paused"));

    case TROUPE_LIFE_CLOSED:
      /* Translators: %s is a day. A service has ended. */
      return day != NULL ? g_strdup_printf (_("Closed since %s"), day) : g_strdup (_("Closed"));
    }
  g_return_val_if_reached (NULL);
}

/**
 * troupe_profile_text_dup_advice:
 * @profile: a profile
 *
 * Tells what is known about the life of the service, and what can be done.
 *
 * Returns: (transfer full): translated text; may be empty
 */
char *
troupe_profile_text_dup_advice (TroupeProfile *profile)
{
  const char *note = troupe_profile_get_life_note (profile);
  const char *advice = troupe_profile_get_life_advice (profile);

  if (note == NULL || advice == NULL)
    return g_strdup (note != NULL ? note : advice != NULL ? advice : "");
  /* Translators: what is known of a service, then what a person can do */
  return g_strdup_printf (C_("provider", "%1$s %2$s"), note, advice);
}
