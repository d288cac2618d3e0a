/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-database.h"

#include "troupe-database-open.h"
#include "troupe-library-error.h"

/**
 * TroupeDatabase:
 *
 * One database and the thread that owns it.
 *
 * What is asked for is done in order. The thread never holds a reference that could be the last
 * one: a call travels to it and back, and is freed where it came from.
 */
struct _TroupeDatabase
{
  GObject      parent_instance;

  /* Owned */
  GFile       *directory;
  GThread     *thread;    /* NULL before opening and after closing */
  GAsyncQueue *calls;     /* of Call */
};

G_DEFINE_FINAL_TYPE (TroupeDatabase, troupe_database, G_TYPE_OBJECT)

typedef enum
{
  OPEN,
  RUN,
  CLOSE,
} CallKind;

typedef struct
{
  CallKind            kind;
  TroupeDatabaseFunc  func;
  gpointer            data;
  GFile              *directory;
  GTask              *task;    /* touched by the main thread only, but for its cancellable */
  GCancellable       *cancellable;
  gboolean            succeeded;
  GError             *error;
} Call;

/* What the thread owns */
typedef struct
{
  GAsyncQueue      *calls;
  TroupeConnection *connection;
  TroupeLock       *lock;
} Owner;

static void
call_free (Call *call)
{
  g_clear_object (&call->directory);
  g_clear_object (&call->task);
  g_clear_object (&call->cancellable);
  g_clear_error (&call->error);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static gboolean
return_idle (gpointer user_data)
{
  g_autoptr (Call) call = user_data;

  if (call->succeeded)
    g_task_return_boolean (call->task, TRUE);
  else
    g_task_return_error (call->task, g_steal_pointer (&call->error));
  return G_SOURCE_REMOVE;
}

static void
send_back (Call *call)
{
  GMainContext *context = g_task_get_context (call->task);
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (call->task));
  g_source_set_static_name (source, "troupe-database");
  g_source_set_callback (source, return_idle, call, NULL);
  g_source_attach (source, context);
}

static void
do_open (Owner *owner,
         Call  *call)
{
  g_assert (owner->connection == NULL);

  owner->connection = troupe_database_open_file (call->directory, call->func, call->data,
                                                 &owner->lock, &call->error);
  call->succeeded = owner->connection != NULL;
}

static void
do_run (Owner *owner,
        Call  *call)
{
  if (g_cancellable_set_error_if_cancelled (call->cancellable, &call->error))
    return;

  if (owner->connection == NULL)
    g_set_error_literal (&call->error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_FAILED,
                         "the library is not open");
  else
    call->succeeded = call->func (owner->connection, call->data, &call->error);
}

static gpointer
owner_thread (gpointer data)
{
  g_autoptr (GAsyncQueue) calls = data;
  Owner owner = { .calls = calls };

  for (;;)
    {
      Call *call = g_async_queue_pop (calls);

      if (call->kind == CLOSE)
        {
          call_free (call);
          break;
        }
      if (call->kind == OPEN)
        do_open (&owner, call);
      else
        do_run (&owner, call);
      send_back (call);
    }

  g_clear_pointer (&owner.connection, troupe_connection_close);
  g_clear_pointer (&owner.lock, troupe_lock_free);
  return NULL;
}

static void
ask (TroupeDatabase    *self,
     CallKind           kind,
     TroupeDatabaseFunc func,
     gpointer           data,
     GTask             *task)
{
  Call *call = g_new0 (Call, 1);

  call->kind = kind;
  call->func = func;
  call->data = data;
  call->directory = g_object_ref (self->directory);
  call->task = g_object_ref (task);
  if (g_task_get_cancellable (task) != NULL)
    call->cancellable = g_object_ref (g_task_get_cancellable (task));

  /* What was done counts, also when somebody cancels afterwards. */
  g_task_set_check_cancellable (task, FALSE);
  g_async_queue_push (self->calls, call);
}

