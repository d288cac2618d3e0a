/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-connection.h"

G_BEGIN_DECLS

#define TROUPE_CHARACTER_ALIAS_MAX_CHARS 120

/* The names a person gives, in any script. No two characters outside the trash have the same one. */

char *troupe_character_alias_clean  (const char        *text,
                                     GError           **error) G_GNUC_WARN_UNUSED_RESULT;
char *troupe_character_alias_key    (const char        *alias) G_GNUC_WARN_UNUSED_RESULT;
/* The name itself, or with the first number that is free: "Clip 2". Owner thread. */
char *troupe_character_alias_choose (TroupeConnection  *connection,
                                     const char        *wish,
                                     GError           **error) G_GNUC_WARN_UNUSED_RESULT;
/* Owner thread */
gboolean troupe_character_alias_check_free (TroupeConnection  *connection,
                                            const char        *alias,
                                            const char        *id,
                                            GError           **error);

G_END_DECLS
