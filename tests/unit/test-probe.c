/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-probe.h"

#include <gst/gst.h>
#include <string.h>

#include "test-dir.h"
#include "test-media.h"
#include "test-wait.h"
#include "troupe-clip-error.h"

#define MS G_GUINT64_CONSTANT (1000000)

typedef struct
{
  const char *name;
  int         width;
  int         height;
  int         rotation;
  double      rate;
  guint64     duration_ms;
  gboolean    has_sound;
  gboolean    is_variable;
  const char *container;
  const char *codec;
} Expected;

static const Expected made[] = {
  { "h264.mp4", 320, 240, 0, 30, 3000, TRUE, FALSE, "Quicktime", "H.264" },
  { "h264.mov", 320, 240, 0, 30, 3000, TRUE, FALSE, "Quicktime", "H.264" },
  { "h264.mkv", 320, 240, 0, 30, 3023, TRUE, FALSE, "Matroska", "H.264" },
  { "long.mp4", 320, 240, 0, 30, 20000, TRUE, FALSE, "Quicktime", "H.264" },
  { "b-frames.mp4", 320, 240, 0, 30, 3000, TRUE, FALSE, "Quicktime", "H.264" },
  { "no-sound.mp4", 320, 240, 0, 30, 3000, FALSE, FALSE, "Quicktime", "H.264" },
  { "short.mp4", 320, 240, 0, 30, 600, TRUE, FALSE, "Quicktime", "H.264" },
  { "odd-size.mkv", 321, 241, 0, 30, 3023, TRUE, FALSE, "Matroska", "H.264" },
  { "variable-rate.mp4", 320, 240, 0, 20.2, 3000, TRUE, TRUE, "Quicktime", "H.264" },
  { "hevc.mp4", 320, 240, 0, 30, 3000, TRUE, FALSE, "Quicktime", "H.265" },
  { "vp8.webm", 320, 240, 0, 30, 3003, TRUE, FALSE, "WebM", "VP8" },
  { "vp9.webm", 320, 240, 0, 30, 3008, TRUE, FALSE, "WebM", "VP9" },
  { "av1.webm", 320, 240, 0, 30, 3008, TRUE, FALSE, "WebM", "AV1" },
  { "theora.ogv", 320, 240, 0, 30, 3000, TRUE, FALSE, "Ogg", "Theora" },
  { "cinepak.avi", 160, 120, 0, 30, 2000, TRUE, FALSE, "AVI", "Cinepak" },
  { "rotated-90.mp4", 240, 320, 270, 30, 3000, TRUE, FALSE, "Quicktime", "H.264" },
  { "rotated-180.mp4", 320, 240, 180, 30, 3000, TRUE, FALSE, "Quicktime", "H.264" },
  { "rotated-270.mp4", 240, 320, 90, 30, 3000, TRUE, FALSE, "Quicktime", "H.264" },
  { "edit-list.mp4", 320, 240, 0, 30, 3067, TRUE, FALSE, "Quicktime", "H.264" },
  { "truncated.mkv", 320, 240, 0, 28, 3023, TRUE, TRUE, "Matroska", "H.264" },
};

static const Expected footage[] = {
  { "balle-jbart.mp4", 768, 576, 0, 25, 10222, TRUE, FALSE, "Quicktime", "H.264" },
  { "kpy_uno.mp4", 1186, 664, 0, 11.06, 5717, FALSE, TRUE, "Quicktime", "H.264" },
  { "robot.mp4", 640, 360, 0, 24, 30348, TRUE, FALSE, "Quicktime", "H.264" },
  { "joystick.webm", 599, 336, 0, 10, 9200, FALSE, FALSE, "WebM", "VP9" },
  { "vtest.avi", 768, 576, 0, 10, 79500, FALSE, FALSE, "AVI", "MPEG-4" },
  { "tree.avi", 320, 240, 0, 2.27, 29600, FALSE, TRUE, "AVI", "Cinepak" },
  { "Megamind.avi", 720, 528, 0, 23.976, 11261, TRUE, FALSE, "AVI", "MPEG-4" },
  { "g1.avi", 400, 300, 0, 25, 640, FALSE, FALSE, "AVI", "MPEG-4" },
  { "Effet_force_magnetique.ogv", 400, 304, 0, 25, 1360, FALSE, FALSE, "Ogg", "Theora" },
};

