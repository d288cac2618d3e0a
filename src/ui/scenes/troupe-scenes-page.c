/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-scenes-page.h"

#include <string.h>

#include "troupe-fold.h"
#include "troupe-scene-card.h"

struct _TroupeScenesPage
{
  AdwBin              parent_instance;

  /* Template */
  GtkSearchBar       *search_bar;
  GtkSearchEntry     *search_entry;
  GtkStack           *stack;
  GtkListView        *list_view;

  /* Owned */
  TroupeScenes       *scenes;          /* NULL until the library is open */
  GtkCustomFilter    *filter;
  GtkFilterListModel *found;
  char               *words;           /* folded, that are searched for */
  gboolean            search_mode;
};

G_DEFINE_FINAL_TYPE (TroupeScenesPage, troupe_scenes_page, ADW_TYPE_BIN)

enum { PROP_0, PROP_EMPTY, PROP_SEARCH_MODE, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { SCENE_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
update_stack (TroupeScenesPage *self)
{
  const char *name;

  if (self->scenes == NULL || troupe_scenes_is_busy (self->scenes))
    name = "loading";
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->found)) > 0)
    name = "list";
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->scenes)) > 0)
    name = "no-result";
  else
    name = "none";

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) == 0)
    return;
  gtk_stack_set_visible_child_name (self->stack, name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EMPTY]);
}

static gboolean
matches (gpointer item,
         gpointer user_data)
{
  TroupeScenesPage *self = user_data;
  const TroupeScene *scene = troupe_scene_entry_get_scene (item);
  g_autofree char *text = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *folded = NULL;

  if (self->words == NULL || *self->words == '\0')
    return TRUE;

  text = troupe_scene_dup_text (scene);
  whole = g_strjoin (" ", scene->title != NULL ? scene->title : "", text, NULL);
  folded = troupe_fold (whole);
  return strstr (folded, self->words) != NULL;
}

static void
search_changed_cb (TroupeScenesPage *self)
{
  g_free (self->words);
  self->words = troupe_fold (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  update_stack (self);
}

static void
activate_cb (TroupeScenesPage *self,
             guint             position)
{
  g_autoptr (TroupeSceneEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->found), position);

  g_signal_emit (self, signals[SCENE_ACTIVATED], 0, entry);
}

/* The scene of the row that has the keyboard focus, or that something within has it of */
static TroupeSceneEntry *
find_focus_entry (TroupeScenesPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *card;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list_view)))
    return NULL;
  card = gtk_widget_get_ancestor (focus, TROUPE_TYPE_SCENE_CARD);
  if (card == NULL)
    card = gtk_widget_get_first_child (focus);
  return TROUPE_IS_SCENE_CARD (card) ? troupe_scene_card_get_entry (TROUPE_SCENE_CARD (card)) : NULL;
}

/* scenes.NAME is scene.NAME for the row with the keyboard focus. */
static void
focus_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  TroupeSceneEntry *entry = find_focus_entry (TROUPE_SCENES_PAGE (widget));
  g_autofree char *name = g_strconcat ("scene", strchr (action_name, '.'), NULL);

  if (entry != NULL)
    gtk_widget_activate_action (widget, name, "s", troupe_scene_entry_get_id (entry));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *card = troupe_scene_card_new ();

  g_object_bind_property (card, "description", item, "accessible-label", G_BINDING_SYNC_CREATE);
  gtk_list_item_set_child (item, card);
}

static void
bind_cb (TroupeScenesPage *self,
         GtkListItem      *item)
{
  troupe_scene_card_set_entry (TROUPE_SCENE_CARD (gtk_list_item_get_child (item)),
                               troupe_scenes_get_library (self->scenes), gtk_list_item_get_item (item));
}

static void
unbind_cb (TroupeScenesPage *self,
           GtkListItem      *item)
{
  troupe_scene_card_set_entry (TROUPE_SCENE_CARD (gtk_list_item_get_child (item)),
                               troupe_scenes_get_library (self->scenes), NULL);
}

