/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-shortcuts-dialog.h"

#include <glib/gi18n.h>

#include "troupe-accelerators.h"

struct _TroupeShortcutsDialog
{
  AdwDialog           parent_instance;

  /* Template */
  AdwPreferencesPage *page;
};

G_DEFINE_FINAL_TYPE (TroupeShortcutsDialog, troupe_shortcuts_dialog, ADW_TYPE_DIALOG)

static GtkWidget *
create_key (const char *key)
{
  g_autofree char *label = NULL;
  GdkModifierType modifiers;
  GtkWidget *widget;
  guint keyval;

  if (!gtk_accelerator_parse (key, &keyval, &modifiers))
    g_assert_not_reached ();    /* the table is part of the program */
  label = gtk_accelerator_get_label (keyval, modifiers);

  widget = gtk_label_new (label);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (widget, "keycap");

  return widget;
}

static GtkWidget *
create_row (const TroupeAccelerator *accelerator)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *keys = adw_wrap_box_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 g_dpgettext2 (NULL, "shortcut", accelerator->title));
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (keys), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (keys), 6);
  adw_wrap_box_set_align (ADW_WRAP_BOX (keys), 1);    /* beside the edge */
  gtk_widget_set_valign (keys, GTK_ALIGN_CENTER);
  for (guint i = 0; accelerator->keys[i] != NULL; i++)
    adw_wrap_box_append (ADW_WRAP_BOX (keys), create_key (accelerator->keys[i]));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), keys);

  return row;
}

static void
troupe_shortcuts_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_SHORTCUTS_DIALOG);
  G_OBJECT_CLASS (troupe_shortcuts_dialog_parent_class)->dispose (object);
}

static void
troupe_shortcuts_dialog_class_init (TroupeShortcutsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_shortcuts_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-shortcuts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeShortcutsDialog, page);
}

static void
troupe_shortcuts_dialog_init (TroupeShortcutsDialog *self)
{
  AdwPreferencesGroup *group = NULL;
  const char *section = NULL;
  const TroupeAccelerator *accelerators;
  guint n_accelerators;

  gtk_widget_init_template (GTK_WIDGET (self));

  accelerators = troupe_accelerators_get (&n_accelerators);
  for (guint i = 0; i < n_accelerators; i++)
    {
      if (g_strcmp0 (section, accelerators[i].section) != 0)
        {
          section = accelerators[i].section;
          group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
          adw_preferences_group_set_title (group, g_dpgettext2 (NULL, "shortcuts section", section));
          adw_preferences_page_add (self->page, group);
        }
      adw_preferences_group_add (group, create_row (&accelerators[i]));
    }
}

/**
 * troupe_shortcuts_dialog_new:
 *
 * Makes a dialog that lists what can be done with the keyboard.
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
troupe_shortcuts_dialog_new (void)
{
  return g_object_new (TROUPE_TYPE_SHORTCUTS_DIALOG, NULL);
}
