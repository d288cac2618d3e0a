/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-dir.h"
#include "troupe-call.h"
#include "troupe-presets.h"
#include "troupe-provider-error.h"
#include "troupe-request.h"

#define BASE "http://127.0.0.1:8080"
#define KEY "sk-the-key-of-the-test"

/* What a request may be about besides the clip, and a value that is found again in what is sent */
static const struct
{
  const char *name;
  const char *value;
} facts[] = {
  { "character.name", "Fox of the test" }, { "job.id", "task_of-the-test" },
  { "job.key", "key-of-the-test-0123456789" }, { "upload.id", "upload-of-the-test" },
  { "video.prompt", "A prompt of the test" }, { "video.model", "model-of-the-test" },
  { "video.seconds", "8" }, { "video.size", "1280x720" }, { "video.width", "1280" },
  { "video.height", "720" }, { "video.aspect", "16:9" }, { "video.resolution", "720p" },
  { "video.watermark", "false" }, { "video.private", "true" },
  { "reference.data", "data:image/png;base64,cmVmZXJlbmNl" },
  { "reference.url", "https://media.example.org/reference.png" },
};

/* What carries the clip; a call takes one of them at a time */
static const struct
{
  const char *name;
  const char *value;    /* NULL: a file */
} carriers[] = {
  { "clip.url", "https://media.example.org/clip.mp4" }, { "clip.task", "video_of-the-test" },
  { "clip.file", NULL }, { "clip.data", "data:video/mp4;base64,Y2xpcA==" },
  { "picture.file", NULL }, { "picture.data", "data:image/jpeg;base64,c3RpbGw=" },
};

typedef struct
{
  TestDir        *dir;
  GFile          *clip;
  TroupePresets  *presets;
  TroupeProvider *provider;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  const char *id = user_data;
  g_autofree char *path = NULL;

  fixture->dir = test_dir_new ();
  path = test_dir_build (fixture->dir, "clip.mp4");
  g_assert_true (g_file_set_contents (path, "0123456789", -1, NULL));
  fixture->clip = g_file_new_for_path (path);
  fixture->presets = troupe_presets_new ();
  fixture->provider = troupe_provider_new (troupe_presets_find (fixture->presets, id), id);
  g_assert_true (troupe_provider_set_base (fixture->provider, BASE, NULL));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  g_clear_object (&fixture->provider);
  g_clear_object (&fixture->presets);
  g_clear_object (&fixture->clip);
  test_dir_free (fixture->dir);
}

static void
set_carrier (Fixture      *fixture,
             TroupeValues *values,
             gsize         carrier)
{
  gboolean is_picture = g_str_has_prefix (carriers[carrier].name, "picture");

  if (carriers[carrier].value != NULL)
    troupe_values_set (values, carriers[carrier].name, carriers[carrier].value);
  else
    troupe_values_set_file (values, carriers[carrier].name, fixture->clip,
                            is_picture ? "picture.jpg" : "clip.mp4", is_picture ? "image/jpeg" : "video/mp4");
}

static TroupeValues *
make_character (Fixture    *fixture,
                const char *name,
                int         carrier)
{
  TroupeValues *item = troupe_values_new ();
  g_autofree char *username = g_strconcat ("user.", name, NULL);
  g_autofree char *id = g_strconcat ("ch_", name, NULL);

  troupe_values_set (item, "username", username);
  troupe_values_set (item, "name", name);
  troupe_values_set (item, "id", id);
  troupe_values_set (item, "range.text", "0,2");
  if (carrier >= 0)
    set_carrier (fixture, item, (gsize) carrier);
  return item;
}

static TroupeValues *
make_full (Fixture *fixture,
           int      carrier)
{
  TroupeValues *values = troupe_values_new ();
  g_autoptr (TroupeValues) fox = make_character (fixture, "Fox", carrier);
  g_autoptr (TroupeValues) owl = make_character (fixture, "Owl", carrier);

  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    troupe_values_set (values, facts[i].name, facts[i].value);
  troupe_values_set_file (values, "reference.file", fixture->clip, "reference.png", "image/png");
  troupe_values_set (values, "range.text", "4,6");
  troupe_values_add_item (values, fox);
  troupe_values_add_item (values, owl);
  if (carrier >= 0)
    set_carrier (fixture, values, (gsize) carrier);
  return values;
}

