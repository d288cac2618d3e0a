/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-prompt-picker.h"

#include <glib/gi18n.h>

#include "troupe-prompt-proposals.h"

struct _TroupePromptPicker
{
  GtkPopover             parent_instance;

  /* Descendants */
  GtkWidget             *entry;
  TroupePromptProposals *proposals;

  TroupePromptLibrary   *library;    /* borrowed; NULL while it is closed */
};

G_DEFINE_FINAL_TYPE (TroupePromptPicker, troupe_prompt_picker, GTK_TYPE_POPOVER)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
find (TroupePromptPicker *self)
{
  if (self->library != NULL)
    troupe_prompt_proposals_find (self->proposals, self->library,
                                  gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
activate_cb (TroupePromptPicker *self)
{
  troupe_prompt_proposals_choose (self->proposals);
}

static void
chosen_cb (TroupePromptPicker *self,
           const char         *character_id)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, character_id);
}

static void
move (TroupePromptPicker *self,
      int                 n_rows)
{
  g_autofree char *text = NULL;

  troupe_prompt_proposals_move (self->proposals, n_rows);
  text = troupe_prompt_proposals_describe (self->proposals);
  if (text != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self->entry), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static gboolean
key_pressed_cb (TroupePromptPicker *self,
                guint               keyval,
                guint               keycode,
                GdkModifierType     state)
{
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

    default:
      return FALSE;
    }
}

static void
troupe_prompt_picker_closed (GtkPopover *popover)
{
  TROUPE_PROMPT_PICKER (popover)->library = NULL;
}

static void
troupe_prompt_picker_class_init (TroupePromptPickerClass *klass)
{
  GTK_POPOVER_CLASS (klass)->closed = troupe_prompt_picker_closed;

  /**
   * TroupePromptPicker::chosen:
   * @self: the popup
   * @character_id: who was chosen
   *
   * Somebody chose a character.
   */
  signals[CHOSEN] =
    g_signal_new ("chosen",
                  TROUPE_TYPE_PROMPT_PICKER,
                  G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
troupe_prompt_picker_init (TroupePromptPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = gtk_search_entry_new ();
  gtk_search_entry_set_placeholder_text (GTK_SEARCH_ENTRY (self->entry), _("Search characters"));
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->entry), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search characters"),
                                  -1);
  self->proposals = TROUPE_PROMPT_PROPOSALS (troupe_prompt_proposals_new ());
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->proposals));
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "picker");

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (find), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (gtk_popover_popdown), self);
  g_signal_connect_swapped (self->proposals, "chosen", G_CALLBACK (chosen_cb), self);
}

/**
 * troupe_prompt_picker_new:
 *
 * Returns: (transfer floating): a popup that is closed
 */
GtkWidget *
troupe_prompt_picker_new (void)
{
  return g_object_new (TROUPE_TYPE_PROMPT_PICKER, NULL);
}

/**
 * troupe_prompt_picker_open:
 * @self: a popup
 * @library: who can be chosen; borrowed for as long as it is open
 *
 * Opens it with all characters, those used last first.
 */
void
troupe_prompt_picker_open (TroupePromptPicker  *self,
                           TroupePromptLibrary *library)
{
  g_return_if_fail (TROUPE_IS_PROMPT_PICKER (self));
  g_return_if_fail (library != NULL);

  self->library = library;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  find (self);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (self->entry);
}
