/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-prompt-view-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "troupe-prompt-anchor.h"

/* So that chips above each other do not touch */
#define LINE_SPACING 5

G_DEFINE_FINAL_TYPE (TroupePromptView, troupe_prompt_view, GTK_SOURCE_TYPE_VIEW)

enum { CHANGED, SHOW_CHARACTER, CREATE_IDENTITY, ADOPT, N_SIGNALS };
static guint signals[N_SIGNALS];

enum { PROP_0, PROP_UNKNOWN_NAMES, N_PROPS };
static GParamSpec *properties[N_PROPS];

static TroupePromptChip *
get_chip (GtkTextChildAnchor *anchor)
{
  guint n_widgets = 0;
  g_autofree GtkWidget **widgets = gtk_text_child_anchor_get_widgets (anchor, &n_widgets);

  return n_widgets > 0 ? TROUPE_PROMPT_CHIP (widgets[0]) : NULL;
}

/**
 * _troupe_prompt_view_for_each_chip:
 * @self: a view
 * @func: (scope call): what to do
 * @user_data: for @func
 *
 * Calls @func for each mention, in the order of the text.
 */
void
_troupe_prompt_view_for_each_chip (TroupePromptView    *self,
                                   TroupePromptChipFunc func,
                                   gpointer             user_data)
{
  GtkTextIter iter;

  gtk_text_buffer_get_start_iter (GTK_TEXT_BUFFER (self->buffer), &iter);
  do
    {
      GtkTextChildAnchor *anchor = gtk_text_iter_get_child_anchor (&iter);

      if (anchor != NULL)
        func (self, get_chip (anchor), (guint) gtk_text_iter_get_offset (&iter), user_data);
    }
  while (gtk_text_iter_forward_char (&iter));
}

static void
update_chip (TroupePromptView *self,
             TroupePromptChip *chip,
             guint             position,
             gpointer          user_data)
{
  troupe_prompt_chip_update (chip, self->library);
}

/* A chip is drawn over what the text draws behind a selection. */
static void
update_selected (TroupePromptView *self,
                 TroupePromptChip *chip,
                 guint             position,
                 gpointer          user_data)
{
  guint start, n_chars;

  troupe_prompt_buffer_get_selection (self->buffer, &start, &n_chars);
  if (position >= start && position < start + n_chars)
    gtk_widget_set_state_flags (GTK_WIDGET (chip), GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (GTK_WIDGET (chip), GTK_STATE_FLAG_SELECTED);
}

/* Focus that goes takes what was written as it is. */
static void
focus_leave_cb (TroupePromptView *self)
{
  troupe_prompt_completion_close (self->completion);
  troupe_prompt_binder_finish (self->binder);
}

static void
insert_anchor_cb (TroupePromptView   *self,
                  GtkTextIter        *iter,
                  GtkTextChildAnchor *anchor)
{
  GtkWidget *chip = troupe_prompt_chip_new (troupe_prompt_anchor_get_mention (anchor), self->library);

  gtk_text_view_add_child_at_anchor (GTK_TEXT_VIEW (self), chip, anchor);
  if (gtk_widget_is_focus (GTK_WIDGET (self)))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), troupe_prompt_chip_get_description (TROUPE_PROMPT_CHIP (chip)),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
mark_set_cb (TroupePromptView *self,
             GtkTextIter      *location,
             GtkTextMark      *mark)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);

  if (mark == gtk_text_buffer_get_insert (buffer) || mark == gtk_text_buffer_get_selection_bound (buffer))
    _troupe_prompt_view_for_each_chip (self, update_selected, NULL);
}

static void
update_actions (TroupePromptView *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "prompt.undo",
                                 troupe_prompt_buffer_can_undo_step (self->buffer));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "prompt.redo",
                                 troupe_prompt_buffer_can_redo_step (self->buffer));
}

