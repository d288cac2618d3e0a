/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-timeline-handle.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "troupe-time.h"

/* The part of the box that is seen */
#define GRIP_WIDTH 12
#define LINE_WIDTH 2

/**
 * TroupeTimelineHandle:
 *
 * An edge of the range, its body, or the playhead. Owns the children that its look is made of.
 */
struct _TroupeTimelineHandle
{
  GtkWidget           parent_instance;

  /* Owned */
  GtkWidget          *grip;
  GtkWidget          *line;           /* of the playhead, else NULL */
  char               *text;

  TroupeTimelinePart  part;
  int                 head_height;
  guint64             min_ns;
  guint64             max_ns;
  guint64             now_ns;
};

static void accessible_range_init (GtkAccessibleRangeInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TroupeTimelineHandle, troupe_timeline_handle, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_RANGE,
                                                      accessible_range_init))

enum { MOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const struct
{
  const char *css_class;
  const char *label;
} parts[TROUPE_TIMELINE_N_PARTS] = {
  [TROUPE_TIMELINE_PART_START] = { "start", NC_("timeline", "Range start") },
  [TROUPE_TIMELINE_PART_BODY] = { "body", NC_("timeline", "Range") },
  [TROUPE_TIMELINE_PART_END] = { "end", NC_("timeline", "Range end") },
  [TROUPE_TIMELINE_PART_PLAYHEAD] = { "playhead", NC_("timeline", "Playhead") },
};

static void
allocate (GtkWidget *child,
          int        x,
          int        y,
          int        width,
          int        height)
{
  int least;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, MAX (width, least), height }, -1);
}

static void
troupe_timeline_handle_size_allocate (GtkWidget *widget,
                                      int        width,
                                      int        height,
                                      int        baseline)
{
  TroupeTimelineHandle *self = TROUPE_TIMELINE_HANDLE (widget);

  switch (self->part)
    {
    case TROUPE_TIMELINE_PART_START:
      allocate (self->grip, width - TROUPE_TIMELINE_HANDLE_INSIDE - GRIP_WIDTH, 0, GRIP_WIDTH,
                height);
      break;
    case TROUPE_TIMELINE_PART_END:
      allocate (self->grip, TROUPE_TIMELINE_HANDLE_INSIDE, 0, GRIP_WIDTH, height);
      break;
    case TROUPE_TIMELINE_PART_BODY:
      allocate (self->grip, 0, 0, width, height);
      break;
    case TROUPE_TIMELINE_PART_PLAYHEAD:
      allocate (self->grip, (width - GRIP_WIDTH) / 2, 0, GRIP_WIDTH, self->head_height);
      allocate (self->line, (width - LINE_WIDTH) / 2, self->head_height, LINE_WIDTH,
                height - self->head_height);
      break;
    case TROUPE_TIMELINE_N_PARTS:
      g_assert_not_reached ();
    }
}

/* The timeline decides about the size. */
static void
troupe_timeline_handle_measure (GtkWidget     *widget,
                                GtkOrientation orientation,
                                int            for_size,
                                int           *minimum,
                                int           *natural,
                                int           *minimum_baseline,
                                int           *natural_baseline)
{
  *minimum = *natural = 0;
}

static gboolean
troupe_timeline_handle_set_current_value (GtkAccessibleRange *range,
                                          double              value)
{
  g_signal_emit (range, signals[MOVED], 0, value);

  return TRUE;
}

static void
accessible_range_init (GtkAccessibleRangeInterface *iface)
{
  iface->set_current_value = troupe_timeline_handle_set_current_value;
}

static void
troupe_timeline_handle_dispose (GObject *object)
{
  TroupeTimelineHandle *self = TROUPE_TIMELINE_HANDLE (object);

  g_clear_pointer (&self->grip, gtk_widget_unparent);
  g_clear_pointer (&self->line, gtk_widget_unparent);
  G_OBJECT_CLASS (troupe_timeline_handle_parent_class)->dispose (object);
}

