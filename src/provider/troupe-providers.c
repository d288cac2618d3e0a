/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-providers.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "troupe-profiles.h"
#include "troupe-provider-error.h"

#define SHIPPED_PATH "/io/github/troupe_app/Troupe/profiles/"

struct _TroupeProviders
{
  GObject         parent_instance;

  /* Owned */
  GPtrArray      *providers;           /* of TroupeProvider */
  GPtrArray      *errors;              /* of GError */
  TroupeProvider *default_provider;    /* one of them */
  GKeyFile       *choices;             /* as read; keeps what this version does not know */
};

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

static char *
dup_group (TroupeProvider *provider)
{
  return g_strconcat ("provider ", troupe_provider_get_id (provider), NULL);
}

static int
compare_shipped (TroupeProvider **a,
                 TroupeProvider **b)
{
  gboolean a_builtin = troupe_profile_is_builtin (troupe_provider_get_profile (*a));
  gboolean b_builtin = troupe_profile_is_builtin (troupe_provider_get_profile (*b));

  if (a_builtin != b_builtin)
    return a_builtin ? -1 : 1;
  return g_utf8_collate (troupe_provider_get_name (*a), troupe_provider_get_name (*b));
}

static void
load_shipped (TroupeProviders *self)
{
  g_auto (GStrv) names = NULL;
  GResource *resource = troupe_profiles_get_resource ();

  names = g_resource_enumerate_children (resource, SHIPPED_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (SHIPPED_PATH, names[i], NULL);
      g_autoptr (GBytes) json = NULL;
      g_autoptr (TroupeProfile) profile = NULL;
      GError *problem = NULL;

      json = g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      profile = troupe_profile_new (json, names[i], &problem);
      if (profile != NULL)
        g_ptr_array_add (self->providers, troupe_provider_new (profile));
      else
        g_ptr_array_add (self->errors, problem);
    }
  g_ptr_array_sort (self->providers, (GCompareFunc) compare_shipped);
}

/* A profile of the person's own may not stand for a shipped one: the key of that one would go to it. */
static TroupeProfile *
read_own (TroupeProviders *self,
          const char      *path,
          GError         **error)
{
  g_autoptr (TroupeProfile) profile = troupe_profile_load (path, error);

  if (profile == NULL)
    return NULL;
  if (troupe_profile_is_builtin (profile))
    {
      g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PROFILE,
                   "%s: $.builtin: only for profiles that Troupe ships", path);
      return NULL;
    }
  if (troupe_providers_find (self, troupe_profile_get_id (profile)) != NULL)
    {
      g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PROFILE,
                   "%s: $.id: another profile has the id \"%s\"", path,
                   troupe_profile_get_id (profile));
      return NULL;
    }
  return g_steal_pointer (&profile);
}

static int
compare_names (const char **a,
               const char **b)
{
  return strcmp (*a, *b);
}

static void
load_own (TroupeProviders *self)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "troupe", "profiles", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);    /* no folder, no profiles */
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, (GCompareFunc) compare_names);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
      g_autoptr (TroupeProfile) profile = NULL;
      GError *problem = NULL;

      profile = read_own (self, path, &problem);
      if (profile != NULL)
        g_ptr_array_add (self->providers, troupe_provider_new (profile));
      else
        g_ptr_array_add (self->errors, problem);
    }
}

static void
load_base (TroupeProviders *self,
           TroupeProvider  *provider)
{
  g_autofree char *group = dup_group (provider);
  g_autofree char *base = g_key_file_get_string (self->choices, group, "base", NULL);
  GError *problem = NULL;

  if (base == NULL || troupe_profile_is_builtin (troupe_provider_get_profile (provider)))
    return;
  if (!troupe_provider_set_base (provider, base, &problem))
    g_ptr_array_add (self->errors, problem);
}

