/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-application.h"

#include "config.h"

#include <glib/gi18n.h>
#include <gst/gst.h>

#include "troupe-accelerators.h"
#include "troupe-job-notices.h"
#include "troupe-preferences-dialog.h"
#include "troupe-shortcuts-dialog.h"
#include "troupe-window.h"

struct _TroupeApplication
{
  AdwApplication    parent_instance;

  /* Owned */
  TroupeLibrary    *library;      /* NULL until it is open, as the next four */
  TroupeRunner     *runner;
  TroupeJobs       *jobs;
  TroupeJobNotices *notices;
  TroupeScenes     *scenes;
  TroupeProviders  *providers;    /* read when it is first needed */
  TroupeHosts      *hosts;        /* the same */
  TroupeClient     *client;
  GSettings        *settings;
  guint             inhibit_id;   /* keeps the session awake while bytes move, else 0 */
};

G_DEFINE_FINAL_TYPE (TroupeApplication, troupe_application, ADW_TYPE_APPLICATION)

/* There is one window; made when it is first needed. */
static TroupeWindow *
present_window (TroupeApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    window = GTK_WINDOW (troupe_window_new (self));
  gtk_window_present (window);

  return TROUPE_WINDOW (window);
}

static void
new_character_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  TroupeWindow *window = present_window (user_data);

  troupe_window_open (window, NULL);
}

static AdwDialog *
make_preferences (TroupeApplication *self)
{
  return troupe_preferences_dialog_new (troupe_application_get_providers (self),
                                        troupe_application_get_hosts (self), self->client);
}

static void
preferences_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  TroupeApplication *self = TROUPE_APPLICATION (user_data);
  TroupeWindow *window = present_window (self);

  adw_dialog_present (make_preferences (self), GTK_WIDGET (window));
}

/* The preferences, where a provider is added. */
static void
add_provider_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  TroupeApplication *self = TROUPE_APPLICATION (user_data);
  AdwDialog *dialog = make_preferences (self);

  adw_dialog_present (dialog, GTK_WIDGET (present_window (self)));
  troupe_preferences_dialog_add_provider (TROUPE_PREFERENCES_DIALOG (dialog));
}

/* The same, with the file that describes the provider. */
static void
add_provider_file_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));
  AdwDialog *dialog = make_preferences (user_data);

  adw_dialog_present (dialog, GTK_WIDGET (present_window (user_data)));
  troupe_preferences_dialog_add_provider_file (TROUPE_PREFERENCES_DIALOG (dialog), file);
}

/* The preferences, where a host is added. */
static void
hosts_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  AdwDialog *dialog = make_preferences (user_data);

  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (dialog), "hosts");
  adw_dialog_present (dialog, GTK_WIDGET (present_window (user_data)));
}

/* The preferences, at the page of one provider: where its key is entered. */
static void
provider_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  TroupeApplication *self = TROUPE_APPLICATION (user_data);
  TroupeProviders *providers = troupe_application_get_providers (self);
  TroupeProvider *provider = troupe_providers_find (providers, g_variant_get_string (parameter, NULL));
  AdwDialog *dialog = make_preferences (self);

  if (provider != NULL)
    troupe_preferences_dialog_show_provider (TROUPE_PREFERENCES_DIALOG (dialog), provider);
  adw_dialog_present (dialog, GTK_WIDGET (present_window (self)));
}

static void
jobs_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  troupe_window_show_job (present_window (user_data), NULL);
}

static void
show_job_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  troupe_window_show_job (present_window (user_data), g_variant_get_string (parameter, NULL));
}

static void
shortcuts_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  adw_dialog_present (troupe_shortcuts_dialog_new (), GTK_WIDGET (present_window (user_data)));
}

static char *
dup_debug_info (void)
{
  return g_strdup_printf ("Troupe %s\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\nGLib %u.%u.%u\n",
                          VERSION,
                          gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version (),
                          adw_get_major_version (), adw_get_minor_version (),
                          adw_get_micro_version (),
                          glib_major_version, glib_minor_version, glib_micro_version);
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  AdwAboutDialog *dialog = ADW_ABOUT_DIALOG (adw_about_dialog_new ());
  g_autofree char *debug_info = dup_debug_info ();

  g_object_set (dialog,
                "application-name", _("Troupe"),
                "application-icon", APP_ID,
                "version", VERSION,
                "developer-name", _("The Troupe contributors"),
                "copyright", _("© 2026 The Troupe contributors"),
                "license-type", GTK_LICENSE_GPL_3_0,
                "website", "https://github.com/troupe-app/troupe",
                "issue-url", "https://github.com/troupe-app/troupe/issues",
                /* Translators: your names, one a line; they are shown in the About dialog. */
                "translator-credits", _("translator-credits"),
                "debug-info", debug_info,
                "debug-info-filename", "troupe-debug-info.txt",
                NULL);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (present_window (user_data)));
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  /* Closing lets the window save its state and object. */
  if (window != NULL)
    gtk_window_close (window);
}

