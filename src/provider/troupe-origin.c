/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-origin.h"

#include <gio/gio.h>

/* Signatures break when an address is decoded and encoded again. */
#define URI_FLAGS (G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE)

static gboolean
has_only_visible_ascii (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return FALSE;
  return TRUE;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0;
}

/* g_uri_parse () decodes escapes that need not be there, such as %7E, whatever its flags. */
static GUri *
build_verbatim (GUri       *parsed,
                const char *address)
{
  const char *rest = strstr (address, "://") + strlen ("://");
  g_autofree char *path = NULL;
  g_autofree char *query = NULL;

  rest += strcspn (rest, "/?#");
  path = *rest == '/' ? g_strndup (rest, strcspn (rest, "?#")) : g_strdup ("/");
  rest += strcspn (rest, "?#");
  if (*rest == '?')
    query = g_strndup (rest + 1, strcspn (rest + 1, "#"));
  return g_uri_build (URI_FLAGS, g_uri_get_scheme (parsed), NULL, g_uri_get_host (parsed),
                      g_uri_get_port (parsed), path, query, g_uri_get_fragment (parsed));
}

/**
 * troupe_origin_parse_address:
 * @address: an http or https address from a provider or a person
 *
 * Parses an address without changing a byte of its path and query.
 *
 * Safe from any thread. Fails with `G_URI_ERROR` for other schemes, and for addresses with blanks, control
 * or non-ASCII characters or a user name.
 *
 * Returns: (transfer full): the address
 */
