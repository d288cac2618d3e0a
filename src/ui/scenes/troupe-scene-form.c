/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-scene-form.h"

#include "troupe-choice-row.h"
#include "troupe-enabled-providers.h"
#include "troupe-profile-text.h"
#include "troupe-reference-row.h"
#include "troupe-scene-options.h"
#include "troupe-scene-words.h"
#include "troupe-travel-group.h"

struct _TroupeSceneForm
{
  AdwBin              parent_instance;

  /* Template */
  AdwComboRow        *provider_row;
  AdwComboRow        *model_row;
  AdwEntryRow        *model_entry;
  GtkLabel           *life_label;
  GtkLabel           *changed_label;
  TroupeChoiceRow    *seconds_row;
  TroupeChoiceRow    *size_row;
  TroupeChoiceRow    *aspect_row;
  TroupeChoiceRow    *resolution_row;
  AdwSpinRow         *count_row;
  AdwSwitchRow       *watermark_row;
  AdwSwitchRow       *private_row;
  GtkWidget          *reference_group;
  TroupeReferenceRow *reference_row;
  GtkWidget          *clip_group;
  AdwExpanderRow     *clip_row;
  AdwEntryRow        *address_row;
  AdwEntryRow        *range_row;
  GtkWidget          *remove_clip_button;
  GtkWidget          *choose_clip_button;
  GtkWidget          *extra_box;
  AdwEntryRow        *extra_row;
  GtkLabel           *extra_label;
  TroupeTravelGroup  *travel_group;

  /* Owned */
  TroupeProviders    *providers;
  TroupeScene        *scene;            /* what is chosen; also what this provider does not take */
  gboolean            is_updating;
};

G_DEFINE_FINAL_TYPE (TroupeSceneForm, troupe_scene_form, ADW_TYPE_BIN)

enum { CHANGED, PROVIDER_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static TroupeChoiceRow *
get_row (TroupeSceneForm  *self,
         TroupeVideoChoice choice)
{
  switch (choice)
    {
    case TROUPE_VIDEO_SECONDS:
      return self->seconds_row;

    case TROUPE_VIDEO_SIZES:
      return self->size_row;

    case TROUPE_VIDEO_ASPECTS:
      return self->aspect_row;

    case TROUPE_VIDEO_RESOLUTIONS:
      return self->resolution_row;

    case TROUPE_VIDEO_MODELS:
    case TROUPE_N_VIDEO_CHOICES:
      break;
    }
  g_return_val_if_reached (NULL);
}

static void
show_text (AdwEntryRow *row,
           const char  *text)
{
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row)), text != NULL ? text : "") != 0)
    gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

/* A list where the profile has one; what to write is up to the person where it has none. */
static void
show_model (TroupeSceneForm  *self,
            TroupeProfile    *profile,
            TroupeSceneOption options)
{
  const char * const *models = troupe_profile_get_video_choices (profile, TROUPE_VIDEO_MODELS);
  const gboolean takes_model = (options & TROUPE_SCENE_OPTION_MODEL) != 0;
  g_autoptr (GtkStringList) list = gtk_string_list_new (models);

  gtk_widget_set_visible (GTK_WIDGET (self->model_row), takes_model && *models != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->model_entry), takes_model && *models == NULL);
  adw_combo_row_set_model (self->model_row, G_LIST_MODEL (list));
  for (guint i = 0; models[i] != NULL; i++)
    {
      if (g_strcmp0 (models[i], self->scene->model) == 0)
        adw_combo_row_set_selected (self->model_row, i);
    }
  show_text (self->model_entry, self->scene->model);
}

static void
show_choices (TroupeSceneForm  *self,
              TroupeProfile    *profile,
              TroupeSceneOption options)
{
  static const char * const none[] = { NULL };

  for (TroupeVideoChoice choice = TROUPE_VIDEO_SECONDS; choice < TROUPE_N_VIDEO_CHOICES; choice++)
    {
      const gboolean takes = (options & (1 << choice)) != 0;
      const char * const *possible = troupe_profile_get_model_choices (profile, self->scene->model, choice);
      g_autofree char *why = troupe_scene_words_dup_possible (choice, self->scene->model, possible);

      troupe_choice_row_offer (get_row (self, choice), choice,
                               takes ? troupe_profile_get_video_choices (profile, choice) : none,
                               possible, why, *troupe_scene_options_get (self->scene, choice));
    }
}

