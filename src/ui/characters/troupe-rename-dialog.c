/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-rename-dialog.h"

#include "troupe-error-text.h"

struct _TroupeRenameDialog
{
  AdwDialog        parent_instance;

  /* Template */
  AdwEntryRow     *entry_row;
  GtkWidget       *rename_button;
  GtkLabel        *error_label;

  /* Owned */
  TroupeLibrary   *library;
  TroupeCharacter *character;
  GCancellable    *cancellable;
};

G_DEFINE_FINAL_TYPE (TroupeRenameDialog, troupe_rename_dialog, ADW_TYPE_DIALOG)

static char *
dup_name (TroupeRenameDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry_row))));
}

static void
changed_cb (TroupeRenameDialog *self)
{
  g_autofree char *name = dup_name (self);

  gtk_widget_set_sensitive (self->rename_button, name[0] != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry_row), "error");
}

static void
show_error (TroupeRenameDialog *self,
            const GError       *error)
{
  g_autoptr (TroupeErrorText) text = troupe_error_text_new (error);
  g_autofree char *paragraph = troupe_error_text_dup_paragraph (text);

  gtk_label_set_label (self->error_label, paragraph);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->entry_row), "error");
}

static void
set_alias_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (TroupeRenameDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_library_set_alias_finish (TROUPE_LIBRARY (source), result, &error))
    adw_dialog_close (ADW_DIALOG (self));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error);
}

static void
rename_cb (TroupeRenameDialog *self)
{
  g_autofree char *name = dup_name (self);

  troupe_library_set_alias_async (self->library, self->character, name, self->cancellable,
                                  set_alias_cb, g_object_ref (self));
}

static void
troupe_rename_dialog_dispose (GObject *object)
{
  TroupeRenameDialog *self = TROUPE_RENAME_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->character);
  g_clear_object (&self->library);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_RENAME_DIALOG);
  G_OBJECT_CLASS (troupe_rename_dialog_parent_class)->dispose (object);
}

static void
troupe_rename_dialog_class_init (TroupeRenameDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_rename_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-rename-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeRenameDialog, entry_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeRenameDialog, rename_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeRenameDialog, error_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, rename_cb);
}

static void
troupe_rename_dialog_init (TroupeRenameDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
}

/**
 * troupe_rename_dialog_new:
 * @library: the library of @character
 * @character: what gets another name
 *
 * Makes a dialog with the name there is, selected.
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
troupe_rename_dialog_new (TroupeLibrary   *library,
                          TroupeCharacter *character)
{
  TroupeRenameDialog *self;

  g_return_val_if_fail (TROUPE_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (TROUPE_IS_CHARACTER (character), NULL);

  self = g_object_new (TROUPE_TYPE_RENAME_DIALOG, NULL);
  self->library = g_object_ref (library);
  self->character = g_object_ref (character);
  gtk_editable_set_text (GTK_EDITABLE (self->entry_row), troupe_character_get_alias (character));

  return ADW_DIALOG (self);
}
