/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-colours.h"

#include <math.h>

/* All of luma across, each value twice; the chroma of a picture is the same all over. */
#define WIDTH 512
#define HEIGHT 2

#define CHROMA_STEP 15

typedef struct
{
  const char *colorimetry;
  double      kr;            /* of the matrix */
  double      kb;
  gboolean    is_full;
} Case;

static const Case cases[] = {
  { "bt601", 0.299, 0.114, FALSE },
  { "bt709", 0.2126, 0.0722, FALSE },
  { "1:3:5:1", 0.2126, 0.0722, TRUE },
  { "bt2020", 0.2627, 0.0593, FALSE },
};

static double
clamp (double value)
{
  return CLAMP (value, 0, 255);
}

/* By way of red, green and blue, as ITU-R BT.709 and JFIF have it */
static void
convert (const Case *the,
         double      luma,
         double      u,
         double      v,
         double     *out)
{
  double y = the->is_full ? luma / 255 : (luma - 16) / 219;
  double pb = (u - 128) / (the->is_full ? 255 : 224);
  double pr = (v - 128) / (the->is_full ? 255 : 224);
  double red = y + 2 * (1 - the->kr) * pr;
  double blue = y + 2 * (1 - the->kb) * pb;
  double green = (y - the->kr * red - the->kb * blue) / (1 - the->kr - the->kb);
  double grey = 0.299 * red + 0.587 * green + 0.114 * blue;

  out[0] = clamp (255 * grey);
  out[1] = clamp (128 + 255 * (blue - grey) / 1.772);
  out[2] = clamp (128 + 255 * (red - grey) / 1.402);
}

static void
fill (GstVideoFrame *frame,
      int            u,
      int            v)
{
  for (int x = 0; x < WIDTH; x++)
    for (int y = 0; y < HEIGHT; y++)
      ((guint8 *) frame->data[0])[y * frame->info.stride[0] + x] = x / 2;
  memset (frame->data[1], u, WIDTH / 2);
  memset (frame->data[2], v, WIDTH / 2);
}

static void
assert_converted (const Case    *the,
                  GstVideoFrame *frame,
                  int            u,
                  int            v)
{
  for (int x = 0; x < WIDTH; x++)
    for (int y = 0; y < HEIGHT; y++)
      {
        double expected[3];

        convert (the, x / 2, u, v, expected);
        g_assert_cmpfloat_with_epsilon (((guint8 *) frame->data[0])[y * frame->info.stride[0] + x],
                                        expected[0], 1);
        g_assert_cmpfloat_with_epsilon (((guint8 *) frame->data[1])[x / 2], expected[1], 1);
        g_assert_cmpfloat_with_epsilon (((guint8 *) frame->data[2])[x / 2], expected[2], 1);
      }
}

static void
test_apply (gconstpointer data)
{
  const Case *the = data;
  GstVideoColorimetry colorimetry;
  TroupeFrameColours colours;
  GstVideoInfo info;
  GstVideoFrame frame;
  g_autoptr (GstBuffer) buffer = NULL;

  g_assert_true (gst_video_colorimetry_from_string (&colorimetry, the->colorimetry));
  troupe_frame_colours_init (&colours, &colorimetry);
  gst_video_info_set_format (&info, GST_VIDEO_FORMAT_I420, WIDTH, HEIGHT);
  buffer = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (&info), NULL);
  gst_video_frame_map (&frame, &info, buffer, GST_MAP_READWRITE);
  for (int u = 0; u <= 255; u += CHROMA_STEP)
    for (int v = 0; v <= 255; v += CHROMA_STEP)
      {
        fill (&frame, u, v);
        troupe_frame_colours_apply (&colours, &frame);
        assert_converted (the, &frame, u, v);
      }
  gst_video_frame_unmap (&frame);
}

int
main (int   argc,
      char *argv[])
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/frame-colours/apply/", cases[i].colorimetry, NULL);

      g_test_add_data_func (path, &cases[i], test_apply);
    }
  return g_test_run ();
}