static double
get_ratio (TroupeSceneForm  *self,
           TroupeSceneOption options)
{
  return (options & TROUPE_SCENE_OPTION_SIZE) != 0 ? troupe_scene_options_shape (self->scene->size) : 0;
}

/* Of a cut that is kept there is neither an address nor a choice any more. */
static void
show_clip (TroupeSceneForm *self)
{
  const gboolean is_file = self->scene->clip_file != NULL;
  g_autofree char *text = troupe_scene_words_dup_clip (self->scene);

  adw_expander_row_set_subtitle (self->clip_row, text);
  adw_expander_row_set_enable_expansion (self->clip_row, !is_file);
  gtk_widget_set_visible (self->remove_clip_button, is_file || self->scene->clip_address != NULL);
  show_text (self->address_row, self->scene->clip_address);
  show_text (self->range_row, is_file ? NULL : self->scene->clip_range);
}

/* What is wrong with them is said where they are. */
static void
check_extra (TroupeSceneForm *self)
{
  TroupeProvider *provider = troupe_scene_form_get_provider (self);
  g_autofree char *problem = NULL;

  if (provider == NULL)
    return;
  problem = troupe_scene_words_dup_extra (self->scene, troupe_provider_get_profile (provider));
  gtk_label_set_label (self->extra_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->extra_label), problem != NULL);
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->extra_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->extra_row), "error");
}

static void
show_rest (TroupeSceneForm  *self,
           TroupeProfile    *profile,
           TroupeSceneOption options)
{
  gtk_widget_set_visible (GTK_WIDGET (self->watermark_row), (options & TROUPE_SCENE_OPTION_WATERMARK) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->private_row), (options & TROUPE_SCENE_OPTION_PRIVATE) != 0);
  gtk_widget_set_visible (self->reference_group, (options & TROUPE_SCENE_OPTION_REFERENCE) != 0);
  gtk_widget_set_visible (self->extra_box, troupe_profile_get_call (profile, "create-video") != NULL);
  gtk_widget_set_visible (self->clip_group, (options & TROUPE_SCENE_OPTION_CLIP) != 0);
  adw_spin_row_set_value (self->count_row, self->scene->count);
  adw_switch_row_set_active (self->watermark_row, g_strcmp0 (self->scene->watermark, "true") == 0);
  adw_switch_row_set_active (self->private_row, g_strcmp0 (self->scene->private, "true") == 0);
  troupe_reference_row_show (self->reference_row, self->scene, get_ratio (self, options));
  show_clip (self);
  show_text (self->extra_row, self->scene->extra);
  check_extra (self);
}

static void
show_life (TroupeSceneForm *self,
           TroupeProfile   *profile)
{
  g_autofree char *life = troupe_profile_text_dup_life (profile);
  g_autofree char *advice = troupe_profile_text_dup_advice (profile);

  gtk_widget_set_visible (GTK_WIDGET (self->life_label), life != NULL);
  gtk_label_set_label (self->life_label, *advice != '\0' ? advice : life);
}

static void
update (TroupeSceneForm *self)
{
  TroupeProvider *provider = troupe_scene_form_get_provider (self);
  TroupeProfile *profile;
  TroupeSceneOption options;

  if (provider == NULL || self->scene == NULL)
    return;

  profile = troupe_provider_get_profile (provider);
  options = troupe_scene_options_of (profile);
  self->is_updating = TRUE;
  show_model (self, profile, options);
  show_choices (self, profile, options);
  show_rest (self, profile, options);
  show_life (self, profile);
  self->is_updating = FALSE;
}

/* What changes with the provider is said where it is chosen. */
static void
provider_cb (TroupeSceneForm *self)
{
  TroupeProvider *provider = troupe_scene_form_get_provider (self);
  TroupeSceneOption changed;
  g_autofree char *text = NULL;

  if (provider == NULL || self->scene == NULL || self->is_updating)
    return;

  changed = troupe_scene_options_fit (self->scene, troupe_provider_get_profile (provider));
  text = troupe_scene_words_dup_changed (changed, self->scene, troupe_provider_get_name (provider));
  gtk_label_set_label (self->changed_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->changed_label), text != NULL);
  g_set_str (&self->scene->provider_id, troupe_provider_get_id (provider));
  update (self);
  g_signal_emit (self, signals[PROVIDER_CHANGED], 0);
}

static void
tell_change (TroupeSceneForm *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->changed_label), FALSE);
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
model_cb (TroupeSceneForm *self)
{
  GtkStringObject *selected = adw_combo_row_get_selected_item (self->model_row);

  if (self->is_updating || self->scene == NULL || selected == NULL)
    return;
  if (g_set_str (&self->scene->model, gtk_string_object_get_string (selected)))
    tell_change (self);
}

