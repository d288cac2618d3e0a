/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-prompt-binder.h"

/**
 * TroupePromptBinder:
 *
 * What was written since it looked last is fresh; only fresh words become mentions, so that one which was made
 * text again by an undo stays text. It looks in an idle source before the next frame: within an edit or a move of
 * the caret its callers still need their iterators. Owns its buffer.
 */
struct _TroupePromptBinder
{
  GObject             parent_instance;

  /* Owned */
  TroupePromptBuffer *buffer;
  GPtrArray          *words;          /* of TroupePromptWord that name nobody */

  /* Borrowed */
  TroupeNameIndex    *names;
  GtkTextTag         *tag;            /* of words, from the buffer, as the marks */
  GtkTextMark        *fresh_start;
  GtkTextMark        *fresh_end;

  guint               idle_id;
  gboolean            is_fresh;       /* there is something between the marks */
  gboolean            is_held;
  gboolean            is_working;
};

G_DEFINE_FINAL_TYPE (TroupePromptBinder, troupe_prompt_binder, G_TYPE_OBJECT)

enum { WORDS_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
move_mark (TroupePromptBinder *self,
           GtkTextMark        *mark,
           guint               position)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (buffer, &iter, (int) position);
  gtk_text_buffer_move_mark (buffer, mark, &iter);
}

static guint
get_mark (TroupePromptBinder *self,
          GtkTextMark        *mark)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, mark);
  return (guint) gtk_text_iter_get_offset (&iter);
}

static void
add_fresh (TroupePromptBinder *self,
           guint               start,
           guint               end)
{
  if (self->is_fresh)
    {
      start = MIN (start, get_mark (self, self->fresh_start));
      end = MAX (end, get_mark (self, self->fresh_end));
    }
  move_mark (self, self->fresh_start, start);
  move_mark (self, self->fresh_end, end);
  self->is_fresh = TRUE;
}

static gboolean
is_fresh (TroupePromptBinder     *self,
          const TroupePromptWord *word)
{
  return self->is_fresh && word->position <= get_mark (self, self->fresh_end) &&
         word->position + word->n_chars >= get_mark (self, self->fresh_start);
}

/* Whether somebody may be writing on at a word: the caret is in it, or behind it where a longer name goes on */
static gboolean
is_being_written (TroupePromptBinder     *self,
                  const TroupePromptWord *word)
{
  const TroupePrompt *prompt = troupe_prompt_buffer_get_prompt (self->buffer);
  guint caret = troupe_prompt_buffer_get_caret (self->buffer);
  g_autofree char *query = NULL;
  guint position;

  if (caret >= word->position && caret <= word->position + word->n_chars)
    return TRUE;
  query = troupe_prompt_dup_query (prompt, caret, &position);
  return query != NULL && position == word->position && troupe_name_index_goes_on (self->names, query);
}

static void
bind_word (TroupePromptBinder     *self,
           const TroupePromptWord *word)
{
  g_autoptr (TroupePrompt) inserted = troupe_prompt_new (NULL);
  guint caret = troupe_prompt_buffer_get_caret (self->buffer);
  guint end = word->position + word->n_chars;

  troupe_prompt_insert_mention (inserted, 0, word->mention);
  troupe_prompt_buffer_replace (self->buffer, word->position, word->n_chars, inserted);
  if (caret < word->position)
    troupe_prompt_buffer_select (self->buffer, caret, 0);
  else if (caret > end)
    troupe_prompt_buffer_select (self->buffer, caret - word->n_chars + 1, 0);
}

static GPtrArray *
find_words (TroupePromptBinder *self)
{
  if (self->names == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_prompt_word_free);

  return troupe_prompt_find_words (troupe_prompt_buffer_get_prompt (self->buffer), self->names);
}

