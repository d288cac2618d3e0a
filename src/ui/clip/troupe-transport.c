/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-transport.h"

#include <glib/gi18n.h>

#include "troupe-time.h"

/* Hundredths tell frames apart up to 50 a second; the frame number is with the playhead. */
#define DECIMALS 2

/* Between its groups; when compact the buttons stand apart enough by themselves */
#define SPACING 12

/**
 * TroupeTransport:
 *
 * The buttons below the timeline. Owns a reference to the player that it shows and sets.
 */
struct _TroupeTransport
{
  AdwBin          parent_instance;

  /* Template */
  GtkButton      *play_button;
  GtkLabel       *time_label;
  GtkMenuButton  *speed_button;
  GtkMenuButton  *volume_button;
  GtkToggleButton *mute_button;
  GtkAdjustment  *volume_adjustment;
  GtkWidget      *snap_button;
  GtkWidget      *zoom_out_button;
  GtkWidget      *zoom_in_button;

  /* Owned */
  TroupePlayer   *player;
  GSignalGroup   *signals;

  gboolean        is_compact;
};

G_DEFINE_FINAL_TYPE (TroupeTransport, troupe_transport, ADW_TYPE_BIN)

enum { PROP_0, PROP_SPEED, N_PROPS };
static GParamSpec *properties[N_PROPS];

static void
append_speeds (GMenu *menu)
{
  static const struct
  {
    const char *label;
    const char *action;
  } items[] = {
    { NC_("speed", "Quarter"), "transport.speed(0.25)" },
    { NC_("speed", "Half"), "transport.speed(0.5)" },
    { NC_("speed", "Normal"), "transport.speed(1.0)" },
    { NC_("speed", "One and a Half"), "transport.speed(1.5)" },
    { NC_("speed", "Double"), "transport.speed(2.0)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    g_menu_append (menu, g_dpgettext2 (NULL, "speed", items[i].label), items[i].action);
}

/* What there are no buttons for when compact */
static void
update_menu (TroupeTransport *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) speeds = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();

  append_speeds (speeds);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (speeds));
  if (self->is_compact)
    {
      g_menu_append (more, _("Snap to Shot Cuts"), "stage.snap");
      g_menu_append (more, _("Show More of the Clip"), "stage.zoom-out");
      g_menu_append (more, _("Show Single Frames"), "stage.zoom-in");
      g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
    }
  gtk_menu_button_set_menu_model (self->speed_button, G_MENU_MODEL (menu));
}

static void
update_playing (TroupeTransport *self)
{
  gboolean is_playing = troupe_player_is_playing (self->player);
  const char *label = is_playing ? _("Pause") : _("Play");

  gtk_button_set_icon_name (self->play_button, is_playing ? "media-playback-pause-symbolic"
                                                          : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play_button), label);
}

static void
update_time (TroupeTransport *self)
{
  TroupeClip *clip = troupe_player_get_clip (self->player);
  g_autofree char *position = NULL;
  g_autofree char *duration = NULL;
  g_autofree char *text = NULL;

  if (clip == NULL)
    return;

  position = troupe_time_format (troupe_player_get_position_ns (self->player), DECIMALS);
  if (self->is_compact)
    {
      gtk_label_set_label (self->time_label, position);
      gtk_label_set_width_chars (self->time_label, -1);
      return;
    }

  duration = troupe_time_format (troupe_clip_get_duration_ns (clip), DECIMALS);
  /* Translators: a position in a clip, and how long the clip is */
  text = g_strdup_printf (_("%1$s / %2$s"), position, duration);
  gtk_label_set_label (self->time_label, text);
  gtk_label_set_width_chars (self->time_label, (int) (2 * g_utf8_strlen (duration, -1) + 3));
}

static void
update_speed (TroupeTransport *self)
{
  /* Translators: how fast a clip plays, such as “0.5×” */
  g_autofree char *text = g_strdup_printf (_("%g×"), troupe_player_get_speed (self->player));

  gtk_menu_button_set_label (self->speed_button, text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPEED]);
}

static void
update_volume (TroupeTransport *self)
{
  double volume = troupe_player_get_volume (self->player);
  gboolean is_muted = troupe_player_is_muted (self->player);
  const char *icon_name = "audio-volume-high-symbolic";

  if (is_muted || volume <= 0)
    icon_name = "audio-volume-muted-symbolic";
  else if (volume < 0.34)
    icon_name = "audio-volume-low-symbolic";
  else if (volume < 0.67)
    icon_name = "audio-volume-medium-symbolic";

  gtk_menu_button_set_icon_name (self->volume_button, icon_name);
  gtk_adjustment_set_value (self->volume_adjustment, volume);
  gtk_toggle_button_set_active (self->mute_button, is_muted);
}

static void
volume_changed_cb (TroupeTransport *self)
{
  if (self->player != NULL)
    troupe_player_set_volume (self->player, gtk_adjustment_get_value (self->volume_adjustment));
}

