/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-connection.h"
#include "troupe-identity.h"
#include "troupe-range.h"

G_BEGIN_DECLS

/* How characters change. All of it on the owner thread, inside a transaction of the caller. */

/* What a new character begins with */
typedef struct
{
  const char  *id;
  const char  *alias;         /* NULL: made from the title of the clip */
  const char  *clip_title;
  const char  *clip_uri;
  const char  *clip_hash;     /* or NULL */
  guint64      clip_duration_ns;
  TroupeRange  range;
} TroupeCharacterSeed;

gboolean troupe_character_store_add           (TroupeConnection           *connection,
                                               const TroupeCharacterSeed  *seed,
                                               GError                    **error);
gboolean troupe_character_store_set_alias     (TroupeConnection           *connection,
                                               const char                 *id,
                                               const char                 *alias,
                                               GError                    **error);
gboolean troupe_character_store_set_notes     (TroupeConnection           *connection,
                                               const char                 *id,
                                               const char                 *notes,
                                               GError                    **error);
gboolean troupe_character_store_set_favourite (TroupeConnection           *connection,
                                               const char                 *id,
                                               gboolean                    favourite,
                                               GError                    **error);
gboolean troupe_character_store_set_clip_file (TroupeConnection           *connection,
                                               const char                 *id,
                                               const char                 *file,
                                               GError                    **error);
gboolean troupe_character_store_add_still     (TroupeConnection           *connection,
                                               const char                 *id,
                                               const char                 *file,
                                               guint64                     time_ns,
                                               const char                 *sha256,
                                               GError                    **error);
gboolean troupe_character_store_add_avatar    (TroupeConnection           *connection,
                                               const char                 *id,
                                               const char                 *file,
                                               const char                 *sha256,
                                               GError                    **error);
gboolean troupe_character_store_choose_avatar (TroupeConnection           *connection,
                                               const char                 *id,
                                               const char                 *file,
                                               guint64                     time_ns,
                                               const char                 *sha256,
                                               GError                    **error);
gboolean troupe_character_store_add_identity  (TroupeConnection           *connection,
                                               const char                 *id,
                                               TroupeIdentity             *identity,
                                               const char                 *base,
                                               const char                 *picture_url,
                                               GError                    **error);
gboolean troupe_character_store_delete        (TroupeConnection           *connection,
                                               const char                 *id,
                                               GError                    **error);
gboolean troupe_character_store_restore       (TroupeConnection           *connection,
                                               const char                 *id,
                                               GError                    **error);
gboolean troupe_character_store_touch         (TroupeConnection           *connection,
                                               const char                 *id,
                                               GError                    **error);
/* For good: what went into the trash before then. Its files stand in leftovers afterwards. */
gboolean troupe_character_store_purge         (TroupeConnection           *connection,
                                               gint64                      before_us,
                                               GError                    **error);

G_END_DECLS