GUri *
troupe_origin_parse_address (const char *address,
                             GError    **error)
{
  g_autoptr (GUri) uri = NULL;
  const char *scheme;

  if (!has_only_visible_ascii (address))
    {
      g_set_error_literal (error, G_URI_ERROR, G_URI_ERROR_FAILED,
                           "an address has no blanks, control or non-ASCII characters");
      return NULL;
    }
  uri = g_uri_parse (address, URI_FLAGS, error);
  if (uri == NULL)
    return NULL;

  scheme = g_uri_get_scheme (uri);
  if (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http"))
    {
      g_set_error_literal (error, G_URI_ERROR, G_URI_ERROR_BAD_SCHEME,
                           "expected an address that begins with https:// or http://");
      return NULL;
    }
  if (g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    {
      g_set_error_literal (error, G_URI_ERROR, G_URI_ERROR_BAD_HOST, "the address names no host");
      return NULL;
    }
  if (g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, G_URI_ERROR, G_URI_ERROR_BAD_USER,
                           "the address contains a user name");
      return NULL;
    }
  return build_verbatim (uri, address);
}

/**
 * troupe_origin_is_address:
 * @text: (nullable): a text
 *
 * Safe from any thread.
 *
 * Returns: whether somebody could fetch something there
 */
gboolean
troupe_origin_is_address (const char *text)
{
  g_autoptr (GUri) uri = NULL;

  if (text != NULL)
    uri = g_uri_parse (text, G_URI_FLAGS_ENCODED, NULL);    /* what cannot be read is no address */
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return FALSE;
  return g_str_equal (g_uri_get_scheme (uri), "http") ||
         g_str_equal (g_uri_get_scheme (uri), "https");
}

/**
 * troupe_origin_resolve:
 * @uri: an address from troupe_origin_parse_address()
 * @location: the value of a `Location` header that came from there
 *
 * Follows a redirect without changing a byte of the new address.
 *
 * Safe from any thread. Fails as troupe_origin_parse_address() does.
 *
 * Returns: (transfer full): where it leads
 */
GUri *
troupe_origin_resolve (GUri       *uri,
                       const char *location,
                       GError    **error)
{
  g_autofree char *origin = troupe_origin_dup_text (uri);
  g_autofree char *here = g_uri_to_string (uri);
  g_autofree char *there = NULL;

  if (g_str_has_prefix (location, "//"))
    there = g_strconcat (g_uri_get_scheme (uri), ":", location, NULL);
  else if (*location == '/')
    there = g_strconcat (origin, location, NULL);
  else if (g_uri_peek_scheme (location) != NULL)
    there = g_strdup (location);
  else
    there = g_uri_resolve_relative (here, location, URI_FLAGS, error);
  return there != NULL ? troupe_origin_parse_address (there, error) : NULL;
}

/* Slashes at the end and one /v1 go: people paste bases both ways, and the calls bring their own. */
static char *
dup_base_path (const char *path)
{
  g_autofree char *trimmed = g_strdup (path);

  for (gboolean cut_version = TRUE;; cut_version = FALSE)
    {
      gsize length = strlen (trimmed);

      while (length > 0 && trimmed[length - 1] == '/')
        trimmed[--length] = '\0';
      if (!cut_version || !g_str_has_suffix (trimmed, "/v1"))
        return g_steal_pointer (&trimmed);
      trimmed[length - strlen ("/v1")] = '\0';
    }
}

/**
 * troupe_origin_check_safe:
 * @uri: an address from troupe_origin_parse_address()
 *
 * Keeps keys and clips from travelling where anybody could read them.
 *
 * Safe from any thread. Fails with `G_URI_ERROR_BAD_SCHEME` for plain http to another computer.
 *
 * Returns: whether something confidential may be sent there
 */
gboolean
troupe_origin_check_safe (GUri    *uri,
                          GError **error)
{
  if (g_str_equal (g_uri_get_scheme (uri), "https") || is_loopback (g_uri_get_host (uri)))
    return TRUE;
  g_set_error_literal (error, G_URI_ERROR, G_URI_ERROR_BAD_SCHEME,
                       "plain http is only for this computer; expected https://");
  return FALSE;
}

/**
 * troupe_origin_normalize_base:
 * @base: a base address as a profile or a person gives it
 *
 * Checks a base address and brings it into the form that paths are appended to.
 *
 * Slashes at the end and one trailing `/v1` are removed, scheme and host are in lower case. Safe from any
 * thread. Fails with `G_URI_ERROR` for what troupe_origin_parse_address() refuses, for a query or fragment,
 * and for plain http to another computer.
 *
 * Returns: (transfer full): the base
 */
char *
troupe_origin_normalize_base (const char *base,
                              GError    **error)
{
  g_autoptr (GUri) uri = troupe_origin_parse_address (base, error);
  g_autofree char *origin = NULL;
  g_autofree char *path = NULL;

  if (uri == NULL)
    return NULL;
  if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    {
      g_set_error_literal (error, G_URI_ERROR, G_URI_ERROR_BAD_QUERY,
                           "a base address has no query and no fragment");
      return NULL;
    }
  if (!troupe_origin_check_safe (uri, error))
    return NULL;

  origin = troupe_origin_dup_text (uri);
  path = dup_base_path (g_uri_get_path (uri));
  return g_strconcat (origin, path, NULL);
}

/**
 * troupe_origin_equal:
 * @a: an address from troupe_origin_parse_address()
 * @b: another one
 *
 * Compares scheme, host and port: only then may the key of one go to the other.
 *
 * Safe from any thread.
 *
 * Returns: whether both have the same origin
 */
gboolean
troupe_origin_equal (GUri *a,
                     GUri *b)
{
  return g_str_equal (g_uri_get_scheme (a), g_uri_get_scheme (b)) &&
         g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0 &&
         g_uri_get_port (a) == g_uri_get_port (b);    /* the usual one, where none is written */
}

/**
 * troupe_origin_dup_text:
 * @uri: an address from troupe_origin_parse_address()
 *
 * Writes scheme, host and port, which may be shown and logged; paths and queries may hold secrets.
 *
 * Safe from any thread.
 *
 * Returns: (transfer full): for example `https://api.example.org`
 */
char *
troupe_origin_dup_text (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (uri), -1);
  int port = g_uri_get_port (uri);

  if (port == (g_str_equal (scheme, "https") ? 443 : 80))
    port = -1;
  return g_uri_join (G_URI_FLAGS_ENCODED, scheme, NULL, host, port, "", NULL, NULL);
}
