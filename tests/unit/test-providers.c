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

static TroupeProfile *
find_profile (TroupeProviders *providers,
              const char      *id)
{
  return troupe_presets_find (troupe_providers_get_profiles (providers), id);
}

static TroupeProvider *
add (TroupeProviders *providers,
     const char      *profile_id)
{
  TroupeProfile *profile = find_profile (providers, profile_id);

  g_assert_nonnull (profile);
  return troupe_providers_add (providers, profile);
}

/* ids: those of all accounts in their order, each followed by a blank */
static void
assert_ids (TroupeProviders *providers,
            const char      *ids)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (providers)); i++)
    {
      g_autoptr (TroupeProvider) provider = g_list_model_get_item (G_LIST_MODEL (providers), i);

      g_string_append_printf (found, "%s ", troupe_provider_get_id (provider));
    }
  g_assert_cmpstr (found->str, ==, ids);
}

static void
reload (TroupeProviders **providers)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (troupe_providers_save (*providers, &error));
  g_assert_no_error (error);
  g_clear_object (providers);
  *providers = troupe_providers_new ();
  g_assert_cmpuint (troupe_providers_get_errors (*providers)->len, ==, 0);
}

static void
test_providers_begin_with_the_studio (void)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  TroupeProvider *practice = troupe_providers_find (providers, "practice");
  TroupeProfile *profile = troupe_provider_get_profile (practice);
  TroupeSpan span;

  g_assert_cmpuint (troupe_providers_get_errors (providers)->len, ==, 0);
  assert_ids (providers, "practice ");
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (providers)) == TROUPE_TYPE_PROVIDER);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (providers), 1));
  g_assert_true (troupe_providers_get_default (providers) == practice);
  g_assert_false (troupe_providers_can_remove (providers, practice));
  g_assert_null (troupe_providers_find (providers, "none"));

  g_assert_true (troupe_profile_is_builtin (profile));
  g_assert_null (troupe_provider_get_base (practice));
  troupe_provider_get_span (practice, TROUPE_SOURCE_FILE, &span);
  g_assert_cmpuint (span.step_ns, ==, 10000000);
  g_assert_cmpuint (span.grid_ns, ==, 0);
}

static void
test_providers_find_what_was_not_added (void)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  TroupeProvider *chainhub = troupe_providers_find (providers, "chainhub");
  TroupeProfile *profile = troupe_provider_get_profile (chainhub);
  TroupeSpan span;

  g_assert_true (troupe_providers_find (providers, "chainhub") == chainhub);
  g_assert_false (troupe_providers_contains (providers, chainhub));
  assert_ids (providers, "practice ");
  g_assert_cmpstr (troupe_provider_get_base (chainhub), ==, "https://api.chainhub.tech");
  g_assert_cmpint (troupe_profile_get_sources (profile), ==, TROUPE_SOURCE_URL | TROUPE_SOURCE_TASK);
  g_assert_cmpint (troupe_profile_get_life (profile), ==, TROUPE_LIFE_CLOSED);
  g_assert_cmpstr (troupe_profile_get_life_date (profile), ==, "2026-09-24");
  troupe_provider_get_span (chainhub, TROUPE_SOURCE_URL, &span);
  g_assert_cmpuint (span.min_ns, ==, 1000000000);
  g_assert_cmpuint (span.max_ns, ==, 3000000000);
  g_assert_cmpuint (span.grid_ns, ==, 1000000000);

  g_assert_true (add (providers, "chainhub") == chainhub);    /* what works with it goes on with the same */
  g_assert_true (troupe_providers_contains (providers, chainhub));
}

static void
test_providers_offer_profiles (void)
{
  g_autoptr (TroupeProviders) providers = NULL;

  write_own ("profiles/b.json", "one", "\"base\": \"https://one.example.org/v1/\"");
  write_own ("profiles/notes.txt", "three", "\"base\": \"https://three.example.org\"");
  providers = troupe_providers_new ();
  g_assert_cmpuint (troupe_providers_get_errors (providers)->len, ==, 0);
  g_assert_nonnull (find_profile (providers, "practice"));
  g_assert_nonnull (find_profile (providers, "chainhub"));
  g_assert_cmpstr (troupe_profile_get_base (find_profile (providers, "one")), ==, "https://one.example.org");
  g_assert_null (find_profile (providers, "three"));
  assert_ids (providers, "practice ");
}

