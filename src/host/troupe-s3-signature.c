/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-s3-signature.h"

#define KEY_BYTES 32    /* of SHA-256 */

static void
sign (const guint8 *key,
      gsize         key_length,
      const char   *text,
      guint8       *signature)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, key, key_length);
  gsize length = KEY_BYTES;

  g_hmac_update (hmac, (const guchar *) text, -1);
  g_hmac_get_digest (hmac, signature, &length);
}

/* "Create a signed AWS API request", step 3 of the IAM User Guide: a key for one day, region and service */
static void
derive_key (const TroupeS3Credentials *credentials,
            const char                *day,
            guint8                    *key)
{
  const char *const steps[] = { credentials->region, "s3", "aws4_request" };
  g_autofree char *secret = g_strconcat ("AWS4", credentials->secret, NULL);
  gsize length = strlen (secret);
  guint8 next[KEY_BYTES];

  sign ((const guint8 *) secret, length, day, key);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      sign (key, KEY_BYTES, steps[i], next);
      memcpy (key, next, KEY_BYTES);
    }
  memset (secret, 0, length);
}

/* Names in the order of their bytes, as the canonical form wants them */
static char *
dup_query (const TroupeS3Credentials *credentials,
           const char                *scope,
           const char                *moment,
           guint                      life_s)
{
  g_autofree char *credential = g_strdup_printf ("%s/%s", credentials->access_key, scope);
  g_autofree char *escaped = g_uri_escape_string (credential, NULL, FALSE);

  return g_strdup_printf ("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=%s&X-Amz-Date=%s&"
                          "X-Amz-Expires=%u&X-Amz-SignedHeaders=host", escaped, moment, life_s);
}

static char *
dup_signature (const TroupeS3Credentials *credentials,
               const char                *scope,
               const char                *moment,
               const char                *request)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, request, -1);
  g_autofree char *text = g_strdup_printf ("AWS4-HMAC-SHA256\n%s\n%s\n%s", moment, scope, hash);
  g_autofree char *day = g_strndup (moment, strlen ("20130524"));
  guint8 key[KEY_BYTES];
  char *signature;

  derive_key (credentials, day, key);
  signature = g_compute_hmac_for_string (G_CHECKSUM_SHA256, key, sizeof key, text, -1);
  memset (key, 0, sizeof key);
  return signature;
}

/**
 * troupe_s3_signature_presign:
 * @credentials: of the account
 * @method: of the request that may be made
 * @origin: scheme, host and port, as troupe_origin_dup_text() writes them
 * @path: the path of the object, from `/`, in UTF-8 and not encoded
 * @when: the time of signing, in any zone
 * @life_s: how long the address holds, 1 to 604800 seconds
 *
 * Writes an address at which anybody may make one kind of request until it expires.
 *
 * As in "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)" of the Amazon S3 API
 * Reference: only `host` is signed, and the body is not (`UNSIGNED-PAYLOAD`). Paths are encoded once, and all but
 * letters, digits, `-._~` and the slashes of a path become `%XX`. Safe from any thread.
 *
 * Returns: (transfer full): the address
 */
char *
troupe_s3_signature_presign (const TroupeS3Credentials *credentials,
                             const char                *method,
                             const char                *origin,
                             const char                *path,
                             GDateTime                 *when,
                             guint                      life_s)
{
  g_autoptr (GDateTime) utc = g_date_time_to_utc (when);
  g_autofree char *moment = g_date_time_format (utc, "%Y%m%dT%H%M%SZ");
  g_autofree char *day = g_date_time_format (utc, "%Y%m%d");
  g_autofree char *scope = g_strdup_printf ("%s/%s/s3/aws4_request", day, credentials->region);
  g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);
  g_autofree char *query = dup_query (credentials, scope, moment, life_s);
  const char *host = strstr (origin, "://") + strlen ("://");
  g_autofree char *request = g_strdup_printf ("%s\n%s\n%s\nhost:%s\n\nhost\nUNSIGNED-PAYLOAD", method, escaped,
                                              query, host);
  g_autofree char *signature = dup_signature (credentials, scope, moment, request);

  return g_strdup_printf ("%s%s?%s&X-Amz-Signature=%s", origin, escaped, query, signature);
}
