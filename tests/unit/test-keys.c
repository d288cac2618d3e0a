/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-dir.h"
#include "test-wait.h"
#include "troupe-host.h"
#include "troupe-keys.h"
#include "troupe-provider-error.h"
#include "troupe-providers.h"

#define KEYRING "gnome-keyring-daemon"

/* What the person set as its address, NULL for that of the profile */
static const char *base;

static TroupeProvider *
find_provider (void)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  TroupeProvider *provider = g_object_ref (troupe_providers_find (providers, "chainhub"));

  g_assert_true (troupe_provider_set_base (provider, base, NULL));
  return provider;
}

static gboolean
store_of (gpointer    owner,
          const char *key,
          gboolean   *lasting,
          GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  troupe_keys_store_async (owner, key, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  return troupe_keys_store_finish (result, lasting, error);
}

static gboolean
store (const char *key,
       gboolean   *lasting,
       GError    **error)
{
  g_autoptr (TroupeProvider) provider = find_provider ();

  return store_of (provider, key, lasting, error);
}

static void
assert_key_of (gpointer    owner,
               const char *expected)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *key;

  troupe_keys_lookup_async (owner, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  key = troupe_keys_lookup_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (key, ==, expected);
  troupe_keys_free (key);
}

static void
assert_key (const char *expected)
{
  g_autoptr (TroupeProvider) provider = find_provider ();

  assert_key_of (provider, expected);
}

static void
clear_of (gpointer owner)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  troupe_keys_clear_async (owner, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_true (troupe_keys_clear_finish (result, &error));
  g_assert_no_error (error);
}

static void
clear (void)
{
  g_autoptr (TroupeProvider) provider = find_provider ();

  clear_of (provider);
}

static void
test_keys_last_for_this_run (void)
{
  g_autoptr (GError) error = NULL;
  gboolean lasting = TRUE;

  assert_key (NULL);
  g_assert_true (store (" sk-first\n", &lasting, &error));
  g_assert_no_error (error);
  g_assert_false (lasting);
  assert_key ("sk-first");
  g_assert_true (store ("sk-second", NULL, NULL));
  assert_key ("sk-second");
  clear ();
  assert_key (NULL);
}

/* With or without a keyring */
static void
assert_keys_belong_to_origin (void)
{
  g_assert_true (store ("sk-of-profile", NULL, NULL));
  base = "https://gateway.example/v1";
  assert_key (NULL);
  g_assert_true (store ("sk-of-gateway", NULL, NULL));
  base = "https://gateway.example/other";    /* the same origin */
  assert_key ("sk-of-gateway");
  clear ();
  assert_key (NULL);
  base = NULL;
  assert_key ("sk-of-profile");
  clear ();
  assert_key (NULL);
}

static void
test_keys_belong_to_origin (void)
{
  assert_keys_belong_to_origin ();
}

/* A host that is called like a provider, and stands at the same place */
static void
assert_host_keys (gboolean expects_lasting)
{
  g_autoptr (TroupeHost) host = troupe_host_new ("chainhub", "Host", troupe_host_kind_find ("form"));
  gboolean lasting;

  base = "https://files.example.org";
  g_assert_true (store ("sk-of-provider", NULL, NULL));
  troupe_host_set_setting (host, "address", "https://files.example.org/up", NULL);
  assert_key_of (host, NULL);
  g_assert_true (store_of (host, " of-host\n", &lasting, NULL));
  g_assert_cmpint (lasting, ==, expects_lasting);
  assert_key_of (host, "of-host");
  assert_key ("sk-of-provider");
  troupe_host_set_setting (host, "address", "https://other.example.org/up", NULL);
  assert_key_of (host, NULL);
  troupe_host_set_setting (host, "address", "https://files.example.org/new", NULL);
  assert_key_of (host, "of-host");
  clear_of (host);
  assert_key_of (host, NULL);
  assert_key ("sk-of-provider");
  clear ();
  base = NULL;
}

static void
test_keys_of_hosts (void)
{
  assert_host_keys (FALSE);
}

/* Two accounts at the same address */
static void
test_keys_belong_to_account (void)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  TroupeProfile *profile = troupe_presets_find (troupe_providers_get_profiles (providers), "chainhub");
  TroupeProvider *first = troupe_providers_add (providers, profile);
  TroupeProvider *copy = troupe_providers_duplicate (providers, first);

  g_assert_true (store ("sk-of-the-first", NULL, NULL));
  assert_key_of (first, "sk-of-the-first");
  g_assert_cmpstr (troupe_provider_get_base (copy), ==, troupe_provider_get_base (first));
  assert_key_of (copy, NULL);
  clear ();
}

/* A key goes to one address, so there is none without. */
static void
test_keys_need_a_base (void)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  TroupeProvider *provider = troupe_providers_find (providers, "gateway-a");
  g_autoptr (GError) error = NULL;

  g_assert_null (troupe_provider_get_base (provider));
  g_assert_false (store_of (provider, "sk-too-early", NULL, &error));
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE);
  assert_key_of (provider, NULL);
}

