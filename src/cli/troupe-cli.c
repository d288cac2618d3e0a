/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>

#include "config.h"
#include "troupe-cli-error.h"
#include "troupe-error-text.h"
#include "troupe-job-problem.h"

#define EXIT_FAILED 1
#define EXIT_USAGE 2
#define EXIT_KEPT 3    /* ordered, and not here yet */

struct _TroupeCli
{
  GMainLoop *loop;      /* owned */
  gboolean   json;
  int        status;
};

static const TroupeCliCommand *
command_at (guint index)
{
  static const TroupeCliCommand *const singles[] = {
    &troupe_cli_probe, &troupe_cli_frame, &troupe_cli_cut, &troupe_cli_address, &troupe_cli_prompt_render,
    &troupe_cli_animatic, &troupe_cli_video_create, &troupe_cli_spend,
  };
  static const TroupeCliCommand *const tables[] = {
    troupe_cli_providers, troupe_cli_accounts, troupe_cli_hosts, troupe_cli_creations, troupe_cli_characters,
    troupe_cli_videos, troupe_cli_jobs,
  };

  if (index < G_N_ELEMENTS (singles))
    return singles[index];

  index -= G_N_ELEMENTS (singles);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      for (guint j = 0; tables[i][j].name != NULL; j++)
        {
          if (index-- == 0)
            return &tables[i][j];
        }
    }
  return NULL;
}

static void
print_help (void)
{
  const TroupeCliCommand *command;

  g_print ("%s\n\n%s\n\n", _("Usage: troupe-cli COMMAND [ARGUMENTS] [--json]"),
           /* Translators: what stands in braces, TROUPE_KEY and words with -- stay as they are. */
           _("Every command takes --json: one document on standard output, on failure\n"
             "{\"error\":{\"code\",\"message\"}} and a non-zero exit code.\n"
             "The codes stay the same; messages are for people.\n"
             "Exit code 1: it failed. 2: the command line is wrong. 3: what was ordered is kept\n"
             "and not here yet; {\"error\":{\"next\"}} is the command that goes on.\n"
             "troupe-cli COMMAND --help tells more. TROUPE_KEY may hold a provider’s key."));
  for (guint i = 0; (command = command_at (i)) != NULL; i++)
    g_print ("  %s%s%s\n      %s\n", command->name, *command->arguments != '\0' ? " " : "",
             command->arguments, _(command->summary));
}

/* How many words of the command line are the name; 0 when they are not */
static int
match (const TroupeCliCommand *command,
       int                     argc,
       char                  **argv)
{
  g_auto (GStrv) words = g_strsplit (command->name, " ", -1);
  int n_words = (int) g_strv_length (words);

  for (int i = 0; i < n_words; i++)
    {
      if (i + 1 >= argc || !g_str_equal (argv[i + 1], words[i]))
        return 0;
    }
  return n_words;
}

static const TroupeCliCommand *
find_command (int    argc,
              char **argv,
              int   *n_words)
{
  const TroupeCliCommand *command;

  for (guint i = 0; (command = command_at (i)) != NULL; i++)
    {
      *n_words = match (command, argc, argv);
      if (*n_words > 0)
        return command;
    }
  return NULL;
}

static GOptionContext *
make_context (const TroupeCliCommand *command)
{
  static gboolean json;    /* wants_json () has looked already, also for what cannot be parsed */
  static const GOptionEntry common[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON document"), NULL },
    G_OPTION_ENTRY_NULL
  };
  GOptionContext *context = g_option_context_new (command->arguments);

  g_option_context_add_main_entries (context, common, NULL);
  if (command->options != NULL)
    g_option_context_add_main_entries (context, command->options, NULL);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, command->summary);
  return context;
}

static gboolean
has_word (char      **argv,
          const char *word)
{
  for (guint i = 1; argv[i] != NULL && !g_str_equal (argv[i], "--"); i++)
    {
      if (g_str_equal (argv[i], word))
        return TRUE;
    }
  return FALSE;
}

static gboolean
are_given (const TroupeCliCommand *command,
           char                  **arguments)
{
  if (g_strv_length (arguments) < command->n_arguments ||
      g_strv_length (arguments) > command->n_arguments + command->n_more)
    return FALSE;
  for (guint i = 0; arguments[i] != NULL; i++)
    {
      if (*arguments[i] == '\0')
        return FALSE;
    }
  return TRUE;
}

/* GOption leaves the -- that stands before a name such as -x.mp4. */
static char **
skip_separator (char **arguments)
{
  return g_strcmp0 (arguments[0], "--") == 0 ? arguments + 1 : arguments;
}

