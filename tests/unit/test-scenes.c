/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "test-library.h"
#include "test-wait.h"
#include "troupe-library-private.h"
#include "troupe-prompt-error.h"
#include "troupe-scene-store.h"
#include "troupe-scenes.h"

static TroupeScene *
make_scene (const char *text)
{
  TroupeScene *scene = troupe_scene_new ();

  troupe_prompt_insert_text (scene->prompt, 0, text);
  return scene;
}

static void
mention (TroupeScene *scene,
         const char  *id,
         const char  *name)
{
  const TroupeMention mention = { (char *) id, (char *) name };

  troupe_prompt_insert_mention (scene->prompt, troupe_prompt_get_n_chars (scene->prompt), &mention);
}

static TroupeScene *
make_full_scene (void)
{
  TroupeScene *scene = make_scene ("At the sea: ");

  mention (scene, "id-1", "Ada");
  mention (scene, "id-2", "Bob");
  mention (scene, "id-1", "Ada");
  troupe_prompt_insert_text (scene->prompt, troupe_prompt_get_n_chars (scene->prompt), "run");
  scene->title = g_strdup ("The “Sea”");
  scene->provider_id = g_strdup ("practice-2");
  scene->model = g_strdup ("sora-2");
  scene->seconds = g_strdup ("8");
  scene->size = g_strdup ("1280x720");
  scene->aspect = g_strdup ("16:9");
  scene->resolution = g_strdup ("720p");
  scene->watermark = g_strdup ("false");
  scene->private = g_strdup ("true");
  scene->reference = g_strdup ("pictures/reference-1.png");
  scene->crop_x = 0.25;
  scene->crop_y = 1;
  scene->clip_address = g_strdup ("https://example.org/a.mp4?x=1&y=2");
  scene->clip_file = g_strdup ("clips/scene-1.mp4");
  scene->clip_range = g_strdup ("1,3");
  scene->extra = g_strdup ("{\"seed\": 7}");
  scene->host_id = g_strdup ("web");
  scene->count = 3;
  return scene;
}

static void
test_json_identity (void)
{
  g_autoptr (TroupeScene) scene = make_full_scene ();
  g_autoptr (TroupeScene) copy = troupe_scene_copy (scene);
  g_autofree char *json = troupe_scene_to_json (scene);
  g_autoptr (TroupeScene) read = NULL;
  g_autoptr (GError) error = NULL;

  read = troupe_scene_from_json (json, &error);
  g_assert_no_error (error);
  g_assert_true (troupe_scene_equal (scene, read));
  g_assert_true (troupe_scene_equal (scene, copy));

  g_set_str (&copy->clip_range, "1,2");
  g_assert_false (troupe_scene_equal (scene, copy));
  g_set_str (&copy->clip_range, "1,3");
  copy->crop_x = 0.5;
  g_assert_false (troupe_scene_equal (scene, copy));
}

static void
test_json_strangers (void)
{
  static const char *const refused[] = {
    "",
    "[]",
    "{}",
    "{\"format\": 2, \"prompt\": {\"format\": 1, \"parts\": []}}",
    "{\"format\": 1}",
    "{\"format\": 1, \"prompt\": \"A sea\"}",
    "{\"format\": 1, \"prompt\": {\"format\": 1, \"parts\": [{\"name\": \"Ada\"}]}}",
    "{\"format\": 1, \"prompt\": {\"format\": 1, \"parts\": []}, \"model\": 3}",
    "{\"format\": 1, \"prompt\": {\"format\": 1, \"parts\": []}, \"reference\": \"/etc/passwd\"}",
    "{\"format\": 1, \"prompt\": {\"format\": 1, \"parts\": []}, \"reference\": \"pictures/../../x\"}",
    "{\"format\": 1, \"prompt\": {\"format\": 1, \"parts\": []}, \"reference\": \"clips/x.mp4\"}",
    "{\"format\": 1, \"prompt\": {\"format\": 1, \"parts\": []}, \"reference\": \"pictures/\"}",
    "{\"format\": 1, \"prompt\": {\"format\": 1, \"parts\": []}, \"clip-file\": \"/etc/passwd\"}",
    "{\"format\": 1, \"prompt\": {\"format\": 1, \"parts\": []}, \"clip-file\": \"clips/scene-/../x.mp4\"}",
    "{\"format\": 1, \"prompt\": {\"format\": 1, \"parts\": []}, \"clip-file\": \"clips/ada.mp4\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (TroupeScene) scene = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", refused[i]);
      scene = troupe_scene_from_json (refused[i], &error);
      g_assert_null (scene);
      g_assert_error (error, TROUPE_PROMPT_ERROR, TROUPE_PROMPT_ERROR_DRAFT);
    }
}

