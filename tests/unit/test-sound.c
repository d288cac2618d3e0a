/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-sound-bins.h"

#include <glib/gstdio.h>
#include <gst/gst.h>

#include "test-playback.h"
#include "test-wait.h"
#include "troupe-sound-cache.h"

#define SECOND G_GUINT64_CONSTANT (1000000000)
#define MS (SECOND / 1000)
#define RATE 48000

/* Two channels: the left one at a level, the right one silent */
static void
add_left (TroupeSoundBins *bins,
          guint64          time_ns,
          gint16           level,
          gsize            n_frames)
{
  g_autofree gint16 *samples = g_new0 (gint16, 2 * n_frames);

  for (gsize i = 0; i < n_frames; i++)
    samples[2 * i] = level;
  troupe_sound_bins_add (bins, time_ns, samples, n_frames, 2, RATE);
}

static void
test_bins_measure (void)
{
  g_autoptr (TroupeSoundBins) bins = troupe_sound_bins_new (10 * SECOND);
  TroupeSoundLevels levels;

  add_left (bins, 2 * SECOND, -16384, RATE);
  add_left (bins, 5 * SECOND, 32767, RATE / 10);
  troupe_sound_bins_finish (bins);

  troupe_sound_bins_measure (bins, 0, 2 * SECOND, &levels);
  g_assert_true (troupe_sound_levels_are_silent (&levels));
  g_assert_cmpfloat (levels.rms, <=, 0);

  troupe_sound_bins_measure (bins, 2 * SECOND, 3 * SECOND, &levels);
  g_assert_false (troupe_sound_levels_are_silent (&levels));
  g_assert_cmpfloat_with_epsilon (levels.low, -0.5, 0.001);
  g_assert_cmpfloat (levels.high, <=, 0);
  g_assert_cmpfloat_with_epsilon (levels.rms, 0.5 * G_SQRT2 / 2, 0.001);
  g_assert_cmpuint (levels.n_clipped, ==, 0);

  troupe_sound_bins_measure (bins, 0, 10 * SECOND, &levels);
  g_assert_cmpfloat_with_epsilon (levels.high, 1, 0.001);
  g_assert_cmpuint (levels.n_clipped, ==, RATE / 10);

  troupe_sound_bins_measure (bins, 3 * SECOND, 20 * SECOND, &levels);
  g_assert_cmpfloat (levels.low, >=, 0);
  troupe_sound_bins_measure (bins, SECOND, SECOND, &levels);
  g_assert_true (troupe_sound_levels_are_silent (&levels));
}

/* The border between two levels is found to the millisecond, wherever the part begins. */
static void
test_bins_are_fine (void)
{
  g_autoptr (TroupeSoundBins) bins = troupe_sound_bins_new (3 * SECOND);
  TroupeSoundLevels levels;

  add_left (bins, 1234 * MS, 8192, RATE);
  troupe_sound_bins_finish (bins);
  for (guint64 from_ns = 0; from_ns < SECOND; from_ns += 37 * MS)
    {
      troupe_sound_bins_measure (bins, from_ns, 1234 * MS, &levels);
      g_assert_true (troupe_sound_levels_are_silent (&levels));
      troupe_sound_bins_measure (bins, from_ns, 1235 * MS, &levels);
      g_assert_false (troupe_sound_levels_are_silent (&levels));
    }
}

static void
test_bins_are_bounded (void)
{
  guint64 duration_ns = 12 * 3600 * SECOND;
  g_autoptr (TroupeSoundBins) bins = troupe_sound_bins_new (duration_ns);
  g_autoptr (GBytes) bytes = NULL;
  TroupeSoundLevels levels;

  add_left (bins, duration_ns - SECOND, 16384, 2 * RATE);
  troupe_sound_bins_finish (bins);
  troupe_sound_bins_measure (bins, 0, duration_ns, &levels);
  g_assert_cmpfloat_with_epsilon (levels.high, 0.5, 0.001);
  troupe_sound_bins_measure (bins, 0, duration_ns - 2 * SECOND, &levels);
  g_assert_true (troupe_sound_levels_are_silent (&levels));
  bytes = troupe_sound_bins_to_bytes (bins);
  g_assert_cmpuint (g_bytes_get_size (bytes), <=, 8 * 1024 * 1024);
}

static TroupeSound *
read_sound (TroupeClip *clip)
{
  TroupeSound *sound = troupe_sound_new (clip);

  troupe_sound_set_paused (sound, FALSE);
  test_wait_until (troupe_sound_get_state (sound) != TROUPE_SOUND_READING);

  return sound;
}

