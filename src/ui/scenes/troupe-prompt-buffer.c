/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-prompt-buffer.h"

#include <string.h>

#include "troupe-prompt-anchor.h"
#include "troupe-prompt-history.h"

#define REPLACEMENT "\xef\xbf\xbd"    /* U+FFFD */

/* What the history gets told */
typedef enum
{
  EDITS_ARE_STEPS,
  EDITS_ARE_REPLAY,    /* of the history: it knows */
  EDITS_ARE_A_LOAD,    /* of another prompt */
} Edits;

struct _TroupePromptBuffer
{
  GtkSourceBuffer      parent_instance;

  /* Owned */
  TroupePrompt        *prompt;
  TroupePromptHistory *history;

  Edits                edits;
  guint                n_actions;    /* user actions that are open */
};

G_DEFINE_FINAL_TYPE (TroupePromptBuffer, troupe_prompt_buffer, GTK_SOURCE_TYPE_BUFFER)

enum { PROP_0, PROP_CAN_UNDO_STEP, PROP_CAN_REDO_STEP, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { EDITED, PROMPT_CHANGED, CARET_MOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
tell_changed (TroupePromptBuffer *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO_STEP]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO_STEP]);
  g_signal_emit (self, signals[PROMPT_CHANGED], 0);
}

/* What happened in the buffer happens to the prompt. */
static void
follow (TroupePromptBuffer *self,
        guint               position,
        guint               n_removed,
        const TroupePrompt *inserted)
{
  guint n_inserted = inserted != NULL ? troupe_prompt_get_n_chars (inserted) : 0;

  if (self->edits != EDITS_ARE_STEPS)
    return;
  troupe_prompt_history_replace (self->history, position, n_removed, inserted);
  g_signal_emit (self, signals[EDITED], 0, position, n_removed, n_inserted);
  if (self->n_actions == 0)
    tell_changed (self);
}

/* U+FFFC would be a mention without a character; the other sign has as many bytes. */
static void
troupe_prompt_buffer_insert_text (GtkTextBuffer *buffer,
                                  GtkTextIter   *position,
                                  const char    *text,
                                  int            length)
{
  GString *clean = g_string_new_len (text, length < 0 ? (gssize) strlen (text) : length);
  g_autoptr (TroupePrompt) inserted = NULL;
  guint offset = (guint) gtk_text_iter_get_offset (position);

  g_string_replace (clean, TROUPE_PROMPT_MENTION_UTF8, REPLACEMENT, 0);
  GTK_TEXT_BUFFER_CLASS (troupe_prompt_buffer_parent_class)->insert_text (buffer, position, clean->str,
                                                                          (int) clean->len);
  inserted = troupe_prompt_new (clean->str);
  g_string_free (clean, TRUE);
  follow (TROUPE_PROMPT_BUFFER (buffer), offset, 0, inserted);
}

static void
troupe_prompt_buffer_insert_child_anchor (GtkTextBuffer      *buffer,
                                          GtkTextIter        *position,
                                          GtkTextChildAnchor *anchor)
{
  const TroupeMention *mention = troupe_prompt_anchor_get_mention (anchor);
  g_autoptr (TroupePrompt) inserted = troupe_prompt_new (NULL);
  guint offset = (guint) gtk_text_iter_get_offset (position);

  g_return_if_fail (mention != NULL);

  GTK_TEXT_BUFFER_CLASS (troupe_prompt_buffer_parent_class)->insert_child_anchor (buffer, position, anchor);
  troupe_prompt_insert_mention (inserted, 0, mention);
  follow (TROUPE_PROMPT_BUFFER (buffer), offset, 0, inserted);
}

/* A prompt has no pictures but those of mentions. */
static void
troupe_prompt_buffer_insert_paintable (GtkTextBuffer *buffer,
                                       GtkTextIter   *position,
                                       GdkPaintable  *paintable)
{
}

static void
troupe_prompt_buffer_delete_range (GtkTextBuffer *buffer,
                                   GtkTextIter   *start,
                                   GtkTextIter   *end)
{
  guint first = (guint) gtk_text_iter_get_offset (start);
  guint last = (guint) gtk_text_iter_get_offset (end);

  GTK_TEXT_BUFFER_CLASS (troupe_prompt_buffer_parent_class)->delete_range (buffer, start, end);
  follow (TROUPE_PROMPT_BUFFER (buffer), MIN (first, last), MAX (first, last) - MIN (first, last), NULL);
}

