/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "troupe-mention.h"

G_BEGIN_DECLS

/* The place of a mention in a text buffer. GtkTextChildAnchor cannot be subclassed: it has its character only from
 * its own constructors. */

GtkTextChildAnchor  *troupe_prompt_anchor_new         (const TroupeMention *mention) G_GNUC_WARN_UNUSED_RESULT;
/* NULL for the anchor of anything else */
const TroupeMention *troupe_prompt_anchor_get_mention (GtkTextChildAnchor  *anchor);

G_END_DECLS
