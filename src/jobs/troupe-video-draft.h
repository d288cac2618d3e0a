/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-profile.h"

G_BEGIN_DECLS

/* One character of a video, as far as its provider can know it. Plain data; all texts may be NULL. */
typedef struct
{
  char    *character_id;    /* of the library */
  char    *alias;
  char    *username;        /* at the provider */
  char    *remote_id;       /* the same */
  char    *clip;            /* path of its cut; of a scene’s own also its name below the media folder */
  guint64  length_ns;       /* of the cut */
  char    *address;         /* where the provider can fetch the whole clip, of no character */
  char    *range;           /* of what is there, in seconds: "4,6" */
  char    *source_address;  /* the same of a character: where the clip is that its range is part of */
  char    *source_task;     /* a task of the provider that made that clip */
  guint64  start_ns;        /* of the range in that clip */
} TroupeCastMember;

/* What a person wants of a video. Plain data; all texts but the first two may be NULL. */
typedef struct
{
  char      *provider_id;
  char      *prompt;        /* as the person wrote it */
  char      *text;          /* as it is sent, with the mentions of the provider */
  char      *scene;         /* JSON of the TroupeScene it comes from; made from the rest where it is NULL */
  char      *model;
  char      *seconds;
  char      *size;
  char      *aspect;
  char      *resolution;
  char      *watermark;     /* "true" or "false" */
  char      *private;       /* the same */
  char      *extra;         /* JSON: fields of the call that its profile does not know */
  char      *reference;     /* path or address of a picture */
  char      *host_id;       /* where cuts go, if they need an address */
  char      *remix_of;      /* what the provider calls the video that this one varies */
  GPtrArray *cast;          /* of TroupeCastMember */
} TroupeVideoDraft;

TroupeCastMember *troupe_cast_member_new       (void) G_GNUC_WARN_UNUSED_RESULT;
TroupeCastMember *troupe_cast_member_copy      (const TroupeCastMember *self) G_GNUC_WARN_UNUSED_RESULT;
void              troupe_cast_member_free      (TroupeCastMember       *self);
TroupeVideoDraft *troupe_video_draft_new       (const char             *provider_id,
                                                const char             *prompt) G_GNUC_WARN_UNUSED_RESULT;
void              troupe_video_draft_free      (TroupeVideoDraft       *self);
/* The call of the profile that makes it, which is also the kind of its job */
const char       *troupe_video_draft_get_call  (const TroupeVideoDraft *self);
/* Whether its model is known to take what was chosen; the text has to be there */
gboolean          troupe_video_draft_check     (const TroupeVideoDraft *self,
                                                TroupeProfile          *profile,
                                                GError                **error);
char             *troupe_video_draft_to_json   (const TroupeVideoDraft *self) G_GNUC_WARN_UNUSED_RESULT;
/* NULL where the text is no draft; any thread */
TroupeVideoDraft *troupe_video_draft_from_json (const char             *text) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeCastMember, troupe_cast_member_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeVideoDraft, troupe_video_draft_free)

G_END_DECLS
