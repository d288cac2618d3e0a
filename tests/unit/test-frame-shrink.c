/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-shrink.h"

/* Rows are longer than the picture, so that a mistaken stride shows. */
#define GAP 5

typedef struct
{
  const char    *name;
  GstVideoFormat format;
  int            width;
  int            height;
  int            wanted_width;
  int            wanted_height;
  int            across;
  int            down;
  int            shrunk_width;
  int            shrunk_height;
} Case;

static const Case cases[] = {
  { "half", GST_VIDEO_FORMAT_YV12, 128, 72, 64, 36, 2, 2, 64, 36 },
  { "third", GST_VIDEO_FORMAT_I420, 192, 108, 64, 36, 3, 3, 64, 36 },
  { "fourth", GST_VIDEO_FORMAT_I420, 257, 145, 64, 36, 4, 4, 65, 37 },
  { "third-other-order", GST_VIDEO_FORMAT_YV12, 192, 108, 64, 36, 3, 3, 64, 36 },
  { "sixth", GST_VIDEO_FORMAT_I420, 384, 216, 64, 36, 6, 6, 64, 36 },
  { "odd", GST_VIDEO_FORMAT_I420, 137, 77, 64, 36, 2, 2, 69, 39 },
  { "odd-third", GST_VIDEO_FORMAT_I420, 193, 107, 64, 36, 3, 3, 65, 36 },
  { "just-below", GST_VIDEO_FORMAT_I420, 191, 107, 64, 36, 3, 3, 64, 36 },
  { "sixth-of-cinema", GST_VIDEO_FORMAT_I420, 4096, 216, 683, 36, 6, 6, 683, 36 },
  { "uneven", GST_VIDEO_FORMAT_I420, 144, 108, 64, 36, 2, 3, 72, 36 },
  { "one-direction", GST_VIDEO_FORMAT_I420, 64, 107, 64, 36, 1, 3, 64, 36 },
  { "more-chroma", GST_VIDEO_FORMAT_Y42B, 193, 109, 64, 36, 3, 3, 65, 37 },
  { "full-chroma", GST_VIDEO_FORMAT_Y444, 131, 73, 64, 36, 2, 2, 66, 37 },
  { "narrow", GST_VIDEO_FORMAT_I420, 1, 1000, 1, 360, 1, 2, 1, 500 },
  { "tiny", GST_VIDEO_FORMAT_I420, 40, 20, 1, 1, 16, 16, 3, 2 },
};

/* Each plane is as long as it must be and no byte longer, so that ASan sees what goes beyond. */
static void
make_frame (GstVideoFrame      *frame,
            const GstVideoInfo *info)
{
  *frame = (GstVideoFrame) { .info = *info };
  for (guint i = 0; i < 3; i++)
    {
      int width = GST_VIDEO_FRAME_COMP_WIDTH (frame, i);
      int height = GST_VIDEO_FRAME_COMP_HEIGHT (frame, i);
      guint plane = GST_VIDEO_FORMAT_INFO_PLANE (info->finfo, i);
      gsize size = (gsize) (width + GAP) * (height - 1) + width;
      guint8 *bytes = g_malloc (size);

      for (gsize n = 0; n < size; n++)
        bytes[n] = (guint8) g_test_rand_int ();
      frame->info.stride[plane] = width + GAP;
      frame->data[plane] = bytes;
    }
}

static void
clear_frame (GstVideoFrame *frame)
{
  for (guint i = 0; i < 3; i++)
    g_free (frame->data[i]);
}

static guint8
sample (const GstVideoFrame *frame,
        guint                component,
        int                  x,
        int                  y)
{
  const guint8 *bytes = GST_VIDEO_FRAME_COMP_DATA (frame, component);

  return bytes[y * GST_VIDEO_FRAME_COMP_STRIDE (frame, component) + x];
}

/* Of what of the box is inside */
static guint
mean (const GstVideoFrame *frame,
      guint                component,
      int                  left,
      int                  top,
      int                  across,
      int                  down)
{
  guint sum = 0;
  guint n = 0;

  for (int y = top; y < MIN (top + down, GST_VIDEO_FRAME_COMP_HEIGHT (frame, component)); y++)
    for (int x = left; x < MIN (left + across, GST_VIDEO_FRAME_COMP_WIDTH (frame, component)); x++, n++)
      sum += sample (frame, component, x, y);
  g_assert_cmpuint (n, >, 0);

  return (sum + n / 2) / n;
}

static void
assert_means (const GstVideoFrame *in,
              const GstVideoFrame *out,
              guint                component,
              int                  across,
              int                  down)
{
  for (int y = 0; y < GST_VIDEO_FRAME_COMP_HEIGHT (out, component); y++)
    for (int x = 0; x < GST_VIDEO_FRAME_COMP_WIDTH (out, component); x++)
      g_assert_cmpuint (sample (out, component, x, y), ==,
                        mean (in, component, x * across, y * down, across, down));
}

static void
test_apply (gconstpointer data)
{
  const Case *the = data;
  int chroma_across = the->format == GST_VIDEO_FORMAT_Y444 ? 2 : 1;
  int chroma_down = the->format == GST_VIDEO_FORMAT_I420 || the->format == GST_VIDEO_FORMAT_YV12 ? 1 : 2;
  TroupeFrameShrink shrink;
  GstVideoInfo in_info, out_info;
  GstVideoFrame in, out;

  gst_video_info_set_format (&in_info, the->format, the->width, the->height);
  g_assert_true (troupe_frame_shrink_init (&shrink, &in_info, the->wanted_width, the->wanted_height,
                                           &out_info));
  g_assert_cmpint (shrink.across, ==, the->across);
  g_assert_cmpint (shrink.down, ==, the->down);
  g_assert_cmpint (out_info.width, ==, the->shrunk_width);
  g_assert_cmpint (out_info.height, ==, the->shrunk_height);

  make_frame (&in, &in_info);
  make_frame (&out, &out_info);
  troupe_frame_shrink_apply (&shrink, &in, &out);
  assert_means (&in, &out, 0, the->across, the->down);
  for (guint i = 1; i < 3; i++)
    assert_means (&in, &out, i, the->across * chroma_across, the->down * chroma_down);
  clear_frame (&in);
  clear_frame (&out);
}

static void
assert_left (GstVideoFormat format,
             int            width,
             int            height)
{
  TroupeFrameShrink shrink;
  GstVideoInfo in, out;

  gst_video_info_set_format (&in, format, width, height);
  g_assert_false (troupe_frame_shrink_init (&shrink, &in, 64, 36, &out));
}

static void
test_init_leaves_others (void)
{
  assert_left (GST_VIDEO_FORMAT_I420, 64, 36);
  assert_left (GST_VIDEO_FORMAT_I420, 126, 70);
  assert_left (GST_VIDEO_FORMAT_I420, 128, 72);
  assert_left (GST_VIDEO_FORMAT_NV12, 192, 108);
  assert_left (GST_VIDEO_FORMAT_I420_10LE, 192, 108);
  assert_left (GST_VIDEO_FORMAT_RGBA, 192, 108);
}

int
main (int   argc,
      char *argv[])
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/frame-shrink/apply/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_apply);
    }
  g_test_add_func ("/frame-shrink/init/leaves-others", test_init_leaves_others);
  return g_test_run ();
}
