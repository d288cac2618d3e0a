/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-character-private.h"

/**
 * TroupeCharacter:
 *
 * A character of the library. It shows what the database says and is changed through the library
 * only; until the database was asked it has an id and nothing else.
 */
struct _TroupeCharacter
{
  GObject             parent_instance;

  gboolean            loaded;
  double              progress;

  /* Owned */
  TroupeCharacterRow *row;           /* what the database said last; at first just an id */
  GFile              *picture;
  GFile              *clip_file;
  GListStore         *stills;        /* of GFile */
  GListStore         *identities;    /* of TroupeIdentity, the newest first */
};

G_DEFINE_FINAL_TYPE (TroupeCharacter, troupe_character, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (TroupeCharacterState, troupe_character_state,
                    G_DEFINE_ENUM_VALUE (TROUPE_CHARACTER_STATE_MAKING, "making"),
                    G_DEFINE_ENUM_VALUE (TROUPE_CHARACTER_STATE_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (TROUPE_CHARACTER_STATE_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (TROUPE_CHARACTER_STATE_UNKNOWN, "unknown"))

enum
{
  PROP_0,
  PROP_ID,
  PROP_ALIAS,
  PROP_NOTES,
  PROP_FAVOURITE,
  PROP_USERNAME,
  PROP_STATE,
  PROP_PROGRESS,
  PROP_PROBLEM,
  PROP_PICTURE,
  PROP_CLIP_FILE,
  PROP_LOADED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
notify_if (TroupeCharacter *self,
           gboolean         changed,
           guint            property)
{
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static GFile *
resolve (GFile      *media,
         const char *name)
{
  return name != NULL ? g_file_resolve_relative_path (media, name) : NULL;
}

/* Takes file; returns whether it is another one */
static gboolean
take_file (GFile **field,
           GFile  *file)
{
  g_autoptr (GFile) owned = file;

  if (*field == file || (*field != NULL && file != NULL && g_file_equal (*field, file)))
    return FALSE;

  g_set_object (field, file);
  return TRUE;
}

static void
apply_files (TroupeCharacter *self,
             GFile           *media)
{
  const char *picture = self->row->avatar;

  if (picture == NULL && self->row->stills->len > 0)
    picture = g_ptr_array_index (self->row->stills, 0);
  notify_if (self, take_file (&self->picture, resolve (media, picture)), PROP_PICTURE);
  notify_if (self, take_file (&self->clip_file, resolve (media, self->row->clip_file)), PROP_CLIP_FILE);
}

static gboolean
is_same_array (GPtrArray *a,
               GPtrArray *b,
               GEqualFunc equal)
{
  gboolean same = a->len == b->len;

  for (guint i = 0; same && i < a->len; i++)
    same = equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i));
  return same;
}

static void
apply_stills (TroupeCharacter          *self,
              const TroupeCharacterRow *old,
              GFile                    *media)
{
  g_autoptr (GPtrArray) files = NULL;

  if (is_same_array (old->stills, self->row->stills, g_str_equal))
    return;

  files = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->row->stills->len; i++)
    g_ptr_array_add (files, resolve (media, g_ptr_array_index (self->row->stills, i)));
  g_list_store_splice (self->stills, 0, old->stills->len, files->pdata, files->len);
}

static void
apply_identities (TroupeCharacter          *self,
                  const TroupeCharacterRow *old)
{
  GPtrArray *identities = self->row->identities;

  if (is_same_array (old->identities, identities, (GEqualFunc) troupe_identity_equal))
    return;

  g_list_store_splice (self->identities, 0, old->identities->len, identities->pdata, identities->len);
  notify_if (self, TRUE, PROP_USERNAME);
}

static gpointer
create (const char *id)
{
  TroupeCharacter *self = g_object_new (TROUPE_TYPE_CHARACTER, NULL);

  self->row = troupe_character_row_new (id);
  return self;
}

/* What is the same does not notify. */
static void
take_row (gpointer object,
          gpointer taken,
          GFile   *media)
{
  TroupeCharacter *self = object;
  TroupeCharacterRow *row = taken;
  g_autoptr (TroupeCharacterRow) old = g_steal_pointer (&self->row);

  self->row = row;

  g_object_freeze_notify (G_OBJECT (self));
  notify_if (self, g_strcmp0 (old->alias, row->alias) != 0, PROP_ALIAS);
  notify_if (self, g_strcmp0 (old->notes, row->notes) != 0, PROP_NOTES);
  notify_if (self, old->is_favourite != row->is_favourite, PROP_FAVOURITE);
  apply_files (self, media);
  apply_stills (self, old, media);
  apply_identities (self, old);
  notify_if (self, !troupe_problem_equal (old->problem, row->problem), PROP_PROBLEM);
  notify_if (self, old->state != row->state, PROP_STATE);
  notify_if (self, !self->loaded, PROP_LOADED);
  self->loaded = TRUE;
  g_object_thaw_notify (G_OBJECT (self));
}

static void
free_row (gpointer row)
{
  troupe_character_row_free (row);
}

static void
set_progress (gpointer object,
              double   progress)
{
  TroupeCharacter *self = object;

  if (G_APPROX_VALUE (self->progress, progress, 0.0005))
    return;

  self->progress = progress;
  notify_if (self, TRUE, PROP_PROGRESS);
}

const TroupeObjectKind troupe_character_kind = {
  .create = create,
  .take_row = take_row,
  .free_row = free_row,
  .set_progress = set_progress,
};

static void
troupe_character_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  TroupeCharacter *self = TROUPE_CHARACTER (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->row->id);
      break;
    case PROP_ALIAS:
      g_value_set_string (value, self->row->alias);
      break;
    case PROP_NOTES:
      g_value_set_string (value, self->row->notes);
      break;
    case PROP_FAVOURITE:
      g_value_set_boolean (value, self->row->is_favourite);
      break;
    case PROP_USERNAME:
      g_value_set_string (value, troupe_character_get_username (self));
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
    case PROP_PICTURE:
      g_value_set_object (value, self->picture);
      break;
    case PROP_CLIP_FILE:
      g_value_set_object (value, self->clip_file);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_character_finalize (GObject *object)
{
  TroupeCharacter *self = TROUPE_CHARACTER (object);

  g_clear_pointer (&self->row, troupe_character_row_free);
  g_clear_object (&self->picture);
  g_clear_object (&self->clip_file);
  g_clear_object (&self->stills);
  g_clear_object (&self->identities);
  G_OBJECT_CLASS (troupe_character_parent_class)->finalize (object);
}

static void
troupe_character_class_init (TroupeCharacterClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = troupe_character_get_property;
  object_class->finalize = troupe_character_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_ALIAS] = g_param_spec_string ("alias", NULL, NULL, NULL, flags);
  properties[PROP_NOTES] = g_param_spec_string ("notes", NULL, NULL, NULL, flags);
  properties[PROP_FAVOURITE] = g_param_spec_boolean ("favourite", NULL, NULL, FALSE, flags);

  /**
   * TroupeCharacter:username:
   *
   * The name of the newest identity, without `@`; `NULL` without an identity.
   */
  properties[PROP_USERNAME] = g_param_spec_string ("username", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, TROUPE_TYPE_CHARACTER_STATE,
                                              TROUPE_CHARACTER_STATE_MAKING, flags);

  /**
   * TroupeCharacter:progress:
   *
   * How much of the making is done, from 0 to 1; -1 when not known or nothing is being made.
   */
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, -1, 1, -1, flags);
  properties[PROP_PROBLEM] = g_param_spec_boxed ("problem", NULL, NULL, TROUPE_TYPE_PROBLEM, flags);

  /**
   * TroupeCharacter:picture:
   *
   * The provider's picture, else the first still of the range.
   */
  properties[PROP_PICTURE] = g_param_spec_object ("picture", NULL, NULL, G_TYPE_FILE, flags);
  properties[PROP_CLIP_FILE] = g_param_spec_object ("clip-file", NULL, NULL, G_TYPE_FILE, flags);

  /**
   * TroupeCharacter:loaded:
   *
   * Whether the database was asked; before, all but the id is empty.
   */
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
troupe_character_init (TroupeCharacter *self)
{
  self->progress = -1;
  self->stills = g_list_store_new (G_TYPE_FILE);
  self->identities = g_list_store_new (TROUPE_TYPE_IDENTITY);
}

/**
 * troupe_character_get_id:
 * @self: a character
 *
 * Returns: its id, a UUID
 */
const char *
troupe_character_get_id (TroupeCharacter *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER (self), NULL);

  return self->row->id;
}

