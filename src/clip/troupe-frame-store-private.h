/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-frame-packer.h"
#include "troupe-frame-scout.h"
#include "troupe-frame-shelf.h"
#include "troupe-frame-source.h"
#include "troupe-frame-spill.h"
#include "troupe-frame-store.h"

G_BEGIN_DECLS

/* What a person wants first: so far before the focus and behind it */
#define TROUPE_FRAME_STORE_REGION_NS (1500 * GST_MSECOND)

/* What a store shares with its threads. Each of them holds it, so that nobody waits for them to end. */
typedef struct
{
  /* Set once */
  char              *uri;
  char              *cache_path;    /* NULL: the content of the clip is not known */
  GCancellable      *cancellable;
  guint64            duration_ns;
  gboolean           is_remote;     /* it is not decoded but for what is asked for */

  /* The decoding thread's own */
  TroupeFrameSource *source;
  TroupeFramePacker *packer;
  TroupeFrameSpill  *spill;
  gboolean           is_fresh;      /* the source has not moved yet */

  /* Under the lock */
  GMutex             lock;
  GCond              cond;
  TroupeFrameStore  *store;         /* borrowed, NULL when it was stopped */
  TroupeFrameShelf  *shelf;
  TroupeFrameShelf  *landmarks;     /* single pictures from all over the clip */
  gboolean           is_kept;       /* all that the shelf holds is in the cache, or soon will be */
  guint64            focus_ns;
  guint64            full_ns;       /* wanted in full size, or GST_CLOCK_TIME_NONE */
  TroupeFrame       *full;          /* that, once it is there */
  gboolean           is_paused;
  gint64             yield_us;      /* until then a picture that a person waits for goes before */
  gboolean           is_idle;       /* nothing is left to do for this focus */
  gboolean           is_failed;     /* the rest cannot be decoded */
  guint              changed_id;
  gboolean           is_changed_now;    /* that does not wait for more */
} TroupeFrameWork;

struct _TroupeFrameStore
{
  GObject           parent_instance;

  /* Owned */
  TroupeFrameWork  *work;
  TroupeFrameScout *scout;        /* NULL when it was stopped */

  gboolean          is_following; /* the clip is on its way */
  guint64           looked_ns;    /* what was looked for last, or G_MAXUINT64 */
};

/* troupe-frame-work.c */
TroupeFrameWork *troupe_frame_work_new          (TroupeFrameStore *store,
                                                 TroupeClip       *clip,
                                                 gsize             limit_bytes) G_GNUC_WARN_UNUSED_RESULT;
void             troupe_frame_work_start        (TroupeFrameWork  *self,
                                                 gboolean          is_remote);
TroupeFrameWork *troupe_frame_work_ref          (TroupeFrameWork  *self);
void             troupe_frame_work_unref        (TroupeFrameWork  *self);
void             troupe_frame_work_stop         (TroupeFrameWork  *self);
void             troupe_frame_work_tell         (TroupeFrameWork  *self,
                                                 gboolean          is_awaited);
gboolean         troupe_frame_work_has_surroundings (TroupeFrameWork *self);
gboolean         troupe_frame_work_add_landmark (TroupeFrameWork  *self,
                                                 GBytes           *packed,
                                                 guint64           time_ns);

/* troupe-frame-store-run.c */
gpointer         troupe_frame_store_thread      (gpointer          user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeFrameWork, troupe_frame_work_unref)

G_END_DECLS
