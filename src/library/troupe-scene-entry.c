/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-scene-entry.h"

struct _TroupeSceneEntry
{
  GObject      parent_instance;

  TroupeScene *scene;
  char        *id;            /* the same for good */
  char        *name;
  gint64       changed_us;
};

G_DEFINE_FINAL_TYPE (TroupeSceneEntry, troupe_scene_entry, G_TYPE_OBJECT)

enum { PROP_0, PROP_NAME, N_PROPS };
static GParamSpec *properties[N_PROPS];

static void
troupe_scene_entry_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, troupe_scene_entry_get_name (TROUPE_SCENE_ENTRY (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_scene_entry_finalize (GObject *object)
{
  TroupeSceneEntry *self = TROUPE_SCENE_ENTRY (object);

  g_clear_pointer (&self->scene, troupe_scene_free);
  g_free (self->id);
  g_free (self->name);
  G_OBJECT_CLASS (troupe_scene_entry_parent_class)->finalize (object);
}

static void
troupe_scene_entry_class_init (TroupeSceneEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = troupe_scene_entry_get_property;
  object_class->finalize = troupe_scene_entry_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
troupe_scene_entry_init (TroupeSceneEntry *self)
{
}

/**
 * troupe_scene_entry_new:
 * @scene: (transfer full): a scene with its id
 * @changed_us: when it was changed last, in microseconds
 *
 * Returns: (transfer full): the scene as an object
 */
TroupeSceneEntry *
troupe_scene_entry_new (TroupeScene *scene,
                        gint64       changed_us)
{
  TroupeSceneEntry *self = g_object_new (TROUPE_TYPE_SCENE_ENTRY, NULL);

  self->id = g_strdup (scene->id);
  troupe_scene_entry_take_scene (self, scene, changed_us);
  return self;
}

/**
 * troupe_scene_entry_get_scene:
 * @self: a scene of the library
 *
 * Returns: (transfer none): what is written and chosen, until it changes
 */
const TroupeScene *
troupe_scene_entry_get_scene (TroupeSceneEntry *self)
{
  g_return_val_if_fail (TROUPE_IS_SCENE_ENTRY (self), NULL);
  return self->scene;
}

/**
 * troupe_scene_entry_get_id:
 * @self: a scene of the library
 *
 * Returns: (transfer none): its id
 */
const char *
troupe_scene_entry_get_id (TroupeSceneEntry *self)
{
  g_return_val_if_fail (TROUPE_IS_SCENE_ENTRY (self), NULL);
  return self->id;
}

/**
 * troupe_scene_entry_get_name:
 * @self: a scene of the library
 *
 * Returns: (transfer none) (nullable): what it is called, see troupe_scene_dup_name()
 */
const char *
troupe_scene_entry_get_name (TroupeSceneEntry *self)
{
  g_return_val_if_fail (TROUPE_IS_SCENE_ENTRY (self), NULL);
  return self->name;
}

/**
 * troupe_scene_entry_get_changed_us:
 * @self: a scene of the library
 *
 * Returns: when it was changed last, in microseconds
 */
gint64
troupe_scene_entry_get_changed_us (TroupeSceneEntry *self)
{
  g_return_val_if_fail (TROUPE_IS_SCENE_ENTRY (self), 0);
  return self->changed_us;
}

/**
 * troupe_scene_entry_take_scene:
 * @self: a scene of the library
 * @scene: (transfer full): what it is now
 * @changed_us: since when, in microseconds
 *
 * Changes the object only.
 */
void
troupe_scene_entry_take_scene (TroupeSceneEntry *self,
                               TroupeScene      *scene,
                               gint64            changed_us)
{
  g_return_if_fail (TROUPE_IS_SCENE_ENTRY (self));
  g_return_if_fail (scene != NULL);

  g_clear_pointer (&self->scene, troupe_scene_free);
  g_free (self->name);
  self->scene = scene;
  self->name = troupe_scene_dup_name (scene);
  self->changed_us = changed_us;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}
