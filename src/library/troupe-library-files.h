/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The files of a library: clips/ID.mp4 and pictures/ID-*.{jpg,png} below its media folder. All of it
 * blocks: worker threads only. */

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
/* Complete, flushed and under its name, or not there at all */
gboolean troupe_library_files_write        (GFile       *media,
                                            const char  *name,
                                            GBytes      *content,
                                            GError     **error);
gboolean troupe_library_files_remove       (GFile       *media,
                                            const char  *name,
                                            GError     **error);
/* Removes what a crash left half written. Only while no other process writes. */
gboolean troupe_library_files_sweep        (GFile       *media,
                                            GError     **error);

G_END_DECLS
