/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-export.h"
#include "troupe-job-run.h"
#include "troupe-pace.h"
#include "troupe-video-order.h"

G_BEGIN_DECLS

struct _TroupeJobRun
{
  GObject         parent_instance;

  gboolean        is_committed;    /* the paid call stands in the journal, or is about to */
  gboolean        is_failing;      /* a step could not be written; that it failed may be */
  gboolean        is_full;         /* of its account others have as many as it takes: its turn comes later */
  gboolean        is_looking;      /* before the paid call: an address is looked at */
  gboolean        is_following;    /* only waits for the provider */
  gboolean        is_doubtful;     /* the provider, which is still being asked, says that there is no such job */
  gboolean        is_stopped;      /* the provider refuses the key; it is not asked any more */
  gboolean        is_waiting;      /* until a result can be fetched */
  gboolean        is_link_old;     /* of a result: the provider was not asked for it just now */
  gboolean        is_link_late;    /* it may do yet */
  gboolean        asks_again;      /* at once, by the person's wish */
  gboolean        is_stopping;     /* the provider is being asked to end the job, or what it said is being written */
  gboolean        is_gone;         /* it knows the job no more, after that wish */
  gboolean        is_cancelled;    /* it says that the job was ended, not that it failed */

  guint           room;            /* how many of its account others may have when it begins */
  TroupeWay       way;
  void          (*exported) (TroupeJobRun *self);    /* what comes after it */

  /* Owned */
  TroupeJob      *job;
  TroupeProvider *account;         /* or NULL */
  TroupeProvider *provider;        /* the account where it was when the job was ordered, or NULL */
  TroupeClient   *client;
  TroupeLibrary  *library;
  TroupeJournal  *journal;
  TroupeHosts    *hosts;
  TroupeWaker    *waker;
  TroupeProblem  *refusal;         /* of another job of the account: this one is not asked about, too; or NULL */
  GCancellable   *cancellable;     /* of what comes before the paid call */
  GCancellable   *following;       /* of asking the provider, or NULL */
  TroupeExport   *export;          /* what travels of the cut, or NULL */
  TroupeJobStep  *step;            /* what will be written when the next state begins */
  TroupeRequest  *request;         /* the paid call */
  TroupeVideoOrder *order;         /* of a video, or NULL */
  char           *result_url;      /* of a finished video, or NULL */
  guint           n_kept;          /* of the uploads, from the first on: those that cannot be deleted now */
  char           *accepted;        /* what the provider calls the character it made, or NULL */
  TroupePace      fetch_pace;      /* of tries to fetch the result; all 0 before the first */
  guint           fetch_wait_ms;   /* until the next one */
  GTask          *task;            /* of the whole run */
};

void           troupe_job_run_report            (TroupeJobRun   *self,
                                                 double          progress);
/* What will be written with the next step; filled by whoever has something to keep */
TroupeJobStep *troupe_job_run_next_step         (TroupeJobRun   *self);
/* Writes it down as the event; the next state begins when that is on the disk. */
void           troupe_job_run_step              (TroupeJobRun   *self,
                                                 TroupeJobEvent  event);
void           troupe_job_run_step_with_problem (TroupeJobRun   *self,
                                                 TroupeJobEvent  event,
                                                 const GError   *error);

/* Whether it is asked about, which can be told to stop */
void           troupe_job_run_set_following     (TroupeJobRun   *self,
                                                 gboolean        is_following);
/* Whether nothing is expected of following it any more, for now */
void           troupe_job_run_set_doubtful      (TroupeJobRun   *self,
                                                 gboolean        is_doubtful);

/* Nothing is cut here any more: an address is looked at. */
void           troupe_job_run_set_looking       (TroupeJobRun   *self);

/* What there is to do before the paid call */
void           troupe_job_run_prepare           (TroupeJobRun   *self);
void           troupe_job_run_export            (TroupeJobRun   *self,
                                                 void          (*then) (TroupeJobRun *self));
void           troupe_job_run_publish           (TroupeJobRun   *self);
void           troupe_job_run_probe             (TroupeJobRun   *self,
                                                 const char     *address);
void           troupe_job_run_submit            (TroupeJobRun   *self);
void           troupe_job_run_fail              (TroupeJobRun   *self,
                                                 const GError   *error);

/* Of a video */
void           troupe_job_run_prepare_video     (TroupeJobRun   *self);
void           troupe_job_run_fetch_video       (TroupeJobRun   *self);
void           troupe_job_run_commit            (TroupeJobRun   *self,
                                                 TroupeRequest  *request);

/* What there is to do after it: whether it was done at once, and what the provider made */
gboolean       troupe_job_run_take_answer       (TroupeJobRun   *self,
                                                 TroupeAnswer   *answer,
                                                 GError        **error);
void           troupe_job_run_follow            (TroupeJobRun   *self);
/* Once more from the beginning of its pace */
void           troupe_job_run_ask_soon          (TroupeJobRun   *self);
/* Of a job that is to end: after each answer, and when it is not there time and again */
void           troupe_job_run_pursue_stop       (TroupeJobRun   *self,
                                                 TroupeAnswer   *answer);
gboolean       troupe_job_run_conclude_stop     (TroupeJobRun   *self,
                                                 const GError   *error);
void           troupe_job_run_fetch_picture     (TroupeJobRun   *self);
/* With a key that is refused nobody is asked again, until there is another one; nor at another address. */
void           troupe_job_run_hold              (TroupeJobRun   *self,
                                                 const GError   *error);
/* Of a result that cannot be had now: whether it may be there later, and then to fetch it */
gboolean       troupe_job_run_can_wait          (const GError   *error);
void           troupe_job_run_wait              (TroupeJobRun   *self,
                                                 TroupeProblem  *problem,
                                                 const GError   *error);
void           troupe_job_run_finish_without_picture
                                                (TroupeJobRun   *self,
                                                 GError         *error);

/* Requests go to where the job was ordered, and none is made while its account is elsewhere. */
void           troupe_job_run_bind              (TroupeJobRun   *self);
gboolean       troupe_job_run_may_go_on         (TroupeJobRun   *self,
                                                 GError        **error);
/* Of following that was told to end: there is nobody any more, or the account has another address */
void           troupe_job_run_break_off         (TroupeJobRun   *self);

/* At its end: what was published is not needed any more. */
void           troupe_job_run_clean_up          (TroupeJobRun   *self);
void           troupe_job_run_end               (TroupeJobRun   *self,
                                                 GError         *error);

G_END_DECLS
