/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-draft-form.h"

#include "troupe-address.h"
#include "troupe-draft-problem.h"
#include "troupe-enabled-providers.h"
#include "troupe-fit-chips.h"
#include "troupe-keys.h"
#include "troupe-leaves-row.h"
#include "troupe-limit-text.h"
#include "troupe-profile-text.h"
#include "troupe-range-editor.h"
#include "troupe-source-row.h"

/**
 * TroupeDraftForm:
 *
 * What a person chooses for a new character besides the clip. Owns references to the providers and the
 * range; what is chosen lies in the widgets themselves.
 */
struct _TroupeDraftForm
{
  AdwBin             parent_instance;

  /* Template */
  TroupeRangeEditor *range_editor;
  GtkLabel          *limit_label;
  TroupeFitChips    *fit_chips;
  AdwEntryRow       *alias_row;
  AdwComboRow       *provider_row;
  TroupeSourceRow   *source_row;
  AdwEntryRow       *address_row;
  GtkLabel          *life_label;
  AdwActionRow      *sent_row;
  TroupeLeavesRow   *leaves_row;

  /* Owned */
  TroupeProviders   *providers;
  TroupeHosts       *hosts;
  TroupeRangeModel  *model;
  GSignalGroup      *model_signals;
  GSignalGroup      *provider_signals;    /* of the chosen provider */
  TroupeClip        *clip;
  GCancellable      *key_cancellable;    /* of the present look for a key */
  TroupeDraftProblem *problem;           /* NULL: it can be sent */
  char              *character_id;       /* of the library, or NULL */

  gboolean           is_for_video;
  gboolean           lacks_key;
  gboolean           is_updating;
};

G_DEFINE_FINAL_TYPE (TroupeDraftForm, troupe_draft_form, ADW_TYPE_BIN)

enum { PROP_0, PROP_PROVIDER, PROP_PROBLEM, PROP_REMEDY, N_PROPS };
static GParamSpec *properties[N_PROPS];

static gboolean
is_remote (TroupeDraftForm *self)
{
  return troupe_clip_get_kind (self->clip) == TROUPE_CLIP_KIND_REMOTE;
}

static char *
dup_address (TroupeDraftForm *self)
{
  if (is_remote (self))
    return g_strdup (troupe_clip_get_uri (self->clip));
  return troupe_address_dup_valid (gtk_editable_get_text (GTK_EDITABLE (self->address_row)));
}

static void
take_problem (TroupeDraftForm    *self,
              TroupeDraftProblem *problem)
{
  g_autoptr (TroupeDraftProblem) old = self->problem;

  self->problem = problem;
  if (old == NULL && problem == NULL)
    return;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMEDY]);
}

static void
show_limit (TroupeDraftForm *self,
            TroupeProvider  *provider)
{
  g_autofree char *text = troupe_limit_text_dup_any (self->model, troupe_provider_get_name (provider));

  gtk_label_set_label (self->limit_label, text);
}

static void
show_address (TroupeDraftForm *self,
              TroupeSource     source)
{
  gtk_widget_set_visible (GTK_WIDGET (self->address_row), source == TROUPE_SOURCE_URL && !is_remote (self));
  troupe_address_mark (GTK_EDITABLE (self->address_row));
}

static void
update (TroupeDraftForm *self)
{
  TroupeProvider *provider = troupe_draft_form_get_provider (self);
  g_autoptr (TroupeCharacterDraft) draft = NULL;
  g_autofree char *sent = NULL;

  /* The range comes to a new clip a little later. */
  if (self->clip == NULL || provider == NULL ||
      troupe_range_model_get_clip (self->model) != self->clip)
    return;

  draft = troupe_draft_form_dup_draft (self);
  sent = troupe_character_draft_dup_range_text (draft, provider);
  adw_action_row_set_subtitle (self->sent_row, sent);
  if (!self->is_for_video)
    troupe_leaves_row_show (self->leaves_row, draft, provider, troupe_source_row_get_host (self->source_row));
  show_limit (self, provider);
  troupe_fit_chips_update (self->fit_chips, self->model, provider);
  show_address (self, draft->source);
  take_problem (self, troupe_draft_problem_find (draft, provider, self->model,
                                                 self->lacks_key && !self->is_for_video));
}