static void
troupe_timeline_handle_finalize (GObject *object)
{
  TroupeTimelineHandle *self = TROUPE_TIMELINE_HANDLE (object);

  g_clear_pointer (&self->text, g_free);
  G_OBJECT_CLASS (troupe_timeline_handle_parent_class)->finalize (object);
}

static void
troupe_timeline_handle_class_init (TroupeTimelineHandleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = troupe_timeline_handle_dispose;
  object_class->finalize = troupe_timeline_handle_finalize;
  widget_class->measure = troupe_timeline_handle_measure;
  widget_class->size_allocate = troupe_timeline_handle_size_allocate;

  signals[MOVED] = g_signal_new ("moved", TROUPE_TYPE_TIMELINE_HANDLE, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);

  gtk_widget_class_set_css_name (widget_class, "handle");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
troupe_timeline_handle_init (TroupeTimelineHandle *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

static GtkWidget *
new_child (TroupeTimelineHandle *self,
           const char           *css_class)
{
  GtkWidget *child = g_object_new (ADW_TYPE_BIN,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                   "css-classes", (const char *[]) { css_class, NULL },
                                   NULL);

  gtk_widget_set_parent (child, GTK_WIDGET (self));

  return child;
}

/**
 * troupe_timeline_handle_new:
 * @part: what it moves
 *
 * Makes a handle, with the name and the look of its part.
 *
 * Returns: (transfer floating): a new handle
 */
GtkWidget *
troupe_timeline_handle_new (TroupeTimelinePart part)
{
  TroupeTimelineHandle *self = g_object_new (TROUPE_TYPE_TIMELINE_HANDLE, NULL);

  self->part = part;
  self->grip = new_child (self, "grip");
  if (part == TROUPE_TIMELINE_PART_PLAYHEAD)
    self->line = new_child (self, "line");

  gtk_widget_add_css_class (GTK_WIDGET (self), parts[part].css_class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  g_dpgettext2 (NULL, "timeline", parts[part].label),
                                  GTK_ACCESSIBLE_PROPERTY_ORIENTATION,
                                  GTK_ORIENTATION_HORIZONTAL,
                                  -1);

  return GTK_WIDGET (self);
}

/**
 * troupe_timeline_handle_get_part:
 * @self: a handle
 *
 * Returns: what it moves
 */
TroupeTimelinePart
troupe_timeline_handle_get_part (TroupeTimelineHandle *self)
{
  g_return_val_if_fail (TROUPE_IS_TIMELINE_HANDLE (self), TROUPE_TIMELINE_PART_PLAYHEAD);

  return self->part;
}

/**
 * troupe_timeline_handle_set_value:
 * @self: a handle
 * @min_ns: the least it can be moved to, in nanoseconds
 * @max_ns: the most
 * @now_ns: where it is
 * @text: where it is, in words
 *
 * Tells assistive technologies where the handle is, if that changed.
 */
void
troupe_timeline_handle_set_value (TroupeTimelineHandle *self,
                                  guint64               min_ns,
                                  guint64               max_ns,
                                  guint64               now_ns,
                                  const char           *text)
{
  g_return_if_fail (TROUPE_IS_TIMELINE_HANDLE (self));
  g_return_if_fail (text != NULL);

  if (!g_set_str (&self->text, text) && self->min_ns == min_ns && self->max_ns == max_ns &&
      self->now_ns == now_ns)
    return;

  self->min_ns = min_ns;
  self->max_ns = max_ns;
  self->now_ns = now_ns;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN,
                                  (double) min_ns / TROUPE_TIME_SECOND,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  (double) max_ns / TROUPE_TIME_SECOND,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  (double) now_ns / TROUPE_TIME_SECOND,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text,
                                  -1);
}

/**
 * troupe_timeline_handle_set_head:
 * @self: a playhead
 * @height: how high its head is, in pixels; the line begins below it
 *
 * Sets where the head ends.
 */
void
troupe_timeline_handle_set_head (TroupeTimelineHandle *self,
                                 int                   height)
{
  g_return_if_fail (TROUPE_IS_TIMELINE_HANDLE (self));

  self->head_height = height;
}
