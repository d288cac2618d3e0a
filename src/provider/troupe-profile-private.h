/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-profile.h"

G_BEGIN_DECLS

struct _TroupeProfile
{
  GObject          parent_instance;

  /* Owned */
  JsonNode        *root;        /* sealed; texts that are given out are borrowed from it */
  char            *base;        /* normalised; NULL for a builtin provider, or the person enters one */
  GHashTable      *origins;     /* name -> normalised address */
  char           **video_choices[TROUPE_N_VIDEO_CHOICES];
  GPtrArray       *models;      /* of TroupeProfileModel: those that take less */

  TroupeKind       kind;
  TroupeLife       life;
  TroupeSource     sources;
  TroupeTransport  transports;
  TroupeAudio      audio;
  TroupeSpan       span;        /* grid_ns is the step */
  guint            prompt_max;
  TroupePromptUnit prompt_unit;
};

/* What one model takes, where that is less than the provider does */
typedef struct
{
  char       *id;
  char      **choices[TROUPE_N_VIDEO_CHOICES];    /* empty where it says nothing */
  guint       prompt_max;                         /* 0 where it says nothing */
  JsonObject *price;                              /* NULL where it says nothing; borrowed from the profile */
} TroupeProfileModel;

void        troupe_profile_read_clip       (TroupeProfile     *self);
void        troupe_profile_read_video      (TroupeProfile     *self);
void        troupe_profile_read_models     (TroupeProfile     *self,
                                            JsonObject        *video);
char      **troupe_profile_read_choices    (JsonObject        *video,
                                            TroupeVideoChoice  choice);
JsonObject *troupe_profile_get_price       (TroupeProfile     *self);
JsonObject *troupe_profile_get_model_price (TroupeProfile     *self,
                                            const char        *model,
                                            JsonObject        *price);
const char *troupe_profile_get_choice_name (TroupeVideoChoice  choice);

G_END_DECLS