static void
update_cb (TroupeDraftForm *self)
{
  if (!self->is_updating)
    update (self);
}

static void
apply_span (TroupeDraftForm *self)
{
  TroupeProvider *provider = troupe_draft_form_get_provider (self);
  TroupeSpan span;

  troupe_provider_get_span (provider, troupe_source_row_get_source (self->source_row), &span);
  troupe_range_model_set_span (self->model, &span);
}

static void
show_sources (TroupeDraftForm *self)
{
  TroupeProvider *provider = troupe_draft_form_get_provider (self);

  if (provider != NULL)
    troupe_source_row_offer (self->source_row, provider, self->hosts, self->clip != NULL && is_remote (self));
}

static void
show_provider (TroupeDraftForm *self,
               TroupeProvider  *provider)
{
  TroupeProfile *profile = troupe_provider_get_profile (provider);
  g_autofree char *life = troupe_profile_text_dup_life (profile);
  g_autofree char *advice = troupe_profile_text_dup_advice (profile);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->provider_row),
                               troupe_profile_get_summary (profile));
  gtk_widget_set_visible (GTK_WIDGET (self->life_label), life != NULL);
  gtk_label_set_label (self->life_label, *advice != '\0' ? advice : life);
}

static void
key_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (TroupeDraftForm) self = TROUPE_DRAFT_FORM (user_data);
  g_autoptr (GError) error = NULL;
  char *key = troupe_keys_lookup_finish (result, &error);

  /* When keys cannot be looked up, creating the character tells why. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->lacks_key = key == NULL && error == NULL;
      g_clear_object (&self->key_cancellable);
      update (self);
    }
  troupe_keys_free (key);
}

static void
look_for_key (TroupeDraftForm *self)
{
  TroupeProvider *provider = troupe_draft_form_get_provider (self);
  TroupeProfile *profile = provider != NULL ? troupe_provider_get_profile (provider) : NULL;

  g_cancellable_cancel (self->key_cancellable);
  g_clear_object (&self->key_cancellable);
  self->lacks_key = FALSE;
  if (profile == NULL || troupe_profile_is_builtin (profile) || troupe_profile_is_key_optional (profile))
    return;

  self->key_cancellable = g_cancellable_new ();
  troupe_keys_lookup_async (TROUPE_KEY_OWNER (provider), self->key_cancellable, key_cb, g_object_ref (self));
}

static void
provider_changed_cb (TroupeDraftForm *self)
{
  TroupeProvider *provider = troupe_draft_form_get_provider (self);

  if (provider == NULL || self->model == NULL)
    return;
  self->is_updating = TRUE;
  show_provider (self, provider);
  show_sources (self);
  apply_span (self);
  self->is_updating = FALSE;
  g_signal_group_set_target (self->provider_signals, provider);
  look_for_key (self);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROVIDER]);
}

/* Another host is there, or one is gone. */
static void
hosts_cb (TroupeDraftForm *self)
{
  self->is_updating = TRUE;
  show_sources (self);
  self->is_updating = FALSE;
  if (self->model != NULL && troupe_source_row_get_source (self->source_row) != 0)
    apply_span (self);
  update (self);
}

/* The person's own limits of the chosen provider */
static void
limits_cb (TroupeDraftForm *self)
{
  apply_span (self);
  update (self);
}

/* Another host has the same span. */
static void
source_changed_cb (TroupeDraftForm *self)
{
  if (!self->is_updating && self->model != NULL && troupe_source_row_get_source (self->source_row) != 0)
    limits_cb (self);
}

