/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-character-player.h"

#include "config.h"

#include <glib/gi18n.h>

#include "troupe-error-text.h"
#include "troupe-player.h"
#include "troupe-probe.h"
#include "troupe-texture-loader.h"
#include "troupe-time.h"

#define POSTER_SHORT_EDGE 720
#define DECIMALS 2

struct _TroupeCharacterPlayer
{
  AdwBin        parent_instance;

  /* Template */
  GtkPicture   *picture;
  GtkWidget    *controls;
  GtkButton    *play_button;
  GtkButton    *mute_button;
  GtkLabel     *error_label;
  GtkWidget     *bar;
  GtkButton     *bar_play_button;
  GtkAdjustment *adjustment;
  GtkLabel      *time_label;
  GtkButton     *bar_mute_button;

  /* Owned */
  TroupePlayer *player;         /* NULL until there is a clip */
  GSettings    *settings;
  GCancellable *cancellable;

  gboolean       has_bar;
  gboolean       is_following;    /* the bar is set to where the player is */
};

G_DEFINE_FINAL_TYPE (TroupeCharacterPlayer, troupe_character_player, ADW_TYPE_BIN)

static void
set_button (GtkButton  *button,
            const char *icon_name,
            const char *label)
{
  gtk_button_set_icon_name (button, icon_name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update_controls (TroupeCharacterPlayer *self)
{
  GtkButton *play_button = self->has_bar ? self->bar_play_button : self->play_button;
  GtkButton *mute_button = self->has_bar ? self->bar_mute_button : self->mute_button;

  if (troupe_player_is_playing (self->player))
    set_button (play_button, "media-playback-pause-symbolic", _("Pause"));
  else
    set_button (play_button, "media-playback-start-symbolic", _("Play"));

  if (troupe_player_is_muted (self->player))
    set_button (mute_button, "audio-volume-muted-symbolic", _("Turn Sound On"));
  else
    set_button (mute_button, "audio-volume-high-symbolic", _("Turn Sound Off"));
}

static void
update_position (TroupeCharacterPlayer *self)
{
  const guint64 position_ns = troupe_player_get_position_ns (self->player);
  const guint64 duration_ns = troupe_clip_get_duration_ns (troupe_player_get_clip (self->player));
  g_autofree char *position = troupe_time_format (position_ns, DECIMALS);
  g_autofree char *duration = troupe_time_format (duration_ns, DECIMALS);
  /* Translators: a position in a clip, and how long the clip is */
  g_autofree char *text = g_strdup_printf (_("%1$s / %2$s"), position, duration);

  self->is_following = TRUE;
  gtk_adjustment_set_value (self->adjustment, (double) position_ns / 1e9);
  self->is_following = FALSE;
  gtk_label_set_label (self->time_label, text);
}

static void
seek_cb (TroupeCharacterPlayer *self)
{
  if (!self->is_following && self->player != NULL)
    troupe_player_seek (self->player, (guint64) (gtk_adjustment_get_value (self->adjustment) * 1e9));
}

static void
step_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  TroupeCharacterPlayer *self = TROUPE_CHARACTER_PLAYER (widget);

  if (self->player != NULL)
    troupe_player_step (self->player, g_variant_get_int32 (parameter));
}

static void
show_error (TroupeCharacterPlayer *self,
            const GError          *error)
{
  g_autoptr (TroupeErrorText) text = troupe_error_text_new (error);
  g_autofree char *paragraph = troupe_error_text_dup_paragraph (text);

  g_message ("The clip of the character does not play: %s", error->message);
  gtk_widget_set_visible (self->controls, FALSE);
  gtk_widget_set_visible (self->bar, FALSE);
  gtk_label_set_label (self->error_label, text->title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->error_label), paragraph);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
}

static void
player_error_cb (TroupeCharacterPlayer *self)
{
  const GError *error = troupe_player_get_error (self->player);

  if (error != NULL)
    show_error (self, error);
}

static void
toggle_cb (TroupeCharacterPlayer *self)
{
  if (self->player == NULL)
    return;

  if (troupe_player_is_playing (self->player))
    troupe_player_pause (self->player);
  else
    troupe_player_play (self->player);
}

static void
mute_cb (TroupeCharacterPlayer *self)
{
  troupe_player_set_muted (self->player, !troupe_player_is_muted (self->player));
}

static void
show_bar (TroupeCharacterPlayer *self,
          TroupeClip            *clip)
{
  gtk_adjustment_set_upper (self->adjustment, (double) troupe_clip_get_duration_ns (clip) / 1e9);
  g_signal_connect_object (self->player, "notify::position-ns", G_CALLBACK (update_position), self,
                           G_CONNECT_SWAPPED);
  update_position (self);
}

