/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-prompt-completion.h"

#include "troupe-prompt-proposals.h"
#include "troupe-prompt-words.h"

#define PAGE_ROWS 5

struct _TroupePromptCompletion
{
  GObject                parent_instance;

  /* Owned */
  GSignalGroup          *scrolling;        /* of the adjustment of the view */
  GtkWidget             *popover;          /* its parent is the view */

  /* Borrowed */
  GtkTextView           *view;             /* it owns this */
  TroupePromptBuffer    *buffer;
  TroupePromptProposals *proposals;        /* a descendant of the popover */
  TroupePromptLibrary   *library;          /* or NULL */

  guint                  position;         /* of the @ it is open for */
  guint                  dismissed;        /* of the one that it was closed for, or G_MAXUINT */
  gboolean               is_typing;        /* an edit is going on */
  gboolean               is_held;
};

G_DEFINE_FINAL_TYPE (TroupePromptCompletion, troupe_prompt_completion, G_TYPE_OBJECT)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
point (TroupePromptCompletion *self)
{
  GtkTextIter iter;
  GdkRectangle place;

  gtk_text_buffer_get_iter_at_offset (GTK_TEXT_BUFFER (self->buffer), &iter, (int) self->position);
  gtk_text_view_get_iter_location (self->view, &iter, &place);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y, &place.x, &place.y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &place);
}

static void
scrolled_cb (TroupePromptCompletion *self)
{
  if (troupe_prompt_completion_is_open (self))
    point (self);
}

static void
announce (TroupePromptCompletion *self)
{
  g_autofree char *text = troupe_prompt_proposals_describe (self->proposals);

  if (text != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self->view), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* A name that is over, and no longer one begins so, is not being looked for any more; neither is anybody behind a
 * blank. */
static gboolean
is_over (TroupePromptCompletion *self,
         const char             *query)
{
  TroupeNameIndex *names = troupe_prompt_library_get_names (self->library);
  TroupeNameMatch match;

  if (g_unichar_isspace (g_utf8_get_char (query)))
    return TRUE;
  return troupe_name_index_match (names, query, &match) && query[match.n_bytes] != '\0' &&
         !troupe_name_index_goes_on (names, query);
}

/* What is typed at the caret, and whether anybody may be meant with it */
static gboolean
find (TroupePromptCompletion *self)
{
  guint start, n_chars;
  g_autofree char *query = NULL;

  if (self->library == NULL || self->is_held ||
      troupe_prompt_buffer_get_selection (self->buffer, &start, &n_chars))
    return FALSE;
  query = troupe_prompt_dup_query (troupe_prompt_buffer_get_prompt (self->buffer), start, &start);
  if (query == NULL || start != self->dismissed)
    self->dismissed = G_MAXUINT;
  if (query == NULL || start == self->dismissed || is_over (self, query) ||
      (!self->is_typing && troupe_prompt_completion_is_open (self) && start != self->position))
    return FALSE;
  self->position = start;
  return troupe_prompt_proposals_find (self->proposals, self->library, query) > 0;
}

static void
look (TroupePromptCompletion *self)
{
  if (!find (self))
    {
      troupe_prompt_completion_close (self);
      return;
    }
  point (self);
  gtk_popover_popup (GTK_POPOVER (self->popover));
  announce (self);
}

static void
edited_cb (TroupePromptCompletion *self)
{
  self->is_typing = TRUE;
}

/* What is undone or loaded was not typed. */
static void
prompt_changed_cb (TroupePromptCompletion *self)
{
  if (self->is_held)
    return;
  if (self->is_typing && gtk_widget_is_focus (GTK_WIDGET (self->view)))
    look (self);
  else
    troupe_prompt_completion_close (self);
  self->is_typing = FALSE;
}

static void
caret_cb (TroupePromptCompletion *self)
{
  if (!self->is_typing && troupe_prompt_completion_is_open (self))
    look (self);
}

static void
chosen_cb (TroupePromptCompletion *self,
           const char             *character_id)
{
  guint caret = troupe_prompt_buffer_get_caret (self->buffer);

  troupe_prompt_completion_close (self);
  g_signal_emit (self, signals[CHOSEN], 0, self->position, caret - self->position, character_id);
}

static void
move (TroupePromptCompletion *self,
      int                     n_rows)
{
  troupe_prompt_proposals_move (self->proposals, n_rows);
  announce (self);
}

static gboolean
key_pressed_cb (TroupePromptCompletion *self,
                guint                   keyval,
                guint                   keycode,
                GdkModifierType         state)
{
  if (!troupe_prompt_completion_is_open (self) || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;

  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move (self, 1);
      return TRUE;

    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move (self, -1);
      return TRUE;

    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      move (self, PAGE_ROWS);
      return TRUE;

    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      move (self, -PAGE_ROWS);
      return TRUE;

    case GDK_KEY_Return:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
      return troupe_prompt_proposals_choose (self->proposals);

    case GDK_KEY_Escape:
      self->dismissed = self->position;
      troupe_prompt_completion_close (self);
      return TRUE;

    default:
      return FALSE;
    }
}

static void
adjustment_cb (TroupePromptCompletion *self)
{
  g_signal_group_set_target (self->scrolling, gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view)));
}

