/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-character.h"

G_BEGIN_DECLS

/* What a video is made of */
typedef struct
{
  int        width;
  int        height;
  int        seconds;
  char      *prompt;
  gboolean   has_watermark;
  GPtrArray *cast;         /* of TroupeStudioCharacter, in order of appearance */
  GPtrArray *pictures;     /* of GFile; with a cast the first one is its backdrop */
} TroupeStudioScript;

TroupeStudioScript *troupe_studio_script_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void                troupe_studio_script_free (TroupeStudioScript *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeStudioScript, troupe_studio_script_free)

/* Makes a video out of a script: each character through its own clip, the prompt as a caption. Without
 * a cast the pictures are shown, without a picture a title card. */

#define TROUPE_TYPE_STUDIO_ANIMATIC (troupe_studio_animatic_get_type ())
G_DECLARE_FINAL_TYPE (TroupeStudioAnimatic, troupe_studio_animatic, TROUPE, STUDIO_ANIMATIC, GObject)

TroupeStudioAnimatic *troupe_studio_animatic_new           (TroupeStudioScript    *script) G_GNUC_WARN_UNUSED_RESULT;
int                   troupe_studio_animatic_get_per_cent  (TroupeStudioAnimatic  *self);
void                  troupe_studio_animatic_render_async  (TroupeStudioAnimatic  *self,
                                                            GFile                 *destination,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);
gboolean              troupe_studio_animatic_render_finish (TroupeStudioAnimatic  *self,
                                                            GAsyncResult          *result,
                                                            GError               **error);

G_END_DECLS
