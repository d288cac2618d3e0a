/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-animatic.h"

#include <glib/gstdio.h>
#include <gst/gst.h>

#include "troupe-animatic-error.h"
#include "troupe-atomic-file.h"
#include "troupe-clip-sound.h"
#include "troupe-encoder.h"
#include "troupe-frame-reader.h"
#include "troupe-lettering.h"
#include "troupe-shot.h"

/* Frames a second */
#define FRAME_RATE 30

/* How long a part of a caption is shown at least */
#define PAGE_SECONDS 2

struct _TroupeAnimatic
{
  GObject             parent_instance;

  /* Owned; nobody changes it once the animatic is made */
  TroupeAnimaticScript *script;

  int                 per_cent;    /* atomic */
};

G_DEFINE_FINAL_TYPE (TroupeAnimatic, troupe_animatic, G_TYPE_OBJECT)

/* What lives while a video is made, on its thread */
typedef struct
{
  TroupeAnimatic  *animatic;     /* borrowed from the task */
  GCancellable          *cancellable;
  TroupeCanvas    *canvas;
  TroupeEncoder   *encoder;
  GPtrArray             *pictures;     /* of TroupeFrame */
  GPtrArray             *captions;     /* of TroupeLettering, none on a title card */
  TroupeLettering *mark;         /* NULL for none */
} Render;

static void
render_clear (Render *render)
{
  g_clear_pointer (&render->encoder, troupe_encoder_free);
  g_clear_pointer (&render->canvas, troupe_canvas_free);
  g_clear_pointer (&render->pictures, g_ptr_array_unref);
  g_clear_pointer (&render->captions, g_ptr_array_unref);
  g_clear_pointer (&render->mark, troupe_lettering_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Render, render_clear)

/* Tests, which wait for many videos, make do with fewer: TROUPE_ANIMATIC_FRAME_RATE. */
static guint
get_frame_rate (void)
{
  static gsize rate;

  if (g_once_init_enter (&rate))
    {
      const char *text = g_getenv ("TROUPE_ANIMATIC_FRAME_RATE");
      guint64 told = 0;

      if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 1, FRAME_RATE, &told, NULL))
        told = FRAME_RATE;
      g_once_init_leave (&rate, told);
    }
  return (guint) rate;
}

static guint64
frame_time (guint n_frames)
{
  return gst_util_uint64_scale (n_frames, GST_SECOND, get_frame_rate ());
}

static void
encoded_cb (guint    n_pictures,    /* streaming thread */
            gpointer user_data)
{
  TroupeAnimatic *self = user_data;
  guint n_all = (guint) self->script->seconds * get_frame_rate ();

  /* The last one comes with the complete file. */
  g_atomic_int_set (&self->per_cent, (int) (MIN (n_pictures, n_all) * 99 / n_all));
}

static TroupeFrame *
read_picture (GFile        *file,
              GCancellable *cancellable,
              GError      **error)
{
  g_autofree char *uri = g_file_get_uri (file);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TroupeFrameReader) reader = NULL;
  TroupeFrame *frame = NULL;

  reader = troupe_frame_reader_new (uri, 0, cancellable, &local_error);
  if (reader != NULL)
    frame = troupe_frame_reader_next (reader, cancellable, &local_error);
  if (frame == NULL)
    g_set_error (error, TROUPE_ANIMATIC_ERROR, TROUPE_ANIMATIC_ERROR_PICTURE,
                 "a reference is not a picture that can be read");
  return frame;
}

/* A long prompt is shown in parts, each for a time that it can be read in. */
static void
add_captions (Render                     *render,
              const TroupeAnimaticScript *script)
{
  g_auto (GStrv) pages = NULL;

  pages = troupe_lettering_split_caption (script->width, script->height, script->prompt,
                                          MAX (1, (guint) script->seconds / PAGE_SECONDS));
  for (gsize i = 0; pages[i] != NULL; i++)
    g_ptr_array_add (render->captions,
                     troupe_lettering_new_caption (script->width, script->height,
                                                   pages[i]));
}

