/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli.h"

#include "troupe-clip-error.h"
#include "troupe-frame-reader.h"
#include "troupe-probe.h"
#include "troupe-time.h"

static char *at;
static char *output;

static const GOptionEntry options[] = {
  { "at", 0, 0, G_OPTION_ARG_STRING, &at, "When the frame is on display", "S" },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "Where to write the picture", "PNG" },
  G_OPTION_ENTRY_NULL
};

/* What the picture was, after the thread has written it */
typedef struct
{
  TroupeFrame *frame;
  GFile       *file;
} Picture;

static void
picture_free (Picture *picture)
{
  troupe_frame_unref (picture->frame);
  g_object_unref (picture->file);
  g_free (picture);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Picture *picture = task_data;
  g_autoptr (GBytes) png = NULL;
  GError *error = NULL;

  png = troupe_frame_encode (picture->frame, "image/png", &error);
  if (png != NULL &&
      g_file_replace_contents (picture->file, g_bytes_get_data (png, NULL), g_bytes_get_size (png),
                               NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  TroupeCli *cli = user_data;
  Picture *picture = g_task_get_task_data (G_TASK (result));
  g_autofree char *path = g_file_get_path (picture->file);
  JsonObject *document, *object;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      troupe_cli_fail (cli, error);
      return;
    }

  document = json_object_new ();
  object = json_object_new ();
  json_object_set_string_member (object, "path", path);
  json_object_set_double_member (object, "time", troupe_frame_get_time_ns (picture->frame) / 1e9);
  json_object_set_int_member (object, "width", troupe_frame_get_width (picture->frame));
  json_object_set_int_member (object, "height", troupe_frame_get_height (picture->frame));
  json_object_set_object_member (document, "frame", object);
  troupe_cli_succeed (cli, document);
}

static void
grabbed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  TroupeCli *cli = user_data;
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  TroupeFrame *frame = troupe_frame_grab_finish (result, &error);
  Picture *picture;

  if (frame == NULL)
    {
      troupe_cli_fail (cli, error);
      return;
    }

  picture = g_new0 (Picture, 1);
  picture->frame = frame;
  picture->file = g_file_new_for_commandline_arg (output);
  task = g_task_new (NULL, NULL, written_cb, cli);
  g_task_set_task_data (task, picture, (GDestroyNotify) picture_free);
  g_task_run_in_thread (task, write_thread);
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  TroupeCli *cli = user_data;
  g_autoptr (TroupeClip) clip = NULL;
  GError *error = NULL;
  guint64 time_ns;

  clip = troupe_probe_finish (result, &error);
  if (clip == NULL ||
      !troupe_time_parse (at, 0, troupe_clip_get_frame_rate (clip), &time_ns, &error))
    {
      troupe_cli_fail (cli, error);
      return;
    }
  if (time_ns >= troupe_clip_get_duration_ns (clip))
    {
      troupe_cli_fail (cli, g_error_new (TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_RANGE,
                                         "%s: lies beyond the end of the clip", at));
      return;
    }
  troupe_frame_grab_async (troupe_clip_get_media_uri (clip), time_ns, 0, NULL, grabbed_cb, cli);
}

static void
run (TroupeCli *cli,
     char     **arguments)
{
  if (at == NULL || output == NULL)
    troupe_cli_fail_usage (cli, "--at and -o are needed");
  else
    troupe_probe_async (arguments[0], NULL, probed_cb, cli);
}

const TroupeCliCommand troupe_cli_frame = {
  .name = "frame",
  .arguments = "SOURCE --at S -o PNG",
  .summary = "Writes the frame on display at a time, exactly",
  .n_arguments = 1,
  .run = run,
  .options = options,
};
