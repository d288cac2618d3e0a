/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-animatic.h"
#include "troupe-studio-store.h"

G_BEGIN_DECLS

typedef enum
{
  TROUPE_STUDIO_VIDEO_QUEUED,
  TROUPE_STUDIO_VIDEO_RUNNING,
  TROUPE_STUDIO_VIDEO_COMPLETED,
  TROUPE_STUDIO_VIDEO_FAILED,
} TroupeStudioVideoState;

/* What follows the id of a job in the name of a file that it needs, before its position in the list */
#define TROUPE_STUDIO_PICTURE "-picture"
#define TROUPE_STUDIO_CLIP "-clip"

/* A file that came with a request, until it is on disk */
typedef struct
{
  char   *suffix;     /* of its name, behind the id of the job */
  GBytes *content;
} TroupeStudioAttachment;

/* A video job. Its request is an object with, as texts, "model", "prompt", "seconds" and "size", as
 * true or false "watermark" and "private", and perhaps
 * "pictures": what to show, each an address, or "" when it is attached;
 * "clips": who is to be made a character first, each an object with "url" (an address, or "" when it is
 * attached) or "task" (the id of a job), perhaps "timestamps" and "rules" (TroupeStudioRules), and
 * "is_extra" for one that does not appear;
 * "makes": "character" when that is all, which then needs no "seconds" nor "size", and its "username".
 * What else stands in it is the dialect's. */

#define TROUPE_TYPE_STUDIO_VIDEO (troupe_studio_video_get_type ())
G_DECLARE_FINAL_TYPE (TroupeStudioVideo, troupe_studio_video, TROUPE, STUDIO_VIDEO, GObject)

TroupeStudioVideo      *troupe_studio_video_new              (const char            *id,
                                                              const char            *base_path,
                                                              JsonObject            *request,
                                                              const char * const    *cast,
                                                              const char            *remixed_from) G_GNUC_WARN_UNUSED_RESULT;
TroupeStudioVideo      *troupe_studio_video_new_from_json    (JsonObject            *object) G_GNUC_WARN_UNUSED_RESULT;
JsonObject             *troupe_studio_video_to_json          (TroupeStudioVideo     *self) G_GNUC_WARN_UNUSED_RESULT;
const char             *troupe_studio_video_get_id           (TroupeStudioVideo     *self);
const char             *troupe_studio_video_get_base_path    (TroupeStudioVideo     *self);
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
gboolean                troupe_studio_video_is_input_at_fault (TroupeStudioVideo    *self);
gboolean                troupe_studio_video_is_character     (TroupeStudioVideo     *self);
void                    troupe_studio_video_attach           (TroupeStudioVideo     *self,
                                                              const char            *kind,
                                                              guint                  position,
                                                              GBytes                *content);

/* For the workshop */
TroupeStudioAttachment *troupe_studio_video_take_attachment  (TroupeStudioVideo     *self) G_GNUC_WARN_UNUSED_RESULT;
void                    troupe_studio_attachment_free        (TroupeStudioAttachment *self);
void                    troupe_studio_video_add_to_cast      (TroupeStudioVideo     *self,
                                                              const char            *username);
void                    troupe_studio_video_set_cast_complete (TroupeStudioVideo    *self);
void                    troupe_studio_video_set_running      (TroupeStudioVideo     *self,
                                                              TroupeAnimatic  *animatic);
void                    troupe_studio_video_set_completed    (TroupeStudioVideo     *self);
void                    troupe_studio_video_set_failed       (TroupeStudioVideo     *self,
                                                              const GError          *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeStudioAttachment, troupe_studio_attachment_free)

G_END_DECLS
