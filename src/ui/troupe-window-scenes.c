/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-window-private.h"

#include <glib/gi18n.h>

#include "troupe-history-page.h"
#include "troupe-library-videos.h"
#include "troupe-scene-files.h"

/* All "scene." actions take the id of a scene. */

static TroupeScenes *
get_scenes (TroupeWindow *self)
{
  return troupe_application_get_scenes (_troupe_window_get_app (self));
}

static TroupeSceneEntry *
find (GtkWidget *widget,
      GVariant  *id)
{
  TroupeScenes *scenes = get_scenes (TROUPE_WINDOW (widget));

  return scenes != NULL ? troupe_scenes_find (scenes, g_variant_get_string (id, NULL)) : NULL;
}

TroupeScenePage *
_troupe_window_show_scene (TroupeWindow     *self,
                           TroupeSceneEntry *entry)
{
  TroupeApplication *app = _troupe_window_get_app (self);
  AdwNavigationPage *page = troupe_scene_page_new (troupe_application_get_scenes (app), entry,
                                                   troupe_application_get_runner (app),
                                                   troupe_application_get_providers (app));

  adw_navigation_view_push (self->navigation_view, page);
  return TROUPE_SCENE_PAGE (page);
}

/* The scene that a person came from, or NULL */
static TroupeScenePage *
find_open (TroupeWindow *self)
{
  g_autoptr (GListModel) pages = adw_navigation_view_get_navigation_stack (self->navigation_view);

  for (guint i = 0; i < g_list_model_get_n_items (pages); i++)
    {
      g_autoptr (AdwNavigationPage) page = g_list_model_get_item (pages, i);

      if (TROUPE_IS_SCENE_PAGE (page))
        return TROUPE_SCENE_PAGE (page);    /* the view holds it */
    }
  return NULL;
}

/* The open scene, else the last one, else a new one */
static void
use_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *id)
{
  TroupeWindow *self = TROUPE_WINDOW (widget);
  TroupeScenes *scenes = get_scenes (self);
  TroupeScenePage *page = find_open (self);
  g_autoptr (TroupeSceneEntry) last = NULL;

  if (scenes == NULL)
    return;

  if (page != NULL)
    {
      adw_navigation_view_pop_to_page (self->navigation_view, ADW_NAVIGATION_PAGE (page));
    }
  else
    {
      last = g_list_model_get_item (G_LIST_MODEL (scenes), 0);
      _troupe_window_show_page (self, "scenes");
      page = _troupe_window_show_scene (self, last != NULL ? last : troupe_scenes_add (scenes, troupe_scene_new ()));
    }
  troupe_scene_page_insert_character (page, g_variant_get_string (id, NULL));
}

static void
new_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  TroupeWindow *self = TROUPE_WINDOW (widget);
  TroupeScenes *scenes = get_scenes (self);

  if (scenes == NULL)
    return;
  _troupe_window_show_page (self, "scenes");
  _troupe_window_show_scene (self, troupe_scenes_add (scenes, troupe_scene_new ()));
}

static void
open_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *id)
{
  TroupeSceneEntry *entry = find (widget, id);

  if (entry != NULL)
    _troupe_window_show_scene (TROUPE_WINDOW (widget), entry);
}

static void
activated_cb (TroupeWindow     *self,
              TroupeSceneEntry *entry)
{
  _troupe_window_show_scene (self, entry);
}

static void
duplicate_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *id)
{
  TroupeSceneEntry *entry = find (widget, id);

  if (entry != NULL)
    troupe_scenes_add (get_scenes (TROUPE_WINDOW (widget)),
                       troupe_scene_copy (troupe_scene_entry_get_scene (entry)));
}

static void
delete_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *id)
{
  TroupeWindow *self = TROUPE_WINDOW (widget);
  TroupeSceneEntry *found = find (widget, id);
  g_autoptr (TroupeSceneEntry) entry = NULL;
  g_autofree char *title = NULL;
  AdwToast *toast;

  if (found == NULL)
    return;

  entry = g_object_ref (found);
  adw_navigation_view_pop_to_page (self->navigation_view, self->library_page);
  troupe_scenes_remove (get_scenes (self), entry);
  if (troupe_scene_entry_get_name (entry) != NULL)
    title = g_strdup_printf (_("“%s” deleted"), troupe_scene_entry_get_name (entry));
  else
    title = g_strdup (_("Scene deleted"));
  toast = g_object_new (ADW_TYPE_TOAST,
                        "title", title,
                        "use-markup", FALSE,
                        "button-label", _("_Undo"),
                        "action-name", "scene.restore",
                        "priority", ADW_TOAST_PRIORITY_HIGH,
                        NULL);
  adw_toast_set_action_target (toast, "s", troupe_scene_entry_get_id (entry));
  troupe_window_add_toast (self, toast);
}

static void
restore_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *id)
{
  TroupeScenes *scenes = get_scenes (TROUPE_WINDOW (widget));

  if (scenes != NULL)
    troupe_scenes_restore (scenes, g_variant_get_string (id, NULL));
}

/* A scene as it was sent, and the window that is to show it */
typedef struct
{
  TroupeWindow *window;
  TroupeScene  *sent;
} Reuse;

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autofree Reuse *reuse = user_data;
  g_autoptr (TroupeWindow) self = reuse->window;
  g_autoptr (TroupeScene) sent = reuse->sent;
  TroupeScene *scene = troupe_scene_files_find_finish (TROUPE_LIBRARY (source), result, NULL);

  if (scene == NULL)
    return;    /* the window is gone */

  _troupe_window_show_page (self, "scenes");
  troupe_scene_page_tell_changes (_troupe_window_show_scene (self, troupe_scenes_add (get_scenes (self), scene)),
                                  sent);
}

