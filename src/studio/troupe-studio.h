/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-characters.h"
#include "troupe-studio-faults.h"
#include "troupe-studio-ledger.h"
#include "troupe-studio-store.h"
#include "troupe-studio-videos.h"

G_BEGIN_DECLS

/* The whole Practice Studio. Handlers of routes get it as their user data. Main thread. */

#define TROUPE_TYPE_STUDIO (troupe_studio_get_type ())
G_DECLARE_FINAL_TYPE (TroupeStudio, troupe_studio, TROUPE, STUDIO, GObject)

TroupeStudio           *troupe_studio_new            (const char    *state_path,
                                                      const char    *key,
                                                      const char    *faults_path,
                                                      GError       **error) G_GNUC_WARN_UNUSED_RESULT;
char                   *troupe_studio_listen         (TroupeStudio  *self,
                                                      guint16        port,
                                                      GError       **error) G_GNUC_WARN_UNUSED_RESULT;
TroupeStudioStore      *troupe_studio_get_store      (TroupeStudio  *self);
TroupeStudioLedger     *troupe_studio_get_ledger     (TroupeStudio  *self);
TroupeStudioFaults     *troupe_studio_get_faults     (TroupeStudio  *self);
TroupeStudioCharacters *troupe_studio_get_characters (TroupeStudio  *self);
TroupeStudioVideos     *troupe_studio_get_videos     (TroupeStudio  *self);
void                    troupe_studio_stop           (TroupeStudio  *self);
gboolean                troupe_studio_is_busy        (TroupeStudio  *self);

G_END_DECLS
