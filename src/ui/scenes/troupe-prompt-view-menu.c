/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-prompt-view-private.h"

#include <glib/gi18n.h>

#include "troupe-prompt-content.h"
#include "troupe-prompt-picker.h"

#define MAX_NEAR_NAMES 3
#define MAX_CORRECTIONS 5

/**
 * _troupe_prompt_view_find_mention:
 * @self: a view
 * @position: (out): return location for its place, in code points
 *
 * Finds the mention that a menu or a key is for: the one that is selected, else the one before the caret, else the
 * one behind it.
 *
 * Returns: (transfer none) (nullable): the mention
 */
const TroupeMention *
_troupe_prompt_view_find_mention (TroupePromptView *self,
                                  guint            *position)
{
  const TroupePrompt *prompt = troupe_prompt_buffer_get_prompt (self->buffer);
  const TroupeMention *mention = NULL;
  guint start, n_chars;

  if (troupe_prompt_buffer_get_selection (self->buffer, &start, &n_chars))
    {
      *position = start;
      return n_chars == 1 ? troupe_prompt_get_mention_at (prompt, start) : NULL;
    }

  if (start > 0)
    {
      *position = start - 1;
      mention = troupe_prompt_get_mention_at (prompt, start - 1);
    }
  if (mention == NULL)
    {
      *position = start;
      mention = troupe_prompt_get_mention_at (prompt, start);
    }
  return mention;
}

static const TroupePromptWord *
find_word (TroupePromptView *self)
{
  guint start, n_chars;

  if (troupe_prompt_buffer_get_selection (self->buffer, &start, &n_chars))
    return NULL;
  return troupe_prompt_binder_find_word (self->binder, start);
}

static void
picked_cb (TroupePromptView *self,
           const char       *character_id)
{
  guint position;

  if (_troupe_prompt_view_find_mention (self, &position) != NULL)
    _troupe_prompt_view_put_mention (self, position, 1, character_id);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
replace_mention_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  TroupePromptView *self = TROUPE_PROMPT_VIEW (widget);
  GdkRectangle place;
  guint position;

  if (self->library == NULL || _troupe_prompt_view_find_mention (self, &position) == NULL)
    return;

  if (self->picker == NULL)
    {
      self->picker = troupe_prompt_picker_new ();
      gtk_widget_set_parent (self->picker, widget);
      g_signal_connect_object (self->picker, "chosen", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
    }
  troupe_prompt_buffer_select (self->buffer, position, 1);
  place = _troupe_prompt_view_locate (self, position);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->picker), &place);
  troupe_prompt_picker_open (TROUPE_PROMPT_PICKER (self->picker), self->library);
}

static void
tell (GtkWidget  *widget,
      const char *signal)
{
  TroupePromptView *self = TROUPE_PROMPT_VIEW (widget);
  const TroupeMention *mention;
  guint position;

  mention = _troupe_prompt_view_find_mention (self, &position);
  if (mention != NULL)
    g_signal_emit_by_name (self, signal, mention->character_id);
}

static void
show_character_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  tell (widget, "show-character");
}

static void
create_identity_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  tell (widget, "create-identity");
}

static void
remove_mention_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  TroupePromptView *self = TROUPE_PROMPT_VIEW (widget);
  guint position;

  if (_troupe_prompt_view_find_mention (self, &position) != NULL)
    troupe_prompt_buffer_replace (self->buffer, position, 1, NULL);
}

static void
replace_word_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  TroupePromptView *self = TROUPE_PROMPT_VIEW (widget);
  const TroupePromptWord *word = find_word (self);

  if (word != NULL)
    _troupe_prompt_view_put_mention (self, word->position, word->n_chars, g_variant_get_string (parameter, NULL));
}

static void
adopt_word_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  TroupePromptView *self = TROUPE_PROMPT_VIEW (widget);
  const TroupePromptWord *word = find_word (self);
  g_autofree char *wanted = word != NULL ? g_strdup (word->name) : NULL;

  if (wanted == NULL)
    return;
  g_set_str (&self->adopted, wanted);
  g_signal_emit_by_name (self, "adopt", wanted);
}

static void
correct_word_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  troupe_prompt_speller_replace (TROUPE_PROMPT_VIEW (widget)->speller, g_variant_get_string (parameter, NULL));
}

