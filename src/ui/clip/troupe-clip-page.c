/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-clip-page-private.h"

#include "config.h"

#include <glib/gi18n.h>

#include "troupe-error-text.h"

/**
 * TroupeClipPage:
 *
 * New Character: opens a clip, lets a range of it be chosen and sends it. Owns the clip and what is
 * being read of it; the stage owns player and range, the form the other choices.
 */
G_DEFINE_FINAL_TYPE (TroupeClipPage, troupe_clip_page, ADW_TYPE_NAVIGATION_PAGE)

enum { CREATED, PICKED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
update_create (TroupeClipPage *self)
{
  const char *problem = troupe_draft_form_get_problem (self->form);
  const char *remedy = troupe_draft_form_get_remedy (self->form);
  gboolean can_create = self->clip != NULL && problem == NULL && !self->is_creating;

  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
  gtk_button_set_label (self->remedy_button, remedy != NULL ? remedy : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remedy_button), remedy != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "clip.create", can_create);
  if (problem != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->create_button),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, problem, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->create_button),
                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
update_create_cb (TroupeClipPage *self)
{
  update_create (self);
}

static void
provider_changed_cb (TroupeClipPage *self)
{
  TroupeProvider *provider = troupe_draft_form_get_provider (self->form);

  troupe_stage_set_provider_name (self->stage,
                                  provider != NULL ? troupe_provider_get_name (provider) : NULL);
  if (provider != NULL && !self->is_for_video)
    troupe_cost_line_show (self->cost_line, troupe_runner_get_library (self->runner), provider);
  troupe_range_checks_set_provider (self->range_checks, provider);
}

/* The stage looks at the clip anew. */
static void
evidence_cb (TroupeClipPage *self)
{
  troupe_range_checks_set_evidence (self->range_checks, troupe_stage_get_review (self->stage),
                                    troupe_stage_get_sound (self->stage));
}

static void
remedy_cb (TroupeClipPage *self)
{
  troupe_draft_form_apply_remedy (self->form);
}

static void
dismiss_cb (TroupeClipPage *self)
{
  adw_banner_set_revealed (self->banner, FALSE);
}

static void
update_history (TroupeClipPage *self)
{
  TroupeRangeModel *model = troupe_stage_get_model (self->stage);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "clip.undo",
                                 troupe_range_model_can_undo (model));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "clip.redo",
                                 troupe_range_model_can_redo (model));
}

static void
player_error_cb (TroupeClipPage *self)
{
  const GError *error = troupe_player_get_error (troupe_stage_get_player (self->stage));

  if (error != NULL)
    _troupe_clip_page_report (self, error);
}

static void
undo_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  troupe_range_model_undo (troupe_stage_get_model (TROUPE_CLIP_PAGE (widget)->stage));
}

static void
redo_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  troupe_range_model_redo (troupe_stage_get_model (TROUPE_CLIP_PAGE (widget)->stage));
}

static void
cancel_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  _troupe_clip_page_stop_opening (TROUPE_CLIP_PAGE (widget));
}

static void
stop_download_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  _troupe_clip_page_stop_reading (TROUPE_CLIP_PAGE (widget));
}

static void
try_again_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  TroupeClipPage *self = TROUPE_CLIP_PAGE (widget);

  if (self->source != NULL)
    _troupe_clip_page_open_source (self);
}

static void
create_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (TroupeClipPage) self = TROUPE_CLIP_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeCharacter) character = NULL;

  character = troupe_runner_create_character_finish (TROUPE_RUNNER (source), result, &error);
  _troupe_clip_page_set_busy (self, FALSE);
  if (character == NULL)
    {
      _troupe_clip_page_report (self, error);
      return;
    }

  _troupe_clip_page_use_picture (self, troupe_character_get_id (character));
  g_signal_emit (self, signals[CREATED], 0, character, self->is_again);
}

/* The job belongs to the runner: it goes on when the page is left, so that it has no cancellable. */
static void
create_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  TroupeClipPage *self = TROUPE_CLIP_PAGE (widget);
  g_autoptr (TroupeCharacterDraft) draft = NULL;

  if (self->clip == NULL || self->is_creating)
    return;
  if (self->is_for_video)
    {
      _troupe_clip_page_pick (self);
      return;
    }

  draft = troupe_draft_form_dup_draft (self->form);
  _troupe_clip_page_set_busy (self, TRUE);
  troupe_runner_create_character_async (self->runner, draft, NULL, create_cb, g_object_ref (self));
}

