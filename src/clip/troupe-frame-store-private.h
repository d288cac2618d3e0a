/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-frame-packer.h"
#include "troupe-frame-shelf.h"
#include "troupe-frame-source.h"
#include "troupe-frame-store.h"

G_BEGIN_DECLS

struct _TroupeFrameStore
{
  GObject            parent_instance;

  /* Set once */
  char              *uri;
  char              *cache_path;    /* NULL: the content of the clip is not known */
  GCancellable      *cancellable;

  /* Main thread */
  GThread           *thread;
  gboolean           is_saved;

  /* The thread's own */
  TroupeFrameSource *source;
  TroupeFramePacker *packer;
  gboolean           is_fresh;     /* the source has not moved yet */

  /* Shared, under the lock */
  GMutex             lock;
  GCond              cond;
  TroupeFrameShelf  *shelf;
  gboolean           is_loaded;    /* all that the shelf holds is in the cache */
  guint64            focus_ns;
  gboolean           is_paused;
  gboolean           is_stopped;
  gboolean           is_idle;      /* nothing is left to do for this focus */
  gboolean           is_failed;    /* the rest cannot be decoded */
  guint              changed_id;
};

/* troupe-frame-store-run.c */
gpointer troupe_frame_store_thread (gpointer user_data);

/* troupe-frame-store.c; under the lock */
void     troupe_frame_store_tell   (TroupeFrameStore *self);

G_END_DECLS
