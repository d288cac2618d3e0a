/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "clip-page-fixture.h"

#include "test-media.h"
#include "test-wait.h"

gpointer
find_child (GtkWidget  *widget,
            const char *name)
{
  GObject *child = gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), name);

  g_assert_nonnull (child);

  return child;
}

void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autoptr (TroupeHosts) hosts = troupe_hosts_new ();

  self->dir = test_dir_new ();
  self->library = test_library_open (self->dir);
  self->providers = troupe_providers_new ();
  troupe_providers_add (self->providers,
                        troupe_presets_find (troupe_providers_get_profiles (self->providers), "chainhub"));
  self->client = troupe_client_new ();
  self->runner = troupe_runner_new (self->library, self->providers, self->client, hosts);
  self->page = GTK_WIDGET (troupe_clip_page_new (self->runner, self->providers));
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 1000, 700);
  gtk_window_set_child (self->window, self->page);
  gtk_window_present (self->window);
  self->stack = find_child (self->page, "stack");
  self->stage = find_child (self->page, "stage");
  self->form = find_child (self->page, "form");
  self->model = troupe_stage_get_model (self->stage);
}

void
tear_down (Fixture      *self,
           gconstpointer data)
{
  gtk_window_destroy (self->window);
  test_assert_finalize (self->runner);
  g_clear_object (&self->client);
  g_clear_object (&self->providers);
  test_library_close (&self->library);
  g_clear_pointer (&self->dir, test_dir_free);
}

gboolean
is_showing (Fixture    *self,
            const char *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) == 0;
}

void
open_clip (Fixture *self)
{
  g_autofree char *path = test_media_make ("long.mp4");

  troupe_clip_page_open (TROUPE_CLIP_PAGE (self->page), path);
  test_wait_until (is_showing (self, "loaded"));
  test_wait_until (troupe_clip_get_frame_times (troupe_range_model_get_clip (self->model)) != NULL);
}

void
choose_provider (Fixture    *self,
                 const char *id)
{
  GListModel *providers = G_LIST_MODEL (self->providers);

  for (guint i = 0; i < g_list_model_get_n_items (providers); i++)
    {
      g_autoptr (TroupeProvider) provider = g_list_model_get_item (providers, i);

      if (g_str_equal (troupe_provider_get_id (provider), id))
        adw_combo_row_set_selected (find_child (GTK_WIDGET (self->form), "provider_row"), i);
    }
}

const char *
sent_text (Fixture *self)
{
  return adw_action_row_get_subtitle (find_child (GTK_WIDGET (self->form), "sent_row"));
}

gboolean
can_create (Fixture *self)
{
  return gtk_widget_get_sensitive (find_child (self->page, "create_button"));
}

void
assert_range (Fixture *self,
              guint64  start_ms,
              guint64  end_ms)
{
  g_assert_cmpuint (troupe_range_model_get_range (self->model)->start_ns / MS, ==, start_ms);
  g_assert_cmpuint (troupe_range_model_get_range (self->model)->end_ns / MS, ==, end_ms);
}
