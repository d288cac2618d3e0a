/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-providers-private.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "troupe-keys.h"
#include "troupe-provider-choices.h"
#include "troupe-provider-error.h"

static void troupe_providers_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TroupeProviders, troupe_providers, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      troupe_providers_list_model_init))

enum { PROP_0, PROP_DEFAULT, N_PROPS };
static GParamSpec *properties[N_PROPS];

static GType
troupe_providers_get_item_type (GListModel *model)
{
  return TROUPE_TYPE_PROVIDER;
}

static guint
troupe_providers_get_n_items (GListModel *model)
{
  return TROUPE_PROVIDERS (model)->providers->len;
}

static gpointer
troupe_providers_get_item (GListModel *model,
                           guint       position)
{
  TroupeProviders *self = TROUPE_PROVIDERS (model);

  return position < self->providers->len ? g_object_ref (self->providers->pdata[position]) : NULL;
}

static void
troupe_providers_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = troupe_providers_get_item_type;
  iface->get_n_items = troupe_providers_get_n_items;
  iface->get_item = troupe_providers_get_item;
}

static char *
dup_choices_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "troupe", "providers.ini", NULL);
}

/**
 * troupe_providers_find_in:
 * @providers: (element-type TroupeProvider): some of them
 * @id: the id of an account
 *
 * Returns: (transfer none) (nullable): the one of that id
 */
TroupeProvider *
troupe_providers_find_in (GPtrArray  *providers,
                          const char *id)
{
  for (guint i = 0; i < providers->len; i++)
    if (g_str_equal (troupe_provider_get_id (providers->pdata[i]), id))
      return providers->pdata[i];
  return NULL;
}

/**
 * troupe_providers_first_enabled:
 * @self: the providers
 * @other_than: (nullable): one that is about to go, not the builtin one
 *
 * Returns: (transfer none): the first that is switched on, of which there always is one
 */
TroupeProvider *
troupe_providers_first_enabled (TroupeProviders *self,
                                TroupeProvider  *other_than)
{
  for (guint i = 0; i < self->providers->len; i++)
    if (self->providers->pdata[i] != other_than && troupe_provider_is_enabled (self->providers->pdata[i]))
      return self->providers->pdata[i];
  g_assert_not_reached ();    /* the builtin one is */
}

static void
load_provider (TroupeProviders *self,
               const char      *id)
{
  g_autofree char *origin = NULL;
  TroupeProfile *profile;
  TroupeProvider *provider;

  if (troupe_providers_find_in (self->providers, id) != NULL || troupe_provider_choices_is_removed (self->choices, id))
    return;

  origin = troupe_provider_choices_dup_origin (self->choices, id);
  profile = troupe_presets_find (self->presets, origin);
  if (profile == NULL)
    {
      g_ptr_array_add (self->errors,
                       g_error_new (TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PROFILE,
                                    "providers.ini: provider \"%s\": there is no profile \"%s\"", id, origin));
      return;
    }
  provider = troupe_provider_new (profile, id);
  troupe_provider_choices_read (self->choices, provider, self->errors);
  g_ptr_array_add (self->providers, provider);
}

/* Those the order names, then those of which there is only a group, as when a person wrote it */
static void
load_listed (TroupeProviders *self)
{
  g_auto (GStrv) order = g_key_file_get_string_list (self->choices, "troupe", "order", NULL, NULL);
  g_auto (GStrv) groups = g_key_file_get_groups (self->choices, NULL);

  for (gsize i = 0; order != NULL && order[i] != NULL; i++)
    load_provider (self, order[i]);
  for (gsize i = 0; groups[i] != NULL; i++)
    {
      g_autofree char *id = troupe_provider_choices_dup_id (groups[i]);

      if (id != NULL && (order == NULL || !g_strv_contains ((const char * const *) order, id)))
        load_provider (self, id);
    }
}

