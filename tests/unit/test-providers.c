/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "test-wait.h"
#include "troupe-provider-error.h"
#include "troupe-providers.h"

static const char own[] =
  "{ \"format\": 1, \"id\": \"%s\", \"name\": \"Own\", \"summary\": \"A test.\", %s,"
  "  \"auth\": { \"header\": \"Authorization\", \"prefix\": \"\" }, \"life\": { \"state\": \"active\" },"
  "  \"clip\": { \"span\": { \"min\": 1, \"max\": 2, \"step\": 1 }, \"sources\": [\"url\"], \"short_edge\": 480 },"
  "  \"mention\": { \"template\": \"{id}\", \"max\": 1 },"
  "  \"calls\": { \"create-character\": { \"method\": \"POST\", \"path\": \"/make\", \"encoding\": \"json\","
  "    \"body\": { \"url\": \"{clip.url}\" }, \"answer\": { \"id\": [\"$.id\"], \"username\": [\"$.id\"] } } } }";

static char *
build_config (const char *name)
{
  return g_build_filename (g_get_user_config_dir (), "troupe", name, NULL);
}

static void
write_config (const char *name,
              const char *text)
{
  g_autofree char *path = build_config (name);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
write_own (const char *name,
           const char *id,
           const char *base)
{
  g_auto (GStrv) parts = g_strsplit (own, "%s", 3);
  g_autofree char *text = g_strconcat (parts[0], id, parts[1], base, parts[2], NULL);

  write_config (name, text);
}

static void
assert_error (TroupeProviders *providers,
              guint            position,
              const char      *pattern)
{
  GPtrArray *errors = troupe_providers_get_errors (providers);
  const GError *error;

  g_assert_cmpuint (position, <, errors->len);
  error = errors->pdata[position];
  g_test_message ("%s", error->message);
  g_assert_true (g_pattern_match_simple (pattern, error->message));
}

static void
test_providers_ships_valid_profiles (void)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  TroupeProvider *practice = troupe_providers_find (providers, "practice");
  TroupeProvider *chainhub = troupe_providers_find (providers, "chainhub");
  TroupeProfile *profile;
  TroupeSpan span;

  g_assert_cmpuint (troupe_providers_get_errors (providers)->len, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (providers)), ==, 2);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (providers)) == TROUPE_TYPE_PROVIDER);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (providers), 2));
  g_assert_true (troupe_providers_get_default (providers) == practice);
  g_assert_null (troupe_providers_find (providers, "none"));

  profile = troupe_provider_get_profile (practice);
  g_assert_true (troupe_profile_is_builtin (profile));
  g_assert_null (troupe_provider_get_base (practice));
  g_assert_cmpint (troupe_profile_get_sources (profile), ==,
                   TROUPE_SOURCE_FILE | TROUPE_SOURCE_URL | TROUPE_SOURCE_TASK);
  troupe_profile_get_span (profile, TROUPE_SOURCE_FILE, &span);
  g_assert_cmpuint (span.step_ns, ==, 10000000);
  g_assert_cmpuint (span.grid_ns, ==, 0);

  profile = troupe_provider_get_profile (chainhub);
  g_assert_cmpstr (troupe_provider_get_base (chainhub), ==, "https://api.chainhub.tech");
  g_assert_cmpint (troupe_profile_get_sources (profile), ==, TROUPE_SOURCE_URL | TROUPE_SOURCE_TASK);
  g_assert_cmpint (troupe_profile_get_life (profile), ==, TROUPE_LIFE_CLOSED);
  g_assert_cmpstr (troupe_profile_get_life_date (profile), ==, "2026-09-24");
  troupe_profile_get_span (profile, TROUPE_SOURCE_URL, &span);
  g_assert_cmpuint (span.min_ns, ==, 1000000000);
  g_assert_cmpuint (span.max_ns, ==, 3000000000);
  g_assert_cmpuint (span.grid_ns, ==, 1000000000);
}

static void
test_providers_adds_own (void)
{
  g_autoptr (TroupeProviders) providers = NULL;

  write_own ("profiles/b.json", "one", "\"base\": \"https://one.example.org/v1/\"");
  write_own ("profiles/notes.txt", "two", "\"base\": \"https://two.example.org\"");
  providers = troupe_providers_new ();
  g_assert_cmpuint (troupe_providers_get_errors (providers)->len, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (providers)), ==, 3);
  g_assert_cmpstr (troupe_provider_get_base (troupe_providers_find (providers, "one")), ==,
                   "https://one.example.org");
}

static void
test_providers_reports_refused (void)
{
  g_autoptr (TroupeProviders) providers = NULL;
  g_autofree char *pipe = build_config ("profiles/c-pipe.json");

  write_config ("profiles/a-broken.json", "{");
  write_own ("profiles/b-builtin.json", "evil", "\"builtin\": true");
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  write_own ("profiles/d-taken.json", "chainhub", "\"base\": \"https://evil.example.org\"");
  write_own ("profiles/e-http.json", "http", "\"base\": \"http://example.org\"");
  write_own ("profiles/f-good.json", "good", "\"base\": \"https://example.org\"");
  write_own ("profiles/g-twice.json", "good", "\"base\": \"https://example.org\"");

  providers = troupe_providers_new ();
  g_assert_cmpuint (troupe_providers_get_errors (providers)->len, ==, 6);
  assert_error (providers, 0, "/*/a-broken.json: $: *");
  assert_error (providers, 1, "/*/b-builtin.json: $.builtin: only for profiles that Troupe ships");
  assert_error (providers, 2, "/*/c-pipe.json: $: expected a file of at most 256 KiB");
  assert_error (providers, 3, "/*/d-taken.json: $.id: another profile has the id \"chainhub\"");
  assert_error (providers, 4, "/*/e-http.json: $.base: plain http is only for this computer; *");
  assert_error (providers, 5, "/*/g-twice.json: $.id: another profile has the id \"good\"");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (providers)), ==, 3);
  g_assert_nonnull (troupe_providers_find (providers, "good"));
  g_assert_cmpstr (troupe_provider_get_base (troupe_providers_find (providers, "chainhub")), ==,
                   "https://api.chainhub.tech");
}

