/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-limits-group.h"

#include <math.h>

#define NS_PER_S 1e9

struct _TroupeLimitsGroup
{
  AdwPreferencesGroup  parent_instance;

  /* Template */
  AdwSwitchRow        *own_row;
  AdwSpinRow          *jobs_row;
  AdwSpinRow          *longest_row;
  AdwSpinRow          *step_row;

  /* Owned */
  TroupeProvider      *provider;
};

G_DEFINE_FINAL_TYPE (TroupeLimitsGroup, troupe_limits_group, ADW_TYPE_PREFERENCES_GROUP)

static guint64
read_ns (AdwSpinRow *row)
{
  return (guint64) (round (adw_spin_row_get_value (row) * 100) * (NS_PER_S / 100));
}

static void
apply_cb (TroupeLimitsGroup *self)
{
  if (self->provider == NULL)    /* it is being filled in */
    return;

  if (adw_switch_row_get_active (self->own_row))
    troupe_provider_set_limits (self->provider, read_ns (self->longest_row), read_ns (self->step_row));
  else
    troupe_provider_set_limits (self->provider, 0, 0);
}

static void
jobs_cb (TroupeLimitsGroup *self)
{
  if (self->provider != NULL)
    troupe_provider_set_jobs_at_once (self->provider, (guint) adw_spin_row_get_value (self->jobs_row));
}

static void
troupe_limits_group_dispose (GObject *object)
{
  TroupeLimitsGroup *self = TROUPE_LIMITS_GROUP (object);

  g_clear_object (&self->provider);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_LIMITS_GROUP);
  G_OBJECT_CLASS (troupe_limits_group_parent_class)->dispose (object);
}

static void
troupe_limits_group_class_init (TroupeLimitsGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_limits_group_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-limits-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeLimitsGroup, own_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeLimitsGroup, jobs_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeLimitsGroup, longest_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeLimitsGroup, step_row);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, jobs_cb);
}

static void
troupe_limits_group_init (TroupeLimitsGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * troupe_limits_group_set_provider:
 * @self: a new group
 * @provider: whose limits are shown and changed
 *
 * Shows the limits of @provider. Where there are no own ones, switching them on begins with those of the profile.
 */
void
troupe_limits_group_set_provider (TroupeLimitsGroup *self,
                                  TroupeProvider    *provider)
{
  gboolean has_own;
  TroupeSpan span;

  g_return_if_fail (TROUPE_IS_LIMITS_GROUP (self));
  g_return_if_fail (TROUPE_IS_PROVIDER (provider));
  g_return_if_fail (self->provider == NULL);

  has_own = troupe_provider_get_longest_ns (provider) != 0 || troupe_provider_get_step_ns (provider) != 0;
  troupe_provider_get_span (provider, TROUPE_SOURCE_URL, &span);
  adw_spin_row_set_value (self->jobs_row, troupe_provider_get_jobs_at_once (provider));
  adw_spin_row_set_value (self->longest_row, span.max_ns / NS_PER_S);
  adw_spin_row_set_value (self->step_row, span.step_ns / NS_PER_S);
  adw_switch_row_set_active (self->own_row, has_own);
  self->provider = g_object_ref (provider);
}
