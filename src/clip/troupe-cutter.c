/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cutter.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "troupe-atomic-file.h"
#include "troupe-clip-error.h"
#include "troupe-cut-source.h"
#include "troupe-cut-target.h"
#include "troupe-download.h"
#include "troupe-media.h"

/* Two buses are looked at in turn, so that the cancellable is in less than 100 ms. */
#define SLICE (50 * GST_MSECOND)

/* When there is less room than this a failed write means a full disk. */
#define PROBED_BYTES (1024 * 1024)

typedef struct
{
  char         *uri;
  TroupeRange   range;
  TroupeCutForm form;
  GFile        *destination;
} Cut;

static void
cut_free (Cut *cut)
{
  g_free (cut->uri);
  g_object_unref (cut->destination);
  g_free (cut);
}

/* Whether a file can become longer: a full disk, a quota or a limit of the process may forbid it. */
static gboolean
can_grow (const char *path)
{
  g_autofree char *block = g_malloc0 (PROBED_BYTES);
  g_autofd int fd = open (path, O_WRONLY | O_APPEND | O_CLOEXEC);
  gsize n_left = PROBED_BYTES;

  while (fd >= 0 && n_left > 0)
    {
      gssize n_written = write (fd, block, n_left);

      if (n_written < 0)
        return errno != ENOSPC && errno != EDQUOT && errno != EFBIG;
      n_left -= n_written;
    }
  return TRUE;
}

/* A full disk shows as any failure to write, depending on which part of the pipeline meets it. */
static GError *
target_error_new (GstMessage *message,
                  const char *path)
{
  g_autoptr (GError) gst_error = NULL;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_filename_display_name (folder);

  gst_message_parse_error (message, &gst_error, NULL);
  if (g_error_matches (gst_error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NO_SPACE_LEFT) ||
      !can_grow (path))
    return g_error_new (G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                        "%s: no space is left on the disk for the cut", name);

  return g_error_new (TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_FAILED,
                      "%s: the cut cannot be written (%s)", name, gst_error->message);
}

static GError *
no_frames_error_new (const Cut *cut)
{
  g_autofree char *name = troupe_media_dup_name (cut->uri);
  g_autofree char *range = troupe_range_format (&cut->range, NULL);

  return g_error_new (TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_RANGE,
                      "%s: no picture lies in the range %s", name, range);
}

static gboolean
wait_for_end (const Cut       *cut,
              TroupeCutSource *source,
              TroupeCutTarget *target,
              const char      *path,
              GCancellable    *cancellable,
              GError         **error)
{
  for (;;)
    {
      g_autoptr (GstMessage) written = NULL;
      g_autoptr (GstMessage) read = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      written = gst_bus_timed_pop_filtered (troupe_cut_target_get_bus (target), SLICE,
                                            GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
      if (written != NULL && GST_MESSAGE_TYPE (written) == GST_MESSAGE_EOS)
        return TRUE;
      if (written != NULL)
        {
          g_propagate_error (error, target_error_new (written, path));
          return FALSE;
        }

      read = gst_bus_pop_filtered (troupe_cut_source_get_bus (source),
                                   GST_MESSAGE_APPLICATION | GST_MESSAGE_ERROR);
      if (read != NULL)
        {
          g_propagate_error (error, GST_MESSAGE_TYPE (read) == GST_MESSAGE_ERROR
                                    ? troupe_media_error_from_bus (read, cut->uri)
                                    : no_frames_error_new (cut));
          return FALSE;
        }
    }
}

static guint64
get_size (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 ? (guint64) status.st_size : G_MAXUINT64;
}

/* A clip that its server only sends from the beginning is fetched first. */
static gboolean
make_readable (Cut          *cut,
               GError       *source_error,
               GCancellable *cancellable,
               GError      **error)
{
  g_autoptr (GFile) local = NULL;

  if (!g_error_matches (source_error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED) ||
      !troupe_media_is_remote (cut->uri))
    {
      g_propagate_error (error, source_error);
      return FALSE;
    }

  g_error_free (source_error);
  local = troupe_download_fetch (cut->uri, cancellable, error);
  if (local == NULL)
    return FALSE;

  g_free (cut->uri);
  cut->uri = g_file_get_uri (local);
  return TRUE;
}

static TroupeCutSource *
open_source (Cut          *cut,
             GCancellable *cancellable,
             GError      **error)
{
  GError *source_error = NULL;
  TroupeCutSource *source = troupe_cut_source_new (cut->uri, &cut->range, &cut->form,
                                                   cancellable, &source_error);

  if (source != NULL)
    return source;

  return make_readable (cut, source_error, cancellable, error)
         ? troupe_cut_source_new (cut->uri, &cut->range, &cut->form, cancellable, error) : NULL;
}

/* Stopping the target wakes the source, should it wait to push; the source, which comes last here, is
 * freed first. */
static gboolean
write_cut (Cut          *cut,
           const char   *path,
           guint64       max_bytes,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr (TroupeCutTarget) target = NULL;
  g_autoptr (TroupeCutSource) source = open_source (cut, cancellable, error);
  gboolean is_written;

  if (source == NULL)
    return FALSE;
  target = troupe_cut_target_new (path, cut->range.end_ns - cut->range.start_ns,
                                  troupe_cut_source_has_sound (source), max_bytes, error);
  if (target == NULL)
    return FALSE;

  troupe_cut_target_start (target);
  troupe_cut_source_start (source, target);
  is_written = wait_for_end (cut, source, target, path, cancellable, error);
  troupe_cut_target_stop (target);
  return is_written;
}

/* Most clips are small enough as good as they can be. */
static gboolean
write_within_limit (Cut          *cut,
                    const char   *path,
                    GCancellable *cancellable,
                    GError      **error)
{
  const guint64 max_bytes = cut->form.max_bytes;
  g_autofree char *name = NULL;

  if (!write_cut (cut, path, 0, cancellable, error))
    return FALSE;
  if (max_bytes == 0 || get_size (path) <= max_bytes)
    return TRUE;

  if (!write_cut (cut, path, max_bytes, cancellable, error))
    return FALSE;
  if (get_size (path) <= max_bytes)
    return TRUE;

  name = troupe_media_dup_name (cut->uri);
  g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_TOO_LARGE,
               "%s: the cut has %" G_GUINT64_FORMAT " bytes at the lowest quality, and %"
               G_GUINT64_FORMAT " are allowed", name, get_size (path), max_bytes);
  return FALSE;
}

