/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-upload.h"

/* A provider fetches the clip some time after it was told the address. */
#define NEEDED_S (10 * 60)

/**
 * troupe_upload_new:
 * @address: where the file can be fetched
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
  g_free (self->what);
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
 * troupe_upload_to_node:
 * @self: an upload
 *
 * Writes an upload down for the journal. Safe from any thread.
 *
 * Returns: (transfer full): a JSON object
 */
JsonNode *
troupe_upload_to_node (const TroupeUpload *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  g_return_val_if_fail (self != NULL, NULL);

  add_text (object, "url", self->address);
  add_text (object, "base", self->base);
  add_text (object, "host", self->host_id);
  add_text (object, "handle", self->handle);
  add_text (object, "what", self->what);
  if (self->expires > 0)
    json_object_set_int_member (object, "expires", self->expires);
  if (self->is_stale)
    json_object_set_boolean_member (object, "stale", TRUE);
  json_node_take_object (node, object);
  return node;
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

/**
 * troupe_upload_from_node:
 * @node: what troupe_upload_to_node() made
 *
 * Safe from any thread.
 *
 * Returns: (transfer full) (nullable): the upload, or `NULL` when @node is none
 */
TroupeUpload *
troupe_upload_from_node (JsonNode *node)
{
  JsonObject *object;
  TroupeUpload *self;

  g_return_val_if_fail (node != NULL, NULL);

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  if (get_text (object, "url") == NULL)
    return NULL;

  self = troupe_upload_new (get_text (object, "url"), get_text (object, "base"),
                            get_text (object, "host"), get_text (object, "handle"),
                            json_object_get_int_member_with_default (object, "expires", 0));
  self->what = g_strdup (get_text (object, "what"));
  self->is_stale = json_object_get_boolean_member_with_default (object, "stale", FALSE);
  return self;
}

/**
 * troupe_upload_fits:
 * @self: an upload
 * @what: (nullable): the file, where a job has several
 * @base: (nullable): address of the provider whose upload call would be used
 * @host_id: (nullable): the host that would be used
 * @now: seconds since 1970
 *
 * Tells whether an upload can serve once more: it was made of the same file by the same way, and will be there for
 * long enough.
 *
 * Returns: whether nothing has to be uploaded
 */
gboolean
troupe_upload_fits (const TroupeUpload *self,
                    const char         *what,
                    const char         *base,
                    const char         *host_id,
                    gint64              now)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return !self->is_stale && g_strcmp0 (self->what, what) == 0 && g_strcmp0 (self->base, base) == 0 &&
         g_strcmp0 (self->host_id, host_id) == 0 &&
         (self->expires == 0 || self->expires - now >= NEEDED_S);
}
