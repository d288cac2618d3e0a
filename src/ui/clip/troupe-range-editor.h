/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-range-model.h"

G_BEGIN_DECLS

/* Exact start, length and end of the range, to be typed. */

#define TROUPE_TYPE_RANGE_EDITOR (troupe_range_editor_get_type ())
G_DECLARE_FINAL_TYPE (TroupeRangeEditor, troupe_range_editor, TROUPE, RANGE_EDITOR, AdwBin)

void troupe_range_editor_set_model (TroupeRangeEditor *self,
                                    TroupeRangeModel  *model);

G_END_DECLS