static void
test_providers_report_refused (void)
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
  g_assert_nonnull (find_profile (providers, "good"));
  g_assert_cmpstr (troupe_profile_get_base (find_profile (providers, "chainhub")), ==,
                   "https://api.chainhub.tech");
}

static void
test_presets_copy_files (void)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  TroupePresets *presets = troupe_providers_get_profiles (providers);
  g_autofree char *path = build_config ("elsewhere.json");
  g_autofree char *copy = build_config ("profiles/mine.json");
  g_autoptr (GError) error = NULL;
  TroupeProfile *profile;
  guint n_changed = 0;

  write_own ("elsewhere.json", "mine", "\"base\": \"https://mine.example.org\"");
  g_signal_connect_swapped (presets, "items-changed", G_CALLBACK (test_count_cb), &n_changed);
  profile = troupe_presets_add_file (presets, path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_true (find_profile (providers, "mine") == profile);
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));

  g_assert_null (troupe_presets_add_file (presets, path, &error));
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PROFILE);
  g_assert_true (g_str_has_suffix (error->message, "$.id: another profile has the id \"mine\""));
  g_clear_error (&error);
  write_config ("elsewhere.json", "{ \"format\": 1 }");
  g_assert_null (troupe_presets_add_file (presets, path, &error));
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PROFILE);
  g_clear_error (&error);
  write_config ("profiles/other.json", "{");
  write_own ("elsewhere.json", "other", "\"base\": \"https://mine.example.org\"");
  g_assert_null (troupe_presets_add_file (presets, path, &error));    /* the broken one stays for its author */
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST);

  add (providers, "mine");
  g_assert_true (troupe_providers_save (providers, NULL));
  g_clear_object (&providers);
  providers = troupe_providers_new ();
  assert_ids (providers, "practice mine ");
}

static void
test_providers_remember_choices (void)
{
  g_autoptr (TroupeProviders) providers = NULL;
  g_autofree char *path = build_config ("providers.ini");
  g_autofree char *text = NULL;
  TroupeProvider *chainhub, *second;
  TroupeSpan span;
  guint n_notified = 0;

  write_config ("providers.ini", "# mine\n[later]\nkey=kept\n");
  providers = troupe_providers_new ();
  g_signal_connect_swapped (providers, "notify::default", G_CALLBACK (test_count_cb), &n_notified);
  chainhub = add (providers, "chainhub");
  troupe_providers_set_default (providers, chainhub);
  troupe_providers_set_default (providers, chainhub);
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_true (troupe_provider_set_base (chainhub, "https://mine.example.org/v1", NULL));
  troupe_provider_set_base (troupe_providers_find (providers, "practice"), "http://127.0.0.1:9", NULL);
  second = troupe_providers_duplicate (providers, chainhub);
  troupe_provider_set_name (second, " At\nwork ");
  troupe_provider_set_limits (second, 2000000000, 500000000);
  troupe_providers_set_enabled (providers, second, FALSE);
  troupe_providers_move (providers, second, 0);
  assert_ids (providers, "chainhub-2 practice chainhub ");
  reload (&providers);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "# mine\n[later]\nkey=kept\n\n"
                   "[provider chainhub-2]\nprofile=chainhub\nname=At work\nbase=https://mine.example.org\n"
                   "longest=2\nstep=0.5\nenabled=false\n\n"
                   "[troupe]\ndefault=chainhub\norder=chainhub-2;practice;chainhub;\n\n"
                   "[provider chainhub]\nbase=https://mine.example.org\n");

  assert_ids (providers, "chainhub-2 practice chainhub ");
  chainhub = troupe_providers_find (providers, "chainhub");
  second = troupe_providers_find (providers, "chainhub-2");
  g_assert_true (troupe_providers_get_default (providers) == chainhub);
  g_assert_cmpstr (troupe_provider_get_base (chainhub), ==, "https://mine.example.org");
  g_assert_cmpstr (troupe_provider_get_name (second), ==, "At work");
  g_assert_false (troupe_provider_is_enabled (second));
  troupe_provider_get_span (second, TROUPE_SOURCE_URL, &span);
  g_assert_cmpuint (span.max_ns, ==, 2000000000);
  g_assert_cmpuint (span.grid_ns, ==, 500000000);
  g_assert_null (troupe_provider_get_base (troupe_providers_find (providers, "practice")));
  g_assert_true (troupe_provider_set_base (chainhub, NULL, NULL));
  reload (&providers);

  g_assert_cmpstr (troupe_provider_get_base (troupe_providers_find (providers, "chainhub")), ==,
                   "https://api.chainhub.tech");
}

