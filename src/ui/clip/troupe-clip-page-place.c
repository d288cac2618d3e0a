/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a person left off in a clip: it is kept, and taken up again when the same clip is opened. */

#include "troupe-clip-page-private.h"

#include <glib/gi18n.h>

#include "troupe-library-error.h"
#include "troupe-window.h"

/* After a change of the range; the next ones are saved with it. */
#define SAVE_S 1

static TroupeClipPlace
get_place (TroupeClipPage *self)
{
  TroupeClipPlace place = {
    .position_ns = troupe_player_get_position_ns (troupe_stage_get_player (self->stage)),
    .range = *troupe_range_model_get_range (troupe_stage_get_model (self->stage)),
  };

  troupe_timeline_get_visible (troupe_stage_get_timeline (self->stage), &place.from_ns, &place.length_ns);

  return place;
}

static void
set_place (TroupeClipPage        *self,
           const TroupeClipPlace *place)
{
  troupe_range_model_set_range (troupe_stage_get_model (self->stage), &place->range);
  troupe_timeline_show (troupe_stage_get_timeline (self->stage), place->from_ns, place->length_ns);
  troupe_player_seek (troupe_stage_get_player (self->stage), place->position_ns);
}

static gboolean
is_same_place (const TroupeClipPlace *a,
               const TroupeClipPlace *b)
{
  return a->position_ns == b->position_ns && a->from_ns == b->from_ns && a->length_ns == b->length_ns &&
         troupe_range_equal (&a->range, &b->range);
}

/* What follows from reading the clip, such as where its first frame is, nobody has done. */
static gboolean
is_untouched (TroupeClipPage *self)
{
  TroupeRangeModel *model = troupe_stage_get_model (self->stage);

  return !troupe_range_model_can_undo (model) && !troupe_range_model_can_redo (model) &&
         !troupe_timeline_is_zoomed (troupe_stage_get_timeline (self->stage)) &&
         !troupe_player_has_moved (troupe_stage_get_player (self->stage));
}

static void
start_over (TroupeClipPage *self)
{
  if (self->clip != NULL)
    set_place (self, &self->first_place);
}

static void
offer_to_start_over (TroupeClipPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  AdwToast *toast;

  if (!TROUPE_IS_WINDOW (root))
    return;

  toast = adw_toast_new (_("You left off here"));
  adw_toast_set_button_label (toast, _("_Start Over"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (start_over), self, G_CONNECT_SWAPPED);
  troupe_window_add_toast (TROUPE_WINDOW (root), toast);
}

/* Nothing moves under the hands of a person who was quicker. */
static void
take_up (TroupeClipPage        *self,
         const TroupeClipPlace *place)
{
  TroupeClipPlace now = get_place (self);

  if (!is_untouched (self) || is_same_place (&now, place))
    return;

  set_place (self, place);
  self->kept_place = get_place (self);
  offer_to_start_over (self);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (TroupeClipPage) self = TROUPE_CLIP_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  TroupeClipPlace place;
  gboolean is_known = troupe_clip_place_load_finish (TROUPE_LIBRARY (source), result, &place, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      self->clip_cancellable != g_task_get_cancellable (G_TASK (result)))
    return;

  if (is_known)
    take_up (self, &place);
  else if (!g_error_matches (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND))
    g_message ("Where a clip was left: %s", error->message);    /* as on a full disk: a comfort less */
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!troupe_clip_place_save_finish (TROUPE_LIBRARY (source), result, &error))
    g_message ("Where a clip is left: %s", error->message);    /* as on a full disk: a comfort less */
}

static void
save_cb (gpointer user_data)
{
  TroupeClipPage *self = user_data;

  self->save_id = 0;
  _troupe_clip_page_save_place (self);
}

/**
 * _troupe_clip_page_load_place:
 * @self: a page with a new clip
 *
 * Goes where a person left off in the clip, unless what was opened says where to go.
 */
void
_troupe_clip_page_load_place (TroupeClipPage *self)
{
  TroupeLibrary *library = troupe_runner_get_library (self->runner);

  self->first_place = get_place (self);
  self->kept_place = self->first_place;
  if (troupe_clip_get_hash (self->clip) == NULL || self->is_again || self->range.end_ns > 0 ||
      !troupe_library_is_open (library))
    return;

  troupe_clip_place_load_async (library, troupe_clip_get_hash (self->clip), self->clip_cancellable,
                                loaded_cb, g_object_ref (self));
}

/**
 * _troupe_clip_page_change_place:
 * @self: a page whose range was changed
 *
 * Keeps that before long: the program may end in any way.
 */
void
_troupe_clip_page_change_place (TroupeClipPage *self)
{
  if (self->clip != NULL && self->save_id == 0)
    self->save_id = g_timeout_add_seconds_once (SAVE_S, save_cb, self);
}

/**
 * _troupe_clip_page_save_place:
 * @self: a page
 *
 * Keeps where the person is in the clip, when that is not where it was opened.
 */
void
_troupe_clip_page_save_place (TroupeClipPage *self)
{
  TroupeLibrary *library = troupe_runner_get_library (self->runner);
  TroupeClipPlace place;

  g_clear_handle_id (&self->save_id, g_source_remove);
  if (self->clip == NULL || self->is_again || troupe_clip_get_hash (self->clip) == NULL ||
      !troupe_library_is_open (library))
    return;

  place = get_place (self);
  if (is_untouched (self) || is_same_place (&place, &self->kept_place))
    return;

  self->kept_place = place;
  troupe_clip_place_save_async (library, troupe_clip_get_hash (self->clip), &place, saved_cb, NULL);
}
