/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-connection.h"
#include "troupe-scene.h"

G_BEGIN_DECLS

/* Scenes of the library. All of it on the owner thread. */

/* One of them; plain data */
typedef struct
{
  TroupeScene *scene;         /* with its id */
  gint64       changed_us;
} TroupeSceneRow;

void       troupe_scene_row_free          (TroupeSceneRow    *self);
/* Adds it, or writes over it; inside a transaction of the caller, as all below */
gboolean   troupe_scene_store_save        (TroupeConnection  *connection,
                                           const TroupeScene *scene,
                                           gint64             changed_us,
                                           GError           **error);
/* Into the trash, or with 0 back out of it */
gboolean   troupe_scene_store_set_deleted (TroupeConnection  *connection,
                                           const char        *id,
                                           gint64             deleted_us,
                                           GError           **error);
/* Of TroupeSceneRow, the last one that was changed first */
GPtrArray *troupe_scene_store_load        (TroupeConnection  *connection,
                                           GError           **error) G_GNUC_WARN_UNUSED_RESULT;
/* What went into the trash before then, for good */
gboolean   troupe_scene_store_purge       (TroupeConnection  *connection,
                                           gint64             before_us,
                                           GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeSceneRow, troupe_scene_row_free)

G_END_DECLS
