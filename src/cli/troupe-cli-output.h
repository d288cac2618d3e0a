/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The file that -o names */
GFile *troupe_cli_output_new (const char  *source,
                              const char  *output,
                              GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
