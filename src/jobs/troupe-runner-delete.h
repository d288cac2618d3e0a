/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-runner.h"
#include "troupe-video.h"

G_BEGIN_DECLS

/* The copy of a video that its provider keeps. Main thread. */

/* Whether the provider has a copy, as far as is known, and a call that deletes it */
gboolean troupe_runner_can_delete_copy    (TroupeVideo          *video,
                                           TroupeProvider       *provider);
/* For good; what the library has of the video stays as it is. Nothing is paid. */
void     troupe_runner_delete_copy_async  (TroupeRunner         *self,
                                           TroupeVideo          *video,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean troupe_runner_delete_copy_finish (TroupeRunner         *self,
                                           GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS
