/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-host-words.h"

#include <glib/gi18n.h>

/* Untranslated */
static const struct
{
  const char *kind;
  const char *name;
  const char *summary;
  const char *hint;
  const char *key;
} kinds[] = {
  { "form",
    N_("Upload Form"),
    N_("A web service that takes a file and answers with its address"),
    N_("The documentation of the service names these. A place is a JSONPath such as $.data.url; without one, "
       "the whole answer is the address. Where the key is one of the parts, write key={key}: it then stays in the "
       "keyring."),
    N_("Key") },
  { "s3",
    N_("S3 Bucket"),
    N_("Storage that speaks S3, also of your own; the bucket stays private"),
    N_("What suits most storages is filled in."),
    N_("Secret Access Key") },
  { "folder",
    N_("Folder"),
    N_("A synced or mounted folder, or one on this computer, that is on the web"),
    NULL, NULL },
};

static const struct
{
  const char *kind;
  const char *setting;
  const char *title;
} settings[] = {
  { "form", "address", N_("Address for Uploads") },
  { "form", "part", N_("Name of the File Part") },
  { "form", "parts", N_("Other Parts, as a=1&b=2") },
  { "form", "header", N_("Header of the Key") },
  { "form", "place", N_("Place of the Address in the Answer") },
  { "form", "delete-place", N_("Place of the Address for Deleting") },
  { "form", "expiry-place", N_("Place of the End of Its Life") },
  { "s3", "endpoint", N_("Endpoint") },
  { "s3", "region", N_("Region") },
  { "s3", "bucket", N_("Bucket") },
  { "s3", "prefix", N_("Folder in the Bucket") },
  { "s3", "style", N_("The Bucket Stands In") },
  { "s3", "access-key", N_("Access Key ID") },
  { "s3", "hours", N_("Addresses Last for Hours") },
  { "folder", "location", N_("Folder") },
  { "folder", "address", N_("Public Address of the Folder") },
};

static gsize
find_kind (const TroupeHostKind *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, kind->id))
      return i;
  g_return_val_if_reached (0);
}

/**
 * troupe_host_words_get_kind:
 * @kind: a kind of host
 *
 * Returns: (transfer none): its name
 */
const char *
troupe_host_words_get_kind (const TroupeHostKind *kind)
{
  return _(kinds[find_kind (kind)].name);
}

/**
 * troupe_host_words_get_summary:
 * @kind: a kind of host
 *
 * Returns: (transfer none): what it is, a line
 */
const char *
troupe_host_words_get_summary (const TroupeHostKind *kind)
{
  return _(kinds[find_kind (kind)].summary);
}

/**
 * troupe_host_words_get_hint:
 * @kind: a kind of host
 *
 * Returns: (transfer none) (nullable): how its further settings work, `NULL` where there are none
 */
const char *
troupe_host_words_get_hint (const TroupeHostKind *kind)
{
  const char *hint = kinds[find_kind (kind)].hint;

  return hint != NULL ? _(hint) : NULL;
}

/**
 * troupe_host_words_get_key:
 * @kind: a kind of host
 *
 * Returns: (transfer none) (nullable): what its key is called, `NULL` where it has none
 */
const char *
troupe_host_words_get_key (const TroupeHostKind *kind)
{
  const char *key = kinds[find_kind (kind)].key;

  return key != NULL ? _(key) : NULL;
}

/**
 * troupe_host_words_get_setting:
 * @kind: a kind of host
 * @name: one of its settings
 *
 * Returns: (transfer none): what the setting is called
 */
const char *
troupe_host_words_get_setting (const TroupeHostKind *kind,
                               const char           *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    if (g_str_equal (settings[i].kind, kind->id) && g_str_equal (settings[i].setting, name))
      return _(settings[i].title);
  g_return_val_if_reached (name);
}

/**
 * troupe_host_words_get_choice:
 * @choice: one of the choices of a setting
 *
 * Returns: (transfer none): what it is called
 */
const char *
troupe_host_words_get_choice (const char *choice)
{
  /* Translators: where the name of a bucket stands in an address: https://example.org/BUCKET/clip.mp4 */
  return g_str_equal (choice, "path") ? _("The path")
         /* Translators: where the name of a bucket stands in an address: https://BUCKET.example.org/clip.mp4 */
         : _("The host name");
}

/**
 * troupe_host_words_get_rule:
 * @setting: a setting whose value was refused
 *
 * Returns: (transfer none): what it takes
 */
const char *
troupe_host_words_get_rule (const TroupeHostSetting *setting)
{
  switch (setting->type)
    {
    case TROUPE_HOST_SETTING_ADDRESS:
      return _("Enter a whole address that begins with https://.");

    case TROUPE_HOST_SETTING_ENDPOINT:
      return _("Enter an address that begins with https://, without a question mark.");

    case TROUPE_HOST_SETTING_PUBLIC:
      return _("Enter an address that begins with https:// or http://, without a question mark.");

    case TROUPE_HOST_SETTING_LOCATION:
      return _("Choose a folder, or enter an address such as sftp://host/folder.");

    case TROUPE_HOST_SETTING_PLACE:
      return _("Enter a JSONPath, for instance $.data.url.");

    case TROUPE_HOST_SETTING_PARTS:
      return _("Enter names and values, for instance expires=72h&folder=clips.");

    case TROUPE_HOST_SETTING_TOKEN:
      return _("Use letters, digits, hyphens and dots only.");

    case TROUPE_HOST_SETTING_HOURS:
    case TROUPE_HOST_SETTING_CHOICE:
    case TROUPE_HOST_SETTING_TEXT:
      return _("Enter one line of text.");
    }
  g_return_val_if_reached (NULL);
}

/**
 * troupe_host_words_dup_place:
 * @host: a host
 *
 * Returns: (transfer full): its kind and where it is
 */
char *
troupe_host_words_dup_place (TroupeHost *host)
{
  const TroupeHostKind *kind = troupe_host_get_kind (host);
  g_autofree char *place = troupe_host_dup_origin (host);

  if (place == NULL && troupe_host_kind_find_setting (kind, "location") != NULL)
    place = g_strdup (troupe_host_get_setting (host, "location"));
  if (place == NULL)
    return g_strdup (troupe_host_words_get_kind (kind));
  /* Translators: a kind of host, then where it is */
  return g_strdup_printf (C_("host", "%1$s, %2$s"), troupe_host_words_get_kind (kind), place);
}
