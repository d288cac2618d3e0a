/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-scene-page-private.h"

#include <glib/gi18n.h>

#include "troupe-keys.h"
#include "troupe-scene-menu.h"
#include "troupe-scene-since.h"
#include "troupe-scene-words.h"

/**
 * TroupeScenePage:
 *
 * A scene being composed. What is written lies in the prompt view, what is chosen in the form; each change of them goes
 * to the scenes of the library, which save it. What would be sent is worked out anew with each change.
 */

G_DEFINE_FINAL_TYPE (TroupeScenePage, troupe_scene_page, ADW_TYPE_NAVIGATION_PAGE)

TroupeScene *
_troupe_scene_page_dup_scene (TroupeScenePage *self)
{
  TroupeScene *scene = troupe_scene_copy (troupe_scene_entry_get_scene (self->entry));

  troupe_prompt_free (scene->prompt);
  scene->prompt = troupe_prompt_copy (troupe_prompt_view_get_prompt (self->prompt_view));
  troupe_scene_form_read (self->form, scene);
  return scene;
}

static GtkWidget *
create_person_row (const TroupeMention *mention,
                   TroupeProvider      *provider)
{
  GtkWidget *row = adw_action_row_new ();
  /* Translators: makes a character at the provider that the scene is for */
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Cr_eate There…"));
  /* Translators: a provider, and a character */
  g_autofree char *subtitle = g_strdup_printf (_("Not at %s yet"), troupe_provider_get_name (provider));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), mention->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", mention->character_id,
                                    troupe_provider_get_id (provider));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "character.recreate-at");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_missing (TroupeScenePage *self,
              TroupeProvider  *provider)
{
  GPtrArray *missing = troupe_scene_plan_get_worst (self->plan)->missing;

  gtk_list_box_remove_all (self->people_list);
  for (guint i = 0; i < missing->len; i++)
    gtk_list_box_append (self->people_list, create_person_row (g_ptr_array_index (missing, i), provider));
  gtk_widget_set_visible (GTK_WIDGET (self->people_list), missing->len > 0);
}

/* Only of a template: one text is what stands in the prompt. */
static void
show_texts (TroupeScenePage *self)
{
  GPtrArray *renderings = self->plan->renderings;
  const gboolean is_template = renderings->len > 1;

  gtk_widget_set_visible (self->texts_group, is_template);
  gtk_list_box_remove_all (self->texts_list);
  for (guint i = 0; is_template && i < renderings->len; i++)
    {
      const TroupePromptRendering *rendering = g_ptr_array_index (renderings, i);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rendering->text);
      gtk_list_box_append (self->texts_list, row);
    }
}

/* Something needs an address, and nothing gives it one. */
static gboolean
lacks_host (TroupeScenePage *self)
{
  return self->travel != NULL && self->travel->needs_address && !self->travel->takes_upload &&
         self->travel->host == NULL;
}

static char *
dup_problem (TroupeScenePage   *self,
             const TroupeScene *scene,
             TroupeProvider    *provider)
{
  char *problem = troupe_scene_words_dup_problem (self->plan, scene, provider);
  const char *name = troupe_provider_get_name (provider);

  if (problem != NULL)
    return problem;
  if (lacks_host (self))
    return g_strdup_printf (_("%s fetches clips and pictures from a public address; a host gives them one"), name);
  if (troupe_provider_get_base (provider) == NULL &&
      !troupe_profile_is_builtin (troupe_provider_get_profile (provider)))
    return g_strdup_printf (_("%s is set up without the address of its server"), name);
  return self->lacks_key ? g_strdup_printf (_("%s works only with a key of yours"), name) : NULL;
}

