/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-database.h"
#include "troupe-library.h"
#include "troupe-object-table.h"

G_BEGIN_DECLS

/* For libtroupe only: how its other parts reach the database through the library. */

GFile           *troupe_library_get_directory          (TroupeLibrary        *self);
GFile           *troupe_library_get_media              (TroupeLibrary        *self);
TroupeObjectTable *troupe_library_get_characters       (TroupeLibrary        *self);
TroupeObjectTable *troupe_library_get_videos           (TroupeLibrary        *self);

/* Runs func on the owner thread in one transaction; afterwards objects and signals say what changed.
 * data must live until the callback. */
void             troupe_library_write_async            (TroupeLibrary        *self,
                                                        TroupeDatabaseFunc    func,
                                                        gpointer              data,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
gboolean         troupe_library_write_finish           (TroupeLibrary        *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);
/* For reading; no transaction, no signals */
TroupeDatabase  *troupe_library_get_database           (TroupeLibrary        *self);
/* Brings the objects of these ids up to date, as far as somebody holds them */
void             troupe_library_load_rows_async        (TroupeLibrary        *self,
                                                        const char *const    *ids,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
gboolean         troupe_library_load_rows_finish       (TroupeLibrary        *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);
void             troupe_library_load_videos_async      (TroupeLibrary        *self,
                                                        const char *const    *ids,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
gboolean         troupe_library_load_videos_finish     (TroupeLibrary        *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);

/* A change that a person makes */
typedef struct
{
  char     *id;
  char     *text;
  gboolean  flag;
} TroupeLibraryEdit;

/* func gets a TroupeLibraryEdit; the task is answered with TRUE or an error */
void             troupe_library_edit_async             (TroupeLibrary        *self,
                                                        TroupeDatabaseFunc    func,
                                                        const char           *id,
                                                        const char           *text,
                                                        gboolean              flag,
                                                        GTask                *task);

G_END_DECLS