static void
troupe_prompt_buffer_begin_user_action (GtkTextBuffer *buffer)
{
  TroupePromptBuffer *self = TROUPE_PROMPT_BUFFER (buffer);

  self->n_actions++;
  troupe_prompt_history_begin (self->history);
}

static void
troupe_prompt_buffer_end_user_action (GtkTextBuffer *buffer)
{
  TroupePromptBuffer *self = TROUPE_PROMPT_BUFFER (buffer);

  troupe_prompt_history_end (self->history);
  if (--self->n_actions == 0)
    tell_changed (self);
}

static void
troupe_prompt_buffer_mark_set (GtkTextBuffer     *buffer,
                               const GtkTextIter *location,
                               GtkTextMark       *mark)
{
  TroupePromptBuffer *self = TROUPE_PROMPT_BUFFER (buffer);

  GTK_TEXT_BUFFER_CLASS (troupe_prompt_buffer_parent_class)->mark_set (buffer, location, mark);
  if (self->history == NULL || self->n_actions > 0 || self->edits != EDITS_ARE_STEPS ||
      mark != gtk_text_buffer_get_insert (buffer))
    return;

  troupe_prompt_history_pause (self->history);
  g_signal_emit (self, signals[CARET_MOVED], 0);
}

static void
troupe_prompt_buffer_get_property (GObject    *object,
                                   guint       property_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  TroupePromptBuffer *self = TROUPE_PROMPT_BUFFER (object);

  switch (property_id)
    {
    case PROP_CAN_UNDO_STEP:
      g_value_set_boolean (value, troupe_prompt_buffer_can_undo_step (self));
      break;

    case PROP_CAN_REDO_STEP:
      g_value_set_boolean (value, troupe_prompt_buffer_can_redo_step (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
troupe_prompt_buffer_finalize (GObject *object)
{
  TroupePromptBuffer *self = TROUPE_PROMPT_BUFFER (object);

  g_clear_pointer (&self->history, troupe_prompt_history_free);
  g_clear_pointer (&self->prompt, troupe_prompt_free);
  G_OBJECT_CLASS (troupe_prompt_buffer_parent_class)->finalize (object);
}

static void
troupe_prompt_buffer_class_init (TroupePromptBufferClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkTextBufferClass *buffer_class = GTK_TEXT_BUFFER_CLASS (klass);

  object_class->get_property = troupe_prompt_buffer_get_property;
  object_class->finalize = troupe_prompt_buffer_finalize;
  buffer_class->insert_text = troupe_prompt_buffer_insert_text;
  buffer_class->insert_child_anchor = troupe_prompt_buffer_insert_child_anchor;
  buffer_class->insert_paintable = troupe_prompt_buffer_insert_paintable;
  buffer_class->delete_range = troupe_prompt_buffer_delete_range;
  buffer_class->begin_user_action = troupe_prompt_buffer_begin_user_action;
  buffer_class->end_user_action = troupe_prompt_buffer_end_user_action;
  buffer_class->mark_set = troupe_prompt_buffer_mark_set;

  properties[PROP_CAN_UNDO_STEP] =
    g_param_spec_boolean ("can-undo-step", NULL, NULL,
                          FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CAN_REDO_STEP] =
    g_param_spec_boolean ("can-redo-step", NULL, NULL,
                          FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * TroupePromptBuffer::edited:
   * @self: the buffer
   * @position: where, in code points
   * @n_removed: how many code points went
   * @n_inserted: how many came
   *
   * Somebody edited the prompt.
   */
  signals[EDITED] =
    g_signal_new ("edited",
                  TROUPE_TYPE_PROMPT_BUFFER,
                  G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_UINT);

  /**
   * TroupePromptBuffer::prompt-changed:
   * @self: the buffer
   *
   * The prompt is another one, after all of a user action.
   */
  signals[PROMPT_CHANGED] =
    g_signal_new ("prompt-changed",
                  TROUPE_TYPE_PROMPT_BUFFER,
                  G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  /**
   * TroupePromptBuffer::caret-moved:
   * @self: the buffer
   *
   * Somebody moved the caret, not by an edit.
   */
  signals[CARET_MOVED] =
    g_signal_new ("caret-moved",
                  TROUPE_TYPE_PROMPT_BUFFER,
                  G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
troupe_prompt_buffer_init (TroupePromptBuffer *self)
{
  GtkSourceBuffer *source = GTK_SOURCE_BUFFER (self);

  self->prompt = troupe_prompt_new (NULL);
  self->history = troupe_prompt_history_new (self->prompt);

  gtk_text_buffer_set_enable_undo (GTK_TEXT_BUFFER (self), FALSE);
  gtk_source_buffer_set_highlight_syntax (source, FALSE);
  gtk_source_buffer_set_highlight_matching_brackets (source, FALSE);
  gtk_source_buffer_set_style_scheme (source, NULL);
}

/**
 * troupe_prompt_buffer_new:
 *
 * Makes a buffer with an empty prompt.
 *
 * Returns: (transfer full): a new buffer
 */
TroupePromptBuffer *
troupe_prompt_buffer_new (void)
{
  return g_object_new (TROUPE_TYPE_PROMPT_BUFFER, NULL);
}

/**
 * troupe_prompt_buffer_get_prompt:
 * @self: a buffer
 *
 * Gets what is there now.
 *
 * Returns: (transfer none): the prompt, until the next edit
 */
const TroupePrompt *
troupe_prompt_buffer_get_prompt (TroupePromptBuffer *self)
{
  g_return_val_if_fail (TROUPE_IS_PROMPT_BUFFER (self), NULL);

  return self->prompt;
}

/* Puts a prompt in the place of n_removed characters, the caret behind it. */
static void
put (TroupePromptBuffer *self,
     guint               position,
     guint               n_removed,
     const TroupePrompt *inserted)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);
  guint index = 0;
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) position);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) (position + n_removed));
  gtk_text_buffer_delete (buffer, &start, &end);
  for (const char *p = troupe_prompt_get_text (inserted), *mark = p; mark != NULL;
       p = mark + strlen (TROUPE_PROMPT_MENTION_UTF8))
    {
      mark = strstr (p, TROUPE_PROMPT_MENTION_UTF8);
      if (mark == NULL)
        {
          gtk_text_buffer_insert (buffer, &start, p, -1);
        }
      else
        {
          g_autoptr (GtkTextChildAnchor) anchor = NULL;

          anchor = troupe_prompt_anchor_new (troupe_prompt_get_mention (inserted, index++));
          gtk_text_buffer_insert (buffer, &start, p, (int) (mark - p));
          gtk_text_buffer_insert_child_anchor (buffer, &start, anchor);
        }
    }
  gtk_text_buffer_place_cursor (buffer, &start);
}

/**
 * troupe_prompt_buffer_set_prompt:
 * @self: a buffer
 * @prompt: (nullable): a prompt, `NULL` for an empty one
 *
 * Puts another prompt there. What was done before can be undone no more.
 */
void
troupe_prompt_buffer_set_prompt (TroupePromptBuffer *self,
                                 const TroupePrompt *prompt)
{
  g_autoptr (TroupePrompt) copy = NULL;

  g_return_if_fail (TROUPE_IS_PROMPT_BUFFER (self));
  g_return_if_fail (self->n_actions == 0);

  copy = prompt != NULL ? troupe_prompt_copy (prompt) : troupe_prompt_new (NULL);    /* it may be the own one */
  self->edits = EDITS_ARE_A_LOAD;
  put (self, 0, troupe_prompt_get_n_chars (self->prompt), copy);
  self->edits = EDITS_ARE_STEPS;

  g_clear_pointer (&self->history, troupe_prompt_history_free);
  troupe_prompt_free (self->prompt);
  self->prompt = g_steal_pointer (&copy);
  self->history = troupe_prompt_history_new (self->prompt);
  tell_changed (self);
}

/**
 * troupe_prompt_buffer_get_caret:
 * @self: a buffer
 *
 * Returns: where somebody types, in code points
 */
guint
troupe_prompt_buffer_get_caret (TroupePromptBuffer *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);
  GtkTextIter iter;

  g_return_val_if_fail (TROUPE_IS_PROMPT_BUFFER (self), 0);

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  return (guint) gtk_text_iter_get_offset (&iter);
}

/**
 * troupe_prompt_buffer_get_selection:
 * @self: a buffer
 * @position: (out): return location for where it begins, in code points
 * @n_chars: (out): return location for its length in code points
 *
 * Gets what is selected, or the place of the caret.
 *
 * Returns: whether something is selected
 */
gboolean
troupe_prompt_buffer_get_selection (TroupePromptBuffer *self,
                                    guint              *position,
                                    guint              *n_chars)
{
  GtkTextIter start, end;
  gboolean is_any;

  g_return_val_if_fail (TROUPE_IS_PROMPT_BUFFER (self), FALSE);
  g_return_val_if_fail (position != NULL && n_chars != NULL, FALSE);

  is_any = gtk_text_buffer_get_selection_bounds (GTK_TEXT_BUFFER (self), &start, &end);
  *position = (guint) gtk_text_iter_get_offset (&start);
  *n_chars = (guint) gtk_text_iter_get_offset (&end) - *position;
  return is_any;
}

/**
 * troupe_prompt_buffer_select:
 * @self: a buffer
 * @position: where it begins, in code points
 * @n_chars: its length in code points
 *
 * Selects a part; the caret goes to its end.
 */
void
troupe_prompt_buffer_select (TroupePromptBuffer *self,
                             guint               position,
                             guint               n_chars)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);
  GtkTextIter start, end;

  g_return_if_fail (TROUPE_IS_PROMPT_BUFFER (self));

  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) position);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) (position + n_chars));
  gtk_text_buffer_select_range (buffer, &end, &start);
}

