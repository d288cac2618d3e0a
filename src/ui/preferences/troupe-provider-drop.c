/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-provider-drop.h"

/* What a target knows; it dies with the widget. */
typedef struct
{
  GtkWidget             *widget;    /* borrowed */
  TroupeProviderDropShow show;
  TroupeProviderDropTake take;

  /* Owned */
  GFile                 *file;      /* that is to be taken, or NULL */
  guint                  take_id;
} Drop;

static void
drop_free (Drop *self)
{
  g_clear_handle_id (&self->take_id, g_source_remove);
  g_clear_object (&self->file);
  g_free (self);
}

static GdkDragAction
enter_cb (Drop *self)
{
  self->show (self->widget, TRUE);
  return GDK_ACTION_COPY;
}

static void
leave_cb (Drop *self)
{
  self->show (self->widget, FALSE);
}

static gboolean
take_idle (gpointer data)
{
  Drop *self = data;
  g_autoptr (GFile) file = g_steal_pointer (&self->file);

  self->take_id = 0;
  self->take (self->widget, file);    /* self may be gone now */
  return G_SOURCE_REMOVE;
}

/* The target's widget must not go away within its own handler, which a page does that gives its place to another: GTK
 * uses it afterwards, and no signal says when it is done with the drop. */
static gboolean
drop_cb (Drop         *self,
         const GValue *value)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  self->show (self->widget, FALSE);
  if (files == NULL)
    return FALSE;
  g_set_object (&self->file, files->data);
  if (self->take_id == 0)
    self->take_id = g_idle_add (take_idle, self);
  return TRUE;
}

/**
 * troupe_provider_drop_add:
 * @widget: a widget
 * @show: shows that a file is over it
 * @take: gets a file that was dropped on it, a moment later
 *
 * Lets the file of a provider be dropped on @widget.
 */
void
troupe_provider_drop_add (GtkWidget             *widget,
                          TroupeProviderDropShow show,
                          TroupeProviderDropTake take)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  Drop *self = g_new0 (Drop, 1);

  g_return_if_fail (GTK_IS_WIDGET (widget));

  self->widget = widget;
  self->show = show;
  self->take = take;
  g_object_set_data_full (G_OBJECT (target), "troupe-provider-drop", self, (GDestroyNotify) drop_free);
  g_signal_connect_swapped (target, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}
