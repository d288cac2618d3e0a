/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-video-private.h"

/**
 * TroupeVideo:
 *
 * A video of the library, made or on its way. It shows what the database says and is changed through
 * the library only; until the database was asked it has an id and nothing else.
 */
struct _TroupeVideo
{
  GObject         parent_instance;

  gboolean        loaded;
  double          progress;

  /* Owned */
  TroupeVideoRow *row;       /* what the database said last; at first just an id */
  GFile          *file;
  GFile          *poster;
};

G_DEFINE_FINAL_TYPE (TroupeVideo, troupe_video, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (TroupeVideoState, troupe_video_state,
                    G_DEFINE_ENUM_VALUE (TROUPE_VIDEO_STATE_MAKING, "making"),
                    G_DEFINE_ENUM_VALUE (TROUPE_VIDEO_STATE_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (TROUPE_VIDEO_STATE_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (TROUPE_VIDEO_STATE_STOPPED, "stopped"),
                    G_DEFINE_ENUM_VALUE (TROUPE_VIDEO_STATE_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (TROUPE_VIDEO_STATE_MISSING, "missing"))

enum
{
  PROP_0,
  PROP_ID,
  PROP_PROMPT,
  PROP_STARRED,
  PROP_STATE,
  PROP_PROGRESS,
  PROP_PROBLEM,
  PROP_POSTER,
  PROP_FILE,
  PROP_LOADED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
notify_if (TroupeVideo *self,
           gboolean     changed,
           guint        property)
{
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_file (TroupeVideo *self,
          GFile      **field,
          GFile       *media,
          const char  *name,
          guint        property)
{
  g_autoptr (GFile) file = name != NULL ? g_file_resolve_relative_path (media, name) : NULL;

  if (*field != NULL && file != NULL && g_file_equal (*field, file))
    return;
  notify_if (self, g_set_object (field, file), property);
}

static gpointer
create (const char *id)
{
  TroupeVideo *self = g_object_new (TROUPE_TYPE_VIDEO, NULL);

  self->row = troupe_video_row_new (id);
  return self;
}

/* What is the same does not notify. */
static void
take_row (gpointer object,
          gpointer taken,
          GFile   *media)
{
  TroupeVideo *self = object;
  TroupeVideoRow *row = taken;
  g_autoptr (TroupeVideoRow) old = g_steal_pointer (&self->row);

  self->row = row;
  g_object_freeze_notify (G_OBJECT (self));
  notify_if (self, g_strcmp0 (old->prompt, row->prompt) != 0, PROP_PROMPT);
  notify_if (self, old->is_starred != row->is_starred, PROP_STARRED);
  set_file (self, &self->file, media, row->file, PROP_FILE);
  set_file (self, &self->poster, media, row->poster, PROP_POSTER);
  notify_if (self, !troupe_problem_equal (old->problem, row->problem), PROP_PROBLEM);
  notify_if (self, old->state != row->state, PROP_STATE);
  notify_if (self, !self->loaded, PROP_LOADED);
  self->loaded = TRUE;
  g_object_thaw_notify (G_OBJECT (self));
}

static void
free_row (gpointer row)
{
  troupe_video_row_free (row);
}

static void
set_progress (gpointer object,
              double   progress)
{
  TroupeVideo *self = object;

  if (G_APPROX_VALUE (self->progress, progress, 0.0005))
    return;

  self->progress = progress;
  notify_if (self, TRUE, PROP_PROGRESS);
}

const TroupeObjectKind troupe_video_kind = {
  .create = create,
  .take_row = take_row,
  .free_row = free_row,
  .set_progress = set_progress,
};

static void
troupe_video_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  TroupeVideo *self = TROUPE_VIDEO (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->row->id);
      break;
    case PROP_PROMPT:
      g_value_set_string (value, self->row->prompt);
      break;
    case PROP_STARRED:
      g_value_set_boolean (value, self->row->is_starred);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->row->state);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_PROBLEM:
      g_value_set_boxed (value, self->row->problem);
      break;
    case PROP_POSTER:
      g_value_set_object (value, self->poster);
      break;
    case PROP_FILE:
      g_value_set_object (value, self->file);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_video_finalize (GObject *object)
{
  TroupeVideo *self = TROUPE_VIDEO (object);

  g_clear_pointer (&self->row, troupe_video_row_free);
  g_clear_object (&self->file);
  g_clear_object (&self->poster);
  G_OBJECT_CLASS (troupe_video_parent_class)->finalize (object);
}

static void
troupe_video_class_init (TroupeVideoClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = troupe_video_get_property;
  object_class->finalize = troupe_video_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_PROMPT] = g_param_spec_string ("prompt", NULL, NULL, NULL, flags);
  properties[PROP_STARRED] = g_param_spec_boolean ("starred", NULL, NULL, FALSE, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, TROUPE_TYPE_VIDEO_STATE,
                                              TROUPE_VIDEO_STATE_MAKING, flags);

  /**
   * TroupeVideo:progress:
   *
   * How much of the making is done, from 0 to 1; -1 when not known or nothing is being made.
   */
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, -1, 1, -1, flags);
  properties[PROP_PROBLEM] = g_param_spec_boxed ("problem", NULL, NULL, TROUPE_TYPE_PROBLEM, flags);
  properties[PROP_POSTER] = g_param_spec_object ("poster", NULL, NULL, G_TYPE_FILE, flags);
  properties[PROP_FILE] = g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE, flags);

  /**
   * TroupeVideo:loaded:
   *
   * Whether the database was asked; before, all but the id is empty.
   */
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
troupe_video_init (TroupeVideo *self)
{
  self->progress = -1;
}

/**
 * troupe_video_get_id:
 * @self: a video
 *
 * Returns: its id, a UUID
 */
const char *
troupe_video_get_id (TroupeVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO (self), NULL);

  return self->row->id;
}

/**
 * troupe_video_get_prompt:
 * @self: a video
 *
 * Returns: (nullable): what the person wrote
 */
const char *
troupe_video_get_prompt (TroupeVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO (self), NULL);

  return self->row->prompt;
}

/**
 * troupe_video_get_provider_id:
 * @self: a video
 *
 * Returns: (nullable): who makes or made it
 */
const char *
troupe_video_get_provider_id (TroupeVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO (self), NULL);

  return self->row->provider_id;
}

