/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli-video.h"

#include <glib/gi18n.h>
#include <math.h>

#include "troupe-cli-provider.h"
#include "troupe-job-place.h"
#include "troupe-jobs.h"
#include "troupe-library-error.h"
#include "troupe-library-private.h"
#include "troupe-runner-jobs.h"

static char *as;
static char *provider_id;
static char *base;

static const GOptionEntry resolve_options[] = {
  { "as", 0, 0, G_OPTION_ARG_STRING, &as, N_("send-again, which may be paid twice, or forget"), "WHAT" },
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
} Call;

static const char *const kinds[] = { "character", "video", "remix" };
static const char *const charges[] = { NULL, "none", "charged", "refunded" };

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

static void
set_number (JsonObject *object,
            const char *name,
            double      number)
{
  if (isnan (number) || number < 0)
    json_object_set_null_member (object, name);
  else
    json_object_set_double_member (object, name, number);
}

static void
set_time (JsonObject *object,
          const char *name,
          gint64      time_us)
{
  g_autoptr (GDateTime) time = time_us > 0 ? g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

  set_text (object, name, text);
}

static JsonObject *
describe (const TroupeJobRow *row,
          gboolean            is_whole)
{
  JsonObject *object = json_object_new ();
  g_autofree char *curl = is_whole ? troupe_job_row_dup_curl (row) : NULL;

  set_text (object, "id", row->id);
  set_text (object, "kind", kinds[row->kind]);
  set_text (object, "title", row->title);
  set_text (object, "provider", row->provider_id);
  set_text (object, "state", troupe_job_state_to_word (row->state));
  set_number (object, "progress", row->progress);
  set_text (object, "character", row->character_id);
  set_text (object, "video", row->video_id);
  set_text (object, "job", row->remote_id);
  set_text (object, "word", row->answer_word);
  set_time (object, "created", row->created_us);
  set_time (object, "answered", row->answered_us);
  set_time (object, "ended", row->ended_us);
  json_object_set_int_member (object, "paid_calls", row->attempts);
  set_number (object, "reserved", row->reserved);
  set_number (object, "reported", row->reported);
  set_text (object, "unit", row->unit);
  set_text (object, "charge", charges[row->charge]);
  set_text (object, "problem", row->problem != NULL ? row->problem->message : NULL);
  if (!is_whole)
    return object;
  json_object_set_int_member (object, "status", row->answer_status);
  set_text (object, "request", row->request);
  set_text (object, "curl", curl);
  set_text (object, "answer", row->answer);
  return object;
}

/* Takes error */
static void
call_end (Call       *call,
          JsonObject *document,
          GError     *error)
{
  troupe_cli_video_end (call->video, document, error);
  g_clear_pointer (&call->rows, g_ptr_array_unref);
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
      json_object_set_object_member (document, "job", describe (call->rows->pdata[0], TRUE));
      call_end (call, document, NULL);
      return;
    }
  g_ptr_array_sort_values (call->rows, compare_places);
  array = json_array_new ();
  for (guint i = 0; i < call->rows->len; i++)
    json_array_add_object_element (array, describe (call->rows->pdata[i], FALSE));
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
  else if (call->action == TROUPE_JOB_ACTION_SEND_AGAIN)
    g_signal_connect_swapped (call->video->runner, "notify::busy", G_CALLBACK (read_all), call);
  else
    read_all (call);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Call *call = user_data;
  GError *error = NULL;

  if (!troupe_library_open_finish (TROUPE_LIBRARY (source), result, &error))
    call_end (call, NULL, error);
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
    troupe_library_open_async (call->video->library, NULL, opened_cb, call);
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
resolve (TroupeCli *cli,
         char     **arguments)
{
  if (g_strcmp0 (as, "forget") == 0)
    begin (cli, arguments[0], TROUPE_JOB_ACTION_FORGET);
  else if (g_strcmp0 (as, "send-again") == 0)
    begin (cli, arguments[0], TROUPE_JOB_ACTION_SEND_AGAIN);
  else
    /* Translators: words with -- and those after them stay as they are. */
    troupe_cli_fail_usage (cli, _("--as send-again or --as forget is needed"));
}

const TroupeCliCommand troupe_cli_jobs[] = {
  { "jobs list", "", N_("Lists all jobs: those that go on, those that wait, those that ended"), 0, list, NULL },
  { "jobs show", "ID", N_("Tells about a job, with the request and the last answer"), 1, list, NULL },
  { "jobs cancel", "ID", N_("Stops a job of which nothing was sent, also one of another process"), 1, cancel, NULL },
  { "jobs resolve", "ID --as send-again|forget", N_("Decides about a job of which nobody knows what became"), 1,
    resolve, resolve_options },
  { NULL },
};
