/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-upload-list.h"

/**
 * troupe_upload_list_new:
 *
 * Returns: (transfer full) (element-type TroupeUpload): an empty list
 */
GPtrArray *
troupe_upload_list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_upload_free);
}

static void
add_node (GPtrArray *self,
          JsonNode  *node)
{
  TroupeUpload *upload = troupe_upload_from_node (node);

  if (upload != NULL)
    g_ptr_array_add (self, upload);
}

/**
 * troupe_upload_list_from_json:
 * @text: (nullable): what troupe_upload_list_to_json() made, or a single upload, as the journal once kept it
 *
 * Reads a list; what is no upload is left out. Safe from any thread.
 *
 * Returns: (transfer full) (element-type TroupeUpload): the list
 */
GPtrArray *
troupe_upload_list_from_json (const char *text)
{
  GPtrArray *self = troupe_upload_list_new ();
  g_autoptr (JsonNode) root = NULL;

  if (text != NULL)
    root = json_from_string (text, NULL);    /* what is no JSON says nothing */
  if (root != NULL && JSON_NODE_HOLDS_ARRAY (root))
    {
      JsonArray *array = json_node_get_array (root);

      for (guint i = 0; i < json_array_get_length (array); i++)
        add_node (self, json_array_get_element (array, i));
    }
  else if (root != NULL)
    {
      add_node (self, root);
    }
  return self;
}

/**
 * troupe_upload_list_to_json:
 * @self: (element-type TroupeUpload): a list
 * @are_stale: whether none of them may serve once more
 * @more: (nullable): another one
 *
 * Writes a list down for the journal. Safe from any thread.
 *
 * Returns: (transfer full) (nullable): a JSON list, or `NULL` where there is nothing
 */
char *
troupe_upload_list_to_json (GPtrArray          *self,
                            gboolean            are_stale,
                            const TroupeUpload *more)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->len; i++)
    {
      TroupeUpload upload = *(const TroupeUpload *) g_ptr_array_index (self, i);

      upload.is_stale |= are_stale;
      json_array_add_element (array, troupe_upload_to_node (&upload));
    }
  if (more != NULL)
    json_array_add_element (array, troupe_upload_to_node (more));
  json_node_take_array (root, array);
  return json_array_get_length (array) > 0 ? json_to_string (root, FALSE) : NULL;
}

/**
 * troupe_upload_list_find:
 * @self: (element-type TroupeUpload): a list
 * @what: (nullable): the file, where a job has several
 * @base: (nullable): address of the provider whose upload call would be used
 * @host_id: (nullable): the host that would be used
 *
 * Returns: (transfer none) (nullable): one that can serve once more, or `NULL`
 */
TroupeUpload *
troupe_upload_list_find (GPtrArray  *self,
                         const char *what,
                         const char *base,
                         const char *host_id)
{
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  for (guint i = 0; i < self->len; i++)
    {
      TroupeUpload *upload = g_ptr_array_index (self, i);

      if (troupe_upload_fits (upload, what, base, host_id, now))
        return upload;
    }
  return NULL;
}
