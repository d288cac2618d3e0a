/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-prompt-history.h"

#include <string.h>

#define MAX_STEPS 500

/* What was put in the place of what */
typedef struct
{
  guint         position;
  TroupePrompt *removed;
  TroupePrompt *inserted;
} Edit;

struct _TroupePromptHistory
{
  TroupePrompt *prompt;       /* borrowed */
  GPtrArray    *done;         /* of steps, which are GPtrArray of Edit, in order */
  GPtrArray    *undone;       /* the same; the next to be done again is the last */
  GPtrArray    *step;         /* the one between begin and end, or NULL */
  guint         depth;        /* of begin without end */
  gboolean      is_open;      /* the last step done takes what is typed on */
};

static void
edit_free (Edit *edit)
{
  troupe_prompt_free (edit->removed);
  troupe_prompt_free (edit->inserted);
  g_free (edit);
}

static GPtrArray *
steps_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
}

/**
 * troupe_prompt_history_new:
 * @prompt: a prompt, which has to outlive the history
 *
 * Returns: (transfer full): a history that begins with @prompt as it is
 */
TroupePromptHistory *
troupe_prompt_history_new (TroupePrompt *prompt)
{
  TroupePromptHistory *self;

  g_return_val_if_fail (prompt != NULL, NULL);

  self = g_new0 (TroupePromptHistory, 1);
  self->prompt = prompt;
  self->done = steps_new ();
  self->undone = steps_new ();
  return self;
}

/**
 * troupe_prompt_history_free:
 * @self: (transfer full): a history
 *
 * Frees a history; the prompt stays as it is.
 */
void
troupe_prompt_history_free (TroupePromptHistory *self)
{
  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->undone);
  g_clear_pointer (&self->step, g_ptr_array_unref);
  g_free (self);
}

static void
apply (TroupePrompt       *prompt,
       guint               position,
       guint               n_removed,
       const TroupePrompt *inserted)
{
  troupe_prompt_delete (prompt, position, n_removed);
  troupe_prompt_insert (prompt, position, inserted);
}

static gunichar
first_letter (const TroupePrompt *prompt)
{
  return g_utf8_get_char (troupe_prompt_get_text (prompt));
}

/* A word and the blanks behind it make one step. */
static gboolean
continues (const TroupePrompt *typed,
           const TroupePrompt *more)
{
  const char *text = troupe_prompt_get_text (typed);
  gunichar last = g_utf8_get_char (g_utf8_prev_char (text + strlen (text)));
  gunichar next = first_letter (more);

  return troupe_prompt_get_n_mentions (more) == 0 && troupe_prompt_get_n_mentions (typed) == 0 &&
         next != '\n' && last != '\n' && (!g_unichar_isspace (last) || g_unichar_isspace (next) ||
                                          g_unichar_isspace (first_letter (typed)));
}

/* Letters typed one after the other */
static gboolean
join_typed (Edit       *last,
            const Edit *edit)
{
  guint n_typed = troupe_prompt_get_n_chars (last->inserted);

  if (troupe_prompt_get_n_chars (edit->removed) > 0 || troupe_prompt_get_n_chars (edit->inserted) != 1 ||
      n_typed == 0 || edit->position != last->position + n_typed || !continues (last->inserted, edit->inserted))
    return FALSE;
  troupe_prompt_insert (last->inserted, n_typed, edit->inserted);
  return TRUE;
}

/* Letters deleted one after the other, by Backspace or by Delete */
static gboolean
join_deleted (Edit       *last,
              const Edit *edit)
{
  guint n_deleted = troupe_prompt_get_n_chars (last->removed);
  gboolean is_before = edit->position + 1 == last->position;

  if (troupe_prompt_get_n_chars (edit->inserted) > 0 || troupe_prompt_get_n_chars (last->inserted) > 0 ||
      troupe_prompt_get_n_chars (edit->removed) != 1 || n_deleted == 0 ||
      troupe_prompt_get_n_mentions (edit->removed) > 0 || troupe_prompt_get_n_mentions (last->removed) > 0 ||
      (!is_before && edit->position != last->position))
    return FALSE;
  troupe_prompt_insert (last->removed, is_before ? 0 : n_deleted, edit->removed);
  last->position = edit->position;
  return TRUE;
}

static gboolean
join (TroupePromptHistory *self)
{
  GPtrArray *step;
  const Edit *edit;
  Edit *last;

  if (!self->is_open || self->done->len == 0 || self->step->len != 1)
    return FALSE;
  edit = self->step->pdata[0];
  step = self->done->pdata[self->done->len - 1];
  last = step->pdata[step->len - 1];
  return join_typed (last, edit) || (step->len == 1 && join_deleted (last, edit));
}

/**
 * troupe_prompt_history_replace:
 * @self: a history
 * @position: where, in code points
 * @n_removed: how many code points go
 * @inserted: (nullable): what comes in their place
 *
 * Edits the prompt, so that it can be undone. A word that is typed letter by letter is one step.
 */