static const struct
{
  const char     *kind;
  TroupeClipError code;
  const char     *why;
} refused[] = {
  { "empty.mp4", TROUPE_CLIP_ERROR_EMPTY, "the file is empty" },
  { "text.mp4", TROUPE_CLIP_ERROR_NOT_MEDIA, "it holds text" },
  { "login-page.mp4", TROUPE_CLIP_ERROR_NOT_MEDIA, "it holds text" },
  { "truncated.mp4", TROUPE_CLIP_ERROR_TRUNCATED, "damaged or incomplete" },
  { "audio.mp4", TROUPE_CLIP_ERROR_NO_VIDEO, "there is no picture in it" },
};

static TroupeClip *
probe (const char   *source,
       GCancellable *cancellable,
       GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  troupe_probe_async (source, cancellable, test_result_cb, &result);
  test_wait_until (result != NULL);
  return troupe_probe_finish (result, error);
}

static void
assert_refused (const char     *source,
                TroupeClipError code,
                const char     *why)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeClip) clip = probe (source, NULL, &error);

  g_assert_null (clip);
  g_test_message ("%s", error->message);
  g_assert_error (error, TROUPE_CLIP_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, why));
}

static void
assert_facts (const char     *path,
              const Expected *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeClip) clip = probe (path, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (troupe_clip_get_kind (clip), ==, TROUPE_CLIP_KIND_FILE);
  g_assert_cmpint (troupe_clip_get_width (clip), ==, expected->width);
  g_assert_cmpint (troupe_clip_get_height (clip), ==, expected->height);
  g_assert_cmpint (troupe_clip_get_rotation (clip), ==, expected->rotation);
  g_assert_cmpfloat_with_epsilon (troupe_clip_get_frame_rate (clip), expected->rate,
                                  expected->rate / 50);
  g_assert_cmpuint (ABS ((gint64) troupe_clip_get_duration_ns (clip) -
                         (gint64) (expected->duration_ms * MS)), <, 30 * MS);
  g_assert_cmpint (troupe_clip_get_audio_codec (clip) != NULL, ==, expected->has_sound);
  g_assert_cmpint (troupe_clip_is_variable_rate (clip), ==, expected->is_variable);
  g_assert_nonnull (strstr (troupe_clip_get_container (clip), expected->container));
  g_assert_nonnull (strstr (troupe_clip_get_video_codec (clip), expected->codec));
  g_assert_cmpuint (strlen (troupe_clip_get_hash (clip)), ==, 64);
  g_assert_cmpuint (troupe_clip_get_size_bytes (clip), >, 0);
}

static void
test_made (gconstpointer data)
{
  const Expected *expected = data;
  g_autofree char *path = test_media_make (expected->name);

  assert_facts (path, expected);
}

static void
test_footage (gconstpointer data)
{
  const Expected *expected = data;
  g_autofree char *path = test_media_footage (expected->name);

  if (path != NULL)
    assert_facts (path, expected);
}

static void
test_refused (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *path = test_media_make (refused[i].kind);

  assert_refused (path, refused[i].code, refused[i].why);
}

static void
test_no_file (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *missing = test_dir_build (dir, "missing.mp4");
  g_autofree char *below_file = g_build_filename ("/dev/null", "clip.mp4", NULL);

  assert_refused (missing, TROUPE_CLIP_ERROR_NOT_FOUND, "missing.mp4: there is no such file");
  assert_refused (below_file, TROUPE_CLIP_ERROR_NOT_FOUND, "there is no such file");
  assert_refused (test_dir_get_path (dir), TROUPE_CLIP_ERROR_NOT_A_FILE, "it is a folder");
  assert_refused ("/dev/null", TROUPE_CLIP_ERROR_NOT_A_FILE, "no regular file");
}

static void
test_random_bytes (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = test_dir_build (dir, "noise.mp4");
  g_autofree guint32 *noise = g_new (guint32, 10000);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 10000; i++)
    noise[i] = g_test_rand_int ();
  noise[0] = 0;    /* so that no container is met by chance */
  g_file_set_contents (path, (char *) noise, 40000, &error);
  g_assert_no_error (error);
  assert_refused (path, TROUPE_CLIP_ERROR_NOT_MEDIA, "the content is no video");
}

