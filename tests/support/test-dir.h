/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A temporary directory that goes with all it holds when freed. */
typedef struct _TestDir TestDir;

TestDir    *test_dir_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void        test_dir_free     (TestDir    *self);
const char *test_dir_get_path (TestDir    *self);
char       *test_dir_build    (TestDir    *self,
                               const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestDir, test_dir_free)

G_END_DECLS