/**
 * troupe_video_get_cast:
 * @self: a video
 *
 * Returns: (transfer none): what those were called whom the prompt names
 */
const char *const *
troupe_video_get_cast (TroupeVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO (self), NULL);

  return (const char *const *) self->row->cast;
}

/**
 * troupe_video_is_starred:
 * @self: a video
 *
 * Returns: whether the person likes it best
 */
gboolean
troupe_video_is_starred (TroupeVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO (self), FALSE);

  return self->row->is_starred;
}

/**
 * troupe_video_get_state:
 * @self: a video
 *
 * Returns: where its making stands
 */
TroupeVideoState
troupe_video_get_state (TroupeVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO (self), TROUPE_VIDEO_STATE_MAKING);

  return self->row->state;
}

/**
 * troupe_video_get_progress:
 * @self: a video
 *
 * Returns: how much of the making is done, from 0 to 1; -1 when not known
 */
double
troupe_video_get_progress (TroupeVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO (self), -1);

  return self->progress;
}

/**
 * troupe_video_get_problem:
 * @self: a video
 *
 * Returns: (nullable): why there is no video, or what holds it up
 */
const TroupeProblem *
troupe_video_get_problem (TroupeVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO (self), NULL);

  return self->row->problem;
}

/**
 * troupe_video_get_file:
 * @self: a video
 *
 * Returns: (transfer none) (nullable): the video
 */
GFile *
troupe_video_get_file (TroupeVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO (self), NULL);

  return self->file;
}

/**
 * troupe_video_get_poster:
 * @self: a video
 *
 * Returns: (transfer none) (nullable): a picture of it
 */
GFile *
troupe_video_get_poster (TroupeVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO (self), NULL);

  return self->poster;
}

/**
 * troupe_video_get_size_bytes:
 * @self: a video
 *
 * Returns: how large the file is, 0 while there is none
 */
guint64
troupe_video_get_size_bytes (TroupeVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO (self), 0);

  return self->row->size_bytes;
}

/**
 * troupe_video_get_duration_ns:
 * @self: a video
 *
 * Returns: how long it is in nanoseconds, 0 when not known
 */
guint64
troupe_video_get_duration_ns (TroupeVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO (self), 0);

  return self->row->duration_ns;
}

/**
 * troupe_video_get_width:
 * @self: a video
 *
 * Returns: its width as displayed, in pixels; 0 when not known
 */
int
troupe_video_get_width (TroupeVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO (self), 0);

  return self->row->width;
}

/**
 * troupe_video_get_height:
 * @self: a video
 *
 * Returns: its height as displayed, in pixels; 0 when not known
 */
int
troupe_video_get_height (TroupeVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO (self), 0);

  return self->row->height;
}

/**
 * troupe_video_get_created_us:
 * @self: a video
 *
 * Returns: when it was asked for, in microseconds since 1970
 */
gint64
troupe_video_get_created_us (TroupeVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO (self), 0);

  return self->row->created_us;
}

/**
 * troupe_video_get_scene:
 * @self: a video
 *
 * Returns: (nullable): the scene as it was sent, as JSON
 */
const char *
troupe_video_get_scene (TroupeVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO (self), NULL);

  return self->row->scene;
}

/**
 * troupe_video_get_job_id:
 * @self: a video
 *
 * Returns: (nullable): the job that makes or made it
 */
const char *
troupe_video_get_job_id (TroupeVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO (self), NULL);

  return self->row->job_id;
}

/**
 * troupe_video_get_job_state:
 * @self: a video
 *
 * Returns: (nullable): how that job stands, as the journal says it
 */
const char *
troupe_video_get_job_state (TroupeVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO (self), NULL);

  return self->row->job_state;
}

/**
 * troupe_video_get_remote_id:
 * @self: a video
 *
 * Returns: (nullable): what the provider calls it
 */
const char *
troupe_video_get_remote_id (TroupeVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO (self), NULL);

  return self->row->remote_id;
}

/**
 * troupe_video_is_loaded:
 * @self: a video
 *
 * Returns: whether the database was asked; before, all but the id is empty
 */
gboolean
troupe_video_is_loaded (TroupeVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO (self), FALSE);

  return self->loaded;
}