/* It is for one owner of each kind: whoever was named last. */
static void
test_keys_come_from_environment (void)
{
  g_autoptr (TroupeProvider) provider = find_provider ();
  g_autoptr (TroupeHost) host = troupe_host_new ("chainhub", "Host", troupe_host_kind_find ("form"));
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  TroupeProvider *other = troupe_providers_find (providers, "evolink");
  g_autofree char *own = NULL;

  g_assert_true (store ("sk-entered", NULL, NULL));
  g_setenv ("TROUPE_KEY", "sk-of-script\n", TRUE);
  assert_key ("sk-entered");
  troupe_keys_name_owner (TROUPE_KEY_OWNER (other));
  assert_key ("sk-entered");
  assert_key_of (other, "sk-of-script");
  troupe_keys_name_owner (TROUPE_KEY_OWNER (provider));
  troupe_keys_name_owner (TROUPE_KEY_OWNER (host));
  assert_key ("sk-of-script");
  assert_key_of (other, NULL);
  assert_key_of (host, NULL);
  own = g_strdup (troupe_provider_get_base (provider));
  g_assert_true (troupe_provider_set_base (provider, "https://elsewhere.example", NULL));
  assert_key_of (provider, NULL);
  g_assert_true (troupe_provider_set_base (provider, own, NULL));
  g_setenv ("TROUPE_KEY", "", TRUE);
  assert_key ("sk-entered");
  g_unsetenv ("TROUPE_KEY");
  clear ();
}

static void
test_keys_are_not_empty (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (store (" \n", NULL, &error));
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE);
  assert_key (NULL);
}

static void
test_keys_cancelled (void)
{
  g_autoptr (TroupeProvider) provider = find_provider ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) looked_up = NULL;
  g_autoptr (GAsyncResult) stored = NULL;
  g_autoptr (GAsyncResult) cleared = NULL;

  g_cancellable_cancel (cancellable);
  troupe_keys_lookup_async (TROUPE_KEY_OWNER (provider), cancellable, test_result_cb, &looked_up);
  troupe_keys_store_async (TROUPE_KEY_OWNER (provider), "sk-late", cancellable, test_result_cb, &stored);
  troupe_keys_clear_async (TROUPE_KEY_OWNER (provider), cancellable, test_result_cb, &cleared);
  test_wait_until (looked_up != NULL && stored != NULL && cleared != NULL);

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;

      if (i == 0)
        g_assert_null (troupe_keys_lookup_finish (looked_up, &error));
      else if (i == 1)
        g_assert_false (troupe_keys_store_finish (stored, NULL, &error));
      else
        g_assert_false (troupe_keys_clear_finish (cleared, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  assert_key (NULL);
}

/* A bus of this test alone. GTestDBus would wait until libsecret has let go of it. */
static GSubprocess *
start_bus (void)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GDBusConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  GSubprocess *bus;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");    /* what it starts may warn */
  bus = g_subprocess_launcher_spawn (launcher, &error, "dbus-daemon", "--session", "--nofork", "--print-address", NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (bus));
  address = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", address, TRUE);
  connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  return bus;
}

static void
name_appeared_cb (GDBusConnection *connection,
                  const char      *name,
                  const char      *owner,
                  gpointer         user_data)
{
  gboolean *appeared = user_data;

  *appeared = TRUE;
}

/* A keyring of this test alone, opened with a password */
static GSubprocess *
start_keyring (TestDir *dir)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) error = NULL;
  gboolean appeared = FALSE;
  GSubprocess *keyring;
  GOutputStream *password;
  guint watch;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                        G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_setenv (launcher, "HOME", test_dir_get_path (dir), TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", test_dir_get_path (dir), TRUE);
  g_subprocess_launcher_unsetenv (launcher, "XDG_DATA_HOME");
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  keyring = g_subprocess_launcher_spawn (launcher, &error, KEYRING, "--foreground", "--unlock",
                                         "--components=secrets", NULL);
  g_assert_no_error (error);
  password = g_subprocess_get_stdin_pipe (keyring);
  g_assert_true (g_output_stream_write_all (password, "test", 4, NULL, NULL, &error));
  g_assert_true (g_output_stream_close (password, NULL, &error));
  watch = g_bus_watch_name (G_BUS_TYPE_SESSION, "org.freedesktop.secrets", G_BUS_NAME_WATCHER_FLAGS_NONE,
                            name_appeared_cb, NULL, &appeared, NULL);
  test_wait_until (appeared);
  g_bus_unwatch_name (watch);
  return keyring;
}

static void
end_process (GSubprocess *process)
{
  g_subprocess_force_exit (process);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_object_unref (process);
}

