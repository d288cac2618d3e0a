/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-travel-group.h"

#include <glib/gi18n.h>

#include "troupe-leaves-row.h"
#include "troupe-source-row.h"

struct _TroupeTravelGroup
{
  AdwPreferencesGroup  parent_instance;

  /* Template */
  TroupeSourceRow     *host_row;
  TroupeLeavesRow     *cast_row;
  TroupeLeavesRow     *address_row;
  TroupeLeavesRow     *task_row;
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
  gtk_widget_class_bind_template_child (widget_class, TroupeTravelGroup, address_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeTravelGroup, task_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeTravelGroup, reference_row);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
troupe_travel_group_init (TroupeTravelGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* way: what is told instead of being cut, else any that takes a cut */
static const TroupeTravel *
find_travel (const TroupeSceneTravel *travel,
             TroupeCargo              cargo,
             TroupeWay                way)
{
  for (guint i = 0; travel != NULL && i < travel->travels->len; i++)
    {
      const TroupeTravel *one = g_ptr_array_index (travel->travels, i);

      if (one->cargo == cargo && (one->way == way || (way == TROUPE_WAY_NONE && troupe_way_needs_cut (one->way))))
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

/* What it is called that no host is used; NULL where there is no other way */
static char *
dup_usual (const TroupeSceneTravel *travel,
           TroupeProvider          *provider)
{
  if (!travel->takes_upload)
    return NULL;
  if (travel->has_address)
    return g_strdup (_("Fetched from where the clips are"));
  /* Translators: %s is the name of a provider. */
  return g_strdup_printf (_("Uploaded to %s itself"), troupe_provider_get_name (provider));
}

/**
 * troupe_travel_group_show:
 * @self: a group
 * @travel: (nullable): what leaves this computer, `NULL` for nothing
 * @provider: for whom
 * @hosts: by which hosts it could go
 *
 * Shows what is uploaded or told, and offers by which host.
 */
void
troupe_travel_group_show (TroupeTravelGroup       *self,
                          const TroupeSceneTravel *travel,
                          TroupeProvider          *provider,
                          TroupeHosts             *hosts)
{
  const TroupeTravel *cast = find_travel (travel, TROUPE_CARGO_CAST, TROUPE_WAY_NONE);
  const TroupeTravel *address = find_travel (travel, TROUPE_CARGO_CAST, TROUPE_WAY_ADDRESS);
  const TroupeTravel *task = find_travel (travel, TROUPE_CARGO_CAST, TROUPE_WAY_TASK);
  const TroupeTravel *reference = find_travel (travel, TROUPE_CARGO_REFERENCE, TROUPE_WAY_NONE);

  g_autofree char *usual = NULL;

  g_return_if_fail (TROUPE_IS_TRAVEL_GROUP (self));

  self->is_updating = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), travel != NULL && travel->travels->len > 0);
  if (travel != NULL && travel->needs_address)
    {
      usual = dup_usual (travel, provider);
      troupe_source_row_offer_uploads (self->host_row, hosts, usual, travel->host);
    }
  else
    gtk_widget_set_visible (GTK_WIDGET (self->host_row), FALSE);
  troupe_leaves_row_show_travel (self->cast_row, cast, provider, get_host_of (travel, cast));
  troupe_leaves_row_show_travel (self->address_row, address, provider, NULL);
  troupe_leaves_row_show_travel (self->task_row, task, provider, NULL);
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
