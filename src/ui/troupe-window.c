/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-window-private.h"

#include "config.h"

#include <glib/gi18n.h>

#include "troupe-character-page.h"
#include "troupe-clip-page.h"
#include "troupe-error-text.h"

G_DEFINE_FINAL_TYPE (TroupeWindow, troupe_window, ADW_TYPE_APPLICATION_WINDOW)

static void
restore_size (TroupeWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
save_size (TroupeWindow *self)
{
  int width;
  int height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "window-width", MAX (width, 360));
  g_settings_set_int (self->settings, "window-height", MAX (height, 294));
  g_settings_set_boolean (self->settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
}

static void
show_trouble (TroupeWindow *self,
              const GError *error)
{
  g_autoptr (TroupeErrorText) text = troupe_error_text_new (error);
  g_autofree char *paragraph = troupe_error_text_dup_paragraph (text);
  g_autofree char *escaped = g_markup_escape_text (paragraph, -1);

  g_message ("The library did not open: %s", error->message);
  adw_status_page_set_title (self->trouble_page, text->title);
  adw_status_page_set_description (self->trouble_page, escaped);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, FALSE, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.page", FALSE);
  gtk_stack_set_visible_child_name (self->stack, "trouble");
  _troupe_window_update_header (self);
}

static void
open_library_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (TroupeWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *pending = NULL;

  if (!troupe_application_open_library_finish (TROUPE_APPLICATION (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_trouble (self, error);
      return;
    }

  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, FALSE, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.page", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.search", TRUE);
  gtk_stack_set_visible_child_name (self->stack, "library");
  _troupe_window_update_header (self);
  troupe_characters_page_set_library (self->characters_page,
                                      troupe_application_get_library (TROUPE_APPLICATION (source)));
  _troupe_window_show_scenes (self);
  _troupe_window_show_videos (self);
  troupe_jobs_button_set_jobs (self->jobs_button, troupe_application_get_jobs (TROUPE_APPLICATION (source)));
  _troupe_window_watch_jobs (self);
  if (self->has_pending)
    {
      pending = g_steal_pointer (&self->pending_source);
      self->has_pending = FALSE;
      troupe_window_open (self, pending);
    }
}

static void
open_library_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  TroupeWindow *self = TROUPE_WINDOW (widget);

  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, TRUE, -1);
  troupe_application_open_library_async (_troupe_window_get_app (self), self->cancellable,
                                         open_library_cb, g_object_ref (self));
}

static void
open_folder_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  g_autoptr (GFile) folder = g_file_new_build_filename (g_get_user_data_dir (), "troupe", NULL);
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (folder);

  gtk_file_launcher_launch (launcher, GTK_WINDOW (widget), NULL, NULL, NULL);
}

static void
character_activated_cb (TroupeWindow    *self,
                        TroupeCharacter *character)
{
  troupe_window_show_character (self, troupe_character_get_id (character));
}

/* The new character stands first in the gallery; what was searched for would hide it. One that is made again was come
 * from: its page, or a scene that needs it. */
static void
created_cb (TroupeWindow    *self,
            TroupeCharacter *character,
            gboolean         is_again)
{
  if (is_again)
    {
      adw_navigation_view_pop (self->navigation_view);
      return;
    }
  troupe_characters_page_set_search_mode (self->characters_page, FALSE);
  troupe_characters_page_expect (self->characters_page, character);
  _troupe_window_show_page (self, "characters");
}

static void
load_character_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (TroupeWindow) self = user_data;
  g_autoptr (TroupeCharacter) character = NULL;
  g_autoptr (GError) error = NULL;
  AdwNavigationPage *page;

  character = troupe_library_load_character_finish (TROUPE_LIBRARY (source), result, &error);
  if (character == NULL)
    {
      troupe_window_report (self, error);
      return;
    }

  page = troupe_character_page_new (TROUPE_LIBRARY (source),
                                    troupe_application_get_providers (_troupe_window_get_app (self)),
                                    character);
  adw_navigation_view_push (self->navigation_view, page);
}

static gboolean
troupe_window_close_request (GtkWindow *window)
{
  TroupeWindow *self = TROUPE_WINDOW (window);
  TroupeScenes *scenes = troupe_application_get_scenes (_troupe_window_get_app (self));

  if (_troupe_window_ask_before_closing (self))
    return GDK_EVENT_STOP;

  save_size (self);
  if (scenes != NULL)
    troupe_scenes_flush (scenes);
  /* What still goes on holds the window, and would find a program without a library at its end. */
  g_cancellable_cancel (self->cancellable);

  return GTK_WINDOW_CLASS (troupe_window_parent_class)->close_request (window);
}

static void
troupe_window_dispose (GObject *object)
{
  TroupeWindow *self = TROUPE_WINDOW (object);

  g_clear_weak_pointer (&self->jobs_dialog);
  g_clear_weak_pointer (&self->offer);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_WINDOW);
  G_OBJECT_CLASS (troupe_window_parent_class)->dispose (object);
}

static void
troupe_window_finalize (GObject *object)
{
  TroupeWindow *self = TROUPE_WINDOW (object);

  g_clear_pointer (&self->pending_source, g_free);
  G_OBJECT_CLASS (troupe_window_parent_class)->finalize (object);
}

