/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-library-private.h"

#include "troupe-character-private.h"
#include "troupe-library-tidy.h"
#include "troupe-library-write.h"
#include "troupe-video-private.h"

/* At most so often another process's writing wakes this one. */
#define MONITOR_LIMIT_MS 100

/**
 * TroupeLibrary:
 *
 * The database, the media files, and the objects that show them.
 *
 * Whatever writes, this process or another one, raises the revision of the characters it touches;
 * what is newer than the last known revision is read, and becomes changed objects and signals.
 */
struct _TroupeLibrary
{
  GObject               parent_instance;

  gboolean              is_open;
  gboolean              looking;       /* for changes of others */
  gboolean              look_again;

  /* Owned */
  GFile                *directory;
  GFile                *media;
  TroupeDatabase       *database;
  TroupeObjectTable    *characters;
  TroupeObjectTable    *videos;
  TroupeLibrarySeen    *seen;
  GFileMonitor         *monitor;       /* of the log that every process writes to */
};

G_DEFINE_FINAL_TYPE (TroupeLibrary, troupe_library, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_OPEN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* Those of videos in the order of those of characters */
enum
{
  CHARACTER_ADDED,
  CHARACTER_REMOVED,
  CHARACTER_CHANGED,
  VIDEO_ADDED,
  VIDEO_REMOVED,
  VIDEO_CHANGED,
  JOBS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static guint
choose_signal (gboolean is_deleted,
               gboolean is_new)
{
  if (is_deleted)
    return CHARACTER_REMOVED;
  return is_new ? CHARACTER_ADDED : CHARACTER_CHANGED;
}

/* Takes row */
static void
tell_character (TroupeLibrary      *self,
                gint64              since,
                TroupeCharacterRow *row)
{
  g_autofree char *id = g_strdup (row->id);
  const guint signal = choose_signal (row->is_deleted, row->listed_revision > since);

  troupe_object_table_take_row (self->characters, id, row);
  g_signal_emit (self, signals[signal], 0, id);
}

/* Takes row */
static void
tell_video (TroupeLibrary  *self,
            gint64          since,
            TroupeVideoRow *row)
{
  g_autofree char *id = g_strdup (row->id);
  const guint signal = choose_signal (row->is_deleted, row->listed_revision > since);

  troupe_object_table_take_row (self->videos, id, row);
  g_signal_emit (self, signals[signal + VIDEO_ADDED], 0, id);
}

static void
tell_changes (TroupeLibrary      *self,
              TroupeLibraryWrite *write)
{
  while (write->changes != NULL && write->changes->len > 0)
    tell_character (self, write->since.revision, g_ptr_array_steal_index (write->changes, 0));
  while (write->videos != NULL && write->videos->len > 0)
    tell_video (self, write->since.video_revision, g_ptr_array_steal_index (write->videos, 0));
  if (write->has_changed_jobs)
    g_signal_emit (self, signals[JOBS_CHANGED], 0);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean written = troupe_database_run_finish (TROUPE_DATABASE (source), result, &error);

  tell_changes (g_task_get_source_object (task), g_task_get_task_data (task));
  if (written)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  TroupeLibrary *self = TROUPE_LIBRARY (source);
  g_autoptr (GError) error = NULL;

  if (!troupe_library_write_finish (self, result, &error) && self->is_open)
    g_warning ("Changes of the library could not be read: %s", error->message);

  self->looking = self->look_again && self->is_open;
  self->look_again = FALSE;
  if (self->looking)
    troupe_library_write_async (self, NULL, NULL, NULL, looked_cb, NULL);
}

static void
log_changed_cb (TroupeLibrary *self)
{
  self->look_again = self->looking;
  if (self->looking)
    return;

  self->looking = TRUE;
  troupe_library_write_async (self, NULL, NULL, NULL, looked_cb, NULL);
}

/* Follows what other processes write. Own writing ends here too, and finds nothing new. */
static void
follow (TroupeLibrary *self)
{
  g_autoptr (GFile) log = g_file_get_child (self->directory, TROUPE_DATABASE_FILE "-wal");
  g_autoptr (GError) error = NULL;

  self->monitor = g_file_monitor_file (log, G_FILE_MONITOR_NONE, NULL, &error);
  if (self->monitor == NULL)
    {
      g_message ("What other programs change in the library shows after a restart only: %s",
                 error->message);
      return;
    }
  g_file_monitor_set_rate_limit (self->monitor, MONITOR_LIMIT_MS);
  g_signal_connect_object (self->monitor, "changed", G_CALLBACK (log_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
set_open (TroupeLibrary *self,
          gboolean       is_open)
{
  if (self->is_open == is_open)
    return;

  self->is_open = is_open;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
}

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeLibrary *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  follow (self);
  set_open (self, TRUE);
  g_task_return_boolean (task, TRUE);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeLibrary *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (troupe_database_open_finish (TROUPE_DATABASE (source), result, &error))
    troupe_database_run_async (self->database, troupe_library_seen_start, self->seen, NULL,
                               started_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
troupe_library_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  TroupeLibrary *self = TROUPE_LIBRARY (object);

  switch (prop_id)
    {
    case PROP_OPEN:
      g_value_set_boolean (value, self->is_open);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_library_dispose (GObject *object)
{
  TroupeLibrary *self = TROUPE_LIBRARY (object);

  troupe_library_close (self);
  g_clear_object (&self->database);
  G_OBJECT_CLASS (troupe_library_parent_class)->dispose (object);
}

static void
troupe_library_finalize (GObject *object)
{
  TroupeLibrary *self = TROUPE_LIBRARY (object);

  g_clear_object (&self->directory);
  g_clear_object (&self->media);
  g_clear_pointer (&self->seen, g_free);
  g_clear_pointer (&self->characters, troupe_object_table_free);
  g_clear_pointer (&self->videos, troupe_object_table_free);
  G_OBJECT_CLASS (troupe_library_parent_class)->finalize (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, TROUPE_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
troupe_library_class_init (TroupeLibraryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = troupe_library_get_property;
  object_class->dispose = troupe_library_dispose;
  object_class->finalize = troupe_library_finalize;

  properties[PROP_OPEN] = g_param_spec_boolean ("open", NULL, NULL, FALSE,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * TroupeLibrary::character-added:
   * @self: the library
   * @id: the character
   *
   * A character was made, or came back from the trash.
   */
  signals[CHARACTER_ADDED] = add_signal ("character-added");

  /**
   * TroupeLibrary::character-removed:
   * @self: the library
   * @id: the character
   *
   * A character went into the trash.
   */
  signals[CHARACTER_REMOVED] = add_signal ("character-removed");

  /**
   * TroupeLibrary::character-changed:
   * @self: the library
   * @id: the character
   *
   * A character, or what belongs to it, changed. Its object is up to date already.
   */
  signals[CHARACTER_CHANGED] = add_signal ("character-changed");

  /**
   * TroupeLibrary::video-added:
   * @self: the library
   * @id: the video
   *
   * A video was asked for, or came back from the trash.
   */
  signals[VIDEO_ADDED] = add_signal ("video-added");

  /**
   * TroupeLibrary::video-removed:
   * @self: the library
   * @id: the video
   *
   * A video went into the trash.
   */
  signals[VIDEO_REMOVED] = add_signal ("video-removed");

  /**
   * TroupeLibrary::video-changed:
   * @self: the library
   * @id: the video
   *
   * A video, or the job that makes it, changed. Its object is up to date already.
   */
  signals[VIDEO_CHANGED] = add_signal ("video-changed");

  /**
   * TroupeLibrary::jobs-changed:
   * @self: the library
   *
   * Something about jobs was written, here or by another process. See TroupeJobs.
   */
  signals[JOBS_CHANGED] = g_signal_new ("jobs-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
troupe_library_init (TroupeLibrary *self)
{
  self->seen = g_new0 (TroupeLibrarySeen, 1);
}

/**
 * troupe_library_new:
 * @directory: (nullable): its folder, or `NULL` for `$XDG_DATA_HOME/troupe`
 *
 * Names a library; nothing is touched before it is opened.
 *
 * Returns: (transfer full): a library
 */
TroupeLibrary *
troupe_library_new (GFile *directory)
{
  TroupeLibrary *self;

  g_return_val_if_fail (directory == NULL || G_IS_FILE (directory), NULL);

  self = g_object_new (TROUPE_TYPE_LIBRARY, NULL);
  if (directory != NULL)
    self->directory = g_object_ref (directory);
  else
    self->directory = g_file_new_build_filename (g_get_user_data_dir (), "troupe", NULL);
  self->media = g_file_get_child (self->directory, "media");
  self->characters = troupe_object_table_new (&troupe_character_kind, self->media);
  self->videos = troupe_object_table_new (&troupe_video_kind, self->media);
  self->database = troupe_database_new (self->directory);
  return self;
}

/**
 * troupe_library_open_async:
 * @self: a library that is not open
 * @cancellable: (nullable): not looked at once it began
 * @callback: called when it is open, or is not
 * @user_data: for @callback
 *
 * Opens or makes the library. After a failure it may be tried again.
 *
 * When no other process has it open, what lies in the trash for 30 days is removed for good.
 */
void
troupe_library_open_async (TroupeLibrary      *self,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TROUPE_IS_LIBRARY (self));
  g_return_if_fail (!self->is_open);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_library_open_async);
  troupe_database_open_async (self->database, troupe_library_tidy, self->media, cancellable,
                              opened_cb, g_steal_pointer (&task));
}

/**
 * troupe_library_open_finish:
 * @self: a library
 * @result: the result
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NEWER`, `DAMAGED`, `READ_ONLY`, `NO_SPACE`, `BUSY` or `FAILED`.
 *
 * Returns: whether it is open
 */
gboolean
troupe_library_open_finish (TroupeLibrary *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_library_open_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * troupe_library_close:
 * @self: a library
 *
 * Waits until everything that was asked for is on the disk, and closes. Blocks; for the end of a
 * program. A library that is dropped closes too.
 */
void
troupe_library_close (TroupeLibrary *self)
{
  g_return_if_fail (TROUPE_IS_LIBRARY (self));

  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  if (self->database != NULL)
    troupe_database_close (self->database);
  set_open (self, FALSE);
}

/**
 * troupe_library_is_open:
 * @self: a library
 *
 * Returns: whether it can be asked
 */
gboolean
troupe_library_is_open (TroupeLibrary *self)
{
  g_return_val_if_fail (TROUPE_IS_LIBRARY (self), FALSE);

  return self->is_open;
}

/**
 * troupe_library_get_directory:
 * @self: a library
 *
 * Returns: (transfer none): its folder
 */
GFile *
troupe_library_get_directory (TroupeLibrary *self)
{
  g_return_val_if_fail (TROUPE_IS_LIBRARY (self), NULL);

  return self->directory;
}

/**
 * troupe_library_get_media:
 * @self: a library
 *
 * Returns: (transfer none): the folder that names of media files are below
 */
GFile *
troupe_library_get_media (TroupeLibrary *self)
{
  g_return_val_if_fail (TROUPE_IS_LIBRARY (self), NULL);

  return self->media;
}

/**
 * troupe_library_get_characters:
 * @self: a library
 *
 * Returns: (transfer none): the objects of its characters
 */
TroupeObjectTable *
troupe_library_get_characters (TroupeLibrary *self)
{
  g_return_val_if_fail (TROUPE_IS_LIBRARY (self), NULL);

  return self->characters;
}

/**
 * troupe_library_get_videos:
 * @self: a library
 *
 * Returns: (transfer none): the objects of its videos
 */
TroupeObjectTable *
troupe_library_get_videos (TroupeLibrary *self)
{
  g_return_val_if_fail (TROUPE_IS_LIBRARY (self), NULL);

  return self->videos;
}

/**
 * troupe_library_get_database:
 * @self: a library
 *
 * Returns: (transfer none): its database, to read from
 */
TroupeDatabase *
troupe_library_get_database (TroupeLibrary *self)
{
  g_return_val_if_fail (TROUPE_IS_LIBRARY (self), NULL);

  return self->database;
}

/**
 * troupe_library_write_async:
 * @self: a library
 * @func: (nullable): what to do on the owner thread
 * @data: for @func; must live until @callback, which is always called
 * @cancellable: (nullable): looked at until it begins
 * @callback: called when it is on the disk
 * @user_data: for @callback
 *
 * Changes the database in one transaction. Before @callback the objects are brought up to date and
 * the signals emitted.
 */
void
troupe_library_write_async (TroupeLibrary      *self,
                            TroupeDatabaseFunc  func,
                            gpointer            data,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  TroupeLibraryWrite *write;

  g_return_if_fail (TROUPE_IS_LIBRARY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_library_write_async);
  g_task_set_check_cancellable (task, FALSE);

  write = g_new0 (TroupeLibraryWrite, 1);
  write->func = func;
  write->data = data;
  write->seen = self->seen;
  g_task_set_task_data (task, write, (GDestroyNotify) troupe_library_write_free);
  troupe_database_run_async (self->database, troupe_library_write_in_owner, write, cancellable,
                             written_cb, g_steal_pointer (&task));
}

/**
 * troupe_library_write_finish:
 * @self: a library
 * @result: the result
 *
 * Fails with what the function failed with; nothing was changed then.
 *
 * Returns: whether it is on the disk
 */
gboolean
troupe_library_write_finish (TroupeLibrary *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_library_write_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
