/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-animatic-script.h"

G_BEGIN_DECLS

/* Makes a video out of a script: each character through its own clip, the prompt as a caption. Without
 * a cast the pictures are shown, without a picture a title card. */

#define TROUPE_TYPE_ANIMATIC (troupe_animatic_get_type ())
G_DECLARE_FINAL_TYPE (TroupeAnimatic, troupe_animatic, TROUPE, ANIMATIC, GObject)

TroupeAnimatic *troupe_animatic_new           (TroupeAnimaticScript   *script) G_GNUC_WARN_UNUSED_RESULT;
int             troupe_animatic_get_per_cent  (TroupeAnimatic         *self);
void            troupe_animatic_render_async  (TroupeAnimatic         *self,
                                               GFile                  *destination,
                                               GCancellable           *cancellable,
                                               GAsyncReadyCallback     callback,
                                               gpointer                user_data);
gboolean        troupe_animatic_render_finish (TroupeAnimatic         *self,
                                               GAsyncResult           *result,
                                               GError                **error);

G_END_DECLS