static gboolean
prepare (Render                     *render,
         const TroupeAnimaticScript *script,
         const char                 *path,
         GError                    **error)
{
  g_autoptr (GstCaps) caps = NULL;

  render->pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_frame_unref);
  for (guint i = 0; i < script->pictures->len; i++)
    {
      TroupeFrame *frame = read_picture (g_ptr_array_index (script->pictures, i),
                                         render->cancellable, error);

      if (frame == NULL)
        return FALSE;
      g_ptr_array_add (render->pictures, frame);
    }
  render->canvas = troupe_canvas_new (script->width, script->height);
  render->captions =
    g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_lettering_free);
  if (script->cast->len > 0 || script->pictures->len > 0)
    add_captions (render, script);
  if (script->mark != NULL)
    render->mark = troupe_lettering_new_mark (script->width, script->height, script->mark);
  caps = troupe_canvas_dup_caps (render->canvas, get_frame_rate ());
  render->encoder = troupe_encoder_new (path, caps, script->comment, encoded_cb, render->animatic,
                                        error);
  return render->encoder != NULL;
}

static GstBuffer *
take_picture (Render *render,
              guint   n)
{
  cairo_t *cairo = troupe_canvas_get_cairo (render->canvas);
  guint n_frames = (guint) render->animatic->script->seconds * get_frame_rate ();
  GstBuffer *buffer;

  if (render->captions->len > 0)
    troupe_lettering_paint (g_ptr_array_index (render->captions,
                                               render->captions->len * n / n_frames),
                            cairo);
  if (render->mark != NULL)
    troupe_lettering_paint (render->mark, cairo);
  buffer = troupe_canvas_dup_buffer (render->canvas);
  GST_BUFFER_PTS (buffer) = frame_time (n);
  GST_BUFFER_DURATION (buffer) = frame_time (n + 1) - frame_time (n);
  return buffer;
}

static GstBuffer *
take_sound (TroupeShot *shot,
            guint       n,
            guint64     time_ns)
{
  guint samples = TROUPE_CLIP_SOUND_RATE / get_frame_rate ();
  gsize size = samples * TROUPE_CLIP_SOUND_FRAME_BYTES;
  g_autofree guint8 *sound = g_malloc (size);
  GstBuffer *buffer;

  troupe_shot_get_sound (shot, time_ns, sound, samples);
  buffer = gst_buffer_new_wrapped (g_steal_pointer (&sound), size);
  GST_BUFFER_PTS (buffer) = frame_time (n);
  GST_BUFFER_DURATION (buffer) = frame_time (n + 1) - frame_time (n);
  return buffer;
}

static gboolean
shoot (Render     *render,
       TroupeShot *shot,
       guint       first,
       guint       end,
       GError    **error)
{
  for (guint n = first; n < end; n++)
    {
      guint64 time_ns = frame_time (n - first);

      if (g_cancellable_set_error_if_cancelled (render->cancellable, error) ||
          !troupe_shot_draw (shot, render->canvas, time_ns, render->cancellable, error) ||
          !troupe_encoder_push (render->encoder, take_picture (render, n),
                                take_sound (shot, n, time_ns), error))
        return FALSE;
    }
  return TRUE;
}

static TroupeShot *
new_actor_shot (Render                     *render,
                const TroupeAnimaticScript *script,
                TroupeActor                *actor,
                guint                       n_frames,
                GError                    **error)
{
  TroupeFrame *backdrop =
    render->pictures->len > 0 ? g_ptr_array_index (render->pictures, 0) : NULL;

  g_autoptr (TroupeFrame) picture = NULL;

  if (actor->clip == NULL && actor->picture != NULL)
    picture = read_picture (actor->picture, render->cancellable, NULL);
  if (picture != NULL)
    return troupe_shot_new_picture (script->width, script->height, picture, frame_time (n_frames));
  if (actor->clip == NULL)
    return troupe_shot_new_card (script->width, script->height, actor->name, frame_time (n_frames));
  return troupe_shot_new_actor (script->width, script->height, actor, backdrop, render->cancellable,
                                error);
}

