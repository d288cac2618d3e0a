/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-prompt-view-private.h"

#include "troupe-prompt-content.h"

/* GtkTextView's own mark for where a drop goes; it draws it. */
#define DROP_MARK "gtk_drag_target"

static GtkTextBuffer *
get_buffer (TroupePromptView *self)
{
  return GTK_TEXT_BUFFER (self->buffer);
}

static void
get_iter (TroupePromptView *self,
          double            x,
          double            y,
          GtkTextIter      *iter)
{
  int buffer_x, buffer_y;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y,
                                         &buffer_x, &buffer_y);
  gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self), iter, buffer_x, buffer_y);
}

/* Where a caret goes: behind the letter whose second half is there */
static void
get_gap (TroupePromptView *self,
         double            x,
         double            y,
         GtkTextIter      *iter)
{
  int buffer_x, buffer_y, trailing;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y,
                                         &buffer_x, &buffer_y);
  gtk_text_view_get_iter_at_position (GTK_TEXT_VIEW (self), iter, &trailing, buffer_x, buffer_y);
  gtk_text_iter_forward_chars (iter, trailing);
}

static gboolean
is_in_selection (TroupePromptView  *self,
                 const GtkTextIter *iter)
{
  GtkTextIter start, end;

  return gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, &end) &&
         gtk_text_iter_in_range (iter, &start, &end);
}

typedef struct
{
  GtkWidget *chip;
  guint      position;
} Place;

static void
compare_chip (TroupePromptView *self,
              TroupePromptChip *chip,
              guint             position,
              gpointer          user_data)
{
  Place *place = user_data;

  if (GTK_WIDGET (chip) == place->chip)
    place->position = position;
}

/* FALSE where no mention is */
static gboolean
find_chip (TroupePromptView *self,
           double            x,
           double            y,
           guint            *position)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  Place place = { NULL, 0 };

  if (picked != NULL)
    place.chip = gtk_widget_get_ancestor (picked, TROUPE_TYPE_PROMPT_CHIP);
  if (place.chip == NULL)
    return FALSE;
  _troupe_prompt_view_for_each_chip (self, compare_chip, &place);
  *position = place.position;
  return TRUE;
}

static void
open_menu (TroupePromptView *self,
           double            x,
           double            y)
{
  GdkRectangle place = { (int) x, (int) y, 1, 1 };
  GtkTextIter iter;
  guint position;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_text_view_reset_im_context (GTK_TEXT_VIEW (self));
  get_iter (self, x, y, &iter);
  if (is_in_selection (self, &iter))
    ;    /* it is for all of that */
  else if (find_chip (self, x, y, &position))
    troupe_prompt_buffer_select (self->buffer, position, 1);
  else
    gtk_text_buffer_place_cursor (get_buffer (self), &iter);
  _troupe_prompt_view_open_menu (self, &place);
}

static void
press_chip (TroupePromptView *self,
            guint             position,
            int               n_press)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_text_view_reset_im_context (GTK_TEXT_VIEW (self));
  troupe_prompt_buffer_select (self->buffer, position, 1);
  if (n_press == 2)
    gtk_widget_activate_action (GTK_WIDGET (self), "prompt.show-character", NULL);
}

static gboolean
press_primary (TroupePromptView *self,
               GdkModifierType   state,
               int               n_press,
               double            x,
               double            y)
{
  GtkTextIter iter;
  guint position;

  if (state & GDK_SHIFT_MASK)
    return FALSE;
  get_iter (self, x, y, &iter);
  if (find_chip (self, x, y, &position))
    {
      press_chip (self, position, n_press);
      return TRUE;
    }
  return n_press == 1 && is_in_selection (self, &iter);    /* a drag may begin */
}

static void
pressed_cb (TroupePromptView *self,
            int               n_press,
            double            x,
            double            y,
            GtkGesture       *gesture)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture));
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  gboolean is_taken = FALSE;
  GtkTextIter iter;

  troupe_prompt_completion_close (self->completion);
  if (event != NULL && gdk_event_triggers_context_menu (event))
    {
      open_menu (self, x, y);
      is_taken = TRUE;
    }
  else if (button == GDK_BUTTON_MIDDLE)
    {
      get_gap (self, x, y, &iter);
      _troupe_prompt_view_paste (self, gtk_widget_get_primary_clipboard (GTK_WIDGET (self)), &iter);
      is_taken = TRUE;
    }
  else if (button == GDK_BUTTON_PRIMARY)
    {
      is_taken = press_primary (self, gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)),
                                n_press, x, y);
    }
  if (is_taken)
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