static void
prompt_changed_cb (TroupePromptView *self)
{
  update_actions (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * _troupe_prompt_view_scroll_to_caret:
 * @self: a view
 *
 * Lets the caret be seen.
 */
void
_troupe_prompt_view_scroll_to_caret (TroupePromptView *self)
{
  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (self),
                                      gtk_text_buffer_get_insert (GTK_TEXT_BUFFER (self->buffer)));
}

static void
preedit_changed_cb (TroupePromptView *self,
                    const char       *preedit)
{
  troupe_prompt_binder_set_held (self->binder, *preedit != '\0');
  troupe_prompt_completion_set_held (self->completion, *preedit != '\0');
}

/**
 * _troupe_prompt_view_put_mention:
 * @self: a view
 * @position: where, in code points
 * @n_removed: how many code points go
 * @character_id: who comes
 *
 * Puts a character there, if the library has it.
 */
void
_troupe_prompt_view_put_mention (TroupePromptView *self,
                                 guint             position,
                                 guint             n_removed,
                                 const char       *character_id)
{
  const TroupeCastMember *member = NULL;
  g_autoptr (TroupePrompt) inserted = troupe_prompt_new (NULL);
  TroupeMention mention;

  if (self->library != NULL)
    member = troupe_prompt_library_find (self->library, character_id);
  if (member == NULL)
    return;

  mention = (TroupeMention) { member->character_id, member->alias };
  troupe_prompt_insert_mention (inserted, 0, &mention);
  gtk_text_view_reset_im_context (GTK_TEXT_VIEW (self));
  troupe_prompt_buffer_replace (self->buffer, position, n_removed, inserted);
  _troupe_prompt_view_scroll_to_caret (self);
}

static void
chosen_cb (TroupePromptView *self,
           guint             position,
           guint             n_chars,
           const char       *character_id)
{
  _troupe_prompt_view_put_mention (self, position, n_chars, character_id);
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  TroupePromptView *self = TROUPE_PROMPT_VIEW (widget);

  gtk_text_view_reset_im_context (GTK_TEXT_VIEW (self));
  troupe_prompt_buffer_undo_step (self->buffer);
  _troupe_prompt_view_scroll_to_caret (self);
}

static void
redo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  TroupePromptView *self = TROUPE_PROMPT_VIEW (widget);

  gtk_text_view_reset_im_context (GTK_TEXT_VIEW (self));
  troupe_prompt_buffer_redo_step (self->buffer);
  _troupe_prompt_view_scroll_to_caret (self);
}

/**
 * _troupe_prompt_view_locate:
 * @self: a view
 * @position: a place in the text, in code points
 *
 * Returns: where that is in the view, for a popup
 */
GdkRectangle
_troupe_prompt_view_locate (TroupePromptView *self,
                            guint             position)
{
  GtkTextView *text_view = GTK_TEXT_VIEW (self);
  GdkRectangle place;
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (GTK_TEXT_BUFFER (self->buffer), &iter, (int) position);
  gtk_text_view_get_iter_location (text_view, &iter, &place);
  gtk_text_view_buffer_to_window_coords (text_view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y, &place.x, &place.y);
  return place;
}

static void
troupe_prompt_view_copy_clipboard (GtkTextView *text_view)
{
  _troupe_prompt_view_copy (TROUPE_PROMPT_VIEW (text_view));
}

static void
troupe_prompt_view_cut_clipboard (GtkTextView *text_view)
{
  TroupePromptView *self = TROUPE_PROMPT_VIEW (text_view);

  if (_troupe_prompt_view_copy (self))
    gtk_text_buffer_delete_selection (GTK_TEXT_BUFFER (self->buffer), TRUE, TRUE);
  _troupe_prompt_view_scroll_to_caret (self);
}

static void
troupe_prompt_view_paste_clipboard (GtkTextView *text_view)
{
  _troupe_prompt_view_paste (TROUPE_PROMPT_VIEW (text_view), gtk_widget_get_clipboard (GTK_WIDGET (text_view)), NULL);
}

/* Those of GtkSourceView take the text out and put it in again, without the mentions. */
static void
troupe_prompt_view_move_lines (GtkSourceView *view,
                               gboolean       down)
{
}

static void
troupe_prompt_view_move_words (GtkSourceView *view,
                               int            step)
{
}

static void
troupe_prompt_view_show_completion (GtkSourceView *view)
{
  troupe_prompt_completion_open (TROUPE_PROMPT_VIEW (view)->completion);
}

static void
troupe_prompt_view_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  TroupePromptView *self = TROUPE_PROMPT_VIEW (widget);

  GTK_WIDGET_CLASS (troupe_prompt_view_parent_class)->size_allocate (widget, width, height, baseline);
  troupe_prompt_completion_present (self->completion);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
  if (self->picker != NULL)
    gtk_popover_present (GTK_POPOVER (self->picker));
}

