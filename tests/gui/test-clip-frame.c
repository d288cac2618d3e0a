/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the page does with single frames: under the pointer, in its full size, and as large as they are seen. */

#include <gst/gst.h>

#include "clip-page-fixture.h"
#include "press.h"
#include "test-media.h"
#include "test-wait.h"
#include "troupe-frame-close-ups.h"

static GtkWidget *
find_by_class (GtkWidget  *widget,
               const char *css_class)
{
  GtkWidget *found = NULL;

  if (gtk_widget_has_css_class (widget, css_class))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_by_class (child, css_class);

  return found;
}

static GtkEventController *
find_motion (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_MOTION (controller))
        return controller;    /* the widget has it */
    }

  g_assert_not_reached ();
}

static guint
read_number (GdkTexture *texture)
{
  g_autoptr (GdkTextureDownloader) downloader = gdk_texture_downloader_new (texture);
  g_autoptr (GBytes) bytes = NULL;
  gsize stride;

  bytes = gdk_texture_downloader_download_bytes (downloader, &stride);

  return test_media_read_number (g_bytes_get_data (bytes, NULL), gdk_texture_get_width (texture),
                                 gdk_texture_get_height (texture), stride, 4);
}

static char *
dup_shown_time (GtkWidget *picture)
{
  GdkTexture *texture = GDK_TEXTURE (gtk_picture_get_paintable (GTK_PICTURE (picture)));

  return texture != NULL ? troupe_time_format (read_number (texture) * SECOND / 30, 2) : NULL;
}

static gboolean
shows_frame_and_time (GtkWidget *tip)
{
  GtkWidget *picture = gtk_widget_get_first_child (tip);
  const char *text = gtk_label_get_label (GTK_LABEL (gtk_widget_get_last_child (tip)));
  g_autofree char *shown = dup_shown_time (picture);

  return gtk_widget_get_visible (picture) && g_strcmp0 (shown, text) == 0;
}

/* Frames of no cell of the filmstrip: those were asked for because of the pointer. */
static void
test_hover (Fixture      *self,
            gconstpointer data)
{
  GtkWidget *timeline = find_child (GTK_WIDGET (self->stage), "timeline");
  GtkWidget *tip = find_by_class (timeline, "tip");
  GtkEventController *motion = find_motion (timeline);

  open_clip (self);
  test_wait_until (gtk_widget_get_width (timeline) > 0);
  g_assert_false (gtk_widget_get_visible (tip));

  for (guint x = 137; x < 400; x += 97)
    {
      g_signal_emit_by_name (motion, "motion", (double) x, 50.0);
      g_assert_true (gtk_widget_get_visible (tip));
      test_wait_until (shows_frame_and_time (tip));
    }

  g_signal_emit_by_name (motion, "leave");
  g_assert_false (gtk_widget_get_visible (tip));
}

static void
test_copy_frame (Fixture      *self,
                 gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (self->page);
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  open_clip (self);
  troupe_player_seek (troupe_stage_get_player (self->stage), 2 * SECOND);
  g_assert_true (press (GTK_WIDGET (self->stage), GDK_KEY_s, GDK_SHIFT_MASK));
  test_wait_until (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard),
                                                      GDK_TYPE_TEXTURE));

  g_value_init (&value, GDK_TYPE_TEXTURE);
  gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &value, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (g_value_get_object (&value)), ==,
                   troupe_clip_get_width (troupe_range_model_get_clip (self->model)));
  g_assert_cmpuint (read_number (g_value_get_object (&value)), ==, 60);
}

static int
preview_height (Fixture *self,
                guint64  time_ns)
{
  TroupePlayer *player = troupe_stage_get_player (self->stage);
  TroupeFrame *frame;

  troupe_player_seek (player, time_ns);
  frame = troupe_player_get_preview (player);

  return frame != NULL ? troupe_frame_get_height (frame) : 0;
}

/* The picture is some 500 pixels high: more than a stored one has, and less than the clip. */
static void
test_close_ups (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *path = test_media_make ("4k.mp4");

  gtk_window_set_default_size (self->window, 1400, 1000);
  troupe_clip_page_open (TROUPE_CLIP_PAGE (self->page), path);
  test_wait_until (is_showing (self, "loaded"));
  troupe_range_model_set_range (self->model, &(TroupeRange) { 0, SECOND });
  test_wait_until (preview_height (self, SECOND / 2) > TROUPE_FRAME_STORE_SHORT_EDGE);
  g_assert_cmpint (preview_height (self, SECOND / 2), <=, TROUPE_FRAME_CLOSE_UPS_SHORT_EDGE);
  test_wait_until (preview_height (self, SECOND + SECOND / 2) == TROUPE_FRAME_STORE_SHORT_EDGE);
}

#define ADD(path, test) g_test_add ("/clip-frame/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gst_init (&argc, &argv);
  /* Not with isolated directories: GTK would not find the loader of its own icons. */
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("hover-shows-frame-and-time", test_hover);
  ADD ("is-copied", test_copy_frame);
  ADD ("large-in-the-range", test_close_ups);

  return g_test_run ();
}