/* No drag began in the selection. */
static void
released_cb (TroupePromptView *self,
             int               n_press,
             double            x,
             double            y,
             GtkGesture       *gesture)
{
  GtkTextIter iter;
  guint position;

  if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) != GDK_BUTTON_PRIMARY ||
      gtk_gesture_get_sequence_state (gesture, gtk_gesture_single_get_current_sequence (
                                        GTK_GESTURE_SINGLE (gesture))) != GTK_EVENT_SEQUENCE_CLAIMED ||
      find_chip (self, x, y, &position))
    return;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  get_gap (self, x, y, &iter);
  gtk_text_buffer_place_cursor (get_buffer (self), &iter);
}

static void
long_pressed_cb (TroupePromptView *self,
                 double            x,
                 double            y,
                 GtkGesture       *gesture)
{
  guint position;

  if (!find_chip (self, x, y, &position))
    return;    /* letters have the bubble of GtkTextView */
  open_menu (self, x, y);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static GdkContentProvider *
drag_prepare_cb (TroupePromptView *self,
                 double            x,
                 double            y)
{
  GtkTextIter iter;
  guint position, start, n_chars;

  get_iter (self, x, y, &iter);
  if (find_chip (self, x, y, &position))
    gtk_text_buffer_get_iter_at_offset (get_buffer (self), &iter, (int) position);
  if (!is_in_selection (self, &iter))
    return NULL;

  troupe_prompt_buffer_get_selection (self->buffer, &start, &n_chars);
  self->dragged_start = gtk_text_buffer_create_mark (get_buffer (self), NULL, &iter, FALSE);
  self->dragged_end = gtk_text_buffer_create_mark (get_buffer (self), NULL, &iter, TRUE);
  gtk_text_buffer_get_iter_at_offset (get_buffer (self), &iter, (int) start);
  gtk_text_buffer_move_mark (get_buffer (self), self->dragged_start, &iter);
  gtk_text_buffer_get_iter_at_offset (get_buffer (self), &iter, (int) (start + n_chars));
  gtk_text_buffer_move_mark (get_buffer (self), self->dragged_end, &iter);
  return _troupe_prompt_view_create_content (self);
}

#define MAX_ICON_CHARS 40

static char *
dup_icon_text (TroupePromptView *self)
{
  g_autoptr (TroupePrompt) dragged = NULL;
  g_autofree char *text = NULL;
  g_autofree char *start = NULL;
  guint position, n_chars;

  troupe_prompt_buffer_get_selection (self->buffer, &position, &n_chars);
  dragged = troupe_prompt_slice (troupe_prompt_buffer_get_prompt (self->buffer), position, n_chars);
  text = troupe_prompt_to_text (dragged, NULL);
  if (g_utf8_strlen (text, -1) <= MAX_ICON_CHARS)
    return g_steal_pointer (&text);
  start = g_utf8_substring (text, 0, MAX_ICON_CHARS - 1);
  return g_strconcat (start, "…", NULL);
}

static void
drag_begin_cb (TroupePromptView *self,
               GdkDrag          *drag)
{
  const TroupeMention *mention;
  guint position, n_chars;
  GtkWidget *icon;

  troupe_prompt_buffer_get_selection (self->buffer, &position, &n_chars);
  mention = n_chars == 1 ? troupe_prompt_get_mention_at (troupe_prompt_buffer_get_prompt (self->buffer), position)
                         : NULL;
  if (mention != NULL)
    {
      icon = troupe_prompt_chip_new (mention, self->library);
    }
  else
    {
      g_autofree char *text = dup_icon_text (self);

      icon = gtk_label_new (text);
      gtk_widget_add_css_class (icon, "dragged-text");
    }
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), icon);
}

