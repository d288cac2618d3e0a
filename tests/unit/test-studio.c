/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "troupe-canvas.h"
#include "troupe-studio-data-url.h"
#include "troupe-studio-error.h"
#include "troupe-studio-form.h"
#include "troupe-lettering.h"
#include "troupe-studio-links.h"
#include "troupe-studio-mentions.h"
#include "troupe-studio-names.h"
#include "troupe-studio-timestamps.h"

#define FORM "multipart/form-data; boundary=xyz"
#define SECOND G_GUINT64_CONSTANT (1000000000)

static TroupeStudioForm *
parse_form (const char *content_type,
            const char *body,
            GError    **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  return troupe_studio_form_new (content_type, bytes, error);
}

static void
test_form_parts (void)
{
  const char *body = "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n"
                     "--xyz\r\nContent-Disposition: form-data; name=\"b\"; filename=\"x.mp4\"\r\n"
                     "Content-Type: video/mp4\r\n\r\n\r\n--xyz-no\r\n--xyzno\r\n"
                     "--xyz\r\nContent-Disposition: form-data; name=\"c\"\r\n\r\n\r\n--xyz--\r\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeStudioForm) form = NULL;
  const TroupeStudioPart *part;

  /* A line that only begins like the boundary is one to a strict reader: what follows it is not. */
  form = parse_form (FORM, body, &error);
  g_assert_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_BODY);
  g_clear_error (&error);

  form = parse_form (FORM, "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n"
                     "--xyz\r\nContent-Disposition: form-data; name=\"b\"; filename=\"x.mp4\"\r\n"
                     "Content-Type: video/mp4\r\n\r\n\r\n-xyz\r\n\r\n"
                     "--xyz\r\nContent-Disposition: form-data; name=\"c\"\r\n\r\n\r\n--xyz--\r\n",
                     &error);
  g_assert_no_error (error);
  g_assert_cmpuint (troupe_studio_form_get_n_parts (form), ==, 3);

  part = troupe_studio_form_find (form, "a");
  g_assert_cmpstr (part->file_name, ==, NULL);
  g_assert_cmpmem (g_bytes_get_data (part->content, NULL), g_bytes_get_size (part->content),
                   "one", 3);
  part = troupe_studio_form_find (form, "b");
  g_assert_cmpstr (part->file_name, ==, "x.mp4");
  g_assert_cmpstr (part->media_type, ==, "video/mp4");
  g_assert_cmpmem (g_bytes_get_data (part->content, NULL), g_bytes_get_size (part->content),
                   "\r\n-xyz\r\n", 8);
  part = troupe_studio_form_get_part (form, 2);
  g_assert_cmpstr (part->name, ==, "c");
  g_assert_cmpuint (g_bytes_get_size (part->content), ==, 0);
  g_assert_null (troupe_studio_form_find (form, "d"));
}

static void
test_form_refuses (void)
{
  static const struct
  {
    const char *content_type;
    const char *body;
  } cases[] = {
    { "multipart/form-data", "--xyz--\r\n" },
    { "multipart/mixed; boundary=xyz", "--xyz--\r\n" },
    { FORM, "" },
    { FORM, "--xy" },
    { FORM, "--xyz" },
    { FORM, "--xyz\r\n" },
    { FORM, "--xyz\r\n\r\n" },
    { FORM, "--xyz\r\n\r\n\r\n--xyz--\r\n" },
    { FORM, "--xyz\r\nContent-Disposition: form-data\r\n\r\nx\r\n--xyz--\r\n" },
    { FORM, "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx" },
    { FORM, "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--xyz" },
    { FORM, "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\nx\r\n--xyz--\r\n" },
    { FORM, "no boundary at all" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TroupeStudioForm) form = NULL;

      g_test_message ("%s: %s", cases[i].content_type, cases[i].body);
      form = parse_form (cases[i].content_type, cases[i].body, &error);
      g_assert_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_BODY);
      g_assert_null (form);
    }
}

static void
test_form_limits_parts (void)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeStudioForm) form = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (body, "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n");
  g_string_append (body, "--xyz--\r\n");
  form = parse_form (FORM, body->str, &error);
  g_assert_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_BODY);
}

static void
test_links_expire (void)
{
  g_autofree char *link = troupe_studio_links_sign ("secret", "/files/a%2Fb", 1000, 2000);
  const char *query = strchr (link, '?') + 1;

  g_assert_true (g_str_has_prefix (link, "/files/a%2Fb?st=1970-01-01T00%3A16%3A40Z&se="));
  g_assert_cmpint (troupe_studio_links_check ("secret", "/files/a%2Fb", query, 1999), ==,
                   TROUPE_STUDIO_LINK_VALID);
  g_assert_cmpint (troupe_studio_links_check ("secret", "/files/a%2Fb", query, 2000), ==,
                   TROUPE_STUDIO_LINK_EXPIRED);
}