static void
load_choices (TroupeProviders *self)
{
  g_autofree char *path = dup_choices_path ();
  g_autofree char *chosen = NULL;
  GError *problem = NULL;
  TroupeProvider *provider = NULL;

  if (!g_key_file_load_from_file (self->choices, path,
                                  G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS, &problem))
    {
      g_prefix_error (&problem, "%s: ", path);
      if (g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        g_clear_error (&problem);    /* nothing was chosen yet */
      else
        g_ptr_array_add (self->errors, problem);
    }

  for (guint i = 0; i < self->providers->len; i++)
    load_base (self, self->providers->pdata[i]);
  chosen = g_key_file_get_string (self->choices, "troupe", "default", NULL);
  if (chosen != NULL)
    provider = troupe_providers_find (self, chosen);
  g_set_object (&self->default_provider, provider != NULL ? provider : self->providers->pdata[0]);
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

  g_clear_object (&self->default_provider);
  G_OBJECT_CLASS (troupe_providers_parent_class)->dispose (object);
}

static void
troupe_providers_finalize (GObject *object)
{
  TroupeProviders *self = TROUPE_PROVIDERS (object);

  g_clear_pointer (&self->providers, g_ptr_array_unref);
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
  self->providers = g_ptr_array_new_with_free_func (g_object_unref);
  self->errors = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  self->choices = g_key_file_new ();
}

/**
 * troupe_providers_new:
 *
 * Loads the shipped profiles, the person's own and the person's choices.
 *
 * Reads a few small files of the configuration folder, at start only. What cannot be used is left out and
 * listed by troupe_providers_get_errors(). The order is: the builtin provider, the shipped ones by name, the
 * person's own by file name.
 *
 * Returns: (transfer full): the providers, at least one
 */
TroupeProviders *
troupe_providers_new (void)
{
  TroupeProviders *self = g_object_new (TROUPE_TYPE_PROVIDERS, NULL);

  load_shipped (self);
  load_own (self);
  load_choices (self);
  return self;
}

/**
 * troupe_providers_find:
 * @self: the providers
 * @id: the id of a profile
 *
 * Finds a provider.
 *
 * Returns: (transfer none) (nullable): the provider, `NULL` where there is none of that id
 */
TroupeProvider *
troupe_providers_find (TroupeProviders *self,
                       const char      *id)
{
  g_return_val_if_fail (TROUPE_IS_PROVIDERS (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < self->providers->len; i++)
    if (g_str_equal (troupe_provider_get_id (self->providers->pdata[i]), id))
      return self->providers->pdata[i];
  return NULL;
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
 * @provider: one of @self
 *
 * Chooses the provider a new character goes to; lasts when it is saved.
 */
void
troupe_providers_set_default (TroupeProviders *self,
                              TroupeProvider  *provider)
{
  g_return_if_fail (TROUPE_IS_PROVIDERS (self));
  g_return_if_fail (g_ptr_array_find (self->providers, provider, NULL));

  if (g_set_object (&self->default_provider, provider))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEFAULT]);
}

static void
write_base (TroupeProviders *self,
            TroupeProvider  *provider)
{
  g_autofree char *group = dup_group (provider);
  TroupeProfile *profile = troupe_provider_get_profile (provider);
  const char *base = troupe_provider_get_base (provider);

  if (troupe_profile_is_builtin (profile))
    return;
  if (g_strcmp0 (base, troupe_profile_get_base (profile)) == 0)
    g_key_file_remove_key (self->choices, group, "base", NULL);    /* it may have had none */
  else
    g_key_file_set_string (self->choices, group, "base", base);
}

/**
 * troupe_providers_save:
 * @self: the providers
 *
 * Writes the default and the changed base addresses to `troupe/providers.ini` in the configuration folder.
 *
 * The file is replaced in one step. Fails with `G_FILE_ERROR`.
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
  for (guint i = 0; i < self->providers->len; i++)
    write_base (self, self->providers->pdata[i]);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", folder,
                   g_strerror (code));
      return FALSE;
    }
  return g_key_file_save_to_file (self->choices, path, error);
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
