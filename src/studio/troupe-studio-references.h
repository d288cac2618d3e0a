/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-call.h"
#include "troupe-studio-video.h"

G_BEGIN_DECLS

typedef enum
{
  TROUPE_STUDIO_REFERENCE_PICTURE = 1 << 0,    /* JPEG, PNG or WebP */
  TROUPE_STUDIO_REFERENCE_CLIP    = 1 << 1,    /* MP4, QuickTime or WebM */
} TroupeStudioReferenceKind;

/* What a request refers to: pictures to show and clips to make characters of, as files of the form, as
 * addresses or inside a text. */
typedef struct _TroupeStudioReferences TroupeStudioReferences;

TroupeStudioReferences *troupe_studio_references_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void                    troupe_studio_references_free     (TroupeStudioReferences     *self);
/* FALSE when the call is refused */
gboolean                troupe_studio_references_add_url  (TroupeStudioReferences     *self,
                                                           TroupeStudioCall           *call,
                                                           const char                 *param,
                                                           TroupeStudioReferenceKind   kind,
                                                           const char                 *url);
gboolean                troupe_studio_references_add_part (TroupeStudioReferences     *self,
                                                           TroupeStudioCall           *call,
                                                           TroupeStudioReferenceKind   kinds,
                                                           const TroupeStudioPart     *part);
void                    troupe_studio_references_describe (TroupeStudioReferences     *self,
                                                           JsonObject                 *request);
void                    troupe_studio_references_attach   (TroupeStudioReferences     *self,
                                                           TroupeStudioVideo          *video);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeStudioReferences, troupe_studio_references_free)

G_END_DECLS
