/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The files of a library: clips/ID.mp4, pictures/ID-*.{jpg,png} and videos/ID.{mp4,json} below its media
 * folder. What reads or writes blocks: worker threads only. */

gboolean troupe_library_files_make_folders (GFile       *media,
                                            GError     **error);
/* What a character's own files are called; a job that was stopped may have left some of them. */
#define TROUPE_LIBRARY_FILES_N_STILLS 4

char    *troupe_library_files_dup_clip     (const char  *id) G_GNUC_WARN_UNUSED_RESULT;
char    *troupe_library_files_dup_still    (const char  *id,
                                            guint        number) G_GNUC_WARN_UNUSED_RESULT;
/* A new name each time, so that nobody keeps showing the old picture */
char    *troupe_library_files_dup_avatar   (const char  *id,
                                            const char  *extension) G_GNUC_WARN_UNUSED_RESULT;
/* What belongs to a video, by its id */
#define TROUPE_LIBRARY_FILES_VIDEO "videos/%s.mp4"
#define TROUPE_LIBRARY_FILES_STORY "videos/%s.json"
#define TROUPE_LIBRARY_FILES_POSTER "pictures/%s-poster.jpg"

char    *troupe_library_files_dup_video    (const char  *id) G_GNUC_WARN_UNUSED_RESULT;
char    *troupe_library_files_dup_story    (const char  *id) G_GNUC_WARN_UNUSED_RESULT;
char    *troupe_library_files_dup_poster   (const char  *id) G_GNUC_WARN_UNUSED_RESULT;
/* Complete, flushed and under its name, or not there at all */
gboolean troupe_library_files_write        (GFile       *media,
                                            const char  *name,
                                            GBytes      *content,
                                            GError     **error);
gboolean troupe_library_files_remove       (GFile       *media,
                                            const char  *name,
                                            GError     **error);
/* Removes what a crash left half written and nobody goes on with; fetched: of char, ids of characters and videos. Only
 * while no other process writes. */
gboolean troupe_library_files_sweep        (GFile       *media,
                                            GPtrArray   *fetched,
                                            GError     **error);

G_END_DECLS