/**
 * troupe_character_get_alias:
 * @self: a character
 *
 * Returns: (nullable): the name that the person gave it
 */
const char *
troupe_character_get_alias (TroupeCharacter *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER (self), NULL);

  return self->row->alias;
}

/**
 * troupe_character_get_notes:
 * @self: a character
 *
 * Returns: (nullable): what the person wrote about it
 */
const char *
troupe_character_get_notes (TroupeCharacter *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER (self), NULL);

  return self->row->notes;
}

/**
 * troupe_character_is_favourite:
 * @self: a character
 *
 * Returns: whether the person likes it best
 */
gboolean
troupe_character_is_favourite (TroupeCharacter *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER (self), FALSE);

  return self->row->is_favourite;
}

/**
 * troupe_character_get_state:
 * @self: a character
 *
 * Returns: where its making stands
 */
TroupeCharacterState
troupe_character_get_state (TroupeCharacter *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER (self), TROUPE_CHARACTER_STATE_MAKING);

  return self->row->state;
}

/**
 * troupe_character_get_progress:
 * @self: a character
 *
 * Returns: how much of the making is done, from 0 to 1; -1 when not known
 */
double
troupe_character_get_progress (TroupeCharacter *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER (self), -1);

  return self->progress;
}

/**
 * troupe_character_get_problem:
 * @self: a character
 *
 * Returns: (nullable): why it failed, or what is missing of a ready one
 */
