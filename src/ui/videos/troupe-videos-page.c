/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-videos-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "troupe-video-card.h"
#include "troupe-video-list.h"
#include "troupe-video-menu.h"

struct _TroupeVideosPage
{
  AdwBin            parent_instance;

  /* Template */
  GtkSearchBar     *search_bar;
  GtkSearchEntry   *search_entry;
  GtkWidget        *filters;
  GtkDropDown      *show_drop;
  GtkDropDown      *provider_drop;
  GtkDropDown      *sort_drop;
  GtkStack         *stack;
  GtkGridView      *grid_view;

  /* Owned */
  TroupeVideoList  *list;
  TroupeProviders  *providers;
  GtkWidget        *menu;          /* the context menu that is or was open, or NULL */
  gboolean          search_mode;
};

G_DEFINE_FINAL_TYPE (TroupeVideosPage, troupe_videos_page, ADW_TYPE_BIN)

enum { PROP_0, PROP_EMPTY, PROP_SEARCH_MODE, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { VIDEO_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* In the order of TroupeVideoShow */
static const char *const shows[] = {
  NC_("videos", "All Videos"),
  NC_("videos", "Ready"),
  NC_("videos", "Being Made"),
  NC_("videos", "Not Made"),
  NC_("videos", "With a Star"),
};

/* In the order of TroupeVideoSort */
static const char *const sorts[] = {
  NC_("videos", "Newest First"),
  NC_("videos", "Oldest First"),
};

static gboolean
is_filtering (TroupeVideosPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search_entry))[0] != '\0' ||
         troupe_video_list_get_show (self->list) != TROUPE_VIDEO_SHOW_ALL ||
         troupe_video_list_get_provider_id (self->list) != NULL;
}

/* The arrow keys work at once when the gallery comes up, and again after a search. */
static void
take_focus (TroupeVideosPage *self)
{
  if (self->search_mode)
    gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  else if (gtk_widget_get_mapped (GTK_WIDGET (self->grid_view)))
    gtk_widget_grab_focus (GTK_WIDGET (self->grid_view));
}

static const char *
choose_child (TroupeVideosPage *self)
{
  if (self->list == NULL)
    return "loading";
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    return "grid";
  if (troupe_library_list_is_busy (TROUPE_LIBRARY_LIST (self->list)))
    return gtk_stack_get_visible_child_name (self->stack);    /* keep what is there until it is known */
  return is_filtering (self) ? "no-result" : "none";
}

static void
update_stack (TroupeVideosPage *self)
{
  const char *name = choose_child (self);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) == 0)
    return;

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->filters, strcmp (name, "grid") == 0 || strcmp (name, "no-result") == 0);
  if (strcmp (name, "grid") == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    take_focus (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EMPTY]);
}

static void
scroll_to_top (TroupeVideosPage *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    gtk_grid_view_scroll_to (self->grid_view, 0, GTK_LIST_SCROLL_NONE, NULL);
}

static void
search_changed_cb (TroupeVideosPage *self)
{
  if (self->list == NULL)
    return;

  scroll_to_top (self);
  troupe_library_list_set_search (TROUPE_LIBRARY_LIST (self->list),
                                  gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  update_stack (self);
}

/* The first entry stands for all of them. */
static char *
dup_chosen_provider (TroupeVideosPage *self)
{
  const guint selected = gtk_drop_down_get_selected (self->provider_drop);
  g_autoptr (TroupeProvider) provider = NULL;

  if (self->providers == NULL || selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return NULL;
  provider = g_list_model_get_item (G_LIST_MODEL (self->providers), selected - 1);
  return provider != NULL ? g_strdup (troupe_provider_get_id (provider)) : NULL;
}

static void
filter_cb (TroupeVideosPage *self)
{
  g_autofree char *provider_id = NULL;

  if (self->list == NULL)
    return;

  provider_id = dup_chosen_provider (self);
  troupe_video_list_set_show (self->list, gtk_drop_down_get_selected (self->show_drop));
  troupe_video_list_set_provider_id (self->list, provider_id);
  troupe_video_list_set_sort (self->list, gtk_drop_down_get_selected (self->sort_drop));
  update_stack (self);
}

static void
update_providers (TroupeVideosPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const guint n_providers = g_list_model_get_n_items (G_LIST_MODEL (self->providers));

  gtk_string_list_append (names, C_("videos", "All Providers"));
  for (guint i = 0; i < n_providers; i++)
    {
      g_autoptr (TroupeProvider) provider = g_list_model_get_item (G_LIST_MODEL (self->providers), i);

      gtk_string_list_append (names, troupe_provider_get_name (provider));
    }
  gtk_drop_down_set_model (self->provider_drop, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->provider_drop), n_providers > 1);
}

static void
activate_cb (TroupeVideosPage *self,
             guint             position)
{
  g_autoptr (TroupeVideo) video = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  g_signal_emit (self, signals[VIDEO_ACTIVATED], 0, video);
}

/* The card with the keyboard focus: the grid focuses the item around it. */
static TroupeVideoCard *
find_focus_card (TroupeVideosPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *child;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->grid_view)))
    return NULL;
  while (gtk_widget_get_parent (focus) != GTK_WIDGET (self->grid_view))
    focus = gtk_widget_get_parent (focus);
  child = gtk_widget_get_first_child (focus);
  return TROUPE_IS_VIDEO_CARD (child) ? TROUPE_VIDEO_CARD (child) : NULL;
}

