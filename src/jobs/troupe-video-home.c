/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-video-home.h"

#include "troupe-clip-error.h"
#include "troupe-frame-reader.h"
#include "troupe-library-files.h"
#include "troupe-probe.h"
#include "troupe-video-story.h"

/* Of the poster: as sharp as a card or a page shows it */
#define POSTER_SHORT_EDGE 480
/* Of 255: what is darker all over says nothing of a video */
#define DARK 20

/* Copies of what is needed, so that the thread looks at nothing else */
typedef struct
{
  GFile           *media;
  GFile           *file;
  char            *id;
  char            *provider;
  GBytes          *story;
  TroupeVideoHome *home;
} Work;

static void
work_free (Work *work)
{
  g_object_unref (work->media);
  g_object_unref (work->file);
  g_free (work->id);
  g_free (work->provider);
  g_bytes_unref (work->story);
  g_clear_pointer (&work->home, troupe_video_home_free);
  g_free (work);
}

/**
 * troupe_video_home_free:
 * @self: (transfer full): a video that came home
 *
 * Frees it; its files stay.
 */
void
troupe_video_home_free (TroupeVideoHome *self)
{
  g_free (self->file);
  g_free (self->poster);
  g_free (self);
}

static gboolean
is_dark (TroupeFrame *frame)
{
  const guint8 *pixels = g_bytes_get_data (troupe_frame_get_pixels (frame), NULL);
  const int width = troupe_frame_get_width (frame);
  const int height = troupe_frame_get_height (frame);
  guint64 sum = 0;

  for (int y = 0; y < height; y += 4)
    {
      const guint8 *row = pixels + (gsize) y * troupe_frame_get_stride (frame);

      for (int x = 0; x < width; x += 4)
        sum += MAX (MAX (row[x * 4], row[x * 4 + 1]), row[x * 4 + 2]);
    }
  return sum < (guint64) DARK * ((width + 3) / 4) * ((height + 3) / 4);
}

/* Near the beginning, or as near to it as there is something to see; the last try counts in any case */
static TroupeFrame *
find_poster (TroupeFrameReader *reader,
             guint64            duration_ns,
             GError           **error)
{
  static const double places[] = { 0.02, 0.1, 0.25, 0.5, 0.75 };
  g_autoptr (TroupeFrame) frame = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_clear_pointer (&frame, troupe_frame_unref);
      frame = troupe_frame_reader_seek (reader, (guint64) (duration_ns * places[i]), TRUE, NULL, error);
      if (frame == NULL || !is_dark (frame))
        break;
    }
  return g_steal_pointer (&frame);
}

static gboolean
keep_poster (Work    *work,
             GError **error)
{
  g_autofree char *uri = g_file_get_uri (work->file);
  g_autofree char *name = troupe_library_files_dup_poster (work->id);
  g_autoptr (TroupeFrameReader) reader = NULL;
  g_autoptr (TroupeFrame) frame = NULL;
  g_autoptr (GBytes) content = NULL;

  reader = troupe_frame_reader_new (uri, POSTER_SHORT_EDGE, NULL, error);
  frame = reader != NULL ? find_poster (reader, work->home->result.duration_ns, error) : NULL;
  content = frame != NULL ? troupe_frame_encode (frame, "image/jpeg", error) : NULL;
  if (content == NULL || !troupe_library_files_write (work->media, name, content, error))
    return FALSE;

  work->home->poster = g_steal_pointer (&name);
  work->home->result.poster = work->home->poster;
  return TRUE;
}

/* The video is here, and was paid for: what is only added to it does not keep it from being kept. */
static void
home_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Work *work = task_data;
  g_autofree char *name = troupe_library_files_dup_story (work->id);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) story_error = NULL;

  if (work->home->result.duration_ns > 0 && !keep_poster (work, &error))
    g_message ("Video %s has no poster: %s", work->id, error->message);
  if (!troupe_library_files_write (work->media, name, work->story, &story_error))
    g_message ("The story of video %s is in the library only: %s", work->id, story_error->message);
  g_task_return_pointer (task, g_steal_pointer (&work->home), (GDestroyNotify) troupe_video_home_free);
}

/* What no program of any computer could play; others may lack a decoder only here. */
static gboolean
is_no_video (const GError *error)
{
  static const TroupeClipError codes[] = {
    TROUPE_CLIP_ERROR_NOT_FOUND, TROUPE_CLIP_ERROR_EMPTY, TROUPE_CLIP_ERROR_NOT_MEDIA, TROUPE_CLIP_ERROR_NO_VIDEO,
    TROUPE_CLIP_ERROR_TRUNCATED, TROUPE_CLIP_ERROR_PAGE
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (g_error_matches (error, TROUPE_CLIP_ERROR, codes[i]))
        return TRUE;
    }
  return FALSE;
}

static gboolean
take_facts (Work       *work,
            TroupeClip *clip,
            GError    **error)
{
  g_autoptr (GFileInfo) info = NULL;
  TroupeVideoHome *home;

  info = g_file_query_info (work->file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, error);
  if (info == NULL)
    return FALSE;

  home = work->home = g_new0 (TroupeVideoHome, 1);
  home->file = troupe_library_files_dup_video (work->id);
  home->result.file = home->file;
  home->result.size_bytes = (guint64) g_file_info_get_size (info);
  if (clip == NULL)
    return TRUE;

  home->result.duration_ns = troupe_clip_get_duration_ns (clip);
  home->result.width = troupe_clip_get_width (clip);
  home->result.height = troupe_clip_get_height (clip);
  return TRUE;
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Work *work = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeClip) clip = troupe_probe_finish (result, &error);

  if (clip == NULL && is_no_video (error))
    {
      g_file_delete (work->file, NULL, NULL);    /* fetched anew when the person wants to */
      g_prefix_error (&error, "what %s sent: ", work->provider);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (clip == NULL)
    g_message ("Video %s cannot be looked at here: %s", work->id, error->message);
  g_clear_error (&error);
  if (take_facts (work, clip, &error))
    g_task_run_in_thread (task, home_thread);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * troupe_video_home_async:
 * @job: the job of a video
 * @provider: the name of its provider
 * @media: the media folder, in which the file lies
 * @callback: called when all of it is on the disk
 * @user_data: for @callback
 *
 * Looks at a video that was fetched, takes a picture of it, and writes its story beside it. The file is left as it
 * came: what its maker wrote into it about where it is from stays true.
 */
void
troupe_video_home_async (const TroupeJob    *job,
                         const char         *provider,
                         GFile              *media,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autofree char *name = troupe_library_files_dup_video (job->video_id);
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  g_autofree char *uri = NULL;
  Work *work = g_new0 (Work, 1);

  g_task_set_source_tag (task, troupe_video_home_async);
  work->media = g_object_ref (media);
  work->file = g_file_resolve_relative_path (media, name);
  work->id = g_strdup (job->video_id);
  work->provider = g_strdup (provider);
  work->story = troupe_video_story_write (job, provider);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  uri = g_file_get_uri (work->file);
  troupe_probe_async (uri, NULL, probed_cb, task);
}

/**
 * troupe_video_home_finish:
 * @result: the result
 *
 * Fails with `TROUPE_CLIP_ERROR` when what was fetched is no video; it is gone then.
 *
 * Returns: (transfer full): what there is of the video
 */
TroupeVideoHome *
troupe_video_home_finish (GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_video_home_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
