/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-packer.h"

#define EDGE 360

/* What JPEG makes of a slope, and where the middle of a sample lies */
#define TOLERANCE 8

typedef struct
{
  const char *name;
  const char *format;
  const char *interlace_mode;
  int         width;
  int         height;
  int         par_n;
  int         packed_width;
  int         packed_height;
} Case;

static const Case cases[] = {
  { "as-it-is", "I420", "progressive", 320, 240, 1, 320, 240 },
  { "odd", "I420", "progressive", 321, 241, 1, 320, 240 },
  { "scaled-to-odd", "I420", "progressive", 854, 480, 1, 640, 360 },
  { "scaled", "I420", "progressive", 640, 480, 1, 480, 360 },
  { "halved", "I420", "progressive", 1280, 720, 1, 640, 360 },
  { "shrunk", "I420", "progressive", 1920, 1080, 1, 640, 360 },
  { "shrunk-more-chroma", "Y42B", "progressive", 1280, 720, 1, 640, 360 },
  { "shrunk-upright", "I420", "progressive", 1080, 1920, 1, 360, 640 },
  { "shrunk-then-scaled", "I420", "progressive", 1366, 768, 1, 640, 360 },
  { "shrunk-then-scaled-odd", "Y444", "progressive", 1367, 769, 1, 640, 360 },
  { "shrunk-of-wide-pixels", "I420", "progressive", 960, 1080, 2, 640, 360 },
  { "interlaced", "I420", "interleaved", 720, 576, 1, 450, 360 },
  { "interlaced-shrunk", "I420", "mixed", 1920, 1080, 1, 640, 360 },
  { "other-planes", "NV12", "progressive", 1920, 1080, 1, 640, 360 },
};

/* Grows darker from left to right, and redder from top to bottom. */
static GstSample *
make_sample (const Case *the)
{
  g_autoptr (GstCaps) caps = NULL;
  g_autoptr (GstBuffer) buffer = NULL;
  GstVideoInfo info;
  GstVideoFrame frame;

  caps = gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, the->format,
                              "width", G_TYPE_INT, the->width, "height", G_TYPE_INT, the->height,
                              "pixel-aspect-ratio", GST_TYPE_FRACTION, the->par_n, 1,
                              "interlace-mode", G_TYPE_STRING, the->interlace_mode,
                              "colorimetry", G_TYPE_STRING, "1:4:0:0",
                              "framerate", GST_TYPE_FRACTION, 30, 1, NULL);
  g_assert_true (gst_video_info_from_caps (&info, caps));
  buffer = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (&info), NULL);
  gst_video_frame_map (&frame, &info, buffer, GST_MAP_WRITE);
  for (guint i = 0; i < 3; i++)
    {
      int width = GST_VIDEO_FRAME_COMP_WIDTH (&frame, i);
      int height = GST_VIDEO_FRAME_COMP_HEIGHT (&frame, i);
      guint8 *bytes = GST_VIDEO_FRAME_COMP_DATA (&frame, i);

      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
          bytes[y * GST_VIDEO_FRAME_COMP_STRIDE (&frame, i) + x * GST_VIDEO_FRAME_COMP_PSTRIDE (&frame, i)] =
            i == 0 ? 190 - 150 * x / width : i == 1 ? 128 : 128 + 40 * y / height;
    }
  gst_video_frame_unmap (&frame);

  return gst_sample_new (buffer, caps, NULL, NULL);
}

static void
assert_slopes (TroupeFrame *frame)
{
  int width = troupe_frame_get_width (frame);
  int height = troupe_frame_get_height (frame);
  const guint8 *bytes = g_bytes_get_data (troupe_frame_get_pixels (frame), NULL);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        const guint8 *pixel = bytes + y * troupe_frame_get_stride (frame) + x * 4;
        double luma = 190 - 150 * (x + 0.5) / width;
        double v = 40 * (y + 0.5) / height;

        g_assert_cmpfloat_with_epsilon (pixel[0], luma + 1.402 * v, TOLERANCE);
        g_assert_cmpfloat_with_epsilon (pixel[1], luma - 0.714 * v, TOLERANCE);
        g_assert_cmpfloat_with_epsilon (pixel[2], luma, TOLERANCE);
      }
}

static void
assert_packs (TroupeFramePacker *packer,
              const Case        *the)
{
  g_autoptr (GstSample) sample = make_sample (the);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (TroupeFrame) frame = NULL;

  packed = troupe_frame_packer_pack (packer, sample, GST_VIDEO_ORIENTATION_IDENTITY, &error);
  g_assert_no_error (error);
  frame = troupe_frame_unpack (packed, 0, EDGE);
  g_assert_nonnull (frame);
  g_assert_cmpint (troupe_frame_get_width (frame), ==, the->packed_width);
  g_assert_cmpint (troupe_frame_get_height (frame), ==, the->packed_height);
  assert_slopes (frame);
}

static void
test_pack (gconstpointer data)
{
  g_autoptr (TroupeFramePacker) packer = troupe_frame_packer_new (EDGE);

  assert_packs (packer, data);
}

/* Some streams change in the middle: each time to another of the three ways to the small size. */
static void
test_pack_follows_stream (void)
{
  g_autoptr (TroupeFramePacker) packer = troupe_frame_packer_new (EDGE);

  for (guint i = 0; i < 2 * G_N_ELEMENTS (cases); i++)
    assert_packs (packer, &cases[i % G_N_ELEMENTS (cases)]);
}

int
main (int   argc,
      char *argv[])
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/frame-packer/pack/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_pack);
    }
  g_test_add_func ("/frame-packer/pack/follows-stream", test_pack_follows_stream);
  return g_test_run ();
}