/* Takes scene: as it was sent. What is made of it is another one; what changed since is said. */
void
_troupe_window_reuse_scene (TroupeWindow *self,
                            TroupeScene  *scene)
{
  Reuse *reuse = g_new0 (Reuse, 1);

  reuse->window = g_object_ref (self);
  reuse->sent = scene;
  troupe_scene_files_find_async (troupe_scenes_get_library (get_scenes (self)), scene, self->cancellable, found_cb,
                                 reuse);
}

static void
reused_cb (TroupeWindow     *self,
           TroupeSentPrompt *prompt)
{
  _troupe_window_reuse_scene (self, troupe_sent_prompt_dup_scene (prompt));
}

static void
history_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  TroupeWindow *self = TROUPE_WINDOW (widget);
  TroupeScenes *scenes = get_scenes (self);
  AdwNavigationPage *page = adw_navigation_view_find_page (self->navigation_view, "prompt-history");

  if (scenes == NULL)
    return;
  if (page != NULL)
    {
      adw_navigation_view_pop_to_page (self->navigation_view, page);
      return;
    }

  page = troupe_history_page_new (troupe_scenes_get_library (scenes),
                                  troupe_application_get_providers (_troupe_window_get_app (self)));
  g_signal_connect_object (page, "reused", G_CALLBACK (reused_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->navigation_view, page);
}

static void
reuse_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (TroupeWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeVideo) video = troupe_library_load_video_finish (TROUPE_LIBRARY (source), result, &error);
  TroupeScene *scene = NULL;

  if (video == NULL)
    {
      troupe_window_report (self, error);
      return;
    }

  if (troupe_video_get_scene (video) != NULL)
    scene = troupe_scene_from_json (troupe_video_get_scene (video), &error);
  if (scene == NULL)
    {
      scene = troupe_scene_new ();    /* made before there were scenes, or by a shell */
      troupe_prompt_insert_text (scene->prompt, 0, troupe_video_get_prompt (video));
      g_set_str (&scene->provider_id, troupe_video_get_provider_id (video));
    }
  _troupe_window_reuse_scene (self, scene);
}

static void
reuse_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *id)
{
  TroupeWindow *self = TROUPE_WINDOW (widget);

  if (get_scenes (self) != NULL)
    troupe_library_load_video_async (troupe_scenes_get_library (get_scenes (self)), g_variant_get_string (id, NULL),
                                     self->cancellable, reuse_cb, g_object_ref (self));
}

/* A new title on its way */
typedef struct
{
  TroupeWindow     *window;
  TroupeSceneEntry *entry;
  GtkEditable      *row;
} Renaming;

static void
renamed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Renaming *renaming = user_data;
  g_autoptr (TroupeWindow) self = renaming->window;
  g_autoptr (TroupeSceneEntry) entry = renaming->entry;
  g_autoptr (GtkEditable) row = renaming->row;
  g_autoptr (TroupeScene) scene = NULL;

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result), "rename") != 0)
    return;

  scene = troupe_scene_copy (troupe_scene_entry_get_scene (entry));
  g_free (scene->title);
  scene->title = g_strstrip (g_strdup (gtk_editable_get_text (row)));
  troupe_scenes_change (get_scenes (self), entry, scene);
}

static GtkWidget *
create_title_row (TroupeSceneEntry *entry)
{
  const char *title = troupe_scene_entry_get_scene (entry)->title;

  return g_object_new (ADW_TYPE_ENTRY_ROW,
                       "title", C_("scene", "Title"),
                       "text", title != NULL ? title : "",
                       "activates-default", TRUE,
                       NULL);
}

static void
rename_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *id)
{
  TroupeWindow *self = TROUPE_WINDOW (widget);
  TroupeSceneEntry *entry = find (widget, id);
  Renaming *renaming;
  AdwAlertDialog *dialog;
  GtkWidget *list, *row;

  if (entry == NULL)
    return;

  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Rename Scene"), NULL));
  row = create_title_row (entry);
  list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  adw_alert_dialog_set_extra_child (dialog, list);
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "rename", _("_Rename"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "rename", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "rename");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_dialog_set_focus (ADW_DIALOG (dialog), row);

  renaming = g_new0 (Renaming, 1);
  renaming->window = g_object_ref (self);
  renaming->entry = g_object_ref (entry);
  renaming->row = g_object_ref (GTK_EDITABLE (row));
  adw_alert_dialog_choose (dialog, widget, self->cancellable, renamed_cb, renaming);
}

void
_troupe_window_install_scene_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback_full (widget_class, "scene_activated_cb", G_CALLBACK (activated_cb));
  gtk_widget_class_install_action (widget_class, "win.new-scene", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "character.use-in-scene", "s", use_action);
  gtk_widget_class_install_action (widget_class, "win.reuse-scene", "s", reuse_action);
  gtk_widget_class_install_action (widget_class, "win.prompt-history", NULL, history_action);
  gtk_widget_class_install_action (widget_class, "scene.open", "s", open_action);
  gtk_widget_class_install_action (widget_class, "scene.rename", "s", rename_action);
  gtk_widget_class_install_action (widget_class, "scene.duplicate", "s", duplicate_action);
  gtk_widget_class_install_action (widget_class, "scene.delete", "s", delete_action);
  gtk_widget_class_install_action (widget_class, "scene.restore", "s", restore_action);
}

/* Once the library is open */
void
_troupe_window_show_scenes (TroupeWindow *self)
{
  TroupeScenes *scenes = get_scenes (self);

  g_signal_connect_object (scenes, "failed", G_CALLBACK (troupe_window_report), self, G_CONNECT_SWAPPED);
  troupe_scenes_page_set_scenes (self->scenes_page, scenes);
}
