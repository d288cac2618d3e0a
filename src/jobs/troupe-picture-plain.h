/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A picture without what its camera and its owner wrote into it. Any thread. */
GBytes *troupe_picture_plain_new (GBytes  *content,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
