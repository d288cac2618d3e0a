/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-limits-row.h"

#include <math.h>

#define NS_PER_S 1e9

struct _TroupeLimitsRow
{
  AdwExpanderRow  parent_instance;

  /* Template */
  AdwSpinRow     *longest_row;
  AdwSpinRow     *step_row;

  /* Owned */
  TroupeProvider *provider;
};

G_DEFINE_FINAL_TYPE (TroupeLimitsRow, troupe_limits_row, ADW_TYPE_EXPANDER_ROW)

static guint64
read_ns (AdwSpinRow *row)
{
  return (guint64) (round (adw_spin_row_get_value (row) * 100) * (NS_PER_S / 100));
}

static void
apply_cb (TroupeLimitsRow *self)
{
  if (self->provider == NULL)    /* it is being filled in */
    return;

  if (adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self)))
    troupe_provider_set_limits (self->provider, read_ns (self->longest_row), read_ns (self->step_row));
  else
    troupe_provider_set_limits (self->provider, 0, 0);
}

static void
troupe_limits_row_dispose (GObject *object)
{
  TroupeLimitsRow *self = TROUPE_LIMITS_ROW (object);

  g_clear_object (&self->provider);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_LIMITS_ROW);
  G_OBJECT_CLASS (troupe_limits_row_parent_class)->dispose (object);
}

static void
troupe_limits_row_class_init (TroupeLimitsRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_limits_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-limits-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeLimitsRow, longest_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeLimitsRow, step_row);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static void
troupe_limits_row_init (TroupeLimitsRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * troupe_limits_row_set_provider:
 * @self: a new row
 * @provider: whose limits are shown and changed
 *
 * Shows the limits of @provider. Where there are no own ones, switching the row on begins with those of the profile.
 */
void
troupe_limits_row_set_provider (TroupeLimitsRow *self,
                                TroupeProvider  *provider)
{
  gboolean has_own;
  TroupeSpan span;

  g_return_if_fail (TROUPE_IS_LIMITS_ROW (self));
  g_return_if_fail (TROUPE_IS_PROVIDER (provider));
  g_return_if_fail (self->provider == NULL);

  has_own = troupe_provider_get_longest_ns (provider) != 0 || troupe_provider_get_step_ns (provider) != 0;
  troupe_provider_get_span (provider, TROUPE_SOURCE_URL, &span);
  adw_spin_row_set_value (self->longest_row, span.max_ns / NS_PER_S);
  adw_spin_row_set_value (self->step_row, span.step_ns / NS_PER_S);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), has_own);
  self->provider = g_object_ref (provider);
}
