/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-library.h"
#include "troupe-scene.h"

G_BEGIN_DECLS

/* A prompt that was sent to a provider, as the library remembers it whatever became of the video. Never changes. */

#define TROUPE_TYPE_SENT_PROMPT (troupe_sent_prompt_get_type ())
G_DECLARE_FINAL_TYPE (TroupeSentPrompt, troupe_sent_prompt, TROUPE, SENT_PROMPT, GObject)

/* How many are found at once; who wants older ones searches for them. */
#define TROUPE_SENT_PROMPT_MAX 500

const char  *troupe_sent_prompt_get_text        (TroupeSentPrompt     *self);
const char  *troupe_sent_prompt_get_provider_id (TroupeSentPrompt     *self);
/* How often */
guint        troupe_sent_prompt_get_n_sent      (TroupeSentPrompt     *self);
/* The last time, in microseconds */
gint64       troupe_sent_prompt_get_sent_us     (TroupeSentPrompt     *self);
/* A new scene as it was then */
TroupeScene *troupe_sent_prompt_dup_scene       (TroupeSentPrompt     *self) G_GNUC_WARN_UNUSED_RESULT;

/* words: of the prompt or its cast, or NULL for all. Main thread */
void         troupe_sent_prompt_find_async      (TroupeLibrary        *library,
                                                 const char           *words,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
/* Of TroupeSentPrompt, the last one first */
GListModel  *troupe_sent_prompt_find_finish     (TroupeLibrary        *library,
                                                 GAsyncResult         *result,
                                                 GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
