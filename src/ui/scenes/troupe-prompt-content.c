/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-prompt-content.h"

#include <string.h>

#include "troupe-prompt-json.h"

/**
 * troupe_prompt_content_new:
 * @prompt: a prompt
 * @text: (nullable): the same for other programs
 *
 * Returns: (transfer full): what a clipboard or a drag gets
 */
GdkContentProvider *
troupe_prompt_content_new (const TroupePrompt *prompt,
                           const char         *text)
{
  GdkContentProvider *providers[2] = { NULL };
  g_autoptr (GBytes) bytes = NULL;
  char *json;

  g_return_val_if_fail (prompt != NULL, NULL);

  json = troupe_prompt_to_json (prompt);
  bytes = g_bytes_new_take (json, strlen (json));
  providers[0] = gdk_content_provider_new_for_bytes (TROUPE_PROMPT_MIME_TYPE, bytes);
  if (text == NULL)
    return providers[0];

  providers[1] = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  return gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
}

/**
 * troupe_prompt_content_get_mime_types:
 *
 * Returns: (transfer none) (array zero-terminated=1): what can be read, the best first
 */
const char *const *
troupe_prompt_content_get_mime_types (void)
{
  static const char *const mime_types[] = {
    TROUPE_PROMPT_MIME_TYPE, "text/plain;charset=utf-8", "text/plain", NULL,
  };

  return mime_types;
}

static TroupePrompt *
read_bytes (GBytes     *bytes,
            const char *mime_type,
            GError    **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_utf8_make_valid (data != NULL ? data : "", (gssize) size);

  if (g_str_equal (mime_type, TROUPE_PROMPT_MIME_TYPE))
    return troupe_prompt_from_json (text, error);
  return troupe_prompt_new (text);
}

static void
splice_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;
  TroupePrompt *prompt;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error) < 0)
    {
      g_task_return_error (task, error);
      return;
    }

  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (source));
  prompt = read_bytes (bytes, g_task_get_task_data (task), &error);
  if (prompt != NULL)
    g_task_return_pointer (task, prompt, (GDestroyNotify) troupe_prompt_free);
  else
    g_task_return_error (task, error);
}

/**
 * troupe_prompt_content_read_async:
 * @stream: what a clipboard or a drop gives
 * @mime_type: of it
 * @cancellable: (nullable): cancels it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Reads a prompt, or a text as a prompt without mentions.
 */
void
troupe_prompt_content_read_async (GInputStream       *stream,
                                  const char         *mime_type,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  GTask *task;

  g_return_if_fail (G_IS_INPUT_STREAM (stream));
  g_return_if_fail (mime_type != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_prompt_content_read_async);
  g_task_set_task_data (task, g_strdup (mime_type), g_free);
  g_output_stream_splice_async (memory, stream,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT, cancellable, splice_cb, task);
}

/**
 * troupe_prompt_content_read_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Fails with `TROUPE_PROMPT_ERROR_DRAFT` where another Troupe wrote what this one cannot read, and as streams do.
 *
 * Returns: (transfer full): the prompt
 */
TroupePrompt *
troupe_prompt_content_read_finish (GAsyncResult *result,
                                   GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_prompt_content_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
