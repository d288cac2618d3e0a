/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-characters-page.h"

#include "config.h"

#include <glib/gi18n.h>

#include "troupe-character-card.h"
#include "troupe-character-list.h"
#include "troupe-character-menu.h"
#include "troupe-welcome-page.h"

struct _TroupeCharactersPage
{
  AdwBin               parent_instance;

  /* Template */
  GtkSearchBar        *search_bar;
  GtkSearchEntry      *search_entry;
  GtkStack            *stack;
  GtkGridView         *grid_view;

  /* Owned */
  GSettings           *settings;
  TroupeCharacterList *list;
  GtkWidget           *menu;            /* the context menu that is or was open, or NULL */
  TroupeCharacter     *arriving;        /* whose card grows in when it comes, or NULL */
  gboolean             search_mode;
  gboolean             has_searched;    /* what is found has not come yet */

  /* Borrowed */
  GtkWidget           *next_focus;      /* the grid or the search entry, to be focused when it is on show, or NULL */
};

G_DEFINE_FINAL_TYPE (TroupeCharactersPage, troupe_characters_page, ADW_TYPE_BIN)

enum { PROP_0, PROP_EMPTY, PROP_SEARCH_MODE, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { CHARACTER_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean
is_searching (TroupeCharactersPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search_entry))[0] != '\0';
}

/* The arrow keys work at once when the gallery first comes up. */
static void
take_focus (TroupeCharactersPage *self)
{
  if (self->next_focus == NULL || !gtk_widget_get_mapped (self->next_focus))
    return;

  gtk_widget_grab_focus (g_steal_pointer (&self->next_focus));
  gtk_editable_set_position (GTK_EDITABLE (self->search_entry), -1);    /* nothing is selected */
}

static void
update_stack (TroupeCharactersPage *self)
{
  const char *name;

  if (self->list == NULL)
    name = "loading";
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    name = "grid";
  else if (troupe_library_list_is_busy (TROUPE_LIBRARY_LIST (self->list)))
    name = gtk_stack_get_visible_child_name (self->stack);    /* keep what is there until it is known */
  else if (is_searching (self))
    name = "no-result";
  else
    name = "welcome";

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) == 0)
    return;

  gtk_stack_set_visible_child_name (self->stack, name);
  take_focus (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EMPTY]);
}

static void
update_sort (TroupeCharactersPage *self)
{
  if (self->list != NULL)
    troupe_character_list_set_sort (self->list, g_settings_get_enum (self->settings, "character-sort"));
}

/* The best match, or the newest character, comes first. */
static void
scroll_to_top (TroupeCharactersPage *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    gtk_grid_view_scroll_to (self->grid_view, 0, GTK_LIST_SCROLL_NONE, NULL);
}

static void
search_changed_cb (TroupeCharactersPage *self)
{
  if (self->list == NULL)
    return;

  scroll_to_top (self);
  self->has_searched = TRUE;
  troupe_library_list_set_search (TROUPE_LIBRARY_LIST (self->list), gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  update_stack (self);
}

/* The grid stays at what it shows: what comes before that would be out of sight. */
static void
items_changed_cb (TroupeCharactersPage *self)
{
  if (self->has_searched)
    scroll_to_top (self);
  self->has_searched = FALSE;
  update_stack (self);
}

static void
activate_cb (TroupeCharactersPage *self,
             guint                 position)
{
  g_autoptr (TroupeCharacter) character = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  g_signal_emit (self, signals[CHARACTER_ACTIVATED], 0, character);
}

static TroupeCharacterCard *
find_card (GtkWidget *item)
{
  GtkWidget *child = item != NULL ? gtk_widget_get_first_child (item) : NULL;

  return TROUPE_IS_CHARACTER_CARD (child) ? TROUPE_CHARACTER_CARD (child) : NULL;
}

/* What has the keyboard focus within widget, or NULL. */
static GtkWidget *
find_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget) ? focus : NULL;
}

