/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-window-private.h"

#include <glib/gi18n.h>

#include "troupe-clip-page.h"
#include "troupe-scene-files.h"
#include "troupe-story.h"

/* A video may tell how it was made. Dropped or pasted it brings its scene back, and the character is offered. The page
 * that makes characters keeps the person: there the video is a clip, its scene joins the others without a word asked,
 * for it takes the place of nothing, and a toast leads to it. What is chosen in a dialog was asked for as a clip, so
 * its scene is only offered. */

#define OFFER_S 10

static void
offer (TroupeWindow *self,
       const char   *title,
       const char   *label,
       const char   *action_name,
       GVariant     *target)
{
  AdwToast *toast = adw_toast_new (title);

  if (self->offer != NULL)
    adw_toast_dismiss (self->offer);    /* of another video */
  g_set_weak_pointer (&self->offer, toast);
  adw_toast_set_button_label (toast, label);
  adw_toast_set_action_name (toast, action_name);
  adw_toast_set_action_target_value (toast, target);
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
    offer (self, _("The video tells how it was made"), _("_Restore Scene"), "win.restore-scene",
           g_variant_new_string (json));
}

/* One that is in all the same, whatever it is called, or NULL */
static TroupeSceneEntry *
find_same (TroupeScenes      *scenes,
           const TroupeScene *scene)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (scenes)); i++)
    {
      g_autoptr (TroupeSceneEntry) entry = g_list_model_get_item (G_LIST_MODEL (scenes), i);
      g_autoptr (TroupeScene) other = troupe_scene_copy (troupe_scene_entry_get_scene (entry));

      g_set_str (&other->id, scene->id);
      g_set_str (&other->title, scene->title);
      if (troupe_scene_equal (other, scene))
        return entry;    /* the scenes hold it */
    }
  return NULL;
}

/* A scene on its way to the others */
typedef struct
{
  TroupeWindow *window;
  TroupeScene  *told;    /* by the file */
} Keeping;

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autofree Keeping *keeping = user_data;
  g_autoptr (TroupeWindow) self = keeping->window;
  g_autoptr (TroupeScene) told = keeping->told;
  g_autoptr (TroupeScene) scene = troupe_scene_files_find_finish (TROUPE_LIBRARY (source), result, NULL);
  g_autofree char *json = troupe_scene_to_json (told);
  TroupeScenes *scenes = troupe_application_get_scenes (_troupe_window_get_app (self));
  TroupeSceneEntry *entry;

  if (scene == NULL)
    return;    /* the window is gone */

  entry = find_same (scenes, scene);    /* a clip that is dropped again and again brings one */
  if (entry == NULL)
    entry = troupe_scenes_add (scenes, g_steal_pointer (&scene));
  offer (self, _("Scene restored"), _("_Show Scene"), "win.show-kept-scene",
         g_variant_new ("(ss)", troupe_scene_entry_get_id (entry), json));
}

/* Whatever the page makes of the file, it tells what is wrong with it. */
static void
keep_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (TroupeWindow) self = user_data;
  TroupeScene *scene = troupe_story_read_finish (result, NULL);
  Keeping *keeping;

  if (scene == NULL)
    return;
  keeping = g_new0 (Keeping, 1);
  keeping->window = g_object_ref (self);
  keeping->told = scene;
  troupe_scene_files_find_async (troupe_scenes_get_library (troupe_application_get_scenes (_troupe_window_get_app (self))),
                                 scene, self->cancellable, found_cb, keeping);
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
  offer (self, _("Scene restored"), _("_New Character"), "win.open-uri", g_variant_new_string (uri));
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

static void
show_kept_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *target)
{
  TroupeWindow *self = TROUPE_WINDOW (widget);
  TroupeScenes *scenes = troupe_application_get_scenes (_troupe_window_get_app (self));
  g_autoptr (TroupeScene) told = NULL;
  TroupeSceneEntry *entry;
  const char *id, *json;

  g_variant_get (target, "(&s&s)", &id, &json);
  told = troupe_scene_from_json (json, NULL);
  entry = scenes != NULL ? troupe_scenes_find (scenes, id) : NULL;
  if (entry == NULL || told == NULL)
    return;    /* deleted meanwhile */
  _troupe_window_show_page (self, "scenes");
  troupe_scene_page_tell_changes (_troupe_window_show_scene (self, entry), told);
}

void
_troupe_window_install_story_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.open-uri", "s", open_uri_action);
  gtk_widget_class_install_action (widget_class, "win.restore-scene", "s", restore_action);
  gtk_widget_class_install_action (widget_class, "win.show-kept-scene", "(ss)", show_kept_action);
}

gboolean
_troupe_window_makes_characters (TroupeWindow *self)
{
  return TROUPE_IS_CLIP_PAGE (adw_navigation_view_get_visible_page (self->navigation_view));
}

/* A file that a person drops or pastes */
void
_troupe_window_take_file (TroupeWindow *self,
                          GFile        *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  Arrival *arrival;

  if (troupe_application_get_scenes (_troupe_window_get_app (self)) == NULL)
    {
      troupe_window_open (self, uri);
      return;
    }
  if (_troupe_window_makes_characters (self))
    {
      troupe_window_open (self, uri);
      troupe_story_read_async (file, self->cancellable, keep_cb, g_object_ref (self));
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
