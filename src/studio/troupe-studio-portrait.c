/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-portrait.h"

#include "troupe-frame-reader.h"
#include "troupe-canvas.h"
#include "troupe-studio-error.h"

#define NS_PER_S G_GUINT64_CONSTANT (1000000000)

/* How far apart the frames are that compete */
#define STEP_NS (NS_PER_S / 4)

typedef struct
{
  char  *uri;
  GFile *destination;
} Work;

static void
work_free (Work *work)
{
  g_free (work->uri);
  g_object_unref (work->destination);
  g_free (work);
}

/* The variance of the Laplacian of the middle square: detail is high, blur is low. */
static double
measure_sharpness (TroupeFrame *frame)
{
  int width = troupe_frame_get_width (frame);
  int height = troupe_frame_get_height (frame);
  gsize stride = troupe_frame_get_stride (frame);
  const guint8 *pixels = g_bytes_get_data (troupe_frame_get_pixels (frame), NULL);
  TroupeBox box = troupe_box_crop (width, height, 1, 1);
  double sum = 0;
  double squares = 0;
  double n = 0;

  for (int y = box.y + 1; y < box.y + box.height - 1; y += 2)
    for (int x = box.x + 1; x < box.x + box.width - 1; x += 2)
      {
        /* Green alone is near enough to light. */
        const guint8 *p = pixels + (gsize) y * stride + (gsize) x * 4 + 1;
        int value = 4 * p[0] - p[-4] - p[4] - p[-(gssize) stride] - p[stride];

        sum += value;
        squares += (double) value * value;
        n++;
      }
  return n > 0 ? squares / n - (sum / n) * (sum / n) : 0;
}

static TroupeFrame *
find_sharpest (const char   *uri,
               GCancellable *cancellable,
               GError      **error)
{
  g_autoptr (TroupeFrameReader) reader = NULL;
  g_autoptr (TroupeFrame) frame = NULL;
  g_autoptr (TroupeFrame) best = NULL;
  g_autoptr (GError) local_error = NULL;
  double best_sharpness = -1;
  guint64 next_ns = 0;

  reader = troupe_frame_reader_new (uri, TROUPE_STUDIO_PORTRAIT_SIZE, cancellable, error);
  if (reader == NULL)
    return NULL;
  frame = troupe_frame_reader_next (reader, cancellable, &local_error);
  while (frame != NULL)
    {
      if (troupe_frame_get_time_ns (frame) >= next_ns)
        {
          double sharpness = measure_sharpness (frame);

          next_ns = troupe_frame_get_time_ns (frame) + STEP_NS;
          if (sharpness > best_sharpness)
            {
              best_sharpness = sharpness;
              g_clear_pointer (&best, troupe_frame_unref);
              best = troupe_frame_ref (frame);
            }
        }
      g_clear_pointer (&frame, troupe_frame_unref);
      frame = troupe_frame_reader_next (reader, cancellable, &local_error);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (best == NULL)
    g_set_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_SOURCE,
                 "the range holds no picture");
  return g_steal_pointer (&best);
}

static GBytes *
crop (TroupeFrame *frame,
      GError     **error)
{
  TroupeBox whole = { 0, 0, TROUPE_STUDIO_PORTRAIT_SIZE, TROUPE_STUDIO_PORTRAIT_SIZE };
  TroupeBox middle = troupe_box_crop (troupe_frame_get_width (frame),
                                      troupe_frame_get_height (frame), 1, 1);
  g_autoptr (TroupeCanvas) canvas = troupe_canvas_new (whole.width, whole.height);
  g_autoptr (TroupeFrame) portrait = NULL;

  troupe_canvas_draw (canvas, frame, &middle, &whole);
  portrait = troupe_canvas_dup_frame (canvas);
  return troupe_frame_encode (portrait, "image/png", error);
}

static void
make_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr (TroupeFrame) frame = NULL;
  g_autoptr (GBytes) picture = NULL;
  GError *error = NULL;
  gsize size;
  const char *content;

  frame = find_sharpest (work->uri, cancellable, &error);
  if (frame != NULL)
    picture = crop (frame, &error);
  if (picture == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  content = g_bytes_get_data (picture, &size);
  if (g_file_replace_contents (work->destination, content, size, NULL, FALSE,
                               G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL,
                               cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * troupe_studio_portrait_make_async:
 * @clip: a video of a few seconds
 * @destination: where the picture goes
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Makes a square PNG out of the middle of the sharpest of a handful of frames.
 */
void
troupe_studio_portrait_make_async (GFile              *clip,
                                   GFile              *destination,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->uri = g_file_get_uri (clip);
  work->destination = g_object_ref (destination);
  g_task_set_source_tag (task, troupe_studio_portrait_make_async);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, make_thread);
}

/**
 * troupe_studio_portrait_make_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Ends troupe_studio_portrait_make_async(). Fails with `TROUPE_STUDIO_ERROR_SOURCE`, errors of the
 * clip module and `G_IO_ERROR`.
 *
 * Returns: whether the picture is there
 */
gboolean
troupe_studio_portrait_make_finish (GAsyncResult *result,
                                    GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_studio_portrait_make_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
