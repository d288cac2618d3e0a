/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-fields.h"
#include "troupe-studio-jobs.h"
#include "troupe-studio.h"

/* A variation on its way: the picture of the first video is being read */
typedef struct
{
  TroupeStudioCall     *call;
  JsonObject           *request;
  GStrv                 cast;
  char                 *id;
  char                 *remixed_from;
  TroupeStudioDescribe  describe;
} Remix;

static void
remix_free (Remix *remix)
{
  g_object_unref (remix->call);
  json_object_unref (remix->request);
  g_strfreev (remix->cast);
  g_free (remix->id);
  g_free (remix->remixed_from);
  g_free (remix);
}

static gboolean
check_source (TroupeStudioCall  *call,
              TroupeStudioVideo *video)
{
  JsonObject *request = troupe_studio_video_get_request (video);

  if (json_object_get_boolean_member_with_default (request, "private", FALSE))
    troupe_studio_call_refuse (call, "", TROUPE_STUDIO_ERROR_FIELD,
                               "a private video cannot be remixed");
  else if (troupe_studio_video_get_state (video) != TROUPE_STUDIO_VIDEO_COMPLETED)
    troupe_studio_call_refuse (call, "", TROUPE_STUDIO_ERROR_TASK_UNFINISHED,
                               "Task is not completed yet, current status: %s",
                               troupe_studio_video_get_state_word (video));
  else
    return TRUE;
  return FALSE;
}

/* The same video but for its prompt. Its cast is there already, its picture is given along. */
static JsonObject *
vary (TroupeStudioVideo *video,
      const char        *prompt)
{
  const char * const kept[] = { "model", "seconds", "size", "watermark", "private" };
  JsonObject *old = troupe_studio_video_get_request (video);
  JsonObject *request = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    if (json_object_has_member (old, kept[i]))
      json_object_set_member (request, kept[i], json_object_dup_member (old, kept[i]));
  json_object_set_string_member (request, "prompt", prompt);
  return request;
}

static void
picture_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Remix *remix = user_data;
  /* Most videos were made without a picture. */
  g_autoptr (GBytes) picture = g_file_load_bytes_finish (G_FILE (source), result, NULL, NULL);
  TroupeStudioVideo *video;

  if (picture != NULL)
    {
      JsonArray *pictures = json_array_new ();

      json_array_add_string_element (pictures, "");
      json_object_set_array_member (remix->request, "pictures", pictures);
    }
  video = troupe_studio_video_new (remix->id, troupe_studio_call_get_base (remix->call)->path,
                                   remix->request, (const char * const *) remix->cast,
                                   remix->remixed_from);
  if (picture != NULL)
    troupe_studio_video_attach (video, TROUPE_STUDIO_PICTURE, 0, picture);
  troupe_studio_jobs_add (remix->call, video, SOUP_STATUS_OK, remix->describe);
  remix_free (remix);
}

/**
 * troupe_studio_jobs_remix:
 * @call: a call whose body is `{"prompt": ...}`
 * @video: the video that it varies
 * @id: a new id
 * @describe: makes the answer
 *
 * Takes up a job for the same video with another prompt. It keeps the cast unless the prompt
 * mentions somebody.
 */
void
troupe_studio_jobs_remix (TroupeStudioCall    *call,
                          TroupeStudioVideo   *video,
                          const char          *id,
                          TroupeStudioDescribe describe)
{
  static const TroupeStudioField fields[] = {
    { "prompt", TROUPE_STUDIO_FIELD_TEXT, TRUE, 0, 32000, NULL },
  };
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (GFile) picture = NULL;
  g_auto (GStrv) cast = NULL;
  const char *prompt;
  Remix *remix;

  if (!check_source (call, video) || !troupe_studio_fields_check_json (call) ||
      !troupe_studio_fields_read (call, fields, G_N_ELEMENTS (fields), body))
    return;
  prompt = json_object_get_string_member (body, "prompt");
  cast = troupe_studio_jobs_find_cast (call, prompt);
  if (cast == NULL)
    return;
  remix = g_new0 (Remix, 1);
  remix->call = g_object_ref (call);
  remix->request = vary (video, prompt);
  remix->cast = g_strv_length (cast) > 0 ? g_steal_pointer (&cast)
                                         : troupe_studio_jobs_dup_cast (video);
  remix->id = g_strdup (id);
  remix->remixed_from = g_strdup (troupe_studio_video_get_id (video));
  remix->describe = describe;
  picture = troupe_studio_store_get_file (troupe_studio_get_store (studio),
                                          TROUPE_STUDIO_FOLDER_VIDEOS, remix->remixed_from,
                                          TROUPE_STUDIO_PICTURE "0");
  g_file_load_bytes_async (picture, NULL, picture_read_cb, remix);
}