/* Other programs tell by the schema whose secret it is. */
static void
assert_schema (void)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) reply = NULL;
  g_autofree const char **unlocked = NULL;
  g_autoptr (GError) error = NULL;
  GVariantBuilder attributes;

  g_variant_builder_init (&attributes, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&attributes, "{ss}", "xdg:schema", "io.github.troupe_app.Troupe.Key");
  g_variant_builder_add (&attributes, "{ss}", "id", "chainhub");
  reply = g_dbus_connection_call_sync (connection, "org.freedesktop.secrets", "/org/freedesktop/secrets",
                                       "org.freedesktop.Secret.Service", "SearchItems",
                                       g_variant_new ("(a{ss})", &attributes), G_VARIANT_TYPE ("(aoao)"),
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_variant_get (reply, "(^a&o^a&o)", &unlocked, NULL);
  g_assert_nonnull (unlocked[0]);
  g_assert_null (unlocked[1]);
}

/* From now on it would ask for its password, and nobody is there to be asked. */
static void
lock_keyring (void)
{
  const char *const paths[] = { "/org/freedesktop/secrets/collection/login", NULL };
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GVariant) locked = NULL;
  g_autoptr (GError) error = NULL;

  reply = g_dbus_connection_call_sync (connection, "org.freedesktop.secrets", "/org/freedesktop/secrets",
                                       "org.freedesktop.Secret.Service", "Lock", g_variant_new ("(^ao)", paths),
                                       G_VARIANT_TYPE ("(aoo)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  locked = g_variant_get_child_value (reply, 0);
  g_assert_cmpuint (g_variant_n_children (locked), ==, 1);
}

static void
assert_no_folder_of_troupe (void)
{
  const char *const folders[] = { g_get_user_config_dir (), g_get_user_data_dir (), g_get_user_cache_dir () };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = g_build_filename (folders[i], "troupe", NULL);

      g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
    }
}

static void
assert_locked_keyring_is_left_alone (void)
{
  g_autoptr (TroupeProvider) provider = find_provider ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean lasting = TRUE;

  g_assert_true (store ("sk-kept", NULL, NULL));
  lock_keyring ();
  assert_key (NULL);
  g_assert_true (store ("sk-while-locked", &lasting, &error));
  g_assert_no_error (error);
  g_assert_false (lasting);
  assert_key ("sk-while-locked");
  troupe_keys_clear_async (TROUPE_KEY_OWNER (provider), NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_false (troupe_keys_clear_finish (result, &error));
  g_assert_nonnull (error);
  assert_no_folder_of_troupe ();
}

static void
test_keys_last (void)
{
  g_autofree char *program = g_find_program_in_path (KEYRING);
  g_autoptr (TestDir) dir = test_dir_new ();
  GSubprocess *bus, *keyring;
  gboolean lasting = FALSE;

  if (program == NULL)
    {
      g_test_skip (KEYRING " is not installed");
      return;
    }
  bus = start_bus ();
  keyring = start_keyring (dir);
  g_assert_true (store ("sk-kept", &lasting, NULL));
  g_assert_true (lasting);
  assert_key ("sk-kept");
  assert_schema ();
  clear ();
  assert_keys_belong_to_origin ();
  assert_host_keys (TRUE);
  assert_locked_keyring_is_left_alone ();
  end_process (keyring);
  end_process (bus);
}

/* In a sandbox libsecret keeps secrets in an encrypted file, whose password comes from the portal. Here the
 * password comes from the environment, for which libsecret has variables. */
static void
test_keys_last_in_a_sandbox (void)
{
  g_autoptr (TestDir) dir = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  gboolean lasting = FALSE;

  if (!g_test_subprocess ())    /* the first use of libsecret decides where it looks */
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }
  dir = test_dir_new ();
  path = test_dir_build (dir, "secrets.keyring");
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  g_assert_true (store ("sk-kept-in-a-file", &lasting, NULL));
  g_assert_true (lasting);
  assert_key ("sk-kept-in-a-file");
  g_assert_true (g_file_get_contents (path, &text, &length, &error));
  g_assert_no_error (error);
  g_assert_null (g_strstr_len (text, (gssize) length, "sk-kept"));
  clear ();
  assert_keys_belong_to_origin ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/keys/last-for-this-run", test_keys_last_for_this_run);
  g_test_add_func ("/keys/of-hosts", test_keys_of_hosts);
  g_test_add_func ("/keys/belong-to-origin", test_keys_belong_to_origin);
  g_test_add_func ("/keys/belong-to-account", test_keys_belong_to_account);
  g_test_add_func ("/keys/need-a-base", test_keys_need_a_base);
  g_test_add_func ("/keys/come-from-environment", test_keys_come_from_environment);
  g_test_add_func ("/keys/are-not-empty", test_keys_are_not_empty);
  g_test_add_func ("/keys/cancelled", test_keys_cancelled);
  g_test_add_func ("/keys/last", test_keys_last);
  g_test_add_func ("/keys/last-in-a-sandbox", test_keys_last_in_a_sandbox);
  return g_test_run ();
}
