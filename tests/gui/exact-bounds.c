/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Preloaded into the program under test. GTK 4.18 adds up accessible boxes without the padding and
 * border of the widgets around them; with this every box is exact, so that a pointer can hit it. */

#define _GNU_SOURCE
#include <dlfcn.h>

#include <gtk/gtk.h>

static gboolean
get_exact_bounds (GtkAccessible *accessible,
                  int           *x,
                  int           *y,
                  int           *width,
                  int           *height)
{
  GtkWidget *widget = GTK_WIDGET (accessible);
  GtkWidget *parent = gtk_widget_get_parent (widget);
  graphene_rect_t box;
  graphene_rect_t outer;
  double dx = 0;
  double dy = 0;

  if (!gtk_widget_get_realized (widget) ||
      !gtk_widget_compute_bounds (widget, parent != NULL ? parent : widget, &box))
    return FALSE;

  if (parent != NULL && gtk_widget_compute_bounds (parent, parent, &outer))
    {
      dx = -outer.origin.x;
      dy = -outer.origin.y;
    }
  else if (GTK_IS_NATIVE (widget))
    {
      gtk_native_get_surface_transform (GTK_NATIVE (widget), &dx, &dy);
    }

  *x = (int) (box.origin.x + dx);
  *y = (int) (box.origin.y + dy);
  *width = (int) box.size.width;
  *height = (int) box.size.height;
  return TRUE;
}

int
g_application_run (GApplication *application,
                   int           argc,
                   char        **argv)
{
  int (*run) (GApplication *, int, char **) = dlsym (RTLD_NEXT, "g_application_run");
  GTypeClass *widget_class = g_type_class_ref (GTK_TYPE_WIDGET);
  GtkAccessibleInterface *iface = g_type_interface_peek (widget_class, GTK_TYPE_ACCESSIBLE);

  iface->get_bounds = get_exact_bounds;
  return run (application, argc, argv);
}
