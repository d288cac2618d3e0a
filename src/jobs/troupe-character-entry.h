/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-character-store.h"
#include "troupe-connection.h"
#include "troupe-job.h"

G_BEGIN_DECLS

/* A character that is ordered, on its way into the database. Owner thread, in a transaction. */

gboolean troupe_character_entry_add (TroupeConnection           *connection,
                                     const TroupeJob            *job,
                                     const TroupeCharacterSeed  *seed,
                                     GError                    **error);

G_END_DECLS
