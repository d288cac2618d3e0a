/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli.h"

#include "troupe-cutter.h"
#include "troupe-probe.h"

static char *range_text;
static char *output;

static const GOptionEntry options[] = {
  { "range", 0, 0, G_OPTION_ARG_STRING, &range_text, "From and to, in seconds", "A,B" },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "Where to write the cut", "MP4" },
  G_OPTION_ENTRY_NULL
};

static void
measured_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  TroupeCli *cli = user_data;
  g_autoptr (GFileInfo) info = NULL;
  g_autofree char *path = g_file_get_path (G_FILE (source));
  JsonObject *document, *object;
  GError *error = NULL;

  info = g_file_query_info_finish (G_FILE (source), result, &error);
  if (info == NULL)
    {
      troupe_cli_fail (cli, error);
      return;
    }

  document = json_object_new ();
  object = json_object_new ();
  json_object_set_string_member (object, "path", path);
  json_object_set_string_member (object, "range", range_text);
  json_object_set_int_member (object, "size", g_file_info_get_size (info));
  json_object_set_object_member (document, "cut", object);
  troupe_cli_succeed (cli, document);
}

static void
cut_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  TroupeCli *cli = user_data;
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (output);
  GError *error = NULL;

  if (troupe_cutter_cut_finish (result, &error))
    g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
                             G_PRIORITY_DEFAULT, NULL, measured_cb, cli);
  else
    troupe_cli_fail (cli, error);
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  TroupeCli *cli = user_data;
  g_autoptr (TroupeClip) clip = NULL;
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (output);
  GError *error = NULL;
  TroupeRange range;

  clip = troupe_probe_finish (result, &error);
  if (clip != NULL && troupe_range_parse (range_text, &range, &error) &&
      troupe_range_check (&range, NULL, troupe_clip_get_duration_ns (clip), &error))
    troupe_cutter_cut_async (troupe_clip_get_media_uri (clip), &range, TROUPE_CUTTER_SHORT_EDGE,
                             file, NULL, cut_cb, cli);
  else
    troupe_cli_fail (cli, error);
}

static void
run (TroupeCli *cli,
     char     **arguments)
{
  if (range_text == NULL || output == NULL)
    troupe_cli_fail_usage (cli, "--range and -o are needed");
  else
    troupe_probe_async (arguments[0], NULL, probed_cb, cli);
}

const TroupeCliCommand troupe_cli_cut = {
  .name = "cut",
  .arguments = "SOURCE --range A,B -o MP4",
  .summary = "Cuts a range out, exact to the frame",
  .n_arguments = 1,
  .run = run,
  .options = options,
};
