/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-prompt.h"

G_BEGIN_DECLS

/* How many videos one scene asks for at most */
#define TROUPE_SCENE_MAX_COUNT 8

/* What a person composes for a video, and what a video was made of: its story. Plain data; the texts are as they are
 * sent, NULL where nothing was chosen. */
typedef struct
{
  char         *id;              /* of the draft in the library, or NULL */
  char         *title;           /* or NULL */
  TroupePrompt *prompt;
  char         *provider_id;
  char         *model;
  char         *seconds;
  char         *size;
  char         *aspect;
  char         *resolution;
  char         *watermark;       /* "true" or "false" */
  char         *private;         /* the same */
  char         *reference;       /* a picture: its file below the media folder, or its address */
  double        crop_x;          /* where the part of the picture lies that has the shape of the video: */
  double        crop_y;          /* from 0, left and top, to 1 */
  char         *clip_address;    /* of a clip whose character appears in this video only */
  char         *clip_file;       /* or such a clip of this computer: its cut below the media folder */
  char         *clip_range;      /* of what is there, in seconds: "1,3" */
  char         *extra;           /* JSON: fields of the call that the profile does not know */
  char         *host_id;         /* where files go that need an address */
  guint         count;           /* how many videos are made of it */
} TroupeScene;

TroupeScene *troupe_scene_new       (void) G_GNUC_WARN_UNUSED_RESULT;
TroupeScene *troupe_scene_copy      (const TroupeScene  *self) G_GNUC_WARN_UNUSED_RESULT;
void         troupe_scene_free      (TroupeScene        *self);
gboolean     troupe_scene_equal     (const TroupeScene  *self,
                                     const TroupeScene  *other);
char        *troupe_scene_to_json   (const TroupeScene  *self) G_GNUC_WARN_UNUSED_RESULT;
/* Perhaps of a stranger; any thread */
TroupeScene *troupe_scene_from_json (const char         *json,
                                     GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* The title, or the first words; NULL where there are neither */
char        *troupe_scene_dup_name  (const TroupeScene  *self) G_GNUC_WARN_UNUSED_RESULT;
/* As a person reads it: @name for each mention */
char        *troupe_scene_dup_text  (const TroupeScene  *self) G_GNUC_WARN_UNUSED_RESULT;
/* The ids of those who appear, each once */
char       **troupe_scene_dup_cast  (const TroupeScene  *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeScene, troupe_scene_free)

G_END_DECLS
