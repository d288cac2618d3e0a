/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli-video.h"

#include <glib/gi18n.h>

#include "troupe-cli-job.h"
#include "troupe-cli-key.h"
#include "troupe-cli-provider.h"
#include "troupe-job-place.h"
#include "troupe-jobs.h"
#include "troupe-library-error.h"
#include "troupe-library-private.h"
#include "troupe-runner-jobs.h"
#include "troupe-runner-search.h"

static char *as;
static char *which;
static TroupeJobMove move_to;
static char *provider_id;
static char *base;

static const GOptionEntry resolve_options[] = {
  { "as", 0, 0, G_OPTION_ARG_STRING, &as, N_("look-for, send-again, which may be paid twice, or forget"), "WHAT" },
  { "job", 0, 0, G_OPTION_ARG_STRING, &which, N_("Which of those that look-for found it is"), "ID" },
  { "provider", 0, 0, G_OPTION_ARG_STRING, &provider_id, N_("Who makes it"), "ID" },
  { "base", 0, 0, G_OPTION_ARG_STRING, &base, N_("Another base address of the provider"), "URL" },
  G_OPTION_ENTRY_NULL
};

/* One command about jobs */
typedef struct
{
  TroupeCliVideo *video;
  char           *id;        /* or NULL: all */
  TroupeJobAction action;
  GPtrArray      *rows;      /* of TroupeJobRow */
  JsonArray      *found;     /* candidates for the job, or NULL */
} Call;

/* Takes error */
static void
call_end (Call       *call,
          JsonObject *document,
          GError     *error)
{
  troupe_cli_video_end (call->video, document, error);
  g_clear_pointer (&call->rows, g_ptr_array_unref);
  g_clear_pointer (&call->found, json_array_unref);
  g_free (call->id);
  g_free (call);
}

static gboolean
read_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  Call *call = data;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) places = NULL;
  g_auto (GStrv) ids = NULL;

  if (call->id == NULL)
    places = troupe_job_place_load (connection, FALSE, error);
  if (call->id == NULL && places == NULL)
    return FALSE;
  if (call->id != NULL)
    g_strv_builder_add (builder, call->id);
  for (guint i = 0; places != NULL && i < places->len; i++)
    g_strv_builder_add (builder, ((TroupeJobPlace *) places->pdata[i])->id);
  ids = g_strv_builder_end (builder);
  call->rows = troupe_job_row_load (connection, (const char *const *) ids, error);
  return call->rows != NULL;
}

/* As troupe_job_place_load () has it */
static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const int groups = (int) troupe_job_row_get_group (a) - (int) troupe_job_row_get_group (b);
  const double places = troupe_job_row_get_place (a) - troupe_job_row_get_place (b);

  return groups != 0 ? groups : (places > 0) - (places < 0);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Call *call = user_data;
  JsonObject *document;
  JsonArray *array;
  GError *error = NULL;

  if (!troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    {
      call_end (call, NULL, error);
      return;
    }
  if (call->id != NULL && call->rows->len == 0)
    {
      call_end (call, NULL, g_error_new (TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND,
                                         "there is no job %s", call->id));
      return;
    }

  document = json_object_new ();
  if (call->id != NULL)
    {
      json_object_set_object_member (document, "job", troupe_cli_job_describe (call->rows->pdata[0], TRUE));
      if (call->found != NULL)
        json_object_set_array_member (document, "candidates", g_steal_pointer (&call->found));
      call_end (call, document, NULL);
      return;
    }
  g_ptr_array_sort_values (call->rows, compare_places);
  array = json_array_new ();
  for (guint i = 0; i < call->rows->len; i++)
    json_array_add_object_element (array, troupe_cli_job_describe (call->rows->pdata[i], FALSE));
  json_object_set_array_member (document, "jobs", array);
  call_end (call, document, NULL);
}

static void
read_all (Call *call)
{
  troupe_database_run_async (troupe_library_get_database (call->video->library), read_in_owner, call, NULL,
                             read_cb, call);
}

static void
acted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Call *call = user_data;
  GError *error = NULL;

  if (!troupe_runner_act_finish (call->video->runner, result, &error))
    call_end (call, NULL, error);
  else if (call->action != TROUPE_JOB_ACTION_FORGET && troupe_runner_is_busy (call->video->runner))
    g_signal_connect_swapped (call->video->runner, "notify::busy", G_CALLBACK (read_all), call);
  else
    read_all (call);
}

/* What only a person can tell apart is shown, and nothing is done. */
static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Call *call = user_data;
  g_autoptr (GPtrArray) candidates = NULL;
  const TroupeJobCandidate *certain;
  GError *error = NULL;

  candidates = troupe_runner_look_for_finish (TROUPE_RUNNER (source), result, &error);
  if (candidates == NULL)
    {
      call_end (call, NULL, error);
      return;
    }
  certain = troupe_job_search_get_certain (candidates);
  if (certain != NULL)
    {
      troupe_runner_adopt_async (call->video->runner, call->id, certain->remote_id, acted_cb, call);
      return;
    }
  call->found = json_array_new ();
  for (guint i = 0; i < candidates->len; i++)
    json_array_add_object_element (call->found, troupe_cli_job_describe_candidate (candidates->pdata[i]));
  read_all (call);
}