static void
troupe_prompt_completion_dispose (GObject *object)
{
  TroupePromptCompletion *self = TROUPE_PROMPT_COMPLETION (object);

  g_clear_object (&self->scrolling);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  G_OBJECT_CLASS (troupe_prompt_completion_parent_class)->dispose (object);
}

static void
troupe_prompt_completion_class_init (TroupePromptCompletionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = troupe_prompt_completion_dispose;

  /**
   * TroupePromptCompletion::chosen:
   * @self: the completion
   * @position: of what was typed, with the `@`, in code points
   * @n_chars: its length in code points
   * @character_id: whom it means
   *
   * Somebody chose a character.
   */
  signals[CHOSEN] =
    g_signal_new ("chosen",
                  TROUPE_TYPE_PROMPT_COMPLETION,
                  G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_STRING);
}

static void
troupe_prompt_completion_init (TroupePromptCompletion *self)
{
  self->dismissed = G_MAXUINT;
  self->proposals = TROUPE_PROMPT_PROPOSALS (troupe_prompt_proposals_new ());
  self->popover = g_object_new (GTK_TYPE_POPOVER,
                                "child", self->proposals,
                                "autohide", FALSE,
                                "can-focus", FALSE,
                                "has-arrow", FALSE,
                                "halign", GTK_ALIGN_START,
                                "position", GTK_POS_BOTTOM,
                                NULL);
  gtk_widget_add_css_class (self->popover, "menu");
  g_signal_connect_swapped (self->proposals, "chosen", G_CALLBACK (chosen_cb), self);
  self->scrolling = g_signal_group_new (GTK_TYPE_ADJUSTMENT);
  g_signal_group_connect_swapped (self->scrolling, "value-changed", G_CALLBACK (scrolled_cb), self);
}

/**
 * troupe_prompt_completion_new:
 * @view: where somebody types, with a #TroupePromptBuffer; it owns the completion
 *
 * Returns: (transfer full): a new completion
 */
TroupePromptCompletion *
troupe_prompt_completion_new (GtkTextView *view)
{
  TroupePromptCompletion *self;
  GtkEventController *keys;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_object_new (TROUPE_TYPE_PROMPT_COMPLETION, NULL);
  self->view = view;
  self->buffer = TROUPE_PROMPT_BUFFER (gtk_text_view_get_buffer (view));
  gtk_widget_set_parent (self->popover, GTK_WIDGET (view));

  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_static_name (keys, "prompt-completion");
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);

  g_signal_connect_object (self->buffer, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "prompt-changed", G_CALLBACK (prompt_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "caret-moved", G_CALLBACK (caret_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::vadjustment", G_CALLBACK (adjustment_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * troupe_prompt_completion_set_library:
 * @self: a completion
 * @library: (nullable) (transfer none): who can be mentioned; borrowed until the next call
 *
 * Tells who can be mentioned.
 */
void
troupe_prompt_completion_set_library (TroupePromptCompletion *self,
                                      TroupePromptLibrary    *library)
{
  g_return_if_fail (TROUPE_IS_PROMPT_COMPLETION (self));

  troupe_prompt_completion_close (self);
  self->library = library;
}

/**
 * troupe_prompt_completion_set_held:
 * @self: a completion
 * @is_held: whether an input method composes
 *
 * Keeps it closed for a while, and looks then at what came.
 */
void
troupe_prompt_completion_set_held (TroupePromptCompletion *self,
                                   gboolean                is_held)
{
  g_return_if_fail (TROUPE_IS_PROMPT_COMPLETION (self));

  self->is_held = is_held;
  if (is_held)
    troupe_prompt_completion_close (self);
  else
    prompt_changed_cb (self);
}

/**
 * troupe_prompt_completion_open:
 * @self: a completion
 *
 * Opens it where there is an `@` before the caret, also where somebody closed it.
 */
void
troupe_prompt_completion_open (TroupePromptCompletion *self)
{
  g_return_if_fail (TROUPE_IS_PROMPT_COMPLETION (self));

  self->dismissed = G_MAXUINT;
  look (self);
}

/**
 * troupe_prompt_completion_close:
 * @self: a completion
 *
 * Closes it.
 */
void
troupe_prompt_completion_close (TroupePromptCompletion *self)
{
  g_return_if_fail (TROUPE_IS_PROMPT_COMPLETION (self));

  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

/**
 * troupe_prompt_completion_is_open:
 * @self: a completion
 *
 * Returns: whether it shows somebody
 */
gboolean
troupe_prompt_completion_is_open (TroupePromptCompletion *self)
{
  g_return_val_if_fail (TROUPE_IS_PROMPT_COMPLETION (self), FALSE);

  return self->popover != NULL && gtk_widget_get_visible (self->popover);
}

/**
 * troupe_prompt_completion_present:
 * @self: a completion
 *
 * Places the popup where the view is now, and its `@` in it: in another width the lines break elsewhere.
 */
void
troupe_prompt_completion_present (TroupePromptCompletion *self)
{
  g_return_if_fail (TROUPE_IS_PROMPT_COMPLETION (self));

  scrolled_cb (self);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}
