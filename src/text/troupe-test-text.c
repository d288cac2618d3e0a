/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-test-text.h"

#include <glib/gi18n.h>

#include "troupe-error-text.h"
#include "troupe-provider-error.h"

static char *
dup_good (const TroupeProviderTestResult *result)
{
  if (result->credits == NULL)
    /* Translators: %s is an address, such as https://api.example.org */
    return g_strdup_printf (_("%s answers and accepts the key."), result->origin);
  /* Translators: an address, then how much is left to spend there, as the service writes it */
  return g_strdup_printf (_("%1$s answers and accepts the key. Left on the account: %2$s."), result->origin,
                          result->credits);
}

/* What it said itself where it did, else what is known of the kind of error */
static char *
dup_other (const TroupeProviderTestResult *result)
{
  g_autoptr (TroupeErrorText) text = troupe_error_text_new (result->error);

  if (text->said != NULL)
    /* Translators: an address, then the words of the service */
    return g_strdup_printf (_("%1$s answers, but says: “%2$s”"), result->origin, text->said);
  return g_strdup (text->body);
}

/* Nothing came back */
static char *
dup_unreachable (TroupeProviderTest outcome,
                 const char        *origin)
{
  switch (outcome)
    {
    case TROUPE_PROVIDER_TEST_NAME:
      return g_strdup_printf (_("There is no computer of that name: %s. Look for a slip in the address."), origin);

    case TROUPE_PROVIDER_TEST_OFFLINE:
      return g_strdup_printf (_("This computer has no way to %s. Is it connected to the network?"), origin);

    case TROUPE_PROVIDER_TEST_TIMEOUT:
      return g_strdup_printf (_("%s did not answer in time."), origin);

    case TROUPE_PROVIDER_TEST_CONNECTION:
      return g_strdup_printf (_("Nobody answers at %s: the connection was refused."), origin);

    case TROUPE_PROVIDER_TEST_TLS:
      return g_strdup_printf (_("%s cannot be trusted: no secure connection came about. Nothing was sent."), origin);

    case TROUPE_PROVIDER_TEST_PROXY:
      return g_strdup_printf (_("The proxy of this computer does not let it reach %s."), origin);

    default:
      g_return_val_if_reached (NULL);
    }
}

/* Something came back, or did not */
static char *
dup_refused (TroupeProviderTest outcome,
             const char        *origin)
{
  switch (outcome)
    {
    case TROUPE_PROVIDER_TEST_KEY:
      return g_strdup_printf (_("%s answers, but does not accept the key."), origin);

    case TROUPE_PROVIDER_TEST_PATH:
      return g_strdup_printf (_("%s answers, but knows no such path: the address may be that of another service."),
                              origin);

    case TROUPE_PROVIDER_TEST_MODEL:
      return g_strdup_printf (_("%s answers, but nobody behind it offers this at the moment."), origin);

    case TROUPE_PROVIDER_TEST_PAUSED:
      return g_strdup_printf (_("%s answers, but says that the service is paused."), origin);

    default:
      return dup_unreachable (outcome, origin);
    }
}

/**
 * troupe_test_text_dup:
 * @result: what was found out
 * @provider: of whom
 *
 * Puts the result of a test into one sentence.
 *
 * Returns: (transfer full): translated text, without the key
 */
char *
troupe_test_text_dup (const TroupeProviderTestResult *result,
                      TroupeProvider                 *provider)
{
  g_return_val_if_fail (result != NULL, NULL);
  g_return_val_if_fail (TROUPE_IS_PROVIDER (provider), NULL);

  switch (result->outcome)
    {
    case TROUPE_PROVIDER_TEST_GOOD:
      return dup_good (result);

    case TROUPE_PROVIDER_TEST_NO_ADDRESS:
      return g_strdup (_("No address was entered yet."));

    case TROUPE_PROVIDER_TEST_NO_KEY:
      return g_strdup (_("No key was entered yet, so nothing was sent."));

    case TROUPE_PROVIDER_TEST_NO_CALL:
      return g_strdup_printf (_("The file that describes %s names no call that is free to try."),
                              troupe_provider_get_name (provider));

    case TROUPE_PROVIDER_TEST_OTHER:
      return dup_other (result);

    default:
      return dup_refused (result->outcome, result->origin);
    }
}