static void
learn_word_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  troupe_prompt_speller_add (TROUPE_PROMPT_VIEW (widget)->speller);
}

static void
ignore_word_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  troupe_prompt_speller_ignore (TROUPE_PROMPT_VIEW (widget)->speller);
}

static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  TroupePromptView *self = TROUPE_PROMPT_VIEW (widget);
  GdkRectangle place;
  guint position;

  if (_troupe_prompt_view_find_mention (self, &position) == NULL)
    position = troupe_prompt_buffer_get_caret (self->buffer);
  _troupe_prompt_view_scroll_to_caret (self);
  place = _troupe_prompt_view_locate (self, position);
  _troupe_prompt_view_open_menu (self, &place);
}

/**
 * _troupe_prompt_view_install_menu:
 * @widget_class: the class
 *
 * Installs the actions of the menu.
 */
void
_troupe_prompt_view_install_menu (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "prompt.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "prompt.replace-mention", NULL, replace_mention_action);
  gtk_widget_class_install_action (widget_class, "prompt.show-character", NULL, show_character_action);
  gtk_widget_class_install_action (widget_class, "prompt.create-identity", NULL, create_identity_action);
  gtk_widget_class_install_action (widget_class, "prompt.remove-mention", NULL, remove_mention_action);
  gtk_widget_class_install_action (widget_class, "prompt.replace-word", "s", replace_word_action);
  gtk_widget_class_install_action (widget_class, "prompt.adopt-word", NULL, adopt_word_action);
  gtk_widget_class_install_action (widget_class, "prompt.correct-word", "s", correct_word_action);
  gtk_widget_class_install_action (widget_class, "prompt.learn-word", NULL, learn_word_action);
  gtk_widget_class_install_action (widget_class, "prompt.ignore-word", NULL, ignore_word_action);
}

static void
append_section (GMenu *menu,
                GMenu *section)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

/* Nothing stands in the menu that nobody does. */
static gboolean
has_listener (TroupePromptView *self,
              const char       *signal)
{
  return g_signal_has_handler_pending (self, g_signal_lookup (signal, TROUPE_TYPE_PROMPT_VIEW), 0, FALSE);
}

static void
append_mention (TroupePromptView *self,
                GMenu            *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();
  const TroupeMention *mention;
  gboolean is_known;
  guint position;

  mention = _troupe_prompt_view_find_mention (self, &position);
  if (mention == NULL || self->library == NULL)
    return;

  is_known = troupe_prompt_library_find (self->library, mention->character_id) != NULL;
  g_menu_append (section, _("_Replace With…"), "prompt.replace-mention");
  if (is_known && has_listener (self, "show-character"))
    g_menu_append (section, _("_Show Character"), "prompt.show-character");
  if (is_known && has_listener (self, "create-identity") &&
      !troupe_prompt_library_can_mention (self->library, mention->character_id))
    /* Translators: makes the character at the provider that the prompt is for */
    g_menu_append (section, _("Cr_eate There…"), "prompt.create-identity");
  g_menu_append (section, _("Re_move"), "prompt.remove-mention");
  append_section (menu, section);
}

/* In the label of a menu an underscore stands before the letter of a key. */
static char *
dup_without_mnemonic (const char *text)
{
  GString *label = g_string_new (text);

  g_string_replace (label, "_", "__", 0);
  return g_string_free_and_steal (label);
}

static void
append_word (TroupePromptView *self,
             GMenu            *menu)
{
  const TroupePromptWord *word = find_word (self);
  g_autoptr (GPtrArray) near_names = NULL;
  g_autoptr (GMenu) section = g_menu_new ();

  if (word == NULL || self->library == NULL)
    return;

  near_names = troupe_near_names_find (troupe_prompt_library_get_near_names (self->library), word->name,
                                       MAX_NEAR_NAMES);
  for (guint i = 0; i < near_names->len; i++)
    {
      const TroupeMention *mention = near_names->pdata[i];
      g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
      g_autofree char *name = dup_without_mnemonic (mention->name);
      /* Translators: puts a character in the place of a name that nobody has */
      g_autofree char *label = g_strdup_printf (_("Use “%s”"), name);

      g_menu_item_set_label (item, label);
      g_menu_item_set_action_and_target (item, "prompt.replace-word", "s", mention->character_id);
      g_menu_append_item (section, item);
    }
  if (has_listener (self, "adopt"))
    {
      g_autofree char *name = dup_without_mnemonic (word->name);
      /* Translators: takes a character that somebody else made at the provider into the library */
      g_autofree char *adopt = g_strdup_printf (_("Adopt “@%s”…"), name);

      g_menu_append (section, adopt, "prompt.adopt-word");
    }
  append_section (menu, section);
}

