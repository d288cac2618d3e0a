/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-animatic-script.h"

static void
actor_free (gpointer data)
{
  TroupeActor *actor = data;

  g_free (actor->name);
  g_clear_object (&actor->clip);
  g_clear_object (&actor->picture);
  g_free (actor);
}

/**
 * troupe_animatic_script_new:
 *
 * Makes a script with an empty cast.
 *
 * Returns: (transfer full): the script
 */
TroupeAnimaticScript *
troupe_animatic_script_new (void)
{
  TroupeAnimaticScript *self = g_new0 (TroupeAnimaticScript, 1);

  self->cast = g_ptr_array_new_with_free_func (actor_free);
  self->pictures = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

/**
 * troupe_animatic_script_free:
 * @self: (transfer full): a script
 *
 * Frees a script.
 */
void
troupe_animatic_script_free (TroupeAnimaticScript *self)
{
  g_free (self->prompt);
  g_free (self->mark);
  g_free (self->comment);
  g_ptr_array_unref (self->cast);
  g_ptr_array_unref (self->pictures);
  g_free (self);
}

/**
 * troupe_animatic_script_add_actor:
 * @self: a script
 * @name: what the label says
 * @clip: through which the actor appears
 * @length_ns: of @clip, in nanoseconds
 * @has_sound: whether @clip can be heard
 *
 * Lets somebody appear after all others.
 */
void
troupe_animatic_script_add_actor (TroupeAnimaticScript *self,
                                  const char           *name,
                                  GFile                *clip,
                                  guint64               length_ns,
                                  gboolean              has_sound)
{
  TroupeActor *actor;

  g_return_if_fail (self != NULL);
  g_return_if_fail (G_IS_FILE (clip));
  g_return_if_fail (length_ns > 0);

  actor = g_new0 (TroupeActor, 1);
  actor->name = g_strdup (name);
  actor->clip = g_object_ref (clip);
  actor->length_ns = length_ns;
  actor->has_sound = has_sound;
  g_ptr_array_add (self->cast, actor);
}

/**
 * troupe_animatic_script_add_still:
 * @self: a script
 * @name: what the card says
 * @picture: (nullable): how the actor looks, `NULL` for a card with the name
 *
 * Lets somebody appear after all others who has no clip.
 */
void
troupe_animatic_script_add_still (TroupeAnimaticScript *self,
                                  const char           *name,
                                  GFile                *picture)
{
  TroupeActor *actor;

  g_return_if_fail (self != NULL);

  actor = g_new0 (TroupeActor, 1);
  actor->name = g_strdup (name);
  g_set_object (&actor->picture, picture);
  g_ptr_array_add (self->cast, actor);
}