static void
test_json_limits (void)
{
  static const char json[] =
    "{\"format\": 1, \"prompt\": {\"format\": 1, \"parts\": [\"Hi\"]}, \"count\": 9000, \"crop\": [7, \"a\"],"
    " \"title\": null, \"later\": {}}";
  g_autoptr (TroupeScene) scene = NULL;
  g_autoptr (GError) error = NULL;

  scene = troupe_scene_from_json (json, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (scene->count, ==, TROUPE_SCENE_MAX_COUNT);
  g_assert_cmpfloat_with_epsilon (scene->crop_x, 1, 1e-9);
  g_assert_true (scene->crop_y >= 0 && scene->crop_y <= 1);
  g_assert_null (scene->title);
}

static void
test_name (void)
{
  static const struct
  {
    const char *text;
    const char *name;
  } cases[] = {
    { "", NULL },
    { " \n ", NULL },
    { "Two lines\nof it", "Two lines of it" },
    { "A sea so wide that nobody who stands at it would ever dare to tell how far it reaches",
      "A sea so wide that nobody who stands at it would ever dare…" },
    { "äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü",
      "äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü…" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TroupeScene) scene = make_scene (cases[i].text);
      g_autofree char *name = troupe_scene_dup_name (scene);

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

static void
test_cast (void)
{
  g_autoptr (TroupeScene) scene = make_full_scene ();
  g_auto (GStrv) cast = troupe_scene_dup_cast (scene);
  g_autofree char *text = troupe_scene_dup_text (scene);
  g_autofree char *name = troupe_scene_dup_name (scene);

  g_assert_cmpstrv (cast, ((const char *[]) { "id-1", "id-2", NULL }));
  g_assert_cmpstr (text, ==, "At the sea: @Ada@Bob@Ada run");
  g_assert_cmpstr (name, ==, "The “Sea”");
}

/* As after a new start of the program */
static TroupeScenes *
read_scenes (TroupeLibrary *library)
{
  TroupeScenes *scenes = troupe_scenes_new (library);

  test_wait_until (!troupe_scenes_is_busy (scenes));
  return scenes;
}

static void
assert_names (TroupeScenes *scenes,
              const char   *names)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (scenes)); i++)
    {
      g_autoptr (TroupeSceneEntry) entry = g_list_model_get_item (G_LIST_MODEL (scenes), i);

      g_string_append_printf (found, "%s%s", i > 0 ? ", " : "", troupe_scene_entry_get_name (entry));
    }
  g_assert_cmpstr (found->str, ==, names);
}

static void
test_kept (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeScenes) scenes = read_scenes (library);
  g_autoptr (TroupeScenes) later = NULL;
  g_autoptr (TroupeScene) full = make_full_scene ();
  TroupeSceneEntry *entry;

  assert_names (scenes, "");
  troupe_scenes_add (scenes, make_scene ("One"));
  entry = troupe_scenes_add (scenes, troupe_scene_copy (full));
  assert_names (scenes, "The “Sea”, One");
  later = read_scenes (library);
  assert_names (later, "The “Sea”, One");
  g_set_str (&full->id, troupe_scene_entry_get_id (entry));
  entry = troupe_scenes_find (later, full->id);
  g_assert_nonnull (entry);
  g_assert_true (troupe_scene_equal (troupe_scene_entry_get_scene (entry), full));
}