void
troupe_prompt_history_replace (TroupePromptHistory *self,
                               guint                position,
                               guint                n_removed,
                               const TroupePrompt  *inserted)
{
  Edit *edit;

  g_return_if_fail (self != NULL);
  g_return_if_fail (position <= troupe_prompt_get_n_chars (self->prompt));
  g_return_if_fail (n_removed <= troupe_prompt_get_n_chars (self->prompt) - position);

  if (n_removed == 0 && (inserted == NULL || troupe_prompt_get_n_chars (inserted) == 0))
    return;

  edit = g_new0 (Edit, 1);
  edit->position = position;
  edit->removed = troupe_prompt_slice (self->prompt, position, n_removed);
  edit->inserted = inserted != NULL ? troupe_prompt_copy (inserted) : troupe_prompt_new (NULL);
  apply (self->prompt, position, n_removed, edit->inserted);
  g_ptr_array_set_size (self->undone, 0);
  troupe_prompt_history_begin (self);
  g_ptr_array_add (self->step, edit);
  troupe_prompt_history_end (self);
}

/**
 * troupe_prompt_history_begin:
 * @self: a history
 *
 * Begins a step of several edits; a view does so with each "begin-user-action" of its buffer.
 */
void
troupe_prompt_history_begin (TroupePromptHistory *self)
{
  g_return_if_fail (self != NULL);

  if (self->depth++ == 0)
    self->step = g_ptr_array_new_with_free_func ((GDestroyNotify) edit_free);
}

/**
 * troupe_prompt_history_end:
 * @self: a history
 *
 * Ends what troupe_prompt_history_begin() began. A single letter goes to the step before where it continues
 * that one.
 */
void
troupe_prompt_history_end (TroupePromptHistory *self)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->depth > 0);

  if (--self->depth > 0)
    return;
  if (self->step->len == 0 || join (self))
    {
      g_clear_pointer (&self->step, g_ptr_array_unref);
      return;
    }
  g_ptr_array_add (self->done, g_steal_pointer (&self->step));
  if (self->done->len > MAX_STEPS)
    g_ptr_array_remove_index (self->done, 0);
  self->is_open = TRUE;
}

/**
 * troupe_prompt_history_pause:
 * @self: a history
 *
 * Makes what is typed from now on another step.
 */
void
troupe_prompt_history_pause (TroupePromptHistory *self)
{
  g_return_if_fail (self != NULL);

  self->is_open = FALSE;
}

/**
 * troupe_prompt_history_can_undo:
 * @self: a history
 *
 * Returns: whether there is a step to undo
 */
gboolean
troupe_prompt_history_can_undo (TroupePromptHistory *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->done->len > 0 && self->depth == 0;
}

/**
 * troupe_prompt_history_can_redo:
 * @self: a history
 *
 * Returns: whether there is a step to do again
 */
gboolean
troupe_prompt_history_can_redo (TroupePromptHistory *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->undone->len > 0 && self->depth == 0;
}

static void
put_back (TroupePromptHistory *self,
          guint                position,
          const TroupePrompt  *there,
          const TroupePrompt  *wanted,
          TroupePromptReplay   replay,
          gpointer             user_data)
{
  guint n_chars = troupe_prompt_get_n_chars (there);

  apply (self->prompt, position, n_chars, wanted);
  if (replay != NULL)
    replay (position, n_chars, wanted, user_data);
}

/**
 * troupe_prompt_history_undo:
 * @self: a history with a step to undo
 * @replay: (nullable) (scope call): called for each edit, after the prompt was changed
 * @user_data: for @replay
 *
 * Undoes the last step. @replay must not edit the prompt.
 */
void
troupe_prompt_history_undo (TroupePromptHistory *self,
                            TroupePromptReplay   replay,
                            gpointer             user_data)
{
  GPtrArray *step;

  g_return_if_fail (troupe_prompt_history_can_undo (self));

  step = g_ptr_array_steal_index (self->done, self->done->len - 1);
  for (guint i = step->len; i > 0; i--)
    {
      const Edit *edit = step->pdata[i - 1];

      put_back (self, edit->position, edit->inserted, edit->removed, replay, user_data);
    }
  g_ptr_array_add (self->undone, step);
  self->is_open = FALSE;
}

/**
 * troupe_prompt_history_redo:
 * @self: a history with a step to do again
 * @replay: (nullable) (scope call): called for each edit, after the prompt was changed
 * @user_data: for @replay
 *
 * Does again what was undone last. @replay must not edit the prompt.
 */
void
troupe_prompt_history_redo (TroupePromptHistory *self,
                            TroupePromptReplay   replay,
                            gpointer             user_data)
{
  GPtrArray *step;

  g_return_if_fail (troupe_prompt_history_can_redo (self));

  step = g_ptr_array_steal_index (self->undone, self->undone->len - 1);
  for (guint i = 0; i < step->len; i++)
    {
      const Edit *edit = step->pdata[i];

      put_back (self, edit->position, edit->removed, edit->inserted, replay, user_data);
    }
  g_ptr_array_add (self->done, step);
  self->is_open = FALSE;
}
