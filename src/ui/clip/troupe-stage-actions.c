/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What one can do with a stage, by buttons and keys. */

#include "troupe-stage-private.h"

#include "troupe-frame-boundary.h"

#define ZOOM_STEP 1.5

static void
play_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  TroupeStage *self = TROUPE_STAGE (widget);

  self->shuttle_rate = 0;
  if (troupe_player_is_playing (self->player))
    troupe_player_pause (self->player);
  else
    troupe_player_play (self->player);
}

static void
step_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  TroupeStage *self = TROUPE_STAGE (widget);

  self->shuttle_rate = 0;
  troupe_player_step (self->player, g_variant_get_int32 (parameter));
}

/* Pressed again in the same direction, J and L double the rate. */
static void
shuttle_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  TroupeStage *self = TROUPE_STAGE (widget);
  int direction = g_variant_get_int32 (parameter);
  double rate = self->shuttle_rate;

  if (!troupe_player_is_playing (self->player))
    rate = 0;
  else if (rate * direction <= 0)
    rate = direction > 0 ? troupe_player_get_speed (self->player) : 0;

  self->shuttle_rate = 0;
  if (direction == 0)
    {
      troupe_player_pause (self->player);
      return;
    }

  if (self->is_holding)
    {
      troupe_player_step (self->player, direction);
      return;
    }

  rate = rate * direction > 0 ? rate * 2 : direction;
  self->shuttle_rate = CLAMP (rate, -TROUPE_PLAYER_SHUTTLE_MAX, TROUPE_PLAYER_SHUTTLE_MAX);
  troupe_player_shuttle (self->player, self->shuttle_rate);
}

static void
set_start_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  TroupeStage *self = TROUPE_STAGE (widget);
  guint64 position_ns = troupe_player_get_position_ns (self->player);

  troupe_range_model_move (self->model, TROUPE_RANGE_PART_START,
                           troupe_clip_find_frame (self->clip, position_ns, 0), TROUPE_RANGE_PUSH);
}

/* The frame on display is the last one of the range, so that the end is where the next one begins. */
static void
set_end_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  TroupeStage *self = TROUPE_STAGE (widget);
  guint64 position_ns = troupe_player_get_position_ns (self->player);
  guint64 frame_ns = troupe_clip_find_frame (self->clip, position_ns, 0);

  troupe_range_model_move (self->model, TROUPE_RANGE_PART_END,
                           troupe_frame_boundary_step (self->clip, frame_ns, 1), TROUPE_RANGE_PUSH);
}

static void
jump_start_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  TroupeStage *self = TROUPE_STAGE (widget);
  const TroupeRange *range = troupe_range_model_get_range (self->model);

  troupe_player_seek (self->player, troupe_frame_boundary_first (self->clip, range));
}

static void
jump_end_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  TroupeStage *self = TROUPE_STAGE (widget);
  const TroupeRange *range = troupe_range_model_get_range (self->model);

  troupe_player_seek (self->player, troupe_frame_boundary_last (self->clip, range));
}

static void
zoom_in_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  troupe_timeline_zoom (TROUPE_STAGE (widget)->timeline, ZOOM_STEP);
}

static void
zoom_out_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  troupe_timeline_zoom (TROUPE_STAGE (widget)->timeline, 1 / ZOOM_STEP);
}

static void
zoom_toggle_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  troupe_timeline_toggle_zoom (TROUPE_STAGE (widget)->timeline);
}

static const struct
{
  const char                  *name;
  const char                  *parameter_type;
  GtkWidgetActionActivateFunc  activate;
} actions[] = {
  { "stage.play", NULL, play_action },
  { "stage.step", "i", step_action },
  { "stage.shuttle", "i", shuttle_action },
  { "stage.set-start", NULL, set_start_action },
  { "stage.set-end", NULL, set_end_action },
  { "stage.jump-start", NULL, jump_start_action },
  { "stage.jump-end", NULL, jump_end_action },
  { "stage.zoom-in", NULL, zoom_in_action },
  { "stage.zoom-out", NULL, zoom_out_action },
  { "stage.zoom-toggle", NULL, zoom_toggle_action },
};

/* Single letters: the stage has no text entries, and the page around it passes on what its own leave. */
static const struct
{
  guint            keyval;
  GdkModifierType  state;
  const char      *action;
  int              parameter;    /* where the action takes one */
} keys[] = {
  { GDK_KEY_space, 0, "stage.play", 0 },
  { GDK_KEY_comma, 0, "stage.step", -1 },
  { GDK_KEY_period, 0, "stage.step", 1 },
  { GDK_KEY_j, 0, "stage.shuttle", -1 },
  { GDK_KEY_k, 0, "stage.shuttle", 0 },
  { GDK_KEY_l, 0, "stage.shuttle", 1 },
  { GDK_KEY_i, 0, "stage.set-start", 0 },
  { GDK_KEY_o, 0, "stage.set-end", 0 },
  { GDK_KEY_i, GDK_SHIFT_MASK, "stage.jump-start", 0 },
  { GDK_KEY_o, GDK_SHIFT_MASK, "stage.jump-end", 0 },
  { GDK_KEY_r, 0, "stage.loop", 0 },
  { GDK_KEY_n, 0, "stage.snap", 0 },
  { GDK_KEY_c, 0, "clip.keep-range", 0 },
  { GDK_KEY_s, 0, "clip.save-frame", 0 },
  { GDK_KEY_s, GDK_SHIFT_MASK, "clip.copy-frame", 0 },
  { GDK_KEY_p, 0, "clip.use-picture", 0 },
  { GDK_KEY_z, 0, "stage.zoom-toggle", 0 },
  { GDK_KEY_plus, 0, "stage.zoom-in", 0 },
  { GDK_KEY_equal, 0, "stage.zoom-in", 0 },
  { GDK_KEY_KP_Add, 0, "stage.zoom-in", 0 },
  { GDK_KEY_minus, 0, "stage.zoom-out", 0 },
  { GDK_KEY_KP_Subtract, 0, "stage.zoom-out", 0 },
};

/**
 * _troupe_stage_bind_actions:
 * @widget_class: the class of the stage
 *
 * Installs what one can do with a stage, and the keys for it.
 */
void
_troupe_stage_bind_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter_type,
                                     actions[i].activate);
  gtk_widget_class_install_property_action (widget_class, "stage.loop", "looping");
  gtk_widget_class_install_property_action (widget_class, "stage.snap", "snapping");

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gboolean has_parameter = g_str_equal (keys[i].action, "stage.step") ||
                               g_str_equal (keys[i].action, "stage.shuttle");

      gtk_widget_class_add_binding_action (widget_class, keys[i].keyval, keys[i].state,
                                           keys[i].action, has_parameter ? "i" : NULL,
                                           keys[i].parameter);
    }
}
