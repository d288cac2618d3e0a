/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-cli.h"
#include "troupe-cli-attention.h"
#include "troupe-library-videos.h"
#include "troupe-runner-videos.h"
#include "troupe-video-copy.h"

G_BEGIN_DECLS

/* What a command about videos works with, from its beginning to its end. */
typedef struct
{
  TroupeCli       *cli;
  TroupeLibrary   *library;
  TroupeProviders *providers;
  TroupeHosts     *hosts;
  TroupeClient    *client;
  TroupeRunner    *runner;
  TroupeCliAttention *attention;    /* while it waits */
  char            *id;         /* of the video it is about, or NULL */
  GPtrArray       *ids;        /* of char: those it waits for, in place of one; or NULL */
  GError          *error;      /* why there are not more of them, or NULL */
  TroupeVideo     *video;      /* that, or NULL */
  GPtrArray       *videos;     /* of TroupeVideo: those it lists, or NULL */
  const char      *output;     /* where its file is wanted, too, or NULL */
  const char      *provider;   /* as given on the command line, or NULL */
  const char      *base;       /* the same */
  char            *text;       /* to print in place of a document, or NULL */
  gboolean         is_bad;     /* what was found fails the command */
} TroupeCliVideo;

TroupeCliVideo *troupe_cli_video_new         (TroupeCli            *cli) G_GNUC_WARN_UNUSED_RESULT;
/* Takes document or error */
void            troupe_cli_video_end         (TroupeCliVideo       *self,
                                              JsonObject           *document,
                                              GError               *error);
/* Waits until no job goes on, then ends with the video */
void            troupe_cli_video_wait        (TroupeCliVideo       *self);
JsonObject     *troupe_cli_video_describe    (TroupeVideo          *video) G_GNUC_WARN_UNUSED_RESULT;
/* Takes video; copied to where it is wanted */
void            troupe_cli_video_give        (TroupeCliVideo       *self,
                                              TroupeVideo          *video);

G_END_DECLS
