/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <glib-unix.h>
#include <gst/gst.h>
#include <json-glib/json-glib.h>
#include <unistd.h>

#include "troupe-studio-names.h"
#include "troupe-studio.h"

#define EXIT_USAGE 2

typedef struct
{
  int      port;
  char    *state;
  char    *key;
  char    *faults;
  gboolean version;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->state);
  g_free (options->key);
  g_free (options->faults);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_options (Options *options,
               int      argc,
               char    *argv[],
               GError **error)
{
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &options->port,
      "Port to listen on, on 127.0.0.1; 0 takes a free one", "PORT" },
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &options->state,
      "Folder that keeps uploads, characters and videos", "DIR" },
    { "key", 0, 0, G_OPTION_ARG_STRING, &options->key,
      "Key that clients must send; made up by default", "KEY" },
    { "faults", 0, 0, G_OPTION_ARG_FILENAME, &options->faults,
      "JSON file of rules by which to misbehave", "FILE" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, "Print the version and exit", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- the Practice Studio of Troupe");

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  if (options->version)
    return TRUE;
  if (argc > 1)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "“%s” is no option", argv[1]);
  else if (options->state == NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--state DIR is missing");
  else if (options->port < 0 || options->port > G_MAXUINT16)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "--port must be from 0 to 65535, not %d", options->port);
  else if (options->key != NULL && *options->key == '\0')
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--key must not be empty");
  else
    return TRUE;
  return FALSE;
}

static gboolean
terminate_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

/* Whoever started the studio holds its standard input open. */
static gboolean
input_cb (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  char buffer[256];
  ssize_t n_bytes = read (fd, buffer, sizeof buffer);

  if (n_bytes > 0 || (n_bytes < 0 && (errno == EAGAIN || errno == EINTR)))
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static void
announce (const char *base,
          const char *key)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *line = NULL;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "base", base);
  json_object_set_string_member (object, "key", key);
  json_node_take_object (node, object);
  line = json_to_string (node, FALSE);
  g_print ("%s\n", line);
}

static int
serve (const Options *options)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *key = options->key != NULL ? g_strdup (options->key)
                                              : troupe_studio_names_dup_hex ("practice-");
  g_autoptr (TroupeStudio) studio = NULL;
  g_autofree char *base = NULL;
  g_autoptr (GError) error = NULL;

  studio = troupe_studio_new (options->state, key, options->faults, &error);
  if (studio == NULL)
    {
      g_printerr ("troupe-studio: %s\n", error->message);
      return EXIT_USAGE;
    }
  base = troupe_studio_listen (studio, (guint16) options->port, &error);
  if (base == NULL)
    {
      g_printerr ("troupe-studio: cannot listen on port %d: %s\n", options->port, error->message);
      return EXIT_USAGE;
    }
  g_unix_signal_add (SIGTERM, terminate_cb, loop);
  g_unix_signal_add (SIGINT, terminate_cb, loop);
  g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, input_cb, loop);
  announce (base, key);
  g_main_loop_run (loop);

  /* No thread may outlive main. */
  troupe_studio_stop (studio);
  while (troupe_studio_is_busy (studio))
    g_main_context_iteration (NULL, TRUE);
  return 0;
}

int
main (int   argc,
      char *argv[])
{
  g_auto (Options) options = { 0, };
  g_autoptr (GError) error = NULL;

  g_log_writer_default_set_use_stderr (TRUE);    /* standard output is for the line that says where it listens */
  if (!parse_options (&options, argc, argv, &error))
    {
      g_printerr ("troupe-studio: %s\n", error->message);
      return EXIT_USAGE;
    }
  if (options.version)
    {
      g_print ("troupe-studio %s\n", VERSION);
      return 0;
    }
  gst_init (NULL, NULL);
  return serve (&options);
}
