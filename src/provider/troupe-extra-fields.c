/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-extra-fields.h"

#include <string.h>

#include "troupe-provider-error.h"

#define MAX_BYTES 4096
#define MAX_NAME_BYTES 64

#define NAME_CHARS G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-."

/* In a form it stands in a header, which nothing else may get into. */
static gboolean
is_name (const char *name)
{
  return *name != '\0' && strlen (name) <= MAX_NAME_BYTES && name[strspn (name, NAME_CHARS)] == '\0';
}

static TroupeExtraProblem
check_names (JsonObject *extra,
             JsonObject *body,
             char      **name)
{
  g_autoptr (GList) names = json_object_get_members (extra);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const gboolean is_fine = is_name (l->data);

      if (is_fine && (body == NULL || !json_object_has_member (body, l->data)))
        continue;
      *name = g_strdup (l->data);
      return is_fine ? TROUPE_EXTRA_TAKEN : TROUPE_EXTRA_NAME;
    }
  return names != NULL ? TROUPE_EXTRA_FINE : TROUPE_EXTRA_NO_OBJECT;
}

static TroupeExtraProblem
read_fields (const char *text,
             JsonObject *call,
             JsonNode  **node,
             char      **name)
{
  JsonObject *body = NULL;

  if (strlen (text) > MAX_BYTES)
    return TROUPE_EXTRA_LONG;
  *node = json_from_string (text, NULL);    /* what is no JSON is no object either */
  if (*node == NULL || !JSON_NODE_HOLDS_OBJECT (*node))
    return TROUPE_EXTRA_NO_OBJECT;
  if (json_object_has_member (call, "body"))
    body = json_object_get_object_member (call, "body");
  return check_names (json_node_get_object (*node), body, name);
}

/**
 * troupe_extra_fields_check:
 * @text: what a person wrote
 * @call: a call of a profile
 * @name: (out) (nullable): the field that something is wrong with
 *
 * Checks whether fields can be added to a call.
 *
 * Returns: what is wrong with them, if anything
 */
TroupeExtraProblem
troupe_extra_fields_check (const char *text,
                           JsonObject *call,
                           char      **name)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (text != NULL, TROUPE_EXTRA_NO_OBJECT);
  g_return_val_if_fail (call != NULL, TROUPE_EXTRA_NO_OBJECT);

  *name = NULL;
  return read_fields (text, call, &node, name);
}

/**
 * troupe_extra_fields_parse:
 * @text: what a person wrote
 * @call: a call of a profile
 * @error: return location for an error
 *
 * Reads fields that are to be added to a call.
 *
 * Fails with `TROUPE_PROVIDER_ERROR_VALUE`.
 *
 * Returns: (transfer full): the fields
 */
JsonObject *
troupe_extra_fields_parse (const char *text,
                           JsonObject *call,
                           GError    **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *name = NULL;

  switch (read_fields (text, call, &node, &name))
    {
    case TROUPE_EXTRA_FINE:
      return json_object_ref (json_node_get_object (node));

    case TROUPE_EXTRA_NO_OBJECT:
      g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE,
                   "extra fields: expected a JSON object such as {\"seed\": 7}, not “%.60s”", text);
      return NULL;

    case TROUPE_EXTRA_NAME:
      g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE,
                   "extra fields: “%.60s” is no name of a field: expected letters, digits, “_”, “-” and “.”", name);
      return NULL;

    case TROUPE_EXTRA_TAKEN:
      g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE,
                   "extra fields: “%s” is a field of the call itself", name);
      return NULL;

    case TROUPE_EXTRA_LONG:
      g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE,
                   "extra fields: expected at most %d bytes", MAX_BYTES);
      return NULL;
    }
  g_return_val_if_reached (NULL);
}
