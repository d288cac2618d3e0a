/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-scenes.h"

#include "troupe-library-private.h"
#include "troupe-scene-store.h"

/* After the first key that is not saved; the next ones are saved with it. */
#define SAVE_MS 1000

/**
 * TroupeScenes:
 *
 * Holds all scenes of a library as objects, and saves what is changed of them.
 */
struct _TroupeScenes
{
  GObject        parent_instance;

  /* Owned */
  TroupeLibrary *library;
  GPtrArray     *entries;      /* of TroupeSceneEntry */
  GHashTable    *unsaved;      /* of those that are not saved yet */
  GHashTable    *removed;      /* id -> TroupeSceneEntry, those that were put into the trash from here */
  guint          save_id;      /* source, 0 while all is saved */
  gboolean       is_busy;
};

/* One thing to write, as it was when it was asked for */
typedef struct
{
  TroupeScenes *scenes;
  TroupeScene  *scene;         /* to be saved, or NULL */
  char         *id;            /* of another one: to be put into the trash, or taken out */
  gint64        time_us;
  GPtrArray    *rows;          /* that were read */
} Work;

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TroupeScenes, troupe_scenes, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum { PROP_0, PROP_BUSY, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { FAILED, N_SIGNALS };
static guint signals[N_SIGNALS];

static Work *
work_new (TroupeScenes *self)
{
  Work *work = g_new0 (Work, 1);

  work->scenes = g_object_ref (self);
  return work;
}

static void
work_free (Work *work)
{
  g_object_unref (work->scenes);
  g_clear_pointer (&work->scene, troupe_scene_free);
  g_clear_pointer (&work->rows, g_ptr_array_unref);
  g_free (work->id);
  g_free (work);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

static void
fail (TroupeScenes *self,
      const GError *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

static gboolean
save_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  Work *work = data;

  return troupe_scene_store_save (connection, work->scene, work->time_us, error);
}

static gboolean
set_deleted_in_owner (TroupeConnection *connection,
                      gpointer          data,
                      GError          **error)
{
  Work *work = data;

  return troupe_scene_store_set_deleted (connection, work->id, work->time_us, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GError) error = NULL;

  if (!troupe_library_write_finish (TROUPE_LIBRARY (source), result, &error))
    fail (work->scenes, error);
}

static void
save (TroupeScenes     *self,
      TroupeSceneEntry *entry)
{
  Work *work = work_new (self);

  work->scene = troupe_scene_copy (troupe_scene_entry_get_scene (entry));
  work->time_us = troupe_scene_entry_get_changed_us (entry);
  troupe_library_write_async (self->library, save_in_owner, work, NULL, written_cb, work);
}

static void
set_deleted (TroupeScenes     *self,
             TroupeSceneEntry *entry,
             gint64            time_us)
{
  Work *work = work_new (self);

  work->id = g_strdup (troupe_scene_entry_get_id (entry));
  work->time_us = time_us;
  troupe_library_write_async (self->library, set_deleted_in_owner, work, NULL, written_cb, work);
}

static void
save_cb (gpointer user_data)
{
  TroupeScenes *self = user_data;

  self->save_id = 0;
  troupe_scenes_flush (self);
}

static void
insert (TroupeScenes     *self,
        guint             position,
        TroupeSceneEntry *entry)
{
  g_ptr_array_insert (self->entries, (int) position, g_object_ref (entry));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

static gboolean
take_out (TroupeScenes     *self,
          TroupeSceneEntry *entry)
{
  guint position;

  if (!g_ptr_array_find (self->entries, entry, &position))
    return FALSE;
  g_ptr_array_remove_index (self->entries, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  return TRUE;
}

static gboolean
load_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  Work *work = data;

  work->rows = troupe_scene_store_load (connection, error);
  return work->rows != NULL;
}

/* Behind those that were added meanwhile */
static void
take_rows (TroupeScenes *self,
           GPtrArray    *rows)
{
  const guint first = self->entries->len;

  for (guint i = 0; i < rows->len; i++)
    {
      TroupeSceneRow *row = g_ptr_array_index (rows, i);

      if (troupe_scenes_find (self, row->scene->id) == NULL)
        g_ptr_array_add (self->entries,
                         troupe_scene_entry_new (troupe_scene_copy (row->scene), row->changed_us));
    }
  g_list_model_items_changed (G_LIST_MODEL (self), first, 0, self->entries->len - first);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Work) work = user_data;
  TroupeScenes *self = work->scenes;
  g_autoptr (GError) error = NULL;

  if (troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    take_rows (self, work->rows);
  else
    fail (self, error);
  self->is_busy = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static GType
troupe_scenes_get_item_type (GListModel *model)
{
  return TROUPE_TYPE_SCENE_ENTRY;
}

static guint
troupe_scenes_get_n_items (GListModel *model)
{
  return TROUPE_SCENES (model)->entries->len;
}

static gpointer
troupe_scenes_get_item (GListModel *model,
                        guint       position)
{
  TroupeScenes *self = TROUPE_SCENES (model);

  return position < self->entries->len ? g_object_ref (g_ptr_array_index (self->entries, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = troupe_scenes_get_item_type;
  iface->get_n_items = troupe_scenes_get_n_items;
  iface->get_item = troupe_scenes_get_item;
}

static void
troupe_scenes_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, troupe_scenes_is_busy (TROUPE_SCENES (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_scenes_dispose (GObject *object)
{
  TroupeScenes *self = TROUPE_SCENES (object);

  g_clear_handle_id (&self->save_id, g_source_remove);
  g_hash_table_remove_all (self->unsaved);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (troupe_scenes_parent_class)->dispose (object);
}

static void
troupe_scenes_finalize (GObject *object)
{
  TroupeScenes *self = TROUPE_SCENES (object);

  g_clear_pointer (&self->unsaved, g_hash_table_unref);
  g_clear_pointer (&self->removed, g_hash_table_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  G_OBJECT_CLASS (troupe_scenes_parent_class)->finalize (object);
}

static void
troupe_scenes_class_init (TroupeScenesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = troupe_scenes_get_property;
  object_class->dispose = troupe_scenes_dispose;
  object_class->finalize = troupe_scenes_finalize;

  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, TRUE,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * TroupeScenes::failed:
   * @self: the scenes
   * @error: why
   *
   * Scenes could not be read or saved. What could not be saved is tried again with the next change of it.
   */
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
troupe_scenes_init (TroupeScenes *self)
{
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  self->unsaved = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->removed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->is_busy = TRUE;
}

/**
 * troupe_scenes_new:
 * @library: a library that is open
 *
 * Begins to read the scenes.
 *
 * Returns: (transfer full): the scenes of @library
 */
TroupeScenes *
troupe_scenes_new (TroupeLibrary *library)
{
  TroupeScenes *self;
  Work *work;

  g_return_val_if_fail (TROUPE_IS_LIBRARY (library), NULL);

  self = g_object_new (TROUPE_TYPE_SCENES, NULL);
  self->library = g_object_ref (library);
  work = work_new (self);
  troupe_database_run_async (troupe_library_get_database (library), load_in_owner, work, NULL, loaded_cb, work);
  return self;
}

/**
 * troupe_scenes_get_library:
 * @self: scenes
 *
 * Returns: (transfer none): whose they are
 */
TroupeLibrary *
troupe_scenes_get_library (TroupeScenes *self)
{
  g_return_val_if_fail (TROUPE_IS_SCENES (self), NULL);
  return self->library;
}

/**
 * troupe_scenes_is_busy:
 * @self: scenes
 *
 * Returns: whether they are not read yet
 */
gboolean
troupe_scenes_is_busy (TroupeScenes *self)
{
  g_return_val_if_fail (TROUPE_IS_SCENES (self), FALSE);
  return self->is_busy;
}

/**
 * troupe_scenes_find:
 * @self: scenes
 * @id: the id of a scene
 *
 * Returns: (transfer none) (nullable): the scene, `NULL` where there is none, or only in the trash
 */
TroupeSceneEntry *
troupe_scenes_find (TroupeScenes *self,
                    const char   *id)
{
  g_return_val_if_fail (TROUPE_IS_SCENES (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      TroupeSceneEntry *entry = g_ptr_array_index (self->entries, i);

      if (g_str_equal (troupe_scene_entry_get_id (entry), id))
        return entry;
    }
  return NULL;
}

/**
 * troupe_scenes_add:
 * @self: scenes
 * @scene: (transfer full): what is written and chosen in it
 *
 * Makes a new scene of the library, which gets an id of its own.
 *
 * Returns: (transfer none): the scene
 */
TroupeSceneEntry *
troupe_scenes_add (TroupeScenes *self,
                   TroupeScene  *scene)
{
  g_autoptr (TroupeSceneEntry) entry = NULL;

  g_return_val_if_fail (TROUPE_IS_SCENES (self), NULL);
  g_return_val_if_fail (scene != NULL, NULL);

  g_free (scene->id);
  scene->id = g_uuid_string_random ();
  entry = troupe_scene_entry_new (scene, g_get_real_time ());
  insert (self, 0, entry);
  save (self, entry);
  return entry;    /* the list holds it */
}

/**
 * troupe_scenes_change:
 * @self: scenes
 * @entry: one of them
 * @scene: what is written and chosen in it now
 *
 * Changes a scene, which comes first then. It is on the disk a little later, also when the program is killed.
 */
void
troupe_scenes_change (TroupeScenes      *self,
                      TroupeSceneEntry  *entry,
                      const TroupeScene *scene)
{
  g_autoptr (TroupeSceneEntry) kept = NULL;
  TroupeScene *copy;

  g_return_if_fail (TROUPE_IS_SCENES (self));
  g_return_if_fail (TROUPE_IS_SCENE_ENTRY (entry));

  copy = troupe_scene_copy (scene);
  g_set_str (&copy->id, troupe_scene_entry_get_id (entry));
  if (troupe_scene_equal (copy, troupe_scene_entry_get_scene (entry)))
    {
      troupe_scene_free (copy);
      return;
    }

  kept = g_object_ref (entry);
  troupe_scene_entry_take_scene (entry, copy, g_get_real_time ());
  if (self->entries->len > 0 && g_ptr_array_index (self->entries, 0) != entry && take_out (self, entry))
    insert (self, 0, entry);
  g_hash_table_add (self->unsaved, g_steal_pointer (&kept));
  if (self->save_id == 0)
    self->save_id = g_timeout_add_once (SAVE_MS, save_cb, self);
}

/**
 * troupe_scenes_remove:
 * @self: scenes
 * @entry: one of them
 *
 * Puts a scene into the trash.
 */
void
troupe_scenes_remove (TroupeScenes     *self,
                      TroupeSceneEntry *entry)
{
  g_autoptr (TroupeSceneEntry) kept = NULL;

  g_return_if_fail (TROUPE_IS_SCENES (self));
  g_return_if_fail (TROUPE_IS_SCENE_ENTRY (entry));

  kept = g_object_ref (entry);
  if (!take_out (self, entry))
    return;
  set_deleted (self, entry, g_get_real_time ());
  g_hash_table_replace (self->removed, g_strdup (troupe_scene_entry_get_id (entry)), g_steal_pointer (&kept));
}

/**
 * troupe_scenes_restore:
 * @self: scenes
 * @id: the id of one that was removed
 *
 * Takes a scene out of the trash, to where it was in the order.
 */
void
troupe_scenes_restore (TroupeScenes *self,
                       const char   *id)
{
  g_autoptr (TroupeSceneEntry) entry = NULL;
  g_autofree char *key = NULL;
  guint position = 0;

  g_return_if_fail (TROUPE_IS_SCENES (self));
  g_return_if_fail (id != NULL);

  if (!g_hash_table_steal_extended (self->removed, id, (gpointer *) &key, (gpointer *) &entry))
    return;
  while (position < self->entries->len &&
         troupe_scene_entry_get_changed_us (g_ptr_array_index (self->entries, position)) >
         troupe_scene_entry_get_changed_us (entry))
    position++;
  insert (self, position, entry);
  set_deleted (self, entry, 0);
}

/**
 * troupe_scenes_flush:
 * @self: scenes
 *
 * Saves what is not saved yet, at once: before a close, and before what is asked of the library from now on.
 */
void
troupe_scenes_flush (TroupeScenes *self)
{
  GHashTableIter iter;
  gpointer entry;

  g_return_if_fail (TROUPE_IS_SCENES (self));

  g_clear_handle_id (&self->save_id, g_source_remove);
  g_hash_table_iter_init (&iter, self->unsaved);
  while (g_hash_table_iter_next (&iter, &entry, NULL))
    save (self, entry);
  g_hash_table_remove_all (self->unsaved);
}
