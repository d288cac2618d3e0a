/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-export.h"

#include <glib/gstdio.h>

#include "troupe-frame-reader.h"
#include "troupe-probe.h"

/* What providers see of the files' names: nothing that the person chose. */
#define CLIP_NAME "clip.mp4"
#define CLIP_TYPE "video/mp4"
#define PICTURE_NAME "picture.jpg"
#define PICTURE_TYPE "image/jpeg"

struct _TroupeExport
{
  /* Owned */
  GFile        *cut;
  GFile        *folder;
  GFile        *clip;            /* that travels: the cut, or made for it */
  GFile        *picture;         /* made for it, or NULL */
  char         *data;            /* data URL of what travels, or NULL */

  TroupeRange   part;            /* of the cut */
  gboolean      is_part;         /* there is more of the cut */
  TroupeWay     way;
  TroupeCutForm form;
};

/**
 * troupe_export_free:
 * @self: (transfer full): an export
 *
 * Removes what was made, and keeps the cut.
 */
void
troupe_export_free (TroupeExport *self)
{
  if (self->clip != NULL && !g_file_equal (self->clip, self->cut))
    g_unlink (g_file_peek_path (self->clip));
  if (self->picture != NULL)
    g_unlink (g_file_peek_path (self->picture));
  g_clear_object (&self->cut);
  g_clear_object (&self->folder);
  g_clear_object (&self->clip);
  g_clear_object (&self->picture);
  g_free (self->data);
  g_free (self);
}

static GFile *
make_name (TroupeExport *self,
           const char   *extension)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *name = g_strconcat (".", id, extension, NULL);

  return g_file_get_child (self->folder, name);
}