/* What a new start of the program is to find */
typedef struct
{
  TroupeLibrary *library;
  const char    *id;
  const char    *title;
} Expected;

static gboolean
is_saved (const Expected *expected)
{
  g_autoptr (TroupeScenes) scenes = read_scenes (expected->library);
  TroupeSceneEntry *entry = troupe_scenes_find (scenes, expected->id);

  return g_strcmp0 (troupe_scene_entry_get_scene (entry)->title, expected->title) == 0;
}

static void
set_title (TroupeScenes     *scenes,
           TroupeSceneEntry *entry,
           const char       *title)
{
  g_autoptr (TroupeScene) scene = troupe_scene_copy (troupe_scene_entry_get_scene (entry));

  g_set_str (&scene->title, title);
  troupe_scenes_change (scenes, entry, scene);
}

static void
test_saved_by_itself (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeScenes) scenes = read_scenes (library);
  TroupeSceneEntry *entry = troupe_scenes_add (scenes, make_scene ("One"));
  Expected expected = { library, troupe_scene_entry_get_id (entry), "A" };

  troupe_scenes_add (scenes, make_scene ("Two"));
  assert_names (scenes, "Two, One");
  set_title (scenes, entry, "A");
  assert_names (scenes, "A, Two");
  test_wait_until (is_saved (&expected));

  set_title (scenes, entry, "B");
  expected.title = "B";
  troupe_scenes_flush (scenes);
  g_assert_true (is_saved (&expected));
}

static void
test_trash (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeScenes) scenes = read_scenes (library);
  g_autoptr (TroupeScenes) later = NULL;
  g_autoptr (TroupeSceneEntry) one = g_object_ref (troupe_scenes_add (scenes, make_scene ("One")));

  troupe_scenes_add (scenes, make_scene ("Two"));
  troupe_scenes_remove (scenes, one);
  set_title (scenes, one, "Still");    /* an open page saves once more */
  troupe_scenes_flush (scenes);
  assert_names (scenes, "Two");
  later = read_scenes (library);
  assert_names (later, "Two");
  g_clear_object (&later);

  troupe_scenes_restore (scenes, troupe_scene_entry_get_id (one));
  assert_names (scenes, "Still, Two");
  later = read_scenes (library);
  assert_names (later, "Still, Two");
}

static gboolean
purge (TroupeConnection *connection,
       gpointer          data,
       GError          **error)
{
  return troupe_scene_store_purge (connection, g_get_real_time () + G_USEC_PER_SEC, error);
}

static void
test_purge (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeScenes) scenes = read_scenes (library);
  g_autoptr (TroupeSceneEntry) one = g_object_ref (troupe_scenes_add (scenes, make_scene ("One")));
  g_autoptr (TroupeScenes) later = NULL;
  g_autoptr (GError) error = NULL;

  troupe_scenes_add (scenes, make_scene ("Two"));
  troupe_scenes_remove (scenes, one);
  test_library_write (library, purge, NULL, &error);
  g_assert_no_error (error);
  troupe_scenes_restore (scenes, troupe_scene_entry_get_id (one));    /* too late for that on the disk */
  later = read_scenes (library);
  assert_names (later, "Two");
}

/* A picture, or else a cut */
static TroupeScene *
make_scene_with_picture (const char *text,
                         const char *picture)
{
  TroupeScene *scene = make_scene (text);

  *(g_str_has_prefix (picture, "clips/") ? &scene->clip_file : &scene->reference) = g_strdup (picture);
  return scene;
}

static void
remove_with_picture (TroupeScenes *scenes,
                     const char   *picture)
{
  troupe_scenes_remove (scenes, troupe_scenes_add (scenes, make_scene_with_picture ("Gone", picture)));
}

/* The scene has another one now. */
static void
replace_picture (TroupeScenes *scenes,
                 const char   *picture)
{
  TroupeSceneEntry *entry = troupe_scenes_add (scenes, make_scene_with_picture ("Changed", picture));
  g_autoptr (TroupeScene) scene = troupe_scene_copy (troupe_scene_entry_get_scene (entry));

  troupe_scenes_flush (scenes);
  g_set_str (&scene->reference, NULL);
  g_set_str (&scene->clip_file, NULL);
  troupe_scenes_change (scenes, entry, scene);
  troupe_scenes_flush (scenes);
}

