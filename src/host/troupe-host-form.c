/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-host-form.h"

#include "troupe-form-stream.h"
#include "troupe-host-error.h"
#include "troupe-host-send.h"
#include "troupe-host.h"
#include "troupe-json.h"
#include "troupe-origin.h"

#define MAX_DEPTH 64
#define KEY_PLACE "{key}"    /* stands for the key in the other parts, so that it is in the keyring alone */

/* From here on a number is a moment, in seconds or milliseconds since 1970; below, a time from now in seconds. */
#define FIRST_MOMENT_S 1000000000.0
#define FIRST_MOMENT_MS 1000000000000.0

static const TroupeHostSetting settings[] = {
  { "address", TROUPE_HOST_SETTING_ADDRESS, TRUE, NULL, NULL },
  { "part", TROUPE_HOST_SETTING_TOKEN, FALSE, "file", NULL },
  { "parts", TROUPE_HOST_SETTING_PARTS, FALSE, NULL, NULL },
  { "header", TROUPE_HOST_SETTING_TOKEN, FALSE, "Authorization", NULL },
  { "place", TROUPE_HOST_SETTING_PLACE, FALSE, NULL, NULL },    /* without: the answer is the address */
  { "delete-place", TROUPE_HOST_SETTING_PLACE, FALSE, NULL, NULL },
  { "expiry-place", TROUPE_HOST_SETTING_PLACE, FALSE, NULL, NULL },
};

static gboolean
has_key_part (TroupeHost *host)
{
  const char *parts = troupe_host_get_setting (host, "parts");
  g_autofree char *plain = parts != NULL ? g_uri_unescape_string (parts, NULL) : NULL;

  return plain != NULL && strstr (plain, KEY_PLACE) != NULL;
}

/* The key goes to the origin it was entered for, as all APIs take it: in Authorization as a bearer's, in a header
 * of its own as it is; in no header where it is a part of the form. */
static void
add_key (TroupeHostErrand *errand,
         SoupMessage      *message)
{
  const char *header = troupe_host_get_setting (errand->host, "header");
  gboolean is_bearer = g_ascii_strcasecmp (header, "Authorization") == 0 && strchr (errand->key, ' ') == NULL;
  g_autofree char *value = g_strconcat (is_bearer ? "Bearer " : "", errand->key, NULL);

  soup_message_headers_replace (soup_message_get_request_headers (message), header, value);
}

/* NULL, too, where the host has no such setting */
static char *
dup_text_at (TroupeHost *host,
             JsonNode   *root,
             const char *setting)
{
  const char *place = troupe_host_get_setting (host, setting);
  JsonNode *node = root != NULL && place != NULL ? troupe_json_find (root, place) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  return json_to_string (node, FALSE);
}

static gint64
read_expiry (const char *text)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (text, NULL);
  char *end;
  double number;

  if (moment != NULL)
    return g_date_time_to_unix (moment);
  number = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || !(number > 0 && number < FIRST_MOMENT_MS * 10))
    return 0;
  if (number >= FIRST_MOMENT_MS)
    return (gint64) (number / 1000);
  if (number >= FIRST_MOMENT_S)
    return (gint64) number;
  return (gint64) number + g_get_real_time () / G_USEC_PER_SEC;
}

static char *
dup_address (TroupeHost *host,
             GBytes     *body,
             JsonNode   *root)
{
  g_autofree char *address = NULL;
  g_autoptr (GUri) uri = NULL;

  if (troupe_host_get_setting (host, "place") != NULL)
    address = dup_text_at (host, root, "place");
  else
    address = troupe_host_send_dup_text (body);
  if (address != NULL)
    uri = troupe_origin_parse_address (address, NULL);
  return uri != NULL ? g_steal_pointer (&address) : NULL;
}

