/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the timeline says: in the label above what is moved, and to assistive technologies. */

#include "troupe-timeline-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "troupe-frame-boundary.h"
#include "troupe-limit-text.h"
#include "troupe-time.h"
#include "troupe-timeline-cuts.h"
#include "troupe-timeline-strip.h"
#include "troupe-timeline-wave.h"

#define TIP_DISTANCE 4

/* Between two announcements */
#define QUIET_US G_USEC_PER_SEC

/* Before a frame is spoken of: the next one may be wanted at once */
#define REST_US 300000

/* With at most three decimals, so that whole seconds have the plural they are written with */
static char *
format_seconds (guint64 time_ns)
{
  return g_strdup_printf ("%.10g", round ((double) time_ns * 1000 / TROUPE_TIME_SECOND) / 1000);
}

static guint64
tip_time (TroupeTimeline *self)
{
  if (self->dragged == TROUPE_TIMELINE_N_PARTS)
    return troupe_clip_find_frame (self->clip,
                                   troupe_timeline_view_get_time (&self->view, self->pointer_x), 0);
  if (self->dragged == TROUPE_TIMELINE_PART_PLAYHEAD)
    return self->scrub_ns;

  return troupe_range_model_get_edge_ns (self->model, troupe_timeline_range_part (self->dragged));
}

static char *
dup_tip_text (TroupeTimeline *self)
{
  g_autofree char *time = troupe_time_format (tip_time (self), 2);
  g_autofree char *limit = NULL;
  g_autofree char *length = NULL;
  const TroupeRange *range;

  if (self->dragged == TROUPE_TIMELINE_N_PARTS || self->dragged == TROUPE_TIMELINE_PART_PLAYHEAD)
    return g_steal_pointer (&time);

  limit = troupe_limit_text_dup (self->model, self->provider_name);
  if (limit != NULL)
    /* Translators: where an edge of the range is, then what stopped it there */
    return g_strdup_printf (_("%1$s · %2$s"), time, limit);

  range = troupe_range_model_get_range (self->model);
  length = g_strdup_printf ("%.2f", (double) (range->end_ns - range->start_ns) / TROUPE_TIME_SECOND);
  /* Translators: where an edge of the range is, then how many seconds the range is long */
  return g_strdup_printf (_("%1$s · %2$s s"), time, length);
}

static gboolean
has_room_above (TroupeTimeline *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  graphene_point_t origin;
  GtkRequisition size;

  gtk_widget_get_preferred_size (self->tip, &size, NULL);

  return parent == NULL ||
         !gtk_widget_compute_point (GTK_WIDGET (self), parent, &GRAPHENE_POINT_INIT (0, 0),
                                    &origin) ||
         size.height + TIP_DISTANCE <= origin.y;
}

/* While something is dragged its picture is shown large already. */
static void
update_tip_picture (TroupeTimeline *self)
{
  GdkTexture *texture = NULL;
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  if (self->dragged == TROUPE_TIMELINE_N_PARTS)
    texture = troupe_timeline_strip_look (TROUPE_TIMELINE_STRIP (self->strip), tip_time (self));

  gtk_picture_set_paintable (GTK_PICTURE (self->tip_picture), GDK_PAINTABLE (texture));
  if (texture != NULL)
    gtk_widget_set_size_request (self->tip_picture, gdk_texture_get_width (texture) / scale,
                                 gdk_texture_get_height (texture) / scale);
  gtk_widget_set_visible (self->tip_picture, texture != NULL);
  gtk_widget_set_visible (self->tip, TRUE);
  if (!has_room_above (self))
    gtk_widget_set_visible (self->tip_picture, FALSE);
}

/**
 * troupe_timeline_update_tip:
 * @self: a timeline
 *
 * Shows the frame under the pointer and its time above it, or while something is dragged where that is
 * and what stops it.
 */
