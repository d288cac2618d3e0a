/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-library.h"

G_BEGIN_DECLS

/* Small pictures of the first few characters of a cast. Decorative: the words beside it name them. */

#define TROUPE_TYPE_CAST_PICTURES (troupe_cast_pictures_get_type ())
G_DECLARE_FINAL_TYPE (TroupeCastPictures, troupe_cast_pictures, TROUPE, CAST_PICTURES, AdwBin)

void troupe_cast_pictures_show (TroupeCastPictures  *self,
                                TroupeLibrary       *library,
                                char               **ids);

G_END_DECLS