static void
start (TroupeCharacterPlayer *self,
       TroupeClip            *clip)
{
  TroupeRange all = { 0, troupe_clip_get_duration_ns (clip) };
  gboolean has_animations;

  self->player = troupe_player_new ();
  g_settings_bind (self->settings, "volume", self->player, "volume", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "muted", self->player, "muted", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->player, "notify::playing", G_CALLBACK (update_controls), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->player, "notify::muted", G_CALLBACK (update_controls), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->player, "notify::error", G_CALLBACK (player_error_cb), self, G_CONNECT_SWAPPED);
  troupe_player_set_clip (self->player, clip);
  troupe_player_set_loop_range (self->player, &all);
  update_controls (self);

  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (troupe_player_get_paintable (self->player)));
  gtk_widget_set_visible (self->has_bar ? self->bar : self->controls, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->has_bar ? self->bar_mute_button : self->mute_button),
                          troupe_clip_get_audio_codec (clip) != NULL);
  if (self->has_bar)
    show_bar (self, clip);

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &has_animations, NULL);
  if (has_animations && gtk_widget_get_mapped (GTK_WIDGET (self)))
    troupe_player_play (self->player);
}

static void
probe_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (TroupeCharacterPlayer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeClip) clip = troupe_probe_finish (result, &error);

  if (clip != NULL)
    start (self, clip);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error);
}

static void
poster_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (TroupeCharacterPlayer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  texture = troupe_texture_loader_load_finish (TROUPE_TEXTURE_LOADER (source), result, &error);
  if (texture != NULL && self->player == NULL && self->picture != NULL)
    gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  else if (texture == NULL)
    g_debug ("Poster not shown: %s", error->message);    /* the surround stays dark until the clip comes */
}

static void
troupe_character_player_unmap (GtkWidget *widget)
{
  troupe_character_player_pause (TROUPE_CHARACTER_PLAYER (widget));
  GTK_WIDGET_CLASS (troupe_character_player_parent_class)->unmap (widget);
}

static void
troupe_character_player_dispose (GObject *object)
{
  TroupeCharacterPlayer *self = TROUPE_CHARACTER_PLAYER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->player);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_CHARACTER_PLAYER);
  G_OBJECT_CLASS (troupe_character_player_parent_class)->dispose (object);
}

static void
troupe_character_player_class_init (TroupeCharacterPlayerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_character_player_dispose;
  widget_class->unmap = troupe_character_player_unmap;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-character-player.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPlayer, picture);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPlayer, controls);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPlayer, play_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPlayer, mute_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPlayer, error_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPlayer, bar);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPlayer, bar_play_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPlayer, adjustment);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPlayer, time_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPlayer, bar_mute_button);
  gtk_widget_class_bind_template_callback (widget_class, toggle_cb);
  gtk_widget_class_bind_template_callback (widget_class, mute_cb);
  gtk_widget_class_bind_template_callback (widget_class, seek_cb);
  gtk_widget_class_install_action (widget_class, "player.step", "i", step_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_comma, 0, "player.step", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_period, 0, "player.step", "i", 1);
}

static void
troupe_character_player_init (TroupeCharacterPlayer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->settings = g_settings_new (APP_ID);
  self->cancellable = g_cancellable_new ();
}

/**
 * troupe_character_player_new:
 *
 * Makes a player without a clip.
 *
 * Returns: (transfer floating): a new widget
 */
GtkWidget *
troupe_character_player_new (void)
{
  return g_object_new (TROUPE_TYPE_CHARACTER_PLAYER, NULL);
}

/**
 * troupe_character_player_set_poster:
 * @self: a player
 * @poster: a picture
 *
 * Shows @poster until the clip plays.
 */
void
troupe_character_player_set_poster (TroupeCharacterPlayer *self,
                                    GFile                 *poster)
{
  g_return_if_fail (TROUPE_IS_CHARACTER_PLAYER (self));
  g_return_if_fail (G_IS_FILE (poster));

  troupe_texture_loader_load_async (troupe_texture_loader_get_default (), poster, POSTER_SHORT_EDGE,
                                    self->cancellable, poster_cb, g_object_ref (self));
}

/**
 * troupe_character_player_set_clip:
 * @self: a player
 * @file: a video
 *
 * Opens @file and plays it over and over. To be called once.
 */
void
troupe_character_player_set_clip (TroupeCharacterPlayer *self,
                                  GFile                 *file)
{
  g_autofree char *uri = NULL;

  g_return_if_fail (TROUPE_IS_CHARACTER_PLAYER (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (self->player == NULL);

  uri = g_file_get_uri (file);
  troupe_probe_async (uri, self->cancellable, probe_cb, g_object_ref (self));
}

/**
 * troupe_character_player_pause:
 * @self: a player
 *
 * Stands still until a person plays it again.
 */
void
troupe_character_player_pause (TroupeCharacterPlayer *self)
{
  g_return_if_fail (TROUPE_IS_CHARACTER_PLAYER (self));

  if (self->player != NULL)
    troupe_player_pause (self->player);
}

/**
 * troupe_character_player_add_bar:
 * @self: a player without a clip
 *
 * Shows below the picture where in the video it is, and lets a person go elsewhere.
 */
void
troupe_character_player_add_bar (TroupeCharacterPlayer *self)
{
  g_return_if_fail (TROUPE_IS_CHARACTER_PLAYER (self));
  g_return_if_fail (self->player == NULL);

  self->has_bar = TRUE;
}

/**
 * troupe_character_player_get_position_ns:
 * @self: a player
 *
 * Returns: when the frame on display is, in nanoseconds; 0 without a clip
 */
guint64
troupe_character_player_get_position_ns (TroupeCharacterPlayer *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER_PLAYER (self), 0);

  return self->player != NULL ? troupe_player_get_position_ns (self->player) : 0;
}
