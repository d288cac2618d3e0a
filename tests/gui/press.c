/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "press.h"

static gboolean
activate_if (GtkShortcut    *shortcut,
             GtkWidget      *widget,
             guint           keyval,
             GdkModifierType state)
{
  GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

  if (!GTK_IS_KEYVAL_TRIGGER (trigger) ||
      gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) != keyval ||
      gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) != state)
    return FALSE;

  return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                       gtk_shortcut_get_arguments (shortcut));
}

static gboolean
activate_any (GListModel     *shortcuts,
              GtkWidget      *widget,
              guint           keyval,
              GdkModifierType state)
{
  for (guint i = 0; i < g_list_model_get_n_items (shortcuts); i++)
    {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, i);

      if (activate_if (shortcut, widget, keyval, state))
        return TRUE;
    }

  return FALSE;
}

/**
 * press:
 * @widget: a widget
 * @keyval: a key
 * @state: what is held with it
 *
 * Does what the shortcuts of @widget itself do at a key, as if it had come up from the focus.
 *
 * Returns: whether one of them took it
 */
gboolean
press (GtkWidget      *widget,
       guint           keyval,
       GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_SHORTCUT_CONTROLLER (controller) &&
          activate_any (G_LIST_MODEL (controller), widget, keyval, state))
        return TRUE;
    }

  return FALSE;
}
