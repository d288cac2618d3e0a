/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What an MP4 file says about itself in words: the comment of its metadata. Blocks: worker threads only. */

/* Copies a video and says something in the copy, where that changes nothing else */
gboolean  troupe_mp4_comment_copy (GFile         *source,
                                   GFile         *destination,
                                   const char    *comment,
                                   GCancellable  *cancellable,
                                   GError       **error);
/* NULL without an error where it says nothing */
char     *troupe_mp4_comment_read (GFile         *file,
                                   GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