static void
test_providers_outlive_damaged_choices (void)
{
  g_autoptr (TroupeProviders) providers = NULL;
  g_autofree char *aside = build_config ("providers.ini~");
  g_autofree char *text = NULL;

  write_config ("providers.ini", "[troupe]\ndefault=gone\n[provider chainhub]\nbase=http://evil.example\n"
                "longest=-1\nstep=often\n");
  providers = troupe_providers_new ();
  g_assert_cmpuint (troupe_providers_get_errors (providers)->len, ==, 3);
  assert_error (providers, 0, "base address of chainhub: plain http is only for this computer*");
  assert_error (providers, 1, "providers.ini: [provider chainhub] longest: expected seconds *");
  assert_error (providers, 2, "providers.ini: [provider chainhub] step: expected seconds *");
  g_assert_true (troupe_providers_get_default (providers) ==
                 troupe_providers_find (providers, "practice"));
  g_clear_object (&providers);

  write_config ("providers.ini", "no choices\n");
  providers = troupe_providers_new ();
  assert_error (providers, 0, "/*/providers.ini: *");
  g_assert_nonnull (troupe_providers_get_default (providers));
  g_assert_true (troupe_providers_save (providers, NULL));
  g_assert_true (g_file_get_contents (aside, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "no choices\n");
}

/* The file of a profile may come back: until then the account keeps its place among the choices. */
static void
test_providers_keep_those_without_profile (void)
{
  g_autoptr (TroupeProviders) providers = NULL;
  g_autofree char *path = build_config ("providers.ini");
  g_autofree char *text = NULL;

  write_config ("providers.ini", "[troupe]\norder=mine;practice;\n[provider mine]\nname=Mine\n");
  providers = troupe_providers_new ();
  g_assert_cmpuint (troupe_providers_get_errors (providers)->len, ==, 1);
  assert_error (providers, 0, "providers.ini: provider \"mine\": there is no profile \"mine\"");
  assert_ids (providers, "practice ");
  g_assert_true (troupe_providers_save (providers, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "order=practice;mine;\n"));
  g_assert_nonnull (strstr (text, "[provider mine]\nname=Mine\n"));
}

static void
test_providers_have_several_accounts (void)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  TroupeProvider *first = add (providers, "chainhub");
  TroupeProvider *second = add (providers, "chainhub");
  TroupeProvider *third;

  g_assert_cmpstr (troupe_provider_get_name (first), ==, "ChainHub");
  g_assert_cmpstr (troupe_provider_get_name (second), ==, "ChainHub 2");
  g_assert_true (troupe_provider_get_profile (first) == troupe_provider_get_profile (second));
  troupe_provider_set_limits (first, 2000000000, 0);
  g_assert_true (troupe_provider_set_base (first, "https://mine.example.org", NULL));
  third = troupe_providers_duplicate (providers, first);
  assert_ids (providers, "practice chainhub chainhub-3 chainhub-2 ");
  g_assert_cmpstr (troupe_provider_get_name (third), ==, "ChainHub 3");
  g_assert_cmpstr (troupe_provider_get_base (third), ==, "https://mine.example.org");
  g_assert_cmpuint (troupe_provider_get_longest_ns (third), ==, 2000000000);

  troupe_providers_remove (providers, second);
  second = add (providers, "chainhub");    /* what was made with the removed one is not of this account */
  assert_ids (providers, "practice chainhub chainhub-3 chainhub-4 ");
}

