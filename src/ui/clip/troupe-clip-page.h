/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-providers.h"
#include "troupe-runner.h"
#include "troupe-scene.h"

G_BEGIN_DECLS

/* New Character: opens a clip, lets a range of it be chosen and sends it.
 * Signal "created" (TroupeCharacter *character, bool is_again): it stands in the library and is being made; again, at
 * another provider.
 * Signal "picked" (const TroupeScene *scene), of a page for a video: of the scene only the clip and the host are set. */

#define TROUPE_TYPE_CLIP_PAGE (troupe_clip_page_get_type ())
G_DECLARE_FINAL_TYPE (TroupeClipPage, troupe_clip_page, TROUPE, CLIP_PAGE, AdwNavigationPage)

AdwNavigationPage *troupe_clip_page_new  (TroupeRunner    *runner,
                                          TroupeProviders *providers) G_GNUC_WARN_UNUSED_RESULT;
AdwNavigationPage *troupe_clip_page_new_for_video
                                         (TroupeRunner    *runner,
                                          TroupeProviders *providers,
                                          TroupeProvider  *provider) G_GNUC_WARN_UNUSED_RESULT;
void               troupe_clip_page_open (TroupeClipPage  *self,
                                          const char      *source);
/* Of what troupe_clip_page_open() was called for just now: a video that a provider made, as which of its tasks, and
 * what it is called */
void               troupe_clip_page_set_origin (TroupeClipPage *self,
                                                const char     *provider_id,
                                                const char     *task_id,
                                                const char     *title);
/* Of the same: it is the cut of a character, which gets another identity; alias: its name */
void               troupe_clip_page_set_character (TroupeClipPage *self,
                                                   const char     *id,
                                                   const char     *alias);
/* Of the same: what is chosen of it at first */
void               troupe_clip_page_set_range    (TroupeClipPage    *self,
                                                  const TroupeRange *range);
void               troupe_clip_page_set_provider (TroupeClipPage *self,
                                                  TroupeProvider *provider);

G_END_DECLS
