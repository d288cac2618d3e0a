/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-picture.h"

/**
 * troupe_picture_new:
 * @file: its name below the media folder
 * @time_ns: where in the source clip it was taken, in nanoseconds; 0 for a provider's picture
 * @content: what the file holds
 *
 * Safe from any thread.
 *
 * Returns: (transfer full): a picture
 */
TroupePicture *
troupe_picture_new (const char *file,
                    guint64     time_ns,
                    GBytes     *content)
{
  TroupePicture *self = g_new0 (TroupePicture, 1);

  self->file = g_strdup (file);
  self->time_ns = time_ns;
  self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  return self;
}

/**
 * troupe_picture_free:
 * @self: (transfer full): a picture
 *
 * Frees what is known of a picture; the file stays.
 */
void
troupe_picture_free (TroupePicture *self)
{
  g_free (self->file);
  g_free (self->sha256);
  g_free (self);
}