static void
assert_levels (TroupeSound *sound)
{
  TroupeSoundLevels levels;

  g_assert_cmpint (troupe_sound_get_state (sound), ==, TROUPE_SOUND_READ);
  g_assert_cmpuint (troupe_sound_get_known_ns (sound), ==, G_MAXUINT64);
  g_assert_true (troupe_sound_measure (sound, 0, 990 * MS, &levels));
  g_assert_cmpfloat_with_epsilon (levels.low, -0.5, 0.01);
  g_assert_cmpfloat_with_epsilon (levels.high, 0.5, 0.01);
  g_assert_cmpfloat_with_epsilon (levels.rms, 0.3536, 0.01);
  g_assert_cmpuint (levels.n_clipped, ==, 0);

  g_assert_true (troupe_sound_measure (sound, 1005 * MS, 1995 * MS, &levels));
  g_assert_true (troupe_sound_levels_are_silent (&levels));
  g_assert_true (troupe_sound_measure (sound, 980 * MS, 1005 * MS, &levels));
  g_assert_false (troupe_sound_levels_are_silent (&levels));

  /* A sine of twice the full scale is cut off for two thirds of the time. */
  g_assert_true (troupe_sound_measure (sound, 2 * SECOND, 3 * SECOND, &levels));
  g_assert_cmpuint (levels.n_clipped, >, RATE * 63 / 100);
  g_assert_cmpuint (levels.n_clipped, <, RATE * 70 / 100);
}

static void
test_reads (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("levels.mov");
  TroupeSound *sound = read_sound (clip);
  g_autofree char *path = troupe_sound_cache_dup_path (troupe_clip_get_hash (clip));

  assert_levels (sound);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_finalize_object (sound);
}

/* The same bytes under a name that is not there: what is known of them is from disk. */
static TroupeClip *
make_gone (TroupeClip *clip)
{
  TroupeClipFacts facts = { .hash = (char *) troupe_clip_get_hash (clip),
                            .duration_ns = troupe_clip_get_duration_ns (clip),
                            .audio_codec = (char *) "PCM" };

  return troupe_clip_new ("file:///nonexistent/levels.mov", TROUPE_CLIP_KIND_FILE, "levels", &facts);
}

static void
test_second_opening (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("levels.mov");
  g_autoptr (TroupeClip) gone = make_gone (clip);
  g_autofree char *path = troupe_sound_cache_dup_path (troupe_clip_get_hash (clip));
  g_autofree char *content = NULL;
  gsize length;
  TroupeSound *sound;

  g_unlink (path);
  sound = read_sound (clip);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_finalize_object (sound);

  sound = read_sound (gone);
  assert_levels (sound);
  g_assert_finalize_object (sound);

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  content[length / 2] ^= 0x40;
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
  sound = read_sound (gone);
  g_assert_cmpint (troupe_sound_get_state (sound), ==, TROUPE_SOUND_FAILED);
  g_assert_finalize_object (sound);
}

static void
test_none (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("no-sound.mp4");
  TroupeSound *sound = troupe_sound_new (clip);
  TroupeSoundLevels levels;

  g_assert_cmpint (troupe_sound_get_state (sound), ==, TROUPE_SOUND_NONE);
  g_assert_true (troupe_sound_measure (sound, 0, SECOND, &levels));
  g_assert_true (troupe_sound_levels_are_silent (&levels));
  g_assert_finalize_object (sound);
}

static void
test_waits (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("vp9.webm");
  TroupeSound *sound = troupe_sound_new (clip);
  TroupeSoundLevels levels;

  g_assert_false (troupe_sound_measure (sound, 0, SECOND, &levels));
  troupe_sound_set_paused (sound, FALSE);
  troupe_sound_set_paused (sound, TRUE);
  troupe_sound_stop (sound);
  g_assert_false (troupe_sound_measure (sound, 0, 3 * SECOND, &levels));
  g_assert_finalize_object (sound);
}

static void
test_codecs (void)
{
  static const char *const kinds[] = { "h264.mp4", "vp9.webm", "mpeg4.avi", "edit-list.mp4" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (TroupeClip) clip = test_playback_open_clip (kinds[i]);
      TroupeSound *sound = read_sound (clip);
      TroupeSoundLevels levels;

      g_test_message ("%s", kinds[i]);
      g_assert_true (troupe_sound_measure (sound, SECOND, 2 * SECOND, &levels));
      g_assert_cmpfloat_with_epsilon (levels.high, 0.125, 0.03);    /* of the tone of ffmpeg */
      g_assert_cmpfloat_with_epsilon (levels.low, -0.125, 0.03);
      g_assert_finalize_object (sound);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (&argc, &argv);

  g_test_add_func ("/sound/bins/measure-a-part", test_bins_measure);
  g_test_add_func ("/sound/bins/are-milliseconds", test_bins_are_fine);
  g_test_add_func ("/sound/bins/are-bounded", test_bins_are_bounded);
  g_test_add_func ("/sound/reads/all-of-a-clip", test_reads);
  g_test_add_func ("/sound/reads/what-is-on-disk", test_second_opening);
  g_test_add_func ("/sound/reads/nothing-without-sound", test_none);
  g_test_add_func ("/sound/reads/nothing-while-paused", test_waits);
  g_test_add_func ("/sound/reads/any-codec", test_codecs);

  return g_test_run ();
}