static void
troupe_window_class_init (TroupeWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = troupe_window_dispose;
  object_class->finalize = troupe_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = troupe_window_close_request;

  g_type_ensure (TROUPE_TYPE_CHARACTERS_PAGE);
  g_type_ensure (TROUPE_TYPE_JOBS_BUTTON);
  g_type_ensure (TROUPE_TYPE_SCENES_PAGE);
  g_type_ensure (TROUPE_TYPE_VIDEOS_PAGE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, TroupeWindow, navigation_view);
  gtk_widget_class_bind_template_child (widget_class, TroupeWindow, library_page);
  gtk_widget_class_bind_template_child (widget_class, TroupeWindow, drop_target);
  gtk_widget_class_bind_template_child (widget_class, TroupeWindow, drop_highlight);
  gtk_widget_class_bind_template_child (widget_class, TroupeWindow, drop_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeWindow, cast_drop);
  gtk_widget_class_bind_template_child (widget_class, TroupeWindow, jobs_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, TroupeWindow, trouble_page);
  gtk_widget_class_bind_template_callback (widget_class, character_activated_cb);

  gtk_widget_class_install_action (widget_class, "win.open-library", NULL, open_library_action);
  gtk_widget_class_install_action (widget_class, "win.open-folder", NULL, open_folder_action);
  _troupe_window_install_open_actions (widget_class);
  _troupe_window_install_character_actions (widget_class);
  _troupe_window_install_job_actions (widget_class);
  _troupe_window_install_scene_actions (widget_class);
  _troupe_window_install_compare_actions (widget_class);
  _troupe_window_install_frame_actions (widget_class);
  _troupe_window_install_story_actions (widget_class);
  _troupe_window_install_video_actions (widget_class);
  _troupe_window_bind_pages (widget_class);
}

static void
insert_settings_actions (TroupeWindow *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GAction) sort = g_settings_create_action (self->settings, "character-sort");

  g_action_map_add_action (G_ACTION_MAP (group), sort);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "settings", G_ACTION_GROUP (group));
}

static void
troupe_window_init (TroupeWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
  self->settings = g_settings_new (APP_ID);
  restore_size (self);
  insert_settings_actions (self);
  _troupe_window_add_drop_target (self);
  _troupe_window_add_cast_drop (self);
  _troupe_window_start_pages (self);
}

TroupeApplication *
_troupe_window_get_app (TroupeWindow *self)
{
  return TROUPE_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
}

/**
 * troupe_window_new:
 * @app: the application
 *
 * Makes the window and begins to open the library. The application holds the window until it is closed.
 *
 * Returns: (transfer none): a new window
 */
TroupeWindow *
troupe_window_new (TroupeApplication *app)
{
  TroupeWindow *self;

  g_return_val_if_fail (TROUPE_IS_APPLICATION (app), NULL);

  self = g_object_new (TROUPE_TYPE_WINDOW, "application", app, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-library", NULL);

  return self;
}

/**
 * troupe_window_open:
 * @self: a window
 * @source: (nullable): a path, a `file:` or `http(s):` address; `NULL` to let the person choose one
 *
 * Shows the New Character page with @source. Waits for the library where it is not open yet.
 */
void
troupe_window_open (TroupeWindow *self,
                    const char   *source)
{
  TroupeApplication *app;
  AdwNavigationPage *page;

  g_return_if_fail (TROUPE_IS_WINDOW (self));

  app = _troupe_window_get_app (self);
  if (troupe_application_get_runner (app) == NULL)
    {
      self->has_pending = TRUE;
      g_set_str (&self->pending_source, source);
      return;
    }

  page = adw_navigation_view_get_visible_page (self->navigation_view);
  if (!TROUPE_IS_CLIP_PAGE (page))
    {
      page = ADW_NAVIGATION_PAGE (troupe_clip_page_new (troupe_application_get_runner (app),
                                                        troupe_application_get_providers (app)));
      g_signal_connect_object (page, "created", G_CALLBACK (created_cb), self, G_CONNECT_SWAPPED);
      adw_navigation_view_push (self->navigation_view, page);
    }
  if (source != NULL)
    troupe_clip_page_open (TROUPE_CLIP_PAGE (page), source);
}

/**
 * troupe_window_show_character:
 * @self: a window
 * @id: the id of a character
 *
 * Shows the page of a character once it has been read.
 */
void
troupe_window_show_character (TroupeWindow *self,
                              const char   *id)
{
  g_return_if_fail (TROUPE_IS_WINDOW (self));
  g_return_if_fail (id != NULL);

  troupe_library_load_character_async (troupe_application_get_library (_troupe_window_get_app (self)),
                                       id, self->cancellable, load_character_cb, g_object_ref (self));
}

/**
 * troupe_window_add_toast:
 * @self: a window
 * @toast: (transfer full): a toast
 *
 * Shows @toast over whatever page there is.
 */
void
troupe_window_add_toast (TroupeWindow *self,
                         AdwToast     *toast)
{
  g_return_if_fail (TROUPE_IS_WINDOW (self));
  g_return_if_fail (ADW_IS_TOAST (toast));

  if (self->jobs_dialog != NULL)
    troupe_jobs_dialog_add_toast (self->jobs_dialog, toast);    /* it lies over the window */
  else
    adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

/**
 * troupe_window_report:
 * @self: a window
 * @error: what failed
 *
 * Tells the person about an error that has no better place, unless it is a cancellation.
 */
void
troupe_window_report (TroupeWindow *self,
                      const GError *error)
{
  g_autoptr (TroupeErrorText) text = NULL;
  g_autofree char *title = NULL;

  g_return_if_fail (TROUPE_IS_WINDOW (self));
  g_return_if_fail (error != NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_message ("%s", error->message);
  text = troupe_error_text_new (error);
  /* Translators: what failed, then what can be done about it */
  title = g_strdup_printf (C_("error toast", "%1$s. %2$s"), text->title, text->next);
  troupe_window_add_toast (self, g_object_new (ADW_TYPE_TOAST, "title", title, "use-markup", FALSE, NULL));
}