static void
troupe_draft_form_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  TroupeDraftForm *self = TROUPE_DRAFT_FORM (object);

  switch (prop_id)
    {
    case PROP_PROVIDER:
      g_value_set_object (value, troupe_draft_form_get_provider (self));
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, troupe_draft_form_get_problem (self));
      break;
    case PROP_REMEDY:
      g_value_set_string (value, troupe_draft_form_get_remedy (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* A keyring may have been unlocked while the form was not in sight. */
static void
troupe_draft_form_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (troupe_draft_form_parent_class)->map (widget);
  look_for_key (TROUPE_DRAFT_FORM (widget));
}

static void
troupe_draft_form_dispose (GObject *object)
{
  TroupeDraftForm *self = TROUPE_DRAFT_FORM (object);

  g_cancellable_cancel (self->key_cancellable);
  g_clear_object (&self->key_cancellable);
  g_clear_object (&self->model_signals);
  g_clear_object (&self->provider_signals);
  g_clear_object (&self->model);
  g_clear_object (&self->providers);
  g_clear_object (&self->hosts);
  g_clear_object (&self->clip);
  gtk_widget_dispose_template (GTK_WIDGET (self), TROUPE_TYPE_DRAFT_FORM);
  G_OBJECT_CLASS (troupe_draft_form_parent_class)->dispose (object);
}

static void
troupe_draft_form_finalize (GObject *object)
{
  TroupeDraftForm *self = TROUPE_DRAFT_FORM (object);

  g_clear_pointer (&self->problem, troupe_draft_problem_free);
  g_clear_pointer (&self->character_id, g_free);
  G_OBJECT_CLASS (troupe_draft_form_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (TROUPE_TYPE_FIT_CHIPS);
  g_type_ensure (TROUPE_TYPE_LEAVES_ROW);
  g_type_ensure (TROUPE_TYPE_RANGE_EDITOR);
  g_type_ensure (TROUPE_TYPE_SOURCE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-draft-form.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeDraftForm, range_editor);
  gtk_widget_class_bind_template_child (widget_class, TroupeDraftForm, limit_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeDraftForm, fit_chips);
  gtk_widget_class_bind_template_child (widget_class, TroupeDraftForm, alias_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeDraftForm, provider_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeDraftForm, source_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeDraftForm, address_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeDraftForm, life_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeDraftForm, sent_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeDraftForm, leaves_row);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
  gtk_widget_class_bind_template_callback (widget_class, provider_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, source_changed_cb);
}

static void
troupe_draft_form_class_init (TroupeDraftFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = troupe_draft_form_get_property;
  object_class->dispose = troupe_draft_form_dispose;
  object_class->finalize = troupe_draft_form_finalize;
  widget_class->map = troupe_draft_form_map;

  properties[PROP_PROVIDER] = g_param_spec_object ("provider", NULL, NULL, TROUPE_TYPE_PROVIDER,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_REMEDY] = g_param_spec_string ("remedy", NULL, NULL, NULL,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  bind_template (widget_class);
}

static void
troupe_draft_form_init (TroupeDraftForm *self)
{
  g_autoptr (GtkExpression) name = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));

  name = troupe_enabled_providers_name_expression ();
  adw_combo_row_set_expression (self->provider_row, name);
  self->model_signals = g_signal_group_new (TROUPE_TYPE_RANGE_MODEL);
  g_signal_group_connect_swapped (self->model_signals, "changed", G_CALLBACK (update_cb), self);
  self->provider_signals = g_signal_group_new (TROUPE_TYPE_PROVIDER);
  g_signal_group_connect_swapped (self->provider_signals, "key-changed", G_CALLBACK (look_for_key), self);
  g_signal_group_connect_swapped (self->provider_signals, "notify::longest-ns", G_CALLBACK (limits_cb), self);
  g_signal_group_connect_swapped (self->provider_signals, "notify::step-ns", G_CALLBACK (limits_cb), self);
  g_signal_group_connect_swapped (self->provider_signals, "notify::name", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->provider_signals, "notify::base", G_CALLBACK (update), self);
}

/**
 * troupe_draft_form_set_providers:
 * @self: a form that has its range
 * @providers: whom to choose from
 * @hosts: by which hosts clips can go to them
 *
 * Sets the providers and chooses the default one.
 */
void
troupe_draft_form_set_providers (TroupeDraftForm *self,
                                 TroupeProviders *providers,
                                 TroupeHosts     *hosts)
{
  g_autoptr (GListModel) enabled = NULL;

  g_return_if_fail (TROUPE_IS_DRAFT_FORM (self));
  g_return_if_fail (TROUPE_IS_PROVIDERS (providers));

  g_set_object (&self->providers, providers);
  g_set_object (&self->hosts, hosts);
  g_signal_connect_object (hosts, "items-changed", G_CALLBACK (hosts_cb), self, G_CONNECT_SWAPPED);
  enabled = troupe_enabled_providers_new (providers);
  troupe_fit_chips_set_providers (self->fit_chips, enabled);
  adw_combo_row_set_model (self->provider_row, enabled);
  troupe_draft_form_set_provider (self, troupe_providers_get_default (providers));
  provider_changed_cb (self);
}

/**
 * troupe_draft_form_set_provider:
 * @self: the form
 * @provider: (nullable): one of its providers
 *
 * Chooses @provider as if the person had.
 */
void
troupe_draft_form_set_provider (TroupeDraftForm *self,
                                TroupeProvider  *provider)
{
  guint position;

  g_return_if_fail (TROUPE_IS_DRAFT_FORM (self));

  position = troupe_enabled_providers_find (adw_combo_row_get_model (self->provider_row), provider);
  if (position != GTK_INVALID_LIST_POSITION)
    adw_combo_row_set_selected (self->provider_row, position);
}

/**
 * troupe_draft_form_set_character:
 * @self: the form
 * @id: (nullable): a character whose cut the clip is, or `NULL` for a new one
 *
 * Tells who is made; one that is there already has its name.
 */
void
troupe_draft_form_set_character (TroupeDraftForm *self,
                                 const char      *id)
{
  g_return_if_fail (TROUPE_IS_DRAFT_FORM (self));

  g_set_str (&self->character_id, id);
  gtk_widget_set_visible (GTK_WIDGET (self->alias_row), id == NULL);
}

/**
 * troupe_draft_form_set_for_video:
 * @self: a form with its providers
 * @provider: who is to make the video
 *
 * Leaves only what there is to choose of a clip that goes along with one video: nothing is sent yet.
 */
void
troupe_draft_form_set_for_video (TroupeDraftForm *self,
                                 TroupeProvider  *provider)
{
  g_return_if_fail (TROUPE_IS_DRAFT_FORM (self));

  self->is_for_video = TRUE;
  troupe_draft_form_set_provider (self, provider);
  gtk_widget_set_visible (GTK_WIDGET (self->alias_row), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->provider_row), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->fit_chips), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->leaves_row), FALSE);
}