/* What each call of its kind must have, and nothing more */
static TroupeValues *
make_minimal (Fixture *fixture,
              int      carrier)
{
  TroupeValues *values = troupe_values_new ();

  troupe_values_set (values, "job.id", "sora-2:task_01k");
  troupe_values_set (values, "upload.id", "file_1");
  troupe_values_set (values, "video.prompt", "A prompt");
  if (carrier >= 0)
    set_carrier (fixture, values, (gsize) carrier);
  return values;
}

static char *
describe (TroupeRequest *request)
{
  g_autoptr (JsonNode) node = troupe_request_to_json (request);

  return json_to_string (node, FALSE);
}

static TroupeRequest *
build (Fixture      *fixture,
       const char   *call,
       TroupeValues *values)
{
  g_autoptr (GError) error = NULL;
  TroupeRequest *request = troupe_request_new (fixture->provider, call, values, &error);
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *curl = NULL;

  g_assert_no_error (error);
  message = troupe_request_to_message (request, KEY, &error);
  g_assert_no_error (error);
  shown = describe (request);
  curl = troupe_request_to_curl (request);
  g_test_message ("%s", shown);
  g_assert_null (strstr (shown, KEY));
  g_assert_null (strstr (curl, KEY));
  g_assert_null (strstr (shown, "\"\""));
  return request;
}

/* All that the call has a place for is in what is sent. */
static void
assert_sends (JsonObject *call,
              const char *shown)
{
  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    if (troupe_call_uses (call, facts[i].name))
      g_assert_nonnull (strstr (shown, facts[i].value));
  if (troupe_call_uses (call, "reference.file"))
    g_assert_nonnull (strstr (shown, "reference.png"));
  if (troupe_call_uses (call, "character.id"))
    g_assert_nonnull (strstr (shown, "ch_Fox"));
  if (troupe_call_uses (call, "id"))    /* the side array names them all */
    g_assert_true (strstr (shown, "ch_Fox") != NULL && strstr (shown, "ch_Owl") != NULL);
}

static void
check_call (Fixture    *fixture,
            const char *name,
            JsonObject *call,
            int         carrier)
{
  g_autoptr (TroupeValues) full = make_full (fixture, carrier);
  g_autoptr (TroupeValues) minimal = make_minimal (fixture, carrier);
  g_autoptr (TroupeRequest) whole = build (fixture, name, full);
  g_autoptr (TroupeRequest) bare = build (fixture, name, minimal);
  g_autofree char *shown = describe (whole);
  const char *sent = NULL;

  assert_sends (call, shown);
  if (carrier >= 0)
    sent = carriers[carrier].value != NULL ? carriers[carrier].value : "\"size\":10";
  if (sent != NULL)
    g_assert_nonnull (strstr (shown, sent));
}

static void
test_shipped_builds_all_calls (Fixture      *fixture,
                               gconstpointer user_data)
{
  g_autoptr (JsonNode) root = troupe_profile_to_json (troupe_provider_get_profile (fixture->provider));
  JsonObject *calls = json_object_get_object_member (json_node_get_object (root), "calls");
  g_autoptr (GList) names = json_object_get_members (calls);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *call = json_object_get_object_member (calls, l->data);
      guint n_carriers = 0;

      for (gsize i = 0; i < G_N_ELEMENTS (carriers); i++)
        if (troupe_call_uses (call, carriers[i].name))
          {
            check_call (fixture, l->data, call, (int) i);
            n_carriers++;
          }
      if (n_carriers == 0)
        check_call (fixture, l->data, call, -1);
    }
}

