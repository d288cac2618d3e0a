/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-compare-page.h"

#include "config.h"

#include <glib/gi18n.h>

#include "troupe-compare-cell.h"
#include "troupe-finding-text.h"
#include "troupe-known-provider.h"
#include "troupe-probe.h"
#include "troupe-time.h"
#include "troupe-video-words.h"
#include "troupe-video.h"

#define DECIMALS 2

struct _TroupeComparePage
{
  AdwNavigationPage  parent_instance;

  /* Template */
  GtkGrid           *grid;
  GtkWidget         *bar;
  GtkButton         *play_button;
  GtkAdjustment     *adjustment;
  GtkLabel          *time_label;

  /* Owned */
  GPtrArray         *items;           /* of TroupeVideo, or of TroupeCandidate */
  TroupePlayerGroup *group;
  GCancellable      *cancellable;     /* ends with the page */

  TroupeCompareCell *cells[TROUPE_COMPARE_PAGE_MAX];    /* of the grid */
  TroupeClip        *clips[TROUPE_COMPARE_PAGE_MAX];    /* owned; NULL while they are probed, and where that failed */
  guint              n_probed;
  gboolean           has_started;
  gboolean           is_narrow;
  gboolean           is_following;    /* the bar is set to where the players are */
};

G_DEFINE_FINAL_TYPE (TroupeComparePage, troupe_compare_page, ADW_TYPE_NAVIGATION_PAGE)

enum { USED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Two go above each other where there is no room beside; more than three stand in a square. */
static void
arrange (TroupeComparePage *self)
{
  const guint n_cells = self->items->len;
  const guint n_columns = self->is_narrow ? (n_cells + 1) / 2 : n_cells > 3 ? 2 : n_cells;

  for (guint i = 0; i < n_cells; i++)
    {
      GtkWidget *cell = GTK_WIDGET (self->cells[i]);

      g_object_ref (cell);
      if (gtk_widget_get_parent (cell) != NULL)
        gtk_grid_remove (self->grid, cell);
      gtk_grid_attach (self->grid, cell, (int) (i % n_columns), (int) (i / n_columns), 1, 1);
      g_object_unref (cell);
    }
}

static void
narrow_cb (TroupeComparePage *self)
{
  self->is_narrow = TRUE;
  arrange (self);
}

static void
wide_cb (TroupeComparePage *self)
{
  self->is_narrow = FALSE;
  arrange (self);
}

static void
update_playing (TroupeComparePage *self)
{
  const gboolean is_playing = troupe_player_group_is_playing (self->group);
  const char *label = is_playing ? _("Pause") : _("Play");

  gtk_button_set_icon_name (self->play_button,
                            is_playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play_button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update_position (TroupeComparePage *self)
{
  const guint64 position_ns = troupe_player_group_get_position_ns (self->group);
  g_autofree char *position = troupe_time_format (position_ns, DECIMALS);
  g_autofree char *duration = troupe_time_format (troupe_player_group_get_duration_ns (self->group), DECIMALS);
  /* Translators: a position in a clip, and how long the clip is */
  g_autofree char *text = g_strdup_printf (_("%1$s / %2$s"), position, duration);

  self->is_following = TRUE;
  gtk_adjustment_set_value (self->adjustment, (double) position_ns / 1e9);
  self->is_following = FALSE;
  gtk_label_set_label (self->time_label, text);
}

static void
seek_cb (TroupeComparePage *self)
{
  if (!self->is_following)
    troupe_player_group_seek (self->group, (guint64) (gtk_adjustment_get_value (self->adjustment) * 1e9));
}

static void
toggle_cb (TroupeComparePage *self)
{
  if (troupe_player_group_is_playing (self->group))
    troupe_player_group_pause (self->group);
  else
    troupe_player_group_play (self->group);
}

static void
toggle_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  toggle_cb (TROUPE_COMPARE_PAGE (widget));
}

static const TroupeRange *
get_range (TroupeComparePage *self,
           guint              i)
{
  gpointer item = g_ptr_array_index (self->items, i);

  return TROUPE_IS_CANDIDATE (item) ? troupe_candidate_get_range (item) : NULL;
}

/* The first that has sound is heard, unless the person has turned the sound off. */
static guint
show_clips (TroupeComparePage *self)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  gboolean wants_sound = !g_settings_get_boolean (settings, "muted");
  guint n_players = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      if (self->clips[i] == NULL)
        continue;
      troupe_compare_cell_show (self->cells[i], self->group, n_players, self->clips[i], get_range (self, i));
      if (wants_sound && troupe_clip_get_audio_codec (self->clips[i]) != NULL)
        {
          troupe_player_group_set_audible (self->group, n_players);
          wants_sound = FALSE;
        }
      n_players++;
    }
  return n_players;
}

