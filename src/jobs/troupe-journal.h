/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-character-store.h"
#include "troupe-job-answers.h"
#include "troupe-job-step.h"
#include "troupe-library.h"

G_BEGIN_DECLS

/* Writes down what happens to jobs: each step is one transaction, on the disk before the world changes.
 * Main thread. Signal, once it took over: process-ended (name), another process that carries out jobs is just ending. */

#define TROUPE_TYPE_JOURNAL (troupe_journal_get_type ())
G_DECLARE_FINAL_TYPE (TroupeJournal, troupe_journal, TROUPE, JOURNAL, GObject)

TroupeJournal *troupe_journal_new              (TroupeLibrary              *library) G_GNUC_WARN_UNUSED_RESULT;
/* A new character and its job, a draft. Both must live until the callback. */
void           troupe_journal_add_async        (TroupeJournal              *self,
                                                const TroupeJob            *job,
                                                const TroupeCharacterSeed  *seed,
                                                GAsyncReadyCallback         callback,
                                                gpointer                    user_data);
TroupeJob     *troupe_journal_add_finish       (TroupeJournal              *self,
                                                GAsyncResult               *result,
                                                GError                    **error);
/* A new video and its job, a draft that must live until the callback */
void           troupe_journal_add_video_async  (TroupeJournal              *self,
                                                const TroupeJob            *job,
                                                GAsyncReadyCallback         callback,
                                                gpointer                    user_data);
gboolean       troupe_journal_add_video_finish (TroupeJournal              *self,
                                                GAsyncResult               *result,
                                                GError                    **error);
/* Takes step; job must live until the callback, and is up to date then. */
void           troupe_journal_step_async       (TroupeJournal              *self,
                                                TroupeJob                  *job,
                                                TroupeJobStep              *step,
                                                GAsyncReadyCallback         callback,
                                                gpointer                    user_data);
gboolean       troupe_journal_step_finish      (TroupeJournal              *self,
                                                GAsyncResult               *result,
                                                GError                    **error);
/* What the provider said of jobs meanwhile, which need not be on the disk at once */
TroupeJobAnswers *
               troupe_journal_get_answers      (TroupeJournal              *self);
/* The upload at a position of the job's list is deleted. job must live until the callback. */
void           troupe_journal_forget_upload_async
                                               (TroupeJournal              *self,
                                                TroupeJob                  *job,
                                                guint                       position,
                                                GAsyncReadyCallback         callback,
                                                gpointer                    user_data);
gboolean       troupe_journal_forget_upload_finish
                                               (TroupeJournal              *self,
                                                GAsyncResult               *result,
                                                GError                    **error);
/* The newest job of a character */
void           troupe_journal_find_async       (TroupeJournal              *self,
                                                const char                 *character_id,
                                                GAsyncReadyCallback         callback,
                                                gpointer                    user_data);
TroupeJob     *troupe_journal_find_finish      (TroupeJournal              *self,
                                                GAsyncResult               *result,
                                                GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
/* What processes left that do not live any more; gone: one that is just ending, or NULL. Of TroupeJob */
void           troupe_journal_take_over_async  (TroupeJournal              *self,
                                                const char                 *gone,
                                                GCancellable               *cancellable,
                                                GAsyncReadyCallback         callback,
                                                gpointer                    user_data);
GPtrArray     *troupe_journal_take_over_finish (TroupeJournal              *self,
                                                GAsyncResult               *result,
                                                GError                    **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
