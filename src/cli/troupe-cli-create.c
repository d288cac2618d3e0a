/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli.h"

#include <glib/gi18n.h>

#include "troupe-cli-attention.h"
#include "troupe-cli-character.h"
#include "troupe-cli-key.h"
#include "troupe-cli-provider.h"
#include "troupe-job-error.h"
#include "troupe-job-problem.h"
#include "troupe-probe.h"
#include "troupe-runner.h"

static char *range_text;
static char *provider_id;
static char *alias;
static char *task_id;
static char *host_id;
static char *address;
static char *base;
static gboolean dry_run;

static const GOptionEntry follow_options[] = {
  { "provider", 0, 0, G_OPTION_ARG_STRING, &provider_id, N_("Who makes it"), "ID" },
  { "base", 0, 0, G_OPTION_ARG_STRING, &base, N_("Another base address of the provider"), "URL" },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry options[] = {
  { "range", 0, 0, G_OPTION_ARG_STRING, &range_text, N_("From and to, in seconds"), "A,B" },
  { "provider", 0, 0, G_OPTION_ARG_STRING, &provider_id,
    N_("Who makes it; without, the Practice Studio"), "ID" },
  { "alias", 0, 0, G_OPTION_ARG_STRING, &alias, N_("Its name; else the clip’s title"), "TEXT" },
  { "from-task", 0, 0, G_OPTION_ARG_STRING, &task_id, N_("A finished task of the provider"), "ID" },
  { "host", 0, 0, G_OPTION_ARG_STRING, &host_id, N_("The host that the cut goes to"), "ID" },
  { "address", 0, 0, G_OPTION_ARG_STRING, &address,
    N_("Where the provider can fetch the whole clip"), "URL" },
  { "base", 0, 0, G_OPTION_ARG_STRING, &base, N_("Another base address of the provider"), "URL" },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Print the requests and send nothing"), NULL },
  G_OPTION_ENTRY_NULL
};

typedef struct
{
  TroupeCli            *cli;
  TroupeLibrary        *library;
  TroupeProviders      *providers;
  TroupeHosts          *hosts;
  TroupeClient         *client;
  TroupeRunner         *runner;
  TroupeCliAttention   *attention;    /* while it waits */
  char                 *id;           /* of the character to follow, or NULL */
  TroupeRange           range;
  TroupeCharacterDraft *draft;
  TroupeCharacter      *character;
  GError               *unwritten;    /* what was made and could not be kept */
} Creation;

static Creation *
creation_new (TroupeCli *cli)
{
  Creation *creation = g_new0 (Creation, 1);

  creation->cli = cli;
  creation->library = troupe_library_new (NULL);
  creation->providers = troupe_providers_new ();
  creation->client = troupe_client_new ();
  creation->hosts = troupe_hosts_new ();
  creation->runner = troupe_runner_new (creation->library, creation->providers, creation->client,
                                        creation->hosts);
  return creation;
}

static void
creation_free (Creation *creation)
{
  g_clear_object (&creation->runner);
  g_clear_object (&creation->client);
  g_clear_object (&creation->providers);
  g_clear_object (&creation->hosts);
  g_clear_object (&creation->character);
  g_clear_pointer (&creation->draft, troupe_character_draft_free);
  g_clear_error (&creation->unwritten);
  g_free (creation->id);
  troupe_library_close (creation->library);
  g_clear_object (&creation->library);
  g_free (creation);
}

/* Takes document or error */
static void
end (Creation   *creation,
     JsonObject *document,
     GError     *error)
{
  if (document != NULL)
    troupe_cli_succeed (creation->cli, document);
  else
    troupe_cli_fail (creation->cli, error);
  creation_free (creation);
}

/* The provider has it, and cannot be asked about it. */
static void
keep (Creation *creation)
{
  g_autofree char *command = NULL;

  command = troupe_cli_provider_dup_follow ("character", troupe_character_get_id (creation->character),
                                            provider_id, base);

  troupe_cli_keep (creation->cli, troupe_character_get_problem (creation->character), command);
  creation_free (creation);
}

static void
unwritten_cb (Creation     *creation,
              const GError *error)
{
  g_clear_error (&creation->unwritten);
  creation->unwritten = g_error_copy (error);
}

static GError *
error_of (Creation *creation)
{
  const TroupeProblem *problem = troupe_character_get_problem (creation->character);

  if (creation->unwritten != NULL)
    return g_steal_pointer (&creation->unwritten);
  if (problem == NULL)
    return g_error_new_literal (TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_STATE,
                                "nobody works on the character here; another Troupe may");
  return troupe_job_problem_to_error (problem);
}

static void
busy_cb (Creation *creation)
{
  TroupeCharacterState state;
  JsonObject *document;

  if (troupe_runner_is_busy (creation->runner))
    return;

  g_signal_handlers_disconnect_by_data (creation->runner, creation);
  g_clear_pointer (&creation->attention, troupe_cli_attention_free);
  state = troupe_character_get_state (creation->character);
  if (state == TROUPE_CHARACTER_STATE_MAKING && creation->unwritten == NULL &&
      troupe_character_get_problem (creation->character) != NULL)
    {
      keep (creation);
      return;
    }
  if (state != TROUPE_CHARACTER_STATE_READY)
    {
      end (creation, NULL, error_of (creation));
      return;
    }

  document = json_object_new ();
  json_object_set_object_member (document, "character",
                                 troupe_cli_character_describe (creation->character));
  end (creation, document, NULL);
}

static void
wait_for_end (Creation *creation)
{
  creation->attention = troupe_cli_attention_new (creation->runner,
                                                  troupe_character_get_id (creation->character));
  g_signal_connect_swapped (creation->runner, "unwritten", G_CALLBACK (unwritten_cb), creation);
  g_signal_connect_swapped (creation->runner, "notify::busy", G_CALLBACK (busy_cb), creation);
  busy_cb (creation);
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Creation *creation = user_data;
  GError *error = NULL;

  creation->character = troupe_runner_create_character_finish (creation->runner, result, &error);
  if (creation->character != NULL)
    wait_for_end (creation);
  else
    end (creation, NULL, error);
}

static void
built_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Creation *creation = user_data;
  g_autoptr (JsonNode) requests = NULL;
  JsonObject *document = NULL;
  GError *error = NULL;

  requests = troupe_runner_dry_run_finish (creation->runner, result, &error);
  if (requests != NULL)
    document = json_node_dup_object (requests);
  end (creation, document, error);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Creation *creation = user_data;
  GError *error = NULL;

  if (troupe_library_open_finish (creation->library, result, &error))
    troupe_runner_create_character_async (creation->runner, creation->draft, NULL,
                                          created_cb, creation);
  else
    end (creation, NULL, error);
}