static void
test_providers_forget_no_removed_one (void)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  g_autoptr (TroupeProvider) chainhub = g_object_ref (add (providers, "chainhub"));
  g_autofree char *name = NULL;
  g_autofree char *unknown = NULL;

  troupe_provider_set_name (chainhub, "Mine");
  troupe_providers_set_default (providers, chainhub);
  troupe_providers_remove (providers, chainhub);
  assert_ids (providers, "practice ");
  g_assert_null (troupe_providers_find (providers, "chainhub"));
  g_assert_cmpstr (troupe_provider_get_id (troupe_providers_get_default (providers)), ==, "practice");
  troupe_providers_restore (providers, chainhub, 0);
  assert_ids (providers, "chainhub practice ");
  g_assert_true (troupe_providers_find (providers, "chainhub") == chainhub);

  troupe_providers_remove (providers, chainhub);
  reload (&providers);
  assert_ids (providers, "practice ");
  g_assert_null (troupe_providers_find (providers, "chainhub"));
  name = troupe_providers_dup_name_of (providers, "chainhub");
  g_assert_cmpstr (name, ==, "Mine");
  unknown = troupe_providers_dup_name_of (providers, "never-heard-of");
  g_assert_cmpstr (unknown, ==, "never-heard-of");

  add (providers, "chainhub");
  reload (&providers);
  assert_ids (providers, "practice chainhub ");
  g_assert_cmpstr (troupe_provider_get_name (troupe_providers_find (providers, "chainhub")), ==, "ChainHub");
}

static void
test_providers_switch_off (void)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  TroupeProvider *chainhub = add (providers, "chainhub");
  guint n_changed = 0;

  g_signal_connect_swapped (providers, "items-changed", G_CALLBACK (test_count_cb), &n_changed);
  troupe_providers_set_default (providers, chainhub);
  troupe_providers_set_enabled (providers, chainhub, FALSE);
  troupe_providers_set_enabled (providers, chainhub, FALSE);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_false (troupe_provider_is_enabled (chainhub));
  g_assert_cmpstr (troupe_provider_get_id (troupe_providers_get_default (providers)), ==, "practice");
  reload (&providers);
  g_assert_false (troupe_provider_is_enabled (troupe_providers_find (providers, "chainhub")));
}

static void
test_providers_move (void)
{
  static const struct
  {
    const char *id;
    guint       position;
    const char *after;
  } moves[] = {
    { "practice", 3, "a b c practice " },
    { "practice", 0, "practice a b c " },
    { "b", 1, "practice b a c " },
    { "practice", 99, "b a c practice " },
    { "c", 2, "b a c practice " },
  };
  g_autoptr (TroupeProviders) providers = NULL;

  write_own ("profiles/a.json", "a", "\"base\": \"https://a.example.org\"");
  write_own ("profiles/b.json", "b", "\"base\": \"https://b.example.org\"");
  write_own ("profiles/c.json", "c", "\"base\": \"https://c.example.org\"");
  providers = troupe_providers_new ();
  add (providers, "a");
  add (providers, "b");
  add (providers, "c");
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      troupe_providers_move (providers, troupe_providers_find (providers, moves[i].id), moves[i].position);
      assert_ids (providers, moves[i].after);
    }
}

