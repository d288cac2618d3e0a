/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "fuzz.h"
#include "troupe-provider-error.h"
#include "troupe-request.h"

#define KEY "sk-key-of-the-fuzzer"

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  return 0;
}

static TroupeValues *
create_values (void)
{
  static const char * const texts[] = {
    "clip.url", "clip.task", "clip.data", "range.text", "range.start", "range.end", "range.length",
    "character.name", "job.id", "job.key", "upload.id", "video.prompt", "video.model", "video.seconds",
    "video.size", "video.width", "video.height", "video.aspect", "video.resolution", "video.watermark",
    "video.private", "reference.data", "reference.url", "picture.data", "picture.url", "username", "name", "id",
    "index0", "index1",
  };
  TroupeValues *values = troupe_values_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    troupe_values_set (values, texts[i], "1");
  troupe_values_set (values, "job.id", "a/../b?c#d");
  return values;
}

/* Wherever a profile leads, the key goes to an origin that the provider owns. */
static void
build (TroupeProvider *provider,
       const char     *call,
       TroupeValues   *values)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeRequest) request = troupe_request_new (provider, call, values, &error);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (JsonNode) shown = NULL;
  g_autofree char *text = NULL;

  if (request == NULL)
    {
      g_assert_nonnull (error);
      return;
    }
  shown = troupe_request_to_json (request);
  text = json_to_string (shown, FALSE);
  g_assert_null (strstr (text, KEY));
  message = troupe_request_to_message (request, KEY, &error);
  if (message != NULL)
    g_assert_true (troupe_provider_owns (provider, soup_message_get_uri (message)));
  else
    g_assert_nonnull (error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeProfile) profile = troupe_profile_new (bytes, "fuzz.json", &error);
  g_autoptr (TroupeProvider) provider = NULL;
  g_autoptr (TroupeValues) values = NULL;
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (GList) calls = NULL;

  if (g_strstr_len ((const char *) data, (gssize) size, KEY) != NULL)
    return -1;    /* a profile may say what it likes, also that */
  if (profile == NULL)
    {
      g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PROFILE);
      g_assert_true (g_str_has_prefix (error->message, "fuzz.json: "));
      return 0;
    }
  provider = troupe_provider_new (profile, NULL);
  if (troupe_provider_get_base (provider) == NULL &&
      !troupe_provider_set_base (provider, "https://fuzz.example.org", NULL))
    g_assert_not_reached ();
  values = create_values ();
  json = troupe_profile_to_json (profile);
  calls = json_object_get_members (json_object_get_object_member (json_node_get_object (json), "calls"));
  for (GList *l = calls; l != NULL; l = l->next)
    build (provider, l->data, values);
  return 0;
}
