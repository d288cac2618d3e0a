/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-clip-drag.h"

/**
 * troupe_clip_drag_prepare:
 * @file: (nullable): the file of a clip or a video
 *
 * Gets what another program is given.
 *
 * Returns: (transfer full) (nullable): the content of a drag, or `NULL` where there is nothing to drag
 */
GdkContentProvider *
troupe_clip_drag_prepare (GFile *file)
{
  g_auto (GValue) value = G_VALUE_INIT;

  if (file == NULL)
    return NULL;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (&file, 1));

  return gdk_content_provider_new_for_value (&value);
}

/**
 * troupe_clip_drag_begin:
 * @source: a drag source whose drag begins
 * @picture: what stands for the clip
 *
 * Lets @picture follow the pointer as it looks now.
 */
void
troupe_clip_drag_begin (GtkDragSource *source,
                        GtkWidget     *picture)
{
  g_autoptr (GdkPaintable) live = NULL;
  g_autoptr (GdkPaintable) icon = NULL;

  g_return_if_fail (GTK_IS_DRAG_SOURCE (source));
  g_return_if_fail (GTK_IS_WIDGET (picture));

  live = gtk_widget_paintable_new (picture);
  icon = gdk_paintable_get_current_image (live);
  gtk_drag_source_set_icon (source, icon,
                            gdk_paintable_get_intrinsic_width (icon) / 2,
                            gdk_paintable_get_intrinsic_height (icon) / 2);
}
