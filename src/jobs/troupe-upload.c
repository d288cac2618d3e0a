/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-upload.h"

#include <json-glib/json-glib.h>

/* A provider fetches the clip some time after it was told the address. */
#define NEEDED_S (10 * 60)

/**
 * troupe_upload_new:
 * @address: where the cut can be fetched
 * @base: (nullable): address of the provider that it was uploaded to
 * @host_id: (nullable): the person's host that it was uploaded to
 * @handle: (nullable): by which it can be deleted there
 * @expires: when it goes, in seconds since 1970, 0 where nothing is known
 *
 * Safe from any thread.
 *
 * Returns: (transfer full): an upload
 */
TroupeUpload *
troupe_upload_new (const char *address,
                   const char *base,
                   const char *host_id,
                   const char *handle,
                   gint64      expires)
{
  TroupeUpload *self;

  g_return_val_if_fail (address != NULL, NULL);

  self = g_new0 (TroupeUpload, 1);
  self->address = g_strdup (address);
  self->base = g_strdup (base);
  self->host_id = g_strdup (host_id);
  self->handle = g_strdup (handle);
  self->expires = expires;
  return self;
}

/**
 * troupe_upload_copy:
 * @self: an upload
 *
 * Returns: (transfer full): the same once more
 */
TroupeUpload *
troupe_upload_copy (const TroupeUpload *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return troupe_upload_new (self->address, self->base, self->host_id, self->handle, self->expires);
}

/**
 * troupe_upload_free:
 * @self: (transfer full): an upload
 *
 * Frees what is known of an upload; the file stays where it is.
 */
void
troupe_upload_free (TroupeUpload *self)
{
  g_free (self->address);
  g_free (self->base);
  g_free (self->host_id);
  g_free (self->handle);
  g_free (self);
}

static void
add_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

/**
 * troupe_upload_to_json:
 * @self: an upload
 *
 * Writes an upload down for the journal.
 *
 * Returns: (transfer full): a JSON object
 */
char *
troupe_upload_to_json (const TroupeUpload *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  g_return_val_if_fail (self != NULL, NULL);

  add_text (object, "url", self->address);
  add_text (object, "base", self->base);
  add_text (object, "host", self->host_id);
  add_text (object, "handle", self->handle);
  if (self->expires > 0)
    json_object_set_int_member (object, "expires", self->expires);
  json_node_take_object (node, object);
  return json_to_string (node, FALSE);
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

/**
 * troupe_upload_from_json:
 * @text: (nullable): what troupe_upload_to_json() made
 *
 * Safe from any thread.
 *
 * Returns: (transfer full) (nullable): the upload, or `NULL` when @text is none
 */
TroupeUpload *
troupe_upload_from_json (const char *text)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  if (text != NULL)
    node = json_from_string (text, NULL);    /* what is no JSON says nothing */
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  object = json_node_get_object (node);
  if (get_text (object, "url") == NULL)
    return NULL;
  return troupe_upload_new (get_text (object, "url"), get_text (object, "base"),
                            get_text (object, "host"), get_text (object, "handle"),
                            json_object_get_int_member_with_default (object, "expires", 0));
}

/**
 * troupe_upload_fits:
 * @self: (nullable): an upload, or `NULL` while there is none
 * @base: (nullable): address of the provider whose upload call would be used
 * @host_id: (nullable): the host that would be used
 * @now: seconds since 1970
 *
 * Tells whether an upload can serve once more: it was made by the same way, and will be there for
 * long enough.
 *
 * Returns: whether nothing has to be uploaded
 */
gboolean
troupe_upload_fits (const TroupeUpload *self,
                    const char         *base,
                    const char         *host_id,
                    gint64              now)
{
  return self != NULL && g_strcmp0 (self->base, base) == 0 &&
         g_strcmp0 (self->host_id, host_id) == 0 &&
         (self->expires == 0 || self->expires - now >= NEEDED_S);
}
