/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-published.h"

G_DEFINE_BOXED_TYPE (TroupePublished, troupe_published, troupe_published_copy, troupe_published_free)

/**
 * troupe_published_new:
 * @address: its public address
 * @handle: (nullable): what the host deletes it by
 * @expires: when the address ends, in seconds since 1970 in UTC, or 0
 *
 * Makes a published file.
 *
 * Returns: (transfer full): the published file
 */
TroupePublished *
troupe_published_new (const char *address,
                      const char *handle,
                      gint64      expires)
{
  TroupePublished *self;

  g_return_val_if_fail (address != NULL, NULL);

  self = g_new0 (TroupePublished, 1);
  self->address = g_strdup (address);
  self->handle = g_strdup (handle);
  self->expires = expires;
  return self;
}

/**
 * troupe_published_copy:
 * @self: a published file
 *
 * Returns: (transfer full): the same once more
 */
TroupePublished *
troupe_published_copy (const TroupePublished *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return troupe_published_new (self->address, self->handle, self->expires);
}

/**
 * troupe_published_free:
 * @self: (transfer full): a published file
 *
 * Frees it; what is published stays.
 */
void
troupe_published_free (TroupePublished *self)
{
  g_free (self->address);
  g_free (self->handle);
  g_free (self);
}
