/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-jobs.h"

#include "troupe-studio-mentions.h"
#include "troupe-studio.h"

#define LIST_DEFAULT 20
#define LIST_MAX 100

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
 * troupe_studio_jobs_require:
 * @call: a call with an `{id}` in its path
 *
 * Looks for the job that the path names, and refuses the call when there is none.
 *
 * Returns: (transfer none) (nullable): the job
 */
TroupeStudioVideo *
troupe_studio_jobs_require (TroupeStudioCall *call)
{
  TroupeStudioVideo *video =
    troupe_studio_jobs_find (call, troupe_studio_call_get_segment (call, "id"));

  if (video == NULL)
    troupe_studio_call_refuse (call, "", TROUPE_STUDIO_ERROR_TASK_NOT_FOUND, "Task not found");
  return video;
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

/* The jobs after the one with that id, all of them when there is no such job. */
static void
keep_after (GPtrArray  *jobs,
            const char *id)
{
  for (guint i = 0; id != NULL && i < jobs->len; i++)
    if (g_str_equal (troupe_studio_video_get_id (g_ptr_array_index (jobs, i)), id))
      {
        g_ptr_array_remove_range (jobs, 0, i + 1);
        return;
      }
}

static void
set_id (JsonObject        *object,
        const char        *name,
        TroupeStudioVideo *video)
{
  if (video == NULL)
    json_object_set_null_member (object, name);
  else
    json_object_set_string_member (object, name, troupe_studio_video_get_id (video));
}

/* The first so many jobs as the page of a list */
static JsonObject *
describe_page (TroupeStudioCall    *call,
               GPtrArray           *jobs,
               guint                limit,
               TroupeStudioDescribe describe)
{
  guint n_listed = MIN (limit, jobs->len);
  JsonObject *object = json_object_new ();
  JsonArray *data = json_array_new ();

  for (guint i = 0; i < n_listed; i++)
    json_array_add_object_element (data, describe (call, g_ptr_array_index (jobs, i)));
  json_object_set_string_member (object, "object", "list");
  set_id (object, "first_id", n_listed == 0 ? NULL : g_ptr_array_index (jobs, 0));
  set_id (object, "last_id", n_listed == 0 ? NULL : g_ptr_array_index (jobs, n_listed - 1));
  json_object_set_boolean_member (object, "has_more", jobs->len > limit);
  json_object_set_array_member (object, "data", data);
  return object;
}

/**
 * troupe_studio_jobs_list_page:
 * @call: a call with the arguments `limit`, `after` and `order`, or some of them
 * @describe: makes the items
 *
 * Lists jobs a page at a time, the newest first unless `order` is `asc`.
 *
 * Returns: (transfer full) (nullable): the list object, `NULL` when the call is refused
 */
JsonObject *
troupe_studio_jobs_list_page (TroupeStudioCall    *call,
                              TroupeStudioDescribe describe)
{
  g_autoptr (GPtrArray) all = troupe_studio_jobs_list (call);
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();
  g_autofree char *order = troupe_studio_call_dup_argument (call, "order");
  g_autofree char *after = troupe_studio_call_dup_argument (call, "after");
  g_autofree char *text = troupe_studio_call_dup_argument (call, "limit");
  guint64 limit = LIST_DEFAULT;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 0, LIST_MAX, &limit, NULL))
    {
      troupe_studio_call_refuse (call, "limit", TROUPE_STUDIO_ERROR_FIELD,
                                 "limit must be from 0 to %d", LIST_MAX);
      return NULL;
    }
  if (order != NULL && !g_str_equal (order, "asc") && !g_str_equal (order, "desc"))
    {
      troupe_studio_call_refuse (call, "order", TROUPE_STUDIO_ERROR_FIELD,
                                 "order must be asc or desc");
      return NULL;
    }
  for (guint i = 0; i < all->len; i++)
    g_ptr_array_insert (jobs, g_strcmp0 (order, "asc") == 0 ? -1 : 0, g_ptr_array_index (all, i));
  keep_after (jobs, after);
  return describe_page (call, jobs, (guint) limit, describe);
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
 * troupe_studio_jobs_dup_cast:
 * @video: a job
 *
 * Lists who appears in a video, for another one.
 *
 * Returns: (transfer full): usernames
 */
GStrv
troupe_studio_jobs_dup_cast (TroupeStudioVideo *video)
{
  GPtrArray *cast = troupe_studio_video_get_cast (video);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < cast->len; i++)
    g_strv_builder_add (names, g_ptr_array_index (cast, i));
  return g_strv_builder_end (names);
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
 * troupe_studio_jobs_delete:
 * @call: a call
 * @video: a job, at work or not
 *
 * Deletes a job and says so.
 */
void
troupe_studio_jobs_delete (TroupeStudioCall  *call,
                           TroupeStudioVideo *video)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", troupe_studio_video_get_id (video));
  json_object_set_string_member (object, "object", "video.deleted");
  json_object_set_boolean_member (object, "deleted", TRUE);
  troupe_studio_videos_remove (troupe_studio_get_videos (studio), video);
  troupe_studio_call_answer_object (call, SOUP_STATUS_OK, object);
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