/* GTK would give the focus to whatever comes first on the page. */
static void
menu_closed_cb (TroupeVideosPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->grid_view));
}

static void
show_menu (TroupeVideosPage       *self,
           TroupeVideoCard        *card,
           const graphene_point_t *at)
{
  g_autoptr (GMenuModel) model = NULL;

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  model = troupe_video_menu_new (troupe_video_card_get_video (card), TROUPE_VIDEO_MENU_CARD);
  self->menu = gtk_popover_menu_new_from_model (model);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) at->x, (int) at->y, 1, 1 });
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (menu_closed_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
show_menu_at (TroupeVideosPage *self,
              double            x,
              double            y,
              GtkGesture       *gesture)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->grid_view), x, y, GTK_PICK_DEFAULT);
  GtkWidget *card = widget != NULL ? gtk_widget_get_ancestor (widget, TROUPE_TYPE_VIDEO_CARD) : NULL;
  graphene_point_t point;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (card != NULL && gtk_widget_compute_point (GTK_WIDGET (self->grid_view), GTK_WIDGET (self),
                                                &GRAPHENE_POINT_INIT (x, y), &point))
    show_menu (self, TROUPE_VIDEO_CARD (card), &point);
}

static void
secondary_pressed_cb (TroupeVideosPage *self,
                      int               n_press,
                      double            x,
                      double            y,
                      GtkGesture       *gesture)
{
  show_menu_at (self, x, y, gesture);
}

static void
long_pressed_cb (TroupeVideosPage *self,
                 double            x,
                 double            y,
                 GtkGesture       *gesture)
{
  show_menu_at (self, x, y, gesture);
}

static void
menu_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  TroupeVideosPage *self = TROUPE_VIDEOS_PAGE (widget);
  TroupeVideoCard *card = find_focus_card (self);
  graphene_rect_t bounds;
  graphene_point_t center;

  if (card == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (card), widget, &bounds))
    return;
  graphene_rect_get_center (&bounds, &center);
  show_menu (self, card, &center);
}

/* videos.NAME is video.NAME for the card with the keyboard focus. */
static void
focus_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  TroupeVideoCard *card = find_focus_card (TROUPE_VIDEOS_PAGE (widget));
  g_autofree char *name = g_strconcat ("video", strchr (action_name, '.'), NULL);

  if (card != NULL)
    gtk_widget_activate_action (widget, name, "s", troupe_video_get_id (troupe_video_card_get_video (card)));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *card = troupe_video_card_new ();

  g_object_bind_property (card, "description", item, "accessible-label", G_BINDING_SYNC_CREATE);
  gtk_list_item_set_child (item, card);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  troupe_video_card_set_video (TROUPE_VIDEO_CARD (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           gpointer                  user_data)
{
  troupe_video_card_set_video (TROUPE_VIDEO_CARD (gtk_list_item_get_child (item)), NULL);
}

static gboolean
mapped_tick_cb (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  take_focus (TROUPE_VIDEOS_PAGE (widget));
  return G_SOURCE_REMOVE;
}

/* A breakpoint unmaps its content for a moment, and moves the focus on right after it is mapped again. */
static void
troupe_videos_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (troupe_videos_page_parent_class)->map (widget);
  gtk_widget_add_tick_callback (widget, mapped_tick_cb, NULL, NULL);
}

static void
troupe_videos_page_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  TroupeVideosPage *self = TROUPE_VIDEOS_PAGE (object);

  switch (property_id)
    {
    case PROP_EMPTY:
      g_value_set_boolean (value, troupe_videos_page_is_empty (self));
      break;

    case PROP_SEARCH_MODE:
      g_value_set_boolean (value, troupe_videos_page_get_search_mode (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
troupe_videos_page_set_property (GObject      *object,
                                 guint         property_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch (property_id)
    {
    case PROP_SEARCH_MODE:
      troupe_videos_page_set_search_mode (TROUPE_VIDEOS_PAGE (object), g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
troupe_videos_page_dispose (GObject *object)
{
  TroupeVideosPage *self = TROUPE_VIDEOS_PAGE (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->list);
  g_clear_object (&self->providers);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_VIDEOS_PAGE);
  G_OBJECT_CLASS (troupe_videos_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-videos-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeVideosPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideosPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideosPage, filters);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideosPage, show_drop);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideosPage, provider_drop);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideosPage, sort_drop);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideosPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideosPage, grid_view);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, secondary_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_pressed_cb);
}