static void
ensure_builtin (TroupeProviders *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->presets)); i++)
    {
      g_autoptr (TroupeProfile) profile = g_list_model_get_item (G_LIST_MODEL (self->presets), i);
      TroupeProvider *provider;

      if (!troupe_profile_is_builtin (profile))
        continue;
      provider = troupe_providers_find_in (self->providers, troupe_profile_get_id (profile));
      if (provider == NULL)
        g_ptr_array_insert (self->providers, 0, troupe_provider_new (profile, NULL));
      else
        troupe_provider_set_enabled (provider, TRUE);
    }
}

static void
load_choices (TroupeProviders *self)
{
  g_autofree char *path = dup_choices_path ();
  GError *problem = NULL;

  if (g_key_file_load_from_file (self->choices, path,
                                 G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS, &problem))
    return;

  g_prefix_error (&problem, "%s: ", path);
  if (g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_clear_error (&problem);    /* nothing was chosen yet */
      return;
    }
  self->is_damaged = TRUE;
  g_ptr_array_add (self->errors, problem);
}

static void
load_default (TroupeProviders *self)
{
  g_autofree char *chosen = g_key_file_get_string (self->choices, "troupe", "default", NULL);
  TroupeProvider *provider = chosen != NULL ? troupe_providers_find_in (self->providers, chosen) : NULL;

  if (provider == NULL || !troupe_provider_is_enabled (provider))
    provider = troupe_providers_first_enabled (self, NULL);
  g_set_object (&self->default_provider, provider);
}

/* Where there is but one, nobody has to say whose key the one in the environment is. */
static void
name_only_account (TroupeProviders *self)
{
  TroupeProvider *only = NULL;

  for (guint i = 0; i < self->providers->len; i++)
    {
      TroupeProvider *provider = self->providers->pdata[i];

      if (troupe_profile_is_builtin (troupe_provider_get_profile (provider)))
        continue;
      if (only != NULL)
        return;
      only = provider;
    }
  if (only != NULL)
    troupe_keys_name_owner (TROUPE_KEY_OWNER (only));
}

