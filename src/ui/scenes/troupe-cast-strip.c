/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cast-strip.h"

#include "troupe-character-drag.h"
#include "troupe-character-list.h"
#include "troupe-clip-drag.h"
#include "troupe-thumbnail.h"

struct _TroupeCastStrip
{
  AdwBin               parent_instance;

  /* Template */
  GtkSearchEntry      *search_entry;
  GtkStack            *stack;
  GtkListView         *list_view;

  /* Owned */
  TroupeCharacterList *list;
};

G_DEFINE_FINAL_TYPE (TroupeCastStrip, troupe_cast_strip, ADW_TYPE_BIN)

enum { CHARACTER_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
update_stack (TroupeCastStrip *self)
{
  const gboolean is_empty = g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0;

  gtk_stack_set_visible_child_name (self->stack,
                                    is_empty && !troupe_library_list_is_busy (TROUPE_LIBRARY_LIST (self->list)) ? "none" : "list");
}

static void
search_changed_cb (TroupeCastStrip *self)
{
  if (self->list != NULL)
    troupe_library_list_set_search (TROUPE_LIBRARY_LIST (self->list), gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

static void
activate_cb (TroupeCastStrip *self,
             guint            position)
{
  g_autoptr (TroupeCharacter) character = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  g_signal_emit (self, signals[CHARACTER_ACTIVATED], 0, character);
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source,
            double         x,
            double         y,
            GtkListItem   *item)
{
  return troupe_character_drag_prepare (gtk_list_item_get_item (item));
}

static void
begin_cb (GtkDragSource *source,
          GdkDrag       *drag,
          GtkListItem   *item)
{
  troupe_clip_drag_begin (source, gtk_widget_get_first_child (gtk_list_item_get_child (item)));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *picture = troupe_thumbnail_new ();
  GtkWidget *label = gtk_label_new (NULL);
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 8);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_halign (picture, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), label);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), item, 0);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (begin_cb), item, 0);
  gtk_widget_add_controller (box, GTK_EVENT_CONTROLLER (source));
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  TroupeCharacter *character = gtk_list_item_get_item (item);
  GtkWidget *picture = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *label = gtk_widget_get_last_child (gtk_list_item_get_child (item));
  GBindingGroup *bindings = g_binding_group_new ();

  g_binding_group_bind (bindings, "picture", picture, "file", G_BINDING_SYNC_CREATE);
  g_binding_group_bind (bindings, "alias", label, "label", G_BINDING_SYNC_CREATE);
  g_binding_group_bind (bindings, "alias", item, "accessible-label", G_BINDING_SYNC_CREATE);
  g_binding_group_set_source (bindings, character);
  g_object_set_data_full (G_OBJECT (item), "bindings", bindings, g_object_unref);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           gpointer                  user_data)
{
  g_object_set_data (G_OBJECT (item), "bindings", NULL);
}

static void
troupe_cast_strip_dispose (GObject *object)
{
  TroupeCastStrip *self = TROUPE_CAST_STRIP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TROUPE_TYPE_CAST_STRIP);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (troupe_cast_strip_parent_class)->dispose (object);
}

static void
troupe_cast_strip_class_init (TroupeCastStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_cast_strip_dispose;
  signals[CHARACTER_ACTIVATED] = g_signal_new ("character-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                               NULL, NULL, NULL, G_TYPE_NONE, 1, TROUPE_TYPE_CHARACTER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-cast-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeCastStrip, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TroupeCastStrip, stack);
  gtk_widget_class_bind_template_child (widget_class, TroupeCastStrip, list_view);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
troupe_cast_strip_init (TroupeCastStrip *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (self->list_view, factory);
}

/**
 * troupe_cast_strip_set_library:
 * @self: a strip
 * @library: a library that is open
 *
 * Shows the characters of a library.
 */
void
troupe_cast_strip_set_library (TroupeCastStrip *self,
                               TroupeLibrary   *library)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  g_return_if_fail (TROUPE_IS_CAST_STRIP (self));
  g_return_if_fail (TROUPE_IS_LIBRARY (library));

  g_clear_object (&self->list);
  self->list = troupe_character_list_new (library);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->list))));
  gtk_list_view_set_model (self->list_view, selection);
  g_signal_connect_object (selection, "items-changed", G_CALLBACK (update_stack), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::busy", G_CALLBACK (update_stack), self, G_CONNECT_SWAPPED);
  update_stack (self);
}
