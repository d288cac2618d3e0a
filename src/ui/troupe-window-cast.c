/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-window-private.h"

#include "troupe-scene-page.h"

/* A scene in sight takes a drop itself, where it falls. */
static void
motion_cb (TroupeWindow            *self,
           double                   x,
           double                   y,
           GtkDropControllerMotion *motion)
{
  GdkDrop *drop = gtk_drop_controller_motion_get_drop (motion);
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation_view);

  gtk_widget_set_visible (self->cast_drop,
                          drop != NULL && !TROUPE_IS_SCENE_PAGE (page) &&
                          gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), TROUPE_TYPE_CHARACTER));
}

static void
leave_cb (TroupeWindow *self)
{
  gtk_widget_set_visible (self->cast_drop, FALSE);
}

static gboolean
drop_cb (TroupeWindow *self,
         const GValue *value)
{
  gtk_widget_set_visible (self->cast_drop, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self), "character.use-in-scene", "s",
                              troupe_character_get_id (g_value_get_object (value)));
  return TRUE;
}

void
_troupe_window_add_cast_drop (TroupeWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (TROUPE_TYPE_CHARACTER, GDK_ACTION_COPY);
  GtkEventController *motion = gtk_drop_controller_motion_new ();

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->cast_drop, GTK_EVENT_CONTROLLER (target));
  g_signal_connect_object (motion, "enter", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->drop_target, motion);
}
