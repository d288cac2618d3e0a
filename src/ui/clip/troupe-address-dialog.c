/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-address-dialog.h"

#include "troupe-source-text.h"

struct _TroupeAddressDialog
{
  AdwDialog    parent_instance;

  /* Template */
  AdwEntryRow *entry_row;
  GtkWidget   *open_button;
};

G_DEFINE_FINAL_TYPE (TroupeAddressDialog, troupe_address_dialog, ADW_TYPE_DIALOG)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
changed_cb (TroupeAddressDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry_row));
  g_autofree char *source = troupe_source_text_find (text);

  gtk_widget_set_sensitive (self->open_button, source != NULL);
  if (source == NULL && text[0] != '\0')
    gtk_widget_add_css_class (GTK_WIDGET (self->entry_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry_row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry_row), GTK_ACCESSIBLE_STATE_INVALID,
                               source == NULL && text[0] != '\0' ? GTK_ACCESSIBLE_INVALID_TRUE :
                               GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
open_cb (TroupeAddressDialog *self)
{
  g_autofree char *source = troupe_source_text_find (gtk_editable_get_text (GTK_EDITABLE (self->entry_row)));

  g_return_if_fail (source != NULL);

  adw_dialog_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[CHOSEN], 0, source);
}

static void
troupe_address_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_ADDRESS_DIALOG);
  G_OBJECT_CLASS (troupe_address_dialog_parent_class)->dispose (object);
}

static void
troupe_address_dialog_class_init (TroupeAddressDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_address_dialog_dispose;

  signals[CHOSEN] =
    g_signal_new ("chosen",
                  TROUPE_TYPE_ADDRESS_DIALOG,
                  G_SIGNAL_RUN_LAST,
                  0,
                  NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-address-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeAddressDialog, entry_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeAddressDialog, open_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
troupe_address_dialog_init (TroupeAddressDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * troupe_address_dialog_new:
 *
 * Makes a dialog that asks for the address of a video.
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
troupe_address_dialog_new (void)
{
  return g_object_new (TROUPE_TYPE_ADDRESS_DIALOG, NULL);
}
