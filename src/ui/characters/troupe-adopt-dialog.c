/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-adopt-dialog.h"

#include <glib/gi18n.h>

#include "troupe-error-text.h"
#include "troupe-job-base.h"
#include "troupe-library-adopt.h"
#include "troupe-thumbnail.h"

struct _TroupeAdoptDialog
{
  AdwDialog        parent_instance;

  /* Template */
  GtkLabel        *intro_label;
  AdwEntryRow     *name_row;
  AdwActionRow    *picture_row;
  TroupeThumbnail *thumbnail;
  GtkWidget       *remove_button;
  GtkWidget       *adopt_button;
  GtkLabel        *error_label;

  /* Owned */
  TroupeLibrary   *library;
  TroupeProvider  *provider;
  char            *username;
  GFile           *picture;        /* or NULL */
  GCancellable    *cancellable;
};

G_DEFINE_FINAL_TYPE (TroupeAdoptDialog, troupe_adopt_dialog, ADW_TYPE_DIALOG)

static char *
dup_name (TroupeAdoptDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));
}

static void
changed_cb (TroupeAdoptDialog *self)
{
  g_autofree char *name = dup_name (self);

  gtk_widget_set_sensitive (self->adopt_button, name[0] != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), FALSE);
}

static void
take_picture (TroupeAdoptDialog *self,
              GFile             *picture)
{
  g_autofree char *path = picture != NULL ? g_file_get_parse_name (picture) : NULL;
  g_autofree char *name = path != NULL ? g_path_get_basename (path) : NULL;

  g_set_object (&self->picture, picture);
  adw_action_row_set_subtitle (self->picture_row, name != NULL ? name : _("None"));
  troupe_thumbnail_set_file (self->thumbnail, picture);
  gtk_widget_set_visible (GTK_WIDGET (self->thumbnail), picture != NULL);
  gtk_widget_set_visible (self->remove_button, picture != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), FALSE);
}

static void
remove_cb (TroupeAdoptDialog *self)
{
  take_picture (self, NULL);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (TroupeAdoptDialog) self = user_data;
  /* Whoever chooses none wants none. */
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    take_picture (self, file);
}

static void
choose_cb (TroupeAdoptDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/*");
  gtk_file_dialog_set_title (dialog, _("Choose a Picture"));
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->cancellable, chosen_cb,
                        g_object_ref (self));
}

static void
show_error (TroupeAdoptDialog *self,
            const GError      *error)
{
  g_autoptr (TroupeErrorText) text = troupe_error_text_new (error);
  g_autofree char *paragraph = troupe_error_text_dup_paragraph (text);

  gtk_label_set_label (self->error_label, paragraph);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
  gtk_widget_set_sensitive (self->adopt_button, TRUE);
}

static void
adopted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TroupeAdoptDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_library_adopt_finish (TROUPE_LIBRARY (source), result, &error))
    adw_dialog_close (ADW_DIALOG (self));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error);
}

static void
adopt_cb (TroupeAdoptDialog *self)
{
  g_autofree char *name = dup_name (self);

  gtk_widget_set_sensitive (self->adopt_button, FALSE);
  troupe_library_adopt_async (self->library, troupe_provider_get_id (self->provider),
                              troupe_job_base_get (self->provider), self->username, name, self->picture,
                              self->cancellable, adopted_cb, g_object_ref (self));
}

static void
troupe_adopt_dialog_dispose (GObject *object)
{
  TroupeAdoptDialog *self = TROUPE_ADOPT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->picture);
  g_clear_object (&self->provider);
  g_clear_object (&self->library);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_ADOPT_DIALOG);
  G_OBJECT_CLASS (troupe_adopt_dialog_parent_class)->dispose (object);
}

static void
troupe_adopt_dialog_finalize (GObject *object)
{
  g_clear_pointer (&TROUPE_ADOPT_DIALOG (object)->username, g_free);
  G_OBJECT_CLASS (troupe_adopt_dialog_parent_class)->finalize (object);
}

static void
troupe_adopt_dialog_class_init (TroupeAdoptDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = troupe_adopt_dialog_dispose;
  object_class->finalize = troupe_adopt_dialog_finalize;

  g_type_ensure (TROUPE_TYPE_THUMBNAIL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-adopt-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeAdoptDialog, intro_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeAdoptDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeAdoptDialog, picture_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeAdoptDialog, thumbnail);
  gtk_widget_class_bind_template_child (widget_class, TroupeAdoptDialog, remove_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeAdoptDialog, adopt_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeAdoptDialog, error_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, adopt_cb);
}

static void
troupe_adopt_dialog_init (TroupeAdoptDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
}

/**
 * troupe_adopt_dialog_new:
 * @library: where the character goes
 * @provider: who knows it
 * @username: what it is called there, without the @
 *
 * Makes a dialog that proposes @username as the name.
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
troupe_adopt_dialog_new (TroupeLibrary  *library,
                         TroupeProvider *provider,
                         const char     *username)
{
  TroupeAdoptDialog *self;
  g_autofree char *intro = NULL;

  g_return_val_if_fail (TROUPE_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (TROUPE_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (username != NULL, NULL);

  self = g_object_new (TROUPE_TYPE_ADOPT_DIALOG, NULL);
  self->library = g_object_ref (library);
  self->provider = g_object_ref (provider);
  self->username = g_strdup (username);
  /* Translators: a provider, and what it calls a character, without the @ */
  intro = g_strdup_printf (_("A character that %1$s knows as @%2$s comes into the library, without a clip. Nothing is "
                             "sent now; whether it is known there, the first video tells."),
                           troupe_provider_get_name (provider), username);
  gtk_label_set_label (self->intro_label, intro);
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), username);
  take_picture (self, NULL);
  return ADW_DIALOG (self);
}