/**
 * troupe_prompt_buffer_replace:
 * @self: a buffer
 * @position: where, in code points
 * @n_removed: how many code points go
 * @inserted: (nullable): what comes in their place
 *
 * Edits the prompt in one step. The caret goes behind what is inserted.
 */
void
troupe_prompt_buffer_replace (TroupePromptBuffer *self,
                              guint               position,
                              guint               n_removed,
                              const TroupePrompt *inserted)
{
  g_autoptr (TroupePrompt) nothing = NULL;

  g_return_if_fail (TROUPE_IS_PROMPT_BUFFER (self));
  g_return_if_fail (position + n_removed <= troupe_prompt_get_n_chars (self->prompt));

  if (inserted == NULL)
    inserted = nothing = troupe_prompt_new (NULL);
  gtk_text_buffer_begin_user_action (GTK_TEXT_BUFFER (self));
  put (self, position, n_removed, inserted);
  gtk_text_buffer_end_user_action (GTK_TEXT_BUFFER (self));
}

/**
 * troupe_prompt_buffer_can_undo_step:
 * @self: a buffer
 *
 * Returns: whether there is a step to undo
 */
gboolean
troupe_prompt_buffer_can_undo_step (TroupePromptBuffer *self)
{
  g_return_val_if_fail (TROUPE_IS_PROMPT_BUFFER (self), FALSE);
  return troupe_prompt_history_can_undo (self->history);
}

