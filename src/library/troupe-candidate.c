/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-candidate.h"

struct _TroupeCandidate
{
  GObject      parent_instance;

  /* Owned */
  char        *name;
  char        *note;

  TroupeRange  range;
};

G_DEFINE_FINAL_TYPE (TroupeCandidate, troupe_candidate, G_TYPE_OBJECT)

enum { PROP_0, PROP_NAME, N_PROPS };
static GParamSpec *properties[N_PROPS];

static void
troupe_candidate_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_NAME:
      g_value_set_string (value, troupe_candidate_get_name (TROUPE_CANDIDATE (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
troupe_candidate_finalize (GObject *object)
{
  TroupeCandidate *self = TROUPE_CANDIDATE (object);

  g_free (self->name);
  g_free (self->note);
  G_OBJECT_CLASS (troupe_candidate_parent_class)->finalize (object);
}

static void
troupe_candidate_class_init (TroupeCandidateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = troupe_candidate_get_property;
  object_class->finalize = troupe_candidate_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
troupe_candidate_init (TroupeCandidate *self)
{
}

/**
 * troupe_candidate_new:
 * @range: a part of a clip, in nanoseconds
 * @name: what a person calls it
 * @note: what speaks for it, or an empty text
 *
 * Returns: (transfer full): a range with a name
 */
TroupeCandidate *
troupe_candidate_new (const TroupeRange *range,
                      const char        *name,
                      const char        *note)
{
  TroupeCandidate *self;

  g_return_val_if_fail (range != NULL, NULL);
  g_return_val_if_fail (name != NULL && note != NULL, NULL);

  self = g_object_new (TROUPE_TYPE_CANDIDATE, NULL);
  self->range = *range;
  self->name = g_strdup (name);
  self->note = g_strdup (note);

  return self;
}

/**
 * troupe_candidate_get_range:
 * @self: a candidate
 *
 * Returns: (transfer none): the part of the clip, in nanoseconds
 */
const TroupeRange *
troupe_candidate_get_range (TroupeCandidate *self)
{
  g_return_val_if_fail (TROUPE_IS_CANDIDATE (self), NULL);

  return &self->range;
}

/**
 * troupe_candidate_get_name:
 * @self: a candidate
 *
 * Returns: (transfer none): what a person calls it
 */
const char *
troupe_candidate_get_name (TroupeCandidate *self)
{
  g_return_val_if_fail (TROUPE_IS_CANDIDATE (self), NULL);

  return self->name;
}

/**
 * troupe_candidate_set_name:
 * @self: a candidate
 * @name: what a person calls it now
 *
 * Changes the object only.
 */
void
troupe_candidate_set_name (TroupeCandidate *self,
                           const char      *name)
{
  g_return_if_fail (TROUPE_IS_CANDIDATE (self));
  g_return_if_fail (name != NULL);

  if (g_set_str (&self->name, name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

/**
 * troupe_candidate_get_note:
 * @self: a candidate
 *
 * Returns: (transfer none): what speaks for it, empty when nobody said
 */
const char *
troupe_candidate_get_note (TroupeCandidate *self)
{
  g_return_val_if_fail (TROUPE_IS_CANDIDATE (self), NULL);

  return self->note;
}