/* A row that opens takes the space as a button does, but only after the page: from the window. */
static gboolean
is_for_row (TroupeClipPage *self,
            guint           keyval)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return keyval == GDK_KEY_space && GTK_IS_LIST_BOX_ROW (focus) &&
         gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (focus));
}

/* Keys of the stage that nothing between the focus and the page made use of */
static gboolean
key_pressed_cb (TroupeClipPage        *self,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  return gtk_widget_get_mapped (GTK_WIDGET (self->stage)) && !is_for_row (self, keyval) &&
         gtk_event_controller_key_forward (controller, GTK_WIDGET (self->stage));
}

static gboolean
key_watched_cb (TroupeClipPage *self,
                guint           keyval)
{
  if (gdk_keyval_to_lower (keyval) == GDK_KEY_k)
    troupe_stage_set_holding (self->stage, TRUE);

  return GDK_EVENT_PROPAGATE;
}

static void
key_released_cb (TroupeClipPage *self,
                 guint           keyval)
{
  if (gdk_keyval_to_lower (keyval) == GDK_KEY_k)
    troupe_stage_set_holding (self->stage, FALSE);
}

/* Of a key that is let go elsewhere nothing is heard. */
static void
left_cb (TroupeClipPage *self)
{
  troupe_stage_set_holding (self->stage, FALSE);
}

static gboolean
refocus_tick_cb (GtkWidget     *widget,
                 GdkFrameClock *clock,
                 gpointer       user_data)
{
  TroupeClipPage *self = TROUPE_CLIP_PAGE (widget);

  if (self->n_refocus_frames-- > 0)
    return G_SOURCE_CONTINUE;

  if (self->lost_focus != NULL && gtk_widget_get_mapped (self->lost_focus))
    gtk_root_set_focus (gtk_widget_get_root (widget), self->lost_focus);
  g_clear_weak_pointer (&self->lost_focus);

  return G_SOURCE_REMOVE;
}

/* A breakpoint unmaps its content until the next frame. In that GTK gives the focus to what comes first
 * on the page, so that it can be given back in the one after. */
static void
breakpoint_passed_cb (TroupeClipPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  self->n_refocus_frames = 1;
  if (self->lost_focus != NULL || focus == NULL ||
      !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return;

  g_set_weak_pointer (&self->lost_focus, focus);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), refocus_tick_cb, NULL, NULL);
}

static void
troupe_clip_page_showing (AdwNavigationPage *page)
{
  troupe_stage_enter (TROUPE_CLIP_PAGE (page)->stage);
}

static void
troupe_clip_page_hidden (AdwNavigationPage *page)
{
  _troupe_clip_page_save_place (TROUPE_CLIP_PAGE (page));
  troupe_stage_leave (TROUPE_CLIP_PAGE (page)->stage);
}

static void
troupe_clip_page_dispose (GObject *object)
{
  TroupeClipPage *self = TROUPE_CLIP_PAGE (object);

  if (self->runner != NULL)
    _troupe_clip_page_save_place (self);
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  g_clear_weak_pointer (&self->lost_focus);
  g_cancellable_cancel (self->open_cancellable);
  g_clear_object (&self->open_cancellable);
  g_cancellable_cancel (self->clip_cancellable);
  g_clear_object (&self->clip_cancellable);
  g_clear_object (&self->download);
  g_clear_object (&self->clip);
  g_clear_object (&self->candidates);
  g_clear_object (&self->settings);
  g_clear_object (&self->runner);
  g_clear_object (&self->providers);
  gtk_widget_dispose_template (GTK_WIDGET (self), TROUPE_TYPE_CLIP_PAGE);
  G_OBJECT_CLASS (troupe_clip_page_parent_class)->dispose (object);
}

