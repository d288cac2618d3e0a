/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "troupe-host.h"

#include "troupe-host-error.h"
#include "troupe-host-keys.h"
#include "troupe-origin.h"
#include "troupe-secrets.h"

#define TIMEOUT_SECONDS 120    /* without a byte; some hosts look at a file before they answer */

struct _TroupeHost
{
  GObject               parent_instance;

  const TroupeHostKind *kind;

  /* Owned */
  char                 *id;
  char                 *name;
  GHashTable           *settings;    /* name -> text, of what was set */
  SoupSession          *session;     /* from the first use on */
};

G_DEFINE_FINAL_TYPE (TroupeHost, troupe_host, G_TYPE_OBJECT)

enum { PROP_0, PROP_ID, PROP_NAME, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
troupe_host_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  TroupeHost *self = TROUPE_HOST (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, troupe_host_get_id (self));
      break;
    case PROP_NAME:
      g_value_set_string (value, troupe_host_get_name (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_host_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_NAME:
      troupe_host_set_name (TROUPE_HOST (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_host_dispose (GObject *object)
{
  TroupeHost *self = TROUPE_HOST (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (troupe_host_parent_class)->dispose (object);
}

static void
troupe_host_finalize (GObject *object)
{
  TroupeHost *self = TROUPE_HOST (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  G_OBJECT_CLASS (troupe_host_parent_class)->finalize (object);
}

static void
troupe_host_class_init (TroupeHostClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = troupe_host_get_property;
  object_class->set_property = troupe_host_set_property;
  object_class->dispose = troupe_host_dispose;
  object_class->finalize = troupe_host_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] =
    g_param_spec_string ("name", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * TroupeHost::changed:
   *
   * A setting has another value.
   */
  signals[CHANGED] = g_signal_new ("changed", TROUPE_TYPE_HOST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
troupe_host_init (TroupeHost *self)
{
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * troupe_host_new:
 * @id: its id in files, commands and the library: lower-case letters, digits and hyphens
 * @name: the name a person knows
 * @kind: how it publishes
 *
 * Makes a host of which nothing is set yet.
 *
 * Returns: (transfer full): the host
 */
TroupeHost *
troupe_host_new (const char           *id,
                 const char           *name,
                 const TroupeHostKind *kind)
{
  TroupeHost *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  self = g_object_new (TROUPE_TYPE_HOST, NULL);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->kind = kind;
  return self;
}

/**
 * troupe_host_get_id:
 * @self: a host
 *
 * Returns: (transfer none): its id
 */
const char *
troupe_host_get_id (TroupeHost *self)
{
  g_return_val_if_fail (TROUPE_IS_HOST (self), NULL);
  return self->id;
}

/**
 * troupe_host_get_name:
 * @self: a host
 *
 * Returns: (transfer none): its name
 */
const char *
troupe_host_get_name (TroupeHost *self)
{
  g_return_val_if_fail (TROUPE_IS_HOST (self), NULL);
  return self->name;
}

/**
 * troupe_host_set_name:
 * @self: a host
 * @name: one line
 *
 * Gives it another name; the id stays.
 */
void
troupe_host_set_name (TroupeHost *self,
                      const char *name)
{
  g_return_if_fail (TROUPE_IS_HOST (self));
  g_return_if_fail (name != NULL);

  if (g_set_str (&self->name, name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

/**
 * troupe_host_get_kind:
 * @self: a host
 *
 * Returns: (transfer none): how it publishes
 */
const TroupeHostKind *
troupe_host_get_kind (TroupeHost *self)
{
  g_return_val_if_fail (TROUPE_IS_HOST (self), NULL);
  return self->kind;
}

/**
 * troupe_host_get_setting:
 * @self: a host
 * @name: a setting of its kind
 *
 * Returns: (transfer none) (nullable): what was set, else what holds without; `NULL` where neither
 */
const char *
troupe_host_get_setting (TroupeHost *self,
                         const char *name)
{
  const TroupeHostSetting *setting;
  const char *text;

  g_return_val_if_fail (TROUPE_IS_HOST (self), NULL);
  setting = troupe_host_kind_find_setting (self->kind, name);
  g_return_val_if_fail (setting != NULL, NULL);

  text = g_hash_table_lookup (self->settings, name);
  return text != NULL ? text : setting->fallback;
}

/**
 * troupe_host_has_setting:
 * @self: a host
 * @name: a setting of its kind
 *
 * Returns: whether it was set
 */
gboolean
troupe_host_has_setting (TroupeHost *self,
                         const char *name)
{
  g_return_val_if_fail (TROUPE_IS_HOST (self), FALSE);
  return g_hash_table_contains (self->settings, name);
}

/**
 * troupe_host_set_setting:
 * @self: a host
 * @name: the name of a setting
 * @text: (nullable): its value, `NULL` or empty to unset it
 *
 * Sets a value; it stays as it was on failure.
 *
 * Fails with `TROUPE_HOST_ERROR_SETTING` when the kind has no such setting or the value breaks its rule.
 *
 * Returns: whether it is set
 */
gboolean
troupe_host_set_setting (TroupeHost *self,
                         const char *name,
                         const char *text,
                         GError    **error)
{
  const TroupeHostSetting *setting;
  g_autofree char *value = NULL;
  gboolean is_same;

  g_return_val_if_fail (TROUPE_IS_HOST (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  setting = troupe_host_kind_find_setting (self->kind, name);
  if (setting == NULL)
    {
      g_set_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_SETTING,
                   "%s: a host of the kind %s has no such setting", name, self->kind->id);
      return FALSE;
    }
  if (text != NULL && *text != '\0')
    {
      value = troupe_host_setting_normalize (setting, text, error);
      if (value == NULL)
        return FALSE;
    }

  is_same = g_strcmp0 (g_hash_table_lookup (self->settings, name), value) == 0;
  if (value != NULL)
    g_hash_table_insert (self->settings, g_strdup (name), g_steal_pointer (&value));
  else
    g_hash_table_remove (self->settings, name);
  if (!is_same)
    g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

/**
 * troupe_host_check:
 * @self: a host
 *
 * Looks whether all that it needs is set; its key is looked for when it is used.
 *
 * Fails with `TROUPE_HOST_ERROR_SETTING`, which names the first setting that is missing.
 *
 * Returns: whether it can be tried
 */
gboolean
troupe_host_check (TroupeHost *self,
                   GError    **error)
{
  g_return_val_if_fail (TROUPE_IS_HOST (self), FALSE);

  for (gsize i = 0; i < self->kind->n_settings; i++)
    {
      const TroupeHostSetting *setting = &self->kind->settings[i];

      if (!setting->is_needed || troupe_host_get_setting (self, setting->name) != NULL)
        continue;
      g_set_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_SETTING, "%s: %s: it is needed and not set",
                   self->id, setting->name);
      return FALSE;
    }
  return TRUE;
}

/**
 * troupe_host_dup_origin:
 * @self: a host
 *
 * Writes scheme, host and port of where the key goes.
 *
 * Returns: (transfer full) (nullable): the origin, `NULL` where there is no key or no address yet
 */
char *
troupe_host_dup_origin (TroupeHost *self)
{
  g_autoptr (GUri) uri = NULL;
  const char *address = NULL;

  g_return_val_if_fail (TROUPE_IS_HOST (self), NULL);

  if (self->kind->origin_setting != NULL)
    address = troupe_host_get_setting (self, self->kind->origin_setting);
  if (address != NULL)
    uri = troupe_origin_parse_address (address, NULL);    /* checked when it was set */
  return uri != NULL ? troupe_origin_dup_text (uri) : NULL;
}

static void
errand_free (TroupeHostErrand *errand)
{
  g_clear_object (&errand->host);
  g_clear_object (&errand->session);
  troupe_secrets_free (errand->key);
  g_clear_object (&errand->file);
  g_free (errand->media_type);
  g_free (errand->filename);
  g_free (errand->handle);
  g_free (errand);
}

static TroupeHostErrand *
errand_new (TroupeHost *self)
{
  TroupeHostErrand *errand = g_new0 (TroupeHostErrand, 1);

  if (self->session == NULL)
    self->session = soup_session_new_with_options ("user-agent", "Troupe/" VERSION,
                                                   "timeout", TIMEOUT_SECONDS, NULL);
  errand->host = g_object_ref (self);
  errand->session = g_object_ref (self->session);
  return errand;
}

/* Nobody shall find it by trying, and it tells neither what is in it nor whose it is. */
static char *
dup_filename (const char *media_type)
{
  static const struct { const char *media_type, *suffix; } suffixes[] = {
    { "video/mp4", ".mp4" }, { "video/webm", ".webm" }, { "video/quicktime", ".mov" },
    { "image/png", ".png" }, { "image/jpeg", ".jpg" },
  };
  g_autofree char *random = g_uuid_string_random ();

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_equal (suffixes[i].media_type, media_type))
      return g_strconcat (random, suffixes[i].suffix, NULL);
  return g_steal_pointer (&random);
}

static void
run (GTask *task)
{
  TroupeHost *self = g_task_get_source_object (task);
  TroupeHostErrand *errand = g_task_get_task_data (task);

  if (errand->file != NULL)
    self->kind->publish (task);
  else
    self->kind->remove (task);
}

static void
key_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeHostErrand *errand = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  errand->key = troupe_host_keys_lookup_finish (result, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (errand->key == NULL && errand->host->kind->key_use == TROUPE_HOST_KEY_NEEDED)
    g_task_return_new_error (task, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_NO_KEY, "%s: no key was entered",
                             errand->host->id);
  else
    run (g_steal_pointer (&task));
}

static void
look_up_key (GTask *task)
{
  TroupeHost *self = g_task_get_source_object (task);

  if (self->kind->key_use == TROUPE_HOST_KEY_NONE)
    run (task);
  else
    troupe_host_keys_lookup_async (self, g_task_get_cancellable (task), key_cb, task);
}

static void
size_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeHostErrand *errand = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (info == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  errand->size_bytes = (guint64) g_file_info_get_size (info);
  look_up_key (g_steal_pointer (&task));
}

/**
 * troupe_host_publish_async:
 * @self: a host
 * @file: what to publish, free of anything that nobody else shall see
 * @media_type: its type
 * @progress: (nullable) (scope notified): told how much of it was sent
 * @progress_data: for @progress
 * @cancellable: (nullable): gives up; what was sent is taken back where the host can
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Brings a file to the host, once, under a name that cannot be guessed.
 *
 * The key is looked up here and goes to the host only. Main thread.
 */
void
troupe_host_publish_async (TroupeHost         *self,
                           GFile              *file,
                           const char         *media_type,
                           TroupeProgressFunc  progress,
                           gpointer            progress_data,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task;
  TroupeHostErrand *errand;
  GError *error = NULL;

  g_return_if_fail (TROUPE_IS_HOST (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (media_type != NULL);

  errand = errand_new (self);
  errand->file = g_object_ref (file);
  errand->media_type = g_strdup (media_type);
  errand->filename = dup_filename (media_type);
  errand->progress = progress;
  errand->progress_data = progress_data;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_host_publish_async);
  g_task_set_task_data (task, errand, (GDestroyNotify) errand_free);
  g_task_set_check_cancellable (task, FALSE);    /* what stands there in the end must be known, to be deleted */

  if (troupe_host_check (self, &error))
    {
      g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT,
                               cancellable, size_cb, task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

/**
 * troupe_host_publish_finish:
 * @self: a host
 * @result: the result
 *
 * Ends troupe_host_publish_async(). Fails with `TROUPE_HOST_ERROR`, with `G_IO_ERROR` for the file and for a
 * folder, and with `G_IO_ERROR_CANCELLED`.
 *
 * Returns: (transfer full): where it stands, also when it was cancelled too late
 */
TroupePublished *
troupe_host_publish_finish (TroupeHost   *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_host_publish_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * troupe_host_delete_async:
 * @self: a host
 * @handle: of a `TroupePublished` of this host
 * @cancellable: (nullable): gives up
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Deletes what was published. Main thread.
 */
void
troupe_host_delete_async (TroupeHost         *self,
                          const char         *handle,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GTask *task;
  TroupeHostErrand *errand;
  GError *error = NULL;

  g_return_if_fail (TROUPE_IS_HOST (self));
  g_return_if_fail (handle != NULL);

  errand = errand_new (self);
  errand->handle = g_strdup (handle);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_host_delete_async);
  g_task_set_task_data (task, errand, (GDestroyNotify) errand_free);

  if (troupe_host_check (self, &error))
    {
      look_up_key (task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

/**
 * troupe_host_delete_finish:
 * @self: a host
 * @result: the result
 *
 * Ends troupe_host_delete_async(). Fails as troupe_host_publish_finish() does.
 *
 * Returns: whether it is gone
 */
gboolean
troupe_host_delete_finish (TroupeHost   *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_host_delete_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
