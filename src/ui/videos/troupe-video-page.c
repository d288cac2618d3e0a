/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-video-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "troupe-character-player.h"
#include "troupe-clip-drag.h"
#include "troupe-date-text.h"
#include "troupe-job-words.h"
#include "troupe-problem-view.h"
#include "troupe-thumbnail.h"
#include "troupe-video-menu.h"
#include "troupe-video-words.h"

struct _TroupeVideoPage
{
  AdwNavigationPage      parent_instance;

  /* Template */
  GtkMenuButton         *menu_button;
  GtkButton             *star_button;
  GtkStack              *picture_stack;
  TroupeCharacterPlayer *player;
  GtkWidget             *state_group;
  AdwActionRow          *state_row;
  GtkImage              *state_icon;
  GtkWidget             *spinner;
  GtkWidget             *job_button;
  GtkProgressBar        *progress_bar;
  TroupeProblemView     *problem_view;
  GtkWidget             *copy_button;
  GtkLabel              *prompt_label;
  GtkWidget             *actions_group;
  GtkWidget             *character_row;
  GtkWidget             *save_row;
  GtkWidget             *reuse_row;
  GtkWidget             *remix_row;
  AdwActionRow          *cast_row;
  AdwActionRow          *provider_row;
  AdwActionRow          *measures_row;
  AdwActionRow          *created_row;

  /* Owned */
  TroupeProviders       *providers;
  TroupeJobs            *jobs;
  TroupeJobRecord       *record;      /* of the job that makes it */
  TroupeVideo           *video;
  gboolean               has_file;    /* given to the player */
};

G_DEFINE_FINAL_TYPE (TroupeVideoPage, troupe_video_page, ADW_TYPE_NAVIGATION_PAGE)

static void
update_star (TroupeVideoPage *self)
{
  const gboolean is_starred = troupe_video_is_starred (self->video);
  const char *label = is_starred ? _("Remove Star") : _("Add Star");

  gtk_button_set_icon_name (self->star_button, is_starred ? "starred-symbolic" : "non-starred-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->star_button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->star_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update_progress (TroupeVideoPage *self)
{
  const double progress = troupe_video_get_progress (self->video);

  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar),
                          progress >= 0 && troupe_video_get_state (self->video) == TROUPE_VIDEO_STATE_MAKING);
  gtk_progress_bar_set_fraction (self->progress_bar, CLAMP (progress, 0, 1));
}

/* What can be done about a job, the first that applies; all of them ask before anything may be paid twice. */
static const struct
{
  TroupeJobAction  flag;
  const char      *action_name;
  const char      *title;
} remedies[] = {
  { TROUPE_JOB_ACTION_RETRY, "job.retry", N_("_Try Again") },
  { TROUPE_JOB_ACTION_REFETCH, "job.retry", N_("_Download Again") },
  { TROUPE_JOB_ACTION_ASK, "job.retry", N_("_Ask the Provider Now") },
  { TROUPE_JOB_ACTION_SEND_AGAIN, "job.send-again", N_("_Send Again…") },
};

static void
update_remedy (TroupeVideoPage *self)
{
  const TroupeJobRow *row = self->record != NULL ? troupe_job_record_get_row (self->record) : NULL;
  const guint actions = row != NULL ? troupe_job_row_get_actions (row) : 0;

  for (guint i = 0; i < G_N_ELEMENTS (remedies); i++)
    {
      if (actions & remedies[i].flag)
        {
          troupe_problem_view_set_action (self->problem_view, _(remedies[i].title), remedies[i].action_name, row->id);
          return;
        }
    }
  troupe_problem_view_set_action (self->problem_view, _("Show _Job"), "video.show-job",
                                  troupe_video_get_id (self->video));
}

