/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-library.h"
#include "troupe-scene.h"

G_BEGIN_DECLS

/* The picture that a video begins with: chosen, dropped or pasted, and which part of it is sent. Signal: changed, by
 * the person. */

#define TROUPE_TYPE_REFERENCE_ROW (troupe_reference_row_get_type ())
G_DECLARE_FINAL_TYPE (TroupeReferenceRow, troupe_reference_row, TROUPE, REFERENCE_ROW, AdwPreferencesRow)

void troupe_reference_row_set_library (TroupeReferenceRow *self,
                                       TroupeLibrary      *library);
/* ratio: of the part that is sent, 0 for all of the picture */
void troupe_reference_row_show        (TroupeReferenceRow *self,
                                       const TroupeScene  *scene,
                                       double              ratio);
/* Writes what was chosen into the scene */
void troupe_reference_row_read        (TroupeReferenceRow *self,
                                       TroupeScene        *scene);

G_END_DECLS