static void
show_problem (TroupeScenePage *self,
              const char      *problem)
{
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
  gtk_widget_set_visible (self->host_button, lacks_host (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.create",
                                 problem == NULL && self->plan != NULL && self->n_sending == 0 &&
                                 !self->is_preparing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.show-sent", self->plan != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.show-animatic",
                                 self->plan != NULL &&
                                 troupe_prompt_get_n_chars (troupe_prompt_view_get_prompt (self->prompt_view)) > 0);
}

void
_troupe_scene_page_update (TroupeScenePage *self)
{
  TroupeProvider *provider = troupe_scene_form_get_provider (self->form);
  TroupeProfile *profile = provider != NULL ? troupe_provider_get_profile (provider) : NULL;
  g_autoptr (TroupeScene) scene = _troupe_scene_page_dup_scene (self);
  g_autofree char *problem = NULL;
  g_autofree char *measure = NULL;
  g_autofree char *cost = NULL;

  g_clear_pointer (&self->plan, troupe_scene_plan_free);
  g_clear_pointer (&self->travel, troupe_scene_travel_free);
  if (provider == NULL || self->people == NULL)
    {
      troupe_scene_form_show_travel (self->form, NULL, NULL);
      show_problem (self, provider == NULL ? _("Switch on a provider in the preferences") : NULL);
      return;
    }

  self->plan = troupe_scene_plan_new (scene, provider, self->people);
  self->travel = troupe_scene_travel_new (self->plan, scene, provider, self->people,
                                          troupe_runner_get_hosts (self->runner));
  troupe_scene_form_show_travel (self->form, self->travel, troupe_runner_get_hosts (self->runner));
  measure = troupe_scene_words_dup_measure (self->plan);
  cost = troupe_scene_words_dup_cost (scene, self->cost, self->plan->n_videos, profile);
  gtk_label_set_label (self->measure_label, measure);
  gtk_label_set_label (self->cost_label, cost);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->cost_label), troupe_profile_get_price_source (profile));
  show_missing (self, provider);
  show_texts (self);
  problem = dup_problem (self, scene, provider);
  show_problem (self, problem);
}

static void
save (TroupeScenePage *self)
{
  g_autoptr (TroupeScene) scene = NULL;

  if (self->entry == NULL)
    return;    /* not shown yet */

  scene = _troupe_scene_page_dup_scene (self);
  troupe_scenes_change (self->scenes, self->entry, scene);
  _troupe_scene_page_update (self);
}

static void
prompt_changed_cb (TroupeScenePage *self)
{
  save (self);
}

static void
unknown_names_cb (TroupeScenePage *self)
{
  g_autofree char *unknown = NULL;

  g_object_get (self->prompt_view, "unknown-names", &unknown, NULL);
  gtk_label_set_label (self->unknown_label, unknown != NULL ? unknown : "");
  gtk_widget_set_visible (GTK_WIDGET (self->unknown_label), unknown != NULL);
}

static void
show_character_cb (TroupeScenePage *self,
                   const char      *character_id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "character.open", "s", character_id);
}

static void
create_identity_cb (TroupeScenePage *self,
                    const char      *character_id)
{
  TroupeProvider *provider = troupe_scene_form_get_provider (self->form);

  if (provider != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "character.recreate-at", "(ss)", character_id,
                                troupe_provider_get_id (provider));
}

static void
adopt_cb (TroupeScenePage *self,
          const char      *username)
{
  TroupeProvider *provider = troupe_scene_form_get_provider (self->form);

  if (provider != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "character.adopt", "(ss)", username,
                                troupe_provider_get_id (provider));
}

static void
form_changed_cb (TroupeScenePage *self)
{
  save (self);
}

static void
take_people (TroupeScenePage     *self,
             TroupePromptLibrary *people)
{
  g_autoptr (TroupePromptLibrary) old = self->people;

  self->people = people;
  troupe_prompt_view_set_library (self->prompt_view, people);
  _troupe_scene_page_update (self);
}

static void
dismiss_cb (TroupeScenePage *self)
{
  gtk_widget_set_visible (self->since_box, FALSE);
}