/* The card with the keyboard focus: the grid focuses the item around it. */
static TroupeCharacterCard *
find_focus_card (TroupeCharactersPage *self)
{
  GtkWidget *focus = find_focus (GTK_WIDGET (self->grid_view));

  while (focus != NULL && gtk_widget_get_parent (focus) != GTK_WIDGET (self->grid_view))
    focus = gtk_widget_get_parent (focus);
  return find_card (focus);
}

static TroupeCharacterCard *
find_card_at (TroupeCharactersPage *self,
              double                x,
              double                y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->grid_view), x, y, GTK_PICK_DEFAULT);
  GtkWidget *card = widget != NULL ? gtk_widget_get_ancestor (widget, TROUPE_TYPE_CHARACTER_CARD) : NULL;

  return card != NULL ? TROUPE_CHARACTER_CARD (card) : NULL;
}

/* GTK would give the focus to whatever comes first on the page. */
static void
menu_closed_cb (TroupeCharactersPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->grid_view));
}

static void
show_menu (TroupeCharactersPage *self,
           TroupeCharacterCard  *card,
           double                x,
           double                y)
{
  g_autoptr (GMenuModel) model = NULL;

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  model = troupe_character_menu_new (troupe_character_card_get_character (card), TROUPE_CHARACTER_MENU_CARD);
  self->menu = gtk_popover_menu_new_from_model (model);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { x, y, 1, 1 });
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (menu_closed_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
show_menu_at (TroupeCharactersPage *self,
              double                x,
              double                y)
{
  TroupeCharacterCard *card = find_card_at (self, x, y);
  graphene_point_t point;

  if (card != NULL && gtk_widget_compute_point (GTK_WIDGET (self->grid_view), GTK_WIDGET (self),
                                                &GRAPHENE_POINT_INIT (x, y), &point))
    show_menu (self, card, point.x, point.y);
}

static void
secondary_pressed_cb (TroupeCharactersPage *self,
                      int                   n_press,
                      double                x,
                      double                y,
                      GtkGesture           *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu_at (self, x, y);
}

static void
long_pressed_cb (TroupeCharactersPage *self,
                 double                x,
                 double                y,
                 GtkGesture           *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu_at (self, x, y);
}

static void
menu_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  TroupeCharactersPage *self = TROUPE_CHARACTERS_PAGE (widget);
  TroupeCharacterCard *card = find_focus_card (self);
  graphene_rect_t bounds;

  if (card != NULL && gtk_widget_compute_bounds (GTK_WIDGET (card), widget, &bounds))
    show_menu (self, card, bounds.origin.x + bounds.size.width / 2, bounds.origin.y + bounds.size.height / 2);
}

/* grid.NAME is character.NAME for the card with the keyboard focus. */
static void
focus_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  TroupeCharacterCard *card = find_focus_card (TROUPE_CHARACTERS_PAGE (widget));
  g_autofree char *name = g_strconcat ("character", strchr (action_name, '.'), NULL);

  if (card != NULL)
    gtk_widget_activate_action (widget, name, "s",
                                troupe_character_get_id (troupe_character_card_get_character (card)));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *card = troupe_character_card_new ();

  g_object_bind_property (card, "description", item, "accessible-label", G_BINDING_SYNC_CREATE);
  gtk_list_item_set_child (item, card);
}

/* Once, and not again when the card scrolls out and in. */
static void
let_arrive (TroupeCharactersPage *self,
            TroupeCharacterCard  *card)
{
  if (self->arriving == NULL || card == NULL || troupe_character_card_get_character (card) != self->arriving)
    return;

  gtk_widget_add_css_class (GTK_WIDGET (card), "arriving");
  g_clear_object (&self->arriving);
}

static void
bind_cb (TroupeCharactersPage *self,
         GtkListItem          *item)
{
  GtkWidget *card = gtk_list_item_get_child (item);
  TroupeCharacter *character = gtk_list_item_get_item (item);

  troupe_character_card_set_character (TROUPE_CHARACTER_CARD (card), character);
  let_arrive (self, TROUPE_CHARACTER_CARD (card));
}

