/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-jobs.h"

#include "troupe-studio-mentions.h"
#include "troupe-studio.h"

/* A call that waits until its job is on disk */
typedef struct
{
  TroupeStudioCall     *call;
  TroupeStudioVideo    *video;
  guint                 status;
  TroupeStudioDescribe  describe;
} Adding;

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Adding *adding = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_studio_videos_add_finish (TROUPE_STUDIO_VIDEOS (source), result, &error))
    troupe_studio_call_answer_object (adding->call, adding->status,
                                      adding->describe (adding->call, adding->video));
  else
    troupe_studio_call_refuse_error (adding->call, "", error);
  g_object_unref (adding->call);
  g_object_unref (adding->video);
  g_free (adding);
}

/**
 * troupe_studio_jobs_find:
 * @call: a call
 * @id: any text
 *
 * Looks for a job of the call's base path.
 *
 * Returns: (transfer none) (nullable): the job
 */
TroupeStudioVideo *
troupe_studio_jobs_find (TroupeStudioCall *call,
                         const char       *id)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  TroupeStudioVideo *video = troupe_studio_videos_find (troupe_studio_get_videos (studio), id);

  return video == NULL || !g_str_equal (troupe_studio_video_get_base_path (video),
                                        troupe_studio_call_get_base (call)->path)
         ? NULL : video;
}

/**
 * troupe_studio_jobs_list:
 * @call: a call
 *
 * Lists the jobs of the call's base path.
 *
 * Returns: (transfer container) (element-type TroupeStudioVideo): the jobs, oldest first
 */
GPtrArray *
troupe_studio_jobs_list (TroupeStudioCall *call)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  GPtrArray *all = troupe_studio_videos_get_all (troupe_studio_get_videos (studio));
  GPtrArray *jobs = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (troupe_studio_video_get_base_path (g_ptr_array_index (all, i)),
                     troupe_studio_call_get_base (call)->path))
      g_ptr_array_add (jobs, g_ptr_array_index (all, i));
  return jobs;
}

/**
 * troupe_studio_jobs_find_cast:
 * @call: a call
 * @prompt: its prompt
 *
 * Lists who is mentioned in a prompt.
 *
 * Returns: (transfer full) (nullable): usernames, `NULL` when the call is refused
 */
GStrv
troupe_studio_jobs_find_cast (TroupeStudioCall *call,
                              const char       *prompt)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  g_autoptr (GError) error = NULL;
  GStrv cast;

  cast = troupe_studio_mentions_find (troupe_studio_get_characters (studio), prompt, &error);
  if (cast == NULL)
    troupe_studio_call_refuse_error (call, "prompt", error);
  return cast;
}

/**
 * troupe_studio_jobs_check_result:
 * @call: a call
 * @param: the parameter that names a job
 * @id: its value
 *
 * Refuses a job that is to be a source and has no video.
 *
 * Returns: whether there is a video
 */
gboolean
troupe_studio_jobs_check_result (TroupeStudioCall *call,
                                 const char       *param,
                                 const char       *id)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;

  if (troupe_studio_jobs_find (call, id) == NULL)
    {
      troupe_studio_call_refuse (call, param, TROUPE_STUDIO_ERROR_TASK_NOT_FOUND,
                                 "there is no task %s", id);
      return FALSE;
    }
  file = troupe_studio_videos_get_result (troupe_studio_get_videos (studio), id, &error);
  if (file == NULL)
    troupe_studio_call_refuse_error (call, param, error);
  return file != NULL;
}

/**
 * troupe_studio_jobs_add:
 * @call: a call
 * @video: (transfer full): a new job
 * @status: the status of the answer
 * @describe: makes the answer
 *
 * Takes up a job and answers the call.
 */
void
troupe_studio_jobs_add (TroupeStudioCall    *call,
                        TroupeStudioVideo   *video,
                        guint                status,
                        TroupeStudioDescribe describe)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  Adding *adding = g_new0 (Adding, 1);

  adding->call = g_object_ref (call);
  adding->video = video;
  adding->status = status;
  adding->describe = describe;
  troupe_studio_videos_add_async (troupe_studio_get_videos (studio), video, added_cb, adding);
}

/**
 * troupe_studio_jobs_answer_content:
 * @call: a call
 * @video: a job
 *
 * Answers with the video, or the part of it that is asked for.
 */
void
troupe_studio_jobs_answer_content (TroupeStudioCall  *call,
                                   TroupeStudioVideo *video)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  g_autoptr (GFile) file = NULL;

  if (troupe_studio_video_get_state (video) != TROUPE_STUDIO_VIDEO_COMPLETED)
    {
      troupe_studio_call_refuse (call, "", TROUPE_STUDIO_ERROR_TASK_UNFINISHED,
                                 "Task is not completed yet, current status: %s",
                                 troupe_studio_video_get_state_word (video));
      return;
    }
  file = troupe_studio_videos_get_file (troupe_studio_get_videos (studio), video);
  if (!troupe_studio_call_answer_file (call, file, "video/mp4"))
    troupe_studio_call_refuse (call, "", TROUPE_STUDIO_ERROR_TASK_NOT_FOUND, "Task not found");
}
