/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The frame on display, as a file or on the clipboard, in its full size; or as the picture of the character. */

#include "troupe-clip-page-private.h"

#include <glib/gi18n.h>

#include "troupe-frame-reader.h"
#include "troupe-library-picture.h"
#include "troupe-time.h"
#include "troupe-window.h"

#define SNAPSHOT_TYPE "image/png"

static guint64
shown_ns (TroupeClipPage *self)
{
  guint64 position_ns = troupe_player_get_position_ns (troupe_stage_get_player (self->stage));

  return troupe_clip_find_frame (self->clip, position_ns, 0);
}

static void
tell (TroupeClipPage *self,
      const char     *text)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (TROUPE_IS_WINDOW (root))
    troupe_window_add_toast (TROUPE_WINDOW (root), adw_toast_new (text));
}

/* To a file */

typedef struct
{
  TroupeFrame *frame;
  GFile       *file;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_clear_pointer (&saving->frame, troupe_frame_unref);
  g_clear_object (&saving->file);
  g_free (saving);
}

static void
save_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const Saving *saving = task_data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = troupe_frame_encode (saving->frame, SNAPSHOT_TYPE, &error);
  gsize size;
  const char *data;

  if (bytes != NULL)
    {
      data = g_bytes_get_data (bytes, &size);
      g_file_replace_contents (saving->file, data, size, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                               cancellable, &error);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  TroupeClipPage *self = TROUPE_CLIP_PAGE (source);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    tell (self, _("Frame saved"));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    _troupe_clip_page_report (self, error);
}

static void
grabbed_to_save_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Saving *saving = g_task_get_task_data (task);
  GError *error = NULL;

  saving->frame = troupe_frame_grab_finish (result, &error);
  if (saving->frame == NULL)
    g_task_return_error (task, error);
  else
    g_task_run_in_thread (task, save_thread);
}

typedef struct
{
  TroupeClipPage *self;
  TroupeClip     *clip;
  guint64         time_ns;
} Choice;

static void
choice_free (Choice *choice)
{
  g_clear_object (&choice->self);
  g_clear_object (&choice->clip);
  g_free (choice);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choice, choice_free)

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Choice) choice = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  GTask *task;
  Saving *saving;

  if (file == NULL)
    {
      if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
        _troupe_clip_page_report (choice->self, error);
      return;
    }

  saving = g_new0 (Saving, 1);
  saving->file = g_steal_pointer (&file);
  task = g_task_new (choice->self, NULL, saved_cb, NULL);    /* also when another clip is opened */
  g_task_set_task_data (task, saving, saving_free);
  troupe_frame_grab_async (troupe_clip_get_media_uri (choice->clip), choice->time_ns, 0, NULL,
                           grabbed_to_save_cb, task);
}

/* Such as “Pip 0.01.25.png”: no slash, and no colon, which some file systems do not take */
static char *
dup_file_name (TroupeClipPage *self,
               guint64         time_ns)
{
  g_autofree char *title = g_strdup (troupe_clip_get_title (self->clip));
  g_autofree char *time = troupe_time_format (time_ns, 2);

  return g_strdup_printf ("%s %s.png", g_strdelimit (title, "/:", '-'), g_strdelimit (time, ":", '.'));
}

static void
save_frame_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  TroupeClipPage *self = TROUPE_CLIP_PAGE (widget);
  g_autoptr (GtkFileDialog) dialog = NULL;
  g_autofree char *name = NULL;
  Choice *choice;

  if (self->clip == NULL)
    return;

  dialog = gtk_file_dialog_new ();
  choice = g_new0 (Choice, 1);
  choice->self = g_object_ref (self);
  choice->clip = g_object_ref (self->clip);
  choice->time_ns = shown_ns (self);
  name = dup_file_name (self, choice->time_ns);
  gtk_file_dialog_set_title (dialog, _("Save Frame"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, chosen_cb, choice);
}