static char *
make_data (GFile        *file,
           const char   *media_type,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr (GBytes) content = g_file_load_bytes (file, cancellable, NULL, error);
  g_autofree char *text = NULL;

  if (content == NULL)
    return NULL;
  text = g_base64_encode (g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  return g_strconcat ("data:", media_type, ";base64,", text, NULL);
}

/* The one in the middle: at the edges of a range often is something else. */
static GBytes *
make_still (TroupeExport *self,
            GCancellable *cancellable,
            GError      **error)
{
  g_autofree char *uri = g_file_get_uri (self->clip);
  g_autoptr (TroupeFrameReader) reader = NULL;
  g_autoptr (TroupeFrame) frame = NULL;

  reader = troupe_frame_reader_new (uri, self->form.short_edge, cancellable, error);
  if (reader != NULL)
    frame = troupe_frame_reader_seek (reader, (self->part.start_ns + self->part.end_ns) / 2, TRUE, cancellable, error);
  return frame != NULL ? troupe_frame_encode (frame, PICTURE_TYPE, error) : NULL;
}

static gboolean
make_picture (TroupeExport *self,
              GCancellable *cancellable,
              GError      **error)
{
  g_autoptr (GBytes) content = make_still (self, cancellable, error);

  if (content == NULL)
    return FALSE;
  self->picture = make_name (self, ".jpg");
  return g_file_set_contents_full (g_file_peek_path (self->picture),
                                   g_bytes_get_data (content, NULL),
                                   (gssize) g_bytes_get_size (content),
                                   G_FILE_SET_CONTENTS_NONE, 0600, error);
}

static gboolean
finish_form (TroupeExport *self,
             GCancellable *cancellable,
             GError      **error)
{
  if (self->way == TROUPE_WAY_PICTURE)
    {
      if (!make_picture (self, cancellable, error))
        return FALSE;
      self->data = make_data (self->picture, PICTURE_TYPE, cancellable, error);
      return self->data != NULL;
    }
  if (self->way == TROUPE_WAY_DATA)
    {
      self->data = make_data (self->clip, CLIP_TYPE, cancellable, error);
      return self->data != NULL;
    }
  return TRUE;
}

static void
finish_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (finish_form (task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
cut_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_cutter_cut_finish (result, &error))
    g_task_run_in_thread (task, finish_thread);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
fits (TroupeExport *self,
      TroupeClip   *kept)
{
  const TroupeCutForm *form = &self->form;
  const int edge = MIN (troupe_clip_get_width (kept), troupe_clip_get_height (kept));

  if (self->way == TROUPE_WAY_PICTURE)
    return TRUE;    /* the still is made in its form */
  return !self->is_part && edge <= form->short_edge &&
         (form->max_bytes == 0 || troupe_clip_get_size_bytes (kept) <= form->max_bytes) &&
         (!form->drops_sound || troupe_clip_get_audio_codec (kept) == NULL);
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeExport *self = g_task_get_task_data (task);
  g_autoptr (TroupeClip) kept = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = g_file_get_uri (self->cut);

  kept = troupe_probe_finish (result, &error);
  if (kept == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (fits (self, kept))
    {
      self->clip = g_object_ref (self->cut);
      g_task_run_in_thread (task, finish_thread);
      return;
    }

  self->clip = make_name (self, ".mp4");
  troupe_cutter_cut_async (uri, &self->part, &self->form, self->clip, g_task_get_cancellable (task),
                           cut_cb, g_object_ref (task));
}

/**
 * troupe_export_async:
 * @cut: a kept cut, on this computer
 * @length_ns: how long it is, in nanoseconds
 * @part: (nullable): what of it travels, `NULL` for the whole
 * @profile: of the provider that gets it
 * @way: how it gets there
 * @folder: a folder of this computer
 * @cancellable: (nullable): a cancellable
 * @callback: called when it can travel
 * @user_data: for @callback
 *
 * Gives a cut the form in which it travels: no larger than the profile allows, in pixels and in
 * bytes, without sound where the provider does not listen; a cut has no metadata.
 */
void
troupe_export_async (GFile              *cut,
                     guint64             length_ns,
                     const TroupeRange  *part,
                     TroupeProfile      *profile,
                     TroupeWay           way,
                     GFile              *folder,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  TroupeExport *self;

  g_return_if_fail (G_IS_FILE (cut));
  g_return_if_fail (TROUPE_IS_PROFILE (profile));
  g_return_if_fail (troupe_way_needs_cut (way));
  g_return_if_fail (G_IS_FILE (folder));

  self = g_new0 (TroupeExport, 1);
  self->cut = g_object_ref (cut);
  self->folder = g_object_ref (folder);
  self->part = part != NULL ? *part : (TroupeRange) { 0, length_ns };
  self->is_part = part != NULL && (part->start_ns > 0 || part->end_ns < length_ns);
  self->way = way;
  troupe_export_get_form (profile, &self->form);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_export_async);
  g_task_set_task_data (task, self, (GDestroyNotify) troupe_export_free);
  troupe_probe_async (g_file_peek_path (cut), cancellable, probed_cb, g_steal_pointer (&task));
}

/**
 * troupe_export_finish:
 * @result: the result
 *
 * Fails with `TROUPE_CLIP_ERROR`, of which `TOO_LARGE` when the cut cannot be small enough, and as
 * writing a file does.
 *
 * Returns: (transfer full): what travels
 */
TroupeExport *
troupe_export_finish (GAsyncResult *result,
                      GError      **error)
{
  TroupeExport *self, *export;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_export_async), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  /* The task keeps an empty one, so that nothing is removed with it. */
  self = g_task_get_task_data (G_TASK (result));
  export = g_memdup2 (self, sizeof *self);
  memset (self, 0, sizeof *self);
  return export;
}

/**
 * troupe_export_get_clip:
 * @self: an export
 *
 * Returns: (transfer none): the clip that travels
 */
GFile *
troupe_export_get_clip (TroupeExport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->clip;
}

/**
 * troupe_export_set_values:
 * @self: an export
 * @values: of a request
 *
 * Puts what travels with a request into its values.
 */
void
troupe_export_set_values (TroupeExport *self,
                          TroupeValues *values)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (values != NULL);

  if (self->way == TROUPE_WAY_PICTURE)
    {
      troupe_values_set_file (values, "picture.file", self->picture, PICTURE_NAME, PICTURE_TYPE);
      troupe_values_set (values, "picture.data", self->data);
    }
  else
    {
      troupe_values_set_file (values, "clip.file", self->clip, CLIP_NAME, CLIP_TYPE);
      troupe_values_set (values, "clip.data", self->data);
    }
}

/**
 * troupe_export_get_form:
 * @profile: of the provider that gets a cut
 * @form: (out caller-allocates): how it has to be
 *
 * Tells in what form a provider takes cuts.
 */
void
troupe_export_get_form (TroupeProfile *profile,
                        TroupeCutForm *form)
{
  const int short_edge = troupe_profile_get_short_edge (profile);

  form->short_edge = short_edge > 0 ? short_edge : TROUPE_CUTTER_SHORT_EDGE;
  form->drops_sound = troupe_profile_get_audio (profile) == TROUPE_AUDIO_DROPPED;
  form->max_bytes = troupe_profile_get_max_bytes (profile);
}