static void
test_links_are_exact (void)
{
  g_autofree char *link = troupe_studio_links_sign ("secret", "/files/a", 1000, 2000);
  const char *query = strchr (link, '?') + 1;
  g_autofree char *longer = g_strconcat (query, "&x=1", NULL);
  g_autofree char *decoded = g_uri_unescape_string (query, NULL);
  const struct
  {
    const char *secret;
    const char *path;
    const char *query;
  } cases[] = {
    { "other", "/files/a", query },
    { "secret", "/files/b", query },
    { "secret", "/files/a", longer },
    { "secret", "/files/a", decoded },
    { "secret", "/files/a", query + 1 },
    { "secret", "/files/a", "" },
    { "secret", "/files/a", "st=&se=&sig=" },
    { "secret", "/files/a", NULL },
  };

  g_assert_nonnull (strstr (query, "sig=v1%2F"));
  g_assert_nonnull (strstr (query, "/k1"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].query);
      g_assert_cmpint (troupe_studio_links_check (cases[i].secret, cases[i].path, cases[i].query,
                                                  1500), ==, TROUPE_STUDIO_LINK_FORGED);
    }
}

static void
test_timestamps_parse (void)
{
  static const struct
  {
    const char *text;
    guint64     start_ns;
    guint64     end_ns;    /* 0: refused */
  } cases[] = {
    { "1,3", SECOND, 3 * SECOND },
    { "0,1", 0, SECOND },
    { "0,3", 0, 3 * SECOND },
    { "0.5,2.25", SECOND / 2, 9 * SECOND / 4 },
    { "2.05,3.05", 205 * SECOND / 100, 305 * SECOND / 100 },
    { "99998,99999", 99998 * SECOND, 99999 * SECOND },
    { "", 0, 0 }, { ",", 0, 0 }, { "1,", 0, 0 }, { ",3", 0, 0 }, { "1,3 ", 0, 0 },
    { "1;3", 0, 0 }, { "00,2", 0, 0 }, { "0.123,2", 0, 0 }, { "1.,3", 0, 0 },
    { "100000,100002", 0, 0 }, { "1,3,5", 0, 0 }, { "1e0,3", 0, 0 }, { "0,3.01", 0, 0 },
    { "0,0.99", 0, 0 }, { "3,1", 0, 0 }, { "1,1", 0, 0 }, { "１,３", 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      TroupeRange range;
      gboolean is_range = troupe_studio_timestamps_parse (cases[i].text, SECOND, 3 * SECOND,
                                                          &range, &error);

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (is_range, ==, cases[i].end_ns > 0);
      if (!is_range)
        g_assert_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_TIMESTAMPS);
      else
        {
          g_assert_cmpuint (range.start_ns, ==, cases[i].start_ns);
          g_assert_cmpuint (range.end_ns, ==, cases[i].end_ns);
        }
    }
}

static void
test_timestamps_fit (void)
{
  g_autoptr (GError) error = NULL;
  TroupeRange range = { SECOND, 3 * SECOND };

  g_assert_true (troupe_studio_timestamps_fit (&range, 3 * SECOND - SECOND / 20, &error));
  g_assert_cmpuint (range.end_ns, ==, 3 * SECOND - SECOND / 20);
  range.end_ns = 3 * SECOND;
  g_assert_false (troupe_studio_timestamps_fit (&range, 2 * SECOND, &error));
  g_assert_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_TIMESTAMPS);
}

static void
test_names_differ (void)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = troupe_studio_names_dup_username ();
      g_autofree char *id = troupe_studio_names_dup_hex ("ch_");
      g_autofree char *other = troupe_studio_names_dup_hex ("ch_");

      g_assert_true (g_regex_match_simple ("^[a-z]+\\.[a-z]+$", name, 0, 0));
      g_assert_true (g_regex_match_simple ("^ch_[0-9a-f]{32}$", id, 0, 0));
      g_assert_cmpstr (id, !=, other);
    }
}

static void
test_caption_pages (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *joined = NULL;
  g_auto (GStrv) pages = NULL;
  g_auto (GStrv) few = NULL;
  g_auto (GStrv) one = troupe_lettering_split_caption (720, 1280, "A fox.", 5);

  g_assert_cmpuint (g_strv_length (one), ==, 1);
  g_assert_cmpstr (one[0], ==, "A fox.");

  for (guint i = 0; i < 60; i++)
    g_string_append_printf (text, "%sword%u", i == 0 ? "" : " ", i);
  pages = troupe_lettering_split_caption (720, 1280, text->str, 20);
  g_assert_cmpuint (g_strv_length (pages), >, 2);
  joined = g_strjoinv (" ", pages);
  g_assert_cmpstr (joined, ==, text->str);

  few = troupe_lettering_split_caption (720, 1280, text->str, 2);
  g_assert_cmpuint (g_strv_length (few), ==, 2);
  g_assert_true (g_str_has_suffix (few[1], "word59"));
}

