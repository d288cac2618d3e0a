/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-character-sort.h"
#include "troupe-connection.h"

G_BEGIN_DECLS

/* Which characters hold a text. All of it on the owner thread. */

gboolean   troupe_character_index_update (TroupeConnection     *connection,
                                          const char           *id,
                                          GError              **error);
GPtrArray *troupe_character_index_search (TroupeConnection     *connection,
                                          const char           *search,
                                          TroupeCharacterSort   sort,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