static TroupePublished *
read_answer (TroupeHost *host,
             GBytes     *body,
             GError    **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (JsonNode) root = troupe_json_parse (body, MAX_DEPTH, FALSE, &problem);
  g_autofree char *address = dup_address (host, body, root);
  g_autofree char *handle = dup_text_at (host, root, "delete-place");
  g_autofree char *expiry = dup_text_at (host, root, "expiry-place");
  const char *place = troupe_host_get_setting (host, "place");

  if (address != NULL)
    return troupe_published_new (address, handle, expiry != NULL ? read_expiry (expiry) : 0);
  g_set_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_ANSWER, "%s: the answer %s%s%s",
               troupe_host_get_id (host), place == NULL ? "is no address" : "holds no address at ",
               place != NULL ? place : "", place != NULL && root == NULL ? ", it is no JSON" : "");
  return NULL;
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeHostErrand *errand = g_task_get_task_data (task);
  g_autoptr (GBytes) body = NULL;
  TroupePublished *published = NULL;
  GError *error = NULL;

  body = troupe_host_send_finish (result, &error);
  if (body != NULL)
    published = read_answer (errand->host, body, &error);
  if (published != NULL)
    g_task_return_pointer (task, published, (GDestroyNotify) troupe_published_free);
  else
    g_task_return_error (task, error);
}

static void
add_part (TroupeFormStream *form,
          TroupeHostErrand *errand,
          const char       *name,
          const char       *value)
{
  GString *text = g_string_new (value);

  if (errand->key != NULL)
    g_string_replace (text, KEY_PLACE, errand->key, 0);
  troupe_form_stream_add_text (form, name, text->str);
  g_string_free (text, TRUE);
}

static void
add_parts (TroupeFormStream *form,
           TroupeHostErrand *errand)
{
  const char *parts = troupe_host_get_setting (errand->host, "parts");
  GUriParamsIter iter;
  char *name, *value;

  if (parts != NULL)
    {
      g_uri_params_iter_init (&iter, parts, -1, "&", G_URI_PARAMS_WWW_FORM);
      while (g_uri_params_iter_next (&iter, &name, &value, NULL))
        {
          add_part (form, errand, name, value);
          g_free (name);
          g_free (value);
        }
    }
  troupe_form_stream_add_file (form, troupe_host_get_setting (errand->host, "part"), errand->file,
                               errand->size_bytes, errand->filename, errand->media_type);
  troupe_form_stream_end (form);
}

static void
publish (GTask *task)
{
  TroupeHostErrand *errand = g_task_get_task_data (task);
  g_autoptr (GUri) uri = troupe_origin_parse_address (troupe_host_get_setting (errand->host, "address"), NULL);
  g_autoptr (SoupMessage) message = soup_message_new_from_uri (SOUP_METHOD_POST, uri);
  g_autoptr (TroupeFormStream) form = troupe_form_stream_new ();
  g_autofree char *media_type = troupe_form_stream_dup_content_type (form);

  if (errand->key == NULL && has_key_part (errand->host))
    {
      g_task_return_new_error (task, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_NO_KEY, "%s: no key was entered",
                               troupe_host_get_id (errand->host));
      g_object_unref (task);
      return;
    }
  add_parts (form, errand);
  soup_message_set_request_body (message, media_type, G_INPUT_STREAM (form),
                                 (gssize) troupe_form_stream_get_size (form));
  if (errand->key != NULL && !has_key_part (errand->host))
    add_key (errand, message);
  troupe_host_send_async (errand, message, g_task_get_cancellable (task), sent_cb, task);
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

/* The handle is the address that the host gave for it, absolute or from its own root. */
static void
remove_file (GTask *task)
{
  TroupeHostErrand *errand = g_task_get_task_data (task);
  g_autoptr (GUri) base = troupe_origin_parse_address (troupe_host_get_setting (errand->host, "address"), NULL);
  g_autoptr (GUri) uri = troupe_origin_resolve (base, errand->handle, NULL);
  g_autoptr (SoupMessage) message = NULL;
  GError *problem = NULL;

  if (uri == NULL || !troupe_origin_check_safe (uri, &problem))
    {
      g_task_return_new_error (task, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_REFUSED,
                               "%s: what it gave for deleting is no address that can be used",
                               troupe_host_get_id (errand->host));
      g_clear_error (&problem);
      g_object_unref (task);
      return;
    }
  message = soup_message_new_from_uri (SOUP_METHOD_DELETE, uri);
  if (errand->key != NULL && !has_key_part (errand->host) && troupe_origin_equal (base, uri))
    add_key (errand, message);
  troupe_host_send_async (errand, message, g_task_get_cancellable (task), removed_cb, task);
}

const TroupeHostKind troupe_host_form = {
  .id = "form",
  .settings = settings,
  .n_settings = G_N_ELEMENTS (settings),
  .key_use = TROUPE_HOST_KEY_OPTIONAL,
  .origin_setting = "address",
  .delete_setting = "delete-place",
  .publish = publish,
  .remove = remove_file,
};