static gboolean
shoot_cast (Render                     *render,
            const TroupeAnimaticScript *script,
            guint                       n_frames,
            GError                    **error)
{
  for (guint i = 0; i < script->cast->len; i++)
    {
      guint first = n_frames * i / script->cast->len;
      guint end = n_frames * (i + 1) / script->cast->len;
      g_autoptr (TroupeShot) shot =
        new_actor_shot (render, script, g_ptr_array_index (script->cast, i), end - first, error);

      if (shot == NULL || !shoot (render, shot, first, end, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
shoot_pictures (Render                     *render,
                const TroupeAnimaticScript *script,
                guint                       n_frames,
                GError                    **error)
{
  guint n_pictures = render->pictures->len;

  for (guint i = 0; i < n_pictures; i++)
    {
      guint first = n_frames * i / n_pictures;
      guint end = n_frames * (i + 1) / n_pictures;
      g_autoptr (TroupeShot) shot =
        troupe_shot_new_picture (script->width, script->height,
                                 g_ptr_array_index (render->pictures, i),
                                 frame_time (end - first));

      if (!shoot (render, shot, first, end, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
shoot_all (Render                     *render,
           const TroupeAnimaticScript *script,
           GError                    **error)
{
  guint n_frames = (guint) script->seconds * get_frame_rate ();
  g_autoptr (TroupeShot) card = NULL;

  if (script->cast->len > 0)
    return shoot_cast (render, script, n_frames, error);
  if (render->pictures->len > 0)
    return shoot_pictures (render, script, n_frames, error);
  card = troupe_shot_new_card (script->width, script->height, script->prompt,
                               frame_time (n_frames));
  return shoot (render, card, 0, n_frames, error);
}

static gboolean
render_to (TroupeAnimatic *self,
           const char     *path,
           GCancellable   *cancellable,
           GError        **error)
{
  g_auto (Render) render = { .animatic = self, .cancellable = cancellable };

  return prepare (&render, self->script, path, error) && shoot_all (&render, self->script, error) &&
         troupe_encoder_finish (render.encoder, cancellable, error);
}

static void
render_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  TroupeAnimatic *self = source;
  const char *path = g_file_peek_path (data);
  GError *error = NULL;
  g_autofree char *temporary = troupe_atomic_file_make_temporary (path, &error);

  if (temporary != NULL && render_to (self, temporary, cancellable, &error) &&
      troupe_atomic_file_commit (temporary, path, &error))
    {
      g_atomic_int_set (&self->per_cent, 100);
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (temporary != NULL)
    g_unlink (temporary);
  g_task_return_error (task, error);
}

static void
troupe_animatic_finalize (GObject *object)
{
  TroupeAnimatic *self = TROUPE_ANIMATIC (object);

  g_clear_pointer (&self->script, troupe_animatic_script_free);
  G_OBJECT_CLASS (troupe_animatic_parent_class)->finalize (object);
}

static void
troupe_animatic_class_init (TroupeAnimaticClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = troupe_animatic_finalize;
}

static void
troupe_animatic_init (TroupeAnimatic *self)
{
}

/**
 * troupe_animatic_new:
 * @script: (transfer full): what it is made of
 *
 * Gets ready to make a video.
 *
 * Returns: (transfer full): the animatic
 */
TroupeAnimatic *
troupe_animatic_new (TroupeAnimaticScript *script)
{
  TroupeAnimatic *self = g_object_new (TROUPE_TYPE_ANIMATIC, NULL);

  self->script = script;
  return self;
}

/**
 * troupe_animatic_get_per_cent:
 * @self: an animatic
 *
 * Tells how much of the video is encoded. Safe from any thread.
 *
 * Returns: 0 to 100
 */
int
troupe_animatic_get_per_cent (TroupeAnimatic *self)
{
  g_return_val_if_fail (TROUPE_IS_ANIMATIC (self), 0);

  return g_atomic_int_get (&self->per_cent);
}

/**
 * troupe_animatic_render_async:
 * @self: an animatic
 * @destination: a file of this computer, replaced once the video is complete
 * @cancellable: (nullable): a cancellable
 * @callback: called when the video is complete
 * @user_data: for @callback
 *
 * Makes the video, once.
 */
void
troupe_animatic_render_async (TroupeAnimatic     *self,
                              GFile              *destination,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TROUPE_IS_ANIMATIC (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_animatic_render_async);
  g_task_set_task_data (task, g_object_ref (destination), g_object_unref);
  g_task_run_in_thread (task, render_thread);
}

/**
 * troupe_animatic_render_finish:
 * @self: an animatic
 * @result: the result
 * @error: return location for an error
 *
 * Ends troupe_animatic_render_async(). Fails with `TROUPE_ANIMATIC_ERROR_PICTURE`,
 * `TROUPE_ANIMATIC_ERROR_RENDER`, errors of the clip module, of GStreamer or `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether the video is there
 */
gboolean
troupe_animatic_render_finish (TroupeAnimatic *self,
                               GAsyncResult   *result,
                               GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_animatic_render_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