static void
drag_end_cb (TroupePromptView *self,
             GdkDrag          *drag,
             gboolean          is_moved)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_mark (buffer, &start, self->dragged_start);
  gtk_text_buffer_get_iter_at_mark (buffer, &end, self->dragged_end);
  if (is_moved && gtk_text_iter_compare (&start, &end) < 0)
    gtk_text_buffer_delete_interactive (buffer, &start, &end, TRUE);
  gtk_text_buffer_delete_mark (buffer, self->dragged_start);
  gtk_text_buffer_delete_mark (buffer, self->dragged_end);
  self->dragged_start = NULL;
  self->dragged_end = NULL;
}

/* 0 where it cannot go: what is dragged does not go into itself. */
static GdkDragAction
choose_action (TroupePromptView  *self,
               GdkDrop           *drop,
               const GtkTextIter *iter)
{
  GtkTextIter start, end;

  if (self->dragged_start == NULL)
    return GDK_ACTION_COPY;
  gtk_text_buffer_get_iter_at_mark (get_buffer (self), &start, self->dragged_start);
  gtk_text_buffer_get_iter_at_mark (get_buffer (self), &end, self->dragged_end);
  if (gtk_text_iter_compare (iter, &start) >= 0 && gtk_text_iter_compare (iter, &end) <= 0)
    return 0;
  return gdk_drop_get_actions (drop) & GDK_ACTION_MOVE ? GDK_ACTION_MOVE : GDK_ACTION_COPY;
}

static void
show_drop_mark (TroupePromptView  *self,
                const GtkTextIter *iter)
{
  GtkTextMark *mark = gtk_text_buffer_get_mark (get_buffer (self), DROP_MARK);

  if (mark == NULL)
    return;
  if (iter != NULL)
    gtk_text_buffer_move_mark (get_buffer (self), mark, iter);
  gtk_text_mark_set_visible (mark, iter != NULL);
}

static GdkDragAction
drag_motion_cb (TroupePromptView *self,
                GdkDrop          *drop,
                double            x,
                double            y)
{
  GdkDragAction action;
  GtkTextIter iter;

  get_gap (self, x, y, &iter);
  action = choose_action (self, drop, &iter);
  show_drop_mark (self, action != 0 ? &iter : NULL);
  return action;
}

static void
drag_leave_cb (TroupePromptView *self)
{
  show_drop_mark (self, NULL);
}

static gboolean
drop_cb (TroupePromptView *self,
         GdkDrop          *drop,
         double            x,
         double            y)
{
  GdkDragAction action;
  GtkTextIter iter;

  show_drop_mark (self, NULL);
  get_gap (self, x, y, &iter);
  action = choose_action (self, drop, &iter);
  if (action == 0)
    return FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  _troupe_prompt_view_take_drop (self, drop, action, &iter);
  return TRUE;
}

static void
add_drag (TroupePromptView *self,
          GtkGesture       *click)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY | GDK_ACTION_MOVE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (source), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  g_signal_connect_swapped (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (source, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  gtk_gesture_group (GTK_GESTURE (source), click);    /* a press that the one takes is left to the other */
}

static void
add_drop (TroupePromptView *self)
{
  GdkContentFormats *formats = gdk_content_formats_new ((const char **) troupe_prompt_content_get_mime_types (), 3);
  GtkDropTargetAsync *target = gtk_drop_target_async_new (formats, GDK_ACTION_COPY | GDK_ACTION_MOVE);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (target, "drag-enter", G_CALLBACK (drag_motion_cb), self);
  g_signal_connect_swapped (target, "drag-motion", G_CALLBACK (drag_motion_cb), self);
  g_signal_connect_swapped (target, "drag-leave", G_CALLBACK (drag_leave_cb), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * _troupe_prompt_view_add_pointer:
 * @self: a view
 *
 * Lets a pointer select, drag and drop mentions, before GtkTextView takes them for a letter that has no text.
 */
void
_troupe_prompt_view_add_pointer (TroupePromptView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *long_press = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (long_press), TRUE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (long_press), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (long_press, "pressed", G_CALLBACK (long_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (long_press));

  add_drag (self, click);
  add_drop (self);
}
