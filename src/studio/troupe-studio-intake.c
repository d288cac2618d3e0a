/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-intake.h"

#include <string.h>

#include "troupe-studio-error.h"

#define MEMORY_BYTES (1024 * 1024)

struct _TroupeStudioIntake
{
  GObject            parent_instance;

  /* Owned */
  char              *content_type;
  GFile             *file;            /* takes what is too much for the buffer */
  GByteArray        *buffer;
  GError            *error;           /* of writing to the file */
  SoupServerMessage *paused;          /* until the disk has caught up */
  JsonObject        *object;
  TroupeStudioForm  *form;

  guint64            limit_bytes;
  guint64            received_bytes;
  gboolean           has_file;
};

G_DEFINE_FINAL_TYPE (TroupeStudioIntake, troupe_studio_intake, G_TYPE_OBJECT)

/* What a worker thread gets, and what it makes of it */
typedef struct
{
  GFile             *file;
  GBytes            *bytes;
  gboolean           has_file;
  char              *content_type;

  JsonObject        *object;
  TroupeStudioForm  *form;
} Work;

static Work *
work_new (TroupeStudioIntake *self)
{
  Work *work = g_new0 (Work, 1);

  work->file = g_object_ref (self->file);
  work->bytes = g_byte_array_free_to_bytes (self->buffer);
  work->has_file = self->has_file;
  work->content_type = g_strdup (self->content_type);
  self->buffer = g_byte_array_new ();
  return work;
}

static void
work_free (Work *work)
{
  g_object_unref (work->file);
  g_bytes_unref (work->bytes);
  g_free (work->content_type);
  g_clear_pointer (&work->object, json_object_unref);
  g_clear_pointer (&work->form, troupe_studio_form_free);
  g_free (work);
}

static gboolean
append_to_file (Work    *work,
                GError **error)
{
  g_autoptr (GFileOutputStream) stream = NULL;
  gsize size;
  const void *data = g_bytes_get_data (work->bytes, &size);

  stream = g_file_append_to (work->file, G_FILE_CREATE_PRIVATE, NULL, error);
  return stream != NULL &&
         g_output_stream_write_all (G_OUTPUT_STREAM (stream), data, size, NULL, NULL, error) &&
         g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, error);
}

static void
spill_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  GError *error = NULL;

  if (append_to_file (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
spill_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  TroupeStudioIntake *self = TROUPE_STUDIO_INTAKE (source);
  g_autoptr (SoupServerMessage) message = g_steal_pointer (&self->paused);

  /* The first error tells; what follows it is its echo. */
  g_task_propagate_boolean (G_TASK (result), self->error == NULL ? &self->error : NULL);
  soup_server_message_unpause (message);
}

/* The connection rests while the disk catches up. */
static void
spill (TroupeStudioIntake *self,
       SoupServerMessage  *message)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, spill_cb, NULL);

  g_task_set_source_tag (task, spill);
  g_task_set_task_data (task, work_new (self), (GDestroyNotify) work_free);
  self->has_file = TRUE;
  self->paused = g_object_ref (message);
  soup_server_message_pause (message);
  g_task_run_in_thread (task, spill_thread);
}

static void
got_chunk_cb (TroupeStudioIntake *self,
              GBytes             *chunk,
              SoupServerMessage  *message)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (chunk, &size);

  self->received_bytes += size;
  if (self->received_bytes > self->limit_bytes)
    {
      g_byte_array_set_size (self->buffer, 0);
      return;
    }
  g_byte_array_append (self->buffer, data, (guint) size);
  if (self->buffer->len >= MEMORY_BYTES)
    spill (self, message);
}

static GBytes *
dup_body (Work    *work,
          GError **error)
{
  g_autoptr (GMappedFile) mapping = NULL;
  g_autofree char *path = NULL;

  if (!work->has_file)
    return g_bytes_ref (work->bytes);
  if (!append_to_file (work, error))
    return NULL;
  path = g_file_get_path (work->file);
  mapping = g_mapped_file_new (path, FALSE, error);
  return mapping == NULL ? NULL : g_mapped_file_get_bytes (mapping);
}

static JsonObject *
parse_json (GBytes  *body,
            GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) local_error = NULL;
  gsize size;
  const char *text = g_bytes_get_data (body, &size);
  JsonNode *root;

  /* Without this, comments would pass. */
  json_parser_set_strict (parser, TRUE);
  if (size == 0 || !json_parser_load_from_data (parser, text, (gssize) size, &local_error))
    {
      g_set_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_BODY,
                   "the body is not valid JSON: %s", size == 0 ? "it is empty"
                                                               : local_error->message);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_BODY,
                   "the body must be a JSON object");
      return NULL;
    }
  return json_node_dup_object (root);
}