/* The words of the command become one, so that the help names it. */
static char **
dup_arguments (const TroupeCliCommand *command,
               int                     n_words,
               char                  **argv)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *name = g_strconcat ("troupe-cli ", command->name, NULL);

  g_strv_builder_add (builder, name);
  g_strv_builder_addv (builder, (const char **) argv + 1 + n_words);
  return g_strv_builder_end (builder);
}

static int
run_command (TroupeCli              *self,
             const TroupeCliCommand *command,
             int                     n_words,
             char                  **argv)
{
  g_auto (GStrv) arguments = dup_arguments (command, n_words, argv);
  g_autoptr (GOptionContext) context = make_context (command);
  g_autoptr (GError) error = NULL;

  /* The name has a blank in it, which is for the help only. */
  g_set_prgname (arguments[0]);
  if (!g_option_context_parse_strv (context, &arguments, &error))
    {
      troupe_cli_fail_usage (self, error->message);
    }
  else if (!are_given (command, skip_separator (arguments + 1)))
    {
      g_autofree char *form = g_strdup_printf ("%s %s", command->name, command->arguments);
      /* Translators: %s is a command and its arguments, as they are typed. */
      g_autofree char *message = g_strdup_printf (_("expected: %s"), g_strchomp (form));

      troupe_cli_fail_usage (self, message);
    }
  else
    {
      self->status = -1;
      command->run (self, skip_separator (arguments + 1));
      if (self->status < 0)
        g_main_loop_run (self->loop);
    }
  return self->status;
}

/* UTF-8 whatever the locale is; a name of a file need not be. */
static void
print_json (JsonObject *document)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), document);
  g_autofree char *text = json_to_string (node, TRUE);
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  fputs (valid, stdout);
  fputc ('\n', stdout);
}

static void print_node (const char *name,
                        JsonNode   *node,
                        guint       depth);

static void
print_member_cb (JsonObject *object,
                 const char *name,
                 JsonNode   *node,
                 gpointer    depth)
{
  print_node (name, node, GPOINTER_TO_UINT (depth));
}

static void
print_element_cb (JsonArray *array,
                  guint      index,
                  JsonNode  *node,
                  gpointer   depth)
{
  print_node ("-", node, GPOINTER_TO_UINT (depth));
}

/* For people: an outline */
static void
print_node (const char *name,
            JsonNode   *node,
            guint       depth)
{
  g_autofree char *text = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node) || JSON_NODE_HOLDS_ARRAY (node))
    {
      g_print ("%*s%s:\n", (int) depth * 2, "", name);
      if (JSON_NODE_HOLDS_OBJECT (node))
        json_object_foreach_member (json_node_get_object (node), print_member_cb,
                                    GUINT_TO_POINTER (depth + 1));
      else
        json_array_foreach_element (json_node_get_array (node), print_element_cb,
                                    GUINT_TO_POINTER (depth + 1));
      return;
    }

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    text = json_node_dup_string (node);
  else if (!JSON_NODE_HOLDS_NULL (node))
    text = json_to_string (node, FALSE);
  if (text != NULL)
    g_print ("%*s%s: %s\n", (int) depth * 2, "", name, text);
}

/* What is wrong with the command line is said in the person's language already. */
static void
print_error (const GError *error)
{
  g_autoptr (TroupeErrorText) text = NULL;

  if (error->domain == TROUPE_CLI_ERROR)
    {
      g_printerr ("troupe-cli: %s\n", error->message);
      return;
    }

  text = troupe_error_text_new (error);
  g_printerr ("troupe-cli: %s: %s\n%s\n", text->title, text->body, error->message);
}

static void
end (TroupeCli *self,
     int        status)
{
  self->status = status;
  if (fflush (stdout) != 0 || ferror (stdout))
    {
      g_printerr ("troupe-cli: %s\n", g_strerror (errno));
      self->status = EXIT_FAILED;
    }
  g_main_loop_quit (self->loop);
}

/**
 * troupe_cli_new:
 *
 * Returns: (transfer full): a run
 */
TroupeCli *
troupe_cli_new (void)
{
  TroupeCli *self = g_new0 (TroupeCli, 1);

  self->loop = g_main_loop_new (NULL, FALSE);
  return self;
}

/**
 * troupe_cli_free:
 * @self: (transfer full): a run
 *
 * Frees a run.
 */
void
troupe_cli_free (TroupeCli *self)
{
  g_main_loop_unref (self->loop);
  g_free (self);
}

