/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-library.h"

G_BEGIN_DECLS

/* Asks which videos are compared, and has the window do it: action "video.compare" with their ids. */

#define TROUPE_TYPE_COMPARE_DIALOG (troupe_compare_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TroupeCompareDialog, troupe_compare_dialog, TROUPE, COMPARE_DIALOG, AdwDialog)

/* id: a video that is chosen at first */
AdwDialog *troupe_compare_dialog_new (TroupeLibrary *library,
                                      const char    *id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