static void
unbind_cb (TroupeCharactersPage *self,
           GtkListItem          *item)
{
  GtkWidget *card = gtk_list_item_get_child (item);

  gtk_widget_remove_css_class (card, "arriving");
  troupe_character_card_set_character (TROUPE_CHARACTER_CARD (card), NULL);
}

static GtkListItemFactory *
create_factory (TroupeCharactersPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);

  return factory;
}

static gboolean
mapped_tick_cb (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  take_focus (TROUPE_CHARACTERS_PAGE (widget));

  return G_SOURCE_REMOVE;
}

/* A breakpoint unmaps its content for a moment, and moves the focus on right after it is mapped again. */
static void
troupe_characters_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (troupe_characters_page_parent_class)->map (widget);
  gtk_widget_add_tick_callback (widget, mapped_tick_cb, NULL, NULL);
}

static void
troupe_characters_page_unmap (GtkWidget *widget)
{
  TroupeCharactersPage *self = TROUPE_CHARACTERS_PAGE (widget);

  if (find_focus_card (self) != NULL)
    self->next_focus = GTK_WIDGET (self->grid_view);
  else if (find_focus (GTK_WIDGET (self->search_entry)) != NULL)
    self->next_focus = GTK_WIDGET (self->search_entry);
  GTK_WIDGET_CLASS (troupe_characters_page_parent_class)->unmap (widget);
}

static void
troupe_characters_page_get_property (GObject    *object,
                                     guint       property_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  TroupeCharactersPage *self = TROUPE_CHARACTERS_PAGE (object);

  switch (property_id)
    {
    case PROP_EMPTY:
      g_value_set_boolean (value, troupe_characters_page_is_empty (self));
      break;

    case PROP_SEARCH_MODE:
      g_value_set_boolean (value, troupe_characters_page_get_search_mode (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
troupe_characters_page_set_property (GObject      *object,
                                     guint         property_id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  switch (property_id)
    {
    case PROP_SEARCH_MODE:
      troupe_characters_page_set_search_mode (TROUPE_CHARACTERS_PAGE (object), g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
troupe_characters_page_dispose (GObject *object)
{
  TroupeCharactersPage *self = TROUPE_CHARACTERS_PAGE (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->arriving);
  g_clear_object (&self->list);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_CHARACTERS_PAGE);
  G_OBJECT_CLASS (troupe_characters_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-characters-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeCharactersPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharactersPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharactersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharactersPage, grid_view);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, secondary_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_pressed_cb);
}

static void
troupe_characters_page_class_init (TroupeCharactersPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = troupe_characters_page_get_property;
  object_class->set_property = troupe_characters_page_set_property;
  object_class->dispose = troupe_characters_page_dispose;
  widget_class->map = troupe_characters_page_map;
  widget_class->unmap = troupe_characters_page_unmap;

  properties[PROP_EMPTY] =
    g_param_spec_boolean ("empty", NULL, NULL,
                          FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SEARCH_MODE] =
    g_param_spec_boolean ("search-mode", NULL, NULL,
                          FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHARACTER_ACTIVATED] =
    g_signal_new ("character-activated",
                  TROUPE_TYPE_CHARACTERS_PAGE,
                  G_SIGNAL_RUN_LAST,
                  0,
                  NULL, NULL, NULL,
                  G_TYPE_NONE, 1, TROUPE_TYPE_CHARACTER);

  g_type_ensure (TROUPE_TYPE_WELCOME_PAGE);
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "grid.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "grid.rename", NULL, focus_action);
  gtk_widget_class_install_action (widget_class, "grid.delete", NULL, focus_action);
  gtk_widget_class_install_action (widget_class, "grid.copy-mention", NULL, focus_action);
  gtk_widget_class_install_action (widget_class, "grid.favourite", NULL, focus_action);
}

static void
troupe_characters_page_init (TroupeCharactersPage *self)
{
  g_autoptr (GtkListItemFactory) factory = create_factory (self);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->next_focus = GTK_WIDGET (self->grid_view);
  gtk_grid_view_set_factory (self->grid_view, factory);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));

  self->settings = g_settings_new (APP_ID);
  g_signal_connect_object (self->settings, "changed::character-sort",
                           G_CALLBACK (update_sort), self, G_CONNECT_SWAPPED);
}

/**
 * troupe_characters_page_new:
 *
 * Makes a gallery that waits for its library.
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
troupe_characters_page_new (void)
{
  return g_object_new (TROUPE_TYPE_CHARACTERS_PAGE, NULL);
}

/**
 * troupe_characters_page_set_library:
 * @self: a gallery
 * @library: a library that is open
 *
 * Shows the characters of @library.
 */
void
troupe_characters_page_set_library (TroupeCharactersPage *self,
                                    TroupeLibrary        *library)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  g_return_if_fail (TROUPE_IS_CHARACTERS_PAGE (self));
  g_return_if_fail (TROUPE_IS_LIBRARY (library));

  g_clear_object (&self->list);
  self->list = troupe_character_list_new (library);
  update_sort (self);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->list))));
  gtk_grid_view_set_model (self->grid_view, selection);

  /* Connected last: the grid is up to date when the stack shows it. */
  g_signal_connect_object (selection, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::busy", G_CALLBACK (update_stack), self, G_CONNECT_SWAPPED);
  update_stack (self);
}

