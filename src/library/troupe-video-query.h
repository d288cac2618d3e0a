/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Which videos are wanted, and in what order. */

typedef enum
{
  TROUPE_VIDEO_SHOW_ALL,
  TROUPE_VIDEO_SHOW_READY,
  TROUPE_VIDEO_SHOW_MAKING,
  TROUPE_VIDEO_SHOW_TROUBLE,    /* nothing came of them, or nobody knows */
  TROUPE_VIDEO_SHOW_STARRED,
} TroupeVideoShow;

typedef enum
{
  TROUPE_VIDEO_SORT_NEWEST,
  TROUPE_VIDEO_SORT_OLDEST,
} TroupeVideoSort;

GType troupe_video_show_get_type (void);
#define TROUPE_TYPE_VIDEO_SHOW (troupe_video_show_get_type ())

GType troupe_video_sort_get_type (void);
#define TROUPE_TYPE_VIDEO_SORT (troupe_video_sort_get_type ())

/* Plain data */
typedef struct
{
  char            *search;         /* words of the prompt or of names in the cast; NULL: any */
  char            *provider_id;    /* NULL: any */
  TroupeVideoShow  show;
  TroupeVideoSort  sort;
} TroupeVideoQuery;

G_END_DECLS
