/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-preparation.h"

#include "troupe-cutter.h"
#include "troupe-frame-reader.h"
#include "troupe-library-files.h"
#include "troupe-picture.h"

/* Of the kept pictures: as sharp as a card or a page shows them */
#define STILL_SHORT_EDGE 480

/* Copies of what is needed, so that the thread looks at nothing else */
typedef struct
{
  char         *id;
  char         *media_uri;
  TroupeRange   range;
  TroupeCutForm form;
  GFile        *media;
  char         *clip_file;
  GFile        *cut;
  GPtrArray    *stills;    /* of TroupePicture */
} Preparation;

static void
preparation_free (Preparation *self)
{
  g_free (self->id);
  g_free (self->media_uri);
  g_clear_object (&self->media);
  g_free (self->clip_file);
  g_clear_object (&self->cut);
  g_clear_pointer (&self->stills, g_ptr_array_unref);
  g_free (self);
}

/* The cached file may be gone since the clip was opened; its address stays. */
static char *
find_media (const TroupeJob *job)
{
  g_autoptr (GFile) file = g_file_new_for_uri (job->media_uri);

  if (g_file_is_native (file) && !g_file_query_exists (file, NULL))
    return g_strdup (job->clip_uri);
  return g_strdup (job->media_uri);
}

static Preparation *
preparation_new (const TroupeJob *job,
                 int              short_edge,
                 GFile           *media)
{
  Preparation *self = g_new0 (Preparation, 1);

  self->id = g_strdup (job->character_id);
  self->media_uri = find_media (job);
  self->range = job->range;
  self->form.short_edge = MAX (short_edge, TROUPE_CUTTER_SHORT_EDGE);
  self->media = g_object_ref (media);
  self->clip_file = troupe_library_files_dup_clip (job->character_id);
  self->cut = g_file_resolve_relative_path (media, self->clip_file);
  self->stills = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_picture_free);
  return self;
}

/* In the middle of each of so many equal parts */
static guint64
still_time (const TroupeRange *range,
            guint              number)
{
  const guint64 length_ns = range->end_ns - range->start_ns;

  return length_ns * (2 * number + 1) / (2 * TROUPE_LIBRARY_FILES_N_STILLS);
}

static gboolean
keep_still (Preparation       *self,
            TroupeFrameReader *reader,
            guint              number,
            GCancellable      *cancellable,
            GError           **error)
{
  const guint64 time_ns = still_time (&self->range, number);
  g_autofree char *name = troupe_library_files_dup_still (self->id, number);
  g_autoptr (TroupeFrame) frame = NULL;
  g_autoptr (GBytes) content = NULL;

  frame = troupe_frame_reader_seek (reader, time_ns, TRUE, cancellable, error);
  if (frame == NULL)
    return FALSE;
  content = troupe_frame_encode (frame, "image/jpeg", error);
  if (content == NULL || !troupe_library_files_write (self->media, name, content, error))
    return FALSE;

  g_ptr_array_add (self->stills,
                   troupe_picture_new (name, self->range.start_ns + time_ns, content));
  return TRUE;
}

static gboolean
keep_stills (Preparation  *self,
             GCancellable *cancellable,
             GError      **error)
{
  g_autofree char *uri = g_file_get_uri (self->cut);
  g_autoptr (TroupeFrameReader) reader = NULL;

  reader = troupe_frame_reader_new (uri, STILL_SHORT_EDGE, cancellable, error);
  if (reader == NULL)
    return FALSE;

  for (guint i = 0; i < TROUPE_LIBRARY_FILES_N_STILLS; i++)
    {
      if (!keep_still (self, reader, i, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static void
stills_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (keep_stills (task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
cut_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_cutter_cut_finish (result, &error))
    g_task_run_in_thread (task, stills_thread);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * troupe_preparation_run_async:
 * @job: a job; must live until @callback
 * @short_edge: that the provider takes at most, in pixels; what is kept has no less than
 *   `TROUPE_CUTTER_SHORT_EDGE`
 * @media: the media folder
 * @cancellable: (nullable): a cancellable
 * @callback: called when all of it is on the disk
 * @user_data: for @callback
 *
 * Cuts the range out and takes pictures of it. A cut that an earlier run finished is kept: the
 * range of a character never changes.
 */
void
troupe_preparation_run_async (const TroupeJob    *job,
                              int                 short_edge,
                              GFile              *media,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Preparation *self;

  g_return_if_fail (job != NULL);
  g_return_if_fail (G_IS_FILE (media));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_preparation_run_async);
  self = preparation_new (job, short_edge, media);
  g_task_set_task_data (task, self, (GDestroyNotify) preparation_free);

  if (g_file_query_exists (self->cut, NULL))
    g_task_run_in_thread (task, stills_thread);
  else
    troupe_cutter_cut_async (self->media_uri, &self->range, &self->form, self->cut,
                             cancellable, cut_cb, g_steal_pointer (&task));
}

/**
 * troupe_preparation_run_finish:
 * @result: the result
 * @clip_file: (out): the cut, below the media folder
 * @stills: (out) (element-type TroupePicture): pictures of the range, in order
 *
 * Fails with `TROUPE_CLIP_ERROR`, `TROUPE_LIBRARY_ERROR` and what the cutter fails with.
 *
 * Returns: whether all of it is on the disk
 */
gboolean
troupe_preparation_run_finish (GAsyncResult *result,
                               char        **clip_file,
                               GPtrArray   **stills,
                               GError      **error)
{
  Preparation *self;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_preparation_run_async), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  self = g_task_get_task_data (G_TASK (result));
  *clip_file = g_steal_pointer (&self->clip_file);
  *stills = g_steal_pointer (&self->stills);
  return TRUE;
}
