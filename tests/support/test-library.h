/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "test-dir.h"
#include "troupe-database.h"
#include "troupe-library.h"

G_BEGIN_DECLS

/* A library in a temporary directory, and calls that wait for their end. */

TroupeLibrary   *test_library_open      (TestDir             *dir) G_GNUC_WARN_UNUSED_RESULT;
TroupeLibrary   *test_library_open_at   (GFile               *directory) G_GNUC_WARN_UNUSED_RESULT;
/* Closes at once: what the main loop still holds would keep the files open. */
void             test_library_close     (TroupeLibrary      **library);
/* A library that cannot be opened, and why */
void             test_library_fail      (TestDir             *dir,
                                         GError             **error);
void             test_library_fail_at   (GFile               *directory,
                                         GError             **error);
void             test_library_write     (TroupeLibrary       *library,
                                         TroupeDatabaseFunc   func,
                                         gpointer             data,
                                         GError             **error);
/* alias: NULL for one from the title "Clip"; the answer is the id */
char            *test_library_add       (TroupeLibrary       *library,
                                         const char          *alias) G_GNUC_WARN_UNUSED_RESULT;
TroupeCharacter *test_library_load      (TroupeLibrary       *library,
                                         const char          *id) G_GNUC_WARN_UNUSED_RESULT;
void             test_library_set_notes (TroupeLibrary       *library,
                                         TroupeCharacter     *character,
                                         const char          *notes,
                                         GError             **error);

G_END_DECLS
