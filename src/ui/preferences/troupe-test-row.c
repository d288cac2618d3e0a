/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-test-row.h"

#include <glib/gi18n.h>

#include "troupe-provider-test.h"
#include "troupe-test-text.h"

struct _TroupeTestRow
{
  AdwActionRow    parent_instance;

  /* Template */
  GtkImage       *icon;
  GtkWidget      *spinner;
  GtkButton      *button;

  /* Owned */
  TroupeClient   *client;
  TroupeProvider *provider;
  GCancellable   *cancellable;    /* of the present test, else NULL */
};

G_DEFINE_FINAL_TYPE (TroupeTestRow, troupe_test_row, ADW_TYPE_ACTION_ROW)

static void
update (TroupeTestRow *self)
{
  gboolean is_testing = self->cancellable != NULL;

  gtk_widget_set_visible (self->spinner, is_testing);
  gtk_button_set_label (self->button, is_testing ? _("_Cancel") : C_("provider", "_Test"));
}

static void
show_idle (TroupeTestRow *self)
{
  gtk_image_set_from_icon_name (self->icon, "network-server-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char *[]) { NULL });
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), _("A test asks for something that costs nothing."));
}

static void
show_result (TroupeTestRow                  *self,
             const TroupeProviderTestResult *result)
{
  gboolean is_good = result->outcome == TROUPE_PROVIDER_TEST_GOOD;
  g_autofree char *sentence = troupe_test_text_dup (result, self->provider);

  if (result->error != NULL)
    g_message ("%s", result->error->message);
  gtk_image_set_from_icon_name (self->icon, is_good ? "object-select-symbolic" : "dialog-warning-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon),
                              (const char *[]) { is_good ? "success" : "warning", NULL });
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), sentence);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
tested_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (TroupeTestRow) self = user_data;
  g_autoptr (TroupeProviderTestResult) found = NULL;

  found = troupe_provider_test_finish (TROUPE_CLIENT (source), result, NULL);
  if (found == NULL)    /* cancelled: the row says so already, or is gone */
    return;

  g_clear_object (&self->cancellable);
  update (self);
  show_result (self, found);
}

static void
stop (TroupeTestRow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
clicked_cb (TroupeTestRow *self)
{
  gboolean was_testing = self->cancellable != NULL;

  stop (self);
  show_idle (self);
  if (!was_testing)
    {
      self->cancellable = g_cancellable_new ();
      troupe_provider_test_async (self->client, self->provider, self->cancellable, tested_cb, g_object_ref (self));
    }
  update (self);
}

/* What was found out is of another address or key. */
static void
changed_cb (TroupeTestRow *self)
{
  stop (self);
  show_idle (self);
  update (self);
}

static void
troupe_test_row_dispose (GObject *object)
{
  TroupeTestRow *self = TROUPE_TEST_ROW (object);

  stop (self);
  g_clear_object (&self->client);
  g_clear_object (&self->provider);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_TEST_ROW);
  G_OBJECT_CLASS (troupe_test_row_parent_class)->dispose (object);
}

static void
troupe_test_row_class_init (TroupeTestRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_test_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-test-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeTestRow, icon);
  gtk_widget_class_bind_template_child (widget_class, TroupeTestRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, TroupeTestRow, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
troupe_test_row_init (TroupeTestRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * troupe_test_row_set_provider:
 * @self: a new row
 * @client: who asks
 * @provider: whom to try
 *
 * Makes the row that of @provider.
 */
void
troupe_test_row_set_provider (TroupeTestRow  *self,
                              TroupeClient   *client,
                              TroupeProvider *provider)
{
  g_return_if_fail (TROUPE_IS_TEST_ROW (self));
  g_return_if_fail (TROUPE_IS_CLIENT (client));
  g_return_if_fail (TROUPE_IS_PROVIDER (provider));

  g_set_object (&self->client, client);
  g_set_object (&self->provider, provider);
  if (!troupe_profile_is_builtin (troupe_provider_get_profile (provider)))    /* its base comes with the test */
    g_signal_connect_object (provider, "key-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}