/* What went wrong has a card of its own; the row is for all that has no reason to tell. */
static void
update_state (TroupeVideoPage *self)
{
  const TroupeVideoState state = troupe_video_get_state (self->video);
  const TroupeProblem *problem = troupe_video_get_problem (self->video);
  const gboolean is_making = state == TROUPE_VIDEO_STATE_MAKING;
  g_autoptr (GMenuModel) menu = troupe_video_menu_new (self->video, TROUPE_VIDEO_MENU_PAGE);

  gtk_widget_set_visible (self->state_group,
                          is_making || (state != TROUPE_VIDEO_STATE_READY && problem == NULL));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), troupe_video_words_get_state (state));
  gtk_image_set_from_icon_name (self->state_icon, troupe_video_words_get_icon (state));
  gtk_widget_set_visible (GTK_WIDGET (self->state_icon), !is_making || problem != NULL);
  gtk_widget_set_visible (self->spinner, is_making && problem == NULL);
  troupe_problem_view_set_problem (self->problem_view, problem);
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  update_remedy (self);
  update_progress (self);
}

static void
update_file (TroupeVideoPage *self)
{
  GFile *file = troupe_video_get_file (self->video);
  g_autofree char *measures = troupe_video_words_dup_measures (self->video);

  gtk_widget_set_visible (GTK_WIDGET (self->measures_row), measures != NULL);
  adw_action_row_set_subtitle (self->measures_row, measures != NULL ? measures : "");
  gtk_widget_set_visible (self->character_row, file != NULL);
  gtk_widget_set_visible (self->save_row, file != NULL);
  gtk_widget_set_visible (self->remix_row, troupe_video_menu_can_remix (self->video));
  if (file == NULL || self->has_file)
    return;

  self->has_file = TRUE;
  if (troupe_video_get_poster (self->video) != NULL)
    troupe_character_player_set_poster (self->player, troupe_video_get_poster (self->video));
  gtk_stack_set_visible_child_name (self->picture_stack, "player");
  troupe_character_player_set_clip (self->player, file);
}

static void
update_facts (TroupeVideoPage *self)
{
  g_autofree char *title = troupe_video_words_dup_title (self->video);
  g_autofree char *cast = troupe_video_words_dup_cast (self->video);
  g_autofree char *created = troupe_date_text_format (troupe_video_get_created_us (self->video));

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title);
  gtk_label_set_label (self->prompt_label, troupe_video_get_prompt (self->video));
  gtk_widget_set_visible (GTK_WIDGET (self->cast_row), cast != NULL);
  adw_action_row_set_subtitle (self->cast_row, cast != NULL ? cast : "");
  adw_action_row_set_subtitle (self->provider_row,
                               troupe_job_words_get_provider (self->providers,
                                                              troupe_video_get_provider_id (self->video)));
  adw_action_row_set_subtitle (self->created_row, created);
}

static GdkContentProvider *
drag_prepare_cb (TroupeVideoPage *self,
                 double           x,
                 double           y)
{
  return troupe_clip_drag_prepare (troupe_video_get_file (self->video));
}

static void
drag_begin_cb (TroupeVideoPage *self,
               GdkDrag         *drag,
               GtkDragSource   *source)
{
  troupe_clip_drag_begin (source, GTK_WIDGET (self->player));
}

static void
removed_cb (TroupeVideoPage *self,
            const char      *id)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);

  if (view != NULL && g_strcmp0 (id, troupe_video_get_id (self->video)) == 0)
    adw_navigation_view_pop (ADW_NAVIGATION_VIEW (view));
}

/* page.NAME is video.NAME for the video of the page. */
static void
key_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  g_autofree char *name = g_strconcat ("video", strchr (action_name, '.'), NULL);

  gtk_widget_activate_action (widget, name, "s", troupe_video_get_id (TROUPE_VIDEO_PAGE (widget)->video));
}

static void
use_frame_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  TroupeVideoPage *self = TROUPE_VIDEO_PAGE (widget);

  gtk_widget_activate_action (widget, "video.use-frame", "(st)", troupe_video_get_id (self->video),
                              troupe_character_player_get_position_ns (self->player));
}

static void
troupe_video_page_shown (AdwNavigationPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (TROUPE_VIDEO_PAGE (page)->star_button));
}

