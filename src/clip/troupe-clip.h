/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "troupe-range.h"

G_BEGIN_DECLS

typedef enum
{
  TROUPE_CLIP_KIND_FILE,
  TROUPE_CLIP_KIND_REMOTE,
  TROUPE_CLIP_KIND_VIDEO,
} TroupeClipKind;

#define TROUPE_TYPE_CLIP (troupe_clip_get_type ())
G_DECLARE_FINAL_TYPE (TroupeClip, troupe_clip, TROUPE, CLIP, GObject)

/* What a probe finds out; plain data, so that a worker can fill it. */
typedef struct
{
  char     *hash;
  guint64   size_bytes;
  guint64   duration_ns;
  int       width;           /* as displayed: pixel aspect and rotation applied */
  int       height;
  int       rotation;        /* degrees clockwise the stored picture is turned by */
  double    frame_rate;      /* frames a second on average, 0 when not known */
  gboolean  is_variable_rate;
  char     *container;
  char     *video_codec;
  char     *audio_codec;     /* NULL: no sound */
} TroupeClipFacts;

void            troupe_clip_facts_clear      (TroupeClipFacts *facts);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TroupeClipFacts, troupe_clip_facts_clear)

/* Made by troupe_probe_async(). Main thread; does not change but for its frame times, with what
 * follows from them, and its local file. Properties (notify): frame-times, local-file. */

TroupeClip     *troupe_clip_new              (const char            *uri,
                                              TroupeClipKind         kind,
                                              const char            *title,
                                              const TroupeClipFacts *facts) G_GNUC_WARN_UNUSED_RESULT;
const char     *troupe_clip_get_uri          (TroupeClip *self);
const char     *troupe_clip_get_media_uri    (TroupeClip *self);
TroupeClipKind  troupe_clip_get_kind         (TroupeClip *self);
const char     *troupe_clip_get_title        (TroupeClip *self);
void            troupe_clip_set_title        (TroupeClip *self,
                                              const char *title);
GFile          *troupe_clip_get_local_file   (TroupeClip *self);
void            troupe_clip_set_local_file   (TroupeClip *self,
                                              GFile      *file,
                                              const char *hash);
const char     *troupe_clip_get_hash         (TroupeClip *self);
guint64         troupe_clip_get_size_bytes   (TroupeClip *self);
guint64         troupe_clip_get_duration_ns  (TroupeClip *self);
int             troupe_clip_get_width        (TroupeClip *self);
int             troupe_clip_get_height       (TroupeClip *self);
int             troupe_clip_get_rotation     (TroupeClip *self);
double          troupe_clip_get_frame_rate   (TroupeClip *self);
gboolean        troupe_clip_is_variable_rate (TroupeClip *self);
const char     *troupe_clip_get_container    (TroupeClip *self);
const char     *troupe_clip_get_video_codec  (TroupeClip *self);
const char     *troupe_clip_get_audio_codec  (TroupeClip *self);
GArray         *troupe_clip_get_frame_times  (TroupeClip *self);
void            troupe_clip_set_frame_times  (TroupeClip *self,
                                              GArray     *frame_times);
guint64         troupe_clip_find_frame       (TroupeClip *self,
                                              guint64     time_ns,
                                              int         n_frames);
guint           troupe_clip_get_frame_number (TroupeClip *self,
                                              guint64     time_ns);

G_END_DECLS