static void
troupe_prompt_view_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  TroupePromptView *self = TROUPE_PROMPT_VIEW (object);

  switch (prop_id)
    {
    case PROP_UNKNOWN_NAMES:
      g_value_set_string (value, self->unknown_names);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_prompt_view_dispose (GObject *object)
{
  TroupePromptView *self = TROUPE_PROMPT_VIEW (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->picker, gtk_widget_unparent);
  g_clear_object (&self->speller);
  g_clear_object (&self->completion);
  g_clear_object (&self->binder);
  g_clear_object (&self->selected);
  g_clear_object (&self->buffer);
  g_clear_pointer (&self->unknown_names, g_free);
  g_clear_pointer (&self->adopted, g_free);
  G_OBJECT_CLASS (troupe_prompt_view_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "prompt.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "prompt.redo", NULL, redo_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "prompt.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_y, GDK_CONTROL_MASK, "prompt.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "prompt.redo", NULL);    /* the menu shows the last one */
}

static void
create_signals (void)
{
  /**
   * TroupePromptView::changed:
   * @self: the view
   *
   * The prompt is another one.
   */
  signals[CHANGED] =
    g_signal_new ("changed",
                  TROUPE_TYPE_PROMPT_VIEW,
                  G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  /**
   * TroupePromptView::show-character:
   * @self: the view
   * @character_id: a character of the library
   *
   * Somebody wants to see a character that is mentioned.
   */
  signals[SHOW_CHARACTER] =
    g_signal_new ("show-character",
                  TROUPE_TYPE_PROMPT_VIEW,
                  G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * TroupePromptView::create-identity:
   * @self: the view
   * @character_id: a character of the library
   *
   * Somebody wants to make a character at the provider that the prompt is for.
   */
  signals[CREATE_IDENTITY] =
    g_signal_new ("create-identity",
                  TROUPE_TYPE_PROMPT_VIEW,
                  G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * TroupePromptView::adopt:
   * @self: the view
   * @name: a name that nobody in the library has, without the `@`
   *
   * Somebody wants to take a character with that name into the library.
   */
  signals[ADOPT] =
    g_signal_new ("adopt",
                  TROUPE_TYPE_PROMPT_VIEW,
                  G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
troupe_prompt_view_class_init (TroupePromptViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkTextViewClass *text_class = GTK_TEXT_VIEW_CLASS (klass);
  GtkSourceViewClass *source_class = GTK_SOURCE_VIEW_CLASS (klass);

  gtk_source_init ();

  object_class->get_property = troupe_prompt_view_get_property;
  object_class->dispose = troupe_prompt_view_dispose;
  widget_class->size_allocate = troupe_prompt_view_size_allocate;
  text_class->copy_clipboard = troupe_prompt_view_copy_clipboard;
  text_class->cut_clipboard = troupe_prompt_view_cut_clipboard;
  text_class->paste_clipboard = troupe_prompt_view_paste_clipboard;
  source_class->show_completion = troupe_prompt_view_show_completion;
  source_class->move_lines = troupe_prompt_view_move_lines;
  source_class->move_words = troupe_prompt_view_move_words;

  /**
   * TroupePromptView:unknown-names:
   *
   * A sentence with the names in the prompt that no character has, or `NULL`.
   */
  properties[PROP_UNKNOWN_NAMES] =
    g_param_spec_string ("unknown-names", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  create_signals ();
  install_actions (widget_class);
  _troupe_prompt_view_install_menu (widget_class);
}

static void
add_key (GtkEventController *controller,
         guint               keyval,
         GdkModifierType     modifiers,
         const char         *action)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (keyval, modifiers),
                                            gtk_named_action_new (action));

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
}

/* Keys that a class above has for something else; a binding of this class would come after it. */
static void
add_controllers (TroupePromptView *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  add_key (keys, GDK_KEY_Left, GDK_ALT_MASK, "navigation.pop");
  add_key (keys, GDK_KEY_Menu, 0, "prompt.menu");
  add_key (keys, GDK_KEY_F10, GDK_SHIFT_MASK, "prompt.menu");
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

static void
troupe_prompt_view_init (TroupePromptView *self)
{
  GtkTextView *text_view = GTK_TEXT_VIEW (self);

  self->buffer = troupe_prompt_buffer_new ();
  self->binder = troupe_prompt_binder_new (self->buffer);
  gtk_text_view_set_buffer (text_view, GTK_TEXT_BUFFER (self->buffer));
  self->completion = troupe_prompt_completion_new (text_view);
  gtk_text_view_set_wrap_mode (text_view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_pixels_inside_wrap (text_view, LINE_SPACING);
  gtk_text_view_set_pixels_below_lines (text_view, LINE_SPACING);
  gtk_text_view_set_accepts_tab (text_view, FALSE);    /* it moves the focus, as in any form */
  gtk_widget_add_css_class (GTK_WIDGET (self), "prompt");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Prompt"),
                                  -1);

  g_signal_connect_object (self->buffer, "insert-child-anchor", G_CALLBACK (insert_anchor_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->buffer, "mark-set", G_CALLBACK (mark_set_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  _troupe_prompt_view_watch_selection (self);
  g_signal_connect_object (self->buffer, "prompt-changed", G_CALLBACK (prompt_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->completion, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "preedit-changed", G_CALLBACK (preedit_changed_cb), NULL);
  add_controllers (self);
  _troupe_prompt_view_add_pointer (self);
  _troupe_prompt_view_add_marks (self);
  update_actions (self);
}

/**
 * troupe_prompt_view_new:
 *
 * Makes a view of an empty prompt.
 *
 * Returns: (transfer floating): a new view
 */
GtkWidget *
troupe_prompt_view_new (void)
{
  return g_object_new (TROUPE_TYPE_PROMPT_VIEW, NULL);
}

/**
 * troupe_prompt_view_get_prompt:
 * @self: a view
 *
 * Gets what is written now. A word with an `@` that somebody is writing at is text still.
 *
 * Returns: (transfer none): the prompt, until the next edit
 */
const TroupePrompt *
troupe_prompt_view_get_prompt (TroupePromptView *self)
{
  g_return_val_if_fail (TROUPE_IS_PROMPT_VIEW (self), NULL);

  return troupe_prompt_buffer_get_prompt (self->buffer);
}

/**
 * troupe_prompt_view_set_prompt:
 * @self: a view
 * @prompt: (nullable): a prompt, `NULL` for an empty one
 *
 * Shows another prompt. What was done before can be undone no more.
 */
void
troupe_prompt_view_set_prompt (TroupePromptView   *self,
                               const TroupePrompt *prompt)
{
  g_return_if_fail (TROUPE_IS_PROMPT_VIEW (self));

  troupe_prompt_buffer_set_prompt (self->buffer, prompt);
  troupe_prompt_binder_set_names (self->binder, self->library != NULL
                                                ? troupe_prompt_library_get_names (self->library) : NULL);
}

/**
 * troupe_prompt_view_set_library:
 * @self: a view
 * @library: (nullable) (transfer none): who can be mentioned; borrowed until the next call
 *
 * Tells whom the prompt is for and who can be in it. Words that name somebody in there become mentions.
 */
void
troupe_prompt_view_set_library (TroupePromptView    *self,
                                TroupePromptLibrary *library)
{
  g_autofree char *adopted = NULL;

  g_return_if_fail (TROUPE_IS_PROMPT_VIEW (self));

  self->library = library;
  _troupe_prompt_view_for_each_chip (self, update_chip, NULL);
  troupe_prompt_completion_set_library (self->completion, library);
  troupe_prompt_binder_set_names (self->binder, library != NULL
                                                ? troupe_prompt_library_get_names (library) : NULL);
  if (library == NULL)
    return;

  adopted = g_steal_pointer (&self->adopted);
  if (adopted != NULL && troupe_name_index_find (troupe_prompt_library_get_names (library), adopted) != NULL)
    troupe_prompt_binder_finish (self->binder);
}

/**
 * troupe_prompt_view_insert_mention:
 * @self: a view with a library
 * @character_id: a character
 *
 * Puts a character in the place of what is selected, or where the caret is. Nothing happens where the library does
 * not have it.
 */
void
troupe_prompt_view_insert_mention (TroupePromptView *self,
                                   const char       *character_id)
{
  guint position, n_chars;

  g_return_if_fail (TROUPE_IS_PROMPT_VIEW (self));
  g_return_if_fail (character_id != NULL);

  troupe_prompt_buffer_get_selection (self->buffer, &position, &n_chars);
  _troupe_prompt_view_put_mention (self, position, n_chars, character_id);
}

/**
 * troupe_prompt_view_finish:
 * @self: a view
 *
 * Takes what is written as it is: a word with an `@` becomes a mention also where the caret is in it.
 */
void
troupe_prompt_view_finish (TroupePromptView *self)
{
  g_return_if_fail (TROUPE_IS_PROMPT_VIEW (self));

  troupe_prompt_binder_finish (self->binder);
}
