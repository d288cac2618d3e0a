/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-reference-row.h"

#include <glib/gi18n.h>

#include "troupe-crop-view.h"
#include "troupe-origin.h"
#include "troupe-scene-picture.h"
#include "troupe-window.h"

struct _TroupeReferenceRow
{
  AdwPreferencesRow parent_instance;

  /* Template */
  GtkLabel         *hint_label;
  GtkWidget        *remove_button;
  GtkWidget        *choose_button;
  TroupeCropView   *crop_view;

  /* Owned */
  TroupeLibrary    *library;
  char             *reference;      /* as in a scene, or NULL */
  char             *shown;          /* the one that is read for the view, or was */
  GCancellable     *cancellable;    /* of what is read or kept now */

  double            ratio;
  double            x;
  double            y;
};

G_DEFINE_FINAL_TYPE (TroupeReferenceRow, troupe_reference_row, ADW_TYPE_PREFERENCES_ROW)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static GCancellable *
renew (TroupeReferenceRow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  return self->cancellable;
}

static void
report (TroupeReferenceRow *self,
        const GError       *error)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_message ("%s", error->message);
  if (TROUPE_IS_WINDOW (root))
    troupe_window_add_toast (TROUPE_WINDOW (root), adw_toast_new (_("The picture cannot be read")));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (TroupeReferenceRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = troupe_scene_picture_load_finish (TROUPE_LIBRARY (source), result, &error);

  if (texture == NULL)
    {
      report (self, error);
      return;
    }
  troupe_crop_view_show (self->crop_view, texture, self->ratio, self->x, self->y);
  gtk_widget_set_visible (GTK_WIDGET (self->crop_view), TRUE);
}

static void
update (TroupeReferenceRow *self)
{
  const char *hint = _("Drop one here, paste it, or choose a file.");

  gtk_widget_set_visible (self->remove_button, self->reference != NULL);
  if (self->reference != NULL)
    hint = troupe_origin_is_address (self->reference) ? self->reference
           : self->ratio > 0 ? _("Drag to choose the part that is sent.") : _("All of it is sent.");
  gtk_label_set_label (self->hint_label, hint);
  if (g_strcmp0 (self->shown, self->reference) == 0)
    return;

  g_set_str (&self->shown, self->reference);
  gtk_widget_set_visible (GTK_WIDGET (self->crop_view), FALSE);
  if (self->reference != NULL && !troupe_origin_is_address (self->reference))
    troupe_scene_picture_load_async (self->library, self->reference, renew (self), loaded_cb, g_object_ref (self));
}

static void
set_reference (TroupeReferenceRow *self,
               const char         *reference)
{
  g_set_str (&self->reference, reference);
  self->x = self->y = 0.5;
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (TroupeReferenceRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = troupe_scene_picture_keep_finish (TROUPE_LIBRARY (source), result, &error);

  if (name != NULL)
    set_reference (self, name);
  else
    report (self, error);
}

static void
keep_file (TroupeReferenceRow *self,
           GFile              *file)
{
  troupe_scene_picture_keep_async (self->library, file, renew (self), kept_cb, g_object_ref (self));
}

static void
keep_texture (TroupeReferenceRow *self,
              GdkTexture         *texture)
{
  troupe_scene_picture_keep_texture_async (self->library, texture, renew (self), kept_cb, g_object_ref (self));
}

static gboolean
drop_cb (TroupeReferenceRow *self,
         const GValue       *value)
{
  g_autoptr (GSList) files = NULL;

  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    {
      keep_texture (self, g_value_get_object (value));
      return TRUE;
    }
  files = gdk_file_list_get_files (g_value_get_boxed (value));
  if (files != NULL)
    keep_file (self, files->data);
  return files != NULL;
}

static void
pasted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (TroupeReferenceRow) self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (value != NULL)
    drop_cb (self, value);
  else
    report (self, error);
}