static void
remove_temporary (const char *path)
{
  g_autofree char *data = g_strconcat (path, ".data", NULL);

  g_unlink (path);
  g_unlink (data);
}

static gboolean
cut (Cut          *input,
     GCancellable *cancellable,
     GError      **error)
{
  g_autofree char *destination = g_file_get_path (input->destination);
  g_autofree char *temporary = NULL;

  if (destination == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   "A cut can be written to a folder of this computer only");
      return FALSE;
    }

  temporary = troupe_atomic_file_make_temporary (destination, error);
  if (temporary == NULL)
    return FALSE;
  if (write_within_limit (input, temporary, cancellable, error) &&
      troupe_atomic_file_commit (temporary, destination, error))
    return TRUE;

  remove_temporary (temporary);
  return FALSE;
}

static void
cut_thread (GTask        *task,
            gpointer      source_object,
            gpointer      task_data,
            GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (cut (task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * troupe_cutter_cut_async:
 * @uri: the clip
 * @range: what to cut
 * @form: (nullable): what the cut has to be, `NULL` for what is usual
 * @destination: the file to write, in a folder of this computer
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Cuts a range into an MP4 of its own: H.264, AAC when there is sound, the index first, upright, no
 * larger than @form wants nor than the clip, without tags. Main thread; the work is done in another
 * one. A cut that has too many bytes is made once more, with as many as there may be.
 *
 * It holds exactly the frames that appear at the start of @range or later and before its end; the
 * first one is shown from 0 on and the last one until the length of @range is full. It appears under
 * its name when it is complete and on disk; after a failure or when cancelled nothing is left.
 */
void
troupe_cutter_cut_async (const char          *uri,
                         const TroupeRange   *range,
                         const TroupeCutForm *form,
                         GFile               *destination,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Cut *input;

  g_return_if_fail (uri != NULL);
  g_return_if_fail (range != NULL && range->start_ns < range->end_ns);
  g_return_if_fail (form == NULL || form->short_edge >= 0);
  g_return_if_fail (G_IS_FILE (destination));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  input = g_new0 (Cut, 1);
  input->uri = g_strdup (uri);
  input->range = *range;
  if (form != NULL)
    input->form = *form;
  if (input->form.short_edge == 0)
    input->form.short_edge = TROUPE_CUTTER_SHORT_EDGE;
  input->destination = g_object_ref (destination);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_cutter_cut_async);
  g_task_set_task_data (task, input, (GDestroyNotify) cut_free);
  g_task_run_in_thread (task, cut_thread);
}

/**
 * troupe_cutter_cut_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Ends troupe_cutter_cut_async(). Fails with `TROUPE_CLIP_ERROR_RANGE` when no frame lies in the
 * range, with `_TOO_LARGE` when it cannot be as small as wanted, with `_CODEC` when a decoder or an encoder is missing, as opening the clip does, and with
 * `G_IO_ERROR`, of which `G_IO_ERROR_NO_SPACE`.
 *
 * Returns: whether the cut is on disk
 */
gboolean
troupe_cutter_cut_finish (GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_cutter_cut_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
