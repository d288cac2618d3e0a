/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-provider-page.h"

#include <glib/gi18n.h>

#include "troupe-key-group.h"
#include "troupe-limits-group.h"
#include "troupe-profile-text.h"
#include "troupe-provider-edit.h"
#include "troupe-test-row.h"

struct _TroupeProviderPage
{
  AdwNavigationPage  parent_instance;

  /* Template */
  GtkWidget         *header_bar;
  GtkWidget         *life_group;
  AdwActionRow      *life_row;
  GtkWidget         *builtin_group;
  GtkWidget         *account_group;
  AdwEntryRow       *name_row;
  AdwEntryRow       *base_row;
  TroupeKeyGroup    *key_group;
  TroupeTestRow     *test_row;
  AdwSwitchRow      *enabled_row;
  AdwSwitchRow      *default_row;
  TroupeLimitsGroup *limits_group;
  AdwActionRow      *kind_row;
  AdwActionRow      *span_row;
  AdwActionRow      *sources_row;
  AdwActionRow      *note_row;
  GtkWidget         *homepage_row;
  GtkWidget         *edit_group;

  /* Owned */
  TroupeProviders   *providers;
  TroupeClient      *client;
  TroupeProvider    *provider;
  GCancellable      *cancellable;

  gboolean           is_added;       /* just now: what it needs is to be entered */
  gboolean           is_updating;    /* the switches change by themselves, not by the person */
};

G_DEFINE_FINAL_TYPE (TroupeProviderPage, troupe_provider_page, ADW_TYPE_NAVIGATION_PAGE)

static AdwPreferencesDialog *
get_dialog (TroupeProviderPage *self)
{
  return ADW_PREFERENCES_DIALOG (gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG));
}

static void
save (TroupeProviderPage *self)
{
  troupe_provider_edit_save (GTK_WIDGET (self), self->providers);
}

/* Shows what was made of an entry; there is nothing left to apply then. */
static void
show_applied (AdwEntryRow *row,
              const char  *text)
{
  adw_entry_row_set_show_apply_button (row, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_show_apply_button (row, TRUE);
}

static void
name_apply_cb (TroupeProviderPage *self)
{
  troupe_provider_set_name (self->provider, gtk_editable_get_text (GTK_EDITABLE (self->name_row)));
  show_applied (self->name_row, troupe_provider_get_name (self->provider));
  save (self);
}

static void
set_base_invalid (TroupeProviderPage *self,
                  const char         *reason)
{
  if (reason != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->base_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->base_row), "error");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->base_row), reason);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->base_row), GTK_ACCESSIBLE_STATE_INVALID,
                               reason != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
add_toast (TroupeProviderPage *self,
           const char         *title)
{
  adw_preferences_dialog_add_toast (get_dialog (self), adw_toast_new (title));
}

/* An emptied field asks for the address of the profile, where that has one. */
static void
base_apply_cb (TroupeProviderPage *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->base_row));
  const char *suggested = troupe_profile_get_base (troupe_provider_get_profile (self->provider));
  g_autoptr (GError) error = NULL;

  if (!troupe_provider_set_base (self->provider, *typed == '\0' && suggested != NULL ? NULL : typed, &error))
    {
      g_message ("%s", error->message);
      set_base_invalid (self, _("An address begins with https://, or on this computer with http://"));
      add_toast (self, _("An address begins with https://, or on this computer with http://"));
      return;
    }

  show_applied (self->base_row, troupe_provider_get_base (self->provider));
  save (self);
}

static void
base_changed_cb (TroupeProviderPage *self)
{
  set_base_invalid (self, NULL);
}

static void
enabled_cb (TroupeProviderPage *self)
{
  if (self->is_updating)
    return;

  troupe_providers_set_enabled (self->providers, self->provider, adw_switch_row_get_active (self->enabled_row));
  save (self);
}

static void
default_cb (TroupeProviderPage *self)
{
  if (self->is_updating || !adw_switch_row_get_active (self->default_row))
    return;

  troupe_providers_set_default (self->providers, self->provider);
  save (self);
}

static void
limits_cb (TroupeProviderPage *self)
{
  TroupeSpan span;
  g_autofree char *text = NULL;

  troupe_provider_get_span (self->provider, TROUPE_SOURCE_URL, &span);
  /* Translators: the least and the most seconds a range may have, and the smallest difference between two */
  text = g_strdup_printf (_("%1$g to %2$g seconds, in steps of %3$g"),
                          span.min_ns / 1e9, span.max_ns / 1e9, span.step_ns / 1e9);
  adw_action_row_set_subtitle (self->span_row, text);
}