static void
mute_toggled_cb (TroupeTransport *self)
{
  if (self->player != NULL)
    troupe_player_set_muted (self->player, gtk_toggle_button_get_active (self->mute_button));
}

static void
troupe_transport_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  TroupeTransport *self = TROUPE_TRANSPORT (object);

  switch (prop_id)
    {
    case PROP_SPEED:
      g_value_set_double (value,
                          self->player != NULL ? troupe_player_get_speed (self->player) : 1.0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_transport_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  TroupeTransport *self = TROUPE_TRANSPORT (object);

  switch (prop_id)
    {
    case PROP_SPEED:
      if (self->player != NULL)
        troupe_player_set_speed (self->player, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_transport_dispose (GObject *object)
{
  TroupeTransport *self = TROUPE_TRANSPORT (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->player);
  gtk_widget_dispose_template (GTK_WIDGET (self), TROUPE_TYPE_TRANSPORT);
  G_OBJECT_CLASS (troupe_transport_parent_class)->dispose (object);
}

static void
troupe_transport_class_init (TroupeTransportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = troupe_transport_get_property;
  object_class->set_property = troupe_transport_set_property;
  object_class->dispose = troupe_transport_dispose;

  properties[PROP_SPEED] =
    g_param_spec_double ("speed", NULL, NULL, TROUPE_PLAYER_SPEED_MIN, TROUPE_PLAYER_SPEED_MAX, 1.0,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "transport");
  gtk_widget_class_install_property_action (widget_class, "transport.speed", "speed");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-transport.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeTransport, play_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeTransport, time_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeTransport, speed_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeTransport, volume_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeTransport, mute_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeTransport, volume_adjustment);
  gtk_widget_class_bind_template_child (widget_class, TroupeTransport, snap_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeTransport, zoom_out_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeTransport, zoom_in_button);
}

static void
troupe_transport_init (TroupeTransport *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_menu (self);

  /* Not from the template: the signals would come before there is a player. */
  g_signal_connect_object (self->volume_adjustment, "value-changed",
                           G_CALLBACK (volume_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->mute_button, "toggled", G_CALLBACK (mute_toggled_cb), self,
                           G_CONNECT_SWAPPED);

  self->signals = g_signal_group_new (TROUPE_TYPE_PLAYER);
  g_signal_group_connect_swapped (self->signals, "notify::playing", G_CALLBACK (update_playing),
                                  self);
  g_signal_group_connect_swapped (self->signals, "notify::clip", G_CALLBACK (update_time), self);
  g_signal_group_connect_swapped (self->signals, "notify::position-ns", G_CALLBACK (update_time),
                                  self);
  g_signal_group_connect_swapped (self->signals, "notify::speed", G_CALLBACK (update_speed), self);
  g_signal_group_connect_swapped (self->signals, "notify::volume", G_CALLBACK (update_volume),
                                  self);
  g_signal_group_connect_swapped (self->signals, "notify::muted", G_CALLBACK (update_volume), self);
}

/**
 * troupe_transport_set_player:
 * @self: a transport
 * @player: what plays
 *
 * Sets the player that is shown.
 */
void
troupe_transport_set_player (TroupeTransport *self,
                             TroupePlayer    *player)
{
  g_return_if_fail (TROUPE_IS_TRANSPORT (self));
  g_return_if_fail (TROUPE_IS_PLAYER (player));

  if (!g_set_object (&self->player, player))
    return;

  g_signal_group_set_target (self->signals, player);
  update_playing (self);
  update_time (self);
  update_speed (self);
  update_volume (self);
}

/**
 * troupe_transport_is_compact:
 * @self: a transport
 *
 * Returns: whether only the most important buttons are shown
 */
gboolean
troupe_transport_is_compact (TroupeTransport *self)
{
  g_return_val_if_fail (TROUPE_IS_TRANSPORT (self), FALSE);

  return self->is_compact;
}

/**
 * troupe_transport_set_compact:
 * @self: a transport
 * @is_compact: whether to fit into one line of a phone
 *
 * Leaves out the length of the clip, and moves the magnet and what zooms into the menu.
 */
void
troupe_transport_set_compact (TroupeTransport *self,
                              gboolean         is_compact)
{
  g_return_if_fail (TROUPE_IS_TRANSPORT (self));

  self->is_compact = is_compact;
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (adw_bin_get_child (ADW_BIN (self))),
                                  is_compact ? 0 : SPACING);
  update_menu (self);
  gtk_widget_set_visible (self->snap_button, !is_compact);
  gtk_widget_set_visible (self->zoom_out_button, !is_compact);
  gtk_widget_set_visible (self->zoom_in_button, !is_compact);
  if (is_compact)
    gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "compact");
  if (self->player != NULL)
    update_time (self);
}