/* Once it is known who there is now */
static void
tell_changes (TroupeScenePage *self)
{
  g_autoptr (TroupeScene) reused = g_steal_pointer (&self->reused);
  TroupeProvider *provider = troupe_scene_form_get_provider (self->form);
  g_autofree char *text = NULL;

  if (reused == NULL || provider == NULL)
    return;
  text = troupe_scene_since_dup_text (reused, troupe_scene_entry_get_scene (self->entry), self->people,
                                      troupe_runner_get_hosts (self->runner), self->providers, provider);
  gtk_label_set_label (self->since_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->since_box, text != NULL);
}

static void
people_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (TroupeScenePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *wanted = NULL;
  TroupePromptLibrary *people = troupe_prompt_library_load_finish (TROUPE_LIBRARY (source), result, &error);

  if (people == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("The characters could not be read: %s", error->message);
      return;
    }

  take_people (self, people);
  tell_changes (self);
  wanted = g_steal_pointer (&self->wanted);
  if (wanted != NULL)
    troupe_prompt_view_insert_mention (self->prompt_view, wanted);
}

static void
cost_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (TroupeScenePage) self = user_data;
  g_autoptr (GError) error = NULL;
  TroupeLastCost *cost = troupe_last_cost_load_finish (TROUPE_LIBRARY (source), result, &error);

  if (error != NULL)
    return;    /* it is not known, then */
  g_clear_pointer (&self->cost, troupe_last_cost_free);
  self->cost = cost;
  _troupe_scene_page_update (self);
}

static void
key_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (TroupeScenePage) self = user_data;
  g_autoptr (GError) error = NULL;
  char *key = troupe_keys_lookup_finish (result, &error);

  /* When keys cannot be looked up, creating the video tells why. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->lacks_key = key == NULL && error == NULL;
      _troupe_scene_page_update (self);
    }
  troupe_keys_free (key);
}

static void
look_for_key (TroupeScenePage *self)
{
  TroupeProvider *provider = troupe_scene_form_get_provider (self->form);
  TroupeProfile *profile = provider != NULL ? troupe_provider_get_profile (provider) : NULL;

  self->lacks_key = FALSE;
  if (profile != NULL && !troupe_profile_is_builtin (profile) && !troupe_profile_is_key_optional (profile))
    troupe_keys_lookup_async (TROUPE_KEY_OWNER (provider), self->cancellable, key_cb, g_object_ref (self));
}

/* Of what is being read for another provider nothing comes any more. */
static void
read_anew (TroupeScenePage *self)
{
  TroupeProvider *provider = troupe_scene_form_get_provider (self->form);
  TroupeLibrary *library = troupe_scenes_get_library (self->scenes);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (provider == NULL)
    return;
  troupe_prompt_library_load_async (library, provider, self->cancellable, people_cb, g_object_ref (self));
  troupe_last_cost_load_async (library, troupe_provider_get_id (provider), "create-video", self->cancellable, cost_cb,
                               g_object_ref (self));
  look_for_key (self);
}

static void
provider_changed_cb (TroupeScenePage *self)
{
  if (self->entry == NULL)
    return;    /* not shown yet */

  g_clear_pointer (&self->cost, troupe_last_cost_free);
  g_signal_group_set_target (self->provider_signals, troupe_scene_form_get_provider (self->form));
  take_people (self, NULL);
  read_anew (self);
  save (self);
}

static void
character_activated_cb (TroupeScenePage *self,
                        TroupeCharacter *character)
{
  troupe_scene_page_insert_character (self, troupe_character_get_id (character));
}

static void
show_name (TroupeScenePage *self)
{
  const char *name = troupe_scene_entry_get_name (self->entry);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), name != NULL ? name : _("New Scene"));
}

/* A keyring may have been unlocked, and characters made, while the page was not in sight. */
static void
troupe_scene_page_showing (AdwNavigationPage *page)
{
  TroupeScenePage *self = TROUPE_SCENE_PAGE (page);

  ADW_NAVIGATION_PAGE_CLASS (troupe_scene_page_parent_class)->showing (page);
  read_anew (self);
}