static void
choice_cb (TroupeSceneForm *self)
{
  if (self->is_updating || self->scene == NULL)
    return;
  for (TroupeVideoChoice choice = TROUPE_VIDEO_SECONDS; choice < TROUPE_N_VIDEO_CHOICES; choice++)
    g_set_str (troupe_scene_options_get (self->scene, choice),
               troupe_choice_row_get_choice (get_row (self, choice)));
  tell_change (self);
}

/* NULL for nothing */
static void
read_text (AdwEntryRow *row,
           char       **text)
{
  g_autofree char *written = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  g_set_str (text, *written != '\0' ? written : NULL);
}

static void
edited_cb (TroupeSceneForm *self)
{
  if (self->is_updating || self->scene == NULL)
    return;

  if (gtk_widget_get_visible (GTK_WIDGET (self->model_entry)))
    read_text (self->model_entry, &self->scene->model);
  self->scene->count = (guint) adw_spin_row_get_value (self->count_row);
  g_set_str (&self->scene->watermark, adw_switch_row_get_active (self->watermark_row) ? "true" : "false");
  g_set_str (&self->scene->private, adw_switch_row_get_active (self->private_row) ? "true" : "false");
  troupe_reference_row_read (self->reference_row, self->scene);
  read_text (self->extra_row, &self->scene->extra);
  check_extra (self);
  if (self->scene->clip_file == NULL)
    {
      read_text (self->address_row, &self->scene->clip_address);
      read_text (self->range_row, &self->scene->clip_range);
      gtk_widget_set_visible (self->remove_clip_button, self->scene->clip_address != NULL);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
remove_clip_cb (TroupeSceneForm *self)
{
  g_autoptr (TroupeScene) without = troupe_scene_new ();

  gtk_widget_grab_focus (self->choose_clip_button);    /* that of the clip goes */
  troupe_scene_form_set_clip (self, without);
}

static void
host_cb (TroupeSceneForm *self)
{
  if (g_set_str (&self->scene->host_id, troupe_travel_group_get_host (self->travel_group)))
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
troupe_scene_form_dispose (GObject *object)
{
  TroupeSceneForm *self = TROUPE_SCENE_FORM (object);

  g_clear_pointer (&self->scene, troupe_scene_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), TROUPE_TYPE_SCENE_FORM);
  g_clear_object (&self->providers);
  G_OBJECT_CLASS (troupe_scene_form_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (TROUPE_TYPE_CHOICE_ROW);
  g_type_ensure (TROUPE_TYPE_REFERENCE_ROW);
  g_type_ensure (TROUPE_TYPE_TRAVEL_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-scene-form.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, provider_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, model_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, model_entry);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, life_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, changed_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, seconds_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, size_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, aspect_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, resolution_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, count_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, watermark_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, private_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, reference_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, reference_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, clip_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, clip_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, address_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, range_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, remove_clip_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, choose_clip_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, travel_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, extra_box);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, extra_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneForm, extra_label);
  gtk_widget_class_bind_template_callback (widget_class, provider_cb);
  gtk_widget_class_bind_template_callback (widget_class, model_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, host_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clip_cb);
}

static void
troupe_scene_form_class_init (TroupeSceneFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = troupe_scene_form_dispose;

  /**
   * TroupeSceneForm::changed:
   * @self: the form
   *
   * The person chose something else.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  /**
   * TroupeSceneForm::provider-changed:
   * @self: the form
   *
   * Another provider is chosen, and with it perhaps more.
   */
  signals[PROVIDER_CHANGED] = g_signal_new ("provider-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 0);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
troupe_scene_form_init (TroupeSceneForm *self)
{
  g_autoptr (GtkExpression) name = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  name = troupe_enabled_providers_name_expression ();
  adw_combo_row_set_expression (self->provider_row, name);
}

static void
select_provider (TroupeSceneForm *self,
                 GListModel      *enabled)
{
  TroupeProvider *wanted = NULL;
  TroupeProvider *fallback = troupe_providers_get_default (self->providers);

  if (self->scene->provider_id != NULL)
    wanted = troupe_providers_find (self->providers, self->scene->provider_id);
  for (guint i = 0; i < g_list_model_get_n_items (enabled); i++)
    {
      g_autoptr (TroupeProvider) provider = g_list_model_get_item (enabled, i);

      if (provider == wanted || (wanted == NULL && provider == fallback))
        adw_combo_row_set_selected (self->provider_row, i);
    }
}

/**
 * troupe_scene_form_start:
 * @self: a form that shows nothing yet
 * @library: where pictures are kept
 * @providers: whom to choose from
 * @scene: what is chosen
 *
 * Shows what a scene has, and what its provider suggests for the rest.
 */
void
troupe_scene_form_start (TroupeSceneForm   *self,
                         TroupeLibrary     *library,
                         TroupeProviders   *providers,
                         const TroupeScene *scene)
{
  g_autoptr (GListModel) enabled = NULL;

  g_return_if_fail (TROUPE_IS_SCENE_FORM (self));
  g_return_if_fail (TROUPE_IS_PROVIDERS (providers));

  self->providers = g_object_ref (providers);
  self->scene = troupe_scene_copy (scene);
  troupe_reference_row_set_library (self->reference_row, library);
  self->is_updating = TRUE;
  enabled = troupe_enabled_providers_new (providers);
  adw_combo_row_set_model (self->provider_row, enabled);
  select_provider (self, enabled);
  self->is_updating = FALSE;
  adw_expander_row_set_expanded (self->clip_row, scene->clip_address != NULL);
  provider_cb (self);
}

/**
 * troupe_scene_form_get_provider:
 * @self: a form
 *
 * Returns: (transfer none) (nullable): who is chosen
 */
TroupeProvider *
troupe_scene_form_get_provider (TroupeSceneForm *self)
{
  g_return_val_if_fail (TROUPE_IS_SCENE_FORM (self), NULL);
  return adw_combo_row_get_selected_item (self->provider_row);
}

/**
 * troupe_scene_form_read:
 * @self: a form that shows something
 * @scene: a scene
 *
 * Writes what is chosen into a scene, whose title and prompt stay.
 */
void
troupe_scene_form_read (TroupeSceneForm *self,
                        TroupeScene     *scene)
{
  g_return_if_fail (TROUPE_IS_SCENE_FORM (self));
  g_return_if_fail (scene != NULL);

  for (TroupeVideoChoice choice = 0; choice < TROUPE_N_VIDEO_CHOICES; choice++)
    g_set_str (troupe_scene_options_get (scene, choice), *troupe_scene_options_get (self->scene, choice));
  g_set_str (&scene->provider_id, self->scene->provider_id);
  g_set_str (&scene->watermark, self->scene->watermark);
  g_set_str (&scene->private, self->scene->private);
  g_set_str (&scene->reference, self->scene->reference);
  scene->crop_x = self->scene->crop_x;
  scene->crop_y = self->scene->crop_y;
  g_set_str (&scene->clip_address, self->scene->clip_address);
  g_set_str (&scene->clip_file, self->scene->clip_file);
  g_set_str (&scene->clip_range, self->scene->clip_range);
  g_set_str (&scene->extra, self->scene->extra);
  g_set_str (&scene->host_id, self->scene->host_id);
  scene->count = self->scene->count;
}

/**
 * troupe_scene_form_set_clip:
 * @self: a form that shows something
 * @scene: has the clip, and perhaps the host it goes by
 *
 * Takes another clip whose character appears in this video only, or none, as if the person had entered it.
 */
void
troupe_scene_form_set_clip (TroupeSceneForm   *self,
                            const TroupeScene *scene)
{
  g_return_if_fail (TROUPE_IS_SCENE_FORM (self));
  g_return_if_fail (scene != NULL);

  g_set_str (&self->scene->clip_address, scene->clip_address);
  g_set_str (&self->scene->clip_file, scene->clip_file);
  g_set_str (&self->scene->clip_range, scene->clip_range);
  if (scene->host_id != NULL)
    g_set_str (&self->scene->host_id, scene->host_id);
  adw_expander_row_set_expanded (self->clip_row, scene->clip_address != NULL);
  tell_change (self);
}

/**
 * troupe_scene_form_show_travel:
 * @self: a form that shows something
 * @travel: (nullable): what of it leaves this computer, `NULL` while nobody knows
 * @hosts: by which hosts it could go
 *
 * Says what is uploaded for the provider that is chosen.
 */
void
troupe_scene_form_show_travel (TroupeSceneForm         *self,
                               const TroupeSceneTravel *travel,
                               TroupeHosts             *hosts)
{
  g_return_if_fail (TROUPE_IS_SCENE_FORM (self));

  troupe_travel_group_show (self->travel_group, travel, troupe_scene_form_get_provider (self), hosts);
}
