/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-runner.h"
#include "troupe-video.h"

G_BEGIN_DECLS

/* Asks what is to be different and has the provider vary a video that it made; callback gets the result of
 * troupe_runner_create_video_async() when the person wants that. */
void troupe_remix_dialog_present (GtkWidget           *parent,
                                  TroupeRunner        *runner,
                                  TroupeVideo         *video,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data,
                                  GDestroyNotify       destroy);

G_END_DECLS