/* From the last to the first, so that the places of the others hold. */
static void
bind_fresh (TroupePromptBinder *self,
            gboolean            is_final)
{
  g_autoptr (GPtrArray) words = find_words (self);
  guint waiting_start = G_MAXUINT, waiting_end = 0;

  for (guint i = words->len; i > 0; i--)
    {
      const TroupePromptWord *word = words->pdata[i - 1];

      if (!is_fresh (self, word))
        continue;
      if (!is_final && is_being_written (self, word))
        {
          waiting_start = word->position;
          waiting_end = MAX (waiting_end, word->position + word->n_chars);
        }
      else if (word->mention != NULL)
        {
          bind_word (self, word);
        }
    }

  self->is_fresh = FALSE;
  if (waiting_end > 0)
    add_fresh (self, waiting_start, waiting_end);
}

static gboolean
is_unknown (gconstpointer item)
{
  const TroupePromptWord *word = item;

  return word->mention == NULL;
}

static gboolean
is_same_word (gconstpointer a,
              gconstpointer b)
{
  const TroupePromptWord *one = a, *other = b;

  return one->position == other->position && g_str_equal (one->name, other->name);
}

static gboolean
is_same_list (GPtrArray *one,
              GPtrArray *other)
{
  for (guint i = 0; i < MIN (one->len, other->len); i++)
    if (!is_same_word (one->pdata[i], other->pdata[i]))
      return FALSE;
  return one->len == other->len;
}

static void
mark_words (TroupePromptBinder *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, self->tag, &start, &end);
  for (guint i = 0; i < self->words->len; i++)
    {
      const TroupePromptWord *word = self->words->pdata[i];

      gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) word->position);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) (word->position + word->n_chars));
      gtk_text_buffer_apply_tag (buffer, self->tag, &start, &end);
    }
}

static void
find_unknown (TroupePromptBinder *self,
              gboolean            is_final)
{
  g_autoptr (GPtrArray) words = find_words (self);

  for (guint i = words->len; i > 0; i--)
    if (!is_unknown (words->pdata[i - 1]) ||
        (!is_final && is_fresh (self, words->pdata[i - 1]) && is_being_written (self, words->pdata[i - 1])))
      g_ptr_array_remove_index (words, i - 1);
  if (is_same_list (words, self->words))
    return;

  g_ptr_array_unref (self->words);
  self->words = g_steal_pointer (&words);
  mark_words (self);
  g_signal_emit (self, signals[WORDS_CHANGED], 0);
}

static void
look (TroupePromptBinder *self,
      gboolean            is_final)
{
  g_clear_handle_id (&self->idle_id, g_source_remove);
  self->is_working = TRUE;
  bind_fresh (self, is_final);
  find_unknown (self, is_final);
  self->is_working = FALSE;
}

