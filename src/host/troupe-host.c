/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "troupe-host-private.h"

#include "troupe-host-error.h"
#include "troupe-keys.h"
#include "troupe-origin.h"

#define TIMEOUT_SECONDS 120    /* without a byte; some hosts look at a file before they answer */

struct _TroupeHost
{
  GObject               parent_instance;

  const TroupeHostKind *kind;

  /* Owned */
  char                 *id;
  char                 *name;
  GHashTable           *settings;    /* name -> text, of what was set */
  SoupSession          *session;     /* from the first use on */
};

static void troupe_host_key_owner_init (TroupeKeyOwnerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TroupeHost, troupe_host, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TROUPE_TYPE_KEY_OWNER, troupe_host_key_owner_init))

enum { PROP_0, PROP_ID, PROP_NAME, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
troupe_host_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  TroupeHost *self = TROUPE_HOST (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, troupe_host_get_id (self));
      break;
    case PROP_NAME:
      g_value_set_string (value, troupe_host_get_name (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_host_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_NAME:
      troupe_host_set_name (TROUPE_HOST (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_host_dispose (GObject *object)
{
  TroupeHost *self = TROUPE_HOST (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (troupe_host_parent_class)->dispose (object);
}

static void
troupe_host_finalize (GObject *object)
{
  TroupeHost *self = TROUPE_HOST (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  G_OBJECT_CLASS (troupe_host_parent_class)->finalize (object);
}

static void
troupe_host_class_init (TroupeHostClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = troupe_host_get_property;
  object_class->set_property = troupe_host_set_property;
  object_class->dispose = troupe_host_dispose;
  object_class->finalize = troupe_host_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] =
    g_param_spec_string ("name", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * TroupeHost::changed:
   *
   * A setting has another value.
   */
  signals[CHANGED] = g_signal_new ("changed", TROUPE_TYPE_HOST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static char *
dup_key_origin (TroupeKeyOwner *owner)
{
  return troupe_host_dup_origin (TROUPE_HOST (owner));
}

static void
troupe_host_key_owner_init (TroupeKeyOwnerInterface *iface)
{
  iface->kind = "host";
  iface->variable = "TROUPE_HOST_KEY";
  iface->dup_origin = dup_key_origin;
}

static void
troupe_host_init (TroupeHost *self)
{
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * troupe_host_new:
 * @id: its id in files, commands and the library: lower-case letters, digits and hyphens
 * @name: the name a person knows
 * @kind: how it publishes
 *
 * Makes a host of which nothing is set yet.
 *
 * Returns: (transfer full): the host
 */
TroupeHost *
troupe_host_new (const char           *id,
                 const char           *name,
                 const TroupeHostKind *kind)
{
  TroupeHost *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  self = g_object_new (TROUPE_TYPE_HOST, NULL);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->kind = kind;
  return self;
}

/**
 * troupe_host_get_id:
 * @self: a host
 *
 * Returns: (transfer none): its id
 */
const char *
troupe_host_get_id (TroupeHost *self)
{
  g_return_val_if_fail (TROUPE_IS_HOST (self), NULL);
  return self->id;
}

/**
 * troupe_host_get_name:
 * @self: a host
 *
 * Returns: (transfer none): its name
 */
const char *
troupe_host_get_name (TroupeHost *self)
{
  g_return_val_if_fail (TROUPE_IS_HOST (self), NULL);
  return self->name;
}

/**
 * troupe_host_set_name:
 * @self: a host
 * @name: one line
 *
 * Gives it another name; the id stays.
 */
void
troupe_host_set_name (TroupeHost *self,
                      const char *name)
{
  g_return_if_fail (TROUPE_IS_HOST (self));
  g_return_if_fail (name != NULL);

  if (g_set_str (&self->name, name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

/**
 * troupe_host_get_kind:
 * @self: a host
 *
 * Returns: (transfer none): how it publishes
 */
const TroupeHostKind *
troupe_host_get_kind (TroupeHost *self)
{
  g_return_val_if_fail (TROUPE_IS_HOST (self), NULL);
  return self->kind;
}

/**
 * troupe_host_get_setting:
 * @self: a host
 * @name: a setting of its kind
 *
 * Returns: (transfer none) (nullable): what was set, else what holds without; `NULL` where neither
 */
const char *
troupe_host_get_setting (TroupeHost *self,
                         const char *name)
{
  const TroupeHostSetting *setting;
  const char *text;

  g_return_val_if_fail (TROUPE_IS_HOST (self), NULL);
  setting = troupe_host_kind_find_setting (self->kind, name);
  g_return_val_if_fail (setting != NULL, NULL);

  text = g_hash_table_lookup (self->settings, name);
  return text != NULL ? text : setting->fallback;
}

/**
 * troupe_host_has_setting:
 * @self: a host
 * @name: a setting of its kind
 *
 * Returns: whether it was set
 */
gboolean
troupe_host_has_setting (TroupeHost *self,
                         const char *name)
{
  g_return_val_if_fail (TROUPE_IS_HOST (self), FALSE);
  return g_hash_table_contains (self->settings, name);
}

/**
 * troupe_host_set_setting:
 * @self: a host
 * @name: the name of a setting
 * @text: (nullable): its value, `NULL` or empty to unset it
 *
 * Sets a value; it stays as it was on failure.
 *
 * Fails with `TROUPE_HOST_ERROR_SETTING` when the kind has no such setting or the value breaks its rule.
 *
 * Returns: whether it is set
 */
gboolean
troupe_host_set_setting (TroupeHost *self,
                         const char *name,
                         const char *text,
                         GError    **error)
{
  const TroupeHostSetting *setting;
  g_autofree char *value = NULL;
  gboolean is_same;

  g_return_val_if_fail (TROUPE_IS_HOST (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  setting = troupe_host_kind_find_setting (self->kind, name);
  if (setting == NULL)
    {
      g_set_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_SETTING,
                   "%s: a host of the kind %s has no such setting", name, self->kind->id);
      return FALSE;
    }
  if (text != NULL && *text != '\0')
    {
      value = troupe_host_setting_normalize (setting, text, error);
      if (value == NULL)
        return FALSE;
    }

  is_same = g_strcmp0 (g_hash_table_lookup (self->settings, name), value) == 0;
  if (value != NULL)
    g_hash_table_insert (self->settings, g_strdup (name), g_steal_pointer (&value));
  else
    g_hash_table_remove (self->settings, name);
  if (!is_same)
    g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

/**
 * troupe_host_check:
 * @self: a host
 *
 * Looks whether all that it needs is set; its key is looked for when it is used.
 *
 * Fails with `TROUPE_HOST_ERROR_SETTING`, which names the first setting that is missing.
 *
 * Returns: whether it can be tried
 */
gboolean
troupe_host_check (TroupeHost *self,
                   GError    **error)
{
  g_return_val_if_fail (TROUPE_IS_HOST (self), FALSE);

  for (gsize i = 0; i < self->kind->n_settings; i++)
    {
      const TroupeHostSetting *setting = &self->kind->settings[i];

      if (!setting->is_needed || troupe_host_get_setting (self, setting->name) != NULL)
        continue;
      g_set_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_SETTING, "%s: %s: it is needed and not set",
                   self->id, setting->name);
      return FALSE;
    }
  return TRUE;
}

/**
 * troupe_host_can_delete:
 * @self: a host
 *
 * Returns: whether it can delete what was published, as far as its settings tell
 */
gboolean
troupe_host_can_delete (TroupeHost *self)
{
  g_return_val_if_fail (TROUPE_IS_HOST (self), FALSE);
  return self->kind->delete_setting == NULL || troupe_host_has_setting (self, self->kind->delete_setting);
}

/**
 * troupe_host_get_hours:
 * @self: a host
 *
 * Gets how long an address of it holds, where that is a setting.
 *
 * Returns: hours, or 0 where nothing is known
 */
guint
troupe_host_get_hours (TroupeHost *self)
{
  g_return_val_if_fail (TROUPE_IS_HOST (self), 0);

  if (troupe_host_kind_find_setting (self->kind, "hours") == NULL)
    return 0;
  return (guint) g_ascii_strtoull (troupe_host_get_setting (self, "hours"), NULL, 10);
}

/**
 * troupe_host_dup_origin:
 * @self: a host
 *
 * Writes scheme, host and port of where the key goes.
 *
 * Returns: (transfer full) (nullable): the origin, `NULL` where there is no key or no address yet
 */
char *
troupe_host_dup_origin (TroupeHost *self)
{
  g_autoptr (GUri) uri = NULL;
  const char *address = NULL;

  g_return_val_if_fail (TROUPE_IS_HOST (self), NULL);

  if (self->kind->origin_setting != NULL)
    address = troupe_host_get_setting (self, self->kind->origin_setting);
  if (address != NULL)
    uri = troupe_origin_parse_address (address, NULL);    /* checked when it was set */
  return uri != NULL ? troupe_origin_dup_text (uri) : NULL;
}

/**
 * troupe_host_get_session:
 * @self: a host
 *
 * Gets the session of its requests; the first call makes it. Main thread.
 *
 * Returns: (transfer none): the session
 */
SoupSession *
troupe_host_get_session (TroupeHost *self)
{
  g_return_val_if_fail (TROUPE_IS_HOST (self), NULL);

  if (self->session == NULL)
    self->session = soup_session_new_with_options ("user-agent", "Troupe/" VERSION,
                                                   "timeout", TIMEOUT_SECONDS, NULL);
  return self->session;
}