/* All have been probed: those that can be played start together. */
static void
start (TroupeComparePage *self)
{
  gboolean has_animations;

  self->has_started = TRUE;
  if (show_clips (self) == 0)
    return;

  gtk_adjustment_set_upper (self->adjustment, (double) troupe_player_group_get_duration_ns (self->group) / 1e9);
  gtk_widget_set_sensitive (self->bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->play_button));
  update_position (self);
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &has_animations, NULL);
  if (has_animations && gtk_widget_get_mapped (GTK_WIDGET (self)))
    troupe_player_group_play (self->group);
}

static void
probe_next (TroupeComparePage *self);

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (TroupeComparePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeClip) clip = troupe_probe_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (clip == NULL)
    troupe_compare_cell_fail (self->cells[self->n_probed], error);
  self->clips[self->n_probed++] = g_steal_pointer (&clip);
  probe_next (self);
}

static void
probe_next (TroupeComparePage *self)
{
  g_autofree char *uri = NULL;

  if (self->n_probed == self->items->len)
    {
      start (self);
      return;
    }
  uri = g_file_get_uri (troupe_video_get_file (g_ptr_array_index (self->items, self->n_probed)));
  troupe_probe_async (uri, self->cancellable, probed_cb, g_object_ref (self));
}

static void
troupe_compare_page_map (GtkWidget *widget)
{
  TroupeComparePage *self = TROUPE_COMPARE_PAGE (widget);

  GTK_WIDGET_CLASS (troupe_compare_page_parent_class)->map (widget);
  if (!self->has_started && self->n_probed == self->items->len)
    start (self);
}

static void
troupe_compare_page_unmap (GtkWidget *widget)
{
  troupe_player_group_pause (TROUPE_COMPARE_PAGE (widget)->group);
  GTK_WIDGET_CLASS (troupe_compare_page_parent_class)->unmap (widget);
}

static void
troupe_compare_page_dispose (GObject *object)
{
  TroupeComparePage *self = TROUPE_COMPARE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->group);
  for (guint i = 0; i < TROUPE_COMPARE_PAGE_MAX; i++)
    g_clear_object (&self->clips[i]);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_COMPARE_PAGE);
  G_OBJECT_CLASS (troupe_compare_page_parent_class)->dispose (object);
}

static void
troupe_compare_page_finalize (GObject *object)
{
  g_clear_pointer (&TROUPE_COMPARE_PAGE (object)->items, g_ptr_array_unref);
  G_OBJECT_CLASS (troupe_compare_page_parent_class)->finalize (object);
}

static void
troupe_compare_page_class_init (TroupeComparePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_compare_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = troupe_compare_page_finalize;
  widget_class->map = troupe_compare_page_map;
  widget_class->unmap = troupe_compare_page_unmap;

  /**
   * TroupeComparePage::used:
   * @self: the page
   * @candidate: the one to be used
   *
   * One of the ranges was chosen.
   */
  signals[USED] = g_signal_new ("used", TROUPE_TYPE_COMPARE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, TROUPE_TYPE_CANDIDATE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-compare-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeComparePage, grid);
  gtk_widget_class_bind_template_child (widget_class, TroupeComparePage, bar);
  gtk_widget_class_bind_template_child (widget_class, TroupeComparePage, play_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeComparePage, adjustment);
  gtk_widget_class_bind_template_child (widget_class, TroupeComparePage, time_label);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, wide_cb);
  gtk_widget_class_bind_template_callback (widget_class, toggle_cb);
  gtk_widget_class_bind_template_callback (widget_class, seek_cb);
  gtk_widget_class_install_action (widget_class, "compare.toggle", NULL, toggle_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "compare.toggle", NULL);
}

