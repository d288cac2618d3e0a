/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-application.h"

G_BEGIN_DECLS

/* The one window: a navigation view over the pages of the library. Opens the library when it is made. */

#define TROUPE_TYPE_WINDOW (troupe_window_get_type ())
G_DECLARE_FINAL_TYPE (TroupeWindow, troupe_window, TROUPE, WINDOW, AdwApplicationWindow)

TroupeWindow *troupe_window_new            (TroupeApplication *app);
void          troupe_window_open           (TroupeWindow      *self,
                                            const char        *source);
void          troupe_window_show_character (TroupeWindow      *self,
                                            const char        *id);
void          troupe_window_show_job       (TroupeWindow      *self,
                                            const char        *id);
void          troupe_window_copy_mention   (TroupeWindow      *self,
                                            TroupeCharacter   *character,
                                            TroupeIdentity    *identity);
void          troupe_window_open_permalink (TroupeWindow      *self,
                                            TroupeIdentity    *identity);
void          troupe_window_copy_permalink (TroupeWindow      *self,
                                            TroupeIdentity    *identity);
void          troupe_window_add_toast      (TroupeWindow      *self,
                                            AdwToast          *toast);
void          troupe_window_report         (TroupeWindow      *self,
                                            const GError      *error);

G_END_DECLS
