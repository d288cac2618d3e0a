/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-answer.h"
#include "troupe-job-row.h"

G_BEGIN_DECLS

/* A job in a provider's list that may be the one whose answer was lost. Plain data. */
typedef struct
{
  char    *remote_id;
  char    *prompt;        /* NULL: the list does not tell */
  char    *model;         /* the same */
  char    *word;          /* the provider's own for its state, or NULL */
  gint64   created_us;    /* since 1970; 0: the list does not tell */
  gboolean is_certain;    /* prompt and time are told, and all that is told fits */
} TroupeJobCandidate;

/* What is looked for. Plain data; all is borrowed. */
typedef struct
{
  const char *prompt;     /* as it was sent, or NULL: a character has none */
  const char *model;      /* or NULL */
  gint64      sent_us;
  GHashTable *known;      /* of char: ids of the provider's jobs that the journal knows */
} TroupeJobSought;

void                      troupe_job_candidate_free      (TroupeJobCandidate    *self);
/* The call of its profile that lists what is made there, or NULL */
const char               *troupe_job_search_get_list     (TroupeProvider        *provider,
                                                          gboolean               makes_character);
/* Whether the provider, which may be NULL, has a list in which the job can be */
gboolean                  troupe_job_search_is_possible  (TroupeProvider        *provider,
                                                          const TroupeJobRow    *row);
/* items: of TroupeAnswer; gives those that may be it, the likeliest first; of TroupeJobCandidate */
GPtrArray                *troupe_job_search_filter       (const TroupeJobSought *sought,
                                                          GPtrArray             *items) G_GNUC_WARN_UNUSED_RESULT;
/* The only one that is certain, or NULL */
const TroupeJobCandidate *troupe_job_search_get_certain  (GPtrArray             *candidates);

G_END_DECLS
