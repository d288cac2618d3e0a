/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-export.h"
#include "troupe-video-order.h"

G_BEGIN_DECLS

/* Stands where the answer to an upload would. */
#define TROUPE_VIDEO_WORK_UPLOADED "{upload.url}"

/* An order on its way: first all that needs an address gets one, then every address is looked at, then the call
 * is built. */
typedef struct
{
  TroupeVideoNeeds  needs;
  TroupeHost       *host;         /* the one that was asked for, or else the person's own; or NULL */
  TroupeValues     *values;
  TroupeVideoOrder *order;

  guint             position;     /* of the next member */
  TroupeValues     *item;         /* of the present one */
  TroupeWay         way;          /* of its clip; NONE where it has none */

  guint             n_files;      /* that need an address */
  guint             n_there;      /* of them */
  const char       *what;         /* the file that gets one; borrowed */
} TroupeVideoWork;

/* The task holds a TroupeVideoWork. What follows ends it or calls what comes next. */
void      troupe_video_work_next        (GTask                  *task);
void      troupe_video_work_fail        (GTask                  *task,
                                         int                     code,
                                         const char             *who,
                                         const char             *what);

/* Clips of the cast */
gboolean  troupe_video_work_needs_clip  (TroupeVideoWork        *work,
                                         const TroupeCastMember *member);
TroupeWay troupe_video_work_choose_way  (TroupeVideoWork        *work,
                                         const TroupeCastMember *member,
                                         GError                **error);
void      troupe_video_work_export      (GTask                  *task,
                                         const TroupeCastMember *member);
void      troupe_video_work_bring       (GTask                  *task,
                                         const TroupeCastMember *member);
void      troupe_video_work_look        (GTask                  *task,
                                         const char             *address);

/* Files that need an address. find: NULL while it has none */
const TroupeUpload *
          troupe_video_work_find        (TroupeVideoWork        *work,
                                         const char             *what,
                                         gboolean                is_host);
gboolean  troupe_video_work_hold        (GTask                  *task);
void      troupe_video_work_publish     (GTask                  *task,
                                         const char             *what,
                                         GFile                  *file,
                                         const char             *media_type,
                                         gboolean                is_host,
                                         TroupeValues           *values);

/* The picture of the person's own. choose_way: NONE where there is none, or no way for it; HOST also where none is
 * there */
TroupeWay troupe_video_work_choose_way_of_reference
                                        (TroupeVideoWork        *work);
gboolean  troupe_video_work_check_reference
                                        (TroupeVideoWork        *work,
                                         gboolean               *needs_address,
                                         gboolean               *is_there,
                                         GError                **error);
void      troupe_video_work_publish_reference
                                        (GTask                  *task);
gboolean  troupe_video_work_set_reference
                                        (TroupeVideoWork        *work,
                                         const char            **address,
                                         GError                **error);

G_END_DECLS
