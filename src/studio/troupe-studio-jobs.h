/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-call.h"
#include "troupe-studio-video.h"

G_BEGIN_DECLS

/* What all dialects do with jobs; each base path sees only those that were asked for there. Whatever
 * finds something wrong refuses the call. */

typedef JsonObject *(*TroupeStudioDescribe) (TroupeStudioCall  *call,
                                             TroupeStudioVideo *video);

TroupeStudioVideo *troupe_studio_jobs_find           (TroupeStudioCall      *call,
                                                      const char            *id);
TroupeStudioVideo *troupe_studio_jobs_require        (TroupeStudioCall      *call);
GPtrArray         *troupe_studio_jobs_list           (TroupeStudioCall      *call) G_GNUC_WARN_UNUSED_RESULT;
JsonObject        *troupe_studio_jobs_list_page      (TroupeStudioCall      *call,
                                                      TroupeStudioDescribe   describe) G_GNUC_WARN_UNUSED_RESULT;
GStrv              troupe_studio_jobs_find_cast      (TroupeStudioCall      *call,
                                                      const char            *prompt) G_GNUC_WARN_UNUSED_RESULT;
GStrv              troupe_studio_jobs_dup_cast       (TroupeStudioVideo     *video) G_GNUC_WARN_UNUSED_RESULT;
gboolean           troupe_studio_jobs_check_result   (TroupeStudioCall      *call,
                                                      const char            *param,
                                                      const char            *id);
void               troupe_studio_jobs_add            (TroupeStudioCall      *call,
                                                      TroupeStudioVideo     *video,
                                                      guint                  status,
                                                      TroupeStudioDescribe   describe);
void               troupe_studio_jobs_remix          (TroupeStudioCall      *call,
                                                      TroupeStudioVideo     *video,
                                                      const char            *id,
                                                      TroupeStudioDescribe   describe);
void               troupe_studio_jobs_delete         (TroupeStudioCall      *call,
                                                      TroupeStudioVideo     *video);
void               troupe_studio_jobs_answer_content (TroupeStudioCall      *call,
                                                      TroupeStudioVideo     *video);

G_END_DECLS
