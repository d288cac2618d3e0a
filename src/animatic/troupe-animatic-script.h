/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Who appears: through a clip that is shown again and again, else by a picture, else by name. Plain data. */
typedef struct
{
  char     *name;         /* what its label says */
  GFile    *clip;         /* or NULL */
  GFile    *picture;      /* or NULL */
  guint64   length_ns;    /* of the clip */
  gboolean  has_sound;
} TroupeActor;

/* What a video is made of */
typedef struct
{
  int        width;            /* even */
  int        height;           /* even */
  int        seconds;
  char      *prompt;
  char      *mark;             /* in a corner, or NULL */
  char      *comment;          /* what the file says about itself, or NULL */
  GPtrArray *cast;             /* of TroupeActor, in order of appearance */
  GPtrArray *pictures;         /* of GFile; with a cast the first one is its backdrop */
} TroupeAnimaticScript;

TroupeAnimaticScript *troupe_animatic_script_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void                  troupe_animatic_script_free      (TroupeAnimaticScript  *self);
void                  troupe_animatic_script_add_actor (TroupeAnimaticScript  *self,
                                                        const char            *name,
                                                        GFile                 *clip,
                                                        guint64                length_ns,
                                                        gboolean               has_sound);
/* The same without a clip; picture: or NULL */
void                  troupe_animatic_script_add_still (TroupeAnimaticScript  *self,
                                                        const char            *name,
                                                        GFile                 *picture);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeAnimaticScript, troupe_animatic_script_free)

G_END_DECLS