static gboolean
age_trash (TroupeConnection *connection,
           gpointer          data,
           GError          **error)
{
  return troupe_connection_execute (connection, error, "UPDATE scenes SET deleted_us = deleted_us - ?1", "i",
                                    (gint64) 31 * 24 * 60 * 60 * G_USEC_PER_SEC);
}

/* Those that a video, a sent prompt and another scene tell of */
static gboolean
tell_of_pictures (TroupeConnection *connection,
                  gpointer          data,
                  GError          **error)
{
  return troupe_connection_execute (connection, error,
                                    "INSERT INTO videos (id, provider_id, prompt, scene, created_us) VALUES"
                                    " ('v', 'practice', '', '{\"reference\": \"pictures/reference-video.png\"}', 0)", "") &&
         troupe_connection_execute (connection, error,
                                    "INSERT INTO prompts (provider_id, prompt, scene, words, n_sent, sent_us) VALUES"
                                    " ('practice', '', '{\"reference\": \"pictures/reference-sent.png\"}', '', 1, 0)", "") &&
         age_trash (connection, NULL, error);
}

static void
test_purge_pictures (void)
{
  static const struct { const char *name; gboolean is_kept; } pictures[] = {
    { "pictures/reference-own.png", FALSE },
    { "pictures/reference-twice.png", FALSE },
    { "pictures/reference-scene.png", TRUE },
    { "pictures/reference-video.png", TRUE },
    { "pictures/reference-sent.png", TRUE },
    { "pictures/ada-still-1.jpg", TRUE },
    { "clips/scene-own.mp4", FALSE },
    { "clips/scene-scene.mp4", TRUE },
    { "pictures/reference-replaced.png", FALSE },
    { "pictures/reference-back.png", TRUE },
    { "clips/scene-replaced.mp4", FALSE },
    { "clips/ada.mp4", TRUE },
  };
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeScenes) scenes = read_scenes (library);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      g_autofree char *path = g_strconcat (test_dir_get_path (dir), "/media/", pictures[i].name, NULL);

      g_assert_true (g_file_set_contents (path, "x", 1, NULL));
      (strstr (pictures[i].name, "replaced") != NULL ? replace_picture : remove_with_picture) (scenes, pictures[i].name);
    }
  remove_with_picture (scenes, "pictures/reference-twice.png");
  troupe_scenes_add (scenes, make_scene_with_picture ("Here", "pictures/reference-scene.png"));
  troupe_scenes_add (scenes, make_scene_with_picture ("There", "clips/scene-scene.mp4"));
  replace_picture (scenes, "pictures/reference-back.png");
  troupe_scenes_add (scenes, make_scene_with_picture ("Again", "pictures/reference-back.png"));
  test_library_write (library, tell_of_pictures, NULL, &error);
  g_assert_no_error (error);

  g_clear_object (&scenes);
  test_library_close (&library);
  library = test_library_open (dir);
  for (gsize i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      g_autofree char *path = g_strconcat (test_dir_get_path (dir), "/media/", pictures[i].name, NULL);

      g_test_message ("%s", pictures[i].name);
      g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, pictures[i].is_kept);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/scene/json/identity", test_json_identity);
  g_test_add_func ("/scene/json/strangers-are-refused", test_json_strangers);
  g_test_add_func ("/scene/json/limits", test_json_limits);
  g_test_add_func ("/scene/name", test_name);
  g_test_add_func ("/scene/cast", test_cast);
  g_test_add_func ("/scenes/kept", test_kept);
  g_test_add_func ("/scenes/saved-by-itself", test_saved_by_itself);
  g_test_add_func ("/scenes/trash", test_trash);
  g_test_add_func ("/scenes/purge", test_purge);
  g_test_add_func ("/scenes/purge/pictures", test_purge_pictures);
  return g_test_run ();
}