static const GActionEntry actions[] = {
  { "new-character", new_character_cb },
  { "preferences", preferences_cb },
  { "add-provider", add_provider_cb },
  { "add-provider-file", add_provider_file_cb, "s" },
  { "provider", provider_cb, "s" },
  { "hosts", hosts_cb },
  { "jobs", jobs_cb },
  { "show-job", show_job_cb, "s" },
  { "shortcuts", shortcuts_cb },
  { "about", about_cb },
  { "quit", quit_cb },
};

/* While a provider works and nothing moves, the computer may sleep: it is asked again afterwards. */
static void
moving_cb (TroupeApplication *self)
{
  GtkApplication *app = GTK_APPLICATION (self);
  gboolean is_moving;

  if (self->jobs == NULL)
    return;    /* it ends; what was on its way still comes */

  is_moving = troupe_jobs_get_n_moving (self->jobs) > 0 && troupe_runner_is_busy (self->runner);
  if (is_moving && self->inhibit_id == 0)
    self->inhibit_id = gtk_application_inhibit (app, gtk_application_get_active_window (app),
                                                GTK_APPLICATION_INHIBIT_LOGOUT | GTK_APPLICATION_INHIBIT_SUSPEND,
                                                _("Characters or videos are being sent or downloaded"));
  else if (!is_moving && self->inhibit_id != 0)
    {
      gtk_application_uninhibit (app, self->inhibit_id);
      self->inhibit_id = 0;
    }
}

