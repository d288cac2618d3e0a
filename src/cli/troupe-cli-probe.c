/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli.h"

#include <glib/gi18n.h>

#include "troupe-probe.h"

static const char *const kinds[] = {
  [TROUPE_CLIP_KIND_FILE] = "file",
  [TROUPE_CLIP_KIND_REMOTE] = "remote",
  [TROUPE_CLIP_KIND_VIDEO] = "video",
};

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static JsonObject *
describe (TroupeClip *clip)
{
  JsonObject *object = json_object_new ();
  GArray *times = troupe_clip_get_frame_times (clip);

  set_text (object, "uri", troupe_clip_get_uri (clip));
  set_text (object, "kind", kinds[troupe_clip_get_kind (clip)]);
  set_text (object, "title", troupe_clip_get_title (clip));
  set_text (object, "hash", troupe_clip_get_hash (clip));
  json_object_set_int_member (object, "size", (gint64) troupe_clip_get_size_bytes (clip));
  json_object_set_double_member (object, "duration", troupe_clip_get_duration_ns (clip) / 1e9);
  json_object_set_int_member (object, "width", troupe_clip_get_width (clip));
  json_object_set_int_member (object, "height", troupe_clip_get_height (clip));
  json_object_set_int_member (object, "rotation", troupe_clip_get_rotation (clip));
  json_object_set_double_member (object, "frame_rate", troupe_clip_get_frame_rate (clip));
  json_object_set_boolean_member (object, "variable_frame_rate",
                                  troupe_clip_is_variable_rate (clip));
  set_text (object, "container", troupe_clip_get_container (clip));
  set_text (object, "video_codec", troupe_clip_get_video_codec (clip));
  set_text (object, "audio_codec", troupe_clip_get_audio_codec (clip));
  json_object_set_int_member (object, "frames", times != NULL ? times->len : 0);
  return object;
}

static void
timed_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  TroupeCli *cli = user_data;
  JsonObject *document;
  GError *error = NULL;

  if (!troupe_probe_frame_times_finish (result, &error))
    {
      troupe_cli_fail (cli, error);
      return;
    }

  document = json_object_new ();
  json_object_set_object_member (document, "clip", describe (TROUPE_CLIP (source)));
  troupe_cli_succeed (cli, document);
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  TroupeCli *cli = user_data;
  g_autoptr (TroupeClip) clip = NULL;
  GError *error = NULL;

  clip = troupe_probe_finish (result, &error);
  if (clip != NULL)
    troupe_probe_frame_times_async (clip, NULL, timed_cb, cli);
  else
    troupe_cli_fail (cli, error);
}

static void
run (TroupeCli *cli,
     char     **arguments)
{
  troupe_probe_async (arguments[0], NULL, probed_cb, cli);
}

const TroupeCliCommand troupe_cli_probe = {
  .name = "probe",
  .arguments = "SOURCE",
  .summary = N_("Tells what a video is: a file or an http(s) address"),
  .n_arguments = 1,
  .run = run,
};
