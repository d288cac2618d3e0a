/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-provider-error.h"

typedef struct
{
  guint                  http_status;
  char                  *text;
  char                  *code;
  char                  *request_id;
  char                  *raw;
  int                    retry_after_s;
  TroupeProviderSpeaker  speaker;
  TroupeProviderObstacle obstacle;
} TroupeProviderErrorPrivate;

static void
troupe_provider_error_private_init (TroupeProviderErrorPrivate *priv)
{
  priv->retry_after_s = -1;    /* the rest GLib hands over zeroed */
}

static void
troupe_provider_error_private_copy (const TroupeProviderErrorPrivate *source,
                                    TroupeProviderErrorPrivate       *copy)
{
  *copy = *source;
  copy->text = g_strdup (source->text);
  copy->code = g_strdup (source->code);
  copy->request_id = g_strdup (source->request_id);
  copy->raw = g_strdup (source->raw);
}

static void
troupe_provider_error_private_clear (TroupeProviderErrorPrivate *priv)
{
  g_free (priv->text);
  g_free (priv->code);
  g_free (priv->request_id);
  g_free (priv->raw);
}

G_DEFINE_EXTENDED_ERROR (TroupeProviderError, troupe_provider_error)

static const TroupeProviderErrorPrivate *
peek_said (const GError *error)
{
  static const TroupeProviderErrorPrivate nothing = { .retry_after_s = -1 };

  if (error == NULL || error->domain != TROUPE_PROVIDER_ERROR)
    return &nothing;
  return troupe_provider_error_get_private (error);
}

/**
 * troupe_provider_error_new_said:
 * @code: what kind of failure it is
 * @said: what the provider said; copied
 * @message: the whole sentence, untranslated
 *
 * Makes an error that carries the provider's own words beside Troupe's.
 *
 * Safe from any thread.
 *
 * Returns: (transfer full): the error
 */
GError *
troupe_provider_error_new_said (TroupeProviderError       code,
                                const TroupeProviderSaid *said,
                                const char               *message)
{
  GError *error;
  TroupeProviderErrorPrivate *priv;

  g_return_val_if_fail (said != NULL, NULL);
  g_return_val_if_fail (message != NULL, NULL);

  error = g_error_new_literal (TROUPE_PROVIDER_ERROR, (int) code, message);
  priv = troupe_provider_error_get_private (error);
  priv->http_status = said->http_status;
  priv->text = g_strdup (said->text);
  priv->code = g_strdup (said->code);
  priv->request_id = g_strdup (said->request_id);
  priv->raw = g_strdup (said->raw);
  priv->retry_after_s = said->retry_after_s;
  priv->speaker = said->speaker;
  priv->obstacle = said->obstacle;
  return error;
}

/**
 * troupe_provider_error_get_text:
 * @error: (nullable): any error
 *
 * Gets the sentence the provider wrote, in its own language, without a request id.
 *
 * Returns: (nullable) (transfer none): the sentence
 */
const char *
troupe_provider_error_get_text (const GError *error)
{
  return peek_said (error)->text;
}

/**
 * troupe_provider_error_get_code:
 * @error: (nullable): any error
 *
 * Gets the provider's own code, as text even where it sent a number.
 *
 * Returns: (nullable) (transfer none): the code
 */
const char *
troupe_provider_error_get_code (const GError *error)
{
  return peek_said (error)->code;
}

/**
 * troupe_provider_error_get_request_id:
 * @error: (nullable): any error
 *
 * Gets the id under which the provider's support finds the request.
 *
 * Returns: (nullable) (transfer none): the request id
 */
const char *
troupe_provider_error_get_request_id (const GError *error)
{
  return peek_said (error)->request_id;
}

/**
 * troupe_provider_error_get_raw:
 * @error: (nullable): any error
 *
 * Gets the body of the answer as it came, at most 64 KiB, redacted by troupe_redact().
 *
 * Returns: (nullable) (transfer none): the raw text
 */
const char *
troupe_provider_error_get_raw (const GError *error)
{
  return peek_said (error)->raw;
}

/**
 * troupe_provider_error_get_http_status:
 * @error: (nullable): any error
 *
 * Gets the status of the answer.
 *
 * Returns: the HTTP status, 0 where no answer came
 */
guint
troupe_provider_error_get_http_status (const GError *error)
{
  return peek_said (error)->http_status;
}

/**
 * troupe_provider_error_get_retry_after:
 * @error: (nullable): any error
 *
 * Gets for how long the provider asks not to be called again.
 *
 * Returns: seconds, -1 where it does not tell
 */
int
troupe_provider_error_get_retry_after (const GError *error)
{
  return peek_said (error)->retry_after_s;
}

/**
 * troupe_provider_error_get_speaker:
 * @error: (nullable): any error
 *
 * Gets whose words an error are. A network that failed and errors of other domains are this computer's.
 *
 * Returns: who says it
 */
TroupeProviderSpeaker
troupe_provider_error_get_speaker (const GError *error)
{
  if (error != NULL && error->domain != TROUPE_PROVIDER_ERROR)
    return TROUPE_PROVIDER_SPEAKER_COMPUTER;
  return peek_said (error)->speaker;
}

/**
 * troupe_provider_error_get_obstacle:
 * @error: (nullable): any error
 *
 * Gets what kept a request from the provider, for `TROUPE_PROVIDER_ERROR_UNREACHABLE` and
 * `TROUPE_PROVIDER_ERROR_LOST_ANSWER`.
 *
 * Returns: the obstacle
 */
TroupeProviderObstacle
troupe_provider_error_get_obstacle (const GError *error)
{
  return peek_said (error)->obstacle;
}