static void
test_provider_limits (void)
{
  const TroupeSource file = TROUPE_SOURCE_FILE, url = TROUPE_SOURCE_URL;
  const struct
  {
    const char  *name;
    TroupeSource source;
    guint64      longest_cs, step_cs;    /* hundredths of a second */
    guint64      min_cs, max_cs, span_step_cs, grid_cs;
  } cases[] = {
    { "as the profile", url, 0, 0, 100, 300, 100, 100 },
    { "shorter", url, 200, 0, 100, 200, 100, 100 },
    { "longer", url, 1000, 0, 100, 1000, 100, 100 },
    { "finer", url, 0, 50, 100, 300, 50, 50 },
    { "finer file", file, 0, 50, 100, 300, 50, 0 },
    { "between steps", url, 250, 0, 100, 200, 100, 100 },
    { "coarser", url, 0, 200, 200, 200, 200, 200 },
    { "shorter than a step", url, 50, 0, 100, 100, 100, 100 },
  };
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  TroupeProvider *provider = add (providers, "chainhub");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TroupeSpan span;

      g_test_message ("%s", cases[i].name);
      troupe_provider_set_limits (provider, cases[i].longest_cs * 10000000, cases[i].step_cs * 10000000 + 7);
      troupe_provider_get_span (provider, cases[i].source, &span);
      g_assert_cmpuint (span.min_ns, ==, cases[i].min_cs * 10000000);
      g_assert_cmpuint (span.max_ns, ==, cases[i].max_cs * 10000000);
      g_assert_cmpuint (span.step_ns, ==, cases[i].span_step_cs * 10000000);
      g_assert_cmpuint (span.grid_ns, ==, cases[i].grid_cs * 10000000);
    }
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
test_provider_notifies (void)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  TroupeProvider *provider = g_object_ref (add (providers, "chainhub"));
  g_autofree char *base = NULL;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  g_autoptr (TroupeProfile) profile = NULL;
  g_autoptr (GError) error = NULL;
  guint64 longest_ns, step_ns;
  gboolean enabled;
  guint n_based = 0, n_named = 0, n_limited = 0;

  g_signal_connect_swapped (provider, "notify::base", G_CALLBACK (test_count_cb), &n_based);
  g_signal_connect_swapped (provider, "notify::name", G_CALLBACK (test_count_cb), &n_named);
  g_signal_connect_swapped (provider, "notify::longest-ns", G_CALLBACK (test_count_cb), &n_limited);
  g_signal_connect_swapped (provider, "notify::step-ns", G_CALLBACK (test_count_cb), &n_limited);
  g_assert_true (troupe_provider_set_base (provider, "https://a.example", NULL));
  g_assert_true (troupe_provider_set_base (provider, "https://A.example/v1/", NULL));
  g_assert_cmpuint (n_based, ==, 1);
  g_assert_false (troupe_provider_set_base (provider, "https://a.example?key=1", &error));
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE);
  troupe_provider_set_name (provider, "ChainHub");
  troupe_provider_set_name (provider, "  ");
  g_assert_cmpuint (n_named, ==, 0);
  g_assert_false (troupe_provider_has_own_name (provider));
  troupe_provider_set_name (provider, "Mine");
  troupe_provider_set_name (provider, "Mine ");
  g_assert_cmpuint (n_named, ==, 1);
  troupe_provider_set_limits (provider, 2000000000, 500000000);
  troupe_provider_set_limits (provider, 2000000000, 500000000);
  g_assert_cmpuint (n_limited, ==, 2);

  g_object_get (provider, "base", &base, "id", &id, "name", &name, "profile", &profile, "longest-ns", &longest_ns,
                "step-ns", &step_ns, "enabled", &enabled, NULL);
  g_assert_cmpstr (base, ==, "https://a.example");
  g_assert_cmpstr (id, ==, "chainhub");
  g_assert_cmpstr (name, ==, "Mine");
  g_assert_true (profile == troupe_provider_get_profile (provider));
  g_assert_cmpuint (longest_ns, ==, 2000000000);
  g_assert_cmpuint (step_ns, ==, 500000000);
  g_assert_true (enabled);

  g_clear_object (&profile);
  g_clear_object (&providers);
  g_assert_finalize_object (provider);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/providers/begin-with-the-studio", test_providers_begin_with_the_studio);
  g_test_add_func ("/providers/find-what-was-not-added", test_providers_find_what_was_not_added);
  g_test_add_func ("/providers/offer-profiles", test_providers_offer_profiles);
  g_test_add_func ("/providers/report-refused", test_providers_report_refused);
  g_test_add_func ("/providers/remember-choices", test_providers_remember_choices);
  g_test_add_func ("/providers/outlive-damaged-choices", test_providers_outlive_damaged_choices);
  g_test_add_func ("/providers/keep-those-without-profile", test_providers_keep_those_without_profile);
  g_test_add_func ("/providers/have-several-accounts", test_providers_have_several_accounts);
  g_test_add_func ("/providers/forget-no-removed-one", test_providers_forget_no_removed_one);
  g_test_add_func ("/providers/switch-off", test_providers_switch_off);
  g_test_add_func ("/providers/move", test_providers_move);
  g_test_add_func ("/providers/say-when-not-saved", test_providers_says_when_not_saved);
  g_test_add_func ("/presets/copy-files", test_presets_copy_files);
  g_test_add_func ("/provider/limits", test_provider_limits);
  g_test_add_func ("/provider/notifies", test_provider_notifies);
  return g_test_run ();
}