/* Later the focus comes back to where it was left. */
static void
troupe_scene_page_shown (AdwNavigationPage *page)
{
  TroupeScenePage *self = TROUPE_SCENE_PAGE (page);

  ADW_NAVIGATION_PAGE_CLASS (troupe_scene_page_parent_class)->shown (page);
  if (!self->was_shown)
    gtk_widget_grab_focus (GTK_WIDGET (self->prompt_view));
  self->was_shown = TRUE;
}

static void
troupe_scene_page_hiding (AdwNavigationPage *page)
{
  ADW_NAVIGATION_PAGE_CLASS (troupe_scene_page_parent_class)->hiding (page);
  troupe_scenes_flush (TROUPE_SCENE_PAGE (page)->scenes);
}

static void
troupe_scene_page_dispose (GObject *object)
{
  TroupeScenePage *self = TROUPE_SCENE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->provider_signals);
  if (self->prompt_view != NULL)
    troupe_prompt_view_set_library (self->prompt_view, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TROUPE_TYPE_SCENE_PAGE);
  g_clear_object (&self->entry);
  g_clear_object (&self->scenes);
  g_clear_object (&self->runner);
  g_clear_object (&self->providers);
  G_OBJECT_CLASS (troupe_scene_page_parent_class)->dispose (object);
}

