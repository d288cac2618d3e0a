/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-library-write.h"

#include "troupe-character-row.h"
#include "troupe-video-row.h"

#define SELECT_JOB_REVISION "SELECT ifnull (max (revision), 0) FROM jobs"

/**
 * troupe_library_write_free:
 * @self: (transfer full): what was to be done
 *
 * Frees it.
 */
void
troupe_library_write_free (TroupeLibraryWrite *self)
{
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->videos, g_ptr_array_unref);
  g_free (self);
}

static gboolean
collect_changes (TroupeConnection   *connection,
                 TroupeLibraryWrite *self,
                 GError            **error)
{
  gint64 job_revision;

  self->since = *self->seen;
  self->changes = troupe_character_row_load_changed (connection, self->since.revision, error);
  if (self->changes != NULL)
    self->videos = troupe_video_row_load_changed (connection, self->since.video_revision, error);
  if (self->videos == NULL ||
      !troupe_connection_query_integer (connection, SELECT_JOB_REVISION, &job_revision, error))
    return FALSE;

  if (self->changes->len > 0)
    {
      TroupeCharacterRow *last = g_ptr_array_index (self->changes, self->changes->len - 1);

      self->seen->revision = last->revision;
    }
  if (self->videos->len > 0)
    {
      TroupeVideoRow *last = g_ptr_array_index (self->videos, self->videos->len - 1);

      self->seen->video_revision = last->revision;
    }
  self->has_changed_jobs = job_revision != self->seen->job_revision;
  self->seen->job_revision = job_revision;
  return TRUE;
}

/**
 * troupe_library_write_in_owner:
 * @connection: a connection
 * @data: a #TroupeLibraryWrite
 *
 * Does what is to be done in one transaction, and collects what it and others changed. Owner thread.
 *
 * Returns: whether it was done
 */
gboolean
troupe_library_write_in_owner (TroupeConnection *connection,
                               gpointer          data,
                               GError          **error)
{
  TroupeLibraryWrite *self = data;
  g_autoptr (GError) failure = NULL;

  if (self->func == NULL)
    return collect_changes (connection, self, error);

  if (!troupe_connection_begin (connection, error))
    return FALSE;
  if (!self->func (connection, self->data, error))
    {
      troupe_connection_roll_back (connection);
      return FALSE;
    }
  if (!troupe_connection_commit (connection, error))
    return FALSE;

  /* It is written; what cannot be read now is read with the next change. */
  if (!collect_changes (connection, self, &failure))
    g_warning ("Changes of the library could not be read: %s", failure->message);
  return TRUE;
}

/**
 * troupe_library_seen_start:
 * @connection: a connection
 * @data: a #TroupeLibrarySeen
 *
 * Looks up what is the newest change. Owner thread.
 *
 * Returns: whether it was read
 */
gboolean
troupe_library_seen_start (TroupeConnection *connection,
                           gpointer          data,
                           GError          **error)
{
  TroupeLibrarySeen *self = data;

  if (!troupe_connection_query_integer (connection, "SELECT revision FROM library", &self->revision, error) ||
      !troupe_connection_query_integer (connection, SELECT_JOB_REVISION, &self->job_revision, error))
    return FALSE;

  self->video_revision = self->revision;
  return TRUE;
}
