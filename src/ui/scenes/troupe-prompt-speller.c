/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-prompt-speller.h"

#include <glib/gi18n.h>
#include <libspelling.h>
#include <string.h>

#include "troupe-prompt-binder.h"

/* Longer ones are no words. */
#define MAX_WORD_CHARS 60

/* In code points */
typedef struct
{
  guint position;
  guint n_chars;
} Word;

/* A text cut into words, all of it at once: GtkTextIter would cut the paragraph anew for each word. */
typedef struct
{
  const char   *at;          /* where it is read */
  guint         position;    /* of that */
  PangoLogAttr *attrs;       /* of all of the text */
} Reader;

/**
 * TroupePromptSpeller:
 *
 * Looks at all words again after an edit or a move of the caret, when nothing else is to do; what the dictionary
 * said of a word is kept. The word that the caret is in is left alone. Owns its buffer.
 */
struct _TroupePromptSpeller
{
  GObject             parent_instance;

  /* Owned */
  TroupePromptBuffer *buffer;
  GSettings          *settings;
  SpellingChecker    *checker;
  GHashTable         *known;       /* word -> whether it is right */
  GArray             *found;       /* of Word */

  GtkTextTag         *tag;         /* of the buffer */
  guint               idle_id;
};

G_DEFINE_FINAL_TYPE (TroupePromptSpeller, troupe_prompt_speller, G_TYPE_OBJECT)

static gboolean
is_right (TroupePromptSpeller *self,
          const char          *word)
{
  gpointer answer;

  if (!g_hash_table_lookup_extended (self->known, word, NULL, &answer))
    {
      answer = GINT_TO_POINTER (spelling_checker_check_word (self->checker, word, -1));
      g_hash_table_insert (self->known, g_strdup (word), answer);
    }
  return GPOINTER_TO_INT (answer);
}

static void
reader_init (Reader     *reader,
             const char *text,
             guint       n_chars)
{
  reader->at = text;
  reader->position = 0;
  reader->attrs = g_new0 (PangoLogAttr, n_chars + 1);
  pango_get_log_attrs (text, -1, -1, pango_language_get_default (), reader->attrs, (int) n_chars + 1);
}

static void
reader_clear (Reader *reader)
{
  g_free (reader->attrs);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static void
step (Reader *reader)
{
  reader->at = g_utf8_next_char (reader->at);
  reader->position++;
}

/* An apostrophe, or what else a language has within words */
static gboolean
is_inside_word (TroupePromptSpeller *self,
                const Reader        *reader)
{
  const char *extra = spelling_checker_get_extra_word_chars (self->checker);

  return extra != NULL && *reader->at != '\0' &&
         g_utf8_strchr (extra, -1, g_utf8_get_char (reader->at)) != NULL &&
         g_unichar_isalpha (g_utf8_get_char (g_utf8_next_char (reader->at)));
}

/* The next word, NULL where there is none */
static char *
read_word (TroupePromptSpeller *self,
           Reader              *reader,
           Word                *word)
{
  const char *start;

  while (*reader->at != '\0' && !reader->attrs[reader->position].is_word_start)
    step (reader);
  if (*reader->at == '\0')
    return NULL;

  start = reader->at;
  word->position = reader->position;
  do
    step (reader);
  while (*reader->at != '\0' && (!reader->attrs[reader->position].is_word_end || is_inside_word (self, reader)));
  word->n_chars = reader->position - word->position;
  return g_strndup (start, (gsize) (reader->at - start));
}

/* What an @ makes a name; the binder marks those that nobody has, which may have dots in them. */
static gboolean
is_name (TroupePromptSpeller *self,
         const Word          *word)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextTag *names = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), TROUPE_PROMPT_UNKNOWN_TAG);
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (buffer, &iter, (int) word->position);
  if (names != NULL && gtk_text_iter_has_tag (&iter, names))
    return TRUE;
  return gtk_text_iter_backward_char (&iter) && gtk_text_iter_get_char (&iter) == '@';
}

static gboolean
is_checkable (const char *word)
{
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isdigit (g_utf8_get_char (p)))
      return FALSE;
  return g_utf8_strlen (word, -1) <= MAX_WORD_CHARS;
}

static gboolean
is_wrong (TroupePromptSpeller *self,
          const char          *text,
          const Word          *word)
{
  return is_checkable (text) && !is_right (self, text) && !is_name (self, word);
}

static gboolean
is_at_caret (const Word *word,
             guint       caret)
{
  return caret >= word->position && caret <= word->position + word->n_chars;
}

