/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-prompt-view-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "config.h"

/* What is underlined: names that nobody has, and words that are spelt wrong. */

/* The warning of the editors of GNOME, which are light or dark as the window is */
static void
update_colour (TroupePromptView *self)
{
  gboolean is_dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleSchemeManager *manager = gtk_source_style_scheme_manager_get_default ();
  GtkSourceStyleScheme *scheme;
  GtkSourceStyle *style = NULL;

  scheme = gtk_source_style_scheme_manager_get_scheme (manager, is_dark ? "Adwaita-dark" : "Adwaita");
  if (scheme != NULL)
    style = gtk_source_style_scheme_get_style (scheme, "def:warning");
  if (style != NULL)    /* else it has the colour of the letters */
    gtk_source_style_apply (style, troupe_prompt_binder_get_tag (self->binder));
}

static char *
dup_unknown (TroupePromptView *self)
{
  GPtrArray *words = troupe_prompt_binder_get_words (self->binder);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      const TroupePromptWord *word = words->pdata[i];

      /* Translators: between the names of characters */
      g_string_append_printf (names, "%s@%s", i > 0 ? C_("names", ", ") : "", word->name);
    }
  if (words->len == 0)
    return NULL;
  /* Translators: names in a prompt that no character has: “No such character: @ada, @bert” */
  return g_strdup_printf (_("No such character: %s"), names->str);
}

static void
words_changed_cb (TroupePromptView *self)
{
  char *unknown = dup_unknown (self);
  guint n_unknown = troupe_prompt_binder_get_words (self->binder)->len;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  unknown != NULL ? unknown : _("Type @ to name a character."),
                                  -1);
  if (n_unknown > self->n_unknown && gtk_widget_is_focus (GTK_WIDGET (self)))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), unknown, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  self->n_unknown = n_unknown;
  g_free (self->unknown_names);
  self->unknown_names = unknown;
  g_object_notify (G_OBJECT (self), "unknown-names");
}

static gboolean
query_tooltip_cb (TroupePromptView *self,
                  int               x,
                  int               y,
                  gboolean          is_keyboard,
                  GtkTooltip       *tooltip)
{
  const TroupePromptWord *word;
  g_autofree char *text = NULL;
  int buffer_x, buffer_y;
  GtkTextIter iter;

  if (is_keyboard)
    return FALSE;
  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, x, y, &buffer_x, &buffer_y);
  if (!gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self), &iter, buffer_x, buffer_y))
    return FALSE;
  word = troupe_prompt_binder_find_word (self->binder, (guint) gtk_text_iter_get_offset (&iter));
  if (word == NULL)
    return FALSE;

  /* Translators: of a name in a prompt, without the @ */
  text = g_strdup_printf (_("No character is named “%s”"), word->name);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

/* Both are settings, so the menu can have them as they are. */
static void
add_spelling (TroupePromptView *self)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GAction) enabled = g_settings_create_action (settings, "check-spelling");
  g_autoptr (GAction) language = g_settings_create_action (settings, "spelling-language");

  self->speller = troupe_prompt_speller_new (self->buffer, settings);
  g_action_map_add_action (G_ACTION_MAP (group), enabled);
  g_action_map_add_action (G_ACTION_MAP (group), language);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "spelling", G_ACTION_GROUP (group));
}

/**
 * _troupe_prompt_view_add_marks:
 * @self: a view
 *
 * Tells of names that nobody has, to eyes and to assistive technology, and checks the spelling.
 */
void
_troupe_prompt_view_add_marks (TroupePromptView *self)
{
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_colour), self,
                           G_CONNECT_SWAPPED);
  update_colour (self);
  g_signal_connect_object (self->binder, "words-changed", G_CALLBACK (words_changed_cb), self, G_CONNECT_SWAPPED);
  words_changed_cb (self);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  add_spelling (self);
}
