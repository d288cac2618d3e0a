/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whose turn it is to fetch: a few of each account, the one first whose address ends first. Main thread. */
typedef struct _TroupeFetchQueue TroupeFetchQueue;

TroupeFetchQueue *troupe_fetch_queue_new     (void) G_GNUC_WARN_UNUSED_RESULT;
TroupeFetchQueue *troupe_fetch_queue_ref     (TroupeFetchQueue  *self) G_GNUC_WARN_UNUSED_RESULT;
void              troupe_fetch_queue_unref   (TroupeFetchQueue  *self);
typedef void (*TroupeFetchStart) (GTask *task);
/* Takes task, which goes to start when it is its turn, or has been cancelled by then; leaves when it is completed */
void              troupe_fetch_queue_enter   (TroupeFetchQueue  *self,
                                              GTask             *task,
                                              const char        *account,
                                              gint64             end_us,
                                              TroupeFetchStart   start);

G_END_DECLS