static void
test_unknown_codec (void)
{
  g_autofree char *path = test_media_make ("unknown-codec.mp4");

  assert_refused (path, TROUPE_CLIP_ERROR_CODEC, "no decoder for the codec “zzz1”");
}

static void
set_ranks (GList *features,
           guint  rank)
{
  for (GList *l = features; l != NULL; l = l->next)
    gst_plugin_feature_set_rank (l->data, rank);
}

static void
test_missing_decoder (void)
{
  g_autofree char *path = test_media_make ("hevc.mp4");
  g_autoptr (GstCaps) caps = gst_caps_from_string ("video/x-h265");
  GList *all = gst_element_factory_list_get_elements (GST_ELEMENT_FACTORY_TYPE_DECODER,
                                                      GST_RANK_MARGINAL);
  GList *decoders = gst_element_factory_list_filter (all, caps, GST_PAD_SINK, FALSE);

  set_ranks (decoders, GST_RANK_NONE);
  assert_refused (path, TROUPE_CLIP_ERROR_CODEC, "which is not installed; install gst-libav");
  set_ranks (decoders, GST_RANK_PRIMARY);
  gst_plugin_feature_list_free (decoders);
  gst_plugin_feature_list_free (all);
}

static void
test_forms_of_source (void)
{
  g_autofree char *path = test_media_make ("no-sound.mp4");
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeClip) from_path = probe (path, NULL, &error);
  g_autoptr (TroupeClip) from_uri = probe (uri, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (troupe_clip_get_uri (from_path), ==, uri);
  g_assert_cmpstr (troupe_clip_get_uri (from_uri), ==, uri);
  g_assert_cmpstr (troupe_clip_get_title (from_uri), ==, "no-sound");
  g_assert_cmpstr (troupe_clip_get_hash (from_path), ==, troupe_clip_get_hash (from_uri));
}

static void
test_hash_follows_content (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *one = test_media_make ("no-sound.mp4");
  g_autofree char *other = test_media_make ("h264.mp4");
  g_autofree char *copy = test_dir_build (dir, "copy with spaces & more.mp4");
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeClip) clip_one = NULL;
  g_autoptr (TroupeClip) clip_other = NULL;
  g_autoptr (TroupeClip) clip_copy = NULL;
  gsize size;

  g_file_get_contents (one, &data, &size, &error);
  g_assert_no_error (error);
  g_file_set_contents (copy, data, size, &error);
  g_assert_no_error (error);

  clip_one = probe (one, NULL, &error);
  clip_other = probe (other, NULL, &error);
  clip_copy = probe (copy, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (troupe_clip_get_hash (clip_one), ==, troupe_clip_get_hash (clip_copy));
  g_assert_cmpstr (troupe_clip_get_hash (clip_one), !=, troupe_clip_get_hash (clip_other));
  g_assert_cmpstr (troupe_clip_get_title (clip_copy), ==, "copy with spaces & more");
}

static void
test_cancelled (void)
{
  g_autofree char *path = test_media_make ("h264.mp4");
  g_autoptr (GCancellable) before = g_cancellable_new ();
  g_autoptr (GCancellable) during = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (before);
  g_assert_null (probe (path, before, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  troupe_probe_async (path, during, test_result_cb, &result);
  g_cancellable_cancel (during);
  test_wait_until (result != NULL);
  g_assert_null (troupe_probe_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    {
      g_autofree char *path = g_strconcat ("/probe/made/", made[i].name, NULL);

      g_test_add_data_func (path, &made[i], test_made);
    }
  for (guint i = 0; i < G_N_ELEMENTS (footage); i++)
    {
      g_autofree char *path = g_strconcat ("/probe/footage/", footage[i].name, NULL);

      g_test_add_data_func (path, &footage[i], test_footage);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/probe/refused/", refused[i].kind, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_refused);
    }
  g_test_add_func ("/probe/refused/no-file", test_no_file);
  g_test_add_func ("/probe/refused/random-bytes", test_random_bytes);
  g_test_add_func ("/probe/refused/unknown-codec", test_unknown_codec);
  g_test_add_func ("/probe/refused/missing-decoder", test_missing_decoder);
  g_test_add_func ("/probe/source/path-and-address", test_forms_of_source);
  g_test_add_func ("/probe/hash/follows-content", test_hash_follows_content);
  g_test_add_func ("/probe/cancel/before-and-during", test_cancelled);

  return g_test_run ();
}