static void
troupe_clip_page_finalize (GObject *object)
{
  TroupeClipPage *self = TROUPE_CLIP_PAGE (object);

  g_clear_pointer (&self->source, g_free);
  g_clear_pointer (&self->made_by, g_free);
  g_clear_pointer (&self->task_id, g_free);
  g_clear_pointer (&self->character_id, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->picked, troupe_character_draft_free);
  G_OBJECT_CLASS (troupe_clip_page_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "clip.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "clip.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "clip.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "clip.stop-download", NULL, stop_download_action);
  gtk_widget_class_install_action (widget_class, "clip.try-again", NULL, try_again_action);
  gtk_widget_class_install_action (widget_class, "clip.create", NULL, create_action);
  _troupe_clip_page_install_candidate_actions (widget_class);
  _troupe_clip_page_install_frame_actions (widget_class);

  /* After the focused widget: text entries undo their own text. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "clip.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "clip.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "clip.create",
                                       NULL);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (TROUPE_TYPE_CANDIDATES_VIEW);
  g_type_ensure (TROUPE_TYPE_COST_LINE);
  g_type_ensure (TROUPE_TYPE_STAGE);
  g_type_ensure (TROUPE_TYPE_DRAFT_FORM);
  g_type_ensure (TROUPE_TYPE_RANGE_CHECKS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-clip-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeClipPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TroupeClipPage, loading_page);
  gtk_widget_class_bind_template_child (widget_class, TroupeClipPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, TroupeClipPage, failed_details);
  gtk_widget_class_bind_template_child (widget_class, TroupeClipPage, stage);
  gtk_widget_class_bind_template_child (widget_class, TroupeClipPage, form);
  gtk_widget_class_bind_template_child (widget_class, TroupeClipPage, range_checks);
  gtk_widget_class_bind_template_child (widget_class, TroupeClipPage, candidates_view);
  gtk_widget_class_bind_template_child (widget_class, TroupeClipPage, picture_box);
  gtk_widget_class_bind_template_child (widget_class, TroupeClipPage, picture);
  gtk_widget_class_bind_template_child (widget_class, TroupeClipPage, download_box);
  gtk_widget_class_bind_template_child (widget_class, TroupeClipPage, download_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeClipPage, download_bar);
  gtk_widget_class_bind_template_child (widget_class, TroupeClipPage, banner);
  gtk_widget_class_bind_template_child (widget_class, TroupeClipPage, problem_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeClipPage, remedy_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeClipPage, cost_line);
  gtk_widget_class_bind_template_child (widget_class, TroupeClipPage, create_button);
  gtk_widget_class_bind_template_callback (widget_class, update_create_cb);
  gtk_widget_class_bind_template_callback (widget_class, provider_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, remedy_cb);
  gtk_widget_class_bind_template_callback (widget_class, dismiss_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_watched_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_released_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, breakpoint_passed_cb);
}

static void
troupe_clip_page_class_init (TroupeClipPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = troupe_clip_page_dispose;
  object_class->finalize = troupe_clip_page_finalize;
  ADW_NAVIGATION_PAGE_CLASS (klass)->showing = troupe_clip_page_showing;
  ADW_NAVIGATION_PAGE_CLASS (klass)->hidden = troupe_clip_page_hidden;

  signals[CREATED] = g_signal_new ("created", TROUPE_TYPE_CLIP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 2, TROUPE_TYPE_CHARACTER,
                                   G_TYPE_BOOLEAN);
  signals[PICKED] = g_signal_new ("picked", TROUPE_TYPE_CLIP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  bind_template (widget_class);
  install_actions (widget_class);
}

static void
troupe_clip_page_init (TroupeClipPage *self)
{
  AdwSpinnerPaintable *spinner;

  gtk_widget_init_template (GTK_WIDGET (self));

  self->settings = g_settings_new (APP_ID);
  spinner = adw_spinner_paintable_new (GTK_WIDGET (self->loading_page));
  adw_status_page_set_paintable (self->loading_page, GDK_PAINTABLE (spinner));
  g_object_unref (spinner);
  gtk_widget_set_visible (self->download_box, FALSE);
  g_signal_connect_object (troupe_stage_get_model (self->stage), "changed",
                           G_CALLBACK (update_history), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (troupe_stage_get_model (self->stage), "changed",
                           G_CALLBACK (_troupe_clip_page_change_place), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (troupe_stage_get_player (self->stage), "notify::error",
                           G_CALLBACK (player_error_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stage, "notify::sound", G_CALLBACK (evidence_cb), self,
                           G_CONNECT_SWAPPED);
  troupe_draft_form_set_model (self->form, troupe_stage_get_model (self->stage));
  troupe_range_checks_set_model (self->range_checks, troupe_stage_get_model (self->stage));
  troupe_candidates_view_set_model (self->candidates_view, troupe_stage_get_model (self->stage));
  update_history (self);
  update_create (self);
}

static void
take_character (TroupeClipPage *self)
{
  g_autofree char *title = NULL;

  if (self->is_for_video)
    return;
  self->is_again = self->character_id != NULL;
  /* Translators: the title of a page; %s is a character that is to be made at another provider as well */
  title = self->is_again ? g_strdup_printf (_("Recreate “%s”"), self->title) : g_strdup (_("New Character"));
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title);
  troupe_draft_form_set_character (self->form, self->character_id);
}

/**
 * _troupe_clip_page_take_clip:
 * @self: a page
 * @clip: a clip that has been probed
 *
 * Shows another clip, with the focus where the keys of the timeline work.
 */
