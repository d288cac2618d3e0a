/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-window-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "troupe-clip-page.h"
#include "troupe-known-provider.h"
#include "troupe-library-videos.h"
#include "troupe-remix-dialog.h"
#include "troupe-runner-delete.h"
#include "troupe-runner-videos.h"
#include "troupe-video-copy.h"
#include "troupe-video-page.h"
#include "troupe-video-words.h"

/* All "video." actions take the id, and read the video first: the library gives the object that is already shown, so
 * the step is short. */

typedef void (*VideoFunc) (TroupeWindow *self,
                           TroupeVideo  *video);

typedef struct
{
  TroupeWindow *window;
  TroupeVideo  *video;    /* NULL while it is loaded */
  VideoFunc     func;     /* what to do then */
} Call;

static Call *
call_new (TroupeWindow *window,
          TroupeVideo  *video,
          VideoFunc     func)
{
  Call *call = g_new0 (Call, 1);

  call->window = g_object_ref (window);
  g_set_object (&call->video, video);
  call->func = func;
  return call;
}

static void
call_free (Call *call)
{
  g_object_unref (call->window);
  g_clear_object (&call->video);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static TroupeLibrary *
get_library (TroupeWindow *self)
{
  return troupe_application_get_library (_troupe_window_get_app (self));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeVideo) video = NULL;

  video = troupe_library_load_video_finish (TROUPE_LIBRARY (source), result, &error);
  if (video != NULL)
    call->func (call->window, video);
  else
    troupe_window_report (call->window, error);
}

static void
with_video (TroupeWindow *self,
            const char   *id,
            VideoFunc     func)
{
  troupe_library_load_video_async (get_library (self), id, self->cancellable, loaded_cb,
                                   call_new (self, NULL, func));
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TroupeWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!troupe_library_change_video_finish (TROUPE_LIBRARY (source), result, &error))
    troupe_window_report (self, error);
}

static void
open_video (TroupeWindow *self,
            TroupeVideo  *video)
{
  TroupeApplication *app = _troupe_window_get_app (self);
  AdwNavigationPage *page = adw_navigation_view_find_page (self->navigation_view, troupe_video_get_id (video));

  if (page != NULL)
    {
      adw_navigation_view_pop_to_page (self->navigation_view, page);
      return;
    }
  page = troupe_video_page_new (get_library (self), troupe_application_get_providers (app),
                                troupe_application_get_jobs (app), video);
  adw_navigation_page_set_tag (page, troupe_video_get_id (video));
  adw_navigation_view_push (self->navigation_view, page);
}

static void
star_video (TroupeWindow *self,
            TroupeVideo  *video)
{
  troupe_library_set_starred_async (get_library (self), troupe_video_get_id (video),
                                    !troupe_video_is_starred (video), self->cancellable, changed_cb,
                                    g_object_ref (self));
}

static void delete_both (TroupeWindow *self,
                         TroupeVideo  *video);

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) error = NULL;
  AdwToast *toast;

  if (!troupe_library_change_video_finish (TROUPE_LIBRARY (source), result, &error))
    {
      troupe_window_report (call->window, error);
      return;
    }

  toast = g_object_new (ADW_TYPE_TOAST,
                        "title", call->func == delete_both ? _("Video deleted here")
                                                           : _("Video deleted here only"),
                        "button-label", _("_Undo"),
                        "action-name", "video.restore",
                        "priority", ADW_TOAST_PRIORITY_HIGH,
                        NULL);
  adw_toast_set_action_target (toast, "s", troupe_video_get_id (call->video));
  troupe_window_add_toast (call->window, toast);
}

static void
delete_video (TroupeWindow *self,
              TroupeVideo  *video)
{
  if (troupe_video_get_state (video) == TROUPE_VIDEO_STATE_MAKING)
    troupe_window_add_toast (self, adw_toast_new (_("Videos that are being made cannot be deleted")));
  else
    troupe_library_delete_video_async (get_library (self), troupe_video_get_id (video), self->cancellable,
                                       deleted_cb, call_new (self, video, NULL));
}

