/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-spill.h"

/* A file goes when all of its pictures have gone, so it holds those of some seconds only. */
#define FILE_BYTES (8 * 1024 * 1024)

/**
 * TroupeFrameSpill:
 *
 * Puts packed pictures into files without a name as they come.
 */
struct _TroupeFrameSpill
{
  /* Owned */
  char            *folder;
  TroupeFrameFile *file;      /* what is being filled, or NULL */

  guint64          n_used;    /* of its bytes */
};

/**
 * troupe_frame_spill_new:
 * @folder: where the files are to be
 *
 * Returns: (transfer full): a spill without files
 */
TroupeFrameSpill *
troupe_frame_spill_new (const char *folder)
{
  TroupeFrameSpill *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_new0 (TroupeFrameSpill, 1);
  self->folder = g_strdup (folder);

  return self;
}

/**
 * troupe_frame_spill_free:
 * @self: (transfer full): a spill
 *
 * Frees it; the pictures stay for as long as they are held.
 */
void
troupe_frame_spill_free (TroupeFrameSpill *self)
{
  g_clear_pointer (&self->file, troupe_frame_file_unref);
  g_clear_pointer (&self->folder, g_free);
  g_free (self);
}

/**
 * troupe_frame_spill_add:
 * @self: a spill
 * @content: a packed picture
 *
 * Writes a picture to disk. Where that cannot be it stays in memory. Blocks.
 *
 * Returns: (transfer full): the picture
 */
TroupePackedFrame *
troupe_frame_spill_add (TroupeFrameSpill *self,
                        GBytes           *content)
{
  g_autoptr (GError) error = NULL;
  TroupePackedFrame *frame;

  if (self->file == NULL || self->n_used >= FILE_BYTES)
    {
      g_clear_pointer (&self->file, troupe_frame_file_unref);
      self->file = troupe_frame_file_new (self->folder, &error);
      self->n_used = 0;
    }
  if (self->file == NULL || !troupe_frame_file_write (self->file, self->n_used, content, &error))
    {
      g_debug ("a picture stays in memory: %s", error->message);
      return troupe_packed_frame_new (content);
    }

  frame = troupe_packed_frame_new_in_file (self->file, self->n_used, g_bytes_get_size (content));
  self->n_used += g_bytes_get_size (content);
  return frame;
}
