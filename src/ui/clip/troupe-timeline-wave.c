/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-timeline-wave.h"

#include <glib/gi18n.h>
#include <math.h>

#define HEIGHT 24

/* Bars and the space between them */
#define BAR_WIDTH 2
#define BAR_STEP 3

/* What is no silence can be seen. */
#define LEAST_BAR 1

/* The peaks stand behind what one hears most, the root mean square. */
#define PEAK_OPACITY 0.55

/**
 * TroupeTimelineWave:
 *
 * A bar for every few pixels, in the colour that style sheets give it: as high as the peaks of the sound
 * there, the root mean square in full. The height grows with the square root, so that soft speech is
 * seen as well.
 */
struct _TroupeTimelineWave
{
  GtkWidget           parent_instance;

  /* Owned */
  TroupeSound        *sound;    /* NULL: nothing is drawn */

  TroupeTimelineView  view;
};

G_DEFINE_FINAL_TYPE (TroupeTimelineWave, troupe_timeline_wave, GTK_TYPE_WIDGET)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
sound_changed_cb (TroupeTimelineWave *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
drop_sound (TroupeTimelineWave *self)
{
  if (self->sound != NULL)
    g_signal_handlers_disconnect_by_data (self->sound, self);
  g_clear_object (&self->sound);
}

static void
append_bar (GtkSnapshot   *snapshot,
            const GdkRGBA *colour,
            float          x,
            float          middle,
            double         above,
            double         below)
{
  float top = middle - (float) MAX (sqrt (above) * middle, LEAST_BAR / 2.0);
  float bottom = middle + (float) MAX (sqrt (below) * middle, LEAST_BAR / 2.0);

  gtk_snapshot_append_color (snapshot, colour, &GRAPHENE_RECT_INIT (x, top, BAR_WIDTH, bottom - top));
}

/* Bars stand at multiples of their time, so that they move with the clip as it is panned. */
static void
troupe_timeline_wave_snapshot (GtkWidget   *widget,
                               GtkSnapshot *snapshot)
{
  TroupeTimelineWave *self = TROUPE_TIMELINE_WAVE (widget);
  float middle = gtk_widget_get_height (widget) / 2.0f;
  double bar_ns = self->view.width > 0 ? self->view.length_ns * BAR_STEP / self->view.width : 0;
  double end_ns = MIN (self->view.from_ns + self->view.length_ns, (double) self->view.duration_ns);
  GdkRGBA colour;
  GdkRGBA peak_colour;

  if (self->sound == NULL || bar_ns < 1)
    return;

  gtk_widget_get_color (widget, &colour);
  peak_colour = colour;
  peak_colour.alpha *= PEAK_OPACITY;
  for (double n = floor (self->view.from_ns / bar_ns); n * bar_ns < end_ns; n++)
    {
      guint64 from_ns = (guint64) (n * bar_ns);
      guint64 to_ns = MIN ((guint64) ((n + 1) * bar_ns), self->view.duration_ns);
      float x = (float) troupe_timeline_view_get_x (&self->view, from_ns);
      TroupeSoundLevels levels;

      if (!troupe_sound_measure (self->sound, from_ns, MAX (from_ns, to_ns), &levels))
        break;
      if (troupe_sound_levels_are_silent (&levels))
        continue;

      append_bar (snapshot, &peak_colour, x, middle, levels.high, -levels.low);
      append_bar (snapshot, &colour, x, middle, levels.rms, levels.rms);
    }
}

static void
troupe_timeline_wave_measure (GtkWidget     *widget,
                              GtkOrientation orientation,
                              int            for_size,
                              int           *minimum,
                              int           *natural,
                              int           *minimum_baseline,
                              int           *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 0;
}

static void
troupe_timeline_wave_dispose (GObject *object)
{
  drop_sound (TROUPE_TIMELINE_WAVE (object));
  G_OBJECT_CLASS (troupe_timeline_wave_parent_class)->dispose (object);
}

static void
troupe_timeline_wave_class_init (TroupeTimelineWaveClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_timeline_wave_dispose;
  widget_class->measure = troupe_timeline_wave_measure;
  widget_class->snapshot = troupe_timeline_wave_snapshot;

  /* More of the sound is known. */
  signals[CHANGED] = g_signal_new ("changed", TROUPE_TYPE_TIMELINE_WAVE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "waveform");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
troupe_timeline_wave_init (TroupeTimelineWave *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * troupe_timeline_wave_new:
 *
 * Makes an empty waveform.
 *
 * Returns: (transfer floating): a new waveform
 */
GtkWidget *
troupe_timeline_wave_new (void)
{
  return g_object_new (TROUPE_TYPE_TIMELINE_WAVE, NULL);
}

/**
 * troupe_timeline_wave_set_sound:
 * @self: a waveform
 * @sound: (nullable): the sound of a clip
 *
 * Sets what is drawn.
 */
void
troupe_timeline_wave_set_sound (TroupeTimelineWave *self,
                                TroupeSound        *sound)
{
  g_return_if_fail (TROUPE_IS_TIMELINE_WAVE (self));
  g_return_if_fail (sound == NULL || TROUPE_IS_SOUND (sound));

  drop_sound (self);
  if (sound != NULL)
    {
      self->sound = g_object_ref (sound);
      g_signal_connect_object (sound, "changed", G_CALLBACK (sound_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  sound_changed_cb (self);
}

/**
 * troupe_timeline_wave_set_view:
 * @self: a waveform
 * @view: what part of the clip is visible
 *
 * Shows a part of the clip.
 */
void
troupe_timeline_wave_set_view (TroupeTimelineWave       *self,
                               const TroupeTimelineView *view)
{
  g_return_if_fail (TROUPE_IS_TIMELINE_WAVE (self));
  g_return_if_fail (view != NULL);

  if (memcmp (&self->view, view, sizeof *view) == 0)
    return;

  self->view = *view;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * troupe_timeline_wave_describe_range:
 * @self: a waveform
 * @range: a part of the clip
 *
 * Puts into words what cannot be seen: that there is nothing to hear.
 *
 * Returns: (transfer none) (nullable): a translated sentence, or `NULL` where there is sound or where
 *   nothing is known yet
 */
const char *
troupe_timeline_wave_describe_range (TroupeTimelineWave *self,
                                     const TroupeRange  *range)
{
  TroupeSoundLevels levels;

  g_return_val_if_fail (TROUPE_IS_TIMELINE_WAVE (self), NULL);
  g_return_val_if_fail (range != NULL, NULL);

  if (self->sound == NULL)
    return NULL;
  if (troupe_sound_get_state (self->sound) == TROUPE_SOUND_NONE)
    return _("No sound in this clip");
  if (troupe_sound_measure (self->sound, range->start_ns, range->end_ns, &levels) &&
      troupe_sound_levels_are_silent (&levels))
    return _("No sound in this range");

  return NULL;
}