static void
copy_deleted_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (Call) call = user_data;
  g_autofree char *provider = troupe_known_provider_dup_name (troupe_video_get_provider_id (call->video));
  g_autofree char *title = NULL;
  g_autoptr (GError) error = NULL;
  AdwToast *toast;

  if (!troupe_runner_delete_copy_finish (TROUPE_RUNNER (source), result, &error))
    {
      troupe_window_report (call->window, error);
      return;
    }
  /* Translators: %s is a provider */
  title = g_strdup_printf (_("%s has deleted its copy"), provider);
  toast = adw_toast_new (title);
  adw_toast_set_use_markup (toast, FALSE);
  troupe_window_add_toast (call->window, toast);
}

/* Here at once, whatever the provider says */
static void
both_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Call) call = user_data;

  if (strcmp (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result), "delete") != 0)
    return;

  troupe_library_delete_video_async (get_library (call->window), troupe_video_get_id (call->video),
                                     call->window->cancellable, deleted_cb,
                                     call_new (call->window, call->video, delete_both));
  troupe_runner_delete_copy_async (troupe_application_get_runner (_troupe_window_get_app (call->window)), call->video,
                                   copy_deleted_cb, call_new (call->window, call->video, NULL));
}

static void
delete_both (TroupeWindow *self,
             TroupeVideo  *video)
{
  g_autofree char *provider = troupe_known_provider_dup_name (troupe_video_get_provider_id (video));
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Delete There, Too?"), NULL));

  adw_alert_dialog_format_body (dialog, _("%s deletes its copy for good, and cannot bring it back. The copy on this "
                                          "computer goes to the trash, where it stays for 30 days."), provider);
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "delete", _("_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, both_cb, call_new (self, video, NULL));
}

static void
restore_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *id)
{
  TroupeWindow *self = TROUPE_WINDOW (widget);

  troupe_library_restore_video_async (get_library (self), g_variant_get_string (id, NULL), self->cancellable,
                                      changed_cb, g_object_ref (self));
}

static void
copy_prompt (TroupeWindow *self,
             TroupeVideo  *video)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), troupe_video_get_prompt (video));
  troupe_window_add_toast (self, adw_toast_new (_("Prompt copied")));
}

static void
show_job (TroupeWindow *self,
          TroupeVideo  *video)
{
  if (troupe_video_get_job_id (video) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "job.show", "s", troupe_video_get_job_id (video));
}

static void
copied_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (TroupeWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_video_copy_finish (result, &error))
    troupe_window_add_toast (self, adw_toast_new (_("Video saved")));
  else
    troupe_window_report (self, error);
}

static void
save_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    troupe_video_copy_async (call->video, file, call->window->cancellable, copied_cb, g_object_ref (call->window));
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    troupe_window_report (call->window, error);
}

/* The first words of the prompt, as many as a name has room for, without the signs of its mentions */
static char *
dup_words (TroupeVideo *video)
{
  g_autofree char *title = troupe_video_words_dup_title (video);
  g_auto (GStrv) parts = g_strsplit (title, "@", -1);
  g_autofree char *words = g_strjoinv ("", parts);

  return g_strstrip (g_utf8_substring (words, 0, MIN (g_utf8_strlen (words, -1), 40)));
}

static char *
dup_file_name (TroupeVideo *video)
{
  g_autofree char *words = dup_words (video);

  g_strdelimit (words, "/\\:*?\"<>|", '-');
  return g_strconcat (*words == '.' ? "-" : "", words, ".mp4", NULL);
}

