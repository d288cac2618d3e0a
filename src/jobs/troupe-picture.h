/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A picture file of a character, complete on the disk. */
typedef struct
{
  char    *file;       /* below the media folder */
  guint64  time_ns;    /* of a still: where in the source clip */
  char    *sha256;
} TroupePicture;

TroupePicture *troupe_picture_new  (const char    *file,
                                    guint64        time_ns,
                                    GBytes        *content) G_GNUC_WARN_UNUSED_RESULT;
void           troupe_picture_free (TroupePicture *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupePicture, troupe_picture_free)

G_END_DECLS
