/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-server.h"

G_BEGIN_DECLS

#define TROUPE_STUDIO_PICTURE_LIFE_S (2 * 24 * 60 * 60)

/* What no service of the real world has a say in: signed files, pages of characters, the ledger. */
extern const TroupeStudioDialect troupe_studio_pages;

/* The address of a file, for whoever asked; kind is "pictures", "videos" or "uploads". */
char *troupe_studio_pages_dup_link (TroupeStudioCall  *call,
                                    TroupeStudioStore *store,
                                    const char        *kind,
                                    const char        *id,
                                    const char        *name,
                                    gint64             life_s) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