static void
resume_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  /* Without its jobs the library is still there to see; they are taken up at the next start. */
  if (!troupe_runner_resume_finish (TROUPE_RUNNER (source), result, &error))
    g_warning ("Jobs were not taken up again: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

static void
open_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeApplication *self = g_task_get_source_object (task);
  TroupeLibrary *library = TROUPE_LIBRARY (source);
  GCancellable *cancellable;
  GError *error = NULL;

  if (!troupe_library_open_finish (library, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_set_object (&self->library, library);
  self->runner = troupe_runner_new (library, troupe_application_get_providers (self), self->client,
                                    troupe_application_get_hosts (self));
  self->settings = g_settings_new (APP_ID);
  g_settings_bind (self->settings, "pause-on-metered", troupe_runner_get_waker (self->runner), "pauses-on-metered",
                   G_SETTINGS_BIND_GET);
  self->jobs = troupe_jobs_new (library);
  self->notices = troupe_job_notices_new (GTK_APPLICATION (self), self->jobs);
  self->scenes = troupe_scenes_new (library);
  g_signal_connect_object (self->runner, "notify::busy", G_CALLBACK (moving_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->jobs, "changed", G_CALLBACK (moving_cb), self, G_CONNECT_SWAPPED);
  cancellable = g_task_get_cancellable (task);
  troupe_runner_resume_async (self->runner, cancellable, resume_cb, g_steal_pointer (&task));
}

/* Looking at all plugins after one was installed takes a third of a second. */
static void
start_media_thread (GTask        *task,
                    gpointer      source_object,
                    gpointer      task_data,
                    GCancellable *cancellable)
{
  GError *error = NULL;

  if (gst_init_check (NULL, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
media_started_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (TroupeLibrary) library = NULL;
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  library = troupe_library_new (NULL);
  troupe_library_open_async (library, cancellable, open_cb, g_steal_pointer (&task));
}

static void
troupe_application_startup (GApplication *app)
{
  G_APPLICATION_CLASS (troupe_application_parent_class)->startup (app);

  g_action_map_add_action_entries (G_ACTION_MAP (app), actions, G_N_ELEMENTS (actions), app);
  troupe_accelerators_install (GTK_APPLICATION (app));
  gtk_window_set_default_icon_name (APP_ID);
}

static void
troupe_application_activate (GApplication *app)
{
  present_window (TROUPE_APPLICATION (app));
}

static void
troupe_application_open (GApplication *app,
                         GFile       **files,
                         int           n_files,
                         const char   *hint)
{
  TroupeWindow *window = present_window (TROUPE_APPLICATION (app));
  g_autofree char *uri = g_file_get_uri (files[0]);

  troupe_window_open (window, uri);
}

static int
troupe_application_handle_local_options (GApplication *app,
                                         GVariantDict *options)
{
  g_autoptr (GError) error = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("troupe %s\n", VERSION);
      return 0;
    }
  if (g_variant_dict_contains (options, "new-character"))
    {
      if (!g_application_register (app, NULL, &error))
        {
          g_printerr ("troupe: %s\n", error->message);
          return 1;
        }
      g_action_group_activate_action (G_ACTION_GROUP (app), "new-character", NULL);
    }

  return -1;
}

static void
troupe_application_shutdown (GApplication *app)
{
  TroupeApplication *self = TROUPE_APPLICATION (app);

  if (self->library != NULL)
    troupe_library_close (self->library);
  g_clear_object (&self->scenes);
  g_clear_object (&self->notices);
  g_clear_object (&self->jobs);
  g_clear_object (&self->runner);
  g_clear_object (&self->library);
  g_clear_object (&self->client);
  g_clear_object (&self->settings);
  g_clear_object (&self->providers);
  g_clear_object (&self->hosts);
  G_APPLICATION_CLASS (troupe_application_parent_class)->shutdown (app);
}

static void
troupe_application_class_init (TroupeApplicationClass *klass)
{
  GApplicationClass *app_class = G_APPLICATION_CLASS (klass);

  app_class->startup = troupe_application_startup;
  app_class->shutdown = troupe_application_shutdown;
  app_class->activate = troupe_application_activate;
  app_class->open = troupe_application_open;
  app_class->handle_local_options = troupe_application_handle_local_options;
}

static void
troupe_application_init (TroupeApplication *self)
{
  static const GOptionEntry entries[] = {
    { "new-character", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Make a new character"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL },
    G_OPTION_ENTRY_NULL
  };

  self->client = troupe_client_new ();
  g_application_add_main_option_entries (G_APPLICATION (self), entries);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[VIDEO OR ADDRESS]"));
}

/**
 * troupe_application_new:
 *
 * Makes the application. Running it twice presents the window of the first.
 *
 * Returns: (transfer full): a new application
 */
TroupeApplication *
troupe_application_new (void)
{
  return g_object_new (TROUPE_TYPE_APPLICATION,
                       "application-id", APP_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/io/github/troupe_app/Troupe",
                       NULL);
}

/**
 * troupe_application_open_library_async:
 * @self: the application
 * @cancellable: (nullable): to give up
 * @callback: called when the library is open
 * @user_data: for @callback
 *
 * Gets GStreamer ready, opens the person's library and takes up the jobs an earlier run left. May be tried
 * again after a failure.
 */
void
troupe_application_open_library_async (TroupeApplication  *self,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) media_task = NULL;

  g_return_if_fail (TROUPE_IS_APPLICATION (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_application_open_library_async);
  if (self->library != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  media_task = g_task_new (self, cancellable, media_started_cb, g_steal_pointer (&task));
  g_task_run_in_thread (media_task, start_media_thread);
}

/**
 * troupe_application_open_library_finish:
 * @self: the application
 * @result: what the callback got
 * @error: return location
 *
 * Ends the opening. Fails with `TROUPE_LIBRARY_ERROR`.
 *
 * Returns: whether the library is open
 */
gboolean
troupe_application_open_library_finish (TroupeApplication *self,
                                        GAsyncResult      *result,
                                        GError           **error)
{
  g_return_val_if_fail (TROUPE_IS_APPLICATION (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_application_open_library_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * troupe_application_get_library:
 * @self: the application
 *
 * Gets the library.
 *
 * Returns: (transfer none) (nullable): the library, or `NULL` until it is open
 */
TroupeLibrary *
troupe_application_get_library (TroupeApplication *self)
{
  g_return_val_if_fail (TROUPE_IS_APPLICATION (self), NULL);

  return self->library;
}

/**
 * troupe_application_get_providers:
 * @self: the application
 *
 * Gets the providers; the first call reads their profiles.
 *
 * Returns: (transfer none): the providers
 */
TroupeProviders *
troupe_application_get_providers (TroupeApplication *self)
{
  g_return_val_if_fail (TROUPE_IS_APPLICATION (self), NULL);

  if (self->providers == NULL)
    self->providers = troupe_providers_new ();

  return self->providers;
}

/**
 * troupe_application_get_hosts:
 * @self: the application
 *
 * Gets the person's hosts; the first call reads their settings.
 *
 * Returns: (transfer none): the hosts
 */
TroupeHosts *
troupe_application_get_hosts (TroupeApplication *self)
{
  g_return_val_if_fail (TROUPE_IS_APPLICATION (self), NULL);

  if (self->hosts == NULL)
    self->hosts = troupe_hosts_new ();

  return self->hosts;
}

/**
 * troupe_application_get_runner:
 * @self: the application
 *
 * Gets what carries jobs out.
 *
 * Returns: (transfer none) (nullable): the runner, or `NULL` until the library is open
 */
TroupeRunner *
troupe_application_get_runner (TroupeApplication *self)
{
  g_return_val_if_fail (TROUPE_IS_APPLICATION (self), NULL);

  return self->runner;
}

/**
 * troupe_application_get_jobs:
 * @self: the application
 *
 * Gets the jobs of the library.
 *
 * Returns: (transfer none) (nullable): the jobs, or `NULL` until the library is open
 */
TroupeJobs *
troupe_application_get_jobs (TroupeApplication *self)
{
  g_return_val_if_fail (TROUPE_IS_APPLICATION (self), NULL);

  return self->jobs;
}

/**
 * troupe_application_get_scenes:
 * @self: the application
 *
 * Gets the scenes that are composed.
 *
 * Returns: (transfer none) (nullable): them, `NULL` until the library is open
 */
TroupeScenes *
troupe_application_get_scenes (TroupeApplication *self)
{
  g_return_val_if_fail (TROUPE_IS_APPLICATION (self), NULL);

  return self->scenes;
}