/**
 * troupe_draft_form_set_model:
 * @self: a form
 * @model: the range
 *
 * Sets the range that is shown, edited and sent.
 */
void
troupe_draft_form_set_model (TroupeDraftForm  *self,
                             TroupeRangeModel *model)
{
  g_return_if_fail (TROUPE_IS_DRAFT_FORM (self));
  g_return_if_fail (TROUPE_IS_RANGE_MODEL (model));

  g_set_object (&self->model, model);
  g_signal_group_set_target (self->model_signals, model);
  troupe_range_editor_set_model (self->range_editor, model);
}

/**
 * troupe_draft_form_set_clip:
 * @self: a form with providers and range
 * @clip: (nullable): the clip that is to become a character
 * @made_by: (nullable): the provider that made the clip
 * @task_id: (nullable): as which of its tasks
 *
 * Sets the clip, and its title as the name of the character. To be called before the range gets the clip: its default
 * is one that the provider's span allows.
 */
void
troupe_draft_form_set_clip (TroupeDraftForm *self,
                            TroupeClip      *clip,
                            const char      *made_by,
                            const char      *task_id)
{
  g_return_if_fail (TROUPE_IS_DRAFT_FORM (self));
  g_return_if_fail (clip == NULL || TROUPE_IS_CLIP (clip));

  if (!g_set_object (&self->clip, clip) || clip == NULL)
    return;
  self->is_updating = TRUE;
  troupe_source_row_set_task (self->source_row, made_by, task_id);
  gtk_editable_set_text (GTK_EDITABLE (self->alias_row), troupe_clip_get_title (clip));
  gtk_editable_set_text (GTK_EDITABLE (self->address_row), "");
  self->is_updating = FALSE;
  provider_changed_cb (self);
}