static void
own_limits_cb (TroupeProviderPage *self)
{
  limits_cb (self);
  save (self);
}

/* The default one is left by choosing another. */
static void
update_use (TroupeProviderPage *self)
{
  gboolean is_default = self->provider == troupe_providers_get_default (self->providers);
  gboolean is_enabled = troupe_provider_is_enabled (self->provider);

  self->is_updating = TRUE;
  adw_switch_row_set_active (self->enabled_row, is_enabled);
  adw_switch_row_set_active (self->default_row, is_default);
  gtk_widget_set_sensitive (GTK_WIDGET (self->default_row), is_enabled && !is_default);
  self->is_updating = FALSE;
}

static void
update_title (TroupeProviderPage *self)
{
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), troupe_provider_get_name (self->provider));
}

static void
homepage_cb (TroupeProviderPage *self)
{
  TroupeProfile *profile = troupe_provider_get_profile (self->provider);
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (troupe_profile_get_homepage (profile));

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                           self->cancellable, NULL, NULL);
}

static void
duplicate_cb (TroupeProviderPage *self)
{
  AdwPreferencesDialog *dialog = get_dialog (self);
  g_autoptr (TroupeProviderPage) page = g_object_ref (self);
  TroupeProvider *copy = troupe_provider_edit_duplicate (GTK_WIDGET (self), self->providers, self->provider);

  adw_preferences_dialog_pop_subpage (dialog);
  adw_preferences_dialog_push_subpage (dialog,
                                       troupe_provider_page_new_added (page->providers, page->client, copy));
}

static void
remove_cb (TroupeProviderPage *self)
{
  AdwPreferencesDialog *dialog = get_dialog (self);

  troupe_provider_edit_remove (GTK_WIDGET (self), self->providers, self->provider);
  adw_preferences_dialog_pop_subpage (dialog);
}

static char *
format_sources (TroupeSource sources)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  GString *text = g_string_new (NULL);

  if (sources & TROUPE_SOURCE_FILE)
    g_ptr_array_add (words, (gpointer) C_("source of a video", "This computer"));
  if (sources & TROUPE_SOURCE_URL)
    g_ptr_array_add (words, (gpointer) C_("source of a video", "A public address"));
  if (sources & TROUPE_SOURCE_TASK)
    g_ptr_array_add (words, (gpointer) C_("source of a video", "A finished video of the same account"));
  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (words, i));

  return g_string_free (text, FALSE);
}

static void
show_life (TroupeProviderPage *self,
           TroupeProfile      *profile)
{
  g_autofree char *life = troupe_profile_text_dup_life (profile);
  g_autofree char *advice = troupe_profile_text_dup_advice (profile);

  gtk_widget_set_visible (self->life_group, life != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->life_row), life != NULL ? life : "");
  adw_action_row_set_subtitle (self->life_row, advice);
  gtk_widget_set_visible (GTK_WIDGET (self->note_row), life == NULL && *advice != '\0');
  adw_action_row_set_subtitle (self->note_row, advice);
}

static void
show_facts (TroupeProviderPage *self,
            TroupeProfile      *profile)
{
  const char *homepage = troupe_profile_get_homepage (profile);
  g_autofree char *sources_text = format_sources (troupe_profile_get_sources (profile));

  adw_action_row_set_subtitle (self->kind_row, troupe_profile_text_get_kind (profile));
  limits_cb (self);
  adw_action_row_set_subtitle (self->sources_row, sources_text);
  gtk_widget_set_visible (self->homepage_row, homepage != NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->homepage_row), homepage != NULL ? homepage : "");
}

/* What the person has to enter is where the focus goes; else before all of it, where nothing is changed yet. */
static void
troupe_provider_page_shown (AdwNavigationPage *page)
{
  TroupeProviderPage *self = TROUPE_PROVIDER_PAGE (page);
  GtkWidget *first = self->header_bar;

  /* A dialog that opens with this page begins with the bar by itself. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  if (gtk_widget_get_visible (self->account_group) && troupe_provider_get_base (self->provider) == NULL)
    first = GTK_WIDGET (self->base_row);
  else if (self->is_added)
    first = GTK_WIDGET (self->key_group);
  gtk_widget_child_focus (first, GTK_DIR_TAB_FORWARD);
  gtk_editable_select_region (GTK_EDITABLE (self->name_row), 0, 0);    /* the focus was there for a moment */
}

