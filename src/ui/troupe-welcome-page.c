/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-welcome-page.h"

struct _TroupeWelcomePage
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (TroupeWelcomePage, troupe_welcome_page, ADW_TYPE_BIN)

static void
troupe_welcome_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_WELCOME_PAGE);
  G_OBJECT_CLASS (troupe_welcome_page_parent_class)->dispose (object);
}

static void
troupe_welcome_page_class_init (TroupeWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_welcome_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-welcome-page.ui");
}

static void
troupe_welcome_page_init (TroupeWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