const TroupeProblem *
troupe_character_get_problem (TroupeCharacter *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER (self), NULL);

  return self->row->problem;
}

/**
 * troupe_character_get_job_id:
 * @self: a character
 *
 * Returns: (nullable): the newest of the jobs that make it, `NULL` for one that was made elsewhere
 */
const char *
troupe_character_get_job_id (TroupeCharacter *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER (self), NULL);

  return self->row->job_id;
}

/**
 * troupe_character_get_picture:
 * @self: a character
 *
 * Returns: (nullable) (transfer none): the provider's picture, else the first still
 */
GFile *
troupe_character_get_picture (TroupeCharacter *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER (self), NULL);

  return self->picture;
}

/**
 * troupe_character_get_clip_file:
 * @self: a character
 *
 * Returns: (nullable) (transfer none): the kept cut of the range
 */
GFile *
troupe_character_get_clip_file (TroupeCharacter *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER (self), NULL);

  return self->clip_file;
}

/**
 * troupe_character_get_stills:
 * @self: a character
 *
 * Returns: (transfer none): of `GFile`: pictures of the range, in order
 */
GListModel *
troupe_character_get_stills (TroupeCharacter *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER (self), NULL);

  return G_LIST_MODEL (self->stills);
}

/**
 * troupe_character_get_identities:
 * @self: a character
 *
 * Returns: (transfer none): of `TroupeIdentity`, the newest first
 */
GListModel *
troupe_character_get_identities (TroupeCharacter *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER (self), NULL);

  return G_LIST_MODEL (self->identities);
}

/**
 * troupe_character_get_username:
 * @self: a character
 *
 * Returns: (nullable): the name of the newest identity, without `@`; `NULL` where the provider
 *   gives none
 */
const char *
troupe_character_get_username (TroupeCharacter *self)
{
  g_autoptr (TroupeIdentity) newest = NULL;

  g_return_val_if_fail (TROUPE_IS_CHARACTER (self), NULL);

  /* The list keeps it alive. */
  newest = g_list_model_get_item (G_LIST_MODEL (self->identities), 0);
  return newest != NULL && troupe_identity_has_username (newest)
         ? troupe_identity_get_username (newest) : NULL;
}

/**
 * troupe_character_get_clip_title:
 * @self: a character
 *
 * Returns: (nullable): the title of the clip it was taken from
 */
const char *
troupe_character_get_clip_title (TroupeCharacter *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER (self), NULL);

  return self->row->clip_title;
}

/**
 * troupe_character_get_clip_uri:
 * @self: a character
 *
 * Returns: (nullable): where that clip was
 */
const char *
troupe_character_get_clip_uri (TroupeCharacter *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER (self), NULL);

  return self->row->clip_uri;
}

/**
 * troupe_character_get_clip_hash:
 * @self: a character
 *
 * Returns: (nullable): what identifies that clip's content
 */
const char *
troupe_character_get_clip_hash (TroupeCharacter *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER (self), NULL);

  return self->row->clip_hash;
}

/**
 * troupe_character_get_clip_duration_ns:
 * @self: a character
 *
 * Returns: how long that clip plays, in nanoseconds
 */
guint64
troupe_character_get_clip_duration_ns (TroupeCharacter *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER (self), 0);

  return self->row->clip_duration_ns;
}

/**
 * troupe_character_get_range:
 * @self: a character
 *
 * Returns: (transfer none): the part of that clip which is the character, in its own time
 */
const TroupeRange *
troupe_character_get_range (TroupeCharacter *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER (self), NULL);

  return &self->row->range;
}

/**
 * troupe_character_get_created_us:
 * @self: a character
 *
 * Returns: when it was added, in microseconds since 1970
 */
gint64
troupe_character_get_created_us (TroupeCharacter *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER (self), 0);

  return self->row->created_us;
}

/**
 * troupe_character_is_loaded:
 * @self: a character
 *
 * Returns: whether all but the id is known yet
 */
gboolean
troupe_character_is_loaded (TroupeCharacter *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER (self), FALSE);

  return self->loaded;
}
