/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-host-s3.h"

#include "troupe-host-send.h"
#include "troupe-host.h"
#include "troupe-origin.h"
#include "troupe-s3-signature.h"

#define OWN_LIFE_S (60 * 60)    /* of what Troupe itself uses at once; an upload may take long */

static const char *const styles[] = { "path", "host", NULL };

static const TroupeHostSetting settings[] = {
  { "endpoint", TROUPE_HOST_SETTING_ENDPOINT, TRUE, NULL, NULL },
  { "region", TROUPE_HOST_SETTING_TOKEN, FALSE, "us-east-1", NULL },
  { "bucket", TROUPE_HOST_SETTING_TOKEN, TRUE, NULL, NULL },
  { "prefix", TROUPE_HOST_SETTING_TEXT, FALSE, "", NULL },
  { "style", TROUPE_HOST_SETTING_CHOICE, FALSE, "path", styles },
  { "access-key", TROUPE_HOST_SETTING_TEXT, TRUE, NULL, NULL },
  { "hours", TROUPE_HOST_SETTING_HOURS, FALSE, "24", NULL },    /* that an address holds */
};

/* Name of an object in the bucket, without a slash in front */
static char *
dup_object (TroupeHostErrand *errand)
{
  g_autofree char *prefix = g_strdup (troupe_host_get_setting (errand->host, "prefix"));
  char *start = prefix;

  while (*start == '/')
    start++;
  for (gsize length = strlen (start); length > 0 && start[length - 1] == '/'; length--)
    start[length - 1] = '\0';
  return *start != '\0' ? g_strconcat (start, "/", errand->filename, NULL) : g_strdup (errand->filename);
}

/* With the bucket in front of the host; a port stays behind */
static char *
dup_bucket_origin (const char *origin,
                   const char *bucket)
{
  const char *host = strstr (origin, "://") + strlen ("://");

  return g_strdup_printf ("%.*s%s.%s", (int) (host - origin), origin, bucket, host);
}

static char *
presign (TroupeHostErrand *errand,
         const char       *method,
         const char       *object,
         guint             life_s)
{
  TroupeHost *host = errand->host;
  TroupeS3Credentials credentials = {
    troupe_host_get_setting (host, "access-key"), errand->key, troupe_host_get_setting (host, "region"),
  };
  const char *bucket = troupe_host_get_setting (host, "bucket");
  gboolean is_path_style = g_str_equal (troupe_host_get_setting (host, "style"), "path");
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GUri) endpoint = troupe_origin_parse_address (troupe_host_get_setting (host, "endpoint"), NULL);
  g_autofree char *origin = troupe_origin_dup_text (endpoint);
  g_autofree char *bucket_origin = dup_bucket_origin (origin, bucket);
  g_autofree char *path = is_path_style ? g_strdup_printf ("/%s/%s", bucket, object) : g_strconcat ("/", object, NULL);

  return troupe_s3_signature_presign (&credentials, method, is_path_style ? origin : bucket_origin, path, now,
                                      life_s);
}

static SoupMessage *
message_new (TroupeHostErrand *errand,
             const char       *method,
             const char       *object)
{
  g_autofree char *address = presign (errand, method, object, OWN_LIFE_S);
  g_autoptr (GUri) uri = troupe_origin_parse_address (address, NULL);

  return soup_message_new_from_uri (method, uri);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeHostErrand *errand = g_task_get_task_data (task);
  guint life_s = troupe_host_get_hours (errand->host) * 60 * 60;
  GError *error = NULL;
  g_autoptr (GBytes) body = troupe_host_send_finish (result, &error);
  g_autofree char *object = dup_object (errand);
  g_autofree char *address = NULL;

  if (body == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  address = presign (errand, SOUP_METHOD_GET, object, life_s);
  g_task_return_pointer (task,
                         troupe_published_new (address, object, g_get_real_time () / G_USEC_PER_SEC + life_s),
                         (GDestroyNotify) troupe_published_free);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeHostErrand *errand = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, &error);
  g_autofree char *object = NULL;
  g_autoptr (SoupMessage) message = NULL;
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (stream == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  object = dup_object (errand);
  message = message_new (errand, SOUP_METHOD_PUT, object);
  soup_message_set_request_body (message, errand->media_type, G_INPUT_STREAM (stream),
                                 (gssize) errand->size_bytes);
  troupe_host_send_async (errand, message, cancellable, sent_cb, g_steal_pointer (&task));
}

static void
publish (GTask *task)
{
  TroupeHostErrand *errand = g_task_get_task_data (task);

  g_file_read_async (errand->file, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), opened_cb, task);
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GBytes) body = troupe_host_send_finish (result, &error);

  if (body != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The handle is the name of the object. */
static void
remove_file (GTask *task)
{
  TroupeHostErrand *errand = g_task_get_task_data (task);
  g_autoptr (SoupMessage) message = message_new (errand, SOUP_METHOD_DELETE, errand->handle);

  troupe_host_send_async (errand, message, g_task_get_cancellable (task), removed_cb, task);
}

const TroupeHostKind troupe_host_s3 = {
  .id = "s3",
  .settings = settings,
  .n_settings = G_N_ELEMENTS (settings),
  .key_use = TROUPE_HOST_KEY_NEEDED,
  .origin_setting = "endpoint",
  .publish = publish,
  .remove = remove_file,
};