static void
paste_cb (TroupeReferenceRow *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  const gboolean has_files = gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard),
                                                                GDK_TYPE_FILE_LIST);

  gdk_clipboard_read_value_async (clipboard, has_files ? GDK_TYPE_FILE_LIST : GDK_TYPE_TEXTURE, G_PRIORITY_DEFAULT,
                                  renew (self), pasted_cb, g_object_ref (self));
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (TroupeReferenceRow) self = user_data;
  g_autoptr (GFile) file = NULL;

  /* Nothing was chosen, or the dialog told what went wrong. */
  file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  if (file != NULL)
    keep_file (self, file);
}

static void
choose_cb (TroupeReferenceRow *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/*");
  gtk_file_dialog_set_title (dialog, _("Choose Picture"));
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), renew (self), chosen_cb,
                        g_object_ref (self));
}

/* Its button goes; to choose another one is next to it. */
static void
remove_cb (TroupeReferenceRow *self)
{
  gtk_widget_grab_focus (self->choose_button);
  set_reference (self, NULL);
}

static void
moved_cb (TroupeReferenceRow *self)
{
  troupe_crop_view_get_place (self->crop_view, &self->x, &self->y);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
troupe_reference_row_dispose (GObject *object)
{
  TroupeReferenceRow *self = TROUPE_REFERENCE_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->library);
  gtk_widget_dispose_template (GTK_WIDGET (self), TROUPE_TYPE_REFERENCE_ROW);
  G_OBJECT_CLASS (troupe_reference_row_parent_class)->dispose (object);
}

static void
troupe_reference_row_finalize (GObject *object)
{
  TroupeReferenceRow *self = TROUPE_REFERENCE_ROW (object);

  g_free (self->reference);
  g_free (self->shown);
  G_OBJECT_CLASS (troupe_reference_row_parent_class)->finalize (object);
}

static void
troupe_reference_row_class_init (TroupeReferenceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = troupe_reference_row_dispose;
  object_class->finalize = troupe_reference_row_finalize;

  /**
   * TroupeReferenceRow::changed:
   * @self: the row
   *
   * The person chose another picture, another part of it, or none.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  g_type_ensure (TROUPE_TYPE_CROP_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-reference-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeReferenceRow, hint_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeReferenceRow, remove_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeReferenceRow, choose_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeReferenceRow, crop_view);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
}

static void
troupe_reference_row_init (TroupeReferenceRow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->x = self->y = 0.5;
  gtk_drop_target_set_gtypes (target, (GType[]) { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE }, 2);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * troupe_reference_row_set_library:
 * @self: a row
 * @library: where pictures are kept
 *
 * Sets the library.
 */
void
troupe_reference_row_set_library (TroupeReferenceRow *self,
                                  TroupeLibrary      *library)
{
  g_return_if_fail (TROUPE_IS_REFERENCE_ROW (self));

  g_set_object (&self->library, library);
}

/**
 * troupe_reference_row_show:
 * @self: a row with its library
 * @scene: a scene
 * @ratio: width divided by height of what is sent, 0 for all of the picture
 *
 * Shows the picture of a scene.
 */
void
troupe_reference_row_show (TroupeReferenceRow *self,
                           const TroupeScene  *scene,
                           double              ratio)
{
  g_return_if_fail (TROUPE_IS_REFERENCE_ROW (self));
  g_return_if_fail (scene != NULL);

  g_set_str (&self->reference, scene->reference);
  self->x = scene->crop_x;
  self->y = scene->crop_y;
  if (self->ratio < ratio || self->ratio > ratio)
    {
      self->ratio = ratio;
      g_clear_pointer (&self->shown, g_free);    /* read again for its new shape */
    }
  update (self);
}

/**
 * troupe_reference_row_read:
 * @self: a row
 * @scene: a scene
 *
 * Writes what the person chose into a scene.
 */
void
troupe_reference_row_read (TroupeReferenceRow *self,
                           TroupeScene        *scene)
{
  g_return_if_fail (TROUPE_IS_REFERENCE_ROW (self));

  g_set_str (&scene->reference, self->reference);
  scene->crop_x = self->x;
  scene->crop_y = self->y;
}
