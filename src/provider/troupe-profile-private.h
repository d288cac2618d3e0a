/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-profile.h"

G_BEGIN_DECLS

struct _TroupeProfile
{
  GObject         parent_instance;

  /* Owned */
  JsonNode       *root;        /* sealed; texts that are given out are borrowed from it */
  char           *base;        /* normalised; NULL for a builtin provider, or the person enters one */
  GHashTable     *origins;     /* name -> normalised address */
  char          **video_choices[TROUPE_N_VIDEO_CHOICES];

  TroupeKind      kind;
  TroupeLife      life;
  TroupeSource    sources;
  TroupeTransport transports;
  TroupeAudio     audio;
  TroupeSpan      span;        /* grid_ns is the step */
  guint           prompt_max;
  TroupePromptUnit prompt_unit;
};

void troupe_profile_read_clip  (TroupeProfile *self);
void troupe_profile_read_video (TroupeProfile *self);

G_END_DECLS