void
troupe_timeline_update_tip (TroupeTimeline *self)
{
  gboolean is_shown = self->clip != NULL && self->pointer_x >= 0;

  if (is_shown)
    {
      g_autofree char *text = dup_tip_text (self);

      gtk_label_set_label (GTK_LABEL (self->tip_label), text);
      update_tip_picture (self);
    }
  else
    {
      troupe_timeline_strip_look (TROUPE_TIMELINE_STRIP (self->strip), G_MAXUINT64);
    }
  gtk_widget_set_visible (self->tip, is_shown);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * troupe_timeline_place_tip:
 * @self: a timeline that is being allocated
 *
 * Puts the label above the place it speaks of, inside of the width of the timeline.
 */
void
troupe_timeline_place_tip (TroupeTimeline *self)
{
  GtkRequisition size;
  double x;
  int all = gtk_widget_get_width (GTK_WIDGET (self));

  if (!gtk_widget_should_layout (self->tip))
    return;

  gtk_widget_get_preferred_size (self->tip, &size, NULL);
  x = self->strip_box.origin.x + troupe_timeline_view_get_x (&self->view, tip_time (self)) -
      size.width / 2.0;
  gtk_widget_size_allocate (self->tip,
                            &(GtkAllocation) { (int) CLAMP (x, 0, MAX (all - size.width, 0)),
                                               -size.height - TIP_DISTANCE,
                                               size.width, size.height },
                            -1);
}

static const char *
describe_silence (TroupeTimeline *self)
{
  return self->clip != NULL && self->model != NULL
         ? troupe_timeline_wave_describe_range (TROUPE_TIMELINE_WAVE (self->wave),
                                                troupe_range_model_get_range (self->model))
         : NULL;
}

/**
 * troupe_timeline_update_silence:
 * @self: a timeline
 *
 * Says in the waveform that there is nothing to hear, where that is so.
 */
void
troupe_timeline_update_silence (TroupeTimeline *self)
{
  const char *text = describe_silence (self);

  if (text != NULL)
    gtk_label_set_label (GTK_LABEL (self->silence), text);
  gtk_widget_set_visible (self->silence, text != NULL);
}

/**
 * troupe_timeline_place_silence:
 * @self: a timeline that is being allocated
 *
 * Puts those words on the waveform: into the middle of the range, or as near as there is room for them.
 */
void
troupe_timeline_place_silence (TroupeTimeline *self)
{
  const graphene_rect_t *box = &self->strip_box;
  const TroupeRange *range;
  GtkRequisition size;
  double middle;
  int width;

  if (!gtk_widget_should_layout (self->silence))
    return;

  range = troupe_range_model_get_range (self->model);
  middle = (troupe_timeline_view_get_x (&self->view, range->start_ns) +
            troupe_timeline_view_get_x (&self->view, range->end_ns)) / 2;
  gtk_widget_get_preferred_size (self->silence, NULL, &size);
  width = MIN (size.width, (int) box->size.width);
  gtk_widget_size_allocate (self->silence,
                            &(GtkAllocation) { (int) (box->origin.x +
                                                      CLAMP (middle - width / 2.0, 0,
                                                             box->size.width - width)),
                                               (int) (box->origin.y + box->size.height) - size.height,
                                               width, size.height },
                            -1);
}

/**
 * troupe_timeline_announce_limit:
 * @self: a timeline
 *
 * Says aloud what stopped the range, at most once a second.
 */
void
troupe_timeline_announce_limit (TroupeTimeline *self)
{
  g_autofree char *text = troupe_limit_text_dup (self->model, self->provider_name);
  gint64 now_us = g_get_monotonic_time ();

  if (text == NULL || (self->announced_us != 0 && now_us - self->announced_us < QUIET_US))
    return;

  self->announced_us = now_us;
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* Takes the text. */
static char *
mention_cut (TroupeTimeline *self,
             guint64         time_ns,
             char           *text)
{
  g_autofree char *place = text;

  if (!troupe_timeline_cuts_has (TROUPE_TIMELINE_CUTS (self->cuts), time_ns))
    return g_steal_pointer (&place);

  /* Translators: where a handle is, like “Start 4 seconds, frame 100” */
  return g_strdup_printf (C_("timeline", "%s, at a shot cut"), place);
}

static void
update_start (TroupeTimeline    *self,
              const TroupeRange *range,
              const TroupeSpan  *span,
              guint64            duration_ns)
{
  guint64 first_ns = troupe_frame_boundary_first (self->clip, range);
  g_autofree char *seconds = format_seconds (range->start_ns);
  /* Translators: the start of a range in seconds, and the frame there */
  char *place = g_strdup_printf (ngettext ("Start %1$s second, frame %2$u",
                                           "Start %1$s seconds, frame %2$u",
                                           troupe_time_get_plural (range->start_ns)),
                                 seconds,
                                 troupe_clip_get_frame_number (self->clip, first_ns));
  g_autofree char *text = mention_cut (self, first_ns, place);
  TroupeRange least = troupe_range_with_start (range, 0, span, duration_ns, TROUPE_RANGE_STOP);
  TroupeRange most = troupe_range_with_start (range, duration_ns, span, duration_ns,
                                              TROUPE_RANGE_STOP);

  troupe_timeline_handle_set_value (TROUPE_TIMELINE_HANDLE (
                                      self->handles[TROUPE_TIMELINE_PART_START]),
                                    least.start_ns, most.start_ns, range->start_ns, text);
}

static void
update_end (TroupeTimeline    *self,
            const TroupeRange *range,
            const TroupeSpan  *span,
            guint64            duration_ns)
{
  guint64 last_ns = troupe_frame_boundary_last (self->clip, range);
  g_autofree char *seconds = format_seconds (range->end_ns);
  /* Translators: the end of a range in seconds, and the last frame before it */
  char *place = g_strdup_printf (ngettext ("End %1$s second, frame %2$u",
                                           "End %1$s seconds, frame %2$u",
                                           troupe_time_get_plural (range->end_ns)),
                                 seconds,
                                 troupe_clip_get_frame_number (self->clip, last_ns));
  g_autofree char *text = mention_cut (self, troupe_frame_boundary_step (self->clip, last_ns, 1),
                                       place);
  TroupeRange least = troupe_range_with_end (range, 0, span, duration_ns, TROUPE_RANGE_STOP);
  TroupeRange most = troupe_range_with_end (range, duration_ns, span, duration_ns,
                                            TROUPE_RANGE_STOP);

  troupe_timeline_handle_set_value (TROUPE_TIMELINE_HANDLE (
                                      self->handles[TROUPE_TIMELINE_PART_END]),
                                    least.end_ns, most.end_ns, range->end_ns, text);
}

static void
update_body (TroupeTimeline    *self,
             const TroupeRange *range,
             const TroupeSpan  *span,
             guint64            duration_ns)
{
  guint64 length_ns = range->end_ns - range->start_ns;
  g_autofree char *length = format_seconds (length_ns);
  g_autofree char *start = format_seconds (range->start_ns);
  g_autofree char *end = format_seconds (range->end_ns);
  /* Translators: the length, start and end of a range, in seconds */
  g_autofree char *text = g_strdup_printf (ngettext ("%1$s second, from %2$s to %3$s",
                                                     "%1$s seconds, from %2$s to %3$s",
                                                     troupe_time_get_plural (length_ns)),
                                           length, start, end);
  TroupeRange most = troupe_range_moved_to (range, duration_ns, span, duration_ns);

  troupe_timeline_handle_set_value (TROUPE_TIMELINE_HANDLE (
                                      self->handles[TROUPE_TIMELINE_PART_BODY]),
                                    0, most.start_ns, range->start_ns, text);
}

/* The facts of the frame on display */
static char *
dup_frame_text (TroupeTimeline *self,
                guint64         position_ns)
{
  g_autofree char *seconds = format_seconds (position_ns);
  /* Translators: where the playhead is, in seconds, and the frame there */
  char *place = g_strdup_printf (ngettext ("%1$s second, frame %2$u",
                                           "%1$s seconds, frame %2$u",
                                           troupe_time_get_plural (position_ns)),
                                 seconds,
                                 troupe_clip_get_frame_number (self->clip, position_ns));

  return mention_cut (self, position_ns, place);
}

static void
update_playhead (TroupeTimeline *self,
                 guint64         duration_ns)
{
  guint64 position_ns = MIN (troupe_timeline_get_position_ns (self), duration_ns);
  g_autofree char *text = dup_frame_text (self, position_ns);

  troupe_timeline_handle_set_value (TROUPE_TIMELINE_HANDLE (
                                      self->handles[TROUPE_TIMELINE_PART_PLAYHEAD]),
                                    0, duration_ns, position_ns, text);
}

/* Of a handle with the focus its value is read. Of what goes on in a window nobody is in nothing is said. */
static gboolean
is_listening (TroupeTimeline *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return self->clip != NULL && !troupe_player_is_playing (self->player) && GTK_IS_WINDOW (root) &&
         gtk_window_is_active (GTK_WINDOW (root)) && gtk_widget_get_focus_child (GTK_WIDGET (self)) == NULL;
}

static void
speak_cb (gpointer user_data)
{
  TroupeTimeline *self = user_data;
  g_autofree char *text = NULL;

  self->speak_id = 0;
  if (!is_listening (self))
    return;

  text = dup_frame_text (self, troupe_timeline_get_position_ns (self));
  self->announced_us = g_get_monotonic_time ();
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/**
 * troupe_timeline_announce_frame:
 * @self: a timeline whose player went to another frame
 *
 * Says aloud which one, once a second while there are many, and always the last.
 */
void
troupe_timeline_announce_frame (TroupeTimeline *self)
{
  gint64 quiet_us = self->announced_us + QUIET_US - g_get_monotonic_time ();

  if (self->speak_id == 0 && is_listening (self))
    self->speak_id = g_timeout_add_once (self->announced_us != 0 && quiet_us > REST_US ? (guint) (quiet_us / 1000)
                                                                                      : REST_US / 1000,
                                         speak_cb, self);
}

/* Takes the first sentence; there may be none of either. */
static char *
join (char       *first,
      const char *second)
{
  g_autofree char *before = first;

  if (before == NULL || second == NULL)
    return before != NULL ? g_steal_pointer (&before) : g_strdup (second);

  /* Translators: sentences like “Clipstage takes at most 3 s” and “No sound in this range” */
  return g_strdup_printf (C_("timeline", "%1$s. %2$s"), before, second);
}

static char *
dup_cuts_text (TroupeTimeline *self)
{
  guint n_cuts = troupe_timeline_cuts_get_n_times (TROUPE_TIMELINE_CUTS (self->cuts));

  return n_cuts > 0 ? g_strdup_printf (ngettext ("%u shot cut in this clip",
                                                 "%u shot cuts in this clip", n_cuts), n_cuts)
                    : NULL;
}

/* What one hears on coming to the timeline: how long the range is, and whose limits it has. */
static void
update_description (TroupeTimeline    *self,
                    const TroupeRange *range,
                    const TroupeSpan  *span)
{
  guint64 length_ns = range->end_ns - range->start_ns;
  g_autofree char *length = format_seconds (length_ns);
  g_autofree char *limit = troupe_limit_text_dup (self->model, self->provider_name);
  g_autofree char *cuts = dup_cuts_text (self);
  g_autofree char *facts = NULL;
  g_autofree char *text = NULL;

  if (limit == NULL && self->provider_name != NULL)
    limit = troupe_limit_text_dup_span (span, self->provider_name);
  facts = join (join (g_steal_pointer (&limit), describe_silence (self)), cuts);
  /* Translators: how long the range is, then a sentence like “Clipstage takes at most 3 s” */
  text = g_strdup_printf (ngettext ("The range is %1$s second long. %2$s",
                                    "The range is %1$s seconds long. %2$s",
                                    troupe_time_get_plural (length_ns)),
                          length, facts != NULL ? facts : "");
  if (g_set_str (&self->description, text))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    text, -1);
}

/**
 * troupe_timeline_update_values:
 * @self: a timeline
 *
 * Tells assistive technologies where the handles are. Where the playhead is while it moves by itself
 * would be nothing but noise.
 */
void
troupe_timeline_update_values (TroupeTimeline *self)
{
  const TroupeRange *range;
  const TroupeSpan *span;
  guint64 duration_ns;

  if (self->clip == NULL || self->model == NULL)
    return;

  range = troupe_range_model_get_range (self->model);
  span = troupe_range_model_get_span (self->model);
  duration_ns = troupe_clip_get_duration_ns (self->clip);
  update_start (self, range, span, duration_ns);
  update_end (self, range, span, duration_ns);
  update_body (self, range, span, duration_ns);
  update_description (self, range, span);
  if (self->player == NULL || !troupe_player_is_playing (self->player))
    update_playhead (self, duration_ns);
}