/* Where a request goes is the provider's base, whatever the profile says of other origins. */
static void
test_shipped_goes_to_base (Fixture      *fixture,
                           gconstpointer user_data)
{
  g_autoptr (JsonNode) root = troupe_profile_to_json (troupe_provider_get_profile (fixture->provider));
  JsonObject *calls = json_object_get_object_member (json_node_get_object (root), "calls");
  g_autoptr (GList) names = json_object_get_members (calls);

  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autoptr (TroupeValues) values = make_minimal (fixture, 2);
      g_autoptr (TroupeRequest) request = NULL;
      g_autofree char *shown = NULL;

      if (json_object_has_member (json_object_get_object_member (calls, l->data), "one_of"))
        troupe_values_set (values, "clip.url", "https://media.example.org/clip.mp4");
      request = build (fixture, l->data, values);
      shown = describe (request);
      g_assert_nonnull (strstr (shown, "\"url\":\"" BASE "/"));
    }
}

/* One that says nothing of how it is used could be chosen and then do nothing. */
static void
test_shipped_can_be_chosen (Fixture      *fixture,
                            gconstpointer user_data)
{
  TroupeProfile *profile = troupe_provider_get_profile (fixture->provider);
  g_autofree char *mention = troupe_profile_format_mention (profile, "fox.1", "Fox", "ch_1", 0);

  g_assert_cmpstr (troupe_profile_get_name (profile), !=, "");
  g_assert_cmpstr (troupe_profile_get_summary (profile), !=, "");
  g_assert_true (troupe_profile_get_sources (profile) != 0 || troupe_profile_takes_address (profile));
  g_assert_cmpuint (troupe_profile_get_mention_max (profile), >, 0);
  g_assert_nonnull (mention);
  g_assert_nonnull (troupe_profile_get_call (profile, "test"));
  if (troupe_profile_get_life (profile) == TROUPE_LIFE_CLOSED)
    {
      g_assert_nonnull (troupe_profile_get_life_date (profile));
      g_assert_nonnull (troupe_profile_get_life_note (profile));
      g_assert_nonnull (troupe_profile_get_life_advice (profile));
    }
  if (troupe_profile_get_kind (profile) == TROUPE_KIND_INLINE)
    g_assert_null (troupe_profile_get_call (profile, "create-character"));
  else
    g_assert_nonnull (troupe_profile_get_call (profile, "create-character"));
}

static void
test_shipped_all_load (void)
{
  g_autoptr (TroupePresets) presets = troupe_presets_new ();

  g_assert_cmpuint (troupe_presets_get_errors (presets)->len, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (presets)), ==, 18);
}

/* The program takes its own profiles as they are. */
static void
test_shipped_keeps_to_rules (Fixture      *fixture,
                             gconstpointer user_data)
{
  g_autoptr (JsonNode) root = troupe_profile_to_json (troupe_presets_find (fixture->presets, user_data));
  g_autofree char *text = json_to_string (root, FALSE);
  g_autoptr (GBytes) json = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeProfile) profile = troupe_profile_new (json, user_data, &error);

  g_assert_no_error (error);
  g_assert_nonnull (profile);
}

static void
add (const char *id,
     const char *name,
     void      (*function) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strdup_printf ("/shipped/%s/%s", name, id);

  g_test_add (path, Fixture, id, set_up, function, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (TroupePresets) presets = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  presets = troupe_presets_new ();
  g_test_add_func ("/shipped/all-load", test_shipped_all_load);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (presets)); i++)
    {
      g_autoptr (TroupeProfile) profile = g_list_model_get_item (G_LIST_MODEL (presets), i);
      const char *id = g_intern_string (troupe_profile_get_id (profile));

      add (id, "keeps-to-rules", test_shipped_keeps_to_rules);
      add (id, "builds-all-calls", test_shipped_builds_all_calls);
      add (id, "goes-to-base", test_shipped_goes_to_base);
      add (id, "can-be-chosen", test_shipped_can_be_chosen);
    }
  return g_test_run ();
}