static GArray *
find_all (TroupePromptSpeller *self)
{
  const TroupePrompt *prompt = troupe_prompt_buffer_get_prompt (self->buffer);
  guint caret = troupe_prompt_buffer_get_caret (self->buffer);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (Word));
  g_auto (Reader) reader = { 0 };
  Word word;

  reader_init (&reader, troupe_prompt_get_text (prompt), troupe_prompt_get_n_chars (prompt));
  while (TRUE)
    {
      g_autofree char *text = read_word (self, &reader, &word);

      if (text == NULL)
        return found;
      if (!is_at_caret (&word, caret) && is_wrong (self, text, &word))
        g_array_append_val (found, word);
    }
}

static void
mark (TroupePromptSpeller *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, self->tag, &start, &end);
  for (guint i = 0; i < self->found->len; i++)
    {
      const Word *word = &g_array_index (self->found, Word, i);

      gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) word->position);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) (word->position + word->n_chars));
      gtk_text_buffer_apply_tag (buffer, self->tag, &start, &end);
    }
}

static gboolean
is_enabled (TroupePromptSpeller *self)
{
  return g_settings_get_boolean (self->settings, "check-spelling") &&
         spelling_checker_get_language (self->checker) != NULL;
}

static gboolean
look_idle (gpointer user_data)
{
  TroupePromptSpeller *self = user_data;
  g_autoptr (GArray) found = NULL;

  self->idle_id = 0;
  found = is_enabled (self) ? find_all (self) : g_array_new (FALSE, FALSE, sizeof (Word));
  if (found->len == self->found->len &&
      (found->len == 0 || memcmp (found->data, self->found->data, found->len * sizeof (Word)) == 0))
    return G_SOURCE_REMOVE;

  g_array_unref (self->found);
  self->found = g_steal_pointer (&found);
  mark (self);
  return G_SOURCE_REMOVE;
}

static void
queue_look (TroupePromptSpeller *self)
{
  if (self->idle_id == 0)
    self->idle_id = g_idle_add_full (G_PRIORITY_LOW, look_idle, self, NULL);
}

static void
forget (TroupePromptSpeller *self)
{
  g_hash_table_remove_all (self->known);
  queue_look (self);
}

static void
settings_cb (TroupePromptSpeller *self)
{
  g_autofree char *language = g_settings_get_string (self->settings, "spelling-language");

  if (*language != '\0')
    spelling_checker_set_language (self->checker, language);
  forget (self);
}

