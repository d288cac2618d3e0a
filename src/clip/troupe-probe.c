/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-probe.h"

#include <glib/gstdio.h>
#include <string.h>

#include "troupe-clip-error.h"
#include "troupe-discover.h"
#include "troupe-download.h"
#include "troupe-frame-scan.h"
#include "troupe-frame-times.h"
#include "troupe-held-file.h"
#include "troupe-local.h"
#include "troupe-media.h"
#include "troupe-remote.h"

/* Enough to tell a variable rate from a constant one */
#define N_SAMPLED_FRAMES 120

/* A sample is in the order of decoding, so that pictures are missing at its end; no codec delays
 * them by more (H.264, A.3.1: max_dec_frame_buffering). */
#define N_REORDERED_FRAMES 16

typedef struct
{
  /* Given */
  char           *uri;
  TroupeClipKind  kind;

  /* Found */
  TroupeClipFacts facts;
  GFile          *local;    /* the file itself, or the copy of a remote clip in the cache */
  int             held_fd;  /* keeps that copy until the clip holds it */
} Probe;

static void
probe_free (Probe *probe)
{
  g_free (probe->uri);
  troupe_clip_facts_clear (&probe->facts);
  g_clear_object (&probe->local);
  g_clear_fd (&probe->held_fd, NULL);
  g_free (probe);
}

static Probe *
probe_new (const char *source)
{
  g_autoptr (GFile) file = NULL;
  Probe *probe = g_new0 (Probe, 1);

  probe->held_fd = -1;
  if (troupe_media_is_remote (source))
    {
      probe->kind = TROUPE_CLIP_KIND_REMOTE;
      probe->uri = g_strdup (source);
      return probe;
    }

  file = troupe_media_file_new (source);
  probe->kind = TROUPE_CLIP_KIND_FILE;
  probe->uri = g_file_get_uri (file);
  return probe;
}

static char *
dup_title (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_PARSE_RELAXED, NULL);
  g_autofree char *base = parsed == NULL ? NULL : g_path_get_basename (g_uri_get_path (parsed));
  g_autofree char *title = NULL;
  char *dot;

  if (base == NULL || g_str_equal (base, ".") || g_str_equal (base, "/"))
    return troupe_media_dup_name (uri);

  title = g_utf8_make_valid (base, -1);
  dot = strrchr (title, '.');
  if (dot != NULL && dot != title)
    *dot = '\0';
  return g_steal_pointer (&title);
}

/* The first frames tell the rate. Pictures are missing at the end of what was read, unless it was
 * all there is. */
static GArray *
sample_frames (const char    *uri,
               TroupeStreams *streams,
               GCancellable  *cancellable,
               GError       **error)
{
  GArray *times = troupe_frame_scan (uri, N_SAMPLED_FRAMES, NULL, streams, cancellable, error);

  if (times != NULL && times->len >= N_SAMPLED_FRAMES)
    g_array_set_size (times, times->len - N_REORDERED_FRAMES);
  return times;
}

/* Only the frames tell how long a recording is that was never finished. */
static gboolean
find_duration (const char      *uri,
               TroupeClipFacts *facts,
               GCancellable    *cancellable,
               GError         **error)
{
  g_autoptr (GArray) times = troupe_frame_scan (uri, 0, NULL, NULL, cancellable, error);

  if (times == NULL)
    return FALSE;

  facts->duration_ns = g_array_index (times, guint64, times->len - 1) +
                       troupe_frame_times_mean_ns (times);
  return TRUE;
}

/* The frames come first: they name a damaged file at once. To ask GStreamer takes several times as long,
 * since it decodes; so it is asked about what the container does not tell, and why nothing decodes it. */
static gboolean
probe_media (const char      *uri,
             TroupeClipFacts *facts,
             GCancellable    *cancellable,
             GError         **error)
{
  g_auto (TroupeStreams) streams = { NULL };
  g_autoptr (GArray) times = sample_frames (uri, &streams, cancellable, error);

  if (times == NULL ||
      (!troupe_streams_fill (&streams, facts) && !troupe_discover (uri, facts, cancellable, error)))
    return FALSE;

  facts->is_variable_rate = troupe_frame_times_are_uneven (times);
  facts->frame_rate = troupe_frame_times_rate (times, facts->frame_rate);
  return facts->duration_ns > 0 || find_duration (uri, facts, cancellable, error);
}

static gboolean
probe_local (GFile           *file,
             TroupeClipFacts *facts,
             GCancellable    *cancellable,
             GError         **error)
{
  g_autofree char *uri = g_file_get_uri (file);

  if (!troupe_local_check (file, &facts->size_bytes, cancellable, error) ||
      !probe_media (uri, facts, cancellable, error))
    return FALSE;

  facts->hash = troupe_local_hash (file, facts->size_bytes, cancellable, error);
  return facts->hash != NULL;
}