static void
troupe_compare_page_init (TroupeComparePage *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
  self->group = troupe_player_group_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->group, "notify::playing", G_CALLBACK (update_playing), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->group, "notify::position-ns", G_CALLBACK (update_position), self, G_CONNECT_SWAPPED);
  update_playing (self);
}

/* Which of some videos of the same prompt it is: its maker and its measures */
static char *
dup_detail (TroupeVideo *video)
{
  g_autofree char *provider = troupe_known_provider_dup_name (troupe_video_get_provider_id (video));
  g_autofree char *measures = troupe_video_words_dup_measures (video);

  if (measures == NULL)
    return g_steal_pointer (&provider);

  /* Translators: the provider that made a video, and its length and size */
  return g_strdup_printf (C_("compared video", "%1$s · %2$s"), provider, measures);
}

static void
add_cell (TroupeComparePage *self,
          gpointer           item,
          const char        *title,
          const char        *words,
          const char        *detail)
{
  GtkWidget *cell = troupe_compare_cell_new (title, words, detail);

  self->cells[self->items->len] = TROUPE_COMPARE_CELL (cell);
  g_ptr_array_add (self->items, g_object_ref (item));
  g_signal_connect_object (cell, "clicked", G_CALLBACK (toggle_cb), self, G_CONNECT_SWAPPED);
}

/**
 * troupe_compare_page_new:
 * @videos: (element-type TroupeVideo): at least `TROUPE_COMPARE_PAGE_MIN` and at most `TROUPE_COMPARE_PAGE_MAX` videos
 *   that have a file
 *
 * Makes a page that plays all of them together.
 *
 * Returns: (transfer floating): a new page
 */
AdwNavigationPage *
troupe_compare_page_new (GPtrArray *videos)
{
  TroupeComparePage *self;

  g_return_val_if_fail (videos->len >= TROUPE_COMPARE_PAGE_MIN && videos->len <= TROUPE_COMPARE_PAGE_MAX, NULL);

  self = g_object_new (TROUPE_TYPE_COMPARE_PAGE, NULL);
  for (guint i = 0; i < videos->len; i++)
    {
      TroupeVideo *video = g_ptr_array_index (videos, i);
      g_autofree char *title = troupe_video_words_dup_title (video);
      g_autofree char *detail = dup_detail (video);

      add_cell (self, video, title, troupe_video_get_prompt (video), detail);
    }
  arrange (self);
  probe_next (self);
  return ADW_NAVIGATION_PAGE (self);
}

static void
used_cb (TroupeComparePage *self,
         TroupeCompareCell *cell)
{
  for (guint i = 0; i < self->items->len; i++)
    if (self->cells[i] == cell)
      g_signal_emit (self, signals[USED], 0, g_ptr_array_index (self->items, i));
}

static void
add_candidate (TroupeComparePage *self,
               TroupeClip        *clip,
               TroupeCandidate   *candidate)
{
  const char *name = troupe_candidate_get_name (candidate);
  g_autofree char *detail = troupe_finding_text_dup_range (troupe_candidate_get_range (candidate));

  self->clips[self->n_probed++] = g_object_ref (clip);
  add_cell (self, candidate, name, name, detail);
  troupe_compare_cell_offer_use (self->cells[self->items->len - 1]);
  g_signal_connect_object (self->cells[self->items->len - 1], "used", G_CALLBACK (used_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * troupe_compare_page_new_candidates:
 * @clip: a clip that has been probed
 * @candidates: (element-type TroupeCandidate): as many of its ranges as there may be videos
 *
 * Makes a page that plays all of them at once, each in a loop, as soon as it is shown.
 *
 * Returns: (transfer floating): a new page
 */
AdwNavigationPage *
troupe_compare_page_new_candidates (TroupeClip *clip,
                                    GPtrArray  *candidates)
{
  TroupeComparePage *self;

  g_return_val_if_fail (TROUPE_IS_CLIP (clip), NULL);
  g_return_val_if_fail (candidates->len >= TROUPE_COMPARE_PAGE_MIN && candidates->len <= TROUPE_COMPARE_PAGE_MAX, NULL);

  self = g_object_new (TROUPE_TYPE_COMPARE_PAGE, NULL);
  for (guint i = 0; i < candidates->len; i++)
    add_candidate (self, clip, g_ptr_array_index (candidates, i));
  arrange (self);
  return ADW_NAVIGATION_PAGE (self);
}
