/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "troupe-problem.h"

G_BEGIN_DECLS

typedef enum
{
  TROUPE_VIDEO_STATE_MAKING,
  TROUPE_VIDEO_STATE_READY,
  TROUPE_VIDEO_STATE_FAILED,     /* nothing came of it */
  TROUPE_VIDEO_STATE_STOPPED,    /* by the person, before anything was paid */
  TROUPE_VIDEO_STATE_UNKNOWN,    /* a paid call went out and no answer came */
  TROUPE_VIDEO_STATE_MISSING,    /* made, and not brought home; may be fetched again */
} TroupeVideoState;

GType troupe_video_state_get_type (void);
#define TROUPE_TYPE_VIDEO_STATE (troupe_video_state_get_type ())

/* A result that is kept, or the place where one will be. Main thread; every property notifies:
 * id, prompt, starred, state, progress, problem, poster, file, loaded. */

#define TROUPE_TYPE_VIDEO (troupe_video_get_type ())
G_DECLARE_FINAL_TYPE (TroupeVideo, troupe_video, TROUPE, VIDEO, GObject)

const char          *troupe_video_get_id          (TroupeVideo *self);
const char          *troupe_video_get_prompt      (TroupeVideo *self);    /* as the person wrote it */
const char          *troupe_video_get_provider_id (TroupeVideo *self);
/* Whom the prompt names: what they were called then; the characters may be gone */
const char *const   *troupe_video_get_cast        (TroupeVideo *self);
gboolean             troupe_video_is_starred      (TroupeVideo *self);
TroupeVideoState     troupe_video_get_state       (TroupeVideo *self);
double               troupe_video_get_progress    (TroupeVideo *self);    /* 0 to 1, -1 when not known */
const TroupeProblem *troupe_video_get_problem     (TroupeVideo *self);
GFile               *troupe_video_get_file        (TroupeVideo *self);
GFile               *troupe_video_get_poster      (TroupeVideo *self);
guint64              troupe_video_get_size_bytes  (TroupeVideo *self);
guint64              troupe_video_get_duration_ns (TroupeVideo *self);    /* 0 when not known */
int                  troupe_video_get_width       (TroupeVideo *self);    /* as displayed, 0 when not known */
int                  troupe_video_get_height      (TroupeVideo *self);
gint64               troupe_video_get_created_us  (TroupeVideo *self);
const char          *troupe_video_get_scene       (TroupeVideo *self);    /* JSON, as it was sent; or NULL */
/* Of the job that makes or made it: its id, how it stands in the journal's word, what the provider calls it: NULL
 * before it says so, and after it deleted it */
const char          *troupe_video_get_job_id      (TroupeVideo *self);
const char          *troupe_video_get_job_state   (TroupeVideo *self);
const char          *troupe_video_get_remote_id   (TroupeVideo *self);
gboolean             troupe_video_is_loaded       (TroupeVideo *self);

G_END_DECLS
