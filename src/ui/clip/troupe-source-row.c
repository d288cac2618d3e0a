/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-source-row.h"

#include <glib/gi18n.h>

#include "troupe-way.h"

#define ANY_HOST ""

/* What a row of the list stands for */
typedef struct
{
  TroupeSource  source;
  TroupeHost   *host;      /* owned, or NULL */
} Choice;

struct _TroupeSourceRow
{
  AdwComboRow  parent_instance;

  /* Owned */
  GArray      *choices;          /* of Choice */
  char        *task_provider;    /* who made the clip, or NULL */
  char        *task_id;          /* as what */
};

G_DEFINE_FINAL_TYPE (TroupeSourceRow, troupe_source_row, ADW_TYPE_COMBO_ROW)

static void
clear_choice (Choice *choice)
{
  g_clear_object (&choice->host);
}

static void
troupe_source_row_finalize (GObject *object)
{
  TroupeSourceRow *self = TROUPE_SOURCE_ROW (object);

  g_clear_pointer (&self->choices, g_array_unref);
  g_clear_pointer (&self->task_provider, g_free);
  g_clear_pointer (&self->task_id, g_free);
  G_OBJECT_CLASS (troupe_source_row_parent_class)->finalize (object);
}

static void
troupe_source_row_class_init (TroupeSourceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = troupe_source_row_finalize;
}

static void
troupe_source_row_init (TroupeSourceRow *self)
{
  self->choices = g_array_new (FALSE, FALSE, sizeof (Choice));
  g_array_set_clear_func (self->choices, (GDestroyNotify) clear_choice);
}

static void
add_choice (TroupeSourceRow *self,
            GtkStringList   *names,
            TroupeSource     source,
            TroupeHost      *host,
            const char      *name)
{
  Choice choice = { source, host != NULL ? g_object_ref (host) : NULL };

  g_array_append_val (self->choices, choice);
  gtk_string_list_append (names, name);
}

static void
add_host (TroupeSourceRow *self,
          GtkStringList   *names,
          TroupeHost      *host)
{
  /* Translators: %s is the name of a host, a place that gives the clip an address. */
  g_autofree char *name = g_strdup_printf (_("The range is cut and uploaded to %s"), troupe_host_get_name (host));

  add_choice (self, names, TROUPE_SOURCE_FILE, host, name);
}

/* The one for new clips first */
static void
add_hosts (TroupeSourceRow *self,
           GtkStringList   *names,
           TroupeHosts     *hosts)
{
  TroupeHost *first = troupe_hosts_get_default (hosts);

  if (first != NULL)
    add_host (self, names, first);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (hosts)); i++)
    {
      g_autoptr (TroupeHost) host = g_list_model_get_item (G_LIST_MODEL (hosts), i);

      if (host != first)
        add_host (self, names, host);
    }
}

static void
add_files (TroupeSourceRow *self,
           GtkStringList   *names,
           TroupeProfile   *profile,
           TroupeHosts     *hosts)
{
  const gboolean is_direct = troupe_profile_get_sources (profile) & TROUPE_SOURCE_FILE;

  if (is_direct)
    add_choice (self, names, TROUPE_SOURCE_FILE, NULL, _("The range is cut and uploaded"));
  /* What goes along with the call itself needs no host. */
  if (hosts == NULL || troupe_way_choose (profile, TROUPE_SOURCE_FILE, ANY_HOST) != TROUPE_WAY_HOST)
    return;
  /* What goes along with videos goes by the way that is usual then; another is chosen with the scene. */
  if (troupe_profile_get_kind (profile) != TROUPE_KIND_INLINE)
    add_hosts (self, names, hosts);
  else if (!is_direct && troupe_hosts_get_default (hosts) != NULL)
    add_host (self, names, troupe_hosts_get_default (hosts));
}

static void
add_address (TroupeSourceRow *self,
             GtkStringList   *names,
             TroupeProfile   *profile)
{
  if (troupe_profile_get_sources (profile) & TROUPE_SOURCE_URL)
    add_choice (self, names, TROUPE_SOURCE_URL, NULL, _("The provider fetches the address"));
}

