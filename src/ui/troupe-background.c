/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-background.h"

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define BACKGROUND "org.freedesktop.portal.Background"
#define REQUEST "org.freedesktop.portal.Request"

/* One question to the portal: the call gives the place of the answer, a signal there the answer. */
typedef struct
{
  GDBusConnection *bus;
  char            *reason;
  guint            answer_id;
} Question;

static void
question_free (Question *self)
{
  g_clear_object (&self->bus);
  g_free (self->reason);
  g_free (self);
}

/* GTK_USE_PORTAL: as if in a sandbox, as GLib and GTK take it */
static gboolean
is_sandboxed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) || g_strcmp0 (g_getenv ("GTK_USE_PORTAL"), "1") == 0;
}

/* Only once; until then the wait for the answer holds the task. */
static void
end (GTask   *task,
     gboolean is_allowed)
{
  Question *question = g_task_get_task_data (task);
  const guint answer_id = g_steal_handle_id (&question->answer_id);

  if (answer_id == 0)
    return;
  g_task_return_boolean (task, is_allowed);
  g_dbus_connection_signal_unsubscribe (question->bus, answer_id);
}

static void
answered_cb (GDBusConnection *bus,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *signal,
             GVariant        *parameters,
             gpointer         user_data)
{
  g_autoptr (GVariant) results = NULL;
  gboolean is_allowed = FALSE;
  guint32 response;

  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  g_variant_lookup (results, "background", "b", &is_allowed);
  end (user_data, response == 0 && is_allowed);
}

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GVariant) handle = NULL;
  g_autoptr (GError) error = NULL;

  handle = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (handle != NULL)
    return;    /* the answer comes, or was here first */

  g_message ("The desktop could not be asked whether Troupe may go on in the background: %s", error->message);
  end (task, FALSE);
}

/* Where the portal says that the answer will be */
static char *
dup_answer_path (GDBusConnection *bus,
                 const char      *token)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (bus) + 1);

  return g_strdup_printf (PORTAL_PATH "/request/%s/%s", g_strdelimit (sender, ".", '_'), token);
}

static void
bus_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *question = g_task_get_task_data (task);
  g_autofree char *token = g_strdup_printf ("troupe%u", g_random_int ());
  g_autofree char *path = NULL;
  GVariantBuilder options;

  question->bus = g_bus_get_finish (result, NULL);
  if (question->bus == NULL)
    {
      g_task_return_boolean (task, FALSE);    /* without a bus there is nobody to ask */
      return;
    }

  path = dup_answer_path (question->bus, token);
  question->answer_id = g_dbus_connection_signal_subscribe (question->bus, PORTAL, REQUEST, "Response", path, NULL,
                                                            G_DBUS_SIGNAL_FLAGS_NONE, answered_cb,
                                                            g_object_ref (task), g_object_unref);
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "reason", g_variant_new_string (question->reason));
  g_dbus_connection_call (question->bus, PORTAL, PORTAL_PATH, BACKGROUND, "RequestBackground",
                          g_variant_new ("(sa{sv})", "", &options), G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE,
                          -1, NULL, called_cb, g_object_ref (task));
}

/**
 * troupe_background_request_async:
 * @reason: why, in the words of the person
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks the desktop, which may ask the person.
 */
void
troupe_background_request_async (const char         *reason,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Question *question;

  g_return_if_fail (reason != NULL);

  g_task_set_source_tag (task, troupe_background_request_async);
  if (!is_sandboxed ())
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  question = g_new0 (Question, 1);
  question->reason = g_strdup (reason);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_bus_get (G_BUS_TYPE_SESSION, NULL, bus_cb, g_steal_pointer (&task));
}

/**
 * troupe_background_request_finish:
 * @result: the result
 *
 * Returns: whether Troupe may go on; `FALSE` also where there is nobody to ask
 */
gboolean
troupe_background_request_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_background_request_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}