static void
parse_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = dup_body (work, &error);

  if (body != NULL && g_str_has_prefix (work->content_type, "multipart/"))
    work->form = troupe_studio_form_new (work->content_type, body, &error);
  else if (body != NULL)
    work->object = parse_json (body, &error);

  /* The mapping keeps what the parts need. */
  if (work->has_file)
    g_file_delete (work->file, NULL, NULL);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
troupe_studio_intake_finalize (GObject *object)
{
  TroupeStudioIntake *self = TROUPE_STUDIO_INTAKE (object);

  /* Gone already when the body was read to its end. */
  if (self->has_file)
    g_file_delete (self->file, NULL, NULL);
  g_clear_pointer (&self->content_type, g_free);
  g_clear_object (&self->file);
  g_clear_pointer (&self->buffer, g_byte_array_unref);
  g_clear_error (&self->error);
  g_clear_pointer (&self->object, json_object_unref);
  g_clear_pointer (&self->form, troupe_studio_form_free);
  G_OBJECT_CLASS (troupe_studio_intake_parent_class)->finalize (object);
}

static void
troupe_studio_intake_class_init (TroupeStudioIntakeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = troupe_studio_intake_finalize;
}

static void
troupe_studio_intake_init (TroupeStudioIntake *self)
{
  self->buffer = g_byte_array_new ();
}

/**
 * troupe_studio_intake_new:
 * @message: a request whose headers are known
 * @limit_bytes: the most that is taken, 0 to take nothing
 * @file: where a long body may go, not there yet
 *
 * Begins to take in a body.
 *
 * Returns: (transfer full): the intake
 */
TroupeStudioIntake *
troupe_studio_intake_new (SoupServerMessage *message,
                          guint64            limit_bytes,
                          GFile             *file)
{
  TroupeStudioIntake *self = g_object_new (TROUPE_TYPE_STUDIO_INTAKE, NULL);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *content_type = soup_message_headers_get_one (headers, "Content-Type");

  self->content_type = g_strdup (content_type == NULL ? "" : content_type);
  self->file = g_object_ref (file);
  self->limit_bytes = limit_bytes;
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_signal_connect_object (message, "got-chunk", G_CALLBACK (got_chunk_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * troupe_studio_intake_parse_async:
 * @self: an intake, once all of the body has arrived
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads the body: a form when it says so, else a JSON object.
 */
void
troupe_studio_intake_parse_async (TroupeStudioIntake *self,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TROUPE_IS_STUDIO_INTAKE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, troupe_studio_intake_parse_async);
  if (self->limit_bytes == 0)
    g_task_return_boolean (task, TRUE);
  else if (self->received_bytes > self->limit_bytes)
    g_task_return_new_error (task, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_TOO_LARGE,
                             "the body has %" G_GUINT64_FORMAT " bytes, at most %"
                             G_GUINT64_FORMAT " are taken", self->received_bytes,
                             self->limit_bytes);
  else if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    {
      g_task_set_task_data (task, work_new (self), (GDestroyNotify) work_free);
      g_task_run_in_thread (task, parse_thread);
    }
}

/**
 * troupe_studio_intake_parse_finish:
 * @self: an intake
 * @result: the result
 * @error: return location for an error
 *
 * Ends troupe_studio_intake_parse_async(). Fails with `TROUPE_STUDIO_ERROR_BODY`,
 * `TROUPE_STUDIO_ERROR_TOO_LARGE` or `G_IO_ERROR`.
 *
 * Returns: whether there is an object or a form, or nothing was to be read
 */
gboolean
troupe_studio_intake_parse_finish (TroupeStudioIntake *self,
                                   GAsyncResult       *result,
                                   GError            **error)
{
  Work *work;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_studio_intake_parse_async),
                        FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  work = g_task_get_task_data (G_TASK (result));
  if (work != NULL)
    {
      self->object = g_steal_pointer (&work->object);
      self->form = g_steal_pointer (&work->form);
    }
  return TRUE;
}

/**
 * troupe_studio_intake_get_object:
 * @self: an intake
 *
 * Gets the JSON object that the body was.
 *
 * Returns: (transfer none) (nullable): the object
 */
JsonObject *
troupe_studio_intake_get_object (TroupeStudioIntake *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_INTAKE (self), NULL);

  return self->object;
}

/**
 * troupe_studio_intake_get_form:
 * @self: an intake
 *
 * Gets the form that the body was.
 *
 * Returns: (transfer none) (nullable): the form
 */
TroupeStudioForm *
troupe_studio_intake_get_form (TroupeStudioIntake *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_INTAKE (self), NULL);

  return self->form;
}
