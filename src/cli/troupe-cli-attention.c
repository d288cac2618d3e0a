/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli-attention.h"

#include <glib-unix.h>
#include <signal.h>
#include <unistd.h>

struct _TroupeCliAttention
{
  TroupeRunner *runner;       /* owned */
  char         *id;
  gboolean      has_shown;
  guint         interrupt_id;
};

static void
progress_cb (TroupeCliAttention *self,
             const char         *id,
             double              progress)
{
  if (!g_str_equal (id, self->id) || progress < 0)
    return;
  self->has_shown = TRUE;
  g_printerr ("\r%3.0f %%", progress * 100);
}

static gboolean
interrupt_cb (gpointer user_data)
{
  TroupeCliAttention *self = user_data;

  if (troupe_runner_cancel (self->runner, self->id))
    return G_SOURCE_CONTINUE;

  self->interrupt_id = 0;
  signal (SIGINT, SIG_DFL);
  raise (SIGINT);
  return G_SOURCE_REMOVE;
}

/**
 * troupe_cli_attention_new:
 * @runner: what carries the job out
 * @id: the character or the video that it makes
 *
 * Returns: (transfer full): something to be freed when the command ends
 */
TroupeCliAttention *
troupe_cli_attention_new (TroupeRunner *runner,
                          const char   *id)
{
  TroupeCliAttention *self = g_new0 (TroupeCliAttention, 1);

  self->runner = g_object_ref (runner);
  self->id = g_strdup (id);
  self->interrupt_id = g_unix_signal_add (SIGINT, interrupt_cb, self);
  if (isatty (STDERR_FILENO))
    g_signal_connect_swapped (runner, "progress", G_CALLBACK (progress_cb), self);
  return self;
}

/**
 * troupe_cli_attention_free:
 * @self: (transfer full): what troupe_cli_attention_new() made
 *
 * Ends the line of the progress.
 */
void
troupe_cli_attention_free (TroupeCliAttention *self)
{
  g_signal_handlers_disconnect_by_data (self->runner, self);
  g_clear_handle_id (&self->interrupt_id, g_source_remove);
  if (self->has_shown)
    g_printerr ("\n");
  g_object_unref (self->runner);
  g_free (self->id);
  g_free (self);
}
