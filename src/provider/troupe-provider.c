/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-provider.h"

#include "troupe-origin.h"
#include "troupe-provider-error.h"

struct _TroupeProvider
{
  GObject        parent_instance;

  /* Owned */
  TroupeProfile *profile;
  char          *base;       /* NULL: a builtin provider that has not been started */
};

G_DEFINE_FINAL_TYPE (TroupeProvider, troupe_provider, G_TYPE_OBJECT)

enum { PROP_0, PROP_ID, PROP_NAME, PROP_PROFILE, PROP_BASE, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { KEY_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
troupe_provider_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  TroupeProvider *self = TROUPE_PROVIDER (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, troupe_provider_get_id (self));
      break;
    case PROP_NAME:
      g_value_set_string (value, troupe_provider_get_name (self));
      break;
    case PROP_PROFILE:
      g_value_set_object (value, troupe_provider_get_profile (self));
      break;
    case PROP_BASE:
      g_value_set_string (value, troupe_provider_get_base (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_provider_dispose (GObject *object)
{
  TroupeProvider *self = TROUPE_PROVIDER (object);

  g_clear_object (&self->profile);
  G_OBJECT_CLASS (troupe_provider_parent_class)->dispose (object);
}

static void
troupe_provider_finalize (GObject *object)
{
  TroupeProvider *self = TROUPE_PROVIDER (object);

  g_clear_pointer (&self->base, g_free);
  G_OBJECT_CLASS (troupe_provider_parent_class)->finalize (object);
}

static void
troupe_provider_class_init (TroupeProviderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = troupe_provider_get_property;
  object_class->dispose = troupe_provider_dispose;
  object_class->finalize = troupe_provider_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_PROFILE] = g_param_spec_object ("profile", NULL, NULL, TROUPE_TYPE_PROFILE, flags);
  properties[PROP_BASE] = g_param_spec_string ("base", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * TroupeProvider::key-changed:
   *
   * The person entered a key, removed it, or chose another address, which needs a key of its own.
   */
  signals[KEY_CHANGED] = g_signal_new ("key-changed", TROUPE_TYPE_PROVIDER, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
}

static void
troupe_provider_init (TroupeProvider *self)
{
}

/**
 * troupe_provider_new:
 * @profile: how to talk to it
 *
 * Makes a provider at the base address that its profile suggests.
 *
 * Returns: (transfer full): the provider
 */
TroupeProvider *
troupe_provider_new (TroupeProfile *profile)
{
  TroupeProvider *self;

  g_return_val_if_fail (TROUPE_IS_PROFILE (profile), NULL);

  self = g_object_new (TROUPE_TYPE_PROVIDER, NULL);
  self->profile = g_object_ref (profile);
  self->base = g_strdup (troupe_profile_get_base (profile));
  return self;
}

/**
 * troupe_provider_get_id:
 * @self: a provider
 *
 * Gets the name of the provider in files, commands and the library.
 *
 * Returns: (transfer none): lower-case letters, digits and hyphens
 */
const char *
troupe_provider_get_id (TroupeProvider *self)
{
  g_return_val_if_fail (TROUPE_IS_PROVIDER (self), NULL);
  return troupe_profile_get_id (self->profile);
}

/**
 * troupe_provider_get_name:
 * @self: a provider
 *
 * Gets the name a person knows.
 *
 * Returns: (transfer none): one line
 */
const char *
troupe_provider_get_name (TroupeProvider *self)
{
  g_return_val_if_fail (TROUPE_IS_PROVIDER (self), NULL);
  return troupe_profile_get_name (self->profile);
}

/**
 * troupe_provider_get_profile:
 * @self: a provider
 *
 * Gets how to talk to the provider.
 *
 * Returns: (transfer none): its profile
 */
TroupeProfile *
troupe_provider_get_profile (TroupeProvider *self)
{
  g_return_val_if_fail (TROUPE_IS_PROVIDER (self), NULL);
  return self->profile;
}

/**
 * troupe_provider_get_base:
 * @self: a provider
 *
 * Gets the address that the paths of calls are appended to.
 *
 * Returns: (transfer none) (nullable): the base without a slash or `/v1` at its end; `NULL` for a builtin
 *   provider until troupe_client_ready_async() has started it
 */
const char *
troupe_provider_get_base (TroupeProvider *self)
{
  g_return_val_if_fail (TROUPE_IS_PROVIDER (self), NULL);
  return self->base;
}

/**
 * troupe_provider_set_base:
 * @self: a provider
 * @base: (nullable): an address as a person types it, or `NULL` for the one of the profile
 *
 * Sets the address that the paths of calls are appended to, in its normal form.
 *
 * Fails with `TROUPE_PROVIDER_ERROR_VALUE` when @base is no https address, nor http on this computer; the
 * base stays as it was.
 *
 * Returns: whether @base could be used
 */
gboolean
troupe_provider_set_base (TroupeProvider *self,
                          const char     *base,
                          GError        **error)
{
  g_autofree char *normal = NULL;
  g_autoptr (GError) problem = NULL;

  g_return_val_if_fail (TROUPE_IS_PROVIDER (self), FALSE);

  normal = base != NULL ? troupe_origin_normalize_base (base, &problem)
                        : g_strdup (troupe_profile_get_base (self->profile));
  if (problem != NULL)
    {
      g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE,
                   "base address of %s: %s", troupe_provider_get_id (self), problem->message);
      return FALSE;
    }
  if (g_set_str (&self->base, normal))
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BASE]);
      troupe_provider_key_changed (self);
    }
  return TRUE;
}

/**
 * troupe_provider_key_changed:
 * @self: a provider
 *
 * Tells that another key is known for it, or none any more.
 */
void
troupe_provider_key_changed (TroupeProvider *self)
{
  g_return_if_fail (TROUPE_IS_PROVIDER (self));
  g_signal_emit (self, signals[KEY_CHANGED], 0);
}

/**
 * troupe_provider_owns:
 * @self: a provider
 * @uri: an address from troupe_origin_parse_address()
 *
 * Says whether the key may be sent to an address: only to scheme, host and port of the base.
 *
 * Returns: `TRUE` for the provider's own origin
 */
gboolean
troupe_provider_owns (TroupeProvider *self,
                      GUri           *uri)
{
  g_autoptr (GUri) base = NULL;

  g_return_val_if_fail (TROUPE_IS_PROVIDER (self), FALSE);
  g_return_val_if_fail (uri != NULL, FALSE);

  if (self->base != NULL)
    base = troupe_origin_parse_address (self->base, NULL);
  return base != NULL && troupe_origin_equal (base, uri);
}
