/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TROUPE_STUDIO_STILLS_EDGE 160
#define TROUPE_STUDIO_STILLS_PER_ROW 5
#define TROUPE_STUDIO_STILLS_ROWS 2

typedef enum
{
  TROUPE_STUDIO_STILLS_THUMBNAIL,    /* the first picture, image/webp */
  TROUPE_STUDIO_STILLS_SHEET,        /* pictures from the beginning to the end in rows, image/jpeg */
} TroupeStudioStillsKind;

/* Still pictures of a finished video. */
void    troupe_studio_stills_make_async  (GFile                   *video,
                                          TroupeStudioStillsKind   kind,
                                          guint                    n_seconds,
                                          GCancellable            *cancellable,
                                          GAsyncReadyCallback      callback,
                                          gpointer                 user_data);
GBytes *troupe_studio_stills_make_finish (GAsyncResult            *result,
                                          GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
