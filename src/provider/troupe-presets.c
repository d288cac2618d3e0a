/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-presets.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "troupe-profiles.h"
#include "troupe-provider-error.h"

#define SHIPPED_PATH "/io/github/troupe_app/Troupe/profiles/"

/**
 * TroupePresets:
 *
 * The profiles an account can be made of: the builtin one, the shipped ones by name, the person's own by file
 * name. Owns them and what was said of the files that were refused.
 */
struct _TroupePresets
{
  GObject    parent_instance;

  /* Owned */
  GPtrArray *profiles;    /* of TroupeProfile */
  GPtrArray *errors;      /* of GError */
};

static void troupe_presets_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TroupePresets, troupe_presets, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, troupe_presets_list_model_init))

static GType
troupe_presets_get_item_type (GListModel *model)
{
  return TROUPE_TYPE_PROFILE;
}

static guint
troupe_presets_get_n_items (GListModel *model)
{
  return TROUPE_PRESETS (model)->profiles->len;
}

static gpointer
troupe_presets_get_item (GListModel *model,
                         guint       position)
{
  TroupePresets *self = TROUPE_PRESETS (model);

  return position < self->profiles->len ? g_object_ref (self->profiles->pdata[position]) : NULL;
}

static void
troupe_presets_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = troupe_presets_get_item_type;
  iface->get_n_items = troupe_presets_get_n_items;
  iface->get_item = troupe_presets_get_item;
}

static char *
dup_folder (void)
{
  return g_build_filename (g_get_user_config_dir (), "troupe", "profiles", NULL);
}

static int
compare_shipped (TroupeProfile **a,
                 TroupeProfile **b)
{
  gboolean a_builtin = troupe_profile_is_builtin (*a);
  gboolean b_builtin = troupe_profile_is_builtin (*b);

  if (a_builtin != b_builtin)
    return a_builtin ? -1 : 1;
  return g_utf8_collate (troupe_profile_get_name (*a), troupe_profile_get_name (*b));
}

static void
load_shipped (TroupePresets *self)
{
  g_auto (GStrv) names = NULL;
  GResource *resource = troupe_profiles_get_resource ();

  names = g_resource_enumerate_children (resource, SHIPPED_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (SHIPPED_PATH, names[i], NULL);
      g_autoptr (GBytes) json = g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

      g_ptr_array_add (self->profiles, troupe_profile_new_shipped (json));
    }
  g_ptr_array_sort (self->profiles, (GCompareFunc) compare_shipped);
}

/* A profile of the person's own may not stand for a shipped one: the key of that one would go to it. */
static TroupeProfile *
read_own (TroupePresets *self,
          const char    *path,
          GError       **error)
{
  g_autoptr (TroupeProfile) profile = troupe_profile_load (path, error);

  if (profile == NULL)
    return NULL;
  if (troupe_presets_find (self, troupe_profile_get_id (profile)) != NULL)
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
load_own (TroupePresets *self)
{
  g_autofree char *folder = dup_folder ();
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
      GError *problem = NULL;
      TroupeProfile *profile = read_own (self, path, &problem);

      if (profile != NULL)
        g_ptr_array_add (self->profiles, profile);
      else
        g_ptr_array_add (self->errors, problem);
    }
}

static void
troupe_presets_finalize (GObject *object)
{
  TroupePresets *self = TROUPE_PRESETS (object);

  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_clear_pointer (&self->errors, g_ptr_array_unref);
  G_OBJECT_CLASS (troupe_presets_parent_class)->finalize (object);
}

static void
troupe_presets_class_init (TroupePresetsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = troupe_presets_finalize;
}

static void
troupe_presets_init (TroupePresets *self)
{
  self->profiles = g_ptr_array_new_with_free_func (g_object_unref);
  self->errors = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
}

/**
 * troupe_presets_new:
 *
 * Loads the shipped profiles and the person's own.
 *
 * Reads a few small files of the configuration folder, at start only. What cannot be used is left out and
 * listed by troupe_presets_get_errors().
 *
 * Returns: (transfer full): the profiles, at least the builtin one
 */
TroupePresets *
troupe_presets_new (void)
{
  TroupePresets *self = g_object_new (TROUPE_TYPE_PRESETS, NULL);

  load_shipped (self);
  load_own (self);
  return self;
}

/**
 * troupe_presets_find:
 * @self: the presets
 * @id: the id of a profile
 *
 * Finds a profile.
 *
 * Returns: (transfer none) (nullable): the profile, `NULL` where there is none of that id
 */
TroupeProfile *
troupe_presets_find (TroupePresets *self,
                     const char    *id)
{
  g_return_val_if_fail (TROUPE_IS_PRESETS (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < self->profiles->len; i++)
    if (g_str_equal (troupe_profile_get_id (self->profiles->pdata[i]), id))
      return self->profiles->pdata[i];
  return NULL;
}

/* What is written is what was checked, not what the file holds by then. */
static gboolean
write_own (TroupeProfile *profile,
           GError       **error)
{
  g_autofree char *folder = dup_folder ();
  g_autofree char *name = g_strconcat (troupe_profile_get_id (profile), ".json", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (JsonNode) root = troupe_profile_to_json (profile);
  g_autofree char *text = json_to_string (root, TRUE);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", folder,
                   g_strerror (code));
      return FALSE;
    }
  if (g_file_test (path, G_FILE_TEST_EXISTS))    /* a file that was refused: it stays for the person to look at */
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST, "%s: there is a file of that name already", path);
      return FALSE;
    }
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

/**
 * troupe_presets_add_file:
 * @self: the presets
 * @path: a file
 *
 * Reads a profile and copies it to the person's own, as `ID.json`.
 *
 * Reads and writes one small file. Fails as troupe_profile_load() does, with `TROUPE_PROVIDER_ERROR_PROFILE`
 * also when another profile has its id, and with `G_FILE_ERROR`.
 *
 * Returns: (transfer none): the new profile
 */
TroupeProfile *
troupe_presets_add_file (TroupePresets *self,
                         const char    *path,
                         GError       **error)
{
  g_autoptr (TroupeProfile) profile = NULL;
  guint position;

  g_return_val_if_fail (TROUPE_IS_PRESETS (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  profile = read_own (self, path, error);
  if (profile == NULL || !write_own (profile, error))
    return NULL;

  position = self->profiles->len;
  g_ptr_array_add (self->profiles, g_object_ref (profile));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
  return profile;
}

/**
 * troupe_presets_get_errors:
 * @self: the presets
 *
 * Lists what was left out when the profiles were loaded: a `TROUPE_PROVIDER_ERROR_PROFILE` or `G_IO_ERROR`
 * each, whose message names the file.
 *
 * Returns: (transfer none) (element-type GError): the errors, often none
 */
GPtrArray *
troupe_presets_get_errors (TroupePresets *self)
{
  g_return_val_if_fail (TROUPE_IS_PRESETS (self), NULL);
  return self->errors;
}