static void
troupe_videos_page_class_init (TroupeVideosPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = troupe_videos_page_get_property;
  object_class->set_property = troupe_videos_page_set_property;
  object_class->dispose = troupe_videos_page_dispose;
  widget_class->map = troupe_videos_page_map;

  properties[PROP_EMPTY] =
    g_param_spec_boolean ("empty", NULL, NULL,
                          FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SEARCH_MODE] =
    g_param_spec_boolean ("search-mode", NULL, NULL,
                          FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[VIDEO_ACTIVATED] =
    g_signal_new ("video-activated",
                  TROUPE_TYPE_VIDEOS_PAGE,
                  G_SIGNAL_RUN_LAST,
                  0,
                  NULL, NULL, NULL,
                  G_TYPE_NONE, 1, TROUPE_TYPE_VIDEO);

  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "videos.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "videos.delete", NULL, focus_action);
  gtk_widget_class_install_action (widget_class, "videos.copy-prompt", NULL, focus_action);
  gtk_widget_class_install_action (widget_class, "videos.star", NULL, focus_action);
  gtk_widget_class_install_action (widget_class, "videos.save-as", NULL, focus_action);
}

static void
fill (GtkDropDown       *drop,
      const char *const *words,
      gsize              n_words)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (gsize i = 0; i < n_words; i++)
    gtk_string_list_append (list, g_dpgettext2 (NULL, "videos", words[i]));
  gtk_drop_down_set_model (drop, G_LIST_MODEL (list));
}

static void
troupe_videos_page_init (TroupeVideosPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_grid_view_set_factory (self->grid_view, factory);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  fill (self->show_drop, shows, G_N_ELEMENTS (shows));
  fill (self->sort_drop, sorts, G_N_ELEMENTS (sorts));
}

/**
 * troupe_videos_page_new:
 *
 * Makes a gallery that waits for its library.
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
troupe_videos_page_new (void)
{
  return g_object_new (TROUPE_TYPE_VIDEOS_PAGE, NULL);
}

/**
 * troupe_videos_page_set_library:
 * @self: a gallery
 * @library: a library that is open
 * @providers: whose videos a person can choose to see alone
 *
 * Shows the videos of @library.
 */
void
troupe_videos_page_set_library (TroupeVideosPage *self,
                                TroupeLibrary    *library,
                                TroupeProviders  *providers)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  g_return_if_fail (TROUPE_IS_VIDEOS_PAGE (self));
  g_return_if_fail (TROUPE_IS_LIBRARY (library));
  g_return_if_fail (TROUPE_IS_PROVIDERS (providers));

  g_clear_object (&self->list);
  if (g_set_object (&self->providers, providers))
    g_signal_connect_object (providers, "items-changed", G_CALLBACK (update_providers), self, G_CONNECT_SWAPPED);
  update_providers (self);
  self->list = troupe_video_list_new (library);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->list))));
  gtk_grid_view_set_model (self->grid_view, selection);

  /* Connected last: the grid is up to date when the stack shows it. */
  g_signal_connect_object (selection, "items-changed", G_CALLBACK (update_stack), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::busy", G_CALLBACK (update_stack), self, G_CONNECT_SWAPPED);
  update_stack (self);
}

/**
 * troupe_videos_page_is_empty:
 * @self: a gallery
 *
 * Gets whether the library is known to hold no video.
 *
 * Returns: whether there is nothing to search for
 */
gboolean
troupe_videos_page_is_empty (TroupeVideosPage *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEOS_PAGE (self), FALSE);

  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "none") == 0;
}

/**
 * troupe_videos_page_get_search_mode:
 * @self: a gallery
 *
 * Gets whether the search bar is open.
 *
 * Returns: whether it is
 */
gboolean
troupe_videos_page_get_search_mode (TroupeVideosPage *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEOS_PAGE (self), FALSE);

  return self->search_mode;
}

/**
 * troupe_videos_page_set_search_mode:
 * @self: a gallery
 * @search_mode: whether to search
 *
 * Opens the search bar, or closes it and with it the search.
 */
void
troupe_videos_page_set_search_mode (TroupeVideosPage *self,
                                    gboolean          search_mode)
{
  g_return_if_fail (TROUPE_IS_VIDEOS_PAGE (self));

  if (self->search_mode == search_mode)
    return;

  self->search_mode = search_mode;
  if (!search_mode)
    take_focus (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH_MODE]);
}

/**
 * troupe_videos_page_set_key_capture:
 * @self: a gallery
 * @widget: (nullable): where typing begins a search
 *
 * Lets a person search by typing anywhere in @widget.
 */
void
troupe_videos_page_set_key_capture (TroupeVideosPage *self,
                                    GtkWidget        *widget)
{
  g_return_if_fail (TROUPE_IS_VIDEOS_PAGE (self));
  g_return_if_fail (widget == NULL || GTK_IS_WIDGET (widget));

  gtk_search_bar_set_key_capture_widget (self->search_bar, widget);
}