static void
troupe_provider_page_dispose (GObject *object)
{
  TroupeProviderPage *self = TROUPE_PROVIDER_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->provider);
  g_clear_object (&self->providers);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_PROVIDER_PAGE);
  G_OBJECT_CLASS (troupe_provider_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (TROUPE_TYPE_KEY_GROUP);
  g_type_ensure (TROUPE_TYPE_LIMITS_GROUP);
  g_type_ensure (TROUPE_TYPE_TEST_ROW);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-provider-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, header_bar);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, life_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, life_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, builtin_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, account_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, base_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, key_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, test_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, enabled_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, default_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, limits_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, kind_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, span_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, sources_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, note_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, homepage_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, edit_group);
  gtk_widget_class_bind_template_callback (widget_class, name_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, base_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, base_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, enabled_cb);
  gtk_widget_class_bind_template_callback (widget_class, default_cb);
  gtk_widget_class_bind_template_callback (widget_class, homepage_cb);
  gtk_widget_class_bind_template_callback (widget_class, duplicate_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
troupe_provider_page_class_init (TroupeProviderPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = troupe_provider_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = troupe_provider_page_shown;

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
troupe_provider_page_init (TroupeProviderPage *self)
{
  self->is_updating = TRUE;    /* until there is a provider */
  gtk_widget_init_template (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
}

static void
show_account (TroupeProviderPage *self)
{
  const char *base = troupe_provider_get_base (self->provider);

  gtk_editable_set_text (GTK_EDITABLE (self->name_row), troupe_provider_get_name (self->provider));
  gtk_editable_set_text (GTK_EDITABLE (self->base_row), base != NULL ? base : "");
  troupe_key_group_set_provider (self->key_group, self->provider);
}

static void
show (TroupeProviderPage *self)
{
  TroupeProfile *profile = troupe_provider_get_profile (self->provider);
  gboolean is_builtin = troupe_profile_is_builtin (profile);

  gtk_widget_set_visible (self->builtin_group, is_builtin);
  gtk_widget_set_visible (self->account_group, !is_builtin);
  gtk_widget_set_visible (GTK_WIDGET (self->key_group), !is_builtin);
  gtk_widget_set_visible (GTK_WIDGET (self->enabled_row), !is_builtin);
  gtk_widget_set_visible (GTK_WIDGET (self->limits_group), !is_builtin);
  gtk_widget_set_visible (self->edit_group, !is_builtin);
  show_life (self, profile);
  show_facts (self, profile);
  update_title (self);
  update_use (self);
  troupe_limits_group_set_provider (self->limits_group, self->provider);
  if (!is_builtin)
    show_account (self);
}

/**
 * troupe_provider_page_new:
 * @providers: where changes are saved
 * @client: who tries the connection
 * @provider: one of @providers
 *
 * Makes the page of @provider, for a preferences dialog.
 *
 * Returns: (transfer floating): a new page
 */
AdwNavigationPage *
troupe_provider_page_new (TroupeProviders *providers,
                          TroupeClient    *client,
                          TroupeProvider  *provider)
{
  TroupeProviderPage *self;

  g_return_val_if_fail (TROUPE_IS_PROVIDERS (providers), NULL);
  g_return_val_if_fail (TROUPE_IS_CLIENT (client), NULL);
  g_return_val_if_fail (TROUPE_IS_PROVIDER (provider), NULL);

  self = g_object_new (TROUPE_TYPE_PROVIDER_PAGE, NULL);
  self->providers = g_object_ref (providers);
  self->client = g_object_ref (client);
  self->provider = g_object_ref (provider);
  show (self);
  troupe_test_row_set_provider (self->test_row, client, provider);
  g_signal_connect_object (provider, "notify::name", G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (provider, "notify::enabled", G_CALLBACK (update_use), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (provider, "notify::longest-ns", G_CALLBACK (own_limits_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (provider, "notify::jobs-at-once", G_CALLBACK (save), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (provider, "notify::step-ns", G_CALLBACK (own_limits_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (providers, "notify::default", G_CALLBACK (update_use), self, G_CONNECT_SWAPPED);

  return ADW_NAVIGATION_PAGE (self);
}

/**
 * troupe_provider_page_new_added:
 * @providers: where changes are saved
 * @client: who tries the connection
 * @provider: one of @providers, which has just been added
 *
 * Makes the page of @provider, for a preferences dialog, and begins with what has to be entered.
 *
 * Returns: (transfer floating): a new page
 */
AdwNavigationPage *
troupe_provider_page_new_added (TroupeProviders *providers,
                                TroupeClient    *client,
                                TroupeProvider  *provider)
{
  AdwNavigationPage *page = troupe_provider_page_new (providers, client, provider);

  TROUPE_PROVIDER_PAGE (page)->is_added = TRUE;
  return page;
}
