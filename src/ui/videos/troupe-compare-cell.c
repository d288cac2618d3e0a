/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-compare-cell.h"

#include "config.h"

#include <glib/gi18n.h>

#include "troupe-error-text.h"
#include "troupe-screen.h"

struct _TroupeCompareCell
{
  AdwBin             parent_instance;

  /* Template */
  TroupeScreen      *screen;
  GtkLabel          *error_label;
  GtkToggleButton   *sound_button;
  GtkLabel          *title_label;
  GtkLabel          *detail_label;
  GtkWidget         *use_button;

  /* Owned */
  TroupePlayerGroup *group;       /* NULL until there is a clip */
  TroupePlayer      *player;      /* of it */
  GSettings         *settings;

  guint              index;       /* of the player in the group */
};

G_DEFINE_FINAL_TYPE (TroupeCompareCell, troupe_compare_cell, ADW_TYPE_BIN)

enum { CLICKED, USED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
clicked_cb (TroupeCompareCell *self)
{
  g_signal_emit (self, signals[CLICKED], 0);
}

static void
use_cb (TroupeCompareCell *self)
{
  g_signal_emit (self, signals[USED], 0);
}

static void
update_sound (TroupeCompareCell *self)
{
  const gboolean is_audible = troupe_player_group_get_audible (self->group) == self->index;
  const char *label = is_audible ? _("Turn Sound Off") : _("Turn Sound On");

  gtk_toggle_button_set_active (self->sound_button, is_audible);
  gtk_button_set_icon_name (GTK_BUTTON (self->sound_button),
                            is_audible ? "audio-volume-high-symbolic" : "audio-volume-muted-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->sound_button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sound_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
sound_cb (TroupeCompareCell *self)
{
  const gboolean is_audible = troupe_player_group_get_audible (self->group) == self->index;

  if (gtk_toggle_button_get_active (self->sound_button) != is_audible)
    troupe_player_group_set_audible (self->group, is_audible ? TROUPE_PLAYER_GROUP_NONE : self->index);
}

static void
error_cb (TroupeCompareCell *self)
{
  const GError *error = troupe_player_get_error (self->player);

  if (error != NULL)
    troupe_compare_cell_fail (self, error);
}

static void
troupe_compare_cell_dispose (GObject *object)
{
  TroupeCompareCell *self = TROUPE_COMPARE_CELL (object);

  g_clear_object (&self->player);
  g_clear_object (&self->group);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_COMPARE_CELL);
  G_OBJECT_CLASS (troupe_compare_cell_parent_class)->dispose (object);
}

static void
troupe_compare_cell_class_init (TroupeCompareCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_compare_cell_dispose;

  /**
   * TroupeCompareCell::clicked:
   * @self: the cell
   *
   * Its picture was clicked.
   */
  signals[CLICKED] = g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  /**
   * TroupeCompareCell::used:
   * @self: the cell
   *
   * What it shows is to be used.
   */
  signals[USED] = g_signal_new ("used", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  g_type_ensure (TROUPE_TYPE_SCREEN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-compare-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeCompareCell, screen);
  gtk_widget_class_bind_template_child (widget_class, TroupeCompareCell, error_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeCompareCell, sound_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeCompareCell, title_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeCompareCell, detail_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeCompareCell, use_button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, sound_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_cb);
}

static void
troupe_compare_cell_init (TroupeCompareCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (APP_ID);
}

/**
 * troupe_compare_cell_new:
 * @title: what it will show
 * @words: the same at length
 * @detail: how that differs from the others
 *
 * Makes a cell that says what it will show.
 *
 * Returns: (transfer floating): a new cell
 */
GtkWidget *
troupe_compare_cell_new (const char *title,
                         const char *words,
                         const char *detail)
{
  TroupeCompareCell *self = g_object_new (TROUPE_TYPE_COMPARE_CELL, NULL);

  gtk_label_set_label (self->title_label, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title_label), words);
  gtk_label_set_label (self->detail_label, detail);
  return GTK_WIDGET (self);
}

/**
 * troupe_compare_cell_offer_use:
 * @self: a cell
 *
 * Shows a button that says that this is the one.
 */
void
troupe_compare_cell_offer_use (TroupeCompareCell *self)
{
  g_return_if_fail (TROUPE_IS_COMPARE_CELL (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->use_button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  gtk_label_get_label (self->title_label), -1);
  gtk_widget_set_visible (self->use_button, TRUE);
}

/**
 * troupe_compare_cell_show:
 * @self: a cell without a clip
 * @group: what plays it together with others
 * @index: how many players @group has
 * @clip: the clip
 * @range: (nullable): what of it is played; `NULL` for all of it
 *
 * Adds a clip to @group and shows it.
 */
void
troupe_compare_cell_show (TroupeCompareCell *self,
                          TroupePlayerGroup *group,
                          guint              index,
                          TroupeClip        *clip,
                          const TroupeRange *range)
{
  g_return_if_fail (TROUPE_IS_COMPARE_CELL (self));
  g_return_if_fail (TROUPE_IS_PLAYER_GROUP (group));
  g_return_if_fail (self->group == NULL);

  self->group = g_object_ref (group);
  self->index = index;
  self->player = g_object_ref (troupe_player_group_add (group, clip, range));
  g_settings_bind (self->settings, "volume", self->player, "volume", G_SETTINGS_BIND_GET);
  g_signal_connect_object (self->player, "notify::error", G_CALLBACK (error_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (group, "notify::audible", G_CALLBACK (update_sound), self, G_CONNECT_SWAPPED);
  troupe_screen_set_paintable (self->screen, GDK_PAINTABLE (troupe_player_get_paintable (self->player)));
  gtk_widget_set_visible (GTK_WIDGET (self->sound_button), troupe_clip_get_audio_codec (clip) != NULL);
  update_sound (self);
  error_cb (self);
}

/**
 * troupe_compare_cell_fail:
 * @self: a cell
 * @error: why there is nothing to show
 *
 * Says so in place of the picture.
 */
void
troupe_compare_cell_fail (TroupeCompareCell *self,
                          const GError      *error)
{
  g_autoptr (TroupeErrorText) text = NULL;
  g_autofree char *paragraph = NULL;

  g_return_if_fail (TROUPE_IS_COMPARE_CELL (self));

  text = troupe_error_text_new (error);
  paragraph = troupe_error_text_dup_paragraph (text);
  g_message ("A video that is compared does not play: %s", error->message);
  gtk_label_set_label (self->error_label, text->title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->error_label), paragraph);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->sound_button), FALSE);
}
