/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-scene-page-private.h"

#include <glib/gi18n.h>

#include "troupe-animatic-dialog.h"
#include "troupe-clip-page.h"
#include "troupe-library-private.h"
#include "troupe-origin.h"
#include "troupe-runner-videos.h"
#include "troupe-scene-options.h"
#include "troupe-scene-picture.h"
#include "troupe-sent-dialog.h"
#include "troupe-window.h"

static TroupeWindow *
get_window (TroupeScenePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return TROUPE_IS_WINDOW (root) ? TROUPE_WINDOW (root) : NULL;
}

static void
report (TroupeScenePage *self,
        const GError    *error)
{
  TroupeWindow *window = get_window (self);

  if (window != NULL)
    troupe_window_report (window, error);
  else
    g_message ("%s", error->message);    /* the page was left meanwhile */
}

/* The last one is on the disk: it goes on by itself from here. */
static void
tell_start (TroupeScenePage *self)
{
  TroupeWindow *window = get_window (self);
  AdwToast *toast;

  if (window == NULL)
    return;
  toast = adw_toast_new (_("The video is being made"));
  adw_toast_set_button_label (toast, _("_Show"));
  adw_toast_set_action_name (toast, "win.show-videos");
  troupe_window_add_toast (window, toast);
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TroupeScenePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = troupe_runner_create_video_finish (TROUPE_RUNNER (source), result, &error);

  self->n_sending--;
  if (id == NULL)
    report (self, error);
  else if (self->n_sending == 0)
    tell_start (self);
  if (self->n_sending == 0 && self->entry != NULL)
    _troupe_scene_page_update (self);
}

static GPtrArray *
make_drafts (TroupeScenePage *self,
             const char      *reference)
{
  g_autoptr (TroupeScene) scene = _troupe_scene_page_dup_scene (self);
  TroupeHost *host = self->travel->host;

  /* The one that was shown, and none where none was */
  g_set_str (&scene->host_id, host != NULL ? troupe_host_get_id (host) : NULL);
  return troupe_scene_plan_make_drafts (self->plan, scene, troupe_scene_form_get_provider (self->form), self->people,
                                        reference);
}

/* Whether there is something to send, and what goes with it; what failed is told. */
static gboolean
finish_preparing (TroupeScenePage *self,
                  GObject         *source,
                  GAsyncResult    *result,
                  char           **reference)
{
  g_autoptr (GError) error = NULL;

  self->is_preparing = FALSE;
  *reference = troupe_scene_picture_prepare_finish (TROUPE_LIBRARY (source), result, &error);
  if (error != NULL)
    report (self, error);
  if (self->entry != NULL)
    _troupe_scene_page_update (self);
  return error == NULL && self->plan != NULL;
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (TroupeScenePage) self = user_data;
  g_autoptr (GPtrArray) drafts = NULL;
  g_autofree char *reference = NULL;

  if (!finish_preparing (self, source, result, &reference) || self->plan->problem != TROUPE_SCENE_PROBLEM_NONE)
    return;

  drafts = make_drafts (self, reference);
  g_ptr_array_set_free_func (drafts, NULL);    /* the runner takes each */
  self->n_sending = drafts->len;
  _troupe_scene_page_update (self);
  for (guint i = 0; i < drafts->len; i++)
    troupe_runner_create_video_async (self->runner, g_ptr_array_index (drafts, i), created_cb, g_object_ref (self));
}

static void
prepare (TroupeScenePage    *self,
         GAsyncReadyCallback callback)
{
  TroupeProvider *provider = troupe_scene_form_get_provider (self->form);
  g_autoptr (TroupeScene) scene = NULL;

  troupe_prompt_view_finish (self->prompt_view);
  scene = _troupe_scene_page_dup_scene (self);
  /* What was chosen for another provider does not crop the picture for this one. */
  if ((troupe_scene_options_of (troupe_provider_get_profile (provider)) & TROUPE_SCENE_OPTION_SIZE) == 0)
    g_set_str (&scene->size, NULL);
  self->is_preparing = TRUE;
  _troupe_scene_page_update (self);
  troupe_scene_picture_prepare_async (troupe_scenes_get_library (self->scenes), scene, NULL, callback,
                                      g_object_ref (self));
}

