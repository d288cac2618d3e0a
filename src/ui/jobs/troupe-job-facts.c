/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-facts.h"

#include <glib/gi18n.h>

#include "troupe-job-words.h"

static char *
format_time (gint64 time_us)
{
  g_autoptr (GDateTime) time = NULL;

  if (time_us == 0)
    return NULL;
  time = g_date_time_new_from_unix_local_usec (time_us);
  /* Translators: a moment, as of g_date_time_format(): %-d is the day, %B the month, %Y the year, %H:%M:%S the time */
  return time != NULL ? g_date_time_format (time, C_("job", "%-d %B %Y, %H:%M:%S")) : NULL;
}

static char *
format_count (guint count)
{
  return count > 0 ? g_strdup_printf ("%u", count) : NULL;
}

static char *
dup_provider (const TroupeJobRow *row,
              TroupeProviders    *providers)
{
  return g_strdup (troupe_job_words_get_provider (providers, row->provider_id));
}

static char *
dup_remote_id (const TroupeJobRow *row,
               TroupeProviders    *providers)
{
  return g_strdup (row->remote_id);
}

static char *
dup_word (const TroupeJobRow *row,
          TroupeProviders    *providers)
{
  return g_strdup (row->answer_word);
}

static char *
dup_status (const TroupeJobRow *row,
            TroupeProviders    *providers)
{
  if (row->problem != NULL && row->problem->http_status != 0)
    return format_count (row->problem->http_status);
  return format_count (row->answer_status);
}

static char *
dup_request_id (const TroupeJobRow *row,
                TroupeProviders    *providers)
{
  return row->problem != NULL ? g_strdup (row->problem->request_id) : NULL;
}

static char *
dup_attempts (const TroupeJobRow *row,
              TroupeProviders    *providers)
{
  return g_strdup_printf ("%u", row->attempts);
}

static char *
dup_charge (const TroupeJobRow *row,
            TroupeProviders    *providers)
{
  return g_strdup (troupe_job_words_get_charge (row));
}

static char *
dup_reserved (const TroupeJobRow *row,
              TroupeProviders    *providers)
{
  return troupe_job_words_dup_credits (row->reserved, row->unit);
}

static char *
dup_reported (const TroupeJobRow *row,
              TroupeProviders    *providers)
{
  return troupe_job_words_dup_credits (row->reported, row->unit);
}

static char *
dup_created (const TroupeJobRow *row,
             TroupeProviders    *providers)
{
  return format_time (row->created_us);
}

static char *
dup_started (const TroupeJobRow *row,
             TroupeProviders    *providers)
{
  return format_time (row->started_us);
}

static char *
dup_answered (const TroupeJobRow *row,
              TroupeProviders    *providers)
{
  return format_time (row->answered_us);
}

static char *
dup_ended (const TroupeJobRow *row,
           TroupeProviders    *providers)
{
  return format_time (row->ended_us);
}

static const TroupeJobFact facts[] = {
  { NC_("job fact", "Provider"), dup_provider },
  /* Translators: of a job, at its provider */
  { NC_("job fact", "ID There"), dup_remote_id },
  { NC_("job fact", "State in the Provider’s Words"), dup_word },
  { NC_("job fact", "HTTP Status"), dup_status },
  { NC_("job fact", "Request ID"), dup_request_id },
  /* Translators: how many requests that may have to be paid were sent */
  { NC_("job fact", "Requests Sent"), dup_attempts },
  { NC_("job fact", "Charged"), dup_charge },
  /* Translators: credits that the provider set aside for a job */
  { NC_("job fact", "Reserved"), dup_reserved },
  /* Translators: credits that the provider says a job took */
  { NC_("job fact", "Reported"), dup_reported },
  { NC_("job fact", "Created"), dup_created },
  { NC_("job fact", "Started"), dup_started },
  { NC_("job fact", "Last Answer"), dup_answered },
  { NC_("job fact", "Ended"), dup_ended },
};

/**
 * troupe_job_facts_get:
 * @n_facts: (out): how many there are
 *
 * Gets the table of what there is to know of jobs. The context of the titles is "job fact".
 *
 * Returns: (array length=n_facts) (transfer none): the table
 */
const TroupeJobFact *
troupe_job_facts_get (guint *n_facts)
{
  g_return_val_if_fail (n_facts != NULL, NULL);

  *n_facts = G_N_ELEMENTS (facts);
  return facts;
}
