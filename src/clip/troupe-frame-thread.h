/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Threads that nobody joins: they decode, and end by themselves soon after they are told to. */

void troupe_frame_thread_start (const char  *name,
                                GThreadFunc  func,
                                gpointer     user_data);

G_END_DECLS