/* A clip that its server only sends from the beginning is fetched first. */
static gboolean
probe_copy (Probe        *probe,
            GCancellable *cancellable,
            GError      **error)
{
  if (probe->kind == TROUPE_CLIP_KIND_REMOTE)
    probe->held_fd = troupe_held_file_hold (g_file_peek_path (probe->local));

  return probe_local (probe->local, &probe->facts, cancellable, error);
}

static gboolean
probe_remote (Probe        *probe,
              GCancellable *cancellable,
              GError      **error)
{
  g_autoptr (GError) media_error = NULL;

  if (!troupe_remote_check (probe->uri, &probe->facts.size_bytes, &probe->facts.hash, cancellable,
                            error))
    return FALSE;
  if (probe_media (probe->uri, &probe->facts, cancellable, &media_error))
    return TRUE;
  if (!g_error_matches (media_error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    {
      g_propagate_error (error, g_steal_pointer (&media_error));
      return FALSE;
    }

  troupe_clip_facts_clear (&probe->facts);
  probe->local = troupe_download_fetch (probe->uri, cancellable, error);
  return probe->local != NULL && probe_copy (probe, cancellable, error);
}

static void
probe_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Probe *probe = task_data;
  g_autoptr (GError) error = NULL;
  gboolean is_good;

  probe->local = probe->kind == TROUPE_CLIP_KIND_FILE ? g_file_new_for_uri (probe->uri)
                                                      : troupe_download_find (probe->uri);
  is_good = probe->local != NULL ? probe_copy (probe, cancellable, &error)
                                 : probe_remote (probe, cancellable, &error);
  if (is_good)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
frame_times_thread (GTask        *task,
                    gpointer      source_object,
                    gpointer      task_data,
                    GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  GArray *times = troupe_frame_scan (task_data, 0, NULL, NULL, cancellable, &error);

  if (times != NULL)
    g_task_return_pointer (task, times, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * troupe_probe_async:
 * @source: a path, a `file:` address or another one that GIO reads, or an `http:` or `https:` one
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Opens a source and finds out what it is. Main thread; the work is done in another one.
 *
 * A remote clip that is in the cache is read from there, without asking the server.
 */
void
troupe_probe_async (const char         *source,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (source != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_probe_async);
  g_task_set_task_data (task, probe_new (source), (GDestroyNotify) probe_free);
  g_task_run_in_thread (task, probe_thread);
}

/**
 * troupe_probe_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Ends troupe_probe_async(). Fails with each value of `TroupeClipError` from `_NOT_FOUND` to `_PAGE`,
 * with `_FAILED` and with `G_IO_ERROR`.
 *
 * Returns: (transfer full): a clip
 */
TroupeClip *
troupe_probe_finish (GAsyncResult *result,
                     GError      **error)
{
  Probe *probe;
  TroupeClip *clip;
  g_autofree char *title = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_probe_async), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  probe = g_task_get_task_data (G_TASK (result));
  title = dup_title (probe->uri);
  clip = troupe_clip_new (probe->uri, probe->kind, title, &probe->facts);
  if (probe->local != NULL)
    troupe_clip_set_local_file (clip, probe->local, NULL);
  g_clear_fd (&probe->held_fd, NULL);
  return clip;
}

/**
 * troupe_probe_frame_times_async:
 * @clip: a clip
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Reads when each frame of a clip is shown. Main thread; the work is done in another one.
 */
void
troupe_probe_frame_times_async (TroupeClip         *clip,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TROUPE_IS_CLIP (clip));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (clip, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_probe_frame_times_async);
  g_task_set_task_data (task, g_strdup (troupe_clip_get_media_uri (clip)), g_free);
  g_task_run_in_thread (task, frame_times_thread);
}

/**
 * troupe_probe_frame_times_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Ends troupe_probe_frame_times_async() and gives the times to the clip. Fails as
 * troupe_probe_finish() does.
 *
 * Returns: whether the clip has its frame times
 */
gboolean
troupe_probe_frame_times_finish (GAsyncResult *result,
                                 GError      **error)
{
  g_autoptr (GObject) clip = NULL;
  g_autoptr (GArray) times = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_probe_frame_times_async), FALSE);

  times = g_task_propagate_pointer (G_TASK (result), error);
  if (times == NULL)
    return FALSE;

  clip = g_async_result_get_source_object (result);
  troupe_clip_set_frame_times (TROUPE_CLIP (clip), times);
  return TRUE;
}
