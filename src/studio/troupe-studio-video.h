/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-animatic.h"
#include "troupe-studio-store.h"

G_BEGIN_DECLS

typedef enum
{
  TROUPE_STUDIO_VIDEO_QUEUED,
  TROUPE_STUDIO_VIDEO_RUNNING,
  TROUPE_STUDIO_VIDEO_COMPLETED,
  TROUPE_STUDIO_VIDEO_FAILED,
} TroupeStudioVideoState;

/* A video job. Its request is an object with, as texts, "model", "prompt", "seconds" and "size", as
 * true or false "watermark" and "private", and perhaps "input_reference" (an address),
 * "character_url" or "character_from_task", and "character_timestamps". */

#define TROUPE_TYPE_STUDIO_VIDEO (troupe_studio_video_get_type ())
G_DECLARE_FINAL_TYPE (TroupeStudioVideo, troupe_studio_video, TROUPE, STUDIO_VIDEO, GObject)

TroupeStudioVideo      *troupe_studio_video_new              (JsonObject            *request,
                                                              const char * const    *cast,
                                                              const char            *remixed_from) G_GNUC_WARN_UNUSED_RESULT;
TroupeStudioVideo      *troupe_studio_video_new_from_json    (JsonObject            *object) G_GNUC_WARN_UNUSED_RESULT;
JsonObject             *troupe_studio_video_to_json          (TroupeStudioVideo     *self) G_GNUC_WARN_UNUSED_RESULT;
const char             *troupe_studio_video_get_id           (TroupeStudioVideo     *self);
JsonObject             *troupe_studio_video_get_request      (TroupeStudioVideo     *self);
const char             *troupe_studio_video_get_text         (TroupeStudioVideo     *self,
                                                              const char            *name);
const char             *troupe_studio_video_get_remixed_from (TroupeStudioVideo     *self);
GPtrArray              *troupe_studio_video_get_cast         (TroupeStudioVideo     *self);
gboolean                troupe_studio_video_is_cast_complete (TroupeStudioVideo     *self);
gint64                  troupe_studio_video_get_created_us   (TroupeStudioVideo     *self);
gint64                  troupe_studio_video_get_ended_s      (TroupeStudioVideo     *self);
TroupeStudioVideoState  troupe_studio_video_get_state        (TroupeStudioVideo     *self);
const char             *troupe_studio_video_get_state_word   (TroupeStudioVideo     *self);
int                     troupe_studio_video_get_per_cent     (TroupeStudioVideo     *self);
const char             *troupe_studio_video_get_failure      (TroupeStudioVideo     *self);

/* For the workshop */
void                    troupe_studio_video_complete_cast    (TroupeStudioVideo     *self,
                                                              const char            *username);
void                    troupe_studio_video_set_running      (TroupeStudioVideo     *self,
                                                              TroupeStudioAnimatic  *animatic);
void                    troupe_studio_video_set_completed    (TroupeStudioVideo     *self);
void                    troupe_studio_video_set_failed       (TroupeStudioVideo     *self,
                                                              const char            *failure);

G_END_DECLS