static void
troupe_database_dispose (GObject *object)
{
  TroupeDatabase *self = TROUPE_DATABASE (object);

  troupe_database_close (self);
  g_clear_object (&self->directory);
  G_OBJECT_CLASS (troupe_database_parent_class)->dispose (object);
}

static void
troupe_database_finalize (GObject *object)
{
  TroupeDatabase *self = TROUPE_DATABASE (object);

  g_clear_pointer (&self->calls, g_async_queue_unref);
  G_OBJECT_CLASS (troupe_database_parent_class)->finalize (object);
}

static void
troupe_database_class_init (TroupeDatabaseClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = troupe_database_dispose;
  object_class->finalize = troupe_database_finalize;
}

static void
troupe_database_init (TroupeDatabase *self)
{
  self->calls = g_async_queue_new_full ((GDestroyNotify) call_free);
}

/**
 * troupe_database_new:
 * @directory: the folder of the library
 *
 * Names a database; nothing is touched before it is opened.
 *
 * Returns: (transfer full): a database
 */
TroupeDatabase *
troupe_database_new (GFile *directory)
{
  TroupeDatabase *self;

  g_return_val_if_fail (G_IS_FILE (directory), NULL);

  self = g_object_new (TROUPE_TYPE_DATABASE, NULL);
  self->directory = g_object_ref (directory);
  return self;
}

/**
 * troupe_database_open_async:
 * @self: a database
 * @tidy: runs on the owner thread while no other process has the library open
 * @data: for @tidy; must live until @callback
 * @cancellable: (nullable): not looked at once it began
 * @callback: called when it is open, or is not
 * @user_data: for @callback
 *
 * Opens the database; after a failure it may be tried again. See troupe_database_open_file().
 */
void
troupe_database_open_async (TroupeDatabase     *self,
                            TroupeDatabaseFunc  tidy,
                            gpointer            data,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TROUPE_IS_DATABASE (self));
  g_return_if_fail (tidy != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_database_open_async);
  if (self->thread == NULL)
    self->thread = g_thread_new ("troupe-database", owner_thread, g_async_queue_ref (self->calls));
  ask (self, OPEN, tidy, data, task);
}

/**
 * troupe_database_open_finish:
 * @self: a database
 * @result: the result
 *
 * Fails with the errors of troupe_database_open_file().
 *
 * Returns: whether it is open
 */
gboolean
troupe_database_open_finish (TroupeDatabase *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_database_open_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * troupe_database_run_async:
 * @self: a database
 * @func: what to do on the owner thread
 * @data: for @func; must live until @callback, which is always called
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Does something with the connection, after all that was asked for before.
 */
void
troupe_database_run_async (TroupeDatabase     *self,
                           TroupeDatabaseFunc  func,
                           gpointer            data,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TROUPE_IS_DATABASE (self));
  g_return_if_fail (func != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_database_run_async);
  if (self->thread != NULL)
    ask (self, RUN, func, data, task);
  else
    g_task_return_new_error_literal (task, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_FAILED,
                                     "the library is not open");
}

/**
 * troupe_database_run_finish:
 * @self: a database
 * @result: the result
 *
 * Fails with what the function failed with, or with `G_IO_ERROR_CANCELLED` when it was not called.
 *
 * Returns: what the function returned
 */
gboolean
troupe_database_run_finish (TroupeDatabase *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_database_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * troupe_database_close:
 * @self: a database
 *
 * Waits until everything that was asked for is done, and closes. Blocks; for the end of a program.
 */
void
troupe_database_close (TroupeDatabase *self)
{
  Call *call;

  g_return_if_fail (TROUPE_IS_DATABASE (self));

  if (self->thread == NULL)
    return;

  call = g_new0 (Call, 1);
  call->kind = CLOSE;
  g_async_queue_push (self->calls, call);
  g_clear_pointer (&self->thread, g_thread_join);
}
