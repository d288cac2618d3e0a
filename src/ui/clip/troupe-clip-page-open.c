/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the page comes by a clip: probe, frame times, and the copy of a remote clip. */

#include "troupe-clip-page-private.h"

#include <glib/gi18n.h>

#include "troupe-error-text.h"
#include "troupe-media.h"
#include "troupe-probe.h"

/* Before that nothing is shown: most clips are there sooner. */
#define SPINNER_DELAY_MS 500

#define MEGABYTE 1000000

static void
stop_spinner (TroupeClipPage *self)
{
  g_clear_handle_id (&self->spinner_id, g_source_remove);
}

static void
show_state (TroupeClipPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, self->clip != NULL ? "loaded" : "empty");
}

static void
show_failure (TroupeClipPage *self,
              const GError   *error)
{
  g_autoptr (TroupeErrorText) text = troupe_error_text_new (error);
  g_autofree char *paragraph = troupe_error_text_dup_paragraph (text);
  g_autofree char *escaped = g_markup_escape_text (paragraph, -1);

  adw_status_page_set_title (self->failed_page, text->title);
  adw_status_page_set_description (self->failed_page, escaped);
  gtk_label_set_label (self->failed_details, text->details);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

/* A clip that is open stays open. */
static void
fail (TroupeClipPage *self,
      const GError   *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  troupe_player_prepare (troupe_stage_get_player (self->stage), NULL);
  if (self->clip == NULL)
    {
      show_failure (self, error);
      return;
    }

  show_state (self);
  _troupe_clip_page_report (self, error);
}

static void
probe_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (TroupeClipPage) self = TROUPE_CLIP_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeClip) clip = troupe_probe_finish (result, &error);

  /* A newer one took its place, and the page shows that. */
  if (self->open_cancellable != g_task_get_cancellable (G_TASK (result)))
    return;

  stop_spinner (self);
  g_clear_object (&self->open_cancellable);
  if (clip == NULL)
    fail (self, error);
  else
    _troupe_clip_page_take_clip (self, clip);
}

static gboolean
spinner_timeout (gpointer user_data)
{
  TroupeClipPage *self = TROUPE_CLIP_PAGE (user_data);

  self->spinner_id = 0;
  gtk_stack_set_visible_child_name (self->stack, "loading");

  return G_SOURCE_REMOVE;
}

static char *
dup_source_name (const char *source)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (source);
  g_autofree char *path = g_file_get_path (file);

  return path != NULL ? g_filename_display_basename (path) : g_strdup (source);
}

/* A clip that is on this computer is opened while it is looked at, so that it is seen sooner. */
static void
prepare_player (TroupeClipPage *self)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *uri = NULL;

  if (troupe_media_is_remote (self->source))
    return;

  file = troupe_media_file_new (self->source);
  uri = g_file_get_uri (file);
  troupe_player_prepare (troupe_stage_get_player (self->stage), uri);
}

/**
 * _troupe_clip_page_open_source:
 * @self: a page with a source
 *
 * Opens what the source names, perhaps once more, with all that was told of it.
 */
void
_troupe_clip_page_open_source (TroupeClipPage *self)
{
  g_autofree char *name = dup_source_name (self->source);

  _troupe_clip_page_stop_opening (self);
  adw_status_page_set_description (self->loading_page, name);
  self->open_cancellable = g_cancellable_new ();
  self->spinner_id = g_timeout_add (SPINNER_DELAY_MS, spinner_timeout, self);
  troupe_probe_async (self->source, self->open_cancellable, probe_cb, g_object_ref (self));
  prepare_player (self);
}

/**
 * troupe_clip_page_open:
 * @self: a page
 * @source: a path, a `file:` or an `http:` or `https:` address
 *
 * Opens a clip. One that is being opened is given up; one that is open stays until the new one is
 * known to be a video, and so does what is known of it.
 */
void
troupe_clip_page_open (TroupeClipPage *self,
                       const char     *source)
{
  g_return_if_fail (TROUPE_IS_CLIP_PAGE (self));
  g_return_if_fail (source != NULL);

  g_set_str (&self->source, source);
  troupe_clip_page_set_origin (self, NULL, NULL, NULL);
  troupe_clip_page_set_character (self, NULL, NULL);
  troupe_clip_page_set_range (self, &(TroupeRange) { 0, 0 });
  _troupe_clip_page_open_source (self);
}

/**
 * troupe_clip_page_set_origin:
 * @self: the page
 * @provider_id: (nullable): who made the clip
 * @task_id: (nullable): as which of its tasks
 * @title: (nullable): what the clip is called; `NULL` for the name of its file
 *
 * Tells where the clip is from that is being opened, so that its maker need not be sent what it has.
 */
void
troupe_clip_page_set_origin (TroupeClipPage *self,
                             const char     *provider_id,
                             const char     *task_id,
                             const char     *title)
{
  g_return_if_fail (TROUPE_IS_CLIP_PAGE (self));

  g_set_str (&self->made_by, provider_id);
  g_set_str (&self->task_id, task_id);
  g_set_str (&self->title, title);
}