static void
troupe_providers_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_DEFAULT:
      g_value_set_object (value, troupe_providers_get_default (TROUPE_PROVIDERS (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_providers_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_DEFAULT:
      troupe_providers_set_default (TROUPE_PROVIDERS (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_providers_dispose (GObject *object)
{
  TroupeProviders *self = TROUPE_PROVIDERS (object);

  g_clear_object (&self->presets);
  g_clear_object (&self->default_provider);
  G_OBJECT_CLASS (troupe_providers_parent_class)->dispose (object);
}

static void
troupe_providers_finalize (GObject *object)
{
  TroupeProviders *self = TROUPE_PROVIDERS (object);

  g_clear_pointer (&self->providers, g_ptr_array_unref);
  g_clear_pointer (&self->unlisted, g_ptr_array_unref);
  g_clear_pointer (&self->errors, g_ptr_array_unref);
  g_clear_pointer (&self->choices, g_key_file_unref);
  G_OBJECT_CLASS (troupe_providers_parent_class)->finalize (object);
}

static void
troupe_providers_class_init (TroupeProvidersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = troupe_providers_get_property;
  object_class->set_property = troupe_providers_set_property;
  object_class->dispose = troupe_providers_dispose;
  object_class->finalize = troupe_providers_finalize;

  properties[PROP_DEFAULT] =
    g_param_spec_object ("default", NULL, NULL, TROUPE_TYPE_PROVIDER,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
troupe_providers_init (TroupeProviders *self)
{
  self->presets = troupe_presets_new ();
  self->providers = g_ptr_array_new_with_free_func (g_object_unref);
  self->unlisted = g_ptr_array_new_with_free_func (g_object_unref);
  self->errors = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  self->choices = g_key_file_new ();
}

/**
 * troupe_providers_new:
 *
 * Loads the profiles and the accounts the person added.
 *
 * Reads a few small files of the configuration folder, at start only. What cannot be used is left out and
 * listed by troupe_providers_get_errors().
 *
 * Returns: (transfer full): the providers, at least the builtin one
 */
TroupeProviders *
troupe_providers_new (void)
{
  TroupeProviders *self = g_object_new (TROUPE_TYPE_PROVIDERS, NULL);
  GPtrArray *refused = troupe_presets_get_errors (self->presets);

  for (guint i = 0; i < refused->len; i++)
    g_ptr_array_add (self->errors, g_error_copy (refused->pdata[i]));
  load_choices (self);
  load_listed (self);
  ensure_builtin (self);
  load_default (self);
  name_only_account (self);
  return self;
}

/**
 * troupe_providers_find:
 * @self: the providers
 * @id: the id of an account or a profile
 *
 * Finds a provider.
 *
 * A profile that was never added can be used by its id as well: it is an account with nothing of its own, which
 * is not in the list. One that the person removed is not found.
 *
 * Returns: (transfer none) (nullable): the provider, `NULL` where there is none of that id
 */
TroupeProvider *
troupe_providers_find (TroupeProviders *self,
                       const char      *id)
{
  TroupeProvider *provider;
  TroupeProfile *profile;

  g_return_val_if_fail (TROUPE_IS_PROVIDERS (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  provider = troupe_providers_find_in (self->providers, id);
  if (provider != NULL || troupe_provider_choices_is_removed (self->choices, id))
    return provider;

  provider = troupe_providers_find_in (self->unlisted, id);
  profile = troupe_presets_find (self->presets, id);
  if (provider == NULL && profile != NULL)
    {
      provider = troupe_provider_new (profile, NULL);
      g_ptr_array_add (self->unlisted, provider);
    }
  return provider;
}

/**
 * troupe_providers_contains:
 * @self: the providers
 * @provider: a provider
 *
 * Says whether the person added a provider.
 *
 * Returns: `TRUE` if it is in the list
 */
gboolean
troupe_providers_contains (TroupeProviders *self,
                           TroupeProvider  *provider)
{
  g_return_val_if_fail (TROUPE_IS_PROVIDERS (self), FALSE);
  return g_ptr_array_find (self->providers, provider, NULL);
}

/**
 * troupe_providers_get_position:
 * @self: the providers
 * @provider: a provider
 *
 * Gets the place of a provider in the list.
 *
 * Returns: its place; the number of providers for one that is not in the list
 */
guint
troupe_providers_get_position (TroupeProviders *self,
                               TroupeProvider  *provider)
{
  guint position;

  g_return_val_if_fail (TROUPE_IS_PROVIDERS (self), 0);
  return g_ptr_array_find (self->providers, provider, &position) ? position : self->providers->len;
}

/**
 * troupe_providers_dup_name_of:
 * @self: the providers
 * @id: the id of a provider, which need not be there any more
 *
 * Gets the name a person knows or knew.
 *
 * Returns: (transfer full): the name of the provider, of the removed one or of the profile, else @id itself
 */
char *
troupe_providers_dup_name_of (TroupeProviders *self,
                              const char      *id)
{
  TroupeProvider *provider;
  TroupeProfile *profile;
  char *name;

  g_return_val_if_fail (TROUPE_IS_PROVIDERS (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  provider = troupe_providers_find_in (self->providers, id);
  if (provider != NULL)
    return g_strdup (troupe_provider_get_name (provider));
  name = troupe_provider_choices_dup_name (self->choices, id);
  if (name != NULL)
    return name;
  profile = troupe_presets_find (self->presets, id);
  return g_strdup (profile != NULL ? troupe_profile_get_name (profile) : id);
}

/**
 * troupe_providers_get_default:
 * @self: the providers
 *
 * Gets the provider a new character goes to when nothing else is said: the builtin one, until the person
 * chooses.
 *
 * Returns: (transfer none): one of @self
 */
TroupeProvider *
troupe_providers_get_default (TroupeProviders *self)
{
  g_return_val_if_fail (TROUPE_IS_PROVIDERS (self), NULL);
  return self->default_provider;
}

/**
 * troupe_providers_set_default:
 * @self: the providers
 * @provider: one of @self that is switched on
 *
 * Chooses the provider a new character goes to; lasts when it is saved.
 */
void
troupe_providers_set_default (TroupeProviders *self,
                              TroupeProvider  *provider)
{
  g_return_if_fail (TROUPE_IS_PROVIDERS (self));
  g_return_if_fail (troupe_providers_contains (self, provider));

  if (g_set_object (&self->default_provider, provider))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEFAULT]);
}

/**
 * troupe_providers_get_profiles:
 * @self: the providers
 *
 * Gets what an account can be made of.
 *
 * Returns: (transfer none): the profiles
 */
TroupePresets *
troupe_providers_get_profiles (TroupeProviders *self)
{
  g_return_val_if_fail (TROUPE_IS_PROVIDERS (self), NULL);
  return self->presets;
}

/* Also those whose profile is not there at the moment, at the end */
static void
write_order (TroupeProviders *self)
{
  g_auto (GStrv) before = g_key_file_get_string_list (self->choices, "troupe", "order", NULL, NULL);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  for (guint i = 0; i < self->providers->len; i++)
    g_ptr_array_add (order, (gpointer) troupe_provider_get_id (self->providers->pdata[i]));
  for (gsize i = 0; before != NULL && before[i] != NULL; i++)
    if (troupe_providers_find_in (self->providers, before[i]) == NULL &&
        !troupe_provider_choices_is_removed (self->choices, before[i]))
      g_ptr_array_add (order, before[i]);
  g_key_file_set_string_list (self->choices, "troupe", "order", (const char * const *) order->pdata, order->len);
}

/* A file that could not be read may still hold addresses the person wants back. */
static gboolean
set_damaged_aside (TroupeProviders *self,
                   const char      *path,
                   GError         **error)
{
  g_autofree char *aside = g_strconcat (path, "~", NULL);

  if (self->is_damaged && g_rename (path, aside) != 0)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", path, g_strerror (code));
      return FALSE;
    }
  self->is_damaged = FALSE;
  return TRUE;
}

/**
 * troupe_providers_save:
 * @self: the providers
 *
 * Writes the accounts, their order and the default to `troupe/providers.ini` in the configuration folder.
 *
 * The file is replaced in one step; one that could not be read is kept as `providers.ini~`. Fails with
 * `G_FILE_ERROR`.
 *
 * Returns: whether the choices are on disk
 */
gboolean
troupe_providers_save (TroupeProviders *self,
                       GError         **error)
{
  g_autofree char *path = dup_choices_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  g_return_val_if_fail (TROUPE_IS_PROVIDERS (self), FALSE);

  g_key_file_set_string (self->choices, "troupe", "default",
                         troupe_provider_get_id (self->default_provider));
  write_order (self);
  for (guint i = 0; i < self->providers->len; i++)
    troupe_provider_choices_write (self->choices, self->providers->pdata[i]);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", folder,
                   g_strerror (code));
      return FALSE;
    }
  return set_damaged_aside (self, path, error) && g_key_file_save_to_file (self->choices, path, error);
}

/**
 * troupe_providers_get_errors:
 * @self: the providers
 *
 * Lists what was left out when the providers were loaded.
 *
 * Each is a `TROUPE_PROVIDER_ERROR_PROFILE` or `G_IO_ERROR` of a profile, or of the choices a
 * `TROUPE_PROVIDER_ERROR_VALUE` for a base address, `G_FILE_ERROR` or `G_KEY_FILE_ERROR`; its message names
 * the file.
 *
 * Returns: (transfer none) (element-type GError): the errors, often none
 */
GPtrArray *
troupe_providers_get_errors (TroupeProviders *self)
{
  g_return_val_if_fail (TROUPE_IS_PROVIDERS (self), NULL);
  return self->errors;
}
