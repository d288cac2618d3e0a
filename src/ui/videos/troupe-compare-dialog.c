/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-compare-dialog.h"

#include <glib/gi18n.h>

#include "troupe-compare-page.h"
#include "troupe-thumbnail.h"
#include "troupe-video-list.h"
#include "troupe-video.h"

struct _TroupeCompareDialog
{
  AdwDialog        parent_instance;

  /* Template */
  GtkWidget       *compare_button;
  GtkSearchEntry  *search_entry;
  GtkListView     *list_view;
  GtkLabel        *hint_label;

  /* Owned */
  TroupeVideoList *list;
  GPtrArray       *chosen;    /* of char: ids, in the order in which they were chosen */
  GPtrArray       *items;     /* of GtkListItem, those that are shown, not owned */
};

G_DEFINE_FINAL_TYPE (TroupeCompareDialog, troupe_compare_dialog, ADW_TYPE_DIALOG)

static gboolean
is_chosen (TroupeCompareDialog *self,
           const char          *id,
           guint               *index)
{
  return g_ptr_array_find_with_equal_func (self->chosen, id, g_str_equal, index);
}

static const char *
get_id (GtkListItem *item)
{
  return troupe_video_get_id (gtk_list_item_get_item (item));
}

static void
update_item (TroupeCompareDialog *self,
             GtkListItem         *item)
{
  GtkCheckButton *check = GTK_CHECK_BUTTON (gtk_list_item_get_child (item));
  const gboolean is_active = is_chosen (self, get_id (item), NULL);

  gtk_check_button_set_active (check, is_active);
  gtk_widget_set_sensitive (GTK_WIDGET (check), is_active || self->chosen->len < TROUPE_COMPARE_PAGE_MAX);
}

static void
update (TroupeCompareDialog *self)
{
  const guint n_chosen = self->chosen->len;
  g_autofree char *hint = NULL;

  for (guint i = 0; i < self->items->len; i++)
    update_item (self, g_ptr_array_index (self->items, i));
  /* Translators: videos to compare; %1$u of at most %2$u */
  hint = g_strdup_printf (ngettext ("%1$u of at most %2$u video chosen", "%1$u of at most %2$u videos chosen",
                                    TROUPE_COMPARE_PAGE_MAX), n_chosen, TROUPE_COMPARE_PAGE_MAX);
  gtk_label_set_label (self->hint_label, hint);
  gtk_widget_set_sensitive (self->compare_button, n_chosen >= TROUPE_COMPARE_PAGE_MIN);
}

static void
toggled_cb (GtkCheckButton *check,
            GtkListItem    *item)
{
  TroupeCompareDialog *self = TROUPE_COMPARE_DIALOG (gtk_widget_get_ancestor (GTK_WIDGET (check),
                                                                              TROUPE_TYPE_COMPARE_DIALOG));
  guint index;

  if (self == NULL || gtk_list_item_get_item (item) == NULL ||
      gtk_check_button_get_active (check) == is_chosen (self, get_id (item), &index))
    return;

  if (gtk_check_button_get_active (check))
    g_ptr_array_add (self->chosen, g_strdup (get_id (item)));
  else
    g_ptr_array_remove_index (self->chosen, index);
  update (self);
}

static void
bind_to_video (GtkListItem *item,
               const char  *source,
               gpointer     target,
               const char  *property)
{
  GtkExpression *video = gtk_property_expression_new (GTK_TYPE_LIST_ITEM, NULL, "item");

  gtk_expression_bind (gtk_property_expression_new (TROUPE_TYPE_VIDEO, video, source), target, property, item);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *picture = g_object_new (TROUPE_TYPE_THUMBNAIL, "icon-name", "video-x-generic-symbolic", "ratio", 0.5625,
                                     "valign", GTK_ALIGN_CENTER, NULL);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), label);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), box);
  gtk_list_item_set_child (item, check);
  gtk_list_item_set_focusable (item, FALSE);
  bind_to_video (item, "poster", picture, "file");
  bind_to_video (item, "prompt", label, "label");
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), item);
}

static void
bind_cb (TroupeCompareDialog *self,
         GtkListItem         *item)
{
  g_ptr_array_add (self->items, item);
  update_item (self, item);
}

static void
unbind_cb (TroupeCompareDialog *self,
           GtkListItem         *item)
{
  g_ptr_array_remove (self->items, item);
}

static void
search_changed_cb (TroupeCompareDialog *self)
{
  troupe_library_list_set_search (TROUPE_LIBRARY_LIST (self->list),
                                  gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

static void
compare_cb (TroupeCompareDialog *self)
{
  g_autoptr (GVariant) ids = NULL;

  ids = g_variant_ref_sink (g_variant_new_strv ((const char *const *) self->chosen->pdata, self->chosen->len));
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "video.compare", ids);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
troupe_compare_dialog_dispose (GObject *object)
{
  TroupeCompareDialog *self = TROUPE_COMPARE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_COMPARE_DIALOG);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (troupe_compare_dialog_parent_class)->dispose (object);
}

static void
troupe_compare_dialog_finalize (GObject *object)
{
  TroupeCompareDialog *self = TROUPE_COMPARE_DIALOG (object);

  g_ptr_array_unref (self->chosen);
  g_ptr_array_unref (self->items);
  G_OBJECT_CLASS (troupe_compare_dialog_parent_class)->finalize (object);
}

static void
troupe_compare_dialog_class_init (TroupeCompareDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_compare_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = troupe_compare_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-compare-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeCompareDialog, compare_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeCompareDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TroupeCompareDialog, list_view);
  gtk_widget_class_bind_template_child (widget_class, TroupeCompareDialog, hint_label);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, compare_cb);
}

static void
troupe_compare_dialog_init (TroupeCompareDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->chosen = g_ptr_array_new_with_free_func (g_free);
  self->items = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list_view, factory);
}

/**
 * troupe_compare_dialog_new:
 * @library: an open library
 * @id: a video that has a file; it is chosen at first
 *
 * Makes a dialog with the videos that can be played.
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
troupe_compare_dialog_new (TroupeLibrary *library,
                           const char    *id)
{
  TroupeCompareDialog *self;
  g_autoptr (GtkSelectionModel) selection = NULL;

  g_return_val_if_fail (TROUPE_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (TROUPE_TYPE_COMPARE_DIALOG, NULL);
  g_ptr_array_add (self->chosen, g_strdup (id));
  self->list = troupe_video_list_new (library);
  troupe_video_list_set_show (self->list, TROUPE_VIDEO_SHOW_READY);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->list))));
  gtk_list_view_set_model (self->list_view, selection);
  update (self);
  return ADW_DIALOG (self);
}