/* Only the box that is drawn changes, to the last pixel. */
static void
test_canvas_draws_inside (void)
{
  g_autofree guint8 *red = g_malloc (8 * 8 * 4);
  g_autoptr (GBytes) pixels = NULL;
  g_autoptr (TroupeFrame) frame = NULL;
  g_autoptr (TroupeFrame) result = NULL;
  g_autoptr (TroupeCanvas) canvas = troupe_canvas_new (61, 33);
  TroupeBox whole = { 0, 0, 8, 8 };
  TroupeBox box = { 17, 5, 21, 13 };
  const guint8 *data;

  for (guint i = 0; i < 8 * 8; i++)
    memcpy (red + i * 4, "\xff\x00\x00\xff", 4);
  pixels = g_bytes_new (red, 8 * 8 * 4);
  frame = troupe_frame_new (0, 8, 8, 8 * 4, pixels);
  troupe_canvas_draw (canvas, frame, &whole, &box);
  result = troupe_canvas_dup_frame (canvas);
  data = g_bytes_get_data (troupe_frame_get_pixels (result), NULL);
  for (int y = 0; y < 33; y++)
    for (int x = 0; x < 61; x++)
      {
        const guint8 *pixel = data + (gsize) y * troupe_frame_get_stride (result) + x * 4;
        gboolean is_inside = x >= box.x && x < box.x + box.width && y >= box.y &&
                             y < box.y + box.height;

        g_assert_cmpuint (pixel[0], ==, is_inside ? 255 : 0);
        g_assert_cmpuint (pixel[1], ==, 0);
        g_assert_cmpuint (pixel[2], ==, 0);
      }
}

static void
test_data_url_decodes (void)
{
  const struct
  {
    const char *text;
    const char *media_type;
    const char *content;    /* NULL: refused */
  } cases[] = {
    { "data:video/mp4;base64,aGVsbG8=", "video/mp4", "hello" },
    { "data:image/png;base64,aGVsbG8gd29ybGQh", "image/png", "hello world!" },
    { "aGVsbG8gd29ybGQ=", "text/plain", "hello world" },
    { "AAAAHGZ0eXBpc29tAAACAA==", "video/mp4", "" },
    { "AAAAHGZ0eXBxdCAgAAACAA==", "video/quicktime", "" },
    { "data:video/mp4,aGVsbG8=", NULL, NULL },
    { "data:video/mp4;base64,", NULL, NULL },
    { "data:video/mp4;base64,aGVs bG8=", NULL, NULL },
    { "aGVsbG8===", NULL, NULL },
    { "", NULL, NULL },
    { "=", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *media_type = NULL;
      g_autoptr (GBytes) content = troupe_studio_data_url_decode (cases[i].text, &media_type);

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (content != NULL, ==, cases[i].content != NULL);
      g_assert_cmpstr (media_type, ==, cases[i].media_type);
      if (content != NULL && *cases[i].content != '\0')
        g_assert_cmpmem (g_bytes_get_data (content, NULL), g_bytes_get_size (content),
                         cases[i].content, strlen (cases[i].content));
    }
}

static void
test_mentions_finds_places (void)
{
  const struct
  {
    const char *prompt;
    const char *places;    /* NULL: refused */
  } cases[] = {
    { "Nobody.", "" },
    { "A video without a number, videotape 2.", "" },
    { "The one in video 2 meets Video 1", "1 0" },
    { "[Video 3], @video3 and video_1", "2 0" },
    { "video1video2", "0 1" },
    { "video 0", NULL },
    { "video 4", NULL },
    { "video 99999999999999999999", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) places =
        troupe_studio_mentions_find_places (cases[i].prompt, "video", 3, &error);

      g_test_message ("“%s”", cases[i].prompt);
      g_assert_cmpint (places != NULL, ==, cases[i].places != NULL);
      if (places == NULL)
        {
          g_assert_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_MENTION);
          continue;
        }
      for (guint j = 0; j < places->len; j++)
        g_string_append_printf (text, "%s%u", j == 0 ? "" : " ", g_array_index (places, guint, j));
      g_assert_cmpstr (text->str, ==, cases[i].places);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (NULL, NULL);
  g_test_add_func ("/studio-form/parse/keeps-parts-as-they-came", test_form_parts);
  g_test_add_func ("/studio-form/parse/refuses-what-is-incomplete", test_form_refuses);
  g_test_add_func ("/studio-form/parse/takes-few-parts", test_form_limits_parts);
  g_test_add_func ("/studio-links/check/ends-in-time", test_links_expire);
  g_test_add_func ("/studio-links/check/compares-each-byte", test_links_are_exact);
  g_test_add_func ("/studio-timestamps/parse/is-strict", test_timestamps_parse);
  g_test_add_func ("/studio-timestamps/fit/allows-a-moment", test_timestamps_fit);
  g_test_add_func ("/studio-names/are-made-up", test_names_differ);
  g_test_add_func ("/studio-lettering/split/loses-no-word", test_caption_pages);
  g_test_add_func ("/studio-canvas/draw/stays-inside-its-box", test_canvas_draws_inside);
  g_test_add_func ("/studio-data-url/decode/takes-base64", test_data_url_decodes);
  g_test_add_func ("/studio-mentions/find-places/counts-from-one", test_mentions_finds_places);
  return g_test_run ();
}