static void
create_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  TroupeScenePage *self = TROUPE_SCENE_PAGE (widget);

  troupe_scenes_flush (self->scenes);
  prepare (self, prepared_cb);
}

static void
built_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (TroupeSentDialog) dialog = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) requests = troupe_runner_dry_run_video_finish (TROUPE_RUNNER (source), result, &error);

  troupe_sent_dialog_take_requests (dialog, requests, error);
}

static void
shown_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (TroupeScenePage) self = user_data;
  g_autoptr (GPtrArray) drafts = NULL;
  g_autofree char *reference = NULL;
  TroupeSentDialog *dialog;

  if (!finish_preparing (self, source, result, &reference) || get_window (self) == NULL)
    return;

  drafts = make_drafts (self, reference);
  dialog = troupe_sent_dialog_new (self->plan->renderings);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
  troupe_runner_dry_run_video_async (self->runner, g_ptr_array_steal_index (drafts, 0), built_cb,
                                     g_object_ref (dialog));
}

static void
show_sent_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  prepare (TROUPE_SCENE_PAGE (widget), shown_cb);
}

static void
animate_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TroupeScenePage) self = user_data;
  g_autoptr (TroupeScene) scene = NULL;
  g_autofree char *reference = NULL;

  if (!finish_preparing (self, source, result, &reference) || get_window (self) == NULL)
    return;

  scene = _troupe_scene_page_dup_scene (self);
  if (reference != NULL && troupe_origin_is_address (reference))
    g_clear_pointer (&reference, g_free);    /* nothing is fetched for a preview */
  adw_dialog_present (troupe_animatic_dialog_new (scene, self->people, reference), GTK_WIDGET (self));
}

static void
show_animatic_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  /* Its button stays as it is meanwhile: one that cannot be pressed loses the focus. */
  if (!TROUPE_SCENE_PAGE (widget)->is_preparing)
    prepare (TROUPE_SCENE_PAGE (widget), animate_cb);
}

static void
picked_cb (TroupeScenePage   *self,
           const TroupeScene *scene)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);

  troupe_scene_form_set_clip (self->form, scene);
  if (view != NULL)
    adw_navigation_view_pop_to_page (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (self));
}

/* What was chosen already, to choose something else of it */
static void
open_present (TroupeScenePage *self,
              TroupeClipPage  *page)
{
  g_autoptr (TroupeScene) scene = _troupe_scene_page_dup_scene (self);
  GFile *media = troupe_library_get_media (troupe_scenes_get_library (self->scenes));
  g_autoptr (GFile) file = NULL;
  g_autofree char *uri = NULL;
  TroupeRange range;

  if (scene->clip_file == NULL && (scene->clip_address == NULL || !troupe_origin_is_address (scene->clip_address)))
    return;

  if (scene->clip_file != NULL)
    {
      file = g_file_resolve_relative_path (media, scene->clip_file);
      uri = g_file_get_uri (file);
    }
  troupe_clip_page_open (page, uri != NULL ? uri : scene->clip_address);
  if (scene->clip_range != NULL && troupe_range_parse (scene->clip_range, &range, NULL))
    troupe_clip_page_set_range (page, &range);
}

static void
pick_clip_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  TroupeScenePage *self = TROUPE_SCENE_PAGE (widget);
  TroupeProvider *provider = troupe_scene_form_get_provider (self->form);
  GtkWidget *view = gtk_widget_get_ancestor (widget, ADW_TYPE_NAVIGATION_VIEW);
  AdwNavigationPage *page;

  if (provider == NULL || view == NULL)
    return;

  page = troupe_clip_page_new_for_video (self->runner, self->providers, provider);
  g_signal_connect_object (page, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), page);
  open_present (self, TROUPE_CLIP_PAGE (page));
}

void
_troupe_scene_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "composer.create", NULL, create_action);
  gtk_widget_class_install_action (widget_class, "composer.show-animatic", NULL, show_animatic_action);
  gtk_widget_class_install_action (widget_class, "composer.pick-clip", NULL, pick_clip_action);
  gtk_widget_class_install_action (widget_class, "composer.show-sent", NULL, show_sent_action);
}