static void
troupe_scenes_page_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  TroupeScenesPage *self = TROUPE_SCENES_PAGE (object);

  switch (prop_id)
    {
    case PROP_EMPTY:
      g_value_set_boolean (value, troupe_scenes_page_is_empty (self));
      break;

    case PROP_SEARCH_MODE:
      g_value_set_boolean (value, troupe_scenes_page_get_search_mode (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_scenes_page_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_SEARCH_MODE:
      troupe_scenes_page_set_search_mode (TROUPE_SCENES_PAGE (object), g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_scenes_page_dispose (GObject *object)
{
  TroupeScenesPage *self = TROUPE_SCENES_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TROUPE_TYPE_SCENES_PAGE);
  g_clear_object (&self->found);
  g_clear_object (&self->filter);
  g_clear_object (&self->scenes);
  G_OBJECT_CLASS (troupe_scenes_page_parent_class)->dispose (object);
}

static void
troupe_scenes_page_finalize (GObject *object)
{
  g_free (TROUPE_SCENES_PAGE (object)->words);
  G_OBJECT_CLASS (troupe_scenes_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-scenes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeScenesPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, TroupeScenesPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TroupeScenesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TroupeScenesPage, list_view);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
troupe_scenes_page_class_init (TroupeScenesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = troupe_scenes_page_get_property;
  object_class->set_property = troupe_scenes_page_set_property;
  object_class->dispose = troupe_scenes_page_dispose;
  object_class->finalize = troupe_scenes_page_finalize;

  properties[PROP_EMPTY] =
    g_param_spec_boolean ("empty", NULL, NULL,
                          FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SEARCH_MODE] =
    g_param_spec_boolean ("search-mode", NULL, NULL,
                          FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SCENE_ACTIVATED] =
    g_signal_new ("scene-activated",
                  TROUPE_TYPE_SCENES_PAGE,
                  G_SIGNAL_RUN_LAST,
                  0,
                  NULL, NULL, NULL,
                  G_TYPE_NONE, 1, TROUPE_TYPE_SCENE_ENTRY);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "scenes.rename", NULL, focus_action);
  gtk_widget_class_install_action (widget_class, "scenes.delete", NULL, focus_action);
}

static void
troupe_scenes_page_init (TroupeScenesPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list_view, factory);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
}

/**
 * troupe_scenes_page_set_scenes:
 * @self: a list that has no scenes yet
 * @scenes: the scenes of the library
 *
 * Shows scenes.
 */
void
troupe_scenes_page_set_scenes (TroupeScenesPage *self,
                               TroupeScenes     *scenes)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  g_return_if_fail (TROUPE_IS_SCENES_PAGE (self));
  g_return_if_fail (TROUPE_IS_SCENES (scenes));
  g_return_if_fail (self->scenes == NULL);

  self->scenes = g_object_ref (scenes);
  self->found = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (scenes)),
                                           g_object_ref (GTK_FILTER (self->filter)));
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->found))));
  gtk_list_view_set_model (self->list_view, selection);

  /* Connected last: the list is up to date when the stack shows it. */
  g_signal_connect_object (selection, "items-changed", G_CALLBACK (update_stack), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scenes, "notify::busy", G_CALLBACK (update_stack), self, G_CONNECT_SWAPPED);
  update_stack (self);
}

/**
 * troupe_scenes_page_is_empty:
 * @self: a list
 *
 * Gets whether there is known to be no scene.
 *
 * Returns: whether the page says what to do then
 */
gboolean
troupe_scenes_page_is_empty (TroupeScenesPage *self)
{
  g_return_val_if_fail (TROUPE_IS_SCENES_PAGE (self), FALSE);

  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "none") == 0;
}

/**
 * troupe_scenes_page_get_search_mode:
 * @self: a list
 *
 * Returns: whether the search bar is open
 */
gboolean
troupe_scenes_page_get_search_mode (TroupeScenesPage *self)
{
  g_return_val_if_fail (TROUPE_IS_SCENES_PAGE (self), FALSE);

  return self->search_mode;
}

/**
 * troupe_scenes_page_set_search_mode:
 * @self: a list
 * @search_mode: whether the search bar is open
 *
 * Opens or closes the search bar; closed, nothing is searched for.
 */
void
troupe_scenes_page_set_search_mode (TroupeScenesPage *self,
                                    gboolean          search_mode)
{
  g_return_if_fail (TROUPE_IS_SCENES_PAGE (self));

  search_mode = search_mode != FALSE;
  if (self->search_mode == search_mode)
    return;

  self->search_mode = search_mode;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH_MODE]);
}

/**
 * troupe_scenes_page_set_key_capture:
 * @self: a list
 * @widget: where a person may type to search
 *
 * Lets typing anywhere in @widget search, while the list is on show.
 */
void
troupe_scenes_page_set_key_capture (TroupeScenesPage *self,
                                    GtkWidget        *widget)
{
  g_return_if_fail (TROUPE_IS_SCENES_PAGE (self));

  gtk_search_bar_set_key_capture_widget (self->search_bar, widget);
}