/**
 * troupe_prompt_buffer_can_redo_step:
 * @self: a buffer
 *
 * Returns: whether there is a step to do again
 */
gboolean
troupe_prompt_buffer_can_redo_step (TroupePromptBuffer *self)
{
  g_return_val_if_fail (TROUPE_IS_PROMPT_BUFFER (self), FALSE);
  return troupe_prompt_history_can_redo (self->history);
}

static void
replay_cb (guint               position,
           guint               n_removed,
           const TroupePrompt *inserted,
           gpointer            user_data)
{
  put (user_data, position, n_removed, inserted);
}

/**
 * troupe_prompt_buffer_undo_step:
 * @self: a buffer with a step to undo
 *
 * Undoes the last step.
 */
void
troupe_prompt_buffer_undo_step (TroupePromptBuffer *self)
{
  g_return_if_fail (troupe_prompt_buffer_can_undo_step (self));

  self->edits = EDITS_ARE_REPLAY;
  troupe_prompt_history_undo (self->history, replay_cb, self);
  self->edits = EDITS_ARE_STEPS;
  tell_changed (self);
}

/**
 * troupe_prompt_buffer_redo_step:
 * @self: a buffer with a step to do again
 *
 * Does again what was undone last.
 */
void
troupe_prompt_buffer_redo_step (TroupePromptBuffer *self)
{
  g_return_if_fail (troupe_prompt_buffer_can_redo_step (self));

  self->edits = EDITS_ARE_REPLAY;
  troupe_prompt_history_redo (self->history, replay_cb, self);
  self->edits = EDITS_ARE_STEPS;
  tell_changed (self);
}
