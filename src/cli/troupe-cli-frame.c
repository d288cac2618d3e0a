/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli.h"

#include <glib/gi18n.h>

#include "troupe-atomic-file.h"
#include "troupe-cli-output.h"
#include "troupe-clip-error.h"
#include "troupe-frame-reader.h"
#include "troupe-probe.h"
#include "troupe-time.h"

static char *at;
static char *output;

/* Owned; made from output */
static GFile *file;

static const GOptionEntry options[] = {
  { "at", 0, 0, G_OPTION_ARG_STRING, &at, N_("When the frame is on display"), "S" },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Where to write the picture"), "PNG" },
  G_OPTION_ENTRY_NULL
};

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  g_autoptr (GBytes) png = NULL;
  GError *error = NULL;

  png = troupe_frame_encode (task_data, "image/png", &error);
  if (png != NULL && troupe_atomic_file_write (g_file_peek_path (file), png, &error))
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
  TroupeFrame *frame = g_task_get_task_data (G_TASK (result));
  JsonObject *document, *object;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      troupe_cli_fail (cli, error);
      return;
    }

  document = json_object_new ();
  object = json_object_new ();
  json_object_set_string_member (object, "path", g_file_peek_path (file));
  json_object_set_double_member (object, "time", troupe_frame_get_time_ns (frame) / 1e9);
  json_object_set_int_member (object, "width", troupe_frame_get_width (frame));
  json_object_set_int_member (object, "height", troupe_frame_get_height (frame));
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

  if (frame == NULL)
    {
      troupe_cli_fail (cli, error);
      return;
    }

  task = g_task_new (NULL, NULL, written_cb, cli);
  g_task_set_task_data (task, frame, (GDestroyNotify) troupe_frame_unref);
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
  GError *error = NULL;

  if (at == NULL || output == NULL)
    {
      /* Translators: --at and -o are options of a command and stay as they are. */
      troupe_cli_fail_usage (cli, _("--at and -o are needed"));
      return;
    }

  file = troupe_cli_output_new (arguments[0], output, &error);
  if (file != NULL)
    troupe_probe_async (arguments[0], NULL, probed_cb, cli);
  else
    troupe_cli_fail (cli, error);
}

const TroupeCliCommand troupe_cli_frame = {
  .name = "frame",
  .arguments = "SOURCE --at S -o PNG",
  .summary = N_("Writes the frame on display at a time, exactly"),
  .n_arguments = 1,
  .run = run,
  .options = options,
};