static void
moved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Call *call = user_data;
  GError *error = NULL;

  if (troupe_runner_move_finish (TROUPE_RUNNER (source), result, &error))
    read_all (call);
  else
    call_end (call, NULL, error);
}

/* What was not sent is stopped at once; what the provider works on only it can end. */
static void
to_cancel_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Call *call = user_data;
  GError *error = NULL;

  if (!troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    {
      call_end (call, NULL, error);
      return;
    }
  if (call->rows->len > 0 && troupe_job_row_get_actions (call->rows->pdata[0]) & TROUPE_JOB_ACTION_STOP)
    call->action = TROUPE_JOB_ACTION_STOP;
  g_clear_pointer (&call->rows, g_ptr_array_unref);
  troupe_runner_act_async (call->video->runner, call->id, call->action, acted_cb, call);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Call *call = user_data;
  GError *error = NULL;

  if (!troupe_cli_key_open_finish (TROUPE_LIBRARY (source), result, &error))
    call_end (call, NULL, error);
  else if (call->action == TROUPE_JOB_ACTION_LOOK_FOR && which != NULL)
    troupe_runner_adopt_async (call->video->runner, call->id, which, acted_cb, call);
  else if (call->action == TROUPE_JOB_ACTION_LOOK_FOR)
    troupe_runner_look_for_async (call->video->runner, call->id, NULL, looked_cb, call);
  else if (call->action == TROUPE_JOB_ACTION_MOVE)
    troupe_runner_move_async (call->video->runner, call->id, move_to, moved_cb, call);
  else if (call->action == TROUPE_JOB_ACTION_CANCEL)
    troupe_database_run_async (troupe_library_get_database (call->video->library), read_in_owner, call, NULL,
                               to_cancel_cb, call);
  else if (call->action != 0)
    troupe_runner_act_async (call->video->runner, call->id, call->action, acted_cb, call);
  else
    read_all (call);
}

static void
begin (TroupeCli      *cli,
       const char     *id,
       TroupeJobAction action)
{
  Call *call = g_new0 (Call, 1);
  GError *error = NULL;

  call->video = troupe_cli_video_new (cli);
  call->id = g_strdup (id);
  call->action = action;
  if (troupe_cli_provider_set_base (call->video->providers, provider_id, base, &error))
    troupe_cli_key_open_async (call->video->library, call->video->providers, provider_id, id, opened_cb, call);
  else
    call_end (call, NULL, error);
}

static void
list (TroupeCli *cli,
      char     **arguments)
{
  begin (cli, arguments[0], 0);
}

static void
cancel (TroupeCli *cli,
        char     **arguments)
{
  begin (cli, arguments[0], TROUPE_JOB_ACTION_CANCEL);
}

static void
move (TroupeCli *cli,
      char     **arguments)
{
  static const char *const places[] = { "first", "up", "down" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      if (!g_str_equal (arguments[1], places[i]))
        continue;
      move_to = i;
      begin (cli, arguments[0], TROUPE_JOB_ACTION_MOVE);
      return;
    }
  /* Translators: first, up and down stay as they are. */
  troupe_cli_fail_usage (cli, _("a job moves first, up or down"));
}

static void
resolve (TroupeCli *cli,
         char     **arguments)
{
  static const struct { const char *word; TroupeJobAction action; } ways[] = {
    { "look-for", TROUPE_JOB_ACTION_LOOK_FOR },
    { "send-again", TROUPE_JOB_ACTION_SEND_AGAIN },
    { "forget", TROUPE_JOB_ACTION_FORGET },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      if (g_strcmp0 (as, ways[i].word) == 0)
        {
          begin (cli, arguments[0], ways[i].action);
          return;
        }
    }
  /* Translators: words with -- and those after them stay as they are. */
  troupe_cli_fail_usage (cli, _("--as look-for, --as send-again or --as forget is needed"));
}

const TroupeCliCommand troupe_cli_jobs[] = {
  { "jobs list", "", N_("Lists all jobs: those that go on, those that wait, those that ended"), 0, list, NULL },
  { "jobs show", "ID", N_("Tells about a job, with the request and the last answer"), 1, list, NULL },
  { "jobs wait", "[ID]", N_("Waits until a job, or all of them, have ended, whoever carries them out"), 0, troupe_cli_wait,
    NULL, 1 },
  { "jobs cancel", "ID", N_("Stops a job: at no cost before it is sent, later where its provider can end it"),
    1, cancel, NULL },
  { "jobs move", "ID first|up|down", N_("Gives a job another place among those that wait"), 2, move, NULL },
  { "jobs resolve", "ID --as look-for|send-again|forget", N_("Decides about a job of which nobody knows what became"), 1,
    resolve, resolve_options },
  { NULL },
};