static void
troupe_prompt_speller_dispose (GObject *object)
{
  TroupePromptSpeller *self = TROUPE_PROMPT_SPELLER (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_object (&self->buffer);
  g_clear_object (&self->settings);
  g_clear_object (&self->checker);
  G_OBJECT_CLASS (troupe_prompt_speller_parent_class)->dispose (object);
}

static void
troupe_prompt_speller_finalize (GObject *object)
{
  TroupePromptSpeller *self = TROUPE_PROMPT_SPELLER (object);

  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_pointer (&self->found, g_array_unref);
  G_OBJECT_CLASS (troupe_prompt_speller_parent_class)->finalize (object);
}

static void
troupe_prompt_speller_class_init (TroupePromptSpellerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  spelling_init ();

  object_class->dispose = troupe_prompt_speller_dispose;
  object_class->finalize = troupe_prompt_speller_finalize;
}

static void
troupe_prompt_speller_init (TroupePromptSpeller *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->found = g_array_new (FALSE, FALSE, sizeof (Word));
}

/**
 * troupe_prompt_speller_new:
 * @buffer: the prompt being edited
 * @settings: the settings of the application
 *
 * Returns: (transfer full): a new speller
 */
TroupePromptSpeller *
troupe_prompt_speller_new (TroupePromptBuffer *buffer,
                           GSettings          *settings)
{
  TroupePromptSpeller *self;

  g_return_val_if_fail (TROUPE_IS_PROMPT_BUFFER (buffer), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (TROUPE_TYPE_PROMPT_SPELLER, NULL);
  self->buffer = g_object_ref (buffer);
  self->settings = g_object_ref (settings);
  self->checker = g_object_ref (spelling_checker_get_default ());
  self->tag = gtk_text_buffer_create_tag (GTK_TEXT_BUFFER (buffer), NULL,
                                          "underline", PANGO_UNDERLINE_ERROR,
                                          NULL);
  g_signal_connect_object (buffer, "prompt-changed", G_CALLBACK (queue_look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "caret-moved", G_CALLBACK (queue_look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::check-spelling", G_CALLBACK (settings_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::spelling-language", G_CALLBACK (settings_cb), self,
                           G_CONNECT_SWAPPED);
  settings_cb (self);

  return self;
}

/* The word at the caret, NULL where it is right */
static char *
find_word (TroupePromptSpeller *self,
           Word                *word)
{
  const TroupePrompt *prompt = troupe_prompt_buffer_get_prompt (self->buffer);
  guint caret = troupe_prompt_buffer_get_caret (self->buffer);
  g_auto (Reader) reader = { 0 };

  if (!is_enabled (self) || gtk_text_buffer_get_has_selection (GTK_TEXT_BUFFER (self->buffer)))
    return NULL;
  reader_init (&reader, troupe_prompt_get_text (prompt), troupe_prompt_get_n_chars (prompt));
  while (TRUE)
    {
      g_autofree char *text = read_word (self, &reader, word);

      if (text == NULL || word->position > caret)
        return NULL;
      if (is_at_caret (word, caret))
        return is_wrong (self, text, word) ? g_steal_pointer (&text) : NULL;
    }
}

/**
 * troupe_prompt_speller_correct:
 * @self: a speller
 *
 * Looks for corrections of the word at the caret.
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): the corrections, the best first, or `NULL` where no
 *   word is there or it is right
 */
char **
troupe_prompt_speller_correct (TroupePromptSpeller *self)
{
  g_autofree char *text = NULL;
  char **corrections;
  Word word;

  g_return_val_if_fail (TROUPE_IS_PROMPT_SPELLER (self), NULL);

  text = find_word (self, &word);
  if (text == NULL)
    return NULL;
  corrections = spelling_checker_list_corrections (self->checker, text);
  return corrections != NULL ? corrections : g_new0 (char *, 1);
}

/**
 * troupe_prompt_speller_replace:
 * @self: a speller
 * @correction: a word
 *
 * Puts a word in the place of the wrong one at the caret.
 */
void
troupe_prompt_speller_replace (TroupePromptSpeller *self,
                               const char          *correction)
{
  g_autoptr (TroupePrompt) inserted = NULL;
  g_autofree char *text = NULL;
  Word word;

  g_return_if_fail (TROUPE_IS_PROMPT_SPELLER (self));
  g_return_if_fail (correction != NULL);

  text = find_word (self, &word);
  if (text == NULL)
    return;
  inserted = troupe_prompt_new (correction);
  troupe_prompt_buffer_replace (self->buffer, word.position, word.n_chars, inserted);
}

/**
 * troupe_prompt_speller_ignore:
 * @self: a speller
 *
 * Takes the word at the caret for right as long as the program runs.
 */
void
troupe_prompt_speller_ignore (TroupePromptSpeller *self)
{
  g_autofree char *text = NULL;
  Word word;

  g_return_if_fail (TROUPE_IS_PROMPT_SPELLER (self));

  text = find_word (self, &word);
  if (text == NULL)
    return;
  spelling_checker_ignore_word (self->checker, text);
  forget (self);
}

/**
 * troupe_prompt_speller_add:
 * @self: a speller
 *
 * Adds the word at the caret to the dictionary of the person.
 */
void
troupe_prompt_speller_add (TroupePromptSpeller *self)
{
  g_autofree char *text = NULL;
  Word word;

  g_return_if_fail (TROUPE_IS_PROMPT_SPELLER (self));

  text = find_word (self, &word);
  if (text == NULL)
    return;
  spelling_checker_add_word (self->checker, text);
  forget (self);
}

/**
 * troupe_prompt_speller_create_menu:
 * @self: a speller
 *
 * Makes a menu to turn it on and off and to choose the language.
 *
 * Returns: (transfer full): a menu
 */
GMenuModel *
troupe_prompt_speller_create_menu (TroupePromptSpeller *self)
{
  g_autoptr (GMenu) languages = g_menu_new ();
  g_autoptr (GListModel) known = NULL;
  GMenu *menu;

  g_return_val_if_fail (TROUPE_IS_PROMPT_SPELLER (self), NULL);

  known = spelling_provider_list_languages (spelling_checker_get_provider (self->checker));
  for (guint i = 0; i < g_list_model_get_n_items (known); i++)
    {
      g_autoptr (SpellingLanguage) language = g_list_model_get_item (known, i);
      g_autoptr (GMenuItem) item = g_menu_item_new (spelling_language_get_name (language), NULL);

      g_menu_item_set_action_and_target (item, "spelling.spelling-language", "s", spelling_language_get_code (language));
      g_menu_append_item (languages, item);
    }

  menu = g_menu_new ();
  g_menu_append (menu, _("C_heck Spelling"), "spelling.check-spelling");
  if (g_menu_model_get_n_items (G_MENU_MODEL (languages)) > 0)
    g_menu_append_submenu (menu, _("_Language"), G_MENU_MODEL (languages));
  return G_MENU_MODEL (menu);
}
