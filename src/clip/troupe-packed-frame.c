/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-packed-frame.h"

struct _TroupePackedFrame
{
  guint64          offset;    /* in the file */
  gsize            size;

  /* Owned, one of them */
  GBytes          *content;
  TroupeFrameFile *file;
};

/**
 * troupe_packed_frame_new:
 * @content: a packed picture
 *
 * Returns: (transfer full): a picture in memory
 */
TroupePackedFrame *
troupe_packed_frame_new (GBytes *content)
{
  TroupePackedFrame *self = g_atomic_rc_box_new0 (TroupePackedFrame);

  self->content = g_bytes_ref (content);
  self->size = g_bytes_get_size (content);

  return self;
}

/**
 * troupe_packed_frame_new_in_file:
 * @file: a file
 * @offset: where in it a packed picture begins
 * @size: how many bytes that has
 *
 * Returns: (transfer full): a picture in a file, which is open for as long as that is held
 */
TroupePackedFrame *
troupe_packed_frame_new_in_file (TroupeFrameFile *file,
                                 guint64          offset,
                                 gsize            size)
{
  TroupePackedFrame *self = g_atomic_rc_box_new0 (TroupePackedFrame);

  self->file = troupe_frame_file_ref (file);
  self->offset = offset;
  self->size = size;

  return self;
}

/**
 * troupe_packed_frame_ref:
 * @self: a picture
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
TroupePackedFrame *
troupe_packed_frame_ref (TroupePackedFrame *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  TroupePackedFrame *self = data;

  g_clear_pointer (&self->content, g_bytes_unref);
  g_clear_pointer (&self->file, troupe_frame_file_unref);
}

/**
 * troupe_packed_frame_unref:
 * @self: (transfer full): a picture
 *
 * Drops a reference. Any thread.
 */
void
troupe_packed_frame_unref (TroupePackedFrame *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * troupe_packed_frame_get_size:
 * @self: a picture
 *
 * Returns: how many bytes it takes
 */
gsize
troupe_packed_frame_get_size (TroupePackedFrame *self)
{
  return self->size;
}

/**
 * troupe_packed_frame_read:
 * @self: a picture
 *
 * Reads a picture: mostly from what the system keeps of the file in memory.
 *
 * Returns: (transfer full) (nullable): what it is made of, or `NULL` when the file does not have it
 */
GBytes *
troupe_packed_frame_read (TroupePackedFrame *self)
{
  return self->content != NULL ? g_bytes_ref (self->content)
                               : troupe_frame_file_read (self->file, self->offset, self->size);
}