/**
 * troupe_source_row_offer:
 * @self: a row
 * @provider: whom the clip is for
 * @hosts: (nullable): the person's hosts
 * @is_remote: whether the clip has an address
 *
 * Offers the ways that @provider takes, the one that is chosen by itself first: what it made itself it has already, a
 * clip with an address is fetched from there, any other goes along with the call, by the provider's own upload, by a
 * host, or gets an address from the person, in this order.
 */
void
troupe_source_row_offer (TroupeSourceRow *self,
                         TroupeProvider  *provider,
                         TroupeHosts     *hosts,
                         gboolean         is_remote)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  TroupeProfile *profile;

  g_return_if_fail (TROUPE_IS_SOURCE_ROW (self));
  g_return_if_fail (TROUPE_IS_PROVIDER (provider));

  profile = troupe_provider_get_profile (provider);
  g_array_set_size (self->choices, 0);
  if (g_strcmp0 (self->task_provider, troupe_provider_get_id (provider)) == 0 &&
      troupe_profile_get_sources (profile) & TROUPE_SOURCE_TASK)
    add_choice (self, names, TROUPE_SOURCE_TASK, NULL, _("The provider made the video and has it"));
  if (is_remote)
    add_address (self, names, profile);
  add_files (self, names, profile, hosts);
  if (!is_remote)
    add_address (self, names, profile);
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self), self->choices->len > 1);
}

static void
choose_host (TroupeSourceRow *self,
             TroupeHost      *host)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      if (g_array_index (self->choices, Choice, i).host == host)
        adw_combo_row_set_selected (ADW_COMBO_ROW (self), i);
    }
}

/**
 * troupe_source_row_offer_uploads:
 * @self: a row
 * @hosts: the person's hosts
 * @usual: (nullable): what it is called that no host is used; `NULL` where there is no other way
 * @chosen: (nullable): one of the hosts; `NULL` for the usual way
 *
 * Offers where files get an address, and chooses one of them.
 */
void
troupe_source_row_offer_uploads (TroupeSourceRow *self,
                                 TroupeHosts     *hosts,
                                 const char      *usual,
                                 TroupeHost      *chosen)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_return_if_fail (TROUPE_IS_SOURCE_ROW (self));
  g_return_if_fail (TROUPE_IS_HOSTS (hosts));

  g_array_set_size (self->choices, 0);
  if (usual != NULL)
    add_choice (self, names, TROUPE_SOURCE_FILE, NULL, usual);
  add_hosts (self, names, hosts);
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
  choose_host (self, chosen);
  gtk_widget_set_visible (GTK_WIDGET (self), self->choices->len > 0);
}

/**
 * troupe_source_row_set_task:
 * @self: a row
 * @provider_id: (nullable): who made the clip
 * @task_id: (nullable): what that was called there
 *
 * Tells where the clip is from. What is offered changes with the next troupe_source_row_offer().
 */
void
troupe_source_row_set_task (TroupeSourceRow *self,
                            const char      *provider_id,
                            const char      *task_id)
{
  g_return_if_fail (TROUPE_IS_SOURCE_ROW (self));

  g_set_str (&self->task_provider, provider_id);
  g_set_str (&self->task_id, task_id);
}

/**
 * troupe_source_row_get_task:
 * @self: a row
 *
 * Returns: (nullable): what the clip is called where it was made
 */
const char *
troupe_source_row_get_task (TroupeSourceRow *self)
{
  g_return_val_if_fail (TROUPE_IS_SOURCE_ROW (self), NULL);

  return self->task_id;
}

/**
 * troupe_source_row_get_source:
 * @self: a row
 *
 * Returns: what is chosen, 0 before anything was offered
 */
TroupeSource
troupe_source_row_get_source (TroupeSourceRow *self)
{
  guint selected;

  g_return_val_if_fail (TROUPE_IS_SOURCE_ROW (self), 0);

  selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  return selected < self->choices->len ? g_array_index (self->choices, Choice, selected).source : 0;
}

/**
 * troupe_source_row_get_host:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the host that is chosen
 */
TroupeHost *
troupe_source_row_get_host (TroupeSourceRow *self)
{
  guint selected;

  g_return_val_if_fail (TROUPE_IS_SOURCE_ROW (self), NULL);

  selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  return selected < self->choices->len ? g_array_index (self->choices, Choice, selected).host : NULL;
}