static void
troupe_video_page_dispose (GObject *object)
{
  TroupeVideoPage *self = TROUPE_VIDEO_PAGE (object);

  g_clear_object (&self->video);
  g_clear_object (&self->record);
  g_clear_object (&self->jobs);
  g_clear_object (&self->providers);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_VIDEO_PAGE);
  G_OBJECT_CLASS (troupe_video_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-video-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoPage, star_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoPage, picture_stack);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoPage, player);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoPage, state_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoPage, state_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoPage, state_icon);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoPage, job_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoPage, problem_view);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoPage, copy_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoPage, prompt_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoPage, actions_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoPage, character_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoPage, save_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoPage, reuse_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoPage, remix_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoPage, cast_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoPage, provider_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoPage, measures_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoPage, created_row);
  gtk_widget_class_bind_template_callback (widget_class, drag_prepare_cb);
  gtk_widget_class_bind_template_callback (widget_class, drag_begin_cb);
}

static void
troupe_video_page_class_init (TroupeVideoPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_video_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = troupe_video_page_shown;

  g_type_ensure (TROUPE_TYPE_CHARACTER_PLAYER);
  g_type_ensure (TROUPE_TYPE_PROBLEM_VIEW);
  g_type_ensure (TROUPE_TYPE_THUMBNAIL);
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "page.delete", NULL, key_action);
  gtk_widget_class_install_action (widget_class, "page.save-as", NULL, key_action);
  gtk_widget_class_install_action (widget_class, "page.star", NULL, key_action);
  gtk_widget_class_install_action (widget_class, "page.use-frame", NULL, use_frame_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "page.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "page.save-as", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "page.star", NULL);
}

static void
troupe_video_page_init (TroupeVideoPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  troupe_character_player_add_bar (self->player);
}

static void
set_targets (TroupeVideoPage *self)
{
  GtkWidget *const buttons[] = {
    GTK_WIDGET (self->star_button), self->job_button, self->copy_button, self->character_row, self->save_row,
    self->reuse_row, self->remix_row
  };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (buttons[i]), "s", troupe_video_get_id (self->video));
}

static void
follow (TroupeVideoPage *self,
        const char      *signal,
        GCallback        callback)
{
  g_signal_connect_object (self->video, signal, callback, self, G_CONNECT_SWAPPED);
}

/**
 * troupe_video_page_new:
 * @library: the library of @video
 * @providers: where the names of providers are found
 * @jobs: the jobs of @library
 * @video: a video that has been read
 *
 * Makes the page of a video, which follows its changes.
 *
 * Returns: (transfer floating): a new page
 */
AdwNavigationPage *
troupe_video_page_new (TroupeLibrary   *library,
                       TroupeProviders *providers,
                       TroupeJobs      *jobs,
                       TroupeVideo     *video)
{
  TroupeVideoPage *self;

  g_return_val_if_fail (TROUPE_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (TROUPE_IS_PROVIDERS (providers), NULL);
  g_return_val_if_fail (TROUPE_IS_JOBS (jobs), NULL);
  g_return_val_if_fail (TROUPE_IS_VIDEO (video), NULL);

  self = g_object_new (TROUPE_TYPE_VIDEO_PAGE, NULL);
  self->providers = g_object_ref (providers);
  self->jobs = g_object_ref (jobs);
  self->video = g_object_ref (video);
  if (troupe_video_get_job_id (video) != NULL)
    {
      self->record = troupe_jobs_ref_record (jobs, troupe_video_get_job_id (video));
      g_signal_connect_object (self->record, "changed", G_CALLBACK (update_remedy), self, G_CONNECT_SWAPPED);
    }
  set_targets (self);
  follow (self, "notify::starred", G_CALLBACK (update_star));
  follow (self, "notify::state", G_CALLBACK (update_state));
  follow (self, "notify::problem", G_CALLBACK (update_state));
  follow (self, "notify::progress", G_CALLBACK (update_progress));
  follow (self, "notify::file", G_CALLBACK (update_file));
  g_signal_connect_object (library, "video-removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  update_star (self);
  update_facts (self);
  update_state (self);
  update_file (self);
  return ADW_NAVIGATION_PAGE (self);
}
