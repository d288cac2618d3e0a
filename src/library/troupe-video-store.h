/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-connection.h"
#include "troupe-video-query.h"

G_BEGIN_DECLS

/* How videos change, and which there are. All of it on the owner thread; changes inside a transaction of the caller. */

/* What a new video begins with */
typedef struct
{
  const char *id;
  const char *provider_id;
  const char *prompt;
  const char *scene;      /* JSON, as it is sent; or NULL */
} TroupeVideoSeed;

/* What came home */
typedef struct
{
  const char *file;       /* below the media folder, on the disk already */
  const char *poster;     /* the same, or NULL */
  guint64     size_bytes;
  guint64     duration_ns;
  int         width;
  int         height;
} TroupeVideoResult;

gboolean   troupe_video_store_add         (TroupeConnection         *connection,
                                           const TroupeVideoSeed    *seed,
                                           GError                  **error);
/* character_id: NULL for one that is no character of the library */
gboolean   troupe_video_store_add_cast    (TroupeConnection         *connection,
                                           const char               *id,
                                           const char               *character_id,
                                           const char               *alias,
                                           GError                  **error);
gboolean   troupe_video_store_set_result  (TroupeConnection         *connection,
                                           const char               *id,
                                           const TroupeVideoResult  *result,
                                           GError                  **error);
gboolean   troupe_video_store_set_starred (TroupeConnection         *connection,
                                           const char               *id,
                                           gboolean                  starred,
                                           GError                  **error);
/* Its provider has it no more. */
gboolean   troupe_video_store_set_gone    (TroupeConnection         *connection,
                                           const char               *id,
                                           GError                  **error);
gboolean   troupe_video_store_delete      (TroupeConnection         *connection,
                                           const char               *id,
                                           GError                  **error);
gboolean   troupe_video_store_restore     (TroupeConnection         *connection,
                                           const char               *id,
                                           GError                  **error);
/* For good: what went into the trash before then. Its files stand in leftovers afterwards. */
gboolean   troupe_video_store_purge       (TroupeConnection         *connection,
                                           gint64                    before_us,
                                           GError                  **error);
/* The ids that match, in order; without those in the trash */
GPtrArray *troupe_video_store_find        (TroupeConnection         *connection,
                                           const TroupeVideoQuery   *query,
                                           GError                  **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