static void
test_providers_remembers_choices (void)
{
  g_autoptr (TroupeProviders) providers = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = build_config ("providers.ini");
  g_autofree char *text = NULL;
  TroupeProvider *chainhub;
  guint n_notified = 0;

  write_config ("providers.ini", "# mine\n[later]\nkey=kept\n");
  providers = troupe_providers_new ();
  chainhub = troupe_providers_find (providers, "chainhub");
  g_signal_connect_swapped (providers, "notify::default", G_CALLBACK (test_count_cb), &n_notified);
  troupe_providers_set_default (providers, chainhub);
  troupe_providers_set_default (providers, chainhub);
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_true (troupe_provider_set_base (chainhub, "https://mine.example.org/v1", NULL));
  troupe_provider_set_base (troupe_providers_find (providers, "practice"), "http://127.0.0.1:9", NULL);
  g_assert_true (troupe_providers_save (providers, &error));
  g_assert_no_error (error);
  g_clear_object (&providers);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "# mine\n[later]\nkey=kept\n\n[troupe]\ndefault=chainhub\n\n"
                   "[provider chainhub]\nbase=https://mine.example.org\n");

  providers = troupe_providers_new ();
  chainhub = troupe_providers_find (providers, "chainhub");
  g_assert_true (troupe_providers_get_default (providers) == chainhub);
  g_assert_cmpstr (troupe_provider_get_base (chainhub), ==, "https://mine.example.org");
  g_assert_null (troupe_provider_get_base (troupe_providers_find (providers, "practice")));
  g_assert_true (troupe_provider_set_base (chainhub, NULL, NULL));
  g_assert_true (troupe_providers_save (providers, NULL));
  g_clear_object (&providers);

  providers = troupe_providers_new ();
  g_assert_cmpstr (troupe_provider_get_base (troupe_providers_find (providers, "chainhub")), ==,
                   "https://api.chainhub.tech");
}

static void
test_providers_outlives_damaged_choices (void)
{
  g_autoptr (TroupeProviders) providers = NULL;

  write_config ("providers.ini", "[troupe]\ndefault=gone\n[provider chainhub]\nbase=http://evil.example\n");
  providers = troupe_providers_new ();
  g_assert_cmpuint (troupe_providers_get_errors (providers)->len, ==, 1);
  assert_error (providers, 0, "base address of chainhub: plain http is only for this computer*");
  g_assert_true (troupe_providers_get_default (providers) ==
                 troupe_providers_find (providers, "practice"));
  g_clear_object (&providers);

  write_config ("providers.ini", "no choices\n");
  providers = troupe_providers_new ();
  assert_error (providers, 0, "/*/providers.ini: *");
  g_assert_nonnull (troupe_providers_get_default (providers));
}

static void
test_providers_says_when_not_saved (void)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = build_config (NULL);

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_config_dir (), 0700), ==, 0);
  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  g_assert_false (troupe_providers_save (providers, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
}

static void
test_provider_notifies_base (void)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  TroupeProvider *provider = g_list_model_get_item (G_LIST_MODEL (providers), 1);
  g_autofree char *base = NULL;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  g_autoptr (TroupeProfile) profile = NULL;
  g_autoptr (GError) error = NULL;
  guint n_notified = 0;

  g_signal_connect_swapped (provider, "notify::base", G_CALLBACK (test_count_cb), &n_notified);
  g_assert_true (troupe_provider_set_base (provider, "https://a.example", NULL));
  g_assert_true (troupe_provider_set_base (provider, "https://A.example/v1/", NULL));
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_false (troupe_provider_set_base (provider, "https://a.example?key=1", &error));
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE);
  g_object_get (provider, "base", &base, "id", &id, "name", &name, "profile", &profile, NULL);
  g_assert_cmpstr (base, ==, "https://a.example");
  g_assert_cmpstr (id, ==, "chainhub");
  g_assert_cmpstr (name, ==, "ChainHub");
  g_assert_true (profile == troupe_provider_get_profile (provider));

  g_clear_object (&profile);
  g_clear_object (&providers);
  g_assert_finalize_object (provider);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/providers/ships-valid-profiles", test_providers_ships_valid_profiles);
  g_test_add_func ("/providers/adds-own", test_providers_adds_own);
  g_test_add_func ("/providers/reports-refused", test_providers_reports_refused);
  g_test_add_func ("/providers/remembers-choices", test_providers_remembers_choices);
  g_test_add_func ("/providers/outlives-damaged-choices", test_providers_outlives_damaged_choices);
  g_test_add_func ("/providers/says-when-not-saved", test_providers_says_when_not_saved);
  g_test_add_func ("/provider/notifies-base", test_provider_notifies_base);
  return g_test_run ();
}
