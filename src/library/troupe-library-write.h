/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-database.h"

G_BEGIN_DECLS

/* For the library only: a transaction, and what it or anybody else changed. Owner thread. */

/* The newest changes that are known here */
typedef struct
{
  gint64 revision;        /* of characters */
  gint64 video_revision;
  gint64 job_revision;
} TroupeLibrarySeen;

/* One thing to do, and what came of it */
typedef struct
{
  TroupeDatabaseFunc  func;    /* NULL: only look for changes */
  gpointer            data;
  TroupeLibrarySeen  *seen;
  TroupeLibrarySeen   since;
  GPtrArray          *changes;    /* of TroupeCharacterRow */
  GPtrArray          *videos;     /* of TroupeVideoRow */
  gboolean            has_changed_jobs;
} TroupeLibraryWrite;

void     troupe_library_write_free     (TroupeLibraryWrite  *self);
gboolean troupe_library_write_in_owner (TroupeConnection    *connection,
                                        gpointer             data,
                                        GError             **error);
gboolean troupe_library_seen_start     (TroupeConnection    *connection,
                                        gpointer             data,
                                        GError             **error);

G_END_DECLS
