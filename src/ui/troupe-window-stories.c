/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-window-private.h"

#include <glib/gi18n.h>

#include "troupe-clip-page.h"
#include "troupe-story.h"

/* A video that is opened may tell how it was made: then its scene can be had, too. Where characters are made that is
 * offered beside the clip; elsewhere the scene comes back, and the character is offered. */

#define OFFER_S 10

static void
offer (TroupeWindow *self,
       const char   *title,
       const char   *label,
       const char   *action_name,
       const char   *target)
{
  AdwToast *toast = adw_toast_new (title);

  adw_toast_set_button_label (toast, label);
  adw_toast_set_action_name (toast, action_name);
  adw_toast_set_action_target (toast, "s", target);
  adw_toast_set_timeout (toast, OFFER_S);
  troupe_window_add_toast (self, toast);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (TroupeWindow) self = user_data;
  g_autoptr (TroupeScene) scene = troupe_story_read_finish (result, NULL);    /* opening it tells what is wrong */
  g_autofree char *json = scene != NULL ? troupe_scene_to_json (scene) : NULL;

  if (json != NULL)
    offer (self, _("The video tells how it was made"), _("_Restore Scene"), "win.restore-scene", json);
}

/* A file on its way */
typedef struct
{
  TroupeWindow *window;
  char         *uri;
} Arrival;

static void
arrived_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Arrival *arrival = user_data;
  g_autoptr (TroupeWindow) self = arrival->window;
  g_autofree char *uri = arrival->uri;
  g_autoptr (GError) error = NULL;
  TroupeScene *scene = troupe_story_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (scene == NULL)
    {
      troupe_window_open (self, uri);    /* which tells what is wrong with it */
      return;
    }
  _troupe_window_reuse_scene (self, scene);
  offer (self, _("The scene of the video is back"), _("_New Character"), "win.open-uri", uri);
}

static void
open_uri_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *uri)
{
  troupe_window_open (TROUPE_WINDOW (widget), g_variant_get_string (uri, NULL));
}

static void
restore_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *json)
{
  TroupeWindow *self = TROUPE_WINDOW (widget);
  TroupeScenes *scenes = troupe_application_get_scenes (_troupe_window_get_app (self));
  TroupeScene *scene = troupe_scene_from_json (g_variant_get_string (json, NULL), NULL);

  if (scene != NULL && scenes != NULL)
    _troupe_window_reuse_scene (self, g_steal_pointer (&scene));
  g_clear_pointer (&scene, troupe_scene_free);
}

void
_troupe_window_install_story_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.open-uri", "s", open_uri_action);
  gtk_widget_class_install_action (widget_class, "win.restore-scene", "s", restore_action);
}

gboolean
_troupe_window_is_for_characters (TroupeWindow *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation_view);

  return TROUPE_IS_CLIP_PAGE (page) || troupe_application_get_scenes (_troupe_window_get_app (self)) == NULL ||
         (page == self->library_page &&
          adw_view_stack_get_visible_child (self->view_stack) == GTK_WIDGET (self->characters_page));
}

/* A file that a person drops or pastes */
void
_troupe_window_take_file (TroupeWindow *self,
                          GFile        *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  Arrival *arrival;

  if (_troupe_window_is_for_characters (self))
    {
      troupe_window_open (self, uri);
      _troupe_window_offer_scene (self, file);
      return;
    }

  arrival = g_new0 (Arrival, 1);
  arrival->window = g_object_ref (self);
  arrival->uri = g_steal_pointer (&uri);
  troupe_story_read_async (file, self->cancellable, arrived_cb, arrival);
}

/* Of a file that was opened as a clip */
void
_troupe_window_offer_scene (TroupeWindow *self,
                            GFile        *file)
{
  troupe_story_read_async (file, self->cancellable, read_cb, g_object_ref (self));
}
