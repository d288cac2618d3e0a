/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "troupe-character-draft.h"

G_BEGIN_DECLS

#define TROUPE_DRAFT_SOURCES_MAX 2

/* What a person can give a provider of a clip, the best first; sources gets what the rows stand for. */
GtkStringList *troupe_draft_sources_list (TroupeProfile  *profile,
                                          TroupeClip     *clip,
                                          TroupeHost     *host,
                                          TroupeSource    sources[TROUPE_DRAFT_SOURCES_MAX]) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
