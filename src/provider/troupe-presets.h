/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-profile.h"

G_BEGIN_DECLS

/* GListModel of TroupeProfile: the shipped ones and those of $XDG_CONFIG_HOME/troupe/profiles. */

#define TROUPE_TYPE_PRESETS (troupe_presets_get_type ())
G_DECLARE_FINAL_TYPE (TroupePresets, troupe_presets, TROUPE, PRESETS, GObject)

TroupePresets *troupe_presets_new        (void) G_GNUC_WARN_UNUSED_RESULT;
TroupeProfile *troupe_presets_find       (TroupePresets  *self,
                                          const char     *id);
/* Copies a file that obeys the rules to the person's own profiles */
TroupeProfile *troupe_presets_add_file   (TroupePresets  *self,
                                          const char     *path,
                                          GError        **error);
/* The person's own profiles that were refused: GError each */
GPtrArray     *troupe_presets_get_errors (TroupePresets  *self);

G_END_DECLS