/**
 * troupe_cli_run:
 * @self: a run
 * @argc: how many words
 * @argv: the command line
 *
 * Runs the command that the words name, to its end.
 *
 * Returns: the exit code
 */
int
troupe_cli_run (TroupeCli *self,
                int        argc,
                char     **argv)
{
  const TroupeCliCommand *command;
  int n_words;

  self->json = has_word (argv, "--json");
  while (argc > 1 && g_str_equal (argv[1], "--json"))
    {
      argc--;
      argv++;
    }

  command = find_command (argc, argv, &n_words);
  if (command != NULL)
    return run_command (self, command, n_words, argv);

  if (has_word (argv, "--help") || has_word (argv, "-h") || g_strcmp0 (argv[1], "help") == 0)
    print_help ();
  else if (has_word (argv, "--version"))
    g_print ("troupe-cli %s\n", VERSION);
  else
    troupe_cli_fail_usage (self, _("there is no such command; see troupe-cli --help"));
  return self->status;
}

/**
 * troupe_cli_succeed:
 * @self: the run
 * @document: (transfer full): what was found out
 *
 * Prints @document and ends the run.
 */
void
troupe_cli_succeed (TroupeCli  *self,
                    JsonObject *document)
{
  troupe_cli_find (self, document, TRUE);
}

/**
 * troupe_cli_print:
 * @self: a run of a command
 * @text: a text with line ends of its own
 *
 * Ends the command with a text that another program reads.
 */
void
troupe_cli_print (TroupeCli  *self,
                  const char *text)
{
  g_autoptr (JsonObject) document = json_object_new ();

  json_object_set_string_member (document, "text", text);
  if (self->json)
    print_json (document);
  else
    g_print ("%s", text);
  end (self, EXIT_SUCCESS);
}

/**
 * troupe_cli_find:
 * @self: the run
 * @document: (transfer full): what was found out
 * @is_good: whether that is what a person hopes for
 *
 * Prints @document and ends the run; a bad finding ends it with the exit code of a failure.
 */
void
troupe_cli_find (TroupeCli  *self,
                 JsonObject *document,
                 gboolean    is_good)
{
  g_autoptr (JsonObject) owned = document;

  if (self->json)
    print_json (document);
  else
    json_object_foreach_member (document, print_member_cb, GUINT_TO_POINTER (0));
  end (self, is_good ? EXIT_SUCCESS : EXIT_FAILED);
}

/**
 * troupe_cli_fail:
 * @self: a run
 * @error: (transfer full): why
 *
 * Prints the error and ends the run.
 */
void
troupe_cli_fail (TroupeCli *self,
                 GError    *error)
{
  g_autoptr (GError) owned = error;

  if (self->json)
    {
      g_autoptr (JsonObject) document = json_object_new ();

      json_object_set_object_member (document, "error", troupe_cli_error_describe (error));
      print_json (document);
    }
  else
    {
      print_error (error);
    }
  end (self, error->domain == TROUPE_CLI_ERROR ? EXIT_USAGE : EXIT_FAILED);
}

static void
print_kept (const TroupeProblem *problem,
            const char          *command)
{
  g_autoptr (TroupeErrorText) text = troupe_error_text_new_for_problem (problem);

  g_printerr ("troupe-cli: %s: %s\n%s\n", text->title, text->body, problem->message);
  /* Translators: %s is a command, as it is typed */
  g_printerr (_("The order is kept. To go on: %s"), command);
  g_printerr ("\n");
}

/**
 * troupe_cli_keep:
 * @self: a run
 * @problem: what keeps the provider from being asked
 * @command: the command that goes on
 *
 * Prints why what was ordered is not here, and what brings it home; ends the run with an exit code of its own.
 */
void
troupe_cli_keep (TroupeCli           *self,
                 const TroupeProblem *problem,
                 const char          *command)
{
  g_autoptr (GError) error = troupe_job_problem_to_error (problem);

  if (self->json)
    {
      g_autoptr (JsonObject) document = json_object_new ();
      JsonObject *described = troupe_cli_error_describe (error);

      json_object_set_string_member (described, "next", command);
      json_object_set_object_member (document, "error", described);
      print_json (document);
    }
  else
    {
      print_kept (problem, command);
    }
  end (self, EXIT_KEPT);
}

/**
 * troupe_cli_fail_usage:
 * @self: a run
 * @message: what is wrong with the command line
 *
 * Prints the error and ends the run.
 */
void
troupe_cli_fail_usage (TroupeCli  *self,
                       const char *message)
{
  troupe_cli_fail (self, g_error_new_literal (TROUPE_CLI_ERROR, TROUPE_CLI_ERROR_USAGE, message));
}