/* What costs nothing, where no provider was named */
static const char *
find_builtin (TroupeProviders *providers)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (providers)); i++)
    {
      g_autoptr (TroupeProvider) provider = g_list_model_get_item (G_LIST_MODEL (providers), i);

      if (troupe_profile_is_builtin (troupe_provider_get_profile (provider)))
        return troupe_provider_get_id (provider);
    }
  return "";
}

/* Where nothing is kept, the clip leaves with each video, and the host is named there. */
static gboolean
check_host (TroupeHosts   *hosts,
            TroupeProfile *profile,
            GError       **error)
{
  if (host_id == NULL)
    return TRUE;

  if (troupe_hosts_find (hosts, host_id) == NULL)
    g_set_error (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_HOST, "there is no host “%s”", host_id);
  else if (troupe_profile_get_kind (profile) == TROUPE_KIND_INLINE)
    g_set_error (error, TROUPE_CLI_ERROR, TROUPE_CLI_ERROR_USAGE,
                 "%s: the clip goes along with each video; “video create” takes --host", troupe_profile_get_id (profile));
  else
    return TRUE;
  return FALSE;
}

static gboolean
make_draft (Creation   *creation,
            TroupeClip *clip,
            GError    **error)
{
  const char *id = provider_id != NULL ? provider_id : find_builtin (creation->providers);
  TroupeProvider *provider = troupe_cli_provider_find (creation->providers, id, error);
  TroupeProfile *profile;

  if (provider == NULL || (base != NULL && !troupe_provider_set_base (provider, base, error)))
    return FALSE;
  profile = troupe_provider_get_profile (provider);
  if (!check_host (creation->hosts, profile, error))
    return FALSE;

  creation->draft = troupe_character_draft_new (clip, &creation->range, id);
  creation->draft->alias = g_strdup (alias);
  creation->draft->task_id = g_strdup (task_id);
  creation->draft->host_id = g_strdup (host_id);
  if (address != NULL)
    g_set_str (&creation->draft->address, address);
  troupe_character_draft_choose_source (creation->draft, profile);
  troupe_character_draft_choose_host (creation->draft, profile,
                                      troupe_hosts_get_default (creation->hosts));
  troupe_cli_key_name (creation->providers, id);
  troupe_cli_key_name_host (creation->hosts, creation->draft->host_id);
  return TRUE;
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Creation *creation = user_data;
  g_autoptr (TroupeClip) clip = NULL;
  GError *error = NULL;

  clip = troupe_probe_finish (result, &error);
  if (clip == NULL || !make_draft (creation, clip, &error))
    end (creation, NULL, error);
  else if (dry_run)
    troupe_runner_dry_run_async (creation->runner, creation->draft, NULL, built_cb, creation);
  else
    troupe_library_open_async (creation->library, NULL, opened_cb, creation);
}

