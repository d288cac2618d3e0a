/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-sent-prompt.h"

#include "troupe-library-private.h"
#include "troupe-search.h"

struct _TroupeSentPrompt
{
  GObject  parent_instance;

  char    *text;
  char    *provider_id;
  char    *scene;         /* JSON, or empty */
  guint    n_sent;
  gint64   sent_us;
};

G_DEFINE_FINAL_TYPE (TroupeSentPrompt, troupe_sent_prompt, G_TYPE_OBJECT)

/* The data of a task */
typedef struct
{
  char      *words;
  GPtrArray *found;    /* of TroupeSentPrompt */
} Search;

static void
search_free (Search *search)
{
  g_free (search->words);
  g_clear_pointer (&search->found, g_ptr_array_unref);
  g_free (search);
}

static void
troupe_sent_prompt_finalize (GObject *object)
{
  TroupeSentPrompt *self = TROUPE_SENT_PROMPT (object);

  g_free (self->text);
  g_free (self->provider_id);
  g_free (self->scene);
  G_OBJECT_CLASS (troupe_sent_prompt_parent_class)->finalize (object);
}

static void
troupe_sent_prompt_class_init (TroupeSentPromptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = troupe_sent_prompt_finalize;
}

static void
troupe_sent_prompt_init (TroupeSentPrompt *self)
{
}

/**
 * troupe_sent_prompt_get_text:
 * @self: a prompt
 *
 * Returns: (transfer none): as the person wrote it
 */
const char *
troupe_sent_prompt_get_text (TroupeSentPrompt *self)
{
  g_return_val_if_fail (TROUPE_IS_SENT_PROMPT (self), NULL);

  return self->text;
}

/**
 * troupe_sent_prompt_get_provider_id:
 * @self: a prompt
 *
 * Returns: (transfer none): who got it; perhaps nobody knows that provider any more
 */
const char *
troupe_sent_prompt_get_provider_id (TroupeSentPrompt *self)
{
  g_return_val_if_fail (TROUPE_IS_SENT_PROMPT (self), NULL);

  return self->provider_id;
}

/**
 * troupe_sent_prompt_get_n_sent:
 * @self: a prompt
 *
 * Returns: how often it was sent with the same choices
 */
guint
troupe_sent_prompt_get_n_sent (TroupeSentPrompt *self)
{
  g_return_val_if_fail (TROUPE_IS_SENT_PROMPT (self), 0);

  return self->n_sent;
}

/**
 * troupe_sent_prompt_get_sent_us:
 * @self: a prompt
 *
 * Returns: when it was sent the last time, in microseconds since 1970
 */
gint64
troupe_sent_prompt_get_sent_us (TroupeSentPrompt *self)
{
  g_return_val_if_fail (TROUPE_IS_SENT_PROMPT (self), 0);

  return self->sent_us;
}

/**
 * troupe_sent_prompt_dup_scene:
 * @self: a prompt
 *
 * Makes a scene of what was sent: text, cast and choices. What was sent before there were scenes has its text only.
 *
 * Returns: (transfer full): a scene without an id
 */
TroupeScene *
troupe_sent_prompt_dup_scene (TroupeSentPrompt *self)
{
  TroupeScene *scene;

  g_return_val_if_fail (TROUPE_IS_SENT_PROMPT (self), NULL);

  scene = troupe_scene_from_json (self->scene, NULL);
  if (scene != NULL)
    {
      g_clear_pointer (&scene->id, g_free);
      return scene;
    }

  scene = troupe_scene_new ();
  troupe_prompt_insert_text (scene->prompt, 0, self->text);
  g_set_str (&scene->provider_id, self->provider_id);
  return scene;
}

static TroupeSentPrompt *
read_row (TroupeRows *rows)
{
  TroupeSentPrompt *self = g_object_new (TROUPE_TYPE_SENT_PROMPT, NULL);

  self->text = g_strdup (troupe_rows_get_text (rows, 0));
  self->provider_id = g_strdup (troupe_rows_get_text (rows, 1));
  self->scene = g_strdup (troupe_rows_get_text (rows, 2));
  self->n_sent = (guint) troupe_rows_get_integer (rows, 3);
  self->sent_us = troupe_rows_get_integer (rows, 4);
  return self;
}

/* Some thousand prompts are looked through faster than an index of them could be kept. */
static gboolean
find_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  Search *search = data;
  g_autoptr (TroupeSearch) parsed = troupe_search_new (search->words);
  g_autofree char *words = troupe_connection_format_list ((const char *const *) parsed->words);
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  rows = troupe_connection_query (connection, error,
                                  "SELECT prompt, provider_id, scene, n_sent, sent_us FROM prompts WHERE NOT EXISTS"
                                  " (SELECT 1 FROM json_each (?1) AS word WHERE NOT instr (words, word.value))"
                                  " ORDER BY sent_us DESC, seq DESC LIMIT ?2",
                                  "ti", words, (gint64) TROUPE_SENT_PROMPT_MAX);
  if (rows == NULL)
    return FALSE;

  while (troupe_rows_next (rows, &failure))
    g_ptr_array_add (search->found, read_row (rows));
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  GListStore *store;
  GError *error = NULL;

  if (!troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  store = g_list_store_new (TROUPE_TYPE_SENT_PROMPT);
  g_list_store_splice (store, 0, 0, search->found->pdata, search->found->len);
  g_task_return_pointer (task, store, g_object_unref);
}

/**
 * troupe_sent_prompt_find_async:
 * @library: an open library
 * @words: (nullable): what stands in the prompt or is the name of somebody in it, `NULL` for all
 * @cancellable: (nullable): a cancellable
 * @callback: called with the prompts
 * @user_data: for @callback
 *
 * Finds prompts that were sent.
 */
void
troupe_sent_prompt_find_async (TroupeLibrary      *library,
                               const char         *words,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  GTask *task;
  Search *search;

  g_return_if_fail (TROUPE_IS_LIBRARY (library));

  search = g_new0 (Search, 1);
  search->words = g_strdup (words);
  search->found = g_ptr_array_new_with_free_func (g_object_unref);
  task = g_task_new (library, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_sent_prompt_find_async);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  troupe_database_run_async (troupe_library_get_database (library), find_in_owner, search, cancellable, found_cb, task);
}

/**
 * troupe_sent_prompt_find_finish:
 * @library: the library
 * @result: the result
 * @error: return location for an error
 *
 * Fails with `TROUPE_LIBRARY_ERROR`.
 *
 * Returns: (transfer full): a list of `TroupeSentPrompt`, the last one that was sent first
 */
GListModel *
troupe_sent_prompt_find_finish (TroupeLibrary *library,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, library), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_sent_prompt_find_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