static gboolean
look_idle (gpointer user_data)
{
  TroupePromptBinder *self = user_data;

  self->idle_id = 0;
  look (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
queue_look (TroupePromptBinder *self)
{
  if (self->idle_id == 0 && !self->is_held && !self->is_working && self->names != NULL)
    self->idle_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, look_idle, self, NULL);
}

static void
edited_cb (TroupePromptBinder *self,
           guint               position,
           guint               n_removed,
           guint               n_inserted)
{
  if (!self->is_working)
    add_fresh (self, position, position + n_inserted);
}

static void
troupe_prompt_binder_dispose (GObject *object)
{
  TroupePromptBinder *self = TROUPE_PROMPT_BINDER (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_object (&self->buffer);
  G_OBJECT_CLASS (troupe_prompt_binder_parent_class)->dispose (object);
}

static void
troupe_prompt_binder_finalize (GObject *object)
{
  TroupePromptBinder *self = TROUPE_PROMPT_BINDER (object);

  g_clear_pointer (&self->words, g_ptr_array_unref);
  G_OBJECT_CLASS (troupe_prompt_binder_parent_class)->finalize (object);
}

static void
troupe_prompt_binder_class_init (TroupePromptBinderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = troupe_prompt_binder_dispose;
  object_class->finalize = troupe_prompt_binder_finalize;

  /**
   * TroupePromptBinder::words-changed:
   * @self: the binder
   *
   * Other words name nobody than before.
   */
  signals[WORDS_CHANGED] =
    g_signal_new ("words-changed",
                  TROUPE_TYPE_PROMPT_BINDER,
                  G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
troupe_prompt_binder_init (TroupePromptBinder *self)
{
  self->words = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_prompt_word_free);
}

/**
 * troupe_prompt_binder_new:
 * @buffer: the prompt being edited
 *
 * Returns: (transfer full): a new binder
 */
TroupePromptBinder *
troupe_prompt_binder_new (TroupePromptBuffer *buffer)
{
  TroupePromptBinder *self = g_object_new (TROUPE_TYPE_PROMPT_BINDER, NULL);
  GtkTextBuffer *text = GTK_TEXT_BUFFER (buffer);
  GtkTextIter start;

  self->buffer = g_object_ref (buffer);
  self->tag = gtk_text_buffer_create_tag (text, TROUPE_PROMPT_UNKNOWN_TAG, "underline", PANGO_UNDERLINE_ERROR, NULL);
  gtk_text_buffer_get_start_iter (text, &start);
  self->fresh_start = gtk_text_buffer_create_mark (text, NULL, &start, TRUE);
  self->fresh_end = gtk_text_buffer_create_mark (text, NULL, &start, FALSE);
  g_signal_connect_object (buffer, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "prompt-changed", G_CALLBACK (queue_look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "caret-moved", G_CALLBACK (queue_look), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * troupe_prompt_binder_set_names:
 * @self: a binder
 * @names: (nullable) (transfer none): who can be mentioned; borrowed until the next call
 *
 * Looks at all of the prompt again, with other names.
 */
void
troupe_prompt_binder_set_names (TroupePromptBinder *self,
                                TroupeNameIndex    *names)
{
  g_return_if_fail (TROUPE_IS_PROMPT_BINDER (self));

  self->names = names;
  if (names == NULL)
    g_clear_handle_id (&self->idle_id, g_source_remove);
  add_fresh (self, 0, troupe_prompt_get_n_chars (troupe_prompt_buffer_get_prompt (self->buffer)));
  queue_look (self);
}

/**
 * troupe_prompt_binder_set_held:
 * @self: a binder
 * @is_held: whether an input method composes
 *
 * Leaves the text alone for a while.
 */
void
troupe_prompt_binder_set_held (TroupePromptBinder *self,
                               gboolean            is_held)
{
  g_return_if_fail (TROUPE_IS_PROMPT_BINDER (self));

  self->is_held = is_held;
  if (is_held)
    g_clear_handle_id (&self->idle_id, g_source_remove);
  else
    queue_look (self);
}

/**
 * troupe_prompt_binder_finish:
 * @self: a binder
 *
 * Takes what was written as it is, also the word that the caret is in.
 */
void
troupe_prompt_binder_finish (TroupePromptBinder *self)
{
  g_return_if_fail (TROUPE_IS_PROMPT_BINDER (self));

  if (self->names != NULL)
    look (self, TRUE);
}

/**
 * troupe_prompt_binder_get_words:
 * @self: a binder
 *
 * Gets the words with an `@` that name nobody, as far as it has looked.
 *
 * Returns: (transfer none) (element-type TroupePromptWord): the words, in the order of the text
 */
GPtrArray *
troupe_prompt_binder_get_words (TroupePromptBinder *self)
{
  g_return_val_if_fail (TROUPE_IS_PROMPT_BINDER (self), NULL);

  return self->words;
}

/**
 * troupe_prompt_binder_get_tag:
 * @self: a binder
 *
 * Returns: (transfer none): what marks the words that name nobody
 */
GtkTextTag *
troupe_prompt_binder_get_tag (TroupePromptBinder *self)
{
  g_return_val_if_fail (TROUPE_IS_PROMPT_BINDER (self), NULL);

  return self->tag;
}

/**
 * troupe_prompt_binder_find_word:
 * @self: a binder
 * @position: in code points
 *
 * Returns: (transfer none) (nullable): the word that names nobody and is there or ends there
 */
const TroupePromptWord *
troupe_prompt_binder_find_word (TroupePromptBinder *self,
                                guint               position)
{
  g_return_val_if_fail (TROUPE_IS_PROMPT_BINDER (self), NULL);

  for (guint i = 0; i < self->words->len; i++)
    {
      const TroupePromptWord *word = self->words->pdata[i];

      if (position >= word->position && position <= word->position + word->n_chars)
        return word;
    }
  return NULL;
}
