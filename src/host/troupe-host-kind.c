/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-host-kind.h"

#include "troupe-host-error.h"
#include "troupe-host-folder.h"
#include "troupe-host-form.h"
#include "troupe-host-s3.h"
#include "troupe-json.h"
#include "troupe-origin.h"

#define MAX_HOURS 168    /* a signed address lives for a week at most */

static const TroupeHostKind *const kinds[] = {
  &troupe_host_form, &troupe_host_s3, &troupe_host_folder,
};

/**
 * troupe_host_kind_at:
 * @index: a position, from 0
 *
 * Returns: (transfer none) (nullable): a kind, `NULL` after the last one
 */
const TroupeHostKind *
troupe_host_kind_at (guint index)
{
  return index < G_N_ELEMENTS (kinds) ? kinds[index] : NULL;
}

/**
 * troupe_host_kind_find:
 * @id: the id of a kind
 *
 * Returns: (transfer none) (nullable): the kind, `NULL` where there is none of that id
 */
const TroupeHostKind *
troupe_host_kind_find (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i]->id, id))
      return kinds[i];
  return NULL;
}

/**
 * troupe_host_kind_find_setting:
 * @self: a kind
 * @name: the name of a setting
 *
 * Returns: (transfer none) (nullable): the setting, `NULL` where the kind has none of that name
 */
const TroupeHostSetting *
troupe_host_kind_find_setting (const TroupeHostKind *self,
                               const char           *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (gsize i = 0; i < self->n_settings; i++)
    if (g_str_equal (self->settings[i].name, name))
      return &self->settings[i];
  return NULL;
}

static gboolean
is_token (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("!#$%&'*+-.^_`|~", *p) == NULL)
      return FALSE;
  return *text != '\0';
}

static gboolean
is_one_line (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      return FALSE;
  return g_utf8_validate (text, -1, NULL);
}

static char *
normalize_address (TroupeHostSettingType type,
                   const char           *text,
                   GError              **error)
{
  g_autoptr (GUri) uri = troupe_origin_parse_address (text, error);
  char *trimmed;

  if (uri == NULL || (type != TROUPE_HOST_SETTING_PUBLIC && !troupe_origin_check_safe (uri, error)))
    return NULL;
  if (type == TROUPE_HOST_SETTING_ADDRESS)
    return g_strdup (text);

  if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    {
      g_set_error_literal (error, G_URI_ERROR, G_URI_ERROR_BAD_QUERY,
                           "expected an address without a query and a fragment");
      return NULL;
    }
  trimmed = g_strdup (text);
  for (gsize length = strlen (trimmed); trimmed[length - 1] == '/'; length--)
    trimmed[length - 1] = '\0';
  return trimmed;
}

static char *
normalize_location (const char *text,
                    GError    **error)
{
  if (*text == '/' || *text == '~')
    {
      g_autoptr (GFile) file = g_file_parse_name (text);    /* knows home folders */

      return g_file_get_path (file);
    }
  if (g_uri_peek_scheme (text) != NULL)
    return g_strdup (text);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME,
                       "expected a whole path, or an address such as sftp://host/folder");
  return NULL;
}

static gboolean
check_parts (const char *text,
             GError    **error)
{
  g_autoptr (GHashTable) parts = g_uri_parse_params (text, -1, "&", G_URI_PARAMS_WWW_FORM, error);
  GHashTableIter iter;
  gpointer name;

  if (parts == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, parts);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!is_token (name))
      {
        g_set_error (error, G_URI_ERROR, G_URI_ERROR_BAD_QUERY, "“%s” is no name of a part", (char *) name);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_choice (const TroupeHostSetting *self,
              const char              *text,
              GError                 **error)
{
  g_autofree char *expected = NULL;

  if (g_strv_contains (self->choices, text))
    return TRUE;
  expected = g_strjoinv (", ", (char **) self->choices);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "expected one of %s", expected);
  return FALSE;
}

static char *
normalize (const TroupeHostSetting *self,
           const char              *text,
           GError                 **error)
{
  guint64 hours;

  switch (self->type)
    {
    case TROUPE_HOST_SETTING_TEXT:
      return g_strdup (text);

    case TROUPE_HOST_SETTING_TOKEN:
      if (is_token (text))
        return g_strdup (text);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "expected letters, digits and hyphens only");
      return NULL;

    case TROUPE_HOST_SETTING_ADDRESS:
    case TROUPE_HOST_SETTING_ENDPOINT:
    case TROUPE_HOST_SETTING_PUBLIC:
      return normalize_address (self->type, text, error);

    case TROUPE_HOST_SETTING_LOCATION:
      return normalize_location (text, error);

    case TROUPE_HOST_SETTING_PLACE:
      return troupe_json_check_path (text, error) ? g_strdup (text) : NULL;

    case TROUPE_HOST_SETTING_PARTS:
      return check_parts (text, error) ? g_strdup (text) : NULL;

    case TROUPE_HOST_SETTING_HOURS:
      return g_ascii_string_to_unsigned (text, 10, 1, MAX_HOURS, &hours, error)
             ? g_strdup_printf ("%" G_GUINT64_FORMAT, hours) : NULL;

    case TROUPE_HOST_SETTING_CHOICE:
      return check_choice (self, text, error) ? g_strdup (text) : NULL;
    }
  g_assert_not_reached ();
}

/**
 * troupe_host_setting_normalize:
 * @self: a setting
 * @text: its value as a person gives it, not empty
 *
 * Brings a value into the form it is kept in.
 *
 * Safe from any thread. Fails with `TROUPE_HOST_ERROR_SETTING`, which names the setting and the rule.
 *
 * Returns: (transfer full): the value
 */
char *
troupe_host_setting_normalize (const TroupeHostSetting *self,
                               const char              *text,
                               GError                 **error)
{
  g_autofree char *stripped = NULL;
  g_autoptr (GError) problem = NULL;
  char *value = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  stripped = g_strstrip (g_strdup (text));
  if (is_one_line (stripped))
    value = normalize (self, stripped, &problem);
  if (value == NULL)
    g_set_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_SETTING, "%s: %s", self->name,
                 problem != NULL ? problem->message : "expected one line of text");
  return value;
}
