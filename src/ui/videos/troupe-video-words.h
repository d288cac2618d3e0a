/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-video.h"

G_BEGIN_DECLS

/* Videos in words. All text is translated. */

const char *troupe_video_words_get_state    (TroupeVideoState state);
const char *troupe_video_words_get_icon     (TroupeVideoState state);
/* The prompt in one line; never empty */
char       *troupe_video_words_dup_title    (TroupeVideo *video) G_GNUC_WARN_UNUSED_RESULT;
/* Whom it casts, or NULL */
char       *troupe_video_words_dup_cast     (TroupeVideo *video) G_GNUC_WARN_UNUSED_RESULT;
/* Length, size in pixels and bytes; NULL while there is no file */
char       *troupe_video_words_dup_measures (TroupeVideo *video) G_GNUC_WARN_UNUSED_RESULT;
/* For assistive technology: prompt, cast, provider and state in one line */
char       *troupe_video_words_describe     (TroupeVideo *video,
                                             const char  *provider) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
