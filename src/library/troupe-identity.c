/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-identity.h"

/**
 * TroupeIdentity:
 *
 * What a character is called at one provider account.
 */
struct _TroupeIdentity
{
  GObject  parent_instance;

  /* Owned */
  char    *provider_id;
  char    *remote_id;
  char    *username;
  char    *permalink;    /* or NULL */

  gint64   created_us;
};

G_DEFINE_FINAL_TYPE (TroupeIdentity, troupe_identity, G_TYPE_OBJECT)

static void
troupe_identity_finalize (GObject *object)
{
  TroupeIdentity *self = TROUPE_IDENTITY (object);

  g_clear_pointer (&self->provider_id, g_free);
  g_clear_pointer (&self->remote_id, g_free);
  g_clear_pointer (&self->username, g_free);
  g_clear_pointer (&self->permalink, g_free);
  G_OBJECT_CLASS (troupe_identity_parent_class)->finalize (object);
}

static void
troupe_identity_class_init (TroupeIdentityClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = troupe_identity_finalize;
}

static void
troupe_identity_init (TroupeIdentity *self)
{
}

/**
 * troupe_identity_new:
 * @provider_id: the provider
 * @remote_id: what the provider calls the character in its answers, empty where it makes none
 * @username: what a prompt mentions, empty where there is none
 * @permalink: (nullable): its page at the provider
 * @created_us: when it was made, in microseconds since 1970
 *
 * Makes an identity; it never changes. Safe from any thread.
 *
 * Returns: (transfer full): an identity
 */
TroupeIdentity *
troupe_identity_new (const char *provider_id,
                     const char *remote_id,
                     const char *username,
                     const char *permalink,
                     gint64      created_us)
{
  TroupeIdentity *self;

  g_return_val_if_fail (provider_id != NULL, NULL);
  g_return_val_if_fail (remote_id != NULL, NULL);
  g_return_val_if_fail (username != NULL, NULL);

  self = g_object_new (TROUPE_TYPE_IDENTITY, NULL);
  self->provider_id = g_strdup (provider_id);
  self->remote_id = g_strdup (remote_id);
  self->username = g_strdup (username);
  self->permalink = g_strdup (permalink);
  self->created_us = created_us;
  return self;
}

/**
 * troupe_identity_get_provider_id:
 * @self: an identity
 *
 * Returns: the id of the provider
 */
const char *
troupe_identity_get_provider_id (TroupeIdentity *self)
{
  g_return_val_if_fail (TROUPE_IS_IDENTITY (self), NULL);

  return self->provider_id;
}

/**
 * troupe_identity_get_remote_id:
 * @self: an identity
 *
 * Returns: the provider's own id of the character
 */
const char *
troupe_identity_get_remote_id (TroupeIdentity *self)
{
  g_return_val_if_fail (TROUPE_IS_IDENTITY (self), NULL);

  return self->remote_id;
}

/**
 * troupe_identity_get_username:
 * @self: an identity
 *
 * Returns: the name that a prompt mentions, without `@`; empty where there is none
 */
const char *
troupe_identity_get_username (TroupeIdentity *self)
{
  g_return_val_if_fail (TROUPE_IS_IDENTITY (self), NULL);

  return self->username;
}

/**
 * troupe_identity_has_username:
 * @self: an identity
 *
 * Returns: whether the provider has a name for it; else its clip goes along with every video
 */
gboolean
troupe_identity_has_username (TroupeIdentity *self)
{
  g_return_val_if_fail (TROUPE_IS_IDENTITY (self), FALSE);

  return *self->username != '\0';
}

/**
 * troupe_identity_get_permalink:
 * @self: an identity
 *
 * Returns: (nullable): the address of its page at the provider
 */
const char *
troupe_identity_get_permalink (TroupeIdentity *self)
{
  g_return_val_if_fail (TROUPE_IS_IDENTITY (self), NULL);

  return self->permalink;
}

/**
 * troupe_identity_get_created_us:
 * @self: an identity
 *
 * Returns: when it was made, in microseconds since 1970
 */
gint64
troupe_identity_get_created_us (TroupeIdentity *self)
{
  g_return_val_if_fail (TROUPE_IS_IDENTITY (self), 0);

  return self->created_us;
}

/**
 * troupe_identity_equal:
 * @a: an identity
 * @b: another one
 *
 * Returns: whether both are the same character at the same provider
 */
gboolean
troupe_identity_equal (TroupeIdentity *a,
                       TroupeIdentity *b)
{
  g_return_val_if_fail (TROUPE_IS_IDENTITY (a), FALSE);
  g_return_val_if_fail (TROUPE_IS_IDENTITY (b), FALSE);

  return a->created_us == b->created_us && g_str_equal (a->provider_id, b->provider_id) &&
         g_str_equal (a->remote_id, b->remote_id) && g_str_equal (a->username, b->username) &&
         g_strcmp0 (a->permalink, b->permalink) == 0;
}
