/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-window-private.h"

#include <glib/gi18n.h>

#include "troupe-story.h"

/* A video that is opened may tell how it was made: then its scene can be had, too. */

#define OFFER_S 10

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (TroupeWindow) self = user_data;
  g_autoptr (TroupeScene) scene = troupe_story_read_finish (result, NULL);    /* opening it tells what is wrong */
  g_autofree char *json = NULL;
  AdwToast *toast;

  if (scene == NULL)
    return;

  json = troupe_scene_to_json (scene);
  toast = adw_toast_new (_("The video tells how it was made"));
  adw_toast_set_button_label (toast, _("_Restore Scene"));
  adw_toast_set_action_name (toast, "win.restore-scene");
  adw_toast_set_action_target (toast, "s", json);
  adw_toast_set_timeout (toast, OFFER_S);
  troupe_window_add_toast (self, toast);
}

static void
restore_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *json)
{
  TroupeWindow *self = TROUPE_WINDOW (widget);
  TroupeScenes *scenes = troupe_application_get_scenes (_troupe_window_get_app (self));
  TroupeScene *scene = troupe_scene_from_json (g_variant_get_string (json, NULL), NULL);
  TroupeSceneEntry *entry;

  if (scene == NULL || scenes == NULL)
    {
      g_clear_pointer (&scene, troupe_scene_free);
      return;
    }

  g_clear_pointer (&scene->id, g_free);
  entry = troupe_scenes_add (scenes, scene);
  _troupe_window_show_page (self, "scenes");
  gtk_widget_activate_action (widget, "scene.open", "s", troupe_scene_entry_get_id (entry));
}

void
_troupe_window_install_story_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.restore-scene", "s", restore_action);
}

/* Of a file that a person brings */
void
_troupe_window_offer_scene (TroupeWindow *self,
                            GFile        *file)
{
  troupe_story_read_async (file, self->cancellable, read_cb, g_object_ref (self));
}