/**
 * troupe_characters_page_expect:
 * @self: a gallery with a library
 * @character: a character that has just come into the library
 *
 * Goes to where new characters come in, and lets the card of @character grow in. Where animations are off it is just there.
 */
void
troupe_characters_page_expect (TroupeCharactersPage *self,
                               TroupeCharacter      *character)
{
  g_return_if_fail (TROUPE_IS_CHARACTERS_PAGE (self));
  g_return_if_fail (TROUPE_IS_CHARACTER (character));

  g_set_object (&self->arriving, character);
  for (GtkWidget *item = gtk_widget_get_first_child (GTK_WIDGET (self->grid_view));
       item != NULL;
       item = gtk_widget_get_next_sibling (item))
    let_arrive (self, find_card (item));
  if (troupe_character_list_get_sort (self->list) == TROUPE_CHARACTER_SORT_NEWEST)
    scroll_to_top (self);
}

/**
 * troupe_characters_page_is_empty:
 * @self: a gallery
 *
 * Gets whether the library is known to hold no character.
 *
 * Returns: whether the welcome is shown
 */
gboolean
troupe_characters_page_is_empty (TroupeCharactersPage *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTERS_PAGE (self), FALSE);

  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "welcome") == 0;
}

/**
 * troupe_characters_page_get_search_mode:
 * @self: a gallery
 *
 * Gets whether the search bar is open.
 *
 * Returns: whether it is
 */
gboolean
troupe_characters_page_get_search_mode (TroupeCharactersPage *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTERS_PAGE (self), FALSE);

  return self->search_mode;
}

/**
 * troupe_characters_page_set_search_mode:
 * @self: a gallery
 * @search_mode: whether to search
 *
 * Opens the search bar, or closes it and with it the search.
 */
void
troupe_characters_page_set_search_mode (TroupeCharactersPage *self,
                                        gboolean              search_mode)
{
  g_return_if_fail (TROUPE_IS_CHARACTERS_PAGE (self));

  if (self->search_mode == search_mode)
    return;

  self->search_mode = search_mode;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH_MODE]);
}

/**
 * troupe_characters_page_set_key_capture:
 * @self: a gallery
 * @widget: (nullable): where typing begins a search
 *
 * Lets a person search by typing anywhere in @widget.
 */
void
troupe_characters_page_set_key_capture (TroupeCharactersPage *self,
                                        GtkWidget            *widget)
{
  g_return_if_fail (TROUPE_IS_CHARACTERS_PAGE (self));
  g_return_if_fail (widget == NULL || GTK_IS_WIDGET (widget));

  gtk_search_bar_set_key_capture_widget (self->search_bar, widget);
}
