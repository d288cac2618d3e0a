/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "test-dir.h"
#include "troupe-database.h"
#include "troupe-library.h"

G_BEGIN_DECLS

/* A library in a temporary directory, and calls that wait for their end. */

TroupeLibrary *test_library_open  (TestDir             *dir) G_GNUC_WARN_UNUSED_RESULT;
/* Fails with what opening fails with */
void           test_library_fail  (TestDir             *dir,
                                   GError             **error);
void           test_library_write (TroupeLibrary       *library,
                                   TroupeDatabaseFunc   func,
                                   gpointer             data,
                                   GError             **error);
/* alias: NULL for one from the title "Clip"; the id is the answer */
char          *test_library_add   (TroupeLibrary       *library,
                                   const char          *alias) G_GNUC_WARN_UNUSED_RESULT;

TroupeCharacter *test_library_load (TroupeLibrary      *library,
                                    const char         *id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
