/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-window-private.h"

/* Pages of the window's root, and what of its header belongs to which of them */

static gboolean
is_on (TroupeWindow *self,
       const char   *page)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->view_stack), page) == 0;
}

static const char *
get_title (TroupeWindow *self)
{
  GtkWidget *page = adw_view_stack_get_visible_child (self->view_stack);

  return adw_view_stack_page_get_title (adw_view_stack_get_page (self->view_stack, page));
}

/* One primary button a page: a page that is empty has its own. Without a library there is nothing to make or find. */
static void
show_buttons (GtkWidget *new_button,
              GtkWidget *search_button,
              gboolean   is_shown,
              gboolean   is_empty)
{
  gtk_widget_set_visible (new_button, is_shown);
  gtk_widget_set_visible (search_button, is_shown && !is_empty);
  if (is_empty)
    gtk_widget_remove_css_class (new_button, "suggested-action");
  else
    gtk_widget_add_css_class (new_button, "suggested-action");
}

void
_troupe_window_update_header (TroupeWindow *self)
{
  const gboolean is_open = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "library") == 0;
  const gboolean is_low = self->has_low_switcher || !is_open;

  gtk_label_set_label (self->title_label, get_title (self));
  gtk_widget_set_visible (GTK_WIDGET (self->title_label), is_low);
  gtk_widget_set_visible (self->switcher, !is_low);
  adw_view_switcher_bar_set_reveal (self->switcher_bar, self->has_low_switcher && is_open);
  gtk_widget_set_visible (GTK_WIDGET (self->jobs_button), is_open);
  show_buttons (self->new_button, self->search_button, is_open && is_on (self, "characters"),
                troupe_characters_page_is_empty (self->characters_page));
  show_buttons (self->new_scene_button, self->scenes_search_button, is_open && is_on (self, "scenes"),
                troupe_scenes_page_is_empty (self->scenes_page));
  gtk_widget_set_visible (self->videos_search_button, is_open && is_on (self, "videos") &&
                          !troupe_videos_page_is_empty (self->videos_page));
}

static void
low_switcher_cb (TroupeWindow *self)
{
  self->has_low_switcher = TRUE;
  _troupe_window_update_header (self);
}

static void
high_switcher_cb (TroupeWindow *self)
{
  self->has_low_switcher = FALSE;
  _troupe_window_update_header (self);
}

static void
wide_cb (TroupeWindow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self->view_stack), "wide");
}

static void
narrow_cb (TroupeWindow *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->view_stack), "wide");
}

/* Not while the template is built, and the page that was shown last is not known yet */
static void
page_cb (TroupeWindow *self)
{
  if (self->settings == NULL)
    return;

  g_settings_set_string (self->settings, "page", adw_view_stack_get_visible_child_name (self->view_stack));
  _troupe_window_update_header (self);
}

static void
page_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *name)
{
  _troupe_window_show_page (TROUPE_WINDOW (widget), g_variant_get_string (name, NULL));
}

/* What is being made */
static void
show_videos_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  _troupe_window_show_page (TROUPE_WINDOW (widget), "videos");
}

static void
search_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  TroupeWindow *self = TROUPE_WINDOW (widget);

  adw_navigation_view_pop_to_page (self->navigation_view, self->library_page);
  if (is_on (self, "scenes"))
    troupe_scenes_page_set_search_mode (self->scenes_page,
                                        !troupe_scenes_page_get_search_mode (self->scenes_page));
  else if (is_on (self, "videos"))
    troupe_videos_page_set_search_mode (self->videos_page,
                                        !troupe_videos_page_get_search_mode (self->videos_page));
  else
    troupe_characters_page_set_search_mode (self->characters_page,
                                            !troupe_characters_page_get_search_mode (self->characters_page));
}

void
_troupe_window_bind_pages (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, TroupeWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeWindow, new_scene_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeWindow, scenes_search_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeWindow, videos_search_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeWindow, title_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, TroupeWindow, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, TroupeWindow, view_stack);
  gtk_widget_class_bind_template_child (widget_class, TroupeWindow, characters_page);
  gtk_widget_class_bind_template_child (widget_class, TroupeWindow, scenes_page);
  gtk_widget_class_bind_template_child (widget_class, TroupeWindow, videos_page);
  gtk_widget_class_bind_template_callback (widget_class, low_switcher_cb);
  gtk_widget_class_bind_template_callback (widget_class, high_switcher_cb);
  gtk_widget_class_bind_template_callback (widget_class, wide_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_cb);
  gtk_widget_class_install_action (widget_class, "win.page", "s", page_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.show-videos", NULL, show_videos_action);
}

/* At the page that was shown last */
void
_troupe_window_start_pages (TroupeWindow *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "page");

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.search", FALSE);
  troupe_characters_page_set_key_capture (self->characters_page, GTK_WIDGET (self->library_page));
  troupe_scenes_page_set_key_capture (self->scenes_page, GTK_WIDGET (self->library_page));
  troupe_videos_page_set_key_capture (self->videos_page, GTK_WIDGET (self->library_page));
  g_signal_connect_object (self->characters_page, "notify::empty",
                           G_CALLBACK (_troupe_window_update_header), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scenes_page, "notify::empty",
                           G_CALLBACK (_troupe_window_update_header), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->videos_page, "notify::empty",
                           G_CALLBACK (_troupe_window_update_header), self, G_CONNECT_SWAPPED);
  if (adw_view_stack_get_child_by_name (self->view_stack, name) != NULL)
    adw_view_stack_set_visible_child_name (self->view_stack, name);
  _troupe_window_update_header (self);
}

void
_troupe_window_show_page (TroupeWindow *self,
                          const char   *name)
{
  adw_navigation_view_pop_to_page (self->navigation_view, self->library_page);
  adw_view_stack_set_visible_child_name (self->view_stack, name);
}