/**
 * troupe_draft_form_get_provider:
 * @self: a form
 *
 * Returns: (transfer none) (nullable): the chosen provider
 */
TroupeProvider *
troupe_draft_form_get_provider (TroupeDraftForm *self)
{
  g_return_val_if_fail (TROUPE_IS_DRAFT_FORM (self), NULL);

  return adw_combo_row_get_selected_item (self->provider_row);
}

/**
 * troupe_draft_form_get_problem:
 * @self: a form
 *
 * Returns: (nullable): why the character cannot be made yet, in words
 */
const char *
troupe_draft_form_get_problem (TroupeDraftForm *self)
{
  g_return_val_if_fail (TROUPE_IS_DRAFT_FORM (self), NULL);

  return self->problem != NULL ? self->problem->text : NULL;
}

/**
 * troupe_draft_form_get_remedy:
 * @self: a form
 *
 * Returns: (nullable): the label of a button that mends the problem, or `NULL` where none does
 */
const char *
troupe_draft_form_get_remedy (TroupeDraftForm *self)
{
  g_return_val_if_fail (TROUPE_IS_DRAFT_FORM (self), NULL);

  return self->problem != NULL ? self->problem->remedy_label : NULL;
}

/**
 * troupe_draft_form_apply_remedy:
 * @self: a form
 *
 * Mends the problem, or opens the place where it can be mended.
 */
void
troupe_draft_form_apply_remedy (TroupeDraftForm *self)
{
  g_return_if_fail (TROUPE_IS_DRAFT_FORM (self));

  if (self->problem != NULL)
    troupe_draft_problem_mend (self->problem, self->model, troupe_draft_form_get_provider (self), GTK_WIDGET (self));
}

/**
 * troupe_draft_form_dup_draft:
 * @self: a form with a clip
 *
 * Returns: (transfer full): what is chosen
 */
TroupeCharacterDraft *
troupe_draft_form_dup_draft (TroupeDraftForm *self)
{
  TroupeProvider *provider;
  TroupeHost *host;
  TroupeCharacterDraft *draft;
  const char *alias;

  g_return_val_if_fail (TROUPE_IS_DRAFT_FORM (self), NULL);
  g_return_val_if_fail (self->clip != NULL, NULL);

  provider = troupe_draft_form_get_provider (self);
  host = troupe_source_row_get_host (self->source_row);
  draft = troupe_character_draft_new (self->clip, troupe_range_model_get_range (self->model),
                                      troupe_provider_get_id (provider));
  alias = gtk_editable_get_text (GTK_EDITABLE (self->alias_row));
  draft->source = troupe_source_row_get_source (self->source_row);
  draft->task_id = g_strdup (troupe_source_row_get_task (self->source_row));
  draft->host_id = host != NULL ? g_strdup (troupe_host_get_id (host)) : NULL;
  /* The title as it stands is a proposal, which the library makes unique. */
  draft->character_id = g_strdup (self->character_id);
  if (self->character_id != NULL || *alias == '\0' || g_str_equal (alias, troupe_clip_get_title (draft->clip)))
    alias = NULL;
  g_set_str (&draft->alias, alias);
  if (draft->source == TROUPE_SOURCE_URL)
    {
      g_free (draft->address);
      draft->address = dup_address (self);
    }
  return draft;
}
