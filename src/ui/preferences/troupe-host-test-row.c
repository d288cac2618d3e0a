/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-host-test-row.h"

#include <glib/gi18n.h>

#include "troupe-address-text.h"
#include "troupe-error-text.h"
#include "troupe-host-trial.h"

struct _TroupeHostTestRow
{
  AdwActionRow  parent_instance;

  /* Template */
  GtkImage     *icon;
  GtkWidget    *spinner;
  GtkButton    *button;

  /* Owned */
  TroupeHost   *host;
  GCancellable *cancellable;    /* of the present test, else NULL */
};

G_DEFINE_FINAL_TYPE (TroupeHostTestRow, troupe_host_test_row, ADW_TYPE_ACTION_ROW)

static void
update (TroupeHostTestRow *self)
{
  gboolean is_testing = self->cancellable != NULL;

  gtk_widget_set_visible (self->spinner, is_testing);
  gtk_button_set_label (self->button, is_testing ? _("_Cancel") : C_("host", "_Test"));
}

static void
stop (TroupeHostTestRow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
show_result (TroupeHostTestRow *self,
             gboolean           is_good,
             const char        *sentence)
{
  gtk_image_set_from_icon_name (self->icon, is_good ? "object-select-symbolic" : "dialog-warning-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon),
                              (const char *[]) { is_good ? "success" : "warning", NULL });
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), sentence);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* The words of the host itself help most where something is wrong. */
static void
show_error (TroupeHostTestRow *self,
            const GError      *error)
{
  g_autoptr (TroupeErrorText) text = troupe_error_text_new (error);
  g_autofree char *sentence = g_strdup_printf ("%s\n%s", text->body, error->message);

  show_result (self, FALSE, sentence);
}

static const char *
get_reach_text (const TroupeHostTrial *trial)
{
  switch (trial->probe->reach)
    {
    case TROUPE_REACH_COMPUTER:
      return _("It works, but only providers on this computer can fetch from it.");

    case TROUPE_REACH_NETWORK:
      return _("It works, but only providers in your own network can fetch from it.");

    case TROUPE_REACH_PUBLIC:
      return _("It works: a file was uploaded, and its address was found.");
    }
  g_return_val_if_reached (NULL);
}

static void
show_trial (TroupeHostTestRow     *self,
            const TroupeHostTrial *trial)
{
  const TroupeAddressProbe *probe = trial->probe;
  gboolean is_good = probe->verdict != TROUPE_ADDRESS_REFUSED && probe->reach == TROUPE_REACH_PUBLIC;
  g_autofree char *address = troupe_address_text_dup (probe);
  const char *works = probe->verdict == TROUPE_ADDRESS_FINE ? get_reach_text (trial) : address;
  const char *deletes = _("What was uploaded was deleted.");
  g_autofree char *sentence = NULL;

  if (trial->delete_error != NULL)
    deletes = _("What was uploaded could not be deleted.");
  else if (!trial->can_delete)
    deletes = _("What is uploaded stays as long as the host keeps it.");
  if (trial->delete_error != NULL)
    g_message ("%s", trial->delete_error->message);
  if (probe->detail != NULL)
    g_message ("%s", probe->detail);

  /* Translators: two sentences */
  sentence = g_strdup_printf (C_("host", "%1$s %2$s"), works, deletes);
  show_result (self, is_good && trial->delete_error == NULL, sentence);
}

static void
tried_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (TroupeHostTestRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeHostTrial) trial = troupe_host_trial_finish (TROUPE_HOST (source), result, &error);

  /* Cancelled: the row says so already, or is gone */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  update (self);
  if (trial != NULL)
    show_trial (self, trial);
  else
    show_error (self, error);
}

static void
clicked_cb (TroupeHostTestRow *self)
{
  gboolean was_testing = self->cancellable != NULL;

  troupe_host_test_row_reset (self);
  if (!was_testing)
    {
      self->cancellable = g_cancellable_new ();
      troupe_host_trial_async (self->host, self->cancellable, tried_cb, g_object_ref (self));
    }
  update (self);
}

static void
troupe_host_test_row_dispose (GObject *object)
{
  TroupeHostTestRow *self = TROUPE_HOST_TEST_ROW (object);

  stop (self);
  g_clear_object (&self->host);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_HOST_TEST_ROW);
  G_OBJECT_CLASS (troupe_host_test_row_parent_class)->dispose (object);
}

static void
troupe_host_test_row_class_init (TroupeHostTestRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_host_test_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-host-test-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeHostTestRow, icon);
  gtk_widget_class_bind_template_child (widget_class, TroupeHostTestRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, TroupeHostTestRow, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
troupe_host_test_row_init (TroupeHostTestRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  troupe_host_test_row_reset (self);
}

/**
 * troupe_host_test_row_set_host:
 * @self: a new row
 * @host: what to try
 *
 * Makes the row that of @host.
 */
void
troupe_host_test_row_set_host (TroupeHostTestRow *self,
                               TroupeHost        *host)
{
  g_return_if_fail (TROUPE_IS_HOST_TEST_ROW (self));
  g_return_if_fail (TROUPE_IS_HOST (host));

  g_set_object (&self->host, host);
}

/**
 * troupe_host_test_row_reset:
 * @self: a row
 *
 * Ends a test, and forgets what the last one found: it is of other settings.
 */
void
troupe_host_test_row_reset (TroupeHostTestRow *self)
{
  g_return_if_fail (TROUPE_IS_HOST_TEST_ROW (self));

  stop (self);
  gtk_image_set_from_icon_name (self->icon, "folder-publicshare-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char *[]) { NULL });
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), _("Uploads a tiny file, looks at its address and deletes it."));
  update (self);
}
