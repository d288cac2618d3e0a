/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-travel-group.h"

#include "troupe-leaves-row.h"
#include "troupe-source-row.h"

struct _TroupeTravelGroup
{
  AdwPreferencesGroup  parent_instance;

  /* Template */
  TroupeSourceRow     *host_row;
  TroupeLeavesRow     *cast_row;
  TroupeLeavesRow     *reference_row;

  gboolean             is_updating;
};

G_DEFINE_FINAL_TYPE (TroupeTravelGroup, troupe_travel_group, ADW_TYPE_PREFERENCES_GROUP)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
selected_cb (TroupeTravelGroup *self)
{
  if (!self->is_updating)
    g_signal_emit (self, signals[CHOSEN], 0);
}

static void
troupe_travel_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_TRAVEL_GROUP);
  G_OBJECT_CLASS (troupe_travel_group_parent_class)->dispose (object);
}

static void
troupe_travel_group_class_init (TroupeTravelGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_travel_group_dispose;

  /**
   * TroupeTravelGroup::chosen:
   * @self: the group
   *
   * The person chose another way.
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  g_type_ensure (TROUPE_TYPE_LEAVES_ROW);
  g_type_ensure (TROUPE_TYPE_SOURCE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-travel-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeTravelGroup, host_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeTravelGroup, cast_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeTravelGroup, reference_row);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
troupe_travel_group_init (TroupeTravelGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const TroupeTravel *
find_travel (const TroupeSceneTravel *travel,
             TroupeCargo              cargo)
{
  for (guint i = 0; travel != NULL && i < travel->travels->len; i++)
    {
      const TroupeTravel *one = g_ptr_array_index (travel->travels, i);

      if (one->cargo == cargo)
        return one;
    }
  return NULL;
}

/* What goes along with the call needs no host. */
static TroupeHost *
get_host_of (const TroupeSceneTravel *travel,
             const TroupeTravel      *one)
{
  return one != NULL && one->way == TROUPE_WAY_HOST ? travel->host : NULL;
}

/**
 * troupe_travel_group_show:
 * @self: a group
 * @travel: (nullable): what leaves this computer, `NULL` for nothing
 * @provider: for whom
 * @hosts: by which hosts it could go
 *
 * Shows what is uploaded, and offers by which host.
 */
void
troupe_travel_group_show (TroupeTravelGroup       *self,
                          const TroupeSceneTravel *travel,
                          TroupeProvider          *provider,
                          TroupeHosts             *hosts)
{
  const TroupeTravel *cast = find_travel (travel, TROUPE_CARGO_CAST);
  const TroupeTravel *reference = find_travel (travel, TROUPE_CARGO_REFERENCE);

  g_return_if_fail (TROUPE_IS_TRAVEL_GROUP (self));

  self->is_updating = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), cast != NULL || reference != NULL);
  if (travel != NULL && travel->needs_address)
    troupe_source_row_offer_uploads (self->host_row, provider, hosts, travel->takes_upload, travel->host);
  else
    gtk_widget_set_visible (GTK_WIDGET (self->host_row), FALSE);
  troupe_leaves_row_show_travel (self->cast_row, cast, provider, get_host_of (travel, cast));
  troupe_leaves_row_show_travel (self->reference_row, reference, provider, get_host_of (travel, reference));
  self->is_updating = FALSE;
}

/**
 * troupe_travel_group_get_host:
 * @self: a group
 *
 * Returns: (nullable): the id of the host that is chosen, `NULL` for none
 */
const char *
troupe_travel_group_get_host (TroupeTravelGroup *self)
{
  TroupeHost *host;

  g_return_val_if_fail (TROUPE_IS_TRAVEL_GROUP (self), NULL);

  host = gtk_widget_get_visible (GTK_WIDGET (self->host_row)) ? troupe_source_row_get_host (self->host_row) : NULL;
  return host != NULL ? troupe_host_get_id (host) : NULL;
}
