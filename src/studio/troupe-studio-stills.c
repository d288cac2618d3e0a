/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-stills.h"

#include "troupe-frame-reader.h"
#include "troupe-canvas.h"

#define NS_PER_S G_GUINT64_CONSTANT (1000000000)
#define N_STILLS (TROUPE_STUDIO_STILLS_PER_ROW * TROUPE_STUDIO_STILLS_ROWS)

typedef struct
{
  char                   *uri;
  TroupeStudioStillsKind  kind;
  guint                   n_seconds;
} Work;

static void
work_free (Work *work)
{
  g_free (work->uri);
  g_free (work);
}

static TroupeFrame *
make_sheet (TroupeFrameReader *reader,
            guint              n_seconds,
            GCancellable      *cancellable,
            GError           **error)
{
  g_autoptr (TroupeCanvas) canvas =
    troupe_canvas_new (TROUPE_STUDIO_STILLS_PER_ROW * TROUPE_STUDIO_STILLS_EDGE,
                       TROUPE_STUDIO_STILLS_ROWS * TROUPE_STUDIO_STILLS_EDGE);

  for (int i = 0; i < N_STILLS; i++)
    {
      g_autoptr (TroupeFrame) frame =
        troupe_frame_reader_seek (reader, n_seconds * NS_PER_S * (guint) i / N_STILLS, TRUE,
                                  cancellable, error);
      TroupeBox place = {
        i % TROUPE_STUDIO_STILLS_PER_ROW * TROUPE_STUDIO_STILLS_EDGE,
        i / TROUPE_STUDIO_STILLS_PER_ROW * TROUPE_STUDIO_STILLS_EDGE,
        TROUPE_STUDIO_STILLS_EDGE, TROUPE_STUDIO_STILLS_EDGE,
      };
      TroupeBox middle;

      if (frame == NULL)
        return NULL;
      middle = troupe_box_crop (troupe_frame_get_width (frame),
                                troupe_frame_get_height (frame), 1, 1);
      troupe_canvas_draw (canvas, frame, &middle, &place);
    }
  return troupe_canvas_dup_frame (canvas);
}

static void
make_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Work *work = data;
  gboolean is_sheet = work->kind == TROUPE_STUDIO_STILLS_SHEET;
  g_autoptr (TroupeFrameReader) reader = NULL;
  g_autoptr (TroupeFrame) frame = NULL;
  GBytes *picture = NULL;
  GError *error = NULL;

  reader = troupe_frame_reader_new (work->uri, is_sheet ? TROUPE_STUDIO_STILLS_EDGE : 0,
                                    cancellable, &error);
  if (reader != NULL && is_sheet)
    frame = make_sheet (reader, work->n_seconds, cancellable, &error);
  else if (reader != NULL)
    frame = troupe_frame_reader_seek (reader, 0, TRUE, cancellable, &error);
  if (frame != NULL)
    picture = troupe_frame_encode (frame, is_sheet ? "image/jpeg" : "image/webp", &error);
  if (picture != NULL)
    g_task_return_pointer (task, picture, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/**
 * troupe_studio_stills_make_async:
 * @video: a video
 * @kind: what to make
 * @n_seconds: its length
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is made
 * @user_data: for @callback
 *
 * Makes a picture out of a video.
 */
void
troupe_studio_stills_make_async (GFile                 *video,
                                 TroupeStudioStillsKind kind,
                                 guint                  n_seconds,
                                 GCancellable          *cancellable,
                                 GAsyncReadyCallback    callback,
                                 gpointer               user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->uri = g_file_get_uri (video);
  work->kind = kind;
  work->n_seconds = n_seconds;
  g_task_set_source_tag (task, troupe_studio_stills_make_async);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, make_thread);
}

/**
 * troupe_studio_stills_make_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Ends troupe_studio_stills_make_async(). Fails with errors of the clip module.
 *
 * Returns: (transfer full): the picture
 */
GBytes *
troupe_studio_stills_make_finish (GAsyncResult *result,
                                  GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_studio_stills_make_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