void
_troupe_clip_page_take_clip (TroupeClipPage *self,
                             TroupeClip     *clip)
{
  _troupe_clip_page_save_place (self);
  _troupe_clip_page_stop_reading (self);
  g_set_object (&self->clip, clip);
  _troupe_clip_page_forget_picture (self);
  adw_banner_set_revealed (self->banner, FALSE);
  take_character (self);
  if (self->title != NULL)
    troupe_clip_set_title (clip, self->title);
  troupe_draft_form_set_clip (self->form, clip, self->made_by, self->task_id);
  troupe_stage_set_clip (self->stage, clip);
  if (self->range.end_ns > 0)
    troupe_range_model_set_range (troupe_stage_get_model (self->stage), &self->range);
  _troupe_clip_page_read_clip (self);
  _troupe_clip_page_load_place (self);
  _troupe_clip_page_new_candidates (self);
  gtk_stack_set_visible_child_name (self->stack, "loaded");
  gtk_widget_grab_focus (GTK_WIDGET (self->stage));
  update_create (self);
}

/**
 * _troupe_clip_page_set_busy:
 * @self: a page
 * @is_busy: whether what was chosen is being taken
 *
 * Lets nothing be chosen twice.
 */
void
_troupe_clip_page_set_busy (TroupeClipPage *self,
                            gboolean        is_busy)
{
  self->is_creating = is_busy;
  update_create (self);
  if (!is_busy)
    return;
  adw_banner_set_revealed (self->banner, FALSE);
  troupe_player_pause (troupe_stage_get_player (self->stage));
}

/**
 * _troupe_clip_page_tell_picked:
 * @self: a page for a video
 * @scene: has the clip that was chosen
 *
 * Tells whoever asked for a clip.
 */
void
_troupe_clip_page_tell_picked (TroupeClipPage    *self,
                               const TroupeScene *scene)
{
  g_signal_emit (self, signals[PICKED], 0, scene);
}

/**
 * _troupe_clip_page_report:
 * @self: a page
 * @error: what went wrong while the clip stays
 *
 * Tells the person about an error in the page; one of cancelling is silent.
 */
void
_troupe_clip_page_report (TroupeClipPage *self,
                          const GError   *error)
{
  g_autoptr (TroupeErrorText) text = NULL;
  g_autofree char *title = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  text = troupe_error_text_new (error);
  /* Translators: what went wrong, why, and what can be done: a title and two sentences */
  title = g_strdup_printf (_("%1$s. %2$s %3$s"), text->title, text->body, text->next);
  adw_banner_set_title (self->banner, title);
  adw_banner_set_revealed (self->banner, TRUE);
}

/**
 * troupe_clip_page_new:
 * @runner: what carries the job out
 * @providers: whom to choose from
 *
 * Makes the page without a clip.
 *
 * Returns: (transfer floating): a new page
 */
AdwNavigationPage *
troupe_clip_page_new (TroupeRunner    *runner,
                      TroupeProviders *providers)
{
  TroupeClipPage *self;

  g_return_val_if_fail (TROUPE_IS_RUNNER (runner), NULL);
  g_return_val_if_fail (TROUPE_IS_PROVIDERS (providers), NULL);

  self = g_object_new (TROUPE_TYPE_CLIP_PAGE, NULL);
  self->runner = g_object_ref (runner);
  self->providers = g_object_ref (providers);
  troupe_draft_form_set_providers (self->form, providers, troupe_runner_get_hosts (runner));

  return ADW_NAVIGATION_PAGE (self);
}

/**
 * troupe_clip_page_set_provider:
 * @self: the page
 * @provider: one of the providers
 *
 * Chooses who makes the character, instead of the one of the preferences.
 */
void
troupe_clip_page_set_provider (TroupeClipPage *self,
                               TroupeProvider *provider)
{
  g_return_if_fail (TROUPE_IS_CLIP_PAGE (self));
  g_return_if_fail (TROUPE_IS_PROVIDER (provider));

  troupe_draft_form_set_provider (self->form, provider);
}

/**
 * troupe_clip_page_set_character:
 * @self: the page
 * @id: (nullable): a character of the library, or `NULL` for a new one
 * @alias: (nullable): its name
 *
 * Tells whose cut is being opened: it is made once more, at another provider. Until the cut is there, a
 * clip that is open remains that of another.
 */
void
troupe_clip_page_set_character (TroupeClipPage *self,
                                const char     *id,
                                const char     *alias)
{
  g_return_if_fail (TROUPE_IS_CLIP_PAGE (self));

  g_set_str (&self->character_id, id);
  g_set_str (&self->title, alias);
  if (self->clip == NULL)
    take_character (self);
}
