/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-sent-dialog.h"

#include "troupe-error-text.h"
#include "troupe-prompt-rendering.h"

struct _TroupeSentDialog
{
  AdwDialog parent_instance;

  /* Template */
  GtkLabel *text_label;
  GtkLabel *request_label;
};

G_DEFINE_FINAL_TYPE (TroupeSentDialog, troupe_sent_dialog, ADW_TYPE_DIALOG)

static void
copy_cb (TroupeSentDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_label (self->text_label));
}

static void
troupe_sent_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_SENT_DIALOG);
  G_OBJECT_CLASS (troupe_sent_dialog_parent_class)->dispose (object);
}

static void
troupe_sent_dialog_class_init (TroupeSentDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_sent_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-sent-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeSentDialog, text_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeSentDialog, request_label);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
troupe_sent_dialog_init (TroupeSentDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * troupe_sent_dialog_new:
 * @renderings: (element-type TroupePromptRendering): the texts, of which the request has the first
 *
 * Returns: (transfer floating): a dialog
 */
TroupeSentDialog *
troupe_sent_dialog_new (GPtrArray *renderings)
{
  TroupeSentDialog *self;
  g_autoptr (GString) texts = g_string_new (NULL);

  g_return_val_if_fail (renderings != NULL, NULL);

  self = g_object_new (TROUPE_TYPE_SENT_DIALOG, NULL);
  for (guint i = 0; i < renderings->len; i++)
    {
      const TroupePromptRendering *rendering = g_ptr_array_index (renderings, i);

      g_string_append_printf (texts, "%s%s", i > 0 ? "\n\n" : "", rendering->text);
    }
  gtk_label_set_label (self->text_label, texts->str);
  return self;
}

/**
 * troupe_sent_dialog_take_requests:
 * @self: a dialog
 * @requests: (nullable): what would be sent
 * @error: (nullable): why nothing would
 *
 * Shows the request once it is known.
 */
void
troupe_sent_dialog_take_requests (TroupeSentDialog *self,
                                  JsonNode         *requests,
                                  const GError     *error)
{
  g_autofree char *text = NULL;

  g_return_if_fail (TROUPE_IS_SENT_DIALOG (self));

  if (self->request_label == NULL)
    return;    /* closed meanwhile */
  if (requests != NULL)
    {
      text = json_to_string (requests, TRUE);
    }
  else
    {
      g_autoptr (TroupeErrorText) words = troupe_error_text_new (error);

      text = troupe_error_text_dup_paragraph (words);
    }
  gtk_label_set_label (self->request_label, text);
}
