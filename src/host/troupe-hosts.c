/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-hosts.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "troupe-host-error.h"
#include "troupe-keys.h"

#define GROUP_PREFIX "host "

struct _TroupeHosts
{
  GObject     parent_instance;

  /* Owned */
  GPtrArray  *hosts;           /* of TroupeHost */
  GPtrArray  *errors;          /* of GError */
  TroupeHost *default_host;    /* one of them, or NULL */
  GKeyFile   *file;            /* as read; keeps what this version does not know */

  gboolean    is_damaged;      /* the file could not be read */
};

static void troupe_hosts_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TroupeHosts, troupe_hosts, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, troupe_hosts_list_model_init))

enum { PROP_0, PROP_DEFAULT, N_PROPS };
static GParamSpec *properties[N_PROPS];

static GType
troupe_hosts_get_item_type (GListModel *model)
{
  return TROUPE_TYPE_HOST;
}

static guint
troupe_hosts_get_n_items (GListModel *model)
{
  return TROUPE_HOSTS (model)->hosts->len;
}

static gpointer
troupe_hosts_get_item (GListModel *model,
                       guint       position)
{
  TroupeHosts *self = TROUPE_HOSTS (model);

  return position < self->hosts->len ? g_object_ref (self->hosts->pdata[position]) : NULL;
}

static void
troupe_hosts_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = troupe_hosts_get_item_type;
  iface->get_n_items = troupe_hosts_get_n_items;
  iface->get_item = troupe_hosts_get_item;
}

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "troupe", "hosts.ini", NULL);
}

static gboolean
is_id (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_islower (*p) && !g_ascii_isdigit (*p) && *p != '-')
      return FALSE;
  return *text != '\0';
}

static gboolean
read_settings (TroupeHosts *self,
               TroupeHost  *host,
               const char  *group,
               GError     **error)
{
  const TroupeHostKind *kind = troupe_host_get_kind (host);

  for (gsize i = 0; i < kind->n_settings; i++)
    {
      const char *name = kind->settings[i].name;
      g_autofree char *text = g_key_file_get_string (self->file, group, name, NULL);    /* often not set */

      if (text != NULL && !troupe_host_set_setting (host, name, text, error))
        return FALSE;
    }
  return TRUE;
}

static TroupeHost *
read_host (TroupeHosts *self,
           const char  *group,
           GError     **error)
{
  const char *id = group + strlen (GROUP_PREFIX);
  g_autofree char *kind_id = g_key_file_get_string (self->file, group, "kind", NULL);
  g_autofree char *name = g_key_file_get_string (self->file, group, "name", NULL);
  const TroupeHostKind *kind = kind_id != NULL ? troupe_host_kind_find (kind_id) : NULL;
  g_autoptr (TroupeHost) host = NULL;

  if (!is_id (id) || kind == NULL)
    {
      g_set_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_SETTING, "%s",
                   kind == NULL ? "kind: expected form, s3 or folder"
                                : "an id has lower-case letters, digits and hyphens only");
      return NULL;
    }
  host = troupe_host_new (id, name != NULL ? name : id, kind);
  return read_settings (self, host, group, error) ? g_steal_pointer (&host) : NULL;
}

static void
read_hosts (TroupeHosts *self,
            const char  *path)
{
  g_auto (GStrv) groups = g_key_file_get_groups (self->file, NULL);

  for (gsize i = 0; groups[i] != NULL; i++)
    {
      GError *problem = NULL;
      TroupeHost *host;

      if (!g_str_has_prefix (groups[i], GROUP_PREFIX))
        continue;
      host = read_host (self, groups[i], &problem);
      if (host != NULL)
        {
          g_ptr_array_add (self->hosts, host);
          continue;
        }
      g_prefix_error (&problem, "%s: [%s]: ", path, groups[i]);
      g_ptr_array_add (self->errors, problem);
    }
}

static void
load (TroupeHosts *self)
{
  g_autofree char *path = dup_path ();
  g_autofree char *chosen = NULL;
  GError *problem = NULL;

  if (!g_key_file_load_from_file (self->file, path, G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS,
                                  &problem))
    {
      g_prefix_error (&problem, "%s: ", path);
      self->is_damaged = !g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOENT);
      if (self->is_damaged)
        g_ptr_array_add (self->errors, problem);
      else
        g_clear_error (&problem);    /* no host was set up yet */
    }
  read_hosts (self, path);
  chosen = g_key_file_get_string (self->file, "troupe", "default", NULL);
  if (chosen != NULL)
    g_set_object (&self->default_host, troupe_hosts_find (self, chosen));
  if (self->default_host == NULL && self->hosts->len > 0)
    g_set_object (&self->default_host, self->hosts->pdata[0]);
}