static GdkTexture *
make_texture (TroupeFrame *frame)
{
  return gdk_memory_texture_new (troupe_frame_get_width (frame), troupe_frame_get_height (frame),
                                 GDK_MEMORY_R8G8B8A8, troupe_frame_get_pixels (frame),
                                 troupe_frame_get_stride (frame));
}

/* To the clipboard */

static void
grabbed_to_copy_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (TroupeClipPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeFrame) frame = troupe_frame_grab_finish (result, &error);
  g_autoptr (GdkTexture) texture = NULL;

  if (frame == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        _troupe_clip_page_report (self, error);
      return;
    }

  texture = make_texture (frame);
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), texture);
  tell (self, _("Frame copied"));
}

static void
copy_frame_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  TroupeClipPage *self = TROUPE_CLIP_PAGE (widget);

  if (self->clip != NULL)
    troupe_frame_grab_async (troupe_clip_get_media_uri (self->clip), shown_ns (self), 0,
                             self->clip_cancellable, grabbed_to_copy_cb, g_object_ref (self));
}

/* As the picture */

#define PICTURE_SHORT_EDGE 192

static void
grabbed_to_use_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (TroupeClipPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeFrame) frame = troupe_frame_grab_finish (result, &error);
  g_autoptr (GdkTexture) texture = frame != NULL ? make_texture (frame) : NULL;

  if (self->clip_cancellable != g_task_get_cancellable (G_TASK (result)))
    return;    /* of another clip */

  if (frame != NULL)
    gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  else
    _troupe_clip_page_report (self, error);
}

static void
use_picture_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  TroupeClipPage *self = TROUPE_CLIP_PAGE (widget);

  if (self->clip == NULL)
    return;

  self->picture_ns = shown_ns (self);
  gtk_widget_set_visible (self->picture_box, TRUE);
  troupe_frame_grab_async (troupe_clip_get_media_uri (self->clip), self->picture_ns, PICTURE_SHORT_EDGE,
                           self->clip_cancellable, grabbed_to_use_cb, g_object_ref (self));
}

static void
forget_picture_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  _troupe_clip_page_forget_picture (TROUPE_CLIP_PAGE (widget));
}

/**
 * _troupe_clip_page_forget_picture:
 * @self: a page
 *
 * Leaves the picture to the provider, or to the range.
 */
void
_troupe_clip_page_forget_picture (TroupeClipPage *self)
{
  self->picture_ns = G_MAXUINT64;
  gtk_widget_set_visible (self->picture_box, FALSE);
  gtk_picture_set_paintable (self->picture, NULL);
}

static void
used_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (TroupeClipPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!troupe_library_use_frame_finish (TROUPE_LIBRARY (source), result, &error))
    _troupe_clip_page_report (self, error);
}

/**
 * _troupe_clip_page_use_picture:
 * @self: a page
 * @character_id: who is being made
 *
 * Gives a character the frame that was chosen for it, if one was; also when the page is left.
 */
void
_troupe_clip_page_use_picture (TroupeClipPage *self,
                               const char     *character_id)
{
  if (self->picture_ns != G_MAXUINT64)
    troupe_library_use_frame_async (troupe_runner_get_library (self->runner), character_id,
                                    troupe_clip_get_media_uri (self->clip), self->picture_ns, NULL, used_cb,
                                    g_object_ref (self));
}

/**
 * _troupe_clip_page_install_frame_actions:
 * @widget_class: the class of the page
 *
 * Installs what saves, copies and uses the frame on display.
 */
void
_troupe_clip_page_install_frame_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "clip.save-frame", NULL, save_frame_action);
  gtk_widget_class_install_action (widget_class, "clip.copy-frame", NULL, copy_frame_action);
  gtk_widget_class_install_action (widget_class, "clip.use-picture", NULL, use_picture_action);
  gtk_widget_class_install_action (widget_class, "clip.forget-picture", NULL, forget_picture_action);
}