static void
troupe_scene_page_finalize (GObject *object)
{
  TroupeScenePage *self = TROUPE_SCENE_PAGE (object);

  g_clear_pointer (&self->plan, troupe_scene_plan_free);
  g_clear_pointer (&self->travel, troupe_scene_travel_free);
  g_clear_pointer (&self->people, troupe_prompt_library_free);
  g_clear_pointer (&self->cost, troupe_last_cost_free);
  g_clear_pointer (&self->reused, troupe_scene_free);
  g_free (self->wanted);
  G_OBJECT_CLASS (troupe_scene_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (TROUPE_TYPE_CAST_STRIP);
  g_type_ensure (TROUPE_TYPE_PROMPT_VIEW);
  g_type_ensure (TROUPE_TYPE_SCENE_FORM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-scene-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeScenePage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeScenePage, since_box);
  gtk_widget_class_bind_template_child (widget_class, TroupeScenePage, since_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeScenePage, prompt_view);
  gtk_widget_class_bind_template_child (widget_class, TroupeScenePage, unknown_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeScenePage, measure_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeScenePage, people_list);
  gtk_widget_class_bind_template_child (widget_class, TroupeScenePage, texts_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeScenePage, texts_list);
  gtk_widget_class_bind_template_child (widget_class, TroupeScenePage, cast_strip);
  gtk_widget_class_bind_template_child (widget_class, TroupeScenePage, form);
  gtk_widget_class_bind_template_child (widget_class, TroupeScenePage, problem_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeScenePage, host_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeScenePage, cost_label);
  gtk_widget_class_bind_template_callback (widget_class, prompt_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, dismiss_cb);
  gtk_widget_class_bind_template_callback (widget_class, unknown_names_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_character_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_identity_cb);
  gtk_widget_class_bind_template_callback (widget_class, adopt_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, provider_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, character_activated_cb);
}

static void
troupe_scene_page_class_init (TroupeScenePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  AdwNavigationPageClass *page_class = ADW_NAVIGATION_PAGE_CLASS (klass);

  object_class->dispose = troupe_scene_page_dispose;
  object_class->finalize = troupe_scene_page_finalize;
  page_class->showing = troupe_scene_page_showing;
  page_class->shown = troupe_scene_page_shown;
  page_class->hiding = troupe_scene_page_hiding;
  bind_template (GTK_WIDGET_CLASS (klass));
  _troupe_scene_page_install_actions (GTK_WIDGET_CLASS (klass));
}

static void
troupe_scene_page_init (TroupeScenePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->provider_signals = g_signal_group_new (TROUPE_TYPE_PROVIDER);
  g_signal_group_connect_swapped (self->provider_signals, "key-changed", G_CALLBACK (read_anew), self);
  g_signal_group_connect_swapped (self->provider_signals, "notify::name", G_CALLBACK (_troupe_scene_page_update), self);
  g_signal_group_connect_swapped (self->provider_signals, "notify::base", G_CALLBACK (_troupe_scene_page_update), self);
}

static void
follow_library (TroupeScenePage *self,
                TroupeLibrary   *library)
{
  g_signal_connect_object (library, "character-added", G_CALLBACK (read_anew), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "character-changed", G_CALLBACK (read_anew), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "character-removed", G_CALLBACK (read_anew), self, G_CONNECT_SWAPPED);
}

/**
 * troupe_scene_page_new:
 * @scenes: the scenes of the library
 * @entry: one of them
 * @runner: makes the videos
 * @providers: who can
 *
 * Returns: (transfer floating): a page that shows the scene
 */
AdwNavigationPage *
troupe_scene_page_new (TroupeScenes     *scenes,
                       TroupeSceneEntry *entry,
                       TroupeRunner     *runner,
                       TroupeProviders  *providers)
{
  TroupeScenePage *self;
  TroupeLibrary *library;
  const TroupeScene *scene;
  g_autoptr (GMenuModel) menu = NULL;

  g_return_val_if_fail (TROUPE_IS_SCENES (scenes), NULL);
  g_return_val_if_fail (TROUPE_IS_SCENE_ENTRY (entry), NULL);
  g_return_val_if_fail (TROUPE_IS_RUNNER (runner), NULL);

  self = g_object_new (TROUPE_TYPE_SCENE_PAGE, NULL);
  library = troupe_scenes_get_library (scenes);
  scene = troupe_scene_entry_get_scene (entry);
  menu = troupe_scene_menu_new (entry);
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  self->scenes = g_object_ref (scenes);
  self->runner = g_object_ref (runner);
  self->providers = g_object_ref (providers);
  troupe_prompt_view_set_prompt (self->prompt_view, scene->prompt);
  troupe_scene_form_start (self->form, library, providers, scene);
  troupe_cast_strip_set_library (self->cast_strip, library);
  self->entry = g_object_ref (entry);
  follow_library (self, library);
  g_signal_connect_object (troupe_runner_get_hosts (runner), "items-changed", G_CALLBACK (_troupe_scene_page_update),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "notify::name", G_CALLBACK (show_name), self, G_CONNECT_SWAPPED);
  show_name (self);
  provider_changed_cb (self);
  return ADW_NAVIGATION_PAGE (self);
}

/**
 * troupe_scene_page_insert_character:
 * @self: a page
 * @character_id: a character of the library
 *
 * Lets a character appear where the caret is, once it is known who can. What is typed next goes on behind it.
 */
void
troupe_scene_page_insert_character (TroupeScenePage *self,
                                    const char      *character_id)
{
  g_return_if_fail (TROUPE_IS_SCENE_PAGE (self));
  g_return_if_fail (character_id != NULL);

  if (self->people != NULL && troupe_prompt_library_find (self->people, character_id) != NULL)
    troupe_prompt_view_insert_mention (self->prompt_view, character_id);
  else
    g_set_str (&self->wanted, character_id);
  gtk_widget_grab_focus (GTK_WIDGET (self->prompt_view));
}

/**
 * troupe_scene_page_tell_changes:
 * @self: a page that was just made
 * @scene: its scene as it was sent
 *
 * Says what is not any more as it was then, once it is known who there is.
 */
void
troupe_scene_page_tell_changes (TroupeScenePage   *self,
                                const TroupeScene *scene)
{
  g_return_if_fail (TROUPE_IS_SCENE_PAGE (self));
  g_return_if_fail (scene != NULL);

  g_clear_pointer (&self->reused, troupe_scene_free);
  self->reused = troupe_scene_copy (scene);
  if (self->people != NULL)
    tell_changes (self);
}
