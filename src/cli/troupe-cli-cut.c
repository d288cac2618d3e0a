/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli.h"

#include <glib/gi18n.h>

#include "troupe-cli-output.h"
#include "troupe-cutter.h"
#include "troupe-probe.h"

static char *range_text;
static char *output;

/* Made from them */
static TroupeRange range;
static GFile *file;    /* owned */

static const GOptionEntry options[] = {
  { "range", 0, 0, G_OPTION_ARG_STRING, &range_text, N_("From and to, in seconds"), "A,B" },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Where to write the cut"), "MP4" },
  G_OPTION_ENTRY_NULL
};

static void
measured_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  TroupeCli *cli = user_data;
  g_autoptr (GFileInfo) info = NULL;
  g_autofree char *range_sent = troupe_range_format (&range, NULL);
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
  json_object_set_string_member (object, "path", g_file_peek_path (file));
  json_object_set_string_member (object, "range", range_sent);
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
  GError *error = NULL;

  clip = troupe_probe_finish (result, &error);
  if (clip != NULL &&
      troupe_range_check (&range, NULL, troupe_clip_get_duration_ns (clip), &error))
    troupe_cutter_cut_async (troupe_clip_get_media_uri (clip), &range, NULL, file, NULL,
                             cut_cb, cli);
  else
    troupe_cli_fail (cli, error);
}

static void
run (TroupeCli *cli,
     char     **arguments)
{
  GError *error = NULL;

  if (range_text == NULL || output == NULL)
    {
      /* Translators: --range and -o are options of a command and stay as they are. */
      troupe_cli_fail_usage (cli, _("--range and -o are needed"));
      return;
    }

  file = troupe_cli_output_new (arguments[0], output, &error);
  if (file != NULL && troupe_range_parse (range_text, &range, &error))
    troupe_probe_async (arguments[0], NULL, probed_cb, cli);
  else
    troupe_cli_fail (cli, error);
}

const TroupeCliCommand troupe_cli_cut = {
  .name = "cut",
  .arguments = "SOURCE --range A,B -o MP4",
  .summary = N_("Cuts a range out, exact to the frame"),
  .n_arguments = 1,
  .run = run,
  .options = options,
};