static void
append_corrections (TroupePromptView *self,
                    GMenu            *menu)
{
  g_auto (GStrv) corrections = troupe_prompt_speller_correct (self->speller);
  g_autoptr (GMenu) section = g_menu_new ();

  if (corrections == NULL)
    return;

  for (guint i = 0; corrections[i] != NULL && i < MAX_CORRECTIONS; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
      g_autofree char *label = dup_without_mnemonic (corrections[i]);

      g_menu_item_set_label (item, label);
      g_menu_item_set_action_and_target (item, "prompt.correct-word", "s", corrections[i]);
      g_menu_append_item (section, item);
    }
  g_menu_append (section, _("_Add to Dictionary"), "prompt.learn-word");
  g_menu_append (section, _("_Ignore Spelling"), "prompt.ignore-word");
  append_section (menu, section);
}

static void
append_items (GMenu             *menu,
              const char *const *labels_and_actions)
{
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; labels_and_actions[i] != NULL; i += 2)
    g_menu_append (section, labels_and_actions[i], labels_and_actions[i + 1]);
  append_section (menu, section);
}

/* The menu of GtkTextView has the undo of its buffer, which knows no mentions. */
static GMenuModel *
build_menu (TroupePromptView *self)
{
  const char *const edit[] = {
    _("Cu_t"), "clipboard.cut", _("_Copy"), "clipboard.copy", _("_Paste"), "clipboard.paste",
    _("_Delete"), "selection.delete", NULL,
  };
  const char *const steps[] = { _("_Undo"), "prompt.undo", _("_Redo"), "prompt.redo", NULL };
  const char *const more[] = {
    _("Select _All"), "selection.select-all", _("Insert _Emoji"), "misc.insert-emoji", NULL,
  };
  g_autoptr (GMenuModel) spelling = NULL;
  GMenu *menu = g_menu_new ();

  append_mention (self, menu);
  append_word (self, menu);
  append_corrections (self, menu);
  append_items (menu, edit);
  append_items (menu, steps);
  append_items (menu, more);
  spelling = troupe_prompt_speller_create_menu (self->speller);
  g_menu_append_section (menu, NULL, spelling);
  return G_MENU_MODEL (menu);
}

/* GtkTextView does so before it opens its own menu. */
static void
update_clipboard_actions (TroupePromptView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkContentFormats *formats = gdk_clipboard_get_formats (gtk_widget_get_clipboard (widget));
  const char *const *mime_types = troupe_prompt_content_get_mime_types ();
  gboolean can_paste = gdk_content_formats_contain_gtype (formats, G_TYPE_STRING);
  guint position, n_chars;
  gboolean is_any = troupe_prompt_buffer_get_selection (self->buffer, &position, &n_chars);

  for (guint i = 0; mime_types[i] != NULL; i++)
    can_paste = can_paste || gdk_content_formats_contain_mime_type (formats, mime_types[i]);
  gtk_widget_action_set_enabled (widget, "clipboard.cut", is_any);
  gtk_widget_action_set_enabled (widget, "clipboard.copy", is_any);
  gtk_widget_action_set_enabled (widget, "selection.delete", is_any);
  gtk_widget_action_set_enabled (widget, "clipboard.paste", can_paste);
}

/**
 * _troupe_prompt_view_open_menu:
 * @self: a view
 * @place: what it points to, in the view
 *
 * Opens the menu for what is selected or where the caret is.
 */
void
_troupe_prompt_view_open_menu (TroupePromptView   *self,
                               const GdkRectangle *place)
{
  g_autoptr (GMenuModel) model = build_menu (self);

  troupe_prompt_completion_close (self->completion);
  update_clipboard_actions (self);
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (NULL);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_popover_set_position (GTK_POPOVER (self->menu), GTK_POS_BOTTOM);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, _("Context menu"),
                                      -1);
    }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), place);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}
