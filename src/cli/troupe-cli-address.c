/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli-address.h"

#include <glib/gi18n.h>

#include "troupe-address-text.h"
#include "troupe-cli-provider.h"
#include "troupe-cli.h"

/* Where the Practice Studio lives, which runs on this computer */
#define BUILTIN_BASE "http://127.0.0.1"

static char *provider_id;

static const GOptionEntry options[] = {
  { "provider", 0, 0, G_OPTION_ARG_STRING, &provider_id, N_("Who shall fetch it; else one on the internet"), "ID" },
  G_OPTION_ENTRY_NULL
};

static const char *const verdicts[] = {
  [TROUPE_ADDRESS_FINE] = "fine",
  [TROUPE_ADDRESS_WARNING] = "warning",
  [TROUPE_ADDRESS_REFUSED] = "refused",
};

static const char *const reaches[] = {
  [TROUPE_REACH_COMPUTER] = "computer",
  [TROUPE_REACH_NETWORK] = "network",
  [TROUPE_REACH_PUBLIC] = "public",
};

static const struct
{
  TroupeAddressReasons  reason;
  const char           *word;
} reasons[] = {
  { TROUPE_ADDRESS_MALFORMED, "malformed" }, { TROUPE_ADDRESS_PRIVATE, "private" },
  { TROUPE_ADDRESS_UNREACHABLE, "unreachable" }, { TROUPE_ADDRESS_STATUS, "status" },
  { TROUPE_ADDRESS_PAGE, "page" }, { TROUPE_ADDRESS_EMPTY, "empty" }, { TROUPE_ADDRESS_LOOP, "loop" },
  { TROUPE_ADDRESS_PLAIN, "plain" }, { TROUPE_ADDRESS_TYPE, "type" }, { TROUPE_ADDRESS_LENGTH, "length" },
  { TROUPE_ADDRESS_REDIRECTED, "redirected" },
};

static JsonArray *
describe_reasons (const TroupeAddressProbe *probe)
{
  JsonArray *array = json_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if ((probe->reasons & reasons[i].reason) != 0)
      json_array_add_string_element (array, reasons[i].word);
  return array;
}

/**
 * troupe_cli_address_describe:
 * @probe: what was found about an address
 *
 * Returns: (transfer full): it as JSON
 */
JsonObject *
troupe_cli_address_describe (const TroupeAddressProbe *probe)
{
  JsonObject *object = json_object_new ();
  g_autofree char *text = troupe_address_text_dup (probe);

  json_object_set_string_member (object, "verdict", verdicts[probe->verdict]);
  json_object_set_array_member (object, "reasons", describe_reasons (probe));
  json_object_set_string_member (object, "message", text);
  if (probe->detail != NULL)
    json_object_set_string_member (object, "detail", probe->detail);
  json_object_set_int_member (object, "status", probe->status);
  if (probe->media_type != NULL)
    json_object_set_string_member (object, "type", probe->media_type);
  if (probe->size_bytes >= 0)
    json_object_set_int_member (object, "size", probe->size_bytes);
  json_object_set_int_member (object, "redirects", probe->n_redirects);
  if (probe->origin != NULL)
    json_object_set_string_member (object, "origin", probe->origin);
  json_object_set_string_member (object, "reach", reaches[probe->reach]);
  return object;
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (TroupeAddressProbe) probe = NULL;
  JsonObject *document;
  GError *error = NULL;

  probe = troupe_address_probe_finish (result, &error);
  if (probe == NULL)
    {
      troupe_cli_fail (user_data, error);
      return;
    }
  document = json_object_new ();
  json_object_set_object_member (document, "address", troupe_cli_address_describe (probe));
  troupe_cli_succeed (user_data, document);
}

static void
run (TroupeCli *cli,
     char     **arguments)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  TroupeProvider *provider = NULL;
  const char *base = NULL;
  GError *error = NULL;

  if (provider_id != NULL)
    provider = troupe_cli_provider_find (providers, provider_id, &error);
  if (error != NULL)
    {
      troupe_cli_fail (cli, error);
      return;
    }
  if (provider != NULL && troupe_profile_is_builtin (troupe_provider_get_profile (provider)))
    base = BUILTIN_BASE;
  else if (provider != NULL)
    base = troupe_provider_get_base (provider);
  troupe_address_probe_async (arguments[0], base, NULL, probed_cb, cli);
}

const TroupeCliCommand troupe_cli_address = {
  .name = "probe-address",
  .arguments = "ADDRESS",
  .summary = N_("Looks whether a provider can fetch from an address; sends no key"),
  .n_arguments = 1,
  .run = run,
  .options = options,
};
