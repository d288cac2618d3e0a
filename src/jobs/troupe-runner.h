/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-character-draft.h"
#include "troupe-client.h"
#include "troupe-hosts.h"
#include "troupe-library.h"
#include "troupe-providers.h"
#include "troupe-waker.h"

G_BEGIN_DECLS

/* Carries jobs out: preparing (cut, stills), publishing (upload), submitting (the paid call; on disk before
 * its first byte leaves, never repeated by itself), fetching (picture), done. Main thread. Property
 * (notify): busy, whether any job goes on here. Signals: unwritten (GError), a job ended because what came of
 * it could not be kept; progress (id of a character or a video, from 0 to 1, -1 at the end). */

#define TROUPE_TYPE_RUNNER (troupe_runner_get_type ())
G_DECLARE_FINAL_TYPE (TroupeRunner, troupe_runner, TROUPE, RUNNER, GObject)

TroupeRunner    *troupe_runner_new                     (TroupeLibrary               *library,
                                                        TroupeProviders             *providers,
                                                        TroupeClient                *client,
                                                        TroupeHosts                 *hosts) G_GNUC_WARN_UNUSED_RESULT;
TroupeLibrary   *troupe_runner_get_library             (TroupeRunner                *self);
TroupeClient    *troupe_runner_get_client              (TroupeRunner                *self);
TroupeHosts     *troupe_runner_get_hosts               (TroupeRunner                *self);
TroupeWaker     *troupe_runner_get_waker               (TroupeRunner                *self);
gboolean         troupe_runner_is_busy                 (TroupeRunner                *self);
/* Takes up what an earlier run left: unsent jobs go on, a paid call without answer becomes unknown. */
void             troupe_runner_resume_async            (TroupeRunner                *self,
                                                        GCancellable                *cancellable,
                                                        GAsyncReadyCallback          callback,
                                                        gpointer                     user_data);
gboolean         troupe_runner_resume_finish           (TroupeRunner                *self,
                                                        GAsyncResult                *result,
                                                        GError                     **error);
/* Ends when the character stands in the library in state MAKING; watch its state from there. */
void             troupe_runner_create_character_async  (TroupeRunner                *self,
                                                        const TroupeCharacterDraft  *draft,
                                                        GCancellable                *cancellable,
                                                        GAsyncReadyCallback          callback,
                                                        gpointer                     user_data);
TroupeCharacter *troupe_runner_create_character_finish (TroupeRunner                *self,
                                                        GAsyncResult                *result,
                                                        GError                     **error) G_GNUC_WARN_UNUSED_RESULT;
/* Try Again of a failed one; of an unknown one only after the person confirmed that it may be paid twice.
 * Asks again about one that the provider works on and refused to tell of.
 * Of a ready one without its picture only the picture is fetched. */
void             troupe_runner_retry                   (TroupeRunner                *self,
                                                        const char                  *character_id);
/* Stops what has not been sent, a character or a video; the character goes. FALSE when it is too late. */
gboolean         troupe_runner_cancel                  (TroupeRunner                *self,
                                                        const char                  *id);
/* The exact requests, nothing is sent: {"request":{...}} and {"upload":{...}} where one comes before */
void             troupe_runner_dry_run_async           (TroupeRunner                *self,
                                                        const TroupeCharacterDraft  *draft,
                                                        GCancellable                *cancellable,
                                                        GAsyncReadyCallback          callback,
                                                        gpointer                     user_data);
JsonNode        *troupe_runner_dry_run_finish          (TroupeRunner                *self,
                                                        GAsyncResult                *result,
                                                        GError                     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