static void
save_video (TroupeWindow *self,
            TroupeVideo  *video)
{
  g_autoptr (GtkFileDialog) dialog = NULL;
  g_autofree char *name = NULL;

  if (troupe_video_get_file (video) == NULL)
    return;

  dialog = gtk_file_dialog_new ();
  name = dup_file_name (video);
  gtk_file_dialog_set_title (dialog, _("Save Video"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (self), self->cancellable, save_chosen_cb, call_new (self, video, NULL));
}

static void
show_in_files (TroupeWindow *self,
               TroupeVideo  *video)
{
  g_autoptr (GtkFileLauncher) launcher = NULL;

  if (troupe_video_get_file (video) == NULL)
    return;

  launcher = gtk_file_launcher_new (troupe_video_get_file (video));
  gtk_file_launcher_open_containing_folder (launcher, GTK_WINDOW (self), NULL, NULL, NULL);
}

static void
make_character (TroupeWindow *self,
                TroupeVideo  *video)
{
  g_autofree char *uri = NULL;
  g_autofree char *title = NULL;
  AdwNavigationPage *page;
  TroupeProvider *provider;

  if (troupe_video_get_file (video) == NULL)
    return;

  uri = g_file_get_uri (troupe_video_get_file (video));
  troupe_window_open (self, uri);
  page = adw_navigation_view_get_visible_page (self->navigation_view);
  if (!TROUPE_IS_CLIP_PAGE (page))
    return;
  title = dup_words (video);
  troupe_clip_page_set_origin (TROUPE_CLIP_PAGE (page), troupe_video_get_provider_id (video),
                               troupe_video_get_remote_id (video), title);
  provider = troupe_providers_find (troupe_application_get_providers (_troupe_window_get_app (self)),
                                    troupe_video_get_provider_id (video));
  if (provider != NULL)
    troupe_clip_page_set_provider (TROUPE_CLIP_PAGE (page), provider);
}

static void
remixed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TroupeWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = troupe_runner_create_video_finish (TROUPE_RUNNER (source), result, &error);

  if (id != NULL)
    _troupe_window_show_page (self, "videos");    /* where it stands first */
  else
    troupe_window_report (self, error);
}

static void
remix_video (TroupeWindow *self,
             TroupeVideo  *video)
{
  if (troupe_video_get_remote_id (video) != NULL)
    troupe_remix_dialog_present (GTK_WIDGET (self),
                                 troupe_application_get_runner (_troupe_window_get_app (self)), video,
                                 remixed_cb, g_object_ref (self), g_object_unref);
}

static const struct
{
  const char *name;
  VideoFunc   func;
} video_actions[] = {
  { "video.open", open_video },
  { "video.star", star_video },
  { "video.delete", delete_video },
  { "video.delete-at-provider", delete_both },
  { "video.copy-prompt", copy_prompt },
  { "video.show-job", show_job },
  { "video.save-as", save_video },
  { "video.show-in-files", show_in_files },
  { "video.new-character", make_character },
  { "video.remix", remix_video },
};

static void
video_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (video_actions); i++)
    {
      if (strcmp (video_actions[i].name, action_name) == 0)
        with_video (TROUPE_WINDOW (widget), g_variant_get_string (id, NULL), video_actions[i].func);
    }
}

static void
activated_cb (TroupeWindow *self,
              TroupeVideo  *video)
{
  with_video (self, troupe_video_get_id (video), open_video);
}

void
_troupe_window_install_video_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback_full (widget_class, "video_activated_cb", G_CALLBACK (activated_cb));
  for (guint i = 0; i < G_N_ELEMENTS (video_actions); i++)
    gtk_widget_class_install_action (widget_class, video_actions[i].name, "s", video_action);
  gtk_widget_class_install_action (widget_class, "video.restore", "s", restore_action);
}

/* Once the library is open */
void
_troupe_window_show_videos (TroupeWindow *self)
{
  troupe_videos_page_set_library (self->videos_page, get_library (self),
                                  troupe_application_get_providers (_troupe_window_get_app (self)));
}