static void
troupe_hosts_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_DEFAULT:
      g_value_set_object (value, troupe_hosts_get_default (TROUPE_HOSTS (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_hosts_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_DEFAULT:
      troupe_hosts_set_default (TROUPE_HOSTS (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_hosts_dispose (GObject *object)
{
  TroupeHosts *self = TROUPE_HOSTS (object);

  g_clear_object (&self->default_host);
  G_OBJECT_CLASS (troupe_hosts_parent_class)->dispose (object);
}

static void
troupe_hosts_finalize (GObject *object)
{
  TroupeHosts *self = TROUPE_HOSTS (object);

  g_clear_pointer (&self->hosts, g_ptr_array_unref);
  g_clear_pointer (&self->errors, g_ptr_array_unref);
  g_clear_pointer (&self->file, g_key_file_unref);
  G_OBJECT_CLASS (troupe_hosts_parent_class)->finalize (object);
}

static void
troupe_hosts_class_init (TroupeHostsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = troupe_hosts_get_property;
  object_class->set_property = troupe_hosts_set_property;
  object_class->dispose = troupe_hosts_dispose;
  object_class->finalize = troupe_hosts_finalize;

  properties[PROP_DEFAULT] =
    g_param_spec_object ("default", NULL, NULL, TROUPE_TYPE_HOST,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
troupe_hosts_init (TroupeHosts *self)
{
  self->hosts = g_ptr_array_new_with_free_func (g_object_unref);
  self->errors = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  self->file = g_key_file_new ();
}

/**
 * troupe_hosts_new:
 *
 * Loads the person's hosts from `troupe/hosts.ini` in the configuration folder.
 *
 * Reads one small file, at start only. What cannot be used is left out, stays in the file and is listed by
 * troupe_hosts_get_errors().
 *
 * Returns: (transfer full): the hosts, perhaps none
 */
TroupeHosts *
troupe_hosts_new (void)
{
  TroupeHosts *self = g_object_new (TROUPE_TYPE_HOSTS, NULL);

  load (self);
  if (self->hosts->len == 1)
    troupe_keys_name_owner (self->hosts->pdata[0]);
  return self;
}

/**
 * troupe_hosts_find:
 * @self: the hosts
 * @id: the id of a host
 *
 * Returns: (transfer none) (nullable): the host, `NULL` where there is none of that id
 */
TroupeHost *
troupe_hosts_find (TroupeHosts *self,
                   const char  *id)
{
  g_return_val_if_fail (TROUPE_IS_HOSTS (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < self->hosts->len; i++)
    if (g_str_equal (troupe_host_get_id (self->hosts->pdata[i]), id))
      return self->hosts->pdata[i];
  return NULL;
}

/**
 * troupe_hosts_get_default:
 * @self: the hosts
 *
 * Gets the host that clips go to: the first one, until the person chooses.
 *
 * Returns: (transfer none) (nullable): one of @self, `NULL` while there is none
 */
TroupeHost *
troupe_hosts_get_default (TroupeHosts *self)
{
  g_return_val_if_fail (TROUPE_IS_HOSTS (self), NULL);
  return self->default_host;
}

/**
 * troupe_hosts_set_default:
 * @self: the hosts
 * @host: one of @self
 *
 * Chooses the host that clips go to; lasts when it is saved.
 */
void
troupe_hosts_set_default (TroupeHosts *self,
                          TroupeHost  *host)
{
  g_return_if_fail (TROUPE_IS_HOSTS (self));
  g_return_if_fail (g_ptr_array_find (self->hosts, host, NULL));

  if (g_set_object (&self->default_host, host))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEFAULT]);
}

/* Also one that could not be used, and still stands in the file */
static gboolean
is_taken (TroupeHosts *self,
          const char  *id)
{
  g_autofree char *group = g_strconcat (GROUP_PREFIX, id, NULL);

  return troupe_hosts_find (self, id) != NULL || g_key_file_has_group (self->file, group);
}

static char *
dup_id (TroupeHosts *self,
        const char  *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");
  g_autoptr (GString) id = g_string_new (NULL);
  g_autofree char *first = NULL;

  for (const char *p = ascii; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (id, g_ascii_tolower (*p));
    else if (id->len > 0 && id->str[id->len - 1] != '-')
      g_string_append_c (id, '-');
  if (id->len > 0 && id->str[id->len - 1] == '-')
    g_string_truncate (id, id->len - 1);
  if (id->len == 0)
    g_string_assign (id, "host");

  first = g_strdup (id->str);
  for (guint i = 2; is_taken (self, id->str); i++)
    g_string_printf (id, "%s-%u", first, i);
  return g_strdup (id->str);
}

/**
 * troupe_hosts_make:
 * @self: the hosts
 * @name: the name a person gives it
 * @kind: how it publishes
 *
 * Makes a host whose id no other one has. It is not in @self yet.
 *
 * Returns: (transfer full): the host
 */
TroupeHost *
troupe_hosts_make (TroupeHosts          *self,
                   const char           *name,
                   const TroupeHostKind *kind)
{
  g_autofree char *id = NULL;

  g_return_val_if_fail (TROUPE_IS_HOSTS (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  id = dup_id (self, name);
  return troupe_host_new (id, name, kind);
}

/**
 * troupe_hosts_add:
 * @self: the hosts
 * @host: a host with an id of its own, from troupe_hosts_make()
 *
 * Adds a host at the end; lasts when it is saved. The first one becomes the default.
 */
void
troupe_hosts_add (TroupeHosts *self,
                  TroupeHost  *host)
{
  g_return_if_fail (TROUPE_IS_HOSTS (self));
  g_return_if_fail (TROUPE_IS_HOST (host));
  g_return_if_fail (troupe_hosts_find (self, troupe_host_get_id (host)) == NULL);

  g_ptr_array_add (self->hosts, g_object_ref (host));
  g_list_model_items_changed (G_LIST_MODEL (self), self->hosts->len - 1, 0, 1);
  if (self->default_host == NULL)
    troupe_hosts_set_default (self, host);
}

/**
 * troupe_hosts_remove:
 * @self: the hosts
 * @host: one of @self
 *
 * Removes a host; lasts when it is saved. Its key is for the caller to clear, and what was published there stays.
 */
void
troupe_hosts_remove (TroupeHosts *self,
                     TroupeHost  *host)
{
  g_autofree char *group = NULL;
  guint position;

  g_return_if_fail (TROUPE_IS_HOSTS (self));
  g_return_if_fail (g_ptr_array_find (self->hosts, host, &position));

  group = g_strconcat (GROUP_PREFIX, troupe_host_get_id (host), NULL);
  g_key_file_remove_group (self->file, group, NULL);    /* a new one is in no file yet */
  if (host == self->default_host)
    {
      guint other = position == 0 ? 1 : 0;
      TroupeHost *next = other < self->hosts->len ? self->hosts->pdata[other] : NULL;

      g_set_object (&self->default_host, next);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEFAULT]);
    }
  g_ptr_array_remove_index (self->hosts, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

static void
write_host (TroupeHosts *self,
            TroupeHost  *host)
{
  const TroupeHostKind *kind = troupe_host_get_kind (host);
  g_autofree char *group = g_strconcat (GROUP_PREFIX, troupe_host_get_id (host), NULL);

  g_key_file_set_string (self->file, group, "name", troupe_host_get_name (host));
  g_key_file_set_string (self->file, group, "kind", kind->id);
  for (gsize i = 0; i < kind->n_settings; i++)
    {
      const char *name = kind->settings[i].name;

      if (troupe_host_has_setting (host, name))
        g_key_file_set_string (self->file, group, name, troupe_host_get_setting (host, name));
      else
        g_key_file_remove_key (self->file, group, name, NULL);    /* it may not have been there */
    }
}

static gboolean
fail (GError    **error,
      const char *path)
{
  int code = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", path, g_strerror (code));
  return FALSE;
}

/* What the person wrote by hand, with a slip in it, is not lost. */
static gboolean
keep_damaged (TroupeHosts *self,
              const char  *path,
              GError     **error)
{
  g_autofree char *aside = g_strconcat (path, "~", NULL);

  if (self->is_damaged && g_rename (path, aside) != 0)
    return fail (error, path);
  self->is_damaged = FALSE;
  return TRUE;
}

/**
 * troupe_hosts_save:
 * @self: the hosts
 *
 * Writes the hosts to `troupe/hosts.ini` in the configuration folder, without any key.
 *
 * The file is replaced in one step; one that could not be read is kept as `hosts.ini~`. Fails with
 * `G_FILE_ERROR`.
 *
 * Returns: whether they are on disk
 */
gboolean
troupe_hosts_save (TroupeHosts *self,
                   GError     **error)
{
  g_autofree char *path = dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  g_return_val_if_fail (TROUPE_IS_HOSTS (self), FALSE);

  for (guint i = 0; i < self->hosts->len; i++)
    write_host (self, self->hosts->pdata[i]);
  if (self->default_host != NULL)
    g_key_file_set_string (self->file, "troupe", "default", troupe_host_get_id (self->default_host));
  else
    g_key_file_remove_key (self->file, "troupe", "default", NULL);    /* it may not have been there */

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (error, folder);
  return keep_damaged (self, path, error) && g_key_file_save_to_file (self->file, path, error);
}

/**
 * troupe_hosts_get_errors:
 * @self: the hosts
 *
 * Lists what was left out when the hosts were loaded: `TROUPE_HOST_ERROR_SETTING`, `G_FILE_ERROR` or
 * `G_KEY_FILE_ERROR`; each message names the file.
 *
 * Returns: (transfer none) (element-type GError): the errors, often none
 */
GPtrArray *
troupe_hosts_get_errors (TroupeHosts *self)
{
  g_return_val_if_fail (TROUPE_IS_HOSTS (self), NULL);
  return self->errors;
}
