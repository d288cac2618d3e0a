/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "troupe-studio-process.h"

#include <json-glib/json-glib.h>

#include "troupe-provider-error.h"

struct _TroupeStudioProcess
{
  GObject           parent_instance;

  /* Owned */
  GSubprocess      *process;        /* its standard input is a pipe: when we are gone, it ends */
  GDataInputStream *output;
  GCancellable     *cancellable;    /* of all that waits for the process */
  GPtrArray        *waiting;        /* of GTask: callers of start */
  char             *base;           /* NULL until it is ready */
  char             *key;

  gboolean          has_ended;      /* before its line was read */
};

G_DEFINE_FINAL_TYPE (TroupeStudioProcess, troupe_studio_process, G_TYPE_OBJECT)

/* What waits for the process must not keep us alive: then nothing would ever end it. */
static GWeakRef *
weak_new (TroupeStudioProcess *self)
{
  GWeakRef *weak = g_new (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return weak;
}

static TroupeStudioProcess *
weak_take (GWeakRef *weak)
{
  TroupeStudioProcess *self = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);
  return self;
}

static void
forget_process (TroupeStudioProcess *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->output);
  if (self->process != NULL)
    g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);    /* ends it */
  g_clear_object (&self->process);
  g_clear_pointer (&self->base, g_free);
  g_clear_pointer (&self->key, g_free);
}

/* Ends all waiting calls the same way. */
static void
end_waiting (TroupeStudioProcess *self,
             const GError        *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++)
    {
      GSource *source = g_task_get_task_data (waiting->pdata[i]);

      if (source != NULL)
        g_source_destroy (source);
      if (error != NULL)
        g_task_return_error (waiting->pdata[i], g_error_copy (error));
      else
        g_task_return_boolean (waiting->pdata[i], TRUE);
    }
}

static void
fail (TroupeStudioProcess *self,
      const char          *reason)
{
  g_autoptr (GError) error = NULL;

  error = g_error_new (TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_STUDIO,
                       "the Practice Studio did not start: %s", reason);
  forget_process (self);
  end_waiting (self, error);
}

static gboolean
read_line (TroupeStudioProcess *self,
           const char          *line)
{
  g_autoptr (JsonNode) node = json_from_string (line, NULL);
  JsonObject *object;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  object = json_node_get_object (node);
  self->base = g_strdup (json_object_get_string_member_with_default (object, "base", NULL));
  self->key = g_strdup (json_object_get_string_member_with_default (object, "key", NULL));
  return self->base != NULL && self->key != NULL;
}

static void
line_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (TroupeStudioProcess) self = weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, &error);
  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;    /* the process was forgotten */
  if (error != NULL)
    fail (self, error->message);
  else if (line == NULL)
    fail (self, "it ended before it was ready");
  else if (self->has_ended)
    fail (self, "it ended at once");
  else if (!read_line (self, line))
    fail (self, "it did not say where it listens");
  else
    end_waiting (self, NULL);
}

/* Whoever needs it next starts another one. */
static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (TroupeStudioProcess) self = weak_take (user_data);
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error);
  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;    /* the process was forgotten */
  if (self->base == NULL)
    self->has_ended = TRUE;    /* what it wrote before is still to be read */
  else
    forget_process (self);
}

static void
start_process (TroupeStudioProcess *self)
{
  const char *program = g_getenv ("TROUPE_STUDIO");
  g_autofree char *state = g_build_filename (g_get_user_data_dir (), "troupe", "studio", NULL);
  g_autoptr (GError) error = NULL;

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                    program != NULL ? program : LIBEXECDIR "/troupe-studio",
                                    "--port", "0", "--state", state, NULL);
  if (self->process == NULL)
    {
      fail (self, error->message);
      return;
    }
  self->has_ended = FALSE;
  self->cancellable = g_cancellable_new ();
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, self->cancellable, line_cb,
                                       weak_new (self));
  g_subprocess_wait_async (self->process, self->cancellable, ended_cb, weak_new (self));
}

static void
troupe_studio_process_dispose (GObject *object)
{
  TroupeStudioProcess *self = TROUPE_STUDIO_PROCESS (object);

  forget_process (self);
  G_OBJECT_CLASS (troupe_studio_process_parent_class)->dispose (object);
}

static void
troupe_studio_process_finalize (GObject *object)
{
  TroupeStudioProcess *self = TROUPE_STUDIO_PROCESS (object);

  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  G_OBJECT_CLASS (troupe_studio_process_parent_class)->finalize (object);
}

static void
troupe_studio_process_class_init (TroupeStudioProcessClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = troupe_studio_process_dispose;
  G_OBJECT_CLASS (klass)->finalize = troupe_studio_process_finalize;
}

static void
troupe_studio_process_init (TroupeStudioProcess *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * troupe_studio_process_new:
 *
 * Makes a Practice Studio that has not been started; it ends with this object.
 *
 * Returns: (transfer full): the Studio
 */
TroupeStudioProcess *
troupe_studio_process_new (void)
{
  return g_object_new (TROUPE_TYPE_STUDIO_PROCESS, NULL);
}

/* Only this caller stops waiting: the Studio is there for the others. */
static gboolean
start_cancelled_cb (GCancellable *cancellable,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  TroupeStudioProcess *self = g_task_get_source_object (task);

  g_ptr_array_remove (self->waiting, task);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

/**
 * troupe_studio_process_start_async:
 * @self: the Studio
 * @cancellable: (nullable): stops waiting, not the Studio
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Starts the Studio unless it runs, and waits until it listens.
 *
 * The program is `TROUPE_STUDIO` of the environment, else the installed one. Main thread.
 */
void
troupe_studio_process_start_async (TroupeStudioProcess *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TROUPE_IS_STUDIO_PROCESS (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_studio_process_start_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->base != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (cancellable != NULL)
    {
      GSource *source = g_cancellable_source_new (cancellable);

      g_task_set_task_data (task, source, (GDestroyNotify) g_source_unref);
      g_task_attach_source (task, source, G_SOURCE_FUNC (start_cancelled_cb));
    }
  g_ptr_array_add (self->waiting, g_steal_pointer (&task));
  if (self->process == NULL)
    start_process (self);
}

/**
 * troupe_studio_process_start_finish:
 * @self: the Studio
 * @result: the result
 *
 * Ends troupe_studio_process_start_async(). Fails with `TROUPE_PROVIDER_ERROR_STUDIO` and
 * `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether the Studio listens
 */
gboolean
troupe_studio_process_start_finish (TroupeStudioProcess *self,
                                    GAsyncResult        *result,
                                    GError             **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_studio_process_start_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * troupe_studio_process_get_base:
 * @self: the Studio
 *
 * Gets the address at which it listens.
 *
 * Returns: (transfer none) (nullable): an http address of this computer, `NULL` while it does not run
 */
const char *
troupe_studio_process_get_base (TroupeStudioProcess *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_PROCESS (self), NULL);
  return self->base;
}

/**
 * troupe_studio_process_get_key:
 * @self: the Studio
 *
 * Gets the key it asks for, which is another one at each start.
 *
 * Returns: (transfer none) (nullable): the key, `NULL` while it does not run
 */
const char *
troupe_studio_process_get_key (TroupeStudioProcess *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_PROCESS (self), NULL);
  return self->key;
}