/**
 * troupe_clip_page_set_range:
 * @self: the page
 * @range: a part of what is being opened; an empty one for what is usual
 *
 * Tells what is chosen once the clip is there.
 */
void
troupe_clip_page_set_range (TroupeClipPage    *self,
                            const TroupeRange *range)
{
  g_return_if_fail (TROUPE_IS_CLIP_PAGE (self));
  g_return_if_fail (range != NULL);

  self->range = *range;
}

/**
 * _troupe_clip_page_stop_opening:
 * @self: a page
 *
 * Gives up what is being opened, and shows what was there before.
 */
void
_troupe_clip_page_stop_opening (TroupeClipPage *self)
{
  stop_spinner (self);
  if (self->open_cancellable == NULL)
    return;

  g_cancellable_cancel (self->open_cancellable);
  g_clear_object (&self->open_cancellable);
  troupe_player_prepare (troupe_stage_get_player (self->stage), NULL);
  show_state (self);
}

/* Frame times */

static void
frame_times_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (TroupeClipPage) self = TROUPE_CLIP_PAGE (user_data);
  g_autoptr (GError) error = NULL;

  /* Without them the clip is stepped through by its frame rate; that is no reason to stop. */
  if (!troupe_probe_frame_times_finish (result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("Frame times: %s", error->message);
}

static void
read_frame_times (TroupeClipPage *self)
{
  troupe_probe_frame_times_async (self->clip, self->clip_cancellable, frame_times_cb,
                                  g_object_ref (self));
}

/* The copy of a remote clip */

static void
progress_cb (TroupeClipPage *self)
{
  guint64 received_bytes = troupe_download_get_received_bytes (self->download);
  guint64 total_bytes = troupe_download_get_total_bytes (self->download);
  g_autofree char *received = g_format_size (received_bytes);
  g_autofree char *total = g_format_size (total_bytes);
  g_autofree char *text = NULL;

  if (total_bytes > 0)
    /* Translators: two sizes, such as “12 MB” and “40 MB” */
    text = g_strdup_printf (_("Fetching the clip: %1$s of %2$s. Times are exact when it is here."),
                            received, total);
  else
    /* Translators: a size, such as “12 MB” */
    text = g_strdup_printf (_("Fetching the clip: %s. Times are exact when it is here."), received);

  gtk_label_set_label (self->download_label, text);
  if (total_bytes > 0)
    gtk_progress_bar_set_fraction (self->download_bar, (double) received_bytes / total_bytes);
}

static void
drop_download (TroupeClipPage *self)
{
  if (self->download != NULL)
    g_signal_handlers_disconnect_by_func (self->download, progress_cb, self);
  g_clear_object (&self->download);
  gtk_widget_set_visible (self->download_box, FALSE);
}

static void
download_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (TroupeClipPage) self = TROUPE_CLIP_PAGE (user_data);
  TroupeDownload *download = TROUPE_DOWNLOAD (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = troupe_download_run_finish (download, result, &error);

  if (self->download != download)
    return;

  if (file != NULL)
    {
      troupe_clip_set_local_file (self->clip, file, troupe_download_get_hash (download));
      read_frame_times (self);
      _troupe_clip_page_load_place (self);
      _troupe_clip_page_open_candidates (self);
    }
  else
    {
      _troupe_clip_page_report (self, error);
    }
  drop_download (self);
}

static void
start_download (TroupeClipPage *self)
{
  guint64 limit_bytes = (guint64) g_settings_get_int (self->settings, "download-limit-mb") * MEGABYTE;

  self->download = troupe_download_new (troupe_clip_get_uri (self->clip), limit_bytes);
  g_signal_connect_object (self->download, "notify::received-bytes", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  progress_cb (self);
  troupe_stage_follow (self->stage, troupe_download_get_incoming_uri (self->download));
  gtk_widget_set_visible (self->download_box, TRUE);
  troupe_download_run_async (self->download, self->clip_cancellable, download_cb,
                             g_object_ref (self));
}

/**
 * _troupe_clip_page_read_clip:
 * @self: a page with a new clip
 *
 * Reads what of the clip is not known yet: its frames, after all of it if it is a remote one.
 */
void
_troupe_clip_page_read_clip (TroupeClipPage *self)
{
  self->clip_cancellable = g_cancellable_new ();
  if (troupe_clip_get_local_file (self->clip) != NULL)
    read_frame_times (self);
  else
    start_download (self);
}

/**
 * _troupe_clip_page_stop_reading:
 * @self: a page
 *
 * Stops what is read of the present clip.
 */
void
_troupe_clip_page_stop_reading (TroupeClipPage *self)
{
  g_cancellable_cancel (self->clip_cancellable);
  g_clear_object (&self->clip_cancellable);
  drop_download (self);
}
