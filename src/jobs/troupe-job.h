/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-connection.h"
#include "troupe-job-state.h"
#include "troupe-problem.h"
#include "troupe-profile.h"
#include "troupe-upload-list.h"
#include "troupe-video-draft.h"

G_BEGIN_DECLS

/* What the journal knows of one job, and what its character has by now. Plain data: the owner thread
 * fills it, afterwards it belongs to whoever runs the job. */
typedef struct
{
  char           *id;
  char           *character_id;      /* that it makes, or NULL */
  char           *video_id;          /* that it makes, or NULL */
  char           *provider_id;
  char           *base;              /* address of the account when it was ordered; NULL where nobody kept it */
  TroupeJobState  state;
  TroupeProblem  *problem;           /* or NULL */
  double          position;          /* among those that are not sent */
  gboolean        is_unwanted;       /* to be cancelled, if nothing was sent: a wish that nobody was there to fulfil */

  TroupeVideoDraft *video;           /* what the person asked for of a video; NULL for a character */

  /* What the person asked for of a character */
  char           *clip_uri;          /* of the clip itself */
  char           *media_uri;         /* where to read it: perhaps a file in the cache */
  TroupeRange     range;
  TroupeSource    source;
  char           *address;           /* of the clip for the provider, or NULL */
  char           *task_id;           /* or NULL */
  char           *host_id;           /* of the person, that the cut goes to; or NULL */
  char           *alias;
  gboolean        is_again;          /* another identity of a character: its range is one of the kept cut */
  guint64         kept_ns;           /* the length of that */

  /* What is ready */
  char           *clip_file;         /* the cut, below the media folder, or NULL */
  guint           n_stills;
  GPtrArray      *uploads;           /* of TroupeUpload: what stands at an address by now */
  char           *published;         /* address at which the provider is to fetch the cut, or NULL */
  char           *key;               /* tells this paid call from any other */
  gboolean        is_doubted;        /* one with that key may have been carried out, and nobody knows */
  char           *remote_id;         /* what the provider calls the job, or NULL */
  TroupeJobStop   stop;              /* of a video: whether the provider is to end it */
  gboolean        has_identity;      /* what the provider made stands in the library */
  char           *picture_url;       /* of the provider's picture, or NULL */
} TroupeJob;

TroupeJob *troupe_job_new           (void) G_GNUC_WARN_UNUSED_RESULT;
void       troupe_job_free          (TroupeJob         *self);
char      *troupe_job_draft_to_json (const TroupeJob   *self) G_GNUC_WARN_UNUSED_RESULT;
/* Jobs that go on by themselves and that a process carries out, NULL: that nobody does; in the order in which they go
 * out. Owner thread. */
GPtrArray *troupe_job_load_live     (TroupeConnection  *connection,
                                     const char        *owner,
                                     GError           **error) G_GNUC_WARN_UNUSED_RESULT;
/* Of any kind. Owner thread. */
TroupeJob *troupe_job_load          (TroupeConnection  *connection,
                                     const char        *id,
                                     GError           **error) G_GNUC_WARN_UNUSED_RESULT;
/* The one that makes a video. Owner thread. */
TroupeJob *troupe_job_load_video    (TroupeConnection  *connection,
                                     const char        *video_id,
                                     GError           **error) G_GNUC_WARN_UNUSED_RESULT;
/* The one that decides the state of a character. Owner thread. */
TroupeJob *troupe_job_load_newest   (TroupeConnection  *connection,
                                     const char        *character_id,
                                     GError           **error) G_GNUC_WARN_UNUSED_RESULT;

/* Of jobs AS j: whether a paid call with its key has no answer yet, or none that decides */
#define TROUPE_JOB_HAS_OPEN_CALL \
        "EXISTS (SELECT 1 FROM paid_calls WHERE job_id = j.id AND key = ifnull (j.key, j.id) AND charge IS NULL)"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeJob, troupe_job_free)

G_END_DECLS
