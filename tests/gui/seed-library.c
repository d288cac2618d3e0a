/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* seed-library DIRECTORY CHARACTER...: makes a library with these characters, the last one newest. Without jobs,
 * as if they had been brought in whole. A CHARACTER is ALIAS, or ALIAS=FILE: then FILE, a picture below the media
 * folder, is its picture, and it is known to the Practice Studio. */

#include "test-library.h"
#include "troupe-character-store.h"

static gboolean
add_identity (TroupeConnection *connection,
              const char       *id,
              const char       *alias,
              GError          **error)
{
  g_autofree char *username = g_ascii_strdown (alias, -1);
  g_autofree char *permalink = NULL;
  g_autoptr (TroupeIdentity) identity = NULL;

  g_strdelimit (username, " ", '.');
  permalink = g_strconcat ("http://127.0.0.1/", username, NULL);
  identity = troupe_identity_new ("practice", id, username, permalink, g_get_real_time ());

  return troupe_character_store_add_identity (connection, id, identity, NULL, NULL, error);
}

static gboolean
add_character (TroupeConnection *connection,
               const char       *alias,
               const char       *picture,
               GError          **error)
{
  g_autofree char *id = g_uuid_string_random ();
  const TroupeCharacterSeed seed = {
    .id = id,
    .alias = alias,
    .clip_title = "Clip",
    .clip_uri = "file:///clip.mp4",
    .clip_duration_ns = G_GUINT64_CONSTANT (10000000000),
    .range = { .start_ns = 0, .end_ns = G_GUINT64_CONSTANT (3000000000) },
  };

  return troupe_character_store_add (connection, &seed, error) &&
         (picture == NULL ||
          (troupe_character_store_add_avatar (connection, id, picture, "", error) &&
           add_identity (connection, id, alias, error)));
}

/* Thousands of them are one transaction. */
static gboolean
add_all (TroupeConnection *connection,
         gpointer          data,
         GError          **error)
{
  for (char **character = data; *character != NULL; character++)
    {
      g_auto (GStrv) parts = g_strsplit (*character, "=", 2);

      if (!add_character (connection, parts[0], parts[1], error))
        return FALSE;
    }

  return TRUE;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GFile) directory = NULL;
  g_autoptr (GError) error = NULL;
  TroupeLibrary *library;

  g_return_val_if_fail (argc >= 2, 2);

  directory = g_file_new_for_commandline_arg (argv[1]);
  library = test_library_open_at (directory);
  test_library_write (library, add_all, argv + 2, &error);
  g_assert_no_error (error);
  test_library_close (&library);

  return 0;
}
