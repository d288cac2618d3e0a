/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-mention.h"

/**
 * troupe_mention_new:
 * @character_id: a character of the library
 * @name: what stands behind an `@` where there are only texts
 *
 * Returns: (transfer full): a mention
 */
TroupeMention *
troupe_mention_new (const char *character_id,
                    const char *name)
{
  TroupeMention *self;

  g_return_val_if_fail (character_id != NULL, NULL);
  g_return_val_if_fail (name != NULL && *name != '\0', NULL);

  self = g_new0 (TroupeMention, 1);
  self->character_id = g_strdup (character_id);
  self->name = g_strdup (name);
  return self;
}

/**
 * troupe_mention_copy:
 * @self: a mention
 *
 * Returns: (transfer full): the same once more
 */
TroupeMention *
troupe_mention_copy (const TroupeMention *self)
{
  return troupe_mention_new (self->character_id, self->name);
}

/**
 * troupe_mention_free:
 * @self: (transfer full): a mention
 *
 * Frees a mention; the character stays.
 */
void
troupe_mention_free (TroupeMention *self)
{
  g_free (self->character_id);
  g_free (self->name);
  g_free (self);
}

/**
 * troupe_mention_equal:
 * @self: a mention
 * @other: another one
 *
 * Returns: whether both are of the same character and have the same name
 */
gboolean
troupe_mention_equal (const TroupeMention *self,
                      const TroupeMention *other)
{
  return g_str_equal (self->character_id, other->character_id) && g_str_equal (self->name, other->name);
}