static void
run (TroupeCli *cli,
     char     **arguments)
{
  Creation *creation;
  TroupeRange range;
  GError *error = NULL;

  if (range_text == NULL)
    {
      /* Translators: --range is an option of a command and stays as it is. */
      troupe_cli_fail_usage (cli, _("--range is needed"));
      return;
    }
  if (!troupe_range_parse (range_text, &range, &error))
    {
      troupe_cli_fail (cli, error);
      return;
    }

  creation = creation_new (cli);
  creation->range = range;
  troupe_probe_async (arguments[0], NULL, probed_cb, creation);
}

static void
resumed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Creation *creation = user_data;
  GError *error = NULL;

  if (troupe_runner_resume_finish (creation->runner, result, &error))
    wait_for_end (creation);
  else
    end (creation, NULL, error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Creation *creation = user_data;
  GError *error = NULL;

  creation->character = troupe_library_load_character_finish (creation->library, result, &error);
  if (creation->character != NULL)
    troupe_runner_resume_async (creation->runner, NULL, resumed_cb, creation);
  else
    end (creation, NULL, error);
}

static void
follow_opened_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  Creation *creation = user_data;
  GError *error = NULL;

  if (troupe_cli_key_open_finish (creation->library, result, &error))
    troupe_library_load_character_async (creation->library, creation->id, NULL, loaded_cb, creation);
  else
    end (creation, NULL, error);
}

static void
follow (TroupeCli *cli,
        char     **arguments)
{
  Creation *creation = creation_new (cli);

  GError *error = NULL;

  creation->id = g_strdup (arguments[0]);
  if (troupe_cli_provider_set_base (creation->providers, provider_id, base, &error))
    troupe_cli_key_open_async (creation->library, creation->providers, provider_id, creation->id, follow_opened_cb, creation);
  else
    end (creation, NULL, error);
}

const TroupeCliCommand troupe_cli_creations[] = {
  {
    .name = "character create",
    .arguments = "SOURCE --range A,B [--provider ID] [--alias TEXT] [--from-task ID] [--host ID]"
                 " [--address URL] [--base URL] [--dry-run]",
    .summary = N_("Makes a character of a range of a video, and waits until it is here"),
    .n_arguments = 1,
    .run = run,
    .options = options,
  },
  {
    .name = "character follow",
    .arguments = "ID [--provider ID --base URL]",
    .summary = N_("Brings home a character that a provider works on; pays nothing"),
    .n_arguments = 1,
    .run = follow,
    .options = follow_options,
  },
  { .name = NULL },
};
